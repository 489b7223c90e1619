// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-clock-dialog.h"

#include <glib/gi18n.h>

#include "mc-clock-sheet.h"
#include "mc-dialog-size.h"
#include "mc-format.h"
#include "mc-info-rows.h"
#include "mc-rule.h"

/* "3 working days"; in_minutes: the hours are told in minutes. (transfer full) */
static char *
say_amount (gint64 amount, McLimitUnit unit, gboolean in_minutes)
{
  int n = (int) CLAMP (amount, 0, G_MAXINT);

  switch (unit)
    {
    case MC_LIMIT_WORKING_DAY:
      return g_strdup_printf (ngettext ("%d working day", "%d working days", (gulong) n), n);
    case MC_LIMIT_CALENDAR_DAY:
      return g_strdup_printf (ngettext ("%d calendar day", "%d calendar days", (gulong) n), n);
    case MC_LIMIT_MONTH:
      if (!in_minutes)
        return g_strdup_printf (ngettext ("%d month", "%d months", (gulong) n), n);
      return g_strdup_printf (ngettext ("%d calendar day", "%d calendar days", (gulong) n), n);
    case MC_LIMIT_HOUR:
      if (!in_minutes)
        return g_strdup_printf (ngettext ("%d working hour", "%d working hours", (gulong) n), n);
      return g_strdup_printf (_ ("%d h %02d min of office time"), n / 60, n % 60);
    default:
      return g_strdup (_ ("unit not known"));
    }
}

/* "20/11/2026 – 25/11/2026". (transfer full) */
static char *
say_span (const McExplanationStep *step, gboolean with_time)
{
  char *(*format) (GDateTime *) = with_time ? mc_format_date_time : mc_format_date;
  g_autofree char *since = format (step->since);
  g_autofree char *until = step->until != NULL ? format (step->until) : NULL;

  return until != NULL && !g_str_equal (since, until) ? g_strdup_printf ("%s – %s", since, until)
                                                      : g_steal_pointer (&since);
}

/* (transfer full) */
static char *
say_moving (const McExplanationStep *step)
{
  g_autofree char *amount = say_amount (step->amount, step->unit, step->kind != MC_STEP_LIMIT);
  g_autofree char *span = step->since != NULL ? say_span (step, TRUE) : NULL;

  switch ((int) step->kind)
    {
    case MC_STEP_START:
      return g_strdup (_ ("Counting begins"));
    case MC_STEP_RESTART:
      return g_strdup (_ ("Counted anew from here"));
    case MC_STEP_SHIFT:
      return g_strdup (_ ("Received after the cut-off: counted as of the next opening"));
    case MC_STEP_LIMIT:
      return step->amount == 0 ? g_strdup (_ ("Time limit: within the day"))
                               : g_strdup_printf (_ ("Time limit: %s"), amount);
    case MC_STEP_PAUSE:
      return g_strdup_printf (_ ("Paused %s: %s more"), span != NULL ? span : "", amount);
    case MC_STEP_AFTER_PAUSE:
      return g_strdup_printf (_ ("The end fell into the pause: %s more"), amount);
    case MC_STEP_DAY_OFF:
      return g_strdup (_ ("The end falls on a day off: the next working day"));
    default:
      return g_strdup (_ ("Extended"));
    }
}

/* (transfer full) */
static char *
say_standing (const McExplanationStep *step)
{
  g_autofree char *span = step->since != NULL ? say_span (step, FALSE) : NULL;
  const char *when = span != NULL ? span : "";

  switch ((int) step->kind)
    {
    case MC_STEP_SKIPPED:
      return g_strdup_printf (_ ("Not counted: %s"), when);
    case MC_STEP_MADE_UP:
      return g_strdup_printf (_ ("Counted, a day made up for: %s"), when);
    case MC_STEP_PAUSE_LATE:
      return g_strdup_printf (_ ("Paused when the time was over, adds nothing: %s"), when);
    case MC_STEP_PAUSE_OPEN:
      return g_strdup_printf (_ ("Paused since %s: no date until it ends"), when);
    case MC_STEP_EXTENSION_REFUSED:
      return g_strdup (_ ("An extension that does not count"));
    case MC_STEP_UNKNOWN:
      return g_strdup (_ ("The unit of the time limit is not known: no date"));
    default:
      return g_strdup (_ ("Provisional: the days off of that year are not decided yet"));
    }
}

/* Why and on what ground, a line each. (transfer full) (nullable) */
static char *
say_ground (const McExplanationStep *step)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;

  if (step->reason != NULL)
    g_strv_builder_add (lines, step->reason);
  if (step->source != NULL)
    g_strv_builder_add (lines, step->source);
  if (step->actor != NULL)
    g_strv_builder_add (lines, step->actor);
  if (step->form_no != NULL)
    g_strv_builder_take (lines, g_strdup_printf (_ ("Form %s"), step->form_no));
  strv = g_strv_builder_end (lines);
  return *strv != NULL ? g_strjoinv ("\n", strv) : NULL;
}

static void
add_step (AdwPreferencesGroup *group, const McExplanationStep *step)
{
  g_autofree char *title = mc_step_is_moving (step->kind) ? say_moving (step) : say_standing (step);
  g_autofree char *ground = say_ground (step);
  g_autofree char *date = step->moved_to != NULL ? mc_format_date_time (step->moved_to) : NULL;

  mc_info_add_fact (group, title, ground, date);
}

static const char *
say_state (const McDue *due)
{
  switch (due->state)
    {
    case MC_DUE_UNKNOWN:
      return _ ("No date: the unit of the time limit is not known");
    case MC_DUE_PAUSED:
      return _ ("Counting is paused");
    case MC_DUE_ENDED:
      return _ ("Ended");
    default:
      return NULL;
    }
}

static void
add_account (AdwPreferencesPage *page, const char *title, const McClockAccount *account, gboolean begun)
{
  AdwPreferencesGroup *group = mc_info_add_group (page, title);
  const McDue *due = &account->due;
  g_autofree char *date = due->due_at != NULL ? mc_format_date_time (due->due_at) : NULL;
  g_autofree char *ended = due->ended_at != NULL ? mc_format_date_time (due->ended_at) : NULL;
  g_autofree char *words = NULL;

  if (account->explanation == NULL || due->state == MC_DUE_NONE)
    {
      adw_preferences_group_set_description (group, !begun                         ? _ ("Begins with acceptance")
                                                    : account->explanation == NULL ? mc_format_text (NULL)
                                                                                   : _ ("Not running"));
      return;
    }
  words = ended != NULL ? g_strdup_printf ("%s, %s", say_state (due), ended) : g_strdup (say_state (due));
  adw_preferences_group_set_description (group, words);
  for (guint i = 0; i < account->explanation->steps->len; i++)
    add_step (group, g_ptr_array_index (account->explanation->steps, i));
  if (date != NULL)
    mc_info_add_sum (group, due->provisional ? _ ("Due (provisional)") : _ ("Due"), date);
}

/* The portal's word counts; where this program counts otherwise that is said. */
static void
add_doubt (AdwPreferencesPage *page, const McDossier *dossier, const McClockSheet *sheet)
{
  const McSummary *s = dossier->summary;
  GDateTime *told = s->accepted_at != NULL ? s->due_at : s->response_due_at;
  const McDue *due = s->accepted_at != NULL ? &sheet->result.due : &sheet->response.due;
  AdwPreferencesGroup *group;
  g_autofree char *date = NULL;

  if (due->state != MC_DUE_RUNNING || told == NULL || due->due_at == NULL
      || g_date_time_to_unix (told) / 60 == g_date_time_to_unix (due->due_at) / 60)
    return;
  date = mc_format_date_time (told);
  group = mc_info_add_group (page, _ ("The portal names another date"));
  mc_info_add_fact (group, _ ("The portal's date counts"),
                    _ ("It may know something that this computer does not, such as days off of a new decision."), date);
}

static void
add_rule (AdwPreferencesPage *page, const McRule *rule, const char *hours_of)
{
  AdwPreferencesGroup *group;

  if (rule == NULL)
    return;
  group = mc_info_add_group (page, _ ("Rule and calendar"));
  mc_info_add_row (group, _ ("Rule"), rule->basis);
  mc_info_add_row (group, _ ("After a supplement"),
                   rule->supplement_policy == MC_SUPPLEMENT_RESTART ? _ ("Counted anew") : _ ("What was left goes on"));
  mc_info_add_row (group, _ ("Calendar"), _ ("Days off and days made up for of the state"));
  mc_info_add_row (group, _ ("Office hours"),
                   hours_of != NULL ? hours_of : _ ("General, the unit has none of its own"));
  if (!rule->confirmed)
    adw_preferences_group_set_description (group, _ ("This rule was not checked against the official text yet."));
}

AdwDialog *
mc_clock_dialog_new (const McDossier *dossier)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  McOffice *office = mc_office_of_summary (mc_calendar_get_default (), dossier->summary);
  g_autoptr (McClockSheet) sheet = mc_clock_sheet_new (dossier, office);
  gboolean accepted = dossier->summary->accepted_at != NULL;

  adw_dialog_set_title (dialog, _ ("How the time limit is counted"));
  mc_dialog_size_set (dialog, 640, 620);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  if (sheet != NULL)
    {
      add_account (page, _ ("First answer"), &sheet->response, TRUE);
      add_account (page, _ ("This step"), &sheet->step, accepted);
      add_account (page, _ ("Result due"), &sheet->result, accepted);
      if (sheet->applicant.due.state != MC_DUE_NONE)
        add_account (page, _ ("The applicant's time"), &sheet->applicant, TRUE);
      add_doubt (page, dossier, sheet);
      add_rule (page, dossier->clock->result_rule != NULL ? dossier->clock->result_rule : dossier->clock->response_rule,
                sheet->hours_of);
    }
  else
    adw_preferences_group_set_description (mc_info_add_group (page, mc_format_text (NULL)),
                                           _ ("The portal tells nothing that this version can count by."));
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (page));
  adw_dialog_set_child (dialog, view);
  return dialog;
}
