// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "mc-act.h"
#include "mc-alert.h"
#include "mc-official.h"
#include "mc-presence.h"
#include "mc-record.h"
#include "mc-reveal.h"
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

/* Changes of kinds that this version does not know are left out. */
McChanges *mc_codec_changes_parse (GBytes *bytes, GError **error);

/* A page of changes as text: who keeps summaries as text passes them on without reading them. */
typedef struct _McChangesWriter McChangesWriter;
McChangesWriter *mc_changes_writer_new (void);
void mc_changes_writer_free (McChangesWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McChangesWriter, mc_changes_writer_free)
/* summary: as mc_codec_summary_text() gave it, of that many bytes; actions: what who asks may do, a JSON list. */
void mc_changes_writer_add (McChangesWriter *self, const char *kind, const char *id, const char *summary, gsize size,
                            const char *actions);
/* A tombstone. */
void mc_changes_writer_remove (McChangesWriter *self, const char *kind, const char *id);
guint mc_changes_writer_get_length (McChangesWriter *self);
/* The whole page; nothing can be added any more. total: -1: not told. (transfer full) */
GBytes *mc_changes_writer_finish (McChangesWriter *self, const char *next, gboolean more, gboolean snapshot,
                                  gint64 total);

/* A summary as JSON without "actions", the one member that depends on who asks. (transfer full) */
char *mc_codec_summary_text (const McSummary *summary);
/* A dossier as JSON. (transfer full) */
char *mc_codec_dossier_text (const McDossier *dossier);
McSummary *mc_codec_summary_read (JsonObject *object, GError **error);
JsonNode *mc_codec_summary_build (const McSummary *summary);

McDossier *mc_codec_dossier_parse (GBytes *bytes, GError **error);
JsonNode *mc_codec_dossier_build (const McDossier *dossier);

/* Body of POST …/actions: {"action", "performed_at", "form"}. Parsing fills action, performed_at and form only. */
McAct *mc_codec_act_parse (GBytes *bytes, GError **error);
JsonNode *mc_codec_act_build (const McAct *act);

McOutcome *mc_codec_outcome_parse (GBytes *bytes, GError **error);
char *mc_codec_outcome_text (const McOutcome *outcome); /* (transfer full) */

McPresence *mc_codec_presence_parse (GBytes *bytes, GError **error);

/* Data of an event `presence`: of no lease. dossier: (out) (transfer full) */
McPresence *mc_codec_presence_event_parse (GBytes *bytes, char **dossier, GError **error);

/* Data of an event `notice`. */
McAlert *mc_codec_alert_parse (GBytes *bytes, GError **error);

/* Body of POST …/reveals, and the whole number of its answer. value: (out): NULL: there is none */
JsonNode *mc_codec_reveal_build (const McReveal *reveal);
gboolean mc_codec_revealed_parse (GBytes *bytes, char **value, GError **error);

/* A sealed key, 1 to 1,024 bytes. */
JsonNode *mc_codec_device_key_build (GBytes *key);
GBytes *mc_codec_device_key_parse (GBytes *bytes, GError **error);

McUpload *mc_codec_upload_parse (GBytes *bytes, GError **error);
JsonNode *mc_codec_upload_build (const McUpload *upload);

/* Body of POST /uploads: {"name", "media_type", "size", "sha256"}. Parsing fills these only. */
McUpload *mc_codec_announcement_parse (GBytes *bytes, GError **error);
JsonNode *mc_codec_announcement_build (const McUpload *upload);

G_END_DECLS
