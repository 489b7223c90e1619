// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-clock-sheet.h"

#include "mc-rule.h"

static const char *const kinds[] = {
  [MC_CLOCK_SUBMITTED] = "submitted", [MC_CLOCK_ACCEPTED] = "accepted", [MC_CLOCK_VOIDED] = "voided",
  [MC_CLOCK_PAUSED] = "paused",       [MC_CLOCK_RESUMED] = "resumed",   [MC_CLOCK_RESTARTED] = "restarted",
  [MC_CLOCK_EXTENDED] = "extended",   [MC_CLOCK_STEP] = "step",         [MC_CLOCK_ENDED] = "ended",
  [MC_CLOCK_REOPENED] = "reopened",
};

static const char *const causes[] = {
  [MC_PAUSE_SUPPLEMENT] = "supplement",
  [MC_PAUSE_FEE] = "fee",
  [MC_PAUSE_OTHER] = "other",
};

/* -1: none of them */
static int
find_word (const char *const *words, guint count, const char *word)
{
  for (guint i = 0; word != NULL && i < count; i++)
    if (g_str_equal (words[i], word))
      return (int) i;
  return -1;
}

static GDateTime *
ref_time (GDateTime *time)
{
  return time != NULL ? g_date_time_ref (time) : NULL;
}

static gboolean
has_cause (McClockEventKind kind)
{
  return kind == MC_CLOCK_PAUSED || kind == MC_CLOCK_RESUMED;
}

McClockEntry *
mc_clock_entry_of (const McClockEvent *event)
{
  McClockEntry *self = mc_clock_entry_new ();

  self->kind = g_strdup (kinds[event->kind]);
  self->at = g_date_time_ref (event->at);
  self->cause = has_cause (event->kind) ? g_strdup (causes[event->cause]) : NULL;
  self->submitted_at = ref_time (event->submitted_at);
  self->until = ref_time (event->until);
  if (event->limit != NULL)
    {
      self->limit_unit = g_strdup (mc_limit_unit_id (event->limit->unit));
      self->limit_amount = event->limit->amount;
    }
  self->reason = g_strdup (event->reason);
  self->actor = g_strdup (event->actor);
  self->form_no = g_strdup (event->form_no);
  return self;
}

gboolean
mc_clock_entry_read (const McClockEntry *self, McClockEvent *event, McLimit *limit)
{
  int kind = find_word (kinds, G_N_ELEMENTS (kinds), self->kind);
  int cause = self->cause != NULL ? find_word (causes, G_N_ELEMENTS (causes), self->cause) : MC_PAUSE_OTHER;

  if (kind < 0 || (has_cause ((McClockEventKind) kind) && (cause < 0 || self->cause == NULL))
      || (kind == MC_CLOCK_EXTENDED && self->until == NULL))
    return FALSE;
  *limit = (McLimit) { .unit = mc_limit_unit_from_id (self->limit_unit), .amount = MAX (self->limit_amount, 0) };
  if (self->limit_unit != NULL && !mc_limit_is_known (limit))
    return FALSE;
  *event = (McClockEvent) { .kind = (McClockEventKind) kind,
                            .at = self->at,
                            .cause = (McPauseCause) MAX (cause, 0),
                            .submitted_at = self->submitted_at,
                            .until = self->until,
                            .limit = self->limit_unit != NULL ? limit : NULL,
                            .reason = self->reason,
                            .actor = self->actor,
                            .form_no = self->form_no };
  return TRUE;
}

static void
account_clear (McClockAccount *self)
{
  mc_due_clear (&self->due);
  g_clear_pointer (&self->explanation, mc_explanation_free);
}

void
mc_clock_sheet_free (McClockSheet *self)
{
  account_clear (&self->response);
  account_clear (&self->step);
  account_clear (&self->result);
  account_clear (&self->applicant);
  g_free (self);
}

static McExplanation *
explain (McClockAccount *account)
{
  account->explanation = mc_explanation_new ();
  return account->explanation;
}

/* limits: room for those of the entries. NULL: one is not known. (transfer full) */
static GArray *
read_entries (GPtrArray *entries, McLimit *limits)
{
  g_autoptr (GArray) events = g_array_new (FALSE, TRUE, sizeof (McClockEvent));

  for (guint i = 0; i < entries->len; i++)
    {
      McClockEvent event = { 0 };

      if (!mc_clock_entry_read (g_ptr_array_index (entries, i), &event, &limits[i]))
        return NULL;
      g_array_append_val (events, event);
    }
  return g_steal_pointer (&events);
}

McClockSheet *
mc_clock_sheet_new (const McDossier *dossier, McOffice *office)
{
  const McDossierClock *clock = dossier->clock;
  g_autofree McLimit *limits = NULL;
  g_autoptr (GArray) array = NULL;
  gboolean by_unit = g_strcmp0 (dossier->limit_source, "unit_override") == 0;
  const McLimit limit = { .unit = mc_limit_unit_from_id (dossier->limit_unit),
                          .amount = MAX (dossier->limit_amount, 0),
                          .source = by_unit ? MC_LIMIT_UNIT_OVERRIDE : MC_LIMIT_CATALOGUE,
                          .basis = dossier->limit_basis,
                          .by = dossier->limit_by,
                          .at = dossier->limit_at };
  const McClockEvent *events;
  McClockSheet *self;

  if (clock == NULL || clock->entries->len == 0)
    return NULL;
  limits = g_new0 (McLimit, clock->entries->len);
  array = read_entries (clock->entries, limits);
  if (array == NULL)
    return NULL;
  events = (const McClockEvent *) (gpointer) array->data;
  self = g_new0 (McClockSheet, 1);
  self->hours_of = mc_office_get_unit (office);
  if (clock->response_rule != NULL)
    self->response.due
        = mc_due_of_response (clock->response_rule, office, events, array->len, explain (&self->response));
  if (clock->result_rule != NULL)
    {
      const McRule *rule = clock->result_rule;

      self->step.due = mc_due_of_step (rule, office, events, array->len, explain (&self->step));
      self->result.due = mc_due_of_result (rule, &limit, office, events, array->len, explain (&self->result));
      self->applicant.due = mc_due_of_applicant (rule, office, events, array->len, explain (&self->applicant));
    }
  return self;
}
