// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include "mc-deadline.h"
#include "mc-handling.h"
#include "mc-text.h"

static gint64
next_number (McTraining *self, const char *name)
{
  g_autoptr (sqlite3_stmt) row = NULL;

  mc_training_run (
      self, "INSERT INTO meta VALUES (?, '1') ON CONFLICT (name) DO UPDATE SET value = CAST (value AS INTEGER) + 1",
      "s", name);
  row = mc_training_query (self, "SELECT CAST (value AS INTEGER) FROM meta WHERE name = ?", "s", name);
  return sqlite3_step (row) == SQLITE_ROW ? sqlite3_column_int64 (row, 0) : 0;
}

static void
set_time (GDateTime **member, GDateTime *value)
{
  g_clear_pointer (member, g_date_time_unref);
  *member = value;
}

static void
add_history (McDossier *dossier, const McAccount *account, const char *action, GDateTime *at, int to, const char *note)
{
  McHistoryEntry *entry = mc_history_entry_new ();

  entry->at = g_date_time_ref (at);
  entry->actor_name = g_strdup (account->name);
  entry->actor_unit = g_strdup (mc_training_find_unit (account->unit)->name);
  entry->action = g_strdup (action);
  entry->from_state = dossier->summary->national_state;
  entry->to_state = to;
  entry->note = g_strdup (note);
  g_ptr_array_add (dossier->history, entry);
}

/* 1 → 2: code, number, due date, form 01's data (domain 3.2). The legal time is that of recording. */
static void
accept (McTraining *self, McDossier *dossier, const McAccount *account, GDateTime *now)
{
  McSummary *s = dossier->summary;
  const McSampleUnit *unit = mc_training_find_unit (account->unit);
  McCalendar *calendar = mc_calendar_get_default ();
  g_autoptr (GDateTime) local = g_date_time_to_timezone (now, mc_calendar_zone ());
  g_autofree char *day = g_date_time_format (local, "%Y%m%d");
  gint64 in_minutes = g_strcmp0 (dossier->limit_unit, "hour") == 0 ? (gint64) dossier->limit_amount * 60 : 0;

  g_set_str (&s->local_step, "accepted");
  g_free (s->code);
  s->code = g_strdup_printf ("%s-%s-%07" G_GINT64_FORMAT, unit->code, day, next_number (self, "dossier-code"));
  set_time (&s->accepted_at, g_date_time_ref (now));
  set_time (&s->due_at, mc_deadline_result_due (calendar, now, dossier->limit_unit, dossier->limit_amount));
  set_time (&s->warn_at, s->due_at != NULL ? mc_deadline_warn_at (calendar, s->due_at, in_minutes) : NULL);
  g_free (dossier->register_no);
  dossier->register_no = g_strdup_printf ("%" G_GINT64_FORMAT, next_number (self, "register-no"));
  g_set_str (&dossier->receiver_name, account->name);
}

/* 1 → 5 at intake: nothing was accepted, so no clock runs and none is paused; the applicant's own time is the notice's. */
static void
request_supplement (McDossier *dossier, const McNotice *notice)
{
  McSummary *s = dossier->summary;

  g_set_str (&s->local_step, "supplement_at_intake");
  set_time (&s->response_due_at, NULL);
  set_time (&s->warn_at, NULL);
  if (notice->due_at != NULL)
    set_time (&s->supplement_due_at, g_date_time_ref (notice->due_at));
}

/* 1 → 3: the end, before it was ever accepted. */
static void
refuse (McDossier *dossier, GDateTime *now)
{
  McSummary *s = dossier->summary;

  g_set_str (&s->local_step, "closed");
  set_time (&s->finished_at, g_date_time_ref (now));
  set_time (&s->warn_at, NULL);
}

/* The table of transitions knows more than this portal can carry out: those whose effects stand here. */
gboolean
mc_training_offers (const char *action, int from_state)
{
  static const char *const at_intake[] = { "accept", "request_supplement", "refuse", NULL };

  return from_state == MC_HANDLING_NEW && g_strv_contains (at_intake, action);
}

void
mc_training_apply (McTraining *self, McDossier *dossier, const McAccount *account, const McForm *form, const McAct *act,
                   GDateTime *now, int to_state)
{
  McSummary *s = dossier->summary;
  /* both before anything changes: a notice speaks of the dossier as it was, the history of the state it had */
  McNotice *notice = mc_form_notice (form, act->action, act->form, dossier, account->name, now);
  gboolean accepts = g_str_equal (act->action, "accept");

  /* what the applicant read when it was accepted stands on the receipt: nothing to keep besides */
  add_history (dossier, account, act->action, now, to_state, accepts ? NULL : notice->text);
  mc_form_apply_marks (form, act->form, dossier->components);
  g_ptr_array_add (dossier->notices, notice);
  s->national_state = to_state;
  set_time (&s->supplement_due_at, NULL); /* whatever the act: another one is not waited for any longer */
  s->version++;
  s->handling_version++;
  g_set_str (&s->handler_id, account->sub);
  g_set_str (&s->handler_name, account->name);
  if (accepts)
    accept (self, dossier, account, now);
  else if (g_str_equal (act->action, "request_supplement"))
    request_supplement (dossier, notice);
  else if (g_str_equal (act->action, "refuse"))
    refuse (dossier, now);
}
