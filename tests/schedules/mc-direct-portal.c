// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-direct-portal.h"

#include <string.h>

#include "mc-codec-json.h"
#include "mc-codecs.h"
#include "mc-direct-stream.h"
#include "mc-training-test.h"

#define BASE "/officials/v1"
#define SECOND G_TIME_SPAN_SECOND
#define PATIENCE (30 * SECOND)

/* Each kind of call draws from a row of its own, so that what happens to one hardly depends on how threads run. */
typedef enum
{
  OP_ABOUT,
  OP_ME,
  OP_CHANGES,
  OP_DETAIL,
  OP_ACT,
  OP_OUTCOME,
  OP_EVENTS,
  N_OPS
} Op;

struct _McDirectPortal
{
  GObject parent_instance;

  McTraining **training; /* of the world */
  McSentFunc sent;
  gpointer sent_data;

  /* owned */
  char *username;
  char *token;
  McClock *clock;
  GRand *rand[N_OPS];
  McFaults faults;
  guint life; /* of the client: answers to an earlier one are not heard */
  gboolean offline;
  gboolean signed_in;
  guint64 activity;
  McDirectStream *stream; /* nullable */
  gboolean resync_next;
  gint64 detail_us; /* of the next detail; 0: as drawn */
  guint pages;
  guint break_at; /* pages; 0: not */
};

typedef gboolean (*ReadFunc) (GBytes *body, GValue *result, GError **error);

/* One call and what is to become of it. */
typedef struct
{
  McDirectPortal *portal;
  DexPromise *promise;
  guint life;
  Op op;
  const char *method;
  char *address;
  GBytes *body; /* of a POST; nullable */
  char *key;
  char *if_match;
  ReadFunc read;

  gint64 there_us;
  gint64 back_us;
  gboolean lose_request;
  gboolean lose_answer;
  gboolean truncate;
  gboolean page;
  int early_status; /* answered before it is done; 0 not */
  int late_status;  /* answered after it was done; 0 not */
  int retry_after;

  int status;
  gboolean replayed;
  GBytes *answer;
  gboolean is_problem;
  McTrainingStream *stream; /* nullable */
} Call;

static void mc_direct_portal_iface_init (McPortalInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (McDirectPortal, mc_direct_portal, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MC_TYPE_PORTAL, mc_direct_portal_iface_init))

static void
call_clear (Call *self)
{
  g_object_unref (self->portal);
  dex_clear (&self->promise);
  g_free (self->address);
  g_free (self->key);
  g_free (self->if_match);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_clear_object (&self->stream);
}

static void
call_unref (gpointer call)
{
  g_rc_box_release_full (call, (GDestroyNotify) call_clear);
}

static gboolean
draw (Call *call, int chance)
{
  return g_rand_int_range (call->portal->rand[call->op], 0, 1000) < chance;
}

static int
draw_range (Call *call, int begin, int end)
{
  return g_rand_int_range (call->portal->rand[call->op], begin, end);
}

/* Always the same number of draws: one fault more or less does not change all that follows. */
static void
draw_fate (Call *call)
{
  static const int statuses[] = { 500, 502, 503, 504 };
  static const McFaults none = { 0 };
  const McFaults *f = call->portal->faults.only_acts && call->op != OP_ACT ? &none : &call->portal->faults;
  gboolean slow = draw (call, f->slow);
  gint64 there = draw_range (call, 0, 45000) * G_GINT64_CONSTANT (1000);
  gint64 back = draw_range (call, 0, 20000) * G_GINT64_CONSTANT (1000);
  gboolean server_error = draw (call, f->server_error);
  int server_status = statuses[draw_range (call, 0, G_N_ELEMENTS (statuses))];
  gboolean early = draw (call, 500);
  gboolean limited = draw (call, f->rate_limit);
  gboolean busy = draw (call, f->busy);
  gboolean resync = draw (call, f->resync);
  int retry_after = draw_range (call, 1, 90);
  gboolean only_back = draw (call, 400);

  call->lose_request = draw (call, f->lose_request);
  call->lose_answer = draw (call, f->lose_answer);
  call->truncate = draw (call, f->truncate);
  call->page = draw (call, f->page);
  if (draw (call, f->sign_out))
    mc_direct_portal_set_signed_in (call->portal, FALSE);
  call->there_us = slow && !only_back ? there : 0;
  call->back_us = !slow ? 0 : only_back ? there : back;
  if (call->op == OP_DETAIL && call->portal->detail_us > 0)
    {
      call->there_us = 0;
      call->back_us = call->portal->detail_us;
      call->portal->detail_us = 0;
    }
  if (call->op == OP_CHANGES && call->portal->resync_next && strchr (call->address, '?') != NULL)
    {
      call->portal->resync_next = FALSE;
      call->early_status = 410;
    }
  else if (server_error)
    *(early ? &call->early_status : &call->late_status) = server_status;
  else if (limited)
    call->early_status = 429;
  else if (busy && call->op == OP_ACT)
    call->early_status = 409;
  else if (resync && call->op == OP_CHANGES && strchr (call->address, '?') != NULL)
    call->early_status = 410;
  if (call->early_status == 429 || call->early_status == 409 || call->early_status == 503)
    call->retry_after = retry_after;
}

static McTrainingResponse *
ask (Call *call)
{
  McDirectPortal *self = call->portal;
  const char *headers[] = { "Idempotency-Key", call->key, "If-Match", call->if_match, NULL };

  return mc_test_send (*self->training, call->method, call->address, self->token != NULL ? self->token : "none",
                       call->key != NULL ? headers : NULL, call->body);
}

/* The portal does it. A token it no longer knows is renewed once, as a session would. */
static void
perform (Call *call)
{
  McDirectPortal *self = call->portal;
  g_autoptr (McTrainingResponse) response = ask (call);

  if (response->status == 401 && self->signed_in)
    {
      g_free (self->token);
      self->token = mc_test_sign_in (*self->training, self->username);
      mc_training_response_free (g_steal_pointer (&response));
      response = ask (call);
    }
  call->status = response->status;
  call->replayed = g_strcmp0 (g_hash_table_lookup (response->headers, "Idempotency-Replayed"), "true") == 0;
  call->is_problem
      = g_strcmp0 (g_hash_table_lookup (response->headers, "Content-Type"), "application/problem+json") == 0;
  if (response->stream != NULL)
    call->stream = g_object_ref (response->stream);
  call->answer = response->body != NULL ? g_bytes_ref (response->body) : g_bytes_new_static ("", 0);
}

static McPortalError
code_of_status (int status, int retry_after)
{
  static const struct
  {
    int status;
    McPortalError code;
  } codes[] = { { 401, MC_PORTAL_ERROR_NOT_SIGNED_IN }, { 403, MC_PORTAL_ERROR_FORBIDDEN },
                { 404, MC_PORTAL_ERROR_NOT_FOUND },     { 410, MC_PORTAL_ERROR_RESYNC },
                { 412, MC_PORTAL_ERROR_STALE },         { 429, MC_PORTAL_ERROR_RATE_LIMITED } };

  if (status == 409 && retry_after > 0)
    return MC_PORTAL_ERROR_BUSY;
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (codes[i].status == status)
      return codes[i].code;
  return status >= 500 ? MC_PORTAL_ERROR_SERVER : MC_PORTAL_ERROR_INVALID;
}

static McProblem *
read_problem (Call *call)
{
  McProblem *problem = mc_problem_new ();
  g_autoptr (JsonNode) root = call->is_problem ? mc_codec_parse_object (call->answer, NULL) : NULL;
  McReader r = { NULL };
  JsonObject *current;

  problem->status = call->status;
  problem->retry_after = call->retry_after;
  if (root == NULL)
    return problem;
  r.object = json_node_get_object (root);
  problem->code = mc_reader_optional_string (&r, "code", 100);
  problem->detail = mc_reader_optional_string (&r, "detail", 2000);
  problem->changed_by = mc_reader_optional_string (&r, "changed_by", 200);
  current = mc_reader_optional_object (&r, "current");
  if (current != NULL)
    problem->current = mc_codec_summary_read (current, NULL);
  g_clear_error (&r.error);
  return problem;
}

static void
fail (Call *call, McPortalError code, const char *why)
{
  if (dex_future_is_pending (DEX_FUTURE (call->promise)))
    dex_promise_reject (call->promise, mc_portal_error_new (code, NULL, "%s", why));
}

static McStreamFate
stream_fate (gpointer data)
{
  McDirectPortal *self = data;
  int drawn = g_rand_int_range (self->rand[OP_EVENTS], 0, 1000);

  self->activity++;
  if (drawn < self->faults.cut)
    return MC_STREAM_CUT;
  return drawn < self->faults.cut + self->faults.silent || self->offline ? MC_STREAM_SILENT : MC_STREAM_GOOD;
}

static void
answer_stream (Call *call)
{
  McDirectPortal *self = call->portal;
  McEventStream *client = NULL;

  g_clear_pointer (&self->stream, mc_direct_stream_free);
  self->stream = mc_direct_stream_new (call->stream, call->answer, self->clock, stream_fate, self, &client);
  dex_promise_resolve_object (call->promise, client);
}

static void
answer (Call *call)
{
  GValue value = G_VALUE_INIT;
  g_autoptr (GError) why = NULL;

  if (call->op == OP_CHANGES)
    call->portal->pages++;
  if (call->truncate && g_bytes_get_size (call->answer) > 1)
    {
      g_autoptr (GBytes) whole = g_steal_pointer (&call->answer);

      call->answer = g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) / 2);
    }
  if (call->page)
    fail (call, MC_PORTAL_ERROR_CAPTIVE, "a page instead of data");
  else if (call->status >= 400)
    dex_promise_reject (call->promise, mc_portal_error_new (code_of_status (call->status, call->retry_after),
                                                            read_problem (call), "status %d", call->status));
  else if (call->stream != NULL)
    answer_stream (call);
  else if (call->read (call->answer, &value, &why))
    {
      if (G_VALUE_HOLDS (&value, MC_TYPE_OUTCOME))
        ((McOutcome *) g_value_get_boxed (&value))->replayed = call->replayed;
      dex_promise_resolve (call->promise, &value);
      g_value_unset (&value);
    }
  else
    fail (call, MC_PORTAL_ERROR_PROTOCOL, why->message);
}

static DexFuture *
back_cb (DexFuture *future, gpointer data)
{
  Call *call = data;

  call->portal->activity++;
  if (call->life != call->portal->life || !dex_future_is_pending (DEX_FUTURE (call->promise)))
    return NULL;
  if (call->lose_request || call->lose_answer || call->portal->offline || call->status == 0)
    fail (call, MC_PORTAL_ERROR_OFFLINE, "the line broke");
  else
    answer (call);
  if (call->portal->break_at > 0 && call->portal->pages >= call->portal->break_at)
    mc_direct_portal_set_offline (call->portal, TRUE);
  return NULL;
}

static DexFuture *
there_cb (DexFuture *future, gpointer data)
{
  Call *call = data;
  McDirectPortal *self = call->portal;

  self->activity++;
  if (!call->lose_request && *self->training != NULL)
    {
      if (call->early_status == 0)
        perform (call);
      if (call->early_status != 0 || call->late_status != 0)
        {
          call->status = call->early_status != 0 ? call->early_status : call->late_status;
          call->is_problem = FALSE;
          if (call->answer == NULL)
            call->answer = g_bytes_new_static ("", 0);
        }
    }
  dex_future_disown (
      dex_future_finally (mc_clock_sleep (self->clock, call->back_us), back_cb, g_rc_box_acquire (call), call_unref));
  return NULL;
}

static DexFuture *
impatient_cb (DexFuture *future, gpointer data)
{
  Call *call = data;

  call->portal->activity++;
  if (call->life == call->portal->life)
    fail (call, MC_PORTAL_ERROR_TIMEOUT, "no answer in time");
  return NULL;
}

static void
tell_sent (Call *call, McAct *act)
{
  McDirectPortal *self = call->portal;
  g_autofree char *body = g_strndup (g_bytes_get_data (call->body, NULL), g_bytes_get_size (call->body));
  g_autofree char *request = g_strconcat (call->if_match, " ", body, NULL);
  McSentAct sent = { call->key, act->record_id, act->action, request, mc_clock_now_us (self->clock) };

  if (self->sent != NULL)
    self->sent (&sent, self->sent_data);
}

/* path is taken over. */
static DexFuture *
start_call (McPortal *portal, Op op, char *path, McAct *act, ReadFunc read)
{
  McDirectPortal *self = MC_DIRECT_PORTAL (portal);
  Call *call;
  DexFuture *result;

  self->activity++;
  call = g_rc_box_new0 (Call);
  call->portal = g_object_ref (self);
  call->promise = dex_promise_new ();
  call->life = self->life;
  call->op = op;
  call->method = act != NULL ? "POST" : "GET";
  call->address = g_strconcat (BASE, path, NULL);
  call->read = read;
  g_free (path);
  draw_fate (call);
  if (act != NULL)
    {
      g_autoptr (JsonNode) node = mc_codec_act_build (act);

      call->body = mc_codec_print (node);
      call->key = g_strdup (act->key);
      call->if_match = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", act->expected_handling_version);
      tell_sent (call, act);
    }
  call->lose_request |= self->offline;
  result = dex_ref (call->promise);
  if (call->there_us + call->back_us > PATIENCE)
    dex_future_disown (
        dex_future_finally (mc_clock_sleep (self->clock, PATIENCE), impatient_cb, g_rc_box_acquire (call), call_unref));
  dex_future_disown (dex_future_finally (mc_clock_sleep (self->clock, call->there_us), there_cb, call, call_unref));
  return result;
}

static gboolean
take_boxed (GType type, gpointer boxed, GValue *result)
{
  if (boxed == NULL)
    return FALSE;
  g_value_init (result, type);
  g_value_take_boxed (result, boxed);
  return TRUE;
}

static gboolean
read_about (GBytes *body, GValue *result, GError **error)
{
  return take_boxed (MC_TYPE_ABOUT, mc_codec_about_parse (body, error), result);
}

static gboolean
read_me (GBytes *body, GValue *result, GError **error)
{
  g_autoptr (McMe) me = mc_codec_me_parse (body, error);

  return take_boxed (G_TYPE_BYTES, me != NULL ? g_bytes_ref (body) : NULL, result);
}

static gboolean
read_changes (GBytes *body, GValue *result, GError **error)
{
  return take_boxed (MC_TYPE_CHANGES, mc_codec_changes_parse (body, error), result);
}

static gboolean
read_dossier (GBytes *body, GValue *result, GError **error)
{
  g_autoptr (McDossier) dossier = mc_codec_dossier_parse (body, error);

  return take_boxed (G_TYPE_BYTES, dossier != NULL ? g_bytes_ref (body) : NULL, result);
}

static gboolean
read_outcome (GBytes *body, GValue *result, GError **error)
{
  return take_boxed (MC_TYPE_OUTCOME, mc_codec_outcome_parse (body, error), result);
}

static DexFuture *
mc_direct_portal_about (McPortal *portal)
{
  return start_call (portal, OP_ABOUT, g_strdup ("/about"), NULL, read_about);
}

static DexFuture *
mc_direct_portal_me (McPortal *portal)
{
  return start_call (portal, OP_ME, g_strdup ("/me"), NULL, read_me);
}

static DexFuture *
mc_direct_portal_changes (McPortal *portal, const char *cursor)
{
  g_autofree char *safe = cursor != NULL ? g_uri_escape_string (cursor, NULL, FALSE) : NULL;
  char *path = safe != NULL ? g_strconcat ("/changes?cursor=", safe, NULL) : g_strdup ("/changes");

  return start_call (portal, OP_CHANGES, path, NULL, read_changes);
}

static DexFuture *
mc_direct_portal_detail (McPortal *portal, const char *kind, const char *id)
{
  return start_call (portal, OP_DETAIL, g_strconcat ("/dossiers/", id, NULL), NULL, read_dossier);
}

static DexFuture *
mc_direct_portal_act (McPortal *portal, McAct *act)
{
  return start_call (portal, OP_ACT, g_strconcat ("/dossiers/", act->record_id, "/actions", NULL), act, read_outcome);
}

static DexFuture *
mc_direct_portal_outcome (McPortal *portal, const char *key)
{
  return start_call (portal, OP_OUTCOME, g_strconcat ("/actions/", key, NULL), NULL, read_outcome);
}

static DexFuture *
mc_direct_portal_events (McPortal *portal)
{
  return start_call (portal, OP_EVENTS, g_strdup ("/events"), NULL, NULL);
}

static void
mc_direct_portal_iface_init (McPortalInterface *iface)
{
  iface->events = mc_direct_portal_events;
  iface->about = mc_direct_portal_about;
  iface->me = mc_direct_portal_me;
  iface->changes = mc_direct_portal_changes;
  iface->detail = mc_direct_portal_detail;
  iface->act = mc_direct_portal_act;
  iface->outcome = mc_direct_portal_outcome;
}

static void
mc_direct_portal_finalize (GObject *object)
{
  McDirectPortal *self = MC_DIRECT_PORTAL (object);

  for (guint i = 0; i < N_OPS; i++)
    g_clear_pointer (&self->rand[i], g_rand_free);
  g_clear_pointer (&self->stream, mc_direct_stream_free);
  g_clear_object (&self->clock);
  g_free (self->username);
  g_free (self->token);
  G_OBJECT_CLASS (mc_direct_portal_parent_class)->finalize (object);
}

static void
mc_direct_portal_class_init (McDirectPortalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mc_direct_portal_finalize;
}

static void
mc_direct_portal_init (McDirectPortal *self)
{
  self->signed_in = TRUE;
}

McDirectPortal *
mc_direct_portal_new (McTraining **training, const char *username, McClock *clock, guint32 seed)
{
  McDirectPortal *self = g_object_new (MC_TYPE_DIRECT_PORTAL, NULL);

  self->training = training;
  self->username = g_strdup (username);
  self->clock = g_object_ref (clock);
  for (guint32 i = 0; i < N_OPS; i++)
    {
      const guint32 seeds[] = { seed, i };

      self->rand[i] = g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));
    }
  return self;
}

void
mc_direct_portal_watch (McDirectPortal *self, McSentFunc sent, gpointer data)
{
  self->sent = sent;
  self->sent_data = data;
}

void
mc_direct_portal_set_faults (McDirectPortal *self, const McFaults *faults)
{
  self->faults = *faults;
}

void
mc_direct_portal_set_offline (McDirectPortal *self, gboolean offline)
{
  self->offline = offline;
  self->break_at = 0;
  if (offline)
    mc_direct_portal_end_stream (self, g_rand_boolean (self->rand[OP_EVENTS]));
}

gboolean
mc_direct_portal_is_offline (McDirectPortal *self)
{
  return self->offline;
}

void
mc_direct_portal_set_signed_in (McDirectPortal *self, gboolean signed_in)
{
  self->signed_in = signed_in;
  if (signed_in)
    return;
  g_clear_pointer (&self->token, g_free);
  mc_direct_portal_end_stream (self, FALSE);
}

void
mc_direct_portal_resync_next (McDirectPortal *self)
{
  self->resync_next = TRUE;
}

void
mc_direct_portal_delay_detail (McDirectPortal *self, gint64 us)
{
  self->detail_us = us;
}

void
mc_direct_portal_break_after (McDirectPortal *self, guint pages)
{
  self->break_at = self->pages + pages;
}

void
mc_direct_portal_end_stream (McDirectPortal *self, gboolean silently)
{
  self->activity++;
  if (self->stream != NULL && silently)
    mc_direct_stream_silence (self->stream);
  else if (self->stream != NULL)
    mc_direct_stream_cut (self->stream);
}

guint
mc_direct_portal_count_pages (McDirectPortal *self)
{
  return self->pages;
}

gboolean
mc_direct_portal_is_signed_in (McDirectPortal *self)
{
  return self->signed_in;
}

void
mc_direct_portal_hang_up (McDirectPortal *self)
{
  self->life++;
  self->break_at = 0;
  self->detail_us = 0;
  g_clear_pointer (&self->stream, mc_direct_stream_free);
}

guint64
mc_direct_portal_get_activity (McDirectPortal *self)
{
  return self->activity;
}
