// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-sync.h"

G_BEGIN_DECLS

/* A document in a window of its own. It goes with the program's window, and as soon as the record is out of sight. A training
 * portal's carries its mark; a scan in it is looked for in the program's window. */
#define MC_TYPE_DOCUMENT_WINDOW (mc_document_window_get_type ())
G_DECLARE_FINAL_TYPE (McDocumentWindow, mc_document_window, MC, DOCUMENT_WINDOW, AdwWindow)

/* parent: the program's window. Shown by gtk_window_present(). */
McDocumentWindow *mc_document_window_new (GtkWindow *parent, McSync *sync, McClock *clock, const char *dossier,
                                          const McDocument *document);

void mc_document_window_focus (McDocumentWindow *self);

G_END_DECLS
