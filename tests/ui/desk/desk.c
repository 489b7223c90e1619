// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk.h"

#include <string.h>

#include "mc-secret.h"
#include "mc-codecs.h"
#include "mc-deadline.h"
#include "mc-form-catalogue.h"
#include "mc-handling.h"
#include "mc-portal-error.h"
#include "mc-text.h"

#define UNIT "Trung tâm Phục vụ hành chính công phường An Bình"

struct _DeskPortal
{
  GObject parent_instance;

  McClock *clock;
  GPtrArray *dossiers; /* McDossier */
  GHashTable *hidden;  /* ids */
  GPtrArray *news;     /* ids since the last page */
  char *last_form;
  guint n_acts;
  gboolean cut;
  gboolean refuses;
  gboolean finds_fault;
  char *colleague;       /* who has every record open, too; NULL: nobody */
  GPtrArray *reveals;    /* "kind field purpose" */
  DexPromise *gate;      /* of details; nullable */
  DexPromise *news_gate; /* of all but the first page of changes; nullable */
  GBytes *document;      /* every document's bytes; NULL: none is there */
  char *role;            /* NULL: a receiver, who has no queues */
};

/* Three pages, each with a word that the others lack. */
static const char three_pages[]
    = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 3/Kids[3 0 R 4 0 R 5 0 "
      "R]>>endobj\n"
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 7 0 R/Resources<</Font<</F 6 0 R>>>>>>endobj\n"
      "4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 8 0 R/Resources<</Font<</F 6 0 R>>>>>>endobj\n"
      "5 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Contents 9 0 R/Resources<</Font<</F 6 0 R>>>>>>endobj\n"
      "6 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
      "7 0 obj<</Length 43>>stream\nBT /F 40 Tf 60 700 Td (Trang mot) Tj ET    \nendstream endobj\n"
      "8 0 obj<</Length 43>>stream\nBT /F 40 Tf 60 700 Td (Trang hai) Tj ET    \nendstream endobj\n"
      "9 0 obj<</Length 43>>stream\nBT /F 40 Tf 60 400 Td (Trang ba)  Tj ET    \nendstream endobj\n"
      "trailer<</Size 10/Root 1 0 R>>\n%%EOF\n";

static void desk_portal_interface_init (McPortalInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskPortal, desk_portal, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MC_TYPE_PORTAL, desk_portal_interface_init))

static DexFuture *
no_line (void)
{
  return dex_future_new_for_error (mc_portal_error_new (MC_PORTAL_ERROR_OFFLINE, NULL, "the line is cut"));
}

static McDossier *
find_dossier (DeskPortal *self, const char *id)
{
  for (guint i = 0; i < self->dossiers->len; i++)
    {
      McDossier *dossier = g_ptr_array_index (self->dossiers, i);

      if (g_str_equal (dossier->summary->id, id))
        return dossier;
    }
  return NULL;
}

static void
add_queue (McMe *me, const char *id, const char *title, const char *field, McFilterOp op, const char *value)
{
  McQueue *queue = mc_queue_new ();
  const char *const values[] = { value, NULL };

  queue->id = g_strdup (id);
  queue->title = g_strdup (title);
  queue->filter = mc_filter_new ();
  queue->order = g_strdup ("deadline");
  g_assert_true (mc_filter_add (queue->filter, field, op, values));
  g_ptr_array_add (me->queues, queue);
}

/* To whom work can be assigned is the portal's to say. */
static void
add_colleague (McMe *me, const char *id, const char *label)
{
  const McActionInfo *assign = mc_me_find_action (me, "assign");
  McFormChoice *choice = mc_form_choice_new ();

  choice->id = g_strdup (id);
  choice->label = g_strdup (label);
  g_ptr_array_add (mc_form_find_field (assign->form, "assignee")->choices, choice);
}

static void
take_role (McMe *me, const char *role)
{
  g_strfreev (me->roles);
  me->roles = g_strsplit (role, " ", -1);
  add_queue (me, "first", "Việc đầu tiên", "national_state", MC_FILTER_IN, "1");
  add_queue (me, "second", "Việc khác", "national_state", MC_FILTER_IN, "4");
  add_queue (me, "overdue", "Quá hạn", "deadline", MC_FILTER_BEFORE, "now");
  add_queue (me, "sync_error", "Lỗi đồng bộ", "sync", MC_FILTER_IN, "error");
  add_queue (me, "to_collect", "Chờ thu", "national_state", MC_FILTER_IN, "6");
  ((McQueue *) g_ptr_array_index (me->queues, me->queues->len - 1))->total = g_strdup ("fee_due");
  add_queue (me, "paid_today", "Đã thu hôm nay", "fee_paid_at", MC_FILTER_NOT_BEFORE, "today");
  ((McQueue *) g_ptr_array_index (me->queues, me->queues->len - 1))->total = g_strdup ("fee_paid");
  add_queue (me, "later", "Của bản sau", "national_state", MC_FILTER_IN, "6");
  ((McQueue *) g_ptr_array_index (me->queues, me->queues->len - 1))->total = g_strdup ("fee_of_a_later_version");
  add_colleague (me, me->sub, "Nguyễn Thị Hường – Công chức");
  add_colleague (me, "0199a001-0000-7000-8000-000000000002", "Lò Văn Đức – Chuyên viên");
}

static DexFuture *
portal_me (McPortal *portal)
{
  g_autoptr (McMe) me = mc_me_new ();
  g_autoptr (GDateTime) now = mc_clock_now (DESK_PORTAL (portal)->clock);
  g_autoptr (JsonNode) node = NULL;

  if (DESK_PORTAL (portal)->cut)
    return no_line ();
  me->sub = g_strdup ("0199a001-0000-7000-8000-000000000001");
  me->name = g_strdup ("Nguyễn Thị Hường");
  me->unit_id = g_strdup ("an-binh");
  me->unit_name = g_strdup (UNIT);
  me->unit_phone = g_strdup ("0309 100 001");
  me->roles = g_strsplit ("receiver", " ", -1);
  g_ptr_array_unref (me->actions);
  me->actions = mc_form_catalogue_get_actions (now);
  if (DESK_PORTAL (portal)->role != NULL)
    take_role (me, DESK_PORTAL (portal)->role);
  node = mc_codec_me_build (me);
  return dex_future_new_take_boxed (G_TYPE_BYTES, mc_codec_print (node));
}

static void
add_change (McChanges *changes, DeskPortal *self, McDossier *dossier)
{
  McChange *change = g_new0 (McChange, 1);

  change->kind = g_strdup ("dossier");
  change->id = g_strdup (dossier->summary->id);
  if (!g_hash_table_contains (self->hidden, change->id))
    change->summary = mc_summary_ref (dossier->summary);
  g_ptr_array_add (changes->changes, change);
}

static DexFuture *
give_changes (DeskPortal *self, const char *cursor)
{
  McChanges *changes = mc_changes_new ();

  changes->next = g_strdup ("log");
  changes->snapshot = cursor == NULL;
  changes->more = cursor == NULL;
  changes->total = cursor == NULL ? (gint64) self->dossiers->len : -1;
  for (guint i = 0; cursor == NULL && i < self->dossiers->len; i++)
    add_change (changes, self, g_ptr_array_index (self->dossiers, i));
  for (guint i = 0; cursor != NULL && i < self->news->len; i++)
    add_change (changes, self, find_dossier (self, g_ptr_array_index (self->news, i)));
  g_ptr_array_set_size (self->news, 0);
  return dex_future_new_take_boxed (MC_TYPE_CHANGES, changes);
}

static DexFuture *
give_news_cb (DexFuture *future, gpointer portal)
{
  return give_changes (portal, "log");
}

static DexFuture *
portal_changes (McPortal *portal, const char *cursor)
{
  DeskPortal *self = DESK_PORTAL (portal);

  if (self->cut)
    return no_line ();
  if (cursor != NULL && self->news_gate != NULL)
    return dex_future_then (dex_ref (self->news_gate), give_news_cb, g_object_ref (self), g_object_unref);
  return give_changes (self, cursor);
}

static DexFuture *
let_through_cb (DexFuture *future, gpointer answer)
{
  return dex_future_new_take_boxed (G_TYPE_BYTES, g_bytes_ref (answer));
}

/* unit: where it was moved to; NULL: nobody tells. */
static DexFuture *
out_of_sight (const char *unit)
{
  McProblem *problem = mc_problem_new ();

  problem->status = 404;
  problem->moved_to = g_strdup (unit);
  return dex_future_new_for_error (mc_portal_error_new (MC_PORTAL_ERROR_NOT_FOUND, problem, "no such dossier"));
}

static DexFuture *
portal_detail (McPortal *portal, const char *kind, const char *id)
{
  DeskPortal *self = DESK_PORTAL (portal);
  McDossier *dossier = find_dossier (self, id);
  g_autoptr (JsonNode) node = NULL;

  if (self->cut)
    return no_line ();
  if (dossier == NULL || g_hash_table_contains (self->hidden, id))
    return out_of_sight (g_hash_table_lookup (self->hidden, id));
  node = mc_codec_dossier_build (dossier);
  if (self->gate != NULL)
    return dex_future_then (dex_ref (self->gate), let_through_cb, mc_codec_print (node),
                            (GDestroyNotify) g_bytes_unref);
  return dex_future_new_take_boxed (G_TYPE_BYTES, mc_codec_print (node));
}

/* A summary is a value: a changed one is a new one. (transfer full) */
static McSummary *
copy_summary (const McSummary *summary)
{
  g_autoptr (JsonNode) node = mc_codec_summary_build (summary);
  McSummary *copy = mc_codec_summary_read (json_node_get_object (node), NULL);

  g_assert_nonnull (copy);
  return copy;
}

static void
accept_dossier (DeskPortal *self, McDossier *dossier, McSummary *s)
{
  g_set_str (&s->local_step, "accepted");
  s->accepted_at = mc_clock_now (self->clock);
  s->due_at = mc_deadline_result_due (mc_calendar_get_default (), s->accepted_at, "working_day", 3);
  s->code = g_strdup_printf ("H99.1.7-20261123-%07u", self->n_acts);
  g_set_str (&dossier->register_no, "1");
  g_set_str (&dossier->receiver_name, "Nguyễn Thị Hường");
}

/* As a portal records an act: marks, notice, history, state. */
static void
record_act (DeskPortal *self, McDossier *dossier, const char *action, const char *form, const char *who)
{
  g_autoptr (GDateTime) now = mc_clock_now (self->clock);
  g_autoptr (McForm) definition = mc_form_catalogue_find (action, now);
  McSummary *s = copy_summary (dossier->summary);
  McHistoryEntry *entry = mc_history_entry_new ();

  mc_form_apply_marks (definition, form, dossier->components);
  if (!mc_act_is_secrecy (action))
    g_ptr_array_add (dossier->notices, mc_form_notice (definition, action, form, dossier, who, now));
  entry->at = g_date_time_ref (now);
  entry->action = g_strdup (action);
  entry->actor_name = g_strdup (who);
  entry->from_state = s->national_state;
  if (mc_act_is_handling (action))
    mc_handling_check (action, s->national_state, s->local_step, (const char *[]) { "receiver", NULL }, TRUE,
                       &s->national_state);
  entry->to_state = s->national_state;
  g_ptr_array_add (dossier->history, entry);
  s->version++;
  if (mc_act_is_secrecy (action))
    {
      s->secret = g_str_equal (action, MC_ACT_MARK_SECRET);
      g_clear_pointer (&dossier->summary, mc_summary_unref);
      dossier->summary = s;
      if (s->secret)
        mc_dossier_cover (dossier);
      return;
    }
  s->handling_version++;
  g_strfreev (s->actions);
  s->actions = g_new0 (char *, 1);
  if (g_str_equal (action, "accept"))
    accept_dossier (self, dossier, s);
  g_clear_pointer (&dossier->summary, mc_summary_unref);
  dossier->summary = s;
}

static DexFuture *
stale (McDossier *dossier)
{
  McProblem *problem = mc_problem_new ();

  problem->status = 412;
  problem->current = mc_summary_ref (dossier->summary);
  return dex_future_new_for_error (mc_portal_error_new (MC_PORTAL_ERROR_STALE, problem, "stale"));
}

static DexFuture *
portal_act (McPortal *portal, McAct *act)
{
  DeskPortal *self = DESK_PORTAL (portal);
  McDossier *dossier = find_dossier (self, act->record_id);
  McOutcome *outcome;

  if (self->cut)
    return no_line ();
  self->n_acts++;
  g_set_str (&self->last_form, act->form);
  if (self->refuses)
    return dex_future_new_for_error (mc_portal_error_new (MC_PORTAL_ERROR_FORBIDDEN, NULL, "not this role"));
  if (self->finds_fault)
    return dex_future_new_for_error (mc_portal_error_new (MC_PORTAL_ERROR_INVALID, NULL, "something is wrong with it"));
  if (mc_act_is_handling (act->action) && act->expected_handling_version != dossier->summary->handling_version)
    return stale (dossier);
  record_act (self, dossier, act->action, act->form, "Nguyễn Thị Hường");
  outcome = mc_outcome_new ();
  outcome->key = g_strdup (act->key);
  outcome->action = g_strdup (act->action);
  outcome->recorded_at = mc_clock_now (self->clock);
  outcome->summary = mc_summary_ref (dossier->summary);
  return dex_future_new_take_boxed (MC_TYPE_OUTCOME, outcome);
}

static DexFuture *
kept_cb (DexFuture *future, gpointer data)
{
  DeskPortal *self = g_object_get_data (data, "portal");
  GError *error = NULL;

  mc_download_written (data, self->document);
  return mc_download_finish (data, &error) ? dex_future_new_true () : dex_future_new_for_error (error);
}

static DexFuture *
portal_download (McPortal *portal, McDownload *download)
{
  DeskPortal *self = DESK_PORTAL (portal);
  g_autofree char *sum = NULL;
  g_autofree char *etag = NULL;
  GError *error = NULL;

  if (self->cut)
    return no_line ();
  if (self->document == NULL)
    return dex_future_new_for_error (mc_portal_error_new (MC_PORTAL_ERROR_NOT_FOUND, NULL, "no such document"));
  sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->document);
  etag = g_strdup_printf ("\"%s\"", sum);
  g_object_set_data_full (G_OBJECT (download), "portal", g_object_ref (self), g_object_unref);
  if (!mc_download_begin (download, 200, etag, NULL, (gint64) g_bytes_get_size (self->document), &error))
    return dex_future_new_for_error (error);
  return dex_future_then (mc_download_write (download, self->document), kept_cb, g_object_ref (download),
                          g_object_unref);
}

static DexFuture *
portal_reveal (McPortal *portal, const McReveal *reveal)
{
  DeskPortal *self = DESK_PORTAL (portal);

  if (self->cut)
    return no_line ();
  g_ptr_array_add (self->reveals, g_strdup_printf ("%s %s %s", reveal->kind, reveal->field, reveal->purpose));
  return dex_future_new_take_string (NULL);
}

static DexFuture *
portal_presence (McPortal *portal, const char *id, gboolean open)
{
  DeskPortal *self = DESK_PORTAL (portal);
  McPresence *presence;

  if (self->cut)
    return no_line ();
  presence = mc_presence_new ();
  if (self->colleague != NULL && open)
    mc_presence_add (presence, self->colleague, UNIT);
  return dex_future_new_take_boxed (MC_TYPE_PRESENCE, presence);
}

/* Files never get through: what waits is to be looked at. */
static DexFuture *
portal_upload (McPortal *portal, McUpload *file, McUploadRead read, gpointer data, GDestroyNotify destroy)
{
  destroy (data);
  return dex_future_new_for_error (mc_portal_error_new (MC_PORTAL_ERROR_OFFLINE, NULL, "the line for files is away"));
}

static DexFuture *
portal_about (McPortal *portal)
{
  return dex_future_new_take_boxed (MC_TYPE_ABOUT, mc_about_new ());
}

static void
desk_portal_interface_init (McPortalInterface *iface)
{
  iface->presence = portal_presence;
  iface->reveal = portal_reveal;
  iface->download = portal_download;
  iface->about = portal_about;
  iface->me = portal_me;
  iface->changes = portal_changes;
  iface->detail = portal_detail;
  iface->act = portal_act;
  iface->upload = portal_upload;
}

static void
desk_portal_finalize (GObject *object)
{
  DeskPortal *self = DESK_PORTAL (object);

  g_clear_pointer (&self->document, g_bytes_unref);
  g_clear_object (&self->clock);
  g_ptr_array_unref (self->dossiers);
  g_ptr_array_unref (self->news);
  g_hash_table_unref (self->hidden);
  g_ptr_array_unref (self->reveals);
  g_free (self->colleague);
  g_free (self->role);
  g_free (self->last_form);
  G_OBJECT_CLASS (desk_portal_parent_class)->finalize (object);
}

static void
desk_portal_class_init (DeskPortalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_portal_finalize;
}

static void
desk_portal_init (DeskPortal *self)
{
  self->dossiers = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_dossier_unref);
  self->news = g_ptr_array_new_with_free_func (g_free);
  self->reveals = g_ptr_array_new_with_free_func (g_free);
  self->hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->document = g_bytes_new_static (three_pages, strlen (three_pages));
}

gboolean
desk_tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

DexFuture *
desk_await (DexFuture *future)
{
  g_autoptr (GError) error = NULL;

  desk_wait (!dex_future_is_pending (future));
  dex_future_get_value (future, &error);
  g_assert_no_error (error);
  return future;
}

const char *
desk_id (int number)
{
  static char id[40];

  g_snprintf (id, sizeof id, "0199a001-0000-7000-8000-0000000%05d", number);
  return id;
}

static void
add_component (McDossier *dossier, const char *id, const char *name, const char *source, gboolean document)
{
  McComponent *component = mc_component_new ();

  component->id = g_strdup (id);
  component->name = g_strdup (name);
  component->required = TRUE;
  component->copy_kind = g_strdup ("electronic");
  component->quantity = 1;
  component->source = g_strdup (source);
  if (document)
    {
      McDocument *file = mc_document_new ();

      file->id = g_strdup (id);
      file->name = g_strdup ("to-khai.pdf");
      file->media_type = g_strdup ("application/pdf");
      file->size = 1258291;
      g_ptr_array_add (component->documents, file);
    }
  g_ptr_array_add (dossier->components, component);
}

McDossier *
desk_put (Desk *self, int number, const char *owner)
{
  McDossier *old = find_dossier (self->portal, desk_id (number));
  McDossier *dossier = mc_dossier_new ();
  McSummary *s = dossier->summary = mc_summary_new ();
  g_autoptr (GDateTime) start = mc_time_parse ("2026-11-23T03:00:00Z");

  s->id = g_strdup (desk_id (number));
  s->version = s->handling_version = old != NULL ? old->summary->version + 1 : 1;
  s->provisional_code = g_strdup_printf ("TT-%06d", 700000 + number);
  s->procedure_code = g_strdup ("1.001193");
  s->procedure_name = g_strdup ("Đăng ký khai sinh");
  s->field_name = g_strdup ("Hộ tịch");
  s->owner_name = g_strdup (owner);
  s->channel = g_strdup ("online");
  s->national_state = MC_HANDLING_NEW;
  s->local_step = g_strdup ("new");
  s->delivery = g_strdup ("electronic");
  s->payment = g_strdup ("none");
  s->sync = g_strdup ("ok");
  s->received_unit = g_strdup (UNIT);
  s->competent_unit = g_strdup ("Ủy ban nhân dân phường An Bình");
  s->submitted_at = g_date_time_add_hours (start, -1);
  s->response_due_at = g_date_time_add_minutes (start, number * 60);
  s->actions = g_strsplit ("accept request_supplement refuse", " ", -1);
  dossier->owner.name = g_strdup (owner);
  dossier->owner.id_number = g_strdup ("999012345678");
  dossier->limit_unit = g_strdup ("working_day");
  dossier->limit_amount = 3;
  dossier->sets = 1;
  add_component (dossier, "c1", "Tờ khai đăng ký khai sinh", "attached", TRUE);
  add_component (dossier, "c2", "Dữ liệu cư trú của cha, mẹ", "state_data", FALSE);
  add_component (dossier, "c3", "Giấy chứng sinh", "attached", FALSE);
  if (old != NULL)
    g_ptr_array_remove (self->portal->dossiers, old);
  g_ptr_array_add (self->portal->dossiers, dossier);
  g_ptr_array_add (self->portal->news, g_strdup (s->id));
  return dossier;
}

void
desk_open (Desk *self, const char *name, int n_dossiers)
{
  static const char *const in[] = { "1", NULL };
  g_autoptr (McAbout) about = mc_about_new ();
  g_autoptr (GBytes) key = g_bytes_new_static ("0123456789abcdef0123456789abcdef", 32);
  g_autoptr (GDateTime) start = mc_time_parse ("2026-11-23T03:00:00Z");
  g_autofree char *url = g_strconcat ("https://", name, ".example", NULL);
  DexFuture *opened;

  *self = (Desk) { 0 };
  self->clock = mc_clock_new_virtual (g_date_time_to_unix (start) * G_USEC_PER_SEC);
  self->portal = g_object_new (DESK_TYPE_PORTAL, NULL);
  self->portal->clock = g_object_ref (self->clock);
  for (int i = 1; i <= n_dossiers; i++)
    {
      g_autofree char *owner = g_strdup_printf ("Trần Văn %c", 'A' + (i - 1) % 26);

      desk_put (self, i, owner);
    }
  opened = desk_await (mc_profile_open (url, "sub", about, MC_PORTAL (self->portal), key, self->clock));
  self->profile = dex_await_object (opened, NULL);
  g_assert_nonnull (self->profile);
  self->queue = mc_queue_new ();
  self->queue->id = g_strdup ("waiting");
  self->queue->title = g_strdup ("Chờ tiếp nhận");
  self->queue->filter = mc_filter_new ();
  g_assert_true (mc_filter_add (self->queue->filter, "national_state", MC_FILTER_IN, in));
  self->queue->order = g_strdup ("deadline");
}

void
desk_close (Desk *self)
{
  if (self->window != NULL)
    gtk_window_destroy (self->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  dex_unref (desk_await (mc_profile_close (self->profile)));
  mc_queue_free (self->queue);
  g_object_unref (self->profile);
  g_object_unref (self->portal);
  g_object_unref (self->clock);
}

void
desk_sync (Desk *self)
{
  McSync *sync = mc_profile_get_sync (self->profile);

  mc_sync_start (sync);
  desk_wait (mc_sync_get_line (sync)->state == MC_LINE_CURRENT);
}

void
desk_set_role (Desk *self, const char *role)
{
  g_set_str (&self->portal->role, role);
}

void
desk_cut_line (Desk *self, gboolean cut)
{
  self->portal->cut = cut;
}

void
desk_set_document (Desk *self, GBytes *bytes)
{
  g_clear_pointer (&self->portal->document, g_bytes_unref);
  self->portal->document = bytes != NULL ? g_bytes_ref (bytes) : NULL;
}

static void
set_gate (DexPromise **gate, gboolean hold)
{
  if (hold)
    {
      *gate = dex_promise_new ();
      return;
    }
  dex_promise_resolve_boolean (*gate, TRUE);
  dex_clear (gate);
}

void
desk_hold_news (Desk *self, gboolean hold)
{
  set_gate (&self->portal->news_gate, hold);
}

void
desk_hold_details (Desk *self, gboolean hold)
{
  set_gate (&self->portal->gate, hold);
}

void
desk_hide (Desk *self, int number, const char *unit)
{
  g_hash_table_insert (self->portal->hidden, g_strdup (desk_id (number)), g_strdup (unit));
  g_ptr_array_add (self->portal->news, g_strdup (desk_id (number)));
}

void
desk_set_colleague (Desk *self, const char *name)
{
  g_set_str (&self->portal->colleague, name);
}

void
desk_colleague_acts (Desk *self, int number, const char *action, const char *form)
{
  record_act (self->portal, find_dossier (self->portal, desk_id (number)), action, form, "Lò Văn Đức");
}

void
desk_touch (Desk *self, int number)
{
  McDossier *dossier = find_dossier (self->portal, desk_id (number));
  McSummary *s = copy_summary (dossier->summary);

  s->version++;
  s->handling_version++;
  g_clear_pointer (&dossier->summary, mc_summary_unref);
  dossier->summary = s;
}

void
desk_tell (Desk *self, int number)
{
  g_ptr_array_add (self->portal->news, g_strdup (desk_id (number)));
}

void
desk_find_fault (Desk *self, gboolean find)
{
  self->portal->finds_fault = find;
}

void
desk_refuse_acts (Desk *self, gboolean refuse)
{
  self->portal->refuses = refuse;
}

const char *
desk_last_reveal (Desk *self)
{
  GPtrArray *reveals = self->portal->reveals;

  return reveals->len > 0 ? g_ptr_array_index (reveals, reveals->len - 1) : NULL;
}

guint
desk_n_acts (Desk *self)
{
  return self->portal->n_acts;
}

const char *
desk_last_form (Desk *self)
{
  return self->portal->last_form;
}

AdwDialog *
desk_dialog (Desk *self)
{
  return adw_window_get_visible_dialog (ADW_WINDOW (self->window));
}

void
desk_type (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) xdotool
      = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "xdotool", "type", "--clearmodifiers", text, NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (xdotool, NULL, &error));
  g_assert_no_error (error);
}

void
desk_scan (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) xdotool = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "xdotool", "type", "--delay",
                                                      "3", "--args", "1", text, "key", "Return", NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (xdotool, NULL, &error));
  g_assert_no_error (error);
}

void
desk_present (Desk *self, AdwNavigationPage *page)
{
  self->window = GTK_WINDOW (adw_window_new ());
  gtk_window_set_default_size (self->window, 1100, 650);
  adw_window_set_content (ADW_WINDOW (self->window), GTK_WIDGET (page));
  gtk_window_present (self->window);
  desk_wait (gtk_widget_get_mapped (GTK_WIDGET (page)) && gtk_window_is_active (self->window));
}

static const char *
text_of (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_INSCRIPTION (widget))
    return gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  if (GTK_IS_BUTTON (widget))
    return gtk_button_get_label (GTK_BUTTON (widget));
  return NULL;
}

GtkWidget *
desk_find (GtkWidget *root, GType type, const char *text)
{
  const char *own = text_of (root);

  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (text == NULL || (own != NULL && strstr (own, text) != NULL)))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = desk_find (child, type, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gboolean
desk_says (GtkWidget *root, const char *text)
{
  return desk_find (root, GTK_TYPE_LABEL, text) != NULL || desk_find (root, GTK_TYPE_INSCRIPTION, text) != NULL;
}

void
desk_key (const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) xdotool
      = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "xdotool", "key", "--clearmodifiers", key, NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (xdotool, NULL, &error));
  g_assert_no_error (error);
}
