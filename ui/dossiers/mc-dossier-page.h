// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-component-pane.h"
#include "mc-profile.h"

G_BEGIN_DECLS

/* The checking page: components beside documents, detail, history; the primary act. Properties: "can-accept" (boolean),
 * "can-print" (boolean), "record-id" (string). Signal: "came-back" (const char *id): to the record that another one was opened
 * from. */
#define MC_TYPE_DOSSIER_PAGE (mc_dossier_page_get_type ())
G_DECLARE_FINAL_TYPE (McDossierPage, mc_dossier_page, MC, DOSSIER_PAGE, AdwNavigationPage)

McDossierPage *mc_dossier_page_new (McProfile *profile);

/* position, total: its place in the queue it was opened from (0, 0: none). NULL id empties the page. */
void mc_dossier_page_show (McDossierPage *self, const char *id, int position, int total);

/* It is this page's record that the official looks at now: colleagues are told. */
void mc_dossier_page_attend (McDossierPage *self);

/* The queue has changed: its place now; 0, 0: none any more. */
void mc_dossier_page_set_place (McDossierPage *self, int position, int total);

const char *mc_dossier_page_get_record_id (McDossierPage *self);

/* The open dossier was submitted online: nobody stands at the counter for it. */
gboolean mc_dossier_page_is_online (McDossierPage *self);

/* Tiếp nhận: commits the act to the outbox. Does nothing, and says why beside the button, when it is not possible. */
void mc_dossier_page_accept (McDossierPage *self);

/* The primary act (Ctrl+Enter): Tiếp nhận, or Yêu cầu bổ sung when a component is marked as not sufficient. */
void mc_dossier_page_act (McDossierPage *self);

/* Id of the act that the button beside the dossier does; NULL: none, or accepting it. */
const char *mc_dossier_page_get_primary_act (McDossierPage *self);

/* An act's title where it is about this dossier. */
const char *mc_dossier_page_get_act_title (McDossierPage *self, const McActionInfo *info);

/* The portal allows this act on the open dossier now, and its form can be shown. */
gboolean mc_dossier_page_can_open_act (McDossierPage *self, const char *action);

/* Opens the form of an act; nothing when the portal does not allow it now. */
void mc_dossier_page_open_act (McDossierPage *self, const char *action);

/* The act that the portal did not take, to be corrected in its form: as soon as the dossier is there. */
void mc_dossier_page_edit (McDossierPage *self);

/* The paper of this state: form 01 once accepted, 02 or 03 after such a notice (Ctrl+P). */
void mc_dossier_page_print (McDossierPage *self);

/* How its time limit is counted, in a dialog; nothing while no dossier is shown. */
void mc_dossier_page_explain_deadline (McDossierPage *self);

/* What the applicant sees of it, in a dialog; nothing while no dossier is shown. */
void mc_dossier_page_show_as_citizen (McDossierPage *self);

void mc_dossier_page_focus_components (McDossierPage *self);

/* (transfer none) */
McComponentPane *mc_dossier_page_get_components (McDossierPage *self);

G_END_DECLS
