// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-profile.h"

G_BEGIN_DECLS

/* The checking page: components beside documents, detail, history; the primary act. Properties: "can-accept" (boolean),
 * "can-print" (boolean), "record-id" (string). */
#define MC_TYPE_DOSSIER_PAGE (mc_dossier_page_get_type ())
G_DECLARE_FINAL_TYPE (McDossierPage, mc_dossier_page, MC, DOSSIER_PAGE, AdwNavigationPage)

McDossierPage *mc_dossier_page_new (McProfile *profile);

/* position, total: its place in the queue it was opened from (0, 0: none). NULL id empties the page. */
void mc_dossier_page_show (McDossierPage *self, const char *id, int position, int total);

const char *mc_dossier_page_get_record_id (McDossierPage *self);

/* Tiếp nhận: commits the act to the outbox. Does nothing, and says why beside the button, when it is not possible. */
void mc_dossier_page_accept (McDossierPage *self);

/* Writes form 01 as PDF where the official says (Ctrl+P). */
void mc_dossier_page_save_receipt (McDossierPage *self);

void mc_dossier_page_focus_components (McDossierPage *self);

G_END_DECLS
