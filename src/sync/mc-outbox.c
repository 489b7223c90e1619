// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-sync"
#include "mc-outbox.h"

#include "mc-outbox-rules.h"
#include "mc-outgoing.h"
#include "mc-reveal.h"
#include "mc-task.h"

#define SECOND G_TIME_SPAN_SECOND
/* before what the journal did not take is tried again */
#define STORE_PAUSE (300 * SECOND)
#define RECEIPT "01"

struct _McOutbox
{
  GObject parent_instance;

  /* owned */
  McPortal *portal;
  McJournal *journal;
  McCache *cache;
  McClock *clock;
  McScope *scope;
  McOutgoing *outgoing;
  gboolean is_barred;
  gboolean is_uploading; /* one file at a time: what is looked at meanwhile needs the line, too */
  GPtrArray *entries;    /* McOutboxEntry, in order of creation */
  DexFuture *timer;
};

/* What a task of the engine carries. */
typedef struct
{
  McOutbox *outbox;
  McOutboxEntry *entry;
  McOutboxFile *file;
  char *key;
} Work;

enum
{
  CHANGED,
  RECORDED,
  WITHHELD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void schedule (McOutbox *self);

G_DEFINE_FINAL_TYPE (McOutbox, mc_outbox, G_TYPE_OBJECT)

static void
work_free (Work *self)
{
  g_object_unref (self->outbox);
  g_clear_pointer (&self->entry, mc_outbox_entry_unref);
  g_clear_pointer (&self->file, mc_outbox_file_unref);
  g_free (self->key);
  g_free (self);
}

static Work *
work_new (McOutbox *outbox, McOutboxEntry *entry, const char *key)
{
  Work *work = g_new0 (Work, 1);

  work->outbox = g_object_ref (outbox);
  work->entry = entry != NULL ? mc_outbox_entry_ref (entry) : NULL;
  work->key = g_strdup (key);
  return work;
}

static void
changed (McOutbox *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static McOutboxEntry *
find_entry (McOutbox *self, const char *key)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      McOutboxEntry *entry = g_ptr_array_index (self->entries, i);

      if (g_str_equal (entry->act->key, key))
        return entry;
    }
  return NULL;
}

/* Before the entry is done: whatever ends the program between the two, the paper is not forgotten. A journal that takes
 * nothing more says so of the entry itself. */
static void
note_receipt (McOutbox *self, const McOutboxEntry *entry, const McSummary *after)
{
  if (mc_outbox_entry_owes_receipt (entry, after, mc_clock_now_us (self->clock)))
    mc_await (mc_journal_want_paper (self->journal, entry->act->record_id, RECEIPT), NULL);
  else if (g_str_equal (entry->act->action, "cancel_acceptance"))
    mc_await (mc_journal_settle_paper (self->journal, entry->act->record_id, RECEIPT), NULL);
}

/* What the record is now goes into the cache before the entry says that it is done: nobody sees the one without the other.
 * outcome: NULL: nothing of the record has changed. */
static void
take_outcome (McOutbox *self, McOutboxEntry *entry, McOutcome *outcome)
{
  if (outcome != NULL)
    mc_await (mc_cache_put_summary (self->cache, outcome->summary), NULL); /* the feed brings it, too */
  if (outcome != NULL)
    note_receipt (self, entry, outcome->summary);
  entry->state = MC_OUTBOX_DONE;
  entry->finished_us = mc_clock_now_us (self->clock);
  mc_outbox_entry_set_cause (entry, NULL, NULL);
}

/* What the journal keeps of an entry that failed; the current record of a 412 goes into the cache. */
static void
take_failure (McOutbox *self, McOutboxEntry *entry, const GError *error)
{
  const McProblem *problem = mc_portal_error_get_problem (error);

  mc_outbox_entry_fail (entry, error, mc_clock_now_us (self->clock));
  for (guint i = 0; i < entry->files->len; i++)
    dex_future_disown (mc_journal_update_file (self->journal, g_ptr_array_index (entry->files, i)));
  if (problem != NULL && problem->current != NULL)
    {
      mc_await (mc_cache_put_summary (self->cache, problem->current), NULL);
      g_signal_emit (self, signals[RECORDED], 0, problem->current);
    }
}

/* To the portal. FALSE: it does not have it. outcome: (out): NULL of what is only recorded. */
static gboolean
send_entry (McOutbox *self, McAct *act, McOutcome **outcome, GError **error)
{
  g_autofree char *field = NULL;
  g_autofree char *purpose = NULL;
  McReveal reveal;

  if (!mc_act_is_recorded (act->action))
    return (*outcome = mc_await_boxed (mc_portal_act (self->portal, act), error)) != NULL;
  if (mc_reveal_read (act, &reveal, &field, &purpose))
    {
      /* the number that comes back is on the page already, for as long as it may be */
      g_autofree char *number = mc_await_string (mc_portal_reveal (self->portal, &reveal), error);

      return *error == NULL;
    }
  g_set_error_literal (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_INVALID, "an entry without its purpose");
  return FALSE;
}

static DexFuture *
send_file_fiber (gpointer data)
{
  Work *work = data;
  McOutbox *self = work->outbox;
  McOutboxEntry *entry = work->entry;
  McOutboxFile *file = work->file;
  g_autoptr (GError) error = NULL;
  gboolean there;

  dex_future_disown (mc_journal_update_file (self->journal, file));
  changed (self);
  there = mc_await_boolean (mc_outgoing_send (self->outgoing, file), &error);
  if (mc_scope_is_ended (self->scope))
    return dex_future_new_for_boolean (FALSE);
  self->is_uploading = FALSE;
  if (there)
    {
      file->state = MC_FILE_THERE;
      file->attempts = 0;
      g_clear_pointer (&file->cause, g_free);
      g_clear_pointer (&file->detail, g_free);
      mc_outbox_entry_set_cause (entry, NULL, NULL);
    }
  else if (entry->state == MC_OUTBOX_WAITING)
    mc_outbox_entry_fail_file (entry, file, error, mc_clock_now_us (self->clock));
  g_clear_error (&error);
  mc_await (mc_journal_update_file (self->journal, file), &error);
  /* one that was given up meanwhile is settled already */
  if (error == NULL && mc_outbox_entry_is_unsent (entry))
    mc_await (mc_journal_update (self->journal, entry), &error);
  changed (self);
  schedule (self);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_for_boolean (TRUE);
}

static void
start_file (McOutbox *self, McOutboxEntry *entry, McOutboxFile *file)
{
  Work *work = work_new (self, entry, NULL);

  work->file = mc_outbox_file_ref (file);
  self->is_uploading = TRUE;
  file->state = MC_FILE_SENDING;
  file->attempts++;
  mc_task_run (self->scope, "send file", send_file_fiber, work, (GDestroyNotify) work_free);
}

static DexFuture *
send_fiber (gpointer data)
{
  Work *work = data;
  McOutbox *self = work->outbox;
  McOutboxEntry *entry = work->entry;
  g_autoptr (GError) error = NULL;
  g_autoptr (McOutcome) outcome = NULL;
  g_autoptr (McAct) act = mc_outbox_entry_address (entry);
  gboolean sent;

  /* what is being sent is on disk as such before the first byte leaves */
  if (!mc_await (mc_journal_update (self->journal, entry), &error))
    {
      entry->state = MC_OUTBOX_WAITING;
      entry->next_try_us = mc_clock_now_us (self->clock) + STORE_PAUSE;
      mc_outbox_entry_set_cause (entry, "store", error->message);
      changed (self);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }
  changed (self);
  sent = send_entry (self, act, &outcome, &error);
  if (mc_scope_is_ended (self->scope))
    return dex_future_new_for_boolean (FALSE);
  if (!sent)
    take_failure (self, entry, error);
  else
    take_outcome (self, entry, outcome);
  g_clear_error (&error);
  mc_await (mc_journal_update (self->journal, entry), &error);
  if (outcome != NULL)
    g_signal_emit (self, signals[RECORDED], 0, outcome->summary);
  changed (self);
  schedule (self);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_for_boolean (TRUE);
}

static void
start_sending (McOutbox *self, McOutboxEntry *entry)
{
  if (!mc_outbox_entry_begin (entry, mc_clock_now_us (self->clock)))
    {
      dex_future_disown (mc_journal_update (self->journal, entry));
      changed (self);
      return;
    }
  mc_task_run (self->scope, "send", send_fiber, work_new (self, entry, NULL), (GDestroyNotify) work_free);
}

static DexFuture *
timer_cb (DexFuture *future, gpointer data)
{
  McOutbox *self = data;

  if (dex_future_is_resolved (future) && !mc_scope_is_ended (self->scope))
    schedule (self);
  return NULL;
}

/* Starts what is due and sleeps until the next that will be. */
static void
schedule (McOutbox *self)
{
  gint64 now = mc_clock_now_us (self->clock);
  gint64 next = MC_OUTBOX_NEVER;

  if (mc_scope_is_ended (self->scope) || self->is_barred)
    return;
  for (guint i = 0; i < self->entries->len; i++)
    {
      McOutboxEntry *entry = g_ptr_array_index (self->entries, i);
      McOutboxFile *file = entry->state == MC_OUTBOX_WAITING ? mc_outbox_entry_next_file (entry) : NULL;
      gint64 due;

      if (file != NULL)
        {
          /* files do not wait for one another's records; the act goes once they are there */
          if (!self->is_uploading && entry->next_try_us <= now)
            start_file (self, entry, file);
          else if (!self->is_uploading)
            next = MIN (next, entry->next_try_us);
          continue;
        }
      if ((entry->state != MC_OUTBOX_HELD && entry->state != MC_OUTBOX_WAITING)
          || !mc_outbox_entry_leads (entry, self->entries))
        continue;
      due = entry->state == MC_OUTBOX_HELD ? entry->held_until_us : entry->next_try_us;
      if (due <= now)
        start_sending (self, entry);
      else
        next = MIN (next, due);
    }

  dex_clear (&self->timer);
  if (next != MC_OUTBOX_NEVER)
    self->timer
        = dex_future_finally (mc_clock_sleep (self->clock, next - now), timer_cb, g_object_ref (self), g_object_unref);
}

static DexFuture *
start_fiber (gpointer data)
{
  McOutbox *self = MC_OUTBOX (((Work *) data)->outbox);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = mc_await_boxed (mc_journal_list (self->journal), &error);
  gint64 now = mc_clock_now_us (self->clock);

  if (list == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  for (guint i = 0; i < list->len; i++)
    {
      McOutboxEntry *entry = g_ptr_array_index (list, i);

      if (find_entry (self, entry->act->key) != NULL)
        continue;
      mc_outbox_entry_resume (entry, now);
      g_ptr_array_add (self->entries, mc_outbox_entry_ref (entry));
    }
  changed (self);
  schedule (self);
  return dex_future_new_for_boolean (TRUE);
}

/* Nobody waits for the portal with that: what is here of the record is covered now. */
static void
withhold_now (McOutbox *self, const char *id)
{
  g_autoptr (McSummary) covered = NULL;

  /* what could not be written is covered on the screen all the same, and by the portal's answer */
  mc_await (mc_cache_withhold (self->cache, id), NULL);
  covered = mc_await_boxed (mc_cache_summary (self->cache, id), NULL);
  if (covered != NULL && covered->secret)
    mc_outbox_withhold (self, covered);
  g_signal_emit (self, signals[WITHHELD], 0, id, TRUE);
}

static DexFuture *
act_fiber (gpointer data)
{
  Work *work = data;
  McOutbox *self = work->outbox;
  g_autoptr (GError) error = NULL;

  if (!mc_await (mc_journal_add (self->journal, work->entry, NULL), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  g_ptr_array_add (self->entries, mc_outbox_entry_ref (work->entry));
  if (g_str_equal (work->entry->act->action, MC_ACT_MARK_SECRET))
    withhold_now (self, work->entry->act->record_id);
  changed (self);
  schedule (self);
  return dex_future_new_take_boxed (MC_TYPE_OUTBOX_ENTRY, mc_outbox_entry_ref (work->entry));
}

static DexFuture *
undo_fiber (gpointer data)
{
  Work *work = data;
  McOutbox *self = work->outbox;
  McOutboxEntry *entry = find_entry (self, work->key);
  g_autoptr (GError) error = NULL;
  gint64 held_until_us;
  gboolean undone;

  if (entry == NULL || entry->state != MC_OUTBOX_HELD || entry->held_until_us == MC_OUTBOX_NEVER)
    return dex_future_new_for_boolean (FALSE);
  /* its time may come while the journal decides: nothing is sent before it has */
  held_until_us = entry->held_until_us;
  entry->held_until_us = MC_OUTBOX_NEVER;
  undone = mc_await_boolean (mc_journal_undo (self->journal, work->key), &error);
  entry = find_entry (self, work->key);
  if (entry != NULL && undone)
    g_ptr_array_remove (self->entries, entry);
  else if (entry != NULL)
    entry->held_until_us = held_until_us;
  changed (self);
  schedule (self);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_for_boolean (undone);
}

/* The entry's new state, made durable, then told. */
static DexFuture *
settle_fiber (gpointer data)
{
  Work *work = data;
  g_autoptr (GError) error = NULL;

  if (!mc_await (mc_journal_update (work->outbox->journal, work->entry), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  /* given up: what the portal says counts again */
  if (work->entry->state == MC_OUTBOX_DROPPED && g_str_equal (work->entry->act->action, MC_ACT_MARK_SECRET))
    {
      mc_await (mc_cache_expect (work->outbox->cache, work->entry->act->record_id), NULL);
      g_signal_emit (work->outbox, signals[WITHHELD], 0, work->entry->act->record_id, FALSE);
    }
  changed (work->outbox);
  schedule (work->outbox);
  return dex_future_new_for_boolean (TRUE);
}

static DexFuture *
settle (McOutbox *self, McOutboxEntry *entry)
{
  return mc_task_start (self->scope, "settle", settle_fiber, work_new (self, entry, NULL), (GDestroyNotify) work_free);
}

static void
mc_outbox_dispose (GObject *object)
{
  McOutbox *self = MC_OUTBOX (object);

  mc_scope_clear (&self->scope);
  dex_clear (&self->timer);
  if (self->outgoing != NULL)
    g_signal_handlers_disconnect_by_data (self->outgoing, self);
  g_clear_object (&self->outgoing);
  g_clear_object (&self->portal);
  g_clear_object (&self->journal);
  g_clear_object (&self->cache);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  G_OBJECT_CLASS (mc_outbox_parent_class)->dispose (object);
}

static void
mc_outbox_class_init (McOutboxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_outbox_dispose;
  signals[CHANGED] = g_signal_new ("changed", MC_TYPE_OUTBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RECORDED] = g_signal_new ("recorded", MC_TYPE_OUTBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                    MC_TYPE_SUMMARY);
  signals[WITHHELD] = g_signal_new ("withheld", MC_TYPE_OUTBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                    G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
mc_outbox_init (McOutbox *self)
{
  self->scope = mc_scope_new (NULL);
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_outbox_entry_unref);
}

McOutbox *
mc_outbox_new (McPortal *portal, McJournal *journal, McCache *cache, McClock *clock)
{
  McOutbox *self = g_object_new (MC_TYPE_OUTBOX, NULL);

  self->portal = g_object_ref (portal);
  self->journal = g_object_ref (journal);
  self->cache = g_object_ref (cache);
  self->clock = g_object_ref (clock);
  self->outgoing = mc_outgoing_new (portal, journal, clock);
  g_signal_connect_swapped (self->outgoing, "progress", G_CALLBACK (changed), self);
  return self;
}

DexFuture *
mc_outbox_start (McOutbox *self)
{
  return mc_task_start (self->scope, "read outbox", start_fiber, work_new (self, NULL, NULL),
                        (GDestroyNotify) work_free);
}

void
mc_outbox_stop (McOutbox *self)
{
  mc_scope_end (self->scope);
  mc_outgoing_stop (self->outgoing);
  dex_clear (&self->timer);
}

McOutgoing *
mc_outbox_get_outgoing (McOutbox *self)
{
  return self->outgoing;
}

void
mc_outbox_poke (McOutbox *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      McOutboxEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->state == MC_OUTBOX_WAITING)
        entry->next_try_us = 0;
    }
  schedule (self);
}

void
mc_outbox_bar (McOutbox *self, gboolean barred)
{
  g_return_if_fail (MC_IS_OUTBOX (self));

  if (self->is_barred == barred)
    return;
  self->is_barred = barred;
  if (!barred)
    schedule (self);
}

void
mc_outbox_signed_in (McOutbox *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      McOutboxEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->state == MC_OUTBOX_WAITING && entry->next_try_us == MC_OUTBOX_NEVER)
        entry->next_try_us = 0;
    }
  schedule (self);
}

GPtrArray *
mc_outbox_get_entries (McOutbox *self)
{
  return self->entries;
}

McOutboxEntry *
mc_outbox_find_pending (McOutbox *self, const char *record_id)
{
  McOutboxEntry *found = NULL;

  for (guint i = 0; i < self->entries->len; i++)
    {
      McOutboxEntry *entry = g_ptr_array_index (self->entries, i);

      if (!mc_outbox_entry_is_unsent (entry) || !mc_act_is_handling (entry->act->action)
          || g_strcmp0 (entry->act->record_id, record_id) != 0)
        continue;
      if (mc_act_expects_version (entry->act->action))
        return entry;
      if (found == NULL)
        found = entry;
    }
  return found;
}

void
mc_outbox_withhold (McOutbox *self, const McSummary *record)
{
  g_autofree char *title = mc_outbox_title (record);

  for (guint i = 0; i < self->entries->len; i++)
    {
      McOutboxEntry *entry = g_ptr_array_index (self->entries, i);

      if (!g_str_equal (entry->act->record_id, record->id))
        continue;
      g_set_str (&entry->title, title);
      /* no file of it is to lie here, or to get to the portal */
      if (mc_outbox_entry_is_unsent (entry) && mc_act_is_about_files (entry->act->action)
          && entry->state != MC_OUTBOX_SENDING)
        {
          entry->state = MC_OUTBOX_DROPPED;
          entry->finished_us = mc_clock_now_us (self->clock);
          dex_future_disown (mc_journal_update (self->journal, entry));
        }
      if (!mc_outbox_entry_is_unsent (entry))
        g_set_str (&entry->act->form, "{}");
    }
  /* the next start reads it, at the latest: the feed tells of the record again with its next change */
  dex_future_disown (mc_journal_withhold (self->journal, record->id, title));
  changed (self);
}

gboolean
mc_outbox_withholds (McOutbox *self, const char *record_id)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const McOutboxEntry *entry = g_ptr_array_index (self->entries, i);

      if (mc_outbox_entry_is_unsent (entry) && g_str_equal (entry->act->action, MC_ACT_MARK_SECRET)
          && g_str_equal (entry->act->record_id, record_id))
        return TRUE;
    }
  return FALSE;
}

DexFuture *
mc_outbox_act (McOutbox *self, McSummary *record, const char *action, const char *form, int undo_seconds,
               GPtrArray *files)
{
  g_autoptr (McOutboxEntry) entry = mc_outbox_entry_new_for (record, action, form, mc_clock_now_us (self->clock));

  for (guint i = 0; files != NULL && i < files->len; i++)
    g_ptr_array_add (entry->files, mc_outbox_file_ref (g_ptr_array_index (files, i)));
  entry->state = undo_seconds > 0 ? MC_OUTBOX_HELD : MC_OUTBOX_WAITING;
  entry->held_until_us = undo_seconds > 0 ? entry->created_us + undo_seconds * SECOND : 0;
  return mc_task_start (self->scope, "act", act_fiber, work_new (self, entry, NULL), (GDestroyNotify) work_free);
}

DexFuture *
mc_outbox_undo (McOutbox *self, const char *key)
{
  return mc_task_start (self->scope, "undo", undo_fiber, work_new (self, NULL, key), (GDestroyNotify) work_free);
}

DexFuture *
mc_outbox_retry (McOutbox *self, const char *key)
{
  McOutboxEntry *entry = find_entry (self, key);

  if (entry == NULL || (entry->state != MC_OUTBOX_NEEDS_YOU && entry->state != MC_OUTBOX_WAITING))
    return dex_future_new_for_boolean (FALSE);
  mc_outbox_entry_retry (entry);
  return settle (self, entry);
}

DexFuture *
mc_outbox_discard (McOutbox *self, const char *key)
{
  McOutboxEntry *entry = find_entry (self, key);

  if (entry == NULL || !mc_outbox_entry_is_unsent (entry) || entry->state == MC_OUTBOX_SENDING)
    return dex_future_new_for_boolean (FALSE);
  entry->state = MC_OUTBOX_DROPPED;
  entry->finished_us = mc_clock_now_us (self->clock);
  return settle (self, entry);
}
