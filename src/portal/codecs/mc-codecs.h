// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "mc-act.h"
#include "mc-official.h"
#include "mc-record.h"
#include "mc-upload.h"

G_BEGIN_DECLS

/* The wire format of data/portal-api, both ways. Parsers take hostile bytes: strict JSON, at most max_bytes, every
 * member checked for type, length and range; text comes out clean (mc_text_clean). Unknown members are ignored.
 * Failures are G_IO_ERROR_INVALID_DATA naming the member. Builders are for the training portal and for sending. All are
 * thread-safe. */

#define MC_CODEC_MAX_BYTES (4 * 1024 * 1024)

/* The one way JSON comes in: strict parser, bounded size, root an object. (transfer full) */
JsonNode *mc_codec_parse_object (GBytes *bytes, GError **error);
/* (transfer full) */
GBytes *mc_codec_print (JsonNode *node);

McAbout *mc_codec_about_parse (GBytes *bytes, GError **error);
JsonNode *mc_codec_about_build (const McAbout *about);

McMe *mc_codec_me_parse (GBytes *bytes, GError **error);
JsonNode *mc_codec_me_build (const McMe *me);

McChanges *mc_codec_changes_parse (GBytes *bytes, GError **error);
JsonNode *mc_codec_changes_build (const McChanges *changes);

McSummary *mc_codec_summary_read (JsonObject *object, GError **error);
JsonNode *mc_codec_summary_build (const McSummary *summary);

McDossier *mc_codec_dossier_parse (GBytes *bytes, GError **error);
JsonNode *mc_codec_dossier_build (const McDossier *dossier);

/* Body of POST …/actions: {"action", "performed_at", "form"}. Parsing fills action, performed_at and form only. */
McAct *mc_codec_act_parse (GBytes *bytes, GError **error);
JsonNode *mc_codec_act_build (const McAct *act);

McOutcome *mc_codec_outcome_parse (GBytes *bytes, GError **error);
JsonNode *mc_codec_outcome_build (const McOutcome *outcome);

McUpload *mc_codec_upload_parse (GBytes *bytes, GError **error);
JsonNode *mc_codec_upload_build (const McUpload *upload);

/* Body of POST /uploads: {"name", "media_type", "size", "sha256"}. Parsing fills these only. */
McUpload *mc_codec_announcement_parse (GBytes *bytes, GError **error);
JsonNode *mc_codec_announcement_build (const McUpload *upload);

G_END_DECLS
