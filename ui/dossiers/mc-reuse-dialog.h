// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-profile.h"

G_BEGIN_DECLS

typedef void (*McPaperChosen) (const char *dossier, const McDocument *document, gpointer data);

/* Papers already digitised (giấy tờ đã số hóa): those of the owner's other dossiers that this official may read. Closes by itself
 * after the choice. */
#define MC_TYPE_REUSE_DIALOG (mc_reuse_dialog_get_type ())
G_DECLARE_FINAL_TYPE (McReuseDialog, mc_reuse_dialog, MC, REUSE_DIALOG, AdwDialog)

GtkWidget *mc_reuse_dialog_new (McProfile *profile, McDossier *dossier, McPaperChosen chosen, gpointer data,
                                GDestroyNotify destroy);

G_END_DECLS
