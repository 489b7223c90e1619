// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "mc-record.h"

G_BEGIN_DECLS

/* Results of the procedure in the places of components, so that they are looked at as any paper is: the id begins with
 * MC_RESULT_COMPONENT, the source is "result", the kind of copy the result's state. may_attach: one more where a draft may be
 * attached and none is there, of the state "none". (transfer full) of McComponent */
GPtrArray *mc_result_rows_make (const McDossier *dossier, gboolean may_attach);

/* A draft and what was issued are told apart wherever they are shown: box, with icon and words in it, is hidden for what is no
 * result. */
void mc_result_rows_show_mark (const McComponent *component, GtkWidget *box, GtkImage *icon, GtkLabel *words);

G_END_DECLS
