// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gnutls/abstract.h>
#include <json-glib/json-glib.h>
#include <sqlite3.h>

#include "mc-codec-json.h"
#include "mc-codecs.h"
#include "mc-permission.h"
#include "mc-training-record.h"
#include "mc-training-world.h"
#include "mc-training.h"

G_BEGIN_DECLS

typedef struct
{
  char *sub;
  char *family; /* of the sign-in: what ends together */
  gint64 until_us;
  gint64 auth_us;    /* when its sign-in was */
  gint64 checked_us; /* when its outside issuer was asked */
} McAccessToken;

#define MC_TRAINING_PASSWORD "Tap-huan-2026"
#define MC_TRAINING_CLIENT_ID "motcua-desktop"
#define MC_TRAINING_OLDEST_CLIENT "0.1.0"
/* How long what has ended stays in the feed. */
#define MC_TRAINING_HISTORY_DAYS 365

/* What leads dossiers: kept by who asks. */
typedef struct
{
  McProcess *process; /* owned */
  const McRule *rule;
} McWay;

void mc_way_free (McWay *self);

struct _McTraining
{
  GObject parent_instance;

  /* owned */
  sqlite3 *db;
  McClock *clock; /* see mc-training-time.c */
  McClock *wall;
  char *issuer;
  char *browser_url;
  gnutls_privkey_t key; /* signs ID tokens */
  char *key_id;
  GBytes *secret;            /* binds cursors to their official */
  GHashTable *access_tokens; /* token → McAccessToken */
  GHashTable *refused;       /* token of an outside issuer → until when it is not asked about again */
  char *resource_server;     /* "id:secret" of who may introspect; nullable */
  GHashTable *sign_ins;      /* id → pending request of the sign-in page */
  GHashTable *codes;         /* authorization codes */
  GPtrArray *streams;        /* McTrainingStream, open, not owned */
  GPtrArray *leases;         /* who has what open */
  DexFuture *presence_timer;
  GHashTable *windows;    /* how often who did what */
  GHashTable *touched;    /* units with changes that are not committed yet */
  GHashTable *recount;    /* … by which they see more or fewer dossiers */
  GHashTable *totals;     /* unit and sight → how many dossiers, as far as it was asked for */
  GHashTable *actions;    /* official, relation and kin of a record → acts, as a JSON list */
  GHashTable *ways;       /* mark in a kin → McWay */
  GHashTable *statements; /* SQL → sqlite3_stmt, of mc_training_run() */
  GHashTable *idle;       /* SQL → sqlite3_stmt, of mc_training_query(), that nobody reads now */
  GHashTable *recent;     /* id of a dossier → McTrainingRecord, as it is stored */
  gint64 seq;             /* of the newest change */
  gint64 begun_seq;       /* before this transaction */
  gint64 kept_us;         /* the clock will not go back behind this */
  gboolean runs;          /* the clock, at a pace of its own */
  guint32 seed;
  guint citizens_per_hour;
  gint64 citizens_step; /* the first that has not been seen to */
  DexFuture *citizens_timer;
  DexFuture *sync_timer;
  char *oldest_client; /* that is let in */
  gint64 aged;         /* what ended its days of history before this second has left the feed */
  char *files;         /* directory of uploads and documents */
  gboolean files_are_temporary;
  GHashTable *intakes; /* id of an upload → the McTrainingIntake that writes it, not owned */
  int undo_seconds;
  guint page_size;
  gboolean outside; /* another issuer signs in */
};

/* mc-training-units.c */
const McAccount *mc_training_find_account (const char *username);
const McAccount *mc_training_find_sub (const char *sub);
const McSampleUnit *mc_training_find_unit (const char *id);
const McAccount *mc_training_get_accounts (guint *count);

/* mc-training-data.c: fills an empty database. */
gboolean mc_training_fill (McTraining *self, guint32 seed, guint dossiers, GError **error);

/* mc-training-db.c: statements are prepared, bound by format: s text or NULL, i gint64. What is run
 * stays prepared: sql must be static. */
sqlite3 *mc_training_db_open (const char *directory, GError **error);
sqlite3_stmt *mc_training_query (McTraining *self, const char *sql, const char *types, ...);
gboolean mc_training_run (McTraining *self, const char *sql, const char *types, ...);
gboolean mc_training_begin (McTraining *self);
gboolean mc_training_commit (McTraining *self);
void mc_training_rollback (McTraining *self);
/* As begin and commit, about the making of a whole world, whose parts may be committed in between. */
gboolean mc_training_begin_filling (McTraining *self);
gboolean mc_training_end_filling (McTraining *self);
gint64 mc_training_last_change (McTraining *self);
/* It is kept for the next one who asks the same. */
void mc_training_row_done (sqlite3_stmt *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, mc_training_row_done)

/* mc-training-time.c: the time of a directory never goes back: what was told and written stays before what comes, also when
 * it is started again on an earlier clock. */
void mc_training_time_begin (McTraining *self, McClock *clock);
void mc_training_keep_time (McTraining *self);
void mc_training_time_end (McTraining *self);

/* mc-training-citizens.c: from now on so many submit in an ordinary office hour, and whoever is waited for comes; 0: nobody
 * does. */
gboolean mc_training_citizens_begin (McTraining *self, guint per_hour);
/* When its applicant comes again for this dossier, which has just been stored. */
gboolean mc_training_plan_visit (McTraining *self, const McTrainingRecord *record);

/* mc-training-grants.c: all that was granted, in force or not. spare: room for the one of an account without any list; it
 * lives as long as the holder. */
McHolder mc_training_holder_of (const McAccount *account, McGrant *spare);
/* Which of them are in force: a bit each; roles: (out): theirs, a set. */
guint mc_training_grants_in_force (const McAccount *account, GDateTime *now, guint *roles);
/* Where no role in force gives the authority for that act, the one that would, and why it is not in force; MC_DENIED_NOT:
 * there is none. lapsed: (out): set with it */
McDenial mc_training_find_lapsed (const McTrainingRecord *record, const McAccount *account, const char *action,
                                  GDateTime *now, const McGrant **lapsed);
/* Roles, grants and permissions into me. */
void mc_training_tell_grants (const McAccount *account, GDateTime *now, McMe *me);

/* mc-training-sync.c: the national portal is told of a dossier some seconds after an act, and sometimes does not hear of it
 * (data/training/made.json). */
void mc_training_sync_begin (McTraining *self);
void mc_training_set_sync (McTrainingRecord *record, McSyncState state);
/* When that is, of one that has just been stored. */
gboolean mc_training_plan_sync (McTraining *self, const McTrainingRecord *record);
/* Those whose time has come are told. */
void mc_training_synchronise (McTraining *self);

/* mc-training-store.c: a dossier as it is stored; NULL: there is none. (transfer full) */
McTrainingRecord *mc_training_load (McTraining *self, const char *id);
McTrainingRecord *mc_training_parse (GBytes *detail, const char *unit, const char *life);
/* mc-training-recent.c: the next load of it may get this one, if it is as it is stored. Takes record. */
void mc_training_keep_recent (McTraining *self, McTrainingRecord *record);
/* (transfer full) (nullable) */
McTrainingRecord *mc_training_take_recent (McTraining *self, const char *id);
/* id: NULL: all */
void mc_training_forget_recent (McTraining *self, const char *id);
/* mc-training-store.c again. A change: everybody who sees it, or no longer sees it, is told with the commit. */
gboolean mc_training_store (McTraining *self, const McTrainingRecord *record);
/* Who sees what, by the tree of units as it is today: a database may have been made under another one. */
gboolean mc_training_follow_tree (McTraining *self);
/* A record as it is written, made on any thread. Takes record. */
typedef struct
{
  McTrainingRecord *record;
  char *detail;
  char *summary;
  char *life;
  char *kin;
  char *person; /* nullable */
} McTrainingRow;

McTrainingRow *mc_training_row_new (McTrainingRecord *record);
void mc_training_row_free (McTrainingRow *self);
/* One whose id nobody has seen. */
gboolean mc_training_add (McTraining *self, const McTrainingRow *row);

/* mc-training-age.c: what has ended long ago leaves the feed; it can still be asked for by its id. Looked at once an hour of
 * the portal's clock: who saw it is told with the next page of the log. */
void mc_training_age (McTraining *self);
/* Nobody is told: of a new database. */
gboolean mc_training_set_aged (McTraining *self, gint64 second);

/* mc-training-detail.c: what the record shows beside what is stored, as this official sees it: of one that is not stored
 * afterwards. results alone: where documents are looked for. */
void mc_training_fill_detail (McTraining *self, McTrainingRecord *record, const McAccount *account, GDateTime *now);
/* What a version, or a case, of its procedure makes of a dossier: its limit, by the summary's channel. */
void mc_training_set_version (McDossier *dossier, const McWorldProcedure *version);
void mc_training_fill_results (McTrainingRecord *record);
/* The rules that it is counted by, and what happened: what a form is checked against, too. */
void mc_training_fill_clock (McTrainingRecord *record);
/* By what dossiers of one person are found. (transfer full) (nullable): nobody knows */
char *mc_training_person_mark (const McDossier *dossier);
/* Of a made dossier, number: which of the variants. notes: once its history is told. */
void mc_training_make_people (McDossier *dossier, guint number);
/* What the official who acted last tells colleagues about it; nobody has: none. */
void mc_training_make_note (McDossier *dossier, const char *text);

/* The record again as it is stored, but for what mc_training_mask() and mc_training_fill_sizes() did. */
void mc_training_unfill_detail (McTrainingRecord *record, gboolean has_notes);

/* mc-training-sight.c */
/* Whether this official may do that with it. */
McDenial mc_training_check (const McTrainingRecord *record, const McAccount *account, McCapability capability,
                            GDateTime *now);
/* The same for showing a personal number, with the purpose that was given. */
McDenial mc_training_check_reveal (const McTrainingRecord *record, const McAccount *account, const char *purpose,
                                   GDateTime *now);
/* The same for the audit of a unit. */
McDenial mc_training_check_audit (const McAccount *account, const char *unit, GDateTime *now);
void mc_training_get_actor (const McTrainingRecord *record, const McAccount *account, GDateTime *now, McActor *actor);
/* In which relations a unit sees dossiers with this official's eyes: a bit each, McUnitScope for "it is that unit",
 * MC_TRAINING_ABOVE more for "it is above that unit". */
#define MC_TRAINING_ABOVE (MC_SCOPE_TARGET + 1)
guint mc_training_sight (const McAccount *account, GDateTime *now);
/* Whether there are dossiers that the official may do that with. */
gboolean mc_training_may_somewhere (const McAccount *account, McCapability capability, GDateTime *now);
/* ROLE, UNIT or UNKNOWN_ACT when no row of the act is this official's, whatever the state. */
McRefusal mc_training_check_authority (const McTrainingRecord *record, const char *action, const McActor *actor);
/* mc_handling_decide() for this official and this portal. */
McRefusal mc_training_decide (const McTrainingRecord *record, const McAccount *account, const char *action,
                              GDateTime *now, McMove *move);
/* Which acts this official may take on it, whatever the hour: they change with the record alone. (transfer full) */
GStrv mc_training_allowed_actions (const McTrainingRecord *record, const McAccount *account, GDateTime *now);
/* The same for an official whose unit stands to a dossier as `near` says, as in the table of views. */
void mc_training_get_actor_near (guint near, const char *handler, const McAccount *account, GDateTime *now,
                                 McActor *actor);
/* The act of secrecy (MC_ACT_MARK_SECRET …) that this official may take on it; NULL: none. near: as above. */
const char *mc_training_find_secrecy (const McTrainingRecord *record, const McAccount *account, GDateTime *now);
const char *mc_training_find_secrecy_near (guint near, gboolean secret, const McAccount *account, GDateTime *now);
/* The summary as this official sees it; of one with state secrets a covered one. (transfer full) */
McSummary *mc_training_summary_for (const McTrainingRecord *record, const McAccount *account, GDateTime *now);

/* mc-training-kin.c: all of the record that these acts depend on but its units, as text. (transfer full) */
char *mc_training_get_kin (const McTrainingRecord *record);
/* Whose acts and by which grants, for mc_training_get_actions(): the same for all of a page. (transfer full) */
char *mc_training_who (const McAccount *account, GDateTime *now);
/* Acts of a dossier as a JSON list, told from its kin, NULL: nobody has looked yet, and from how the official's unit stands to
 * it. (transfer none): until the next call */
const char *mc_training_get_actions (McTraining *self, const McAccount *account, const char *who, const char *id,
                                     const char *kin, guint near, GDateTime *now);
/* secrecy: the act of secrecy that is theirs, nullable. (transfer full) */
GStrv mc_training_list_actions (const McCase *dossier, const McActor *actor, const char *secrecy, GDateTime *now);

/* mc-training-clocks.c: what a row does to the clocks; why, and by which official form; reason, form_no, extended_to:
 * nullable. Then the dates that follow. */
void mc_training_add_clock (McTrainingRecord *record, const McTransition *row, const McMove *move, const char *actor,
                            const char *reason, const char *form_no, GDateTime *now, GDateTime *extended_to);
void mc_training_set_dates (McTrainingRecord *record);
/* The end of work on a day that a form names. (transfer full) (nullable) */
GDateTime *mc_training_end_of_day (const McTrainingRecord *record, JsonObject *values, const char *field);

/* mc-training-fees.c: the orders as the detail tells them, (transfer full) of McPaymentOrder; and what the summary says of
 * them. */
GPtrArray *mc_training_list_payments (const McTrainingLife *life);
void mc_training_set_fees (McTrainingRecord *record);

/* mc-training-effects.c: what the act makes of the dossier (domain 3.2): all that the move says, a line of history for each
 * leg, what the applicant is told. form: the act's, of that day, NULL: it has none; values: passed by mc_form_check(); move:
 * of mc_training_decide() on this very record. */
void mc_training_apply (McTraining *self, McTrainingRecord *record, const McAccount *account, const McForm *form,
                        const char *action, JsonObject *values, const McMove *move, GDateTime *now);
/* Decided by the table of transitions, then done; for what no official sends: account may be an applicant (name and role
 * "applicant" alone) or the portal ("system"), who belong to no unit. Nothing is stored and no form is checked. */
McRefusal mc_training_do (McTraining *self, McTrainingRecord *record, const McAccount *account, const char *action,
                          JsonObject *values, GDateTime *at);

/* Counts on from the last one of that name, from 1. */
gint64 mc_training_next_number (McTraining *self, const char *name);

/* mc-training-forms.c: the acts with their forms as this official fills them in: colleagues and units to choose from.
 * (transfer full) of McActionInfo */
GPtrArray *mc_training_get_forms (const McAccount *account, GDateTime *now);
McForm *mc_training_find_form (const McAccount *account, const char *action, GDateTime *now);

/* mc-training-refusals.c: a Vietnamese sentence of why the rules do not allow it now. */
const char *mc_training_say_refusal (McRefusal refusal);

/* mc-training-queues.c: into queues, of McQueue: what this role asks first, then what everybody asks. */
void mc_training_add_queues (const McAccount *account, GDateTime *now, GPtrArray *queues);

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

/* mc-training-aggregate.c: POST /aggregates. */
McTrainingResponse *mc_training_aggregate (McTraining *self, const McAccount *account,
                                           const McTrainingRequest *request);

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
McTrainingResponse *mc_training_announce_upload (McTraining *self, const McAccount *account,
                                                 const McTrainingRequest *request);
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
/* mc-training-attach.c: an act about files, whose form has passed mc_form_check() and which the rules allow: uploads, papers
 * and room are looked at, then it is done. FALSE: errors (of McFormError) says why, or, when it is empty, the disk does not
 * take it. */
gboolean mc_training_change_files (McTraining *self, McTrainingRecord *record, const McAccount *account,
                                   const McAct *act, const McForm *form, JsonObject *values, const McMove *move,
                                   GDateTime *now, GPtrArray *errors);

/* An upload that is whole becomes the document of the same id; it is no upload any more. */
gboolean mc_training_document_take (McTraining *self, const char *dossier, const McUpload *upload);
/* The bytes of a document of that dossier become those of `to`, whose size is set. */
gboolean mc_training_document_copy (McTraining *self, const McDossier *dossier, const McDocument *document,
                                    const char *to_dossier, McDocument *to);
/* Whether the files of the result are there, as far as somebody brought some. */
void mc_training_look_at_result (McTraining *self, McTrainingRecord *record);

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

/* Who else has it open has changed: to the officials who see it but the one who did it. */
void mc_training_streams_presence (McTraining *self, const McTrainingRecord *record, const McAccount *whose);
/* account: NULL: to everybody. */
void mc_training_streams_notice (McTraining *self, const McAccount *account, const char *event);

/* mc-training-presence.c: PUT and DELETE /dossiers/{id}/presence. */
McTrainingResponse *mc_training_presence (McTraining *self, const McAccount *account, const char *id,
                                          const McTrainingRequest *request);
/* Who has it open besides this official: [{"name", "unit"}]. (transfer full) */
JsonArray *mc_training_presence_others (McTraining *self, const char *dossier, const McAccount *account);
void mc_training_presence_revoke (McTraining *self, const char *family);
void mc_training_presence_init (McTraining *self);

/* mc-training-notice.c */
void mc_training_notify_assigned (McTraining *self, const char *sub, const char *dossier);
/* An event for the stream, or NULL when nothing of theirs is due today. (transfer full) */
char *mc_training_due_today (McTraining *self, const McAccount *account);

/* mc-training-reveal.c: POST /dossiers/{id}/reveals, GET /audit/reveals. */
McTrainingResponse *mc_training_reveal (McTraining *self, const McAccount *account, const char *id,
                                        const McTrainingRequest *request);
McTrainingResponse *mc_training_audit (McTraining *self, const McAccount *account, const McTrainingRequest *request);
/* An entry of the audit; FALSE: it could not be written. */
gboolean mc_training_record_reveal (McTraining *self, const McAccount *account, const char *key, const char *kind,
                                    const char *dossier, const char *field, const char *purpose,
                                    const char *performed_at, const char *request);
/* Masks personal numbers for an official who may not have them shown. */
void mc_training_mask (McTrainingRecord *record, const McAccount *account, GDateTime *now);
/* mc-training-detail.c: leaves of a dossier what somebody may know who sees it without reading it. */
void mc_training_outline (McDossier *dossier);

/* mc-training-device.c: /me/devices/{device}/key. */
McTrainingResponse *mc_training_device_key (McTraining *self, const McAccount *account, const char *device,
                                            const McTrainingRequest *request);
gboolean mc_training_is_disabled (McTraining *self, const McAccount *account);

/* mc-training-body.c: whether a body is JSON that everybody reads alike: no member twice, nested at most 32 deep. */
gboolean mc_training_body_is_sound (GBytes *body);
/* 415 when the request calls its body anything but JSON, else NULL. */
McTrainingResponse *mc_training_wrong_type (const McTrainingRequest *request);

/* mc-training-rate.c: NULL when the official may do it once more, else the refusal (429). */
McTrainingResponse *mc_training_limit (McTraining *self, const McAccount *account, const char *what, guint most,
                                       gint64 window_us);
McTrainingResponse *mc_training_too_many (gint64 wait_us);

/* mc-training-oidc.c: the provider; NULL: not one of its paths. */
McTrainingResponse *mc_training_oidc (McTraining *self, const McTrainingRequest *request);
/* Whose access token this is, or NULL. */
const McAccount *mc_training_check_token (McTraining *self, const McTrainingRequest *request);
/* The family and the end of the good token of a request. (transfer full) */
char *mc_training_token_family (McTraining *self, const McTrainingRequest *request, gint64 *until_us);
/* When the sign-in behind the good token of a request was. */
gint64 mc_training_token_auth_us (McTraining *self, const McTrainingRequest *request);
/* Ends every sign-in of an official. */
void mc_training_end_sign_ins (McTraining *self, const McAccount *account);
void mc_training_revoke_family (McTraining *self, const char *family);
void mc_training_sweep_tokens (McTraining *self);
gboolean mc_training_redirect_is_allowed (const char *text);

/* mc-training-leave.c */
McTrainingResponse *mc_training_log_out (McTraining *self, const McTrainingRequest *request);
McTrainingResponse *mc_training_introspect (McTraining *self, const McTrainingRequest *request);
void mc_training_oidc_init (McTraining *self);
void mc_training_oidc_clear (McTraining *self);

/* mc-training-pages.c: "Tiếp nhận hồ sơ", of a role. */
const char *mc_training_role_title (const char *role);
/* HTML. (transfer full) */
char *mc_training_sign_in_page (const char *request_id, const char *username, const char *problem);
/* There is nothing to sign in to: expired, or not a sound request. problem: a sentence, as HTML. */
char *mc_training_problem_page (const char *problem);
/* The Content-Security-Policy of both (CSP Level 3, 2.3.1): nothing from outside, no script, no style but theirs. */
char *mc_training_page_policy (void);
/* The whole of a page around its inside, which is HTML already. (transfer full) */
char *mc_training_make_page (const char *title, const char *inside);

/* mc-training-citizen-pages.c: what the QR codes of papers lead to. NULL: another address. */
#define MC_TRAINING_TRACKING "/tra-cuu"
#define MC_TRAINING_SURVEY "/danh-gia"
McTrainingResponse *mc_training_citizen_page (McTraining *self, const McTrainingRequest *request);
/* With "{code}" where the code belongs. (transfer full) (nullable) */
char *mc_training_page_address (McTraining *self, const char *path);

/* mc-jws.c */
gboolean mc_jws_make_key (gnutls_privkey_t *key, char **key_id, GError **error);
/* Compact serialisation, ES256 (RFC 7515, RFC 7518 3.4). (transfer full) */
char *mc_jws_sign (gnutls_privkey_t key, const char *key_id, JsonNode *payload, GError **error);
/* The payload of a token that this key signed, or NULL. (transfer full) */
JsonNode *mc_jws_verify (gnutls_privkey_t key, const char *token);
/* (transfer full) */
JsonNode *mc_jws_public_jwk (gnutls_privkey_t key, const char *key_id);
char *mc_base64url (const guint8 *data, gsize length);
char *mc_random_token (void);

G_END_DECLS
