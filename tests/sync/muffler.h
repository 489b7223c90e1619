// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A port that passes bytes on to another port, until it is told to keep what comes back. */
typedef struct _Muffler Muffler;

/* url: "https://127.0.0.1:PORT". Lives as long as the process. */
Muffler *muffler_new (const char *url);

/* (transfer none) */
const char *muffler_get_url (Muffler *self);

/* From here on nothing of the answers gets through, but for the greetings of a new connection. */
void muffler_keep_answers (Muffler *self);

G_END_DECLS
