// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-profile.h"

G_BEGIN_DECLS

/* What a dossier says besides its papers, its history and its notes: pages of boxed lists made from the record. */
GtkWidget *mc_info_pane_new (McProfile *profile, const McDossier *dossier);

/* Quá trình xử lý. me: (nullable): its catalogue names the acts. now: of McClock. */
GtkWidget *mc_history_pane_new (const McDossier *dossier, const McMe *me, GDateTime *now);

/* Ý kiến nội bộ. */
GtkWidget *mc_note_pane_new (const McDossier *dossier, GDateTime *now);

G_END_DECLS
