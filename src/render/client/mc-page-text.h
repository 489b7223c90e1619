// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib-object.h>

#include "mc-render-wire.h"

G_BEGIN_DECLS

/* The text of a page, as far as it has any, and where each character stands. */
typedef struct
{
  gatomicrefcount ref_count;
  GArray *glyphs; /* McGlyph */
} McPageText;

#define MC_TYPE_PAGE_TEXT (mc_page_text_get_type ())
GType mc_page_text_get_type (void);
McPageText *mc_page_text_ref (McPageText *self);
void mc_page_text_unref (McPageText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McPageText, mc_page_text_unref)

/* bytes: (nullable): count of McGlyph, as it came from the child: characters that are none are dropped. (transfer full) */
McPageText *mc_page_text_new (GBytes *bytes);

/* For people: at most max_bytes. (transfer full) */
char *mc_page_text_to_string (McPageText *self, gsize max_bytes);

/* A place that was found: the characters from first on. */
typedef struct
{
  guint first;
  guint count;
} McPageHit;

/* Where this is written: whatever the case and tone marks, white space of any length is one blank. GArray of McPageHit.
 * (transfer full) */
GArray *mc_page_text_find (McPageText *self, const char *what);

G_END_DECLS
