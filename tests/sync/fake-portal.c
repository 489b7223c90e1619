// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake-portal.h"

#include <stdio.h>

#include "mc-codecs.h"
#include "mc-scope.h"
#include "mc-task.h"

struct _FakePortal
{
  GObject parent_instance;

  /* owned */
  McClock *clock;
  McScope *scope;
  GPtrArray *ids;       /* of strings, in order of their making */
  GHashTable *records;  /* id → McSummary; absent: removed */
  GPtrArray *log;       /* of ids: one for each change */
  GHashTable *outcomes; /* key → McOutcome */
  GHashTable *calls;    /* operation → count */
  GPtrArray *acts;
  GArray *plans;
  McChanges *injected;
  guint next_plan;
  guint page_size;
  guint generation;
  guint commits;
  int line;
  const char *line_of;
  guint line_after;
  gboolean has_queue;
  DexFuture *gate;
  guint details;
  guint most_details;
  char *oldest_client;
  char *document;
  GBytes *document_bytes;
  gint64 breaks_after;
  GPtrArray *reveals;
  int reveals_refused;
  GPtrArray *presence;
  char *colleague;
  FakeUploads *uploads;
};

typedef struct
{
  FakePortal *portal;
  McAct *act;
} Sending;

typedef struct
{
  FakePortal *portal;
  GBytes *answer;
} Detail;

static void fake_portal_iface_init (McPortalInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakePortal, fake_portal, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MC_TYPE_PORTAL, fake_portal_iface_init))

static void
sending_free (Sending *self)
{
  g_object_unref (self->portal);
  mc_act_unref (self->act);
  g_free (self);
}

/* NULL: the line is good. */
static DexFuture *
meet_line (FakePortal *self, const char *operation)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (self->calls, operation));

  g_hash_table_insert (self->calls, (gpointer) operation, GUINT_TO_POINTER (count + 1));
  if (self->line < 0
      || (self->line_of != NULL && (!g_str_equal (self->line_of, operation) || count < self->line_after)))
    return NULL;
  return dex_future_new_for_error (mc_portal_error_new ((McPortalError) self->line, NULL, "as planned"));
}

static GBytes *
print (JsonNode *node)
{
  g_autoptr (JsonNode) owned = node;

  return mc_codec_print (owned);
}

static McOutcome *
commit (FakePortal *self, McAct *act)
{
  McSummary *before = g_hash_table_lookup (self->records, act->record_id);
  g_autoptr (McSummary) after = fake_summary_new (1, before->version + 1, before->handling_version + 1);
  McOutcome *outcome = mc_outcome_new ();

  g_set_str (&after->id, before->id);
  after->national_state = 2;
  g_set_str (&after->local_step, "accepted");
  g_set_str (&after->code, "999.000-20261123-0000001");
  g_clear_pointer (&after->actions, g_strfreev);
  after->actions = g_new0 (char *, 1);
  fake_portal_put (self, after);
  self->commits++;
  outcome->key = g_strdup (act->key);
  outcome->action = g_strdup (act->action);
  outcome->recorded_at = mc_clock_now (self->clock);
  outcome->summary = mc_summary_ref (after);
  g_hash_table_insert (self->outcomes, g_strdup (act->key), outcome);
  return mc_outcome_ref (outcome);
}

/* The portal's own rules: the key first, then the precondition. */
static DexFuture *
perform (FakePortal *self, McAct *act)
{
  McOutcome *known = g_hash_table_lookup (self->outcomes, act->key);
  McSummary *record = g_hash_table_lookup (self->records, act->record_id);
  McProblem *problem;
  GError *refusal;

  if (known != NULL)
    return dex_future_new_take_boxed (MC_TYPE_OUTCOME, mc_outcome_ref (known));
  if (record == NULL)
    return dex_future_new_for_error (mc_portal_error_new (MC_PORTAL_ERROR_NOT_FOUND, NULL, "not there"));
  refusal = fake_uploads_use (self->uploads, act);
  if (refusal != NULL)
    return dex_future_new_for_error (refusal);
  if (act->expected_handling_version == 0 || record->handling_version == act->expected_handling_version)
    return dex_future_new_take_boxed (MC_TYPE_OUTCOME, commit (self, act));
  problem = mc_problem_new ();
  problem->status = 412;
  problem->detail = g_strdup ("Hồ sơ đã được người khác xử lý.");
  problem->current = mc_summary_ref (record);
  return dex_future_new_for_error (mc_portal_error_new (MC_PORTAL_ERROR_STALE, problem, "stale"));
}

static DexFuture *
act_fiber (gpointer data)
{
  Sending *sending = data;
  FakePortal *self = sending->portal;
  FakePlan plan = { FAKE_ACT_GOOD };
  McProblem *problem;

  if (self->next_plan < self->plans->len)
    plan = g_array_index (self->plans, FakePlan, self->next_plan++);
  if (plan.delay_us > 0)
    mc_await (mc_clock_sleep (self->clock, plan.delay_us), NULL);
  if (plan.what == FAKE_ACT_GOOD)
    return perform (self, sending->act);
  if (plan.what == FAKE_ACT_COMMITS_FAILS || plan.what == FAKE_ACT_COMMITS_HANGS)
    dex_unref (perform (self, sending->act));
  if (plan.what == FAKE_ACT_HANGS || plan.what == FAKE_ACT_COMMITS_HANGS)
    {
      g_autoptr (GError) error = NULL;

      /* until the portal is gone */
      mc_await (DEX_FUTURE (dex_promise_new ()), &error);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }
  problem = mc_problem_new ();
  problem->retry_after = plan.retry_after;
  problem->detail = g_strdup ("Câu của cổng.");
  return dex_future_new_for_error (mc_portal_error_new (plan.code, problem, "as planned"));
}

static DexFuture *
fake_portal_act (McPortal *portal, McAct *act)
{
  FakePortal *self = FAKE_PORTAL (portal);
  Sending *sending = g_new0 (Sending, 1);

  g_ptr_array_add (self->acts, mc_act_ref (act));
  if (self->line >= 0 && self->line_of == NULL)
    {
      g_free (sending);
      return meet_line (self, "act");
    }
  sending->portal = g_object_ref (self);
  sending->act = mc_act_ref (act);
  return mc_task_start (self->scope, "fake act", act_fiber, sending, (GDestroyNotify) sending_free);
}

static DexFuture *
fake_portal_about (McPortal *portal)
{
  FakePortal *self = FAKE_PORTAL (portal);
  DexFuture *failure = meet_line (self, "about");
  McAbout *about;

  if (failure != NULL)
    return failure;
  if (self->oldest_client == NULL)
    return dex_future_new_reject (MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_FOUND, "not asked here");
  about = mc_about_new ();
  about->oldest_client = g_strdup (self->oldest_client);
  return dex_future_new_take_boxed (MC_TYPE_ABOUT, about);
}

static DexFuture *
fake_portal_me (McPortal *portal)
{
  DexFuture *failure = meet_line (FAKE_PORTAL (portal), "me");
  g_autoptr (McMe) me = NULL;

  if (failure != NULL)
    return failure;
  me = mc_me_new ();
  me->sub = g_strdup ("can-bo-1");
  me->name = g_strdup ("Trần Thị Thử");
  me->unit_id = g_strdup ("u1");
  me->unit_name = g_strdup ("UBND phường Thử");
  me->roles = g_strdupv ((char *[]) { (char *) "receiver", NULL });
  if (FAKE_PORTAL (portal)->has_queue)
    {
      McQueue *queue = mc_queue_new ();

      queue->id = g_strdup ("mine");
      queue->title = g_strdup ("Việc của tôi");
      queue->order = g_strdup ("submitted");
      queue->mine = TRUE;
      queue->filter = mc_filter_new ();
      mc_filter_add (queue->filter, "national_state", MC_FILTER_IN, (const char *const[]) { "1", NULL });
      g_ptr_array_add (me->queues, queue);
    }
  return dex_future_new_take_boxed (G_TYPE_BYTES, print (mc_codec_me_build (me)));
}

static void
tell (FakePortal *self, McChanges *changes, const char *id)
{
  McChange *change = mc_change_new ();
  McSummary *summary = g_hash_table_lookup (self->records, id);

  change->kind = g_strdup ("dossier");
  change->id = g_strdup (id);
  change->summary = summary != NULL ? mc_summary_ref (summary) : NULL;
  g_ptr_array_add (changes->changes, change);
}

static McChanges *
snapshot_page (FakePortal *self, guint begin, guint offset)
{
  McChanges *changes = mc_changes_new ();
  guint end = MIN (offset + self->page_size, self->ids->len);

  for (guint i = offset; i < end; i++)
    if (g_hash_table_contains (self->records, g_ptr_array_index (self->ids, i)))
      tell (self, changes, g_ptr_array_index (self->ids, i));
  changes->snapshot = TRUE;
  changes->more = TRUE;
  changes->total = g_hash_table_size (self->records);
  changes->next = end < self->ids->len ? g_strdup_printf ("s %u %u %u", self->generation, begin, end)
                                       : g_strdup_printf ("l %u %u", self->generation, begin);
  return changes;
}

static McChanges *
log_page (FakePortal *self, guint begin)
{
  McChanges *changes = mc_changes_new ();
  guint end = MIN (begin + self->page_size, self->log->len);

  for (guint i = begin; i < end; i++)
    tell (self, changes, g_ptr_array_index (self->log, i));
  changes->more = end < self->log->len;
  changes->total = -1;
  changes->next = g_strdup_printf ("l %u %u", self->generation, end);
  return changes;
}

static DexFuture *
fake_portal_changes (McPortal *portal, const char *cursor)
{
  FakePortal *self = FAKE_PORTAL (portal);
  DexFuture *failure = meet_line (self, "changes");
  guint generation = 0;
  guint begin = 0;
  guint offset = 0;

  if (failure != NULL)
    return failure;
  if (self->injected != NULL)
    return dex_future_new_take_boxed (MC_TYPE_CHANGES, g_steal_pointer (&self->injected));
  if (cursor == NULL)
    return dex_future_new_take_boxed (MC_TYPE_CHANGES, snapshot_page (self, self->log->len, 0));
  if (sscanf (cursor, "s %u %u %u", &generation, &begin, &offset) == 3 && generation == self->generation)
    return dex_future_new_take_boxed (MC_TYPE_CHANGES, snapshot_page (self, begin, offset));
  if (sscanf (cursor, "l %u %u", &generation, &begin) == 2 && generation == self->generation)
    return dex_future_new_take_boxed (MC_TYPE_CHANGES, log_page (self, begin));
  return dex_future_new_for_error (mc_portal_error_new (MC_PORTAL_ERROR_RESYNC, NULL, "gone"));
}

static void
detail_free (Detail *self)
{
  g_object_unref (self->portal);
  g_bytes_unref (self->answer);
  g_free (self);
}

/* The answer is made already, and comes when the gate lets it. */
static DexFuture *
detail_fiber (gpointer data)
{
  Detail *detail = data;
  FakePortal *self = detail->portal;

  if (self->gate != NULL)
    mc_await (dex_ref (self->gate), NULL);
  self->details--;
  return dex_future_new_take_boxed (G_TYPE_BYTES, g_bytes_ref (detail->answer));
}

/* A component with the one document that there is. */
static void
add_document (FakePortal *self, McDossier *dossier)
{
  McComponent *component = mc_component_new ();
  McDocument *document = mc_document_new ();

  document->id = g_strdup (self->document);
  document->name = g_strdup ("Giấy chứng sinh.pdf");
  document->media_type = g_strdup ("application/pdf");
  document->size = self->document_bytes != NULL ? (gint64) g_bytes_get_size (self->document_bytes) : -1;
  component->id = g_strdup ("c1");
  component->name = g_strdup ("Giấy chứng sinh");
  component->source = g_strdup ("attached");
  component->copy_kind = g_strdup ("original");
  component->quantity = 1;
  g_ptr_array_add (component->documents, document);
  g_ptr_array_add (dossier->components, component);
}

static DexFuture *
fake_portal_detail (McPortal *portal, const char *kind, const char *id)
{
  FakePortal *self = FAKE_PORTAL (portal);
  DexFuture *failure = meet_line (self, "detail");
  McSummary *record = g_hash_table_lookup (self->records, id);
  g_autoptr (McDossier) dossier = NULL;
  Detail *detail;

  if (failure != NULL)
    return failure;
  if (record == NULL)
    return dex_future_new_for_error (mc_portal_error_new (MC_PORTAL_ERROR_NOT_FOUND, NULL, "not there"));
  dossier = mc_dossier_new ();
  dossier->summary = mc_summary_ref (record);
  dossier->owner.name = g_strdup (record->owner_name);
  dossier->limit_unit = g_strdup ("working_day");
  dossier->limit_amount = 3;
  dossier->fee = 0;
  dossier->sets = 1;
  if (self->document != NULL)
    add_document (self, dossier);
  detail = g_new0 (Detail, 1);
  detail->portal = g_object_ref (self);
  detail->answer = print (mc_codec_dossier_build (dossier));
  self->details++;
  self->most_details = MAX (self->most_details, self->details);
  return mc_task_start (self->scope, "fake detail", detail_fiber, detail, (GDestroyNotify) detail_free);
}

static DexFuture *
fake_portal_outcome (McPortal *portal, const char *key)
{
  McOutcome *known = g_hash_table_lookup (FAKE_PORTAL (portal)->outcomes, key);

  if (known != NULL)
    return dex_future_new_take_boxed (MC_TYPE_OUTCOME, mc_outcome_ref (known));
  return dex_future_new_for_error (mc_portal_error_new (MC_PORTAL_ERROR_NOT_FOUND, NULL, "not there"));
}

typedef struct
{
  FakePortal *portal;
  McDownload *download;
} Receiving;

static void
receiving_free (Receiving *self)
{
  g_object_unref (self->portal);
  g_object_unref (self->download);
  g_free (self);
}

/* Part by part from where it is, as a driver does. */
static gboolean
give (FakePortal *self, McDownload *download, GError **error)
{
  gint64 size = (gint64) g_bytes_get_size (self->document_bytes);
  gint64 first = mc_download_get_offset (download);
  gint64 sent = 0;
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->document_bytes);
  g_autofree char *etag = g_strdup_printf ("\"%s\"", sum);
  g_autofree char *range
      = g_strdup_printf ("bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, first, size - 1, size);

  if (!mc_download_begin (download, first > 0 ? 206 : 200, etag, first > 0 ? range : NULL, size - first, error))
    return FALSE;
  for (gint64 at = first; at < size; at = mc_download_get_offset (download))
    {
      gint64 length = MIN (size - at, 300000);
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (self->document_bytes, (gsize) at, (gsize) length);

      if (self->breaks_after >= 0 && sent + length > self->breaks_after)
        break;
      if (self->gate != NULL)
        mc_await (dex_ref (self->gate), NULL);
      if (!mc_await (mc_download_write (download, part), error))
        return FALSE;
      mc_download_written (download, part);
      sent += length;
    }
  return mc_download_finish (download, error);
}

static DexFuture *
download_fiber (gpointer data)
{
  Receiving *receiving = data;
  GError *error = NULL;

  if (!give (receiving->portal, receiving->download, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

static DexFuture *
fake_portal_download (McPortal *portal, McDownload *download)
{
  FakePortal *self = FAKE_PORTAL (portal);
  DexFuture *failure = meet_line (self, "document");
  Receiving *receiving;

  if (failure != NULL)
    return failure;
  if (self->document_bytes == NULL || g_strcmp0 (self->document, mc_download_get_document (download)) != 0)
    return dex_future_new_for_error (mc_portal_error_new (MC_PORTAL_ERROR_NOT_FOUND, NULL, "not there"));
  receiving = g_new0 (Receiving, 1);
  receiving->portal = g_object_ref (self);
  receiving->download = g_object_ref (download);
  return mc_task_start (self->scope, "fake download", download_fiber, receiving, (GDestroyNotify) receiving_free);
}

static DexFuture *
fake_portal_upload (McPortal *portal, McUpload *file, McUploadRead read, gpointer data, GDestroyNotify destroy)
{
  FakePortal *self = FAKE_PORTAL (portal);
  DexFuture *failure = meet_line (self, "upload");

  if (failure == NULL)
    return fake_uploads_take (self->uploads, self->scope, file, read, data, destroy);
  destroy (data);
  return failure;
}

FakeUploads *
fake_portal_get_uploads (FakePortal *self)
{
  return self->uploads;
}

void
fake_portal_set_document (FakePortal *self, const char *id, GBytes *bytes)
{
  g_set_str (&self->document, id);
  g_clear_pointer (&self->document_bytes, g_bytes_unref);
  self->document_bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
}

void
fake_portal_break_document (FakePortal *self, gint64 after)
{
  self->breaks_after = after;
}

static DexFuture *
fake_portal_reveal (McPortal *portal, const McReveal *reveal)
{
  FakePortal *self = FAKE_PORTAL (portal);
  DexFuture *failure = meet_line (self, "reveal");

  if (failure != NULL)
    return failure;
  if (self->reveals_refused >= 0)
    return dex_future_new_for_error (mc_portal_error_new ((McPortalError) self->reveals_refused, NULL, "refused"));
  g_ptr_array_add (self->reveals, g_strdup_printf ("%s %s %s %s", reveal->key, reveal->kind,
                                                   reveal->field != NULL ? reveal->field : "-", reveal->purpose));
  return dex_future_new_take_string (g_strdup ("999000000001"));
}

static DexFuture *
fake_portal_presence (McPortal *portal, const char *id, gboolean open)
{
  FakePortal *self = FAKE_PORTAL (portal);
  DexFuture *failure = meet_line (self, "presence");
  McPresence *presence;

  g_ptr_array_add (self->presence, g_strdup_printf ("%s %s", open ? "open" : "close", id));
  if (failure != NULL)
    return failure;
  presence = mc_presence_new ();
  if (self->colleague != NULL)
    mc_presence_add (presence, self->colleague, "Đơn vị thử");
  return dex_future_new_take_boxed (MC_TYPE_PRESENCE, presence);
}

static void
fake_portal_iface_init (McPortalInterface *iface)
{
  iface->presence = fake_portal_presence;
  iface->reveal = fake_portal_reveal;
  iface->download = fake_portal_download;
  iface->upload = fake_portal_upload;
  iface->about = fake_portal_about;
  iface->me = fake_portal_me;
  iface->changes = fake_portal_changes;
  iface->detail = fake_portal_detail;
  iface->act = fake_portal_act;
  iface->outcome = fake_portal_outcome;
}

/* Acts that hang hold the portal: who is done with it disposes of it. */
static void
fake_portal_dispose (GObject *object)
{
  mc_scope_clear (&FAKE_PORTAL (object)->scope);
  G_OBJECT_CLASS (fake_portal_parent_class)->dispose (object);
}

static void
fake_portal_finalize (GObject *object)
{
  FakePortal *self = FAKE_PORTAL (object);

  g_object_unref (self->clock);
  fake_uploads_free (self->uploads);
  g_ptr_array_unref (self->ids);
  g_hash_table_unref (self->records);
  g_ptr_array_unref (self->log);
  g_hash_table_unref (self->outcomes);
  g_hash_table_unref (self->calls);
  g_ptr_array_unref (self->acts);
  g_ptr_array_unref (self->reveals);
  g_ptr_array_unref (self->presence);
  g_free (self->colleague);
  g_array_unref (self->plans);
  dex_clear (&self->gate);
  g_free (self->oldest_client);
  g_free (self->document);
  g_clear_pointer (&self->document_bytes, g_bytes_unref);
  g_clear_pointer (&self->injected, mc_changes_unref);
  G_OBJECT_CLASS (fake_portal_parent_class)->finalize (object);
}

static void
fake_portal_class_init (FakePortalClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fake_portal_dispose;
  G_OBJECT_CLASS (klass)->finalize = fake_portal_finalize;
}

static void
fake_portal_init (FakePortal *self)
{
  self->scope = mc_scope_new (NULL);
  self->breaks_after = -1;
  self->reveals_refused = -1;
  self->reveals = g_ptr_array_new_with_free_func (g_free);
  self->presence = g_ptr_array_new_with_free_func (g_free);
  self->uploads = fake_uploads_new ();
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mc_summary_unref);
  self->log = g_ptr_array_new_with_free_func (g_free);
  self->outcomes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mc_outcome_unref);
  self->calls = g_hash_table_new (g_str_hash, g_str_equal);
  self->acts = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_act_unref);
  self->plans = g_array_new (FALSE, FALSE, sizeof (FakePlan));
  self->page_size = 500;
  self->line = -1;
}

FakePortal *
fake_portal_new (McClock *clock)
{
  FakePortal *self = g_object_new (FAKE_TYPE_PORTAL, NULL);

  self->clock = g_object_ref (clock);
  return self;
}

char *
fake_id (guint number)
{
  return g_strdup_printf ("0192f0c0-0000-7000-8000-00000000%04x", number);
}

McSummary *
fake_summary_new (guint number, gint64 version, gint64 handling_version)
{
  McSummary *s = mc_summary_new ();

  s->id = fake_id (number);
  s->version = version;
  s->handling_version = handling_version;
  s->provisional_code = g_strdup_printf ("T-%u", number);
  s->procedure_code = g_strdup ("1.001193");
  s->procedure_name = g_strdup ("Đăng ký khai sinh");
  s->owner_name = g_strdup_printf ("Nguyễn Văn Thử %u", number);
  s->channel = g_strdup ("online");
  s->national_state = 1;
  s->local_step = g_strdup ("new");
  s->delivery = g_strdup ("counter");
  s->payment = g_strdup ("none");
  s->sync = g_strdup ("ok");
  s->submitted_at = g_date_time_new_from_unix_utc (1795405320 + number);
  s->actions = g_strdupv ((char *[]) { (char *) "accept", NULL });
  return s;
}

void
fake_portal_put (FakePortal *self, McSummary *summary)
{
  if (!g_hash_table_contains (self->records, summary->id))
    g_ptr_array_add (self->ids, g_strdup (summary->id));
  g_hash_table_replace (self->records, g_strdup (summary->id), mc_summary_ref (summary));
  g_ptr_array_add (self->log, g_strdup (summary->id));
}

void
fake_portal_remove (FakePortal *self, const char *id)
{
  g_hash_table_remove (self->records, id);
  g_ptr_array_add (self->log, g_strdup (id));
}

McSummary *
fake_portal_find (FakePortal *self, const char *id)
{
  return g_hash_table_lookup (self->records, id);
}

void
fake_portal_set_page_size (FakePortal *self, guint page_size)
{
  self->page_size = page_size;
}

void
fake_portal_forget_cursors (FakePortal *self)
{
  self->generation++;
}

void
fake_portal_add_queue (FakePortal *self)
{
  self->has_queue = TRUE;
}

void
fake_portal_set_line_of (FakePortal *self, const char *operation, guint after)
{
  self->line_of = operation;
  self->line_after = fake_portal_count_calls (self, operation != NULL ? operation : "") + after;
}

void
fake_portal_set_gate (FakePortal *self, DexFuture *gate)
{
  dex_clear (&self->gate);
  self->gate = gate != NULL ? dex_ref (gate) : NULL;
}

guint
fake_portal_count_at_once (FakePortal *self)
{
  return self->most_details;
}

void
fake_portal_inject (FakePortal *self, McChanges *changes)
{
  g_clear_pointer (&self->injected, mc_changes_unref);
  self->injected = mc_changes_ref (changes);
}

void
fake_portal_set_oldest_client (FakePortal *self, const char *version)
{
  g_set_str (&self->oldest_client, version);
}

void
fake_portal_set_line (FakePortal *self, int code)
{
  self->line = code;
}

void
fake_portal_plan (FakePortal *self, FakePlan plan)
{
  g_array_append_val (self->plans, plan);
}

guint
fake_portal_count_acts (FakePortal *self)
{
  return self->acts->len;
}

McAct *
fake_portal_get_act (FakePortal *self, guint index)
{
  return g_ptr_array_index (self->acts, index);
}

guint
fake_portal_count_commits (FakePortal *self)
{
  return self->commits;
}

GPtrArray *
fake_portal_get_reveals (FakePortal *self)
{
  return self->reveals;
}

GPtrArray *
fake_portal_get_presence (FakePortal *self)
{
  return self->presence;
}

void
fake_portal_set_colleague (FakePortal *self, const char *name)
{
  g_set_str (&self->colleague, name);
}

void
fake_portal_refuse_reveals (FakePortal *self, int code)
{
  self->reveals_refused = code;
}

guint
fake_portal_count_calls (FakePortal *self, const char *operation)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->calls, operation));
}
