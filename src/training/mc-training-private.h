// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gnutls/abstract.h>
#include <json-glib/json-glib.h>
#include <sqlite3.h>

#include "mc-codecs.h"
#include "mc-training.h"

G_BEGIN_DECLS

/* A sample official. */
typedef struct
{
  const char *username;
  const char *sub;
  const char *name;
  const char *position;
  const char *role;
  const char *unit; /* id of a McSampleUnit */
} McAccount;

typedef struct
{
  const char *id;
  const char *code; /* agency identifier that dossier codes begin with */
  const char *name;
  const char *superior;
  const char *place;
  const char *address;
  const char *phone;
} McSampleUnit;

#define MC_TRAINING_PASSWORD "Tap-huan-2026"
#define MC_TRAINING_CLIENT_ID "motcua-desktop"

struct _McTraining
{
  GObject parent_instance;

  /* owned */
  sqlite3 *db;
  McClock *clock;
  char *issuer;
  char *browser_url;
  gnutls_privkey_t key; /* signs ID tokens */
  char *key_id;
  GBytes *secret; /* binds cursors to their official */
  GHashTable *access_tokens;
  GHashTable *sign_ins; /* id → pending request of the sign-in page */
  GHashTable *codes;    /* authorization codes */
  GPtrArray *streams;   /* McTrainingStream, open, not owned */
  GHashTable *touched;  /* units with changes that are not committed yet */
  gint64 seq;           /* of the newest change */
  char *files;          /* directory of uploads and documents */
  gboolean files_are_temporary;
  GHashTable *intakes; /* id of an upload → the McTrainingIntake that writes it, not owned */
  int undo_seconds;
  guint page_size;
};

/* mc-training-sample.c */
const McAccount *mc_training_find_account (const char *username);
const McAccount *mc_training_find_sub (const char *sub);
const McSampleUnit *mc_training_find_unit (const char *id);
const McAccount *mc_training_get_accounts (guint *count);

/* mc-training-data.c: fills an empty database. */
gboolean mc_training_fill (McTraining *self, guint32 seed, guint dossiers, GError **error);

/* mc-training-stories.c: what has happened so far to a made dossier that was not accepted: state and step say where it
 * stands. number: which of the variants. */
void mc_training_tell_intake (McTraining *self, McDossier *dossier, const McSampleUnit *unit, GDateTime *now,
                              guint number);

/* mc-training-db.c: statements are prepared, bound by format: s text, i gint64, n NULL. */
sqlite3 *mc_training_db_open (const char *directory, GError **error);
sqlite3_stmt *mc_training_query (McTraining *self, const char *sql, const char *types, ...);
gboolean mc_training_run (McTraining *self, const char *sql, const char *types, ...);
gboolean mc_training_begin (McTraining *self);
gboolean mc_training_commit (McTraining *self);
void mc_training_rollback (McTraining *self);
gint64 mc_training_last_change (McTraining *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

/* The dossier's record as it is stored. */
McDossier *mc_training_load (McTraining *self, const char *id, char **unit);
gboolean mc_training_save (McTraining *self, const McDossier *dossier, const char *unit);

/* mc-training-effects.c: whether this portal can carry the act out on a dossier in that state; it offers no other. */
gboolean mc_training_offers (const char *action, int from_state);
/* What the act makes of the dossier (domain 3.2): state, step, marks, dates, a line of history, what the applicant is told.
 * form: the act's, of that day; act: passed by mc_form_check(). */
void mc_training_apply (McTraining *self, McDossier *dossier, const McAccount *account, const McForm *form,
                        const McAct *act, GDateTime *now, int to_state);

/* Which acts this official may take on it now. (transfer full) */
GStrv mc_training_allowed_actions (const McSummary *summary, const char *unit, const McAccount *account);
/* The summary as this official sees it. (transfer full) */
McSummary *mc_training_summary_for (const McDossier *dossier, const char *unit, const McAccount *account);

/* mc-training-answer.c */
McTrainingResponse *mc_training_answer (int status, const char *type, GBytes *body);
McTrainingResponse *mc_training_answer_json (int status, JsonNode *node); /* takes node */
McTrainingResponse *mc_training_answer_text (int status, const char *type, const char *text);
McTrainingResponse *mc_training_problem (int status, const char *code, const char *detail);
McTrainingResponse *mc_training_unauthorized (void);
gboolean mc_training_is_too_long (const McTrainingRequest *request);
void mc_training_response_set (McTrainingResponse *self, const char *name, const char *value);
const char *mc_training_request_header (const McTrainingRequest *request, const char *name);

/* mc-training-feed.c, mc-training-acts.c: the contract's operations. */
McTrainingResponse *mc_training_about (McTraining *self);
McTrainingResponse *mc_training_me (McTraining *self, const McAccount *account);
McTrainingResponse *mc_training_changes (McTraining *self, const McAccount *account, const McTrainingRequest *request);
/* A cursor of the log: what came after this change is not known yet. (transfer full) */
char *mc_training_log_cursor (McTraining *self, const McAccount *account, gint64 seq);
McTrainingResponse *mc_training_dossier (McTraining *self, const McAccount *account, const char *id);
McTrainingResponse *mc_training_act (McTraining *self, const McAccount *account, const char *id,
                                     const McTrainingRequest *request);
McTrainingResponse *mc_training_outcome (McTraining *self, const McAccount *account, const char *key);

/* mc-training-files.c: bytes beside the database, by name. What stands under a final name is whole and on the disk. */
gboolean mc_training_files_init (McTraining *self, const char *directory, GError **error);
void mc_training_files_clear (McTraining *self);
char *mc_training_file_path (McTraining *self, const char *prefix, const char *id, const char *suffix);
/* The file is renamed and the renaming is on the disk. */
gboolean mc_training_file_rename (McTraining *self, const char *from, const char *to);
/* Written under a temporary name first. */
gboolean mc_training_file_write (McTraining *self, const char *path, GBytes *bytes);
/* sha256 of a file in hexadecimal, read piece by piece; head: its first bytes. NULL: it cannot be read. (transfer full) */
char *mc_training_file_sum (int fd, guint8 head[MC_MEDIA_TYPE_HEAD], gsize *head_size);

/* mc-training-uploads.c */
#define MC_TRAINING_MAX_FILE (G_GINT64_CONSTANT (50) * 1024 * 1024)
McTrainingResponse *mc_training_announce (McTraining *self, const McAccount *account, const McTrainingRequest *request);
McTrainingResponse *mc_training_upload (McTraining *self, const McAccount *account, const char *id);
/* An upload of that official, or NULL. Its offset is that of the file; told: it is safe on the disk, too. (transfer full) */
McUpload *mc_training_find_upload (McTraining *self, const McAccount *account, const char *id, gboolean told);
McTrainingResponse *mc_training_answer_upload (const McUpload *upload);
void mc_training_forget_upload (McTraining *self, const char *id);

/* mc-training-intake.c: whoever writes that upload writes no more. */
void mc_training_intake_supersede (McTraining *self, const char *id);

/* mc-training-documents.c */
McTrainingResponse *mc_training_document (McTraining *self, const McAccount *account, const char *dossier,
                                          const char *document, const McTrainingRequest *request);
/* The sizes of those documents of a dossier that are known. */
void mc_training_fill_sizes (McTraining *self, McDossier *dossier);

/* mc-training-range.c: what a request for some bytes of a thing gets (RFC 9110, 13.1, 14.2). */
typedef enum
{
  MC_RANGE_WHOLE,
  MC_RANGE_PART,          /* first … last */
  MC_RANGE_UNSATISFIABLE, /* 416 */
  MC_RANGE_NOT_MODIFIED,  /* 304 */
} McRange;

/* range, if_range, if_none_match: the headers, nullable; etag: of the thing now, in quotation marks; size > 0. One range
 * is served; several, and what is no range, get the whole, as the RFC allows. */
McRange mc_training_range (const char *range, const char *if_range, const char *if_none_match, const char *etag,
                           gint64 size, gint64 *first, gint64 *last);
/* "attachment" with a file name that is safe wherever it is written (RFC 6266, 4.3; appendix D). (transfer full) */
char *mc_training_disposition (const char *name);

/* mc-training-stream.c: GET /events. */
McTrainingResponse *mc_training_events (McTraining *self, const McAccount *account, const McTrainingRequest *request);
/* There is something new for the officials of that unit. */
void mc_training_streams_tell (McTraining *self, const char *unit);
/* The sign-in that these streams came from is over. */
void mc_training_streams_revoke (McTraining *self, const char *family);

/* mc-training-oidc.c: the provider; NULL: not one of its paths. */
McTrainingResponse *mc_training_oidc (McTraining *self, const McTrainingRequest *request);
/* Whose access token this is, or NULL. */
const McAccount *mc_training_check_token (McTraining *self, const McTrainingRequest *request);
/* The family and the end of the good token of a request. (transfer full) */
char *mc_training_token_family (McTraining *self, const McTrainingRequest *request, gint64 *until_us);
void mc_training_oidc_init (McTraining *self);
void mc_training_oidc_clear (McTraining *self);

/* mc-training-pages.c: HTML. (transfer full) */
char *mc_training_sign_in_page (const char *request_id, const char *username, const char *problem);

/* mc-jws.c */
gboolean mc_jws_make_key (gnutls_privkey_t *key, char **key_id, GError **error);
/* Compact serialisation, ES256 (RFC 7515, RFC 7518 3.4). (transfer full) */
char *mc_jws_sign (gnutls_privkey_t key, const char *key_id, JsonNode *payload, GError **error);
/* (transfer full) */
JsonNode *mc_jws_public_jwk (gnutls_privkey_t key, const char *key_id);
char *mc_base64url (const guint8 *data, gsize length);
char *mc_random_token (void);

G_END_DECLS
