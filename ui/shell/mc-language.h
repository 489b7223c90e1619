// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The languages that the program speaks. A language works only where its locale is installed. */
typedef struct
{
  const char *id;     /* of the setting "language"; "": the system's */
  const char *name;   /* in itself; NULL: the system's */
  const char *locale; /* NULL: the system's */
} McLanguage;

/* NULL past the last. */
const McLanguage *mc_language_get (guint index);

gboolean mc_language_is_installed (const McLanguage *language);

/* Makes this the program's language, if it is installed, else the system's. Before anything is said. id: (nullable). */
void mc_language_choose (const char *id);

G_END_DECLS
