// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include "mc-deadline.h"
#include "mc-form-catalogue.h"
#include "mc-handling.h"

/* Of the new dossiers each n-th came without one of its required papers. */
#define INCOMPLETE_EACH 6
#define SUPPLEMENT_DAYS 30

static const struct
{
  const char *mark;
  const char *reason;
  const char *note;
} gaps[] = {
  { "invalid", "blurred", "Không đọc được họ tên và ngày cấp." },
  { "missing", "pages_missing", "Chỉ có trang 1, cần đủ các trang." },
  { "invalid", "not_signed", "Chưa có chữ ký của người yêu cầu ở cuối tờ khai." },
  { "invalid", "wrong_paper", "Giấy tờ đã nộp không phải là giấy tờ này." },
  { "invalid", "signature_invalid", "Chữ ký số không kiểm tra được chứng thư." },
};

static const char *const refusals[] = {
  "\"reason\":\"not_competent\",\"explanation\":\"Việc yêu cầu thuộc địa bàn phường An Hòa.\","
  "\"competent_agency\":\"Ủy ban nhân dân phường An Hòa\"",
  "\"reason\":\"already_submitted\",\"explanation\":\"Cùng yêu cầu này đã có một hồ sơ đang được giải quyết.\"",
};

static const char *
get_basis (const McDossier *dossier)
{
  if (g_str_equal (dossier->summary->field_name, "Hộ tịch"))
    return "Điều 16 Luật Hộ tịch số 60/2014/QH13";
  if (g_str_equal (dossier->summary->field_name, "Chứng thực"))
    return "Điều 20 Nghị định số 23/2015/NĐ-CP";
  return "Nghị định số 118/2025/NĐ-CP";
}

static const McAccount *
find_receiver (const McSampleUnit *unit)
{
  guint count;
  const McAccount *accounts = mc_training_get_accounts (&count);

  for (guint i = 0; i < count; i++)
    if (g_str_equal (accounts[i].unit, unit->id) && g_str_equal (accounts[i].role, "receiver"))
      return &accounts[i];
  g_assert_not_reached ();
}

static gboolean
is_demandable (const McComponent *component)
{
  return component->required && !g_str_equal (component->source, "state_data");
}

/* The act as it would have been done then. */
static void
perform (McTraining *self, McDossier *dossier, const McSampleUnit *unit, const char *action, const char *values,
         GDateTime *at)
{
  const McAccount *account = find_receiver (unit);
  g_autoptr (McForm) form = mc_form_catalogue_find (action, at);
  g_autoptr (McAct) act = mc_act_new ();
  g_autoptr (McTrainingRecord) record = NULL;
  McMove move;

  act->action = g_strdup (action);
  g_set_str (&act->form, values);
  g_set_str (&dossier->summary->local_step, MC_STEP_NEW);
  record = mc_training_record_new (mc_dossier_ref (dossier), unit->id, unit->id);
  if (form == NULL || mc_training_decide (record, account, action, at, &move) != MC_REFUSAL_NONE)
    g_error ("training portal: %s is not possible in a story", action);
  mc_training_apply (self, record, account, form, act, &move, at);
}

static void
ask (McTraining *self, McDossier *dossier, const McSampleUnit *unit, GDateTime *at, guint number)
{
  g_autofree char *values = NULL;
  const McComponent *asked = NULL;
  guint gap = number % G_N_ELEMENTS (gaps);

  for (guint i = 0; i < dossier->components->len && asked == NULL; i++)
    if (is_demandable (g_ptr_array_index (dossier->components, i)))
      asked = g_ptr_array_index (dossier->components, i);
  g_assert (asked != NULL);
  values = g_strdup_printf ("{\"components\":[{\"id\":\"%s\",\"mark\":\"%s\",\"reason\":\"%s\",\"note\":\"%s\"}],"
                            "\"legal_basis\":\"%s\",\"applicant_days\":%d}",
                            asked->id, gaps[gap].mark, gaps[gap].reason, gaps[gap].note, get_basis (dossier),
                            SUPPLEMENT_DAYS);
  perform (self, dossier, unit, "request_supplement", values, at);
}

/* The applicant's answer: T7 starts anew (domain 3.2). */
static void
answer (McDossier *dossier, GDateTime *at)
{
  McSummary *s = dossier->summary;
  McHistoryEntry *entry = mc_history_entry_new ();

  entry->at = g_date_time_ref (at);
  entry->actor_name = g_strdup (s->submitter_name != NULL ? s->submitter_name : s->owner_name);
  entry->action = g_strdup ("supplement");
  entry->from_state = s->national_state;
  entry->to_state = MC_HANDLING_NEW;
  g_ptr_array_add (dossier->history, entry);
  s->national_state = MC_HANDLING_NEW;
  g_set_str (&s->local_step, "supplemented");
  g_clear_pointer (&s->supplement_due_at, g_date_time_unref);
  s->version++;
  s->handling_version++;
}

static void
refuse (McTraining *self, McDossier *dossier, const McSampleUnit *unit, GDateTime *at, guint number)
{
  g_autofree char *values = g_strdup_printf ("{%s,\"legal_basis\":\"%s\"}", refusals[number % G_N_ELEMENTS (refusals)],
                                             get_basis (dossier));

  perform (self, dossier, unit, "refuse", values, at);
}

/* A required paper that did not come with it, where there are others. */
static void
lose_a_paper (McDossier *dossier)
{
  McComponent *last = NULL;
  guint count = 0;

  for (guint i = 0; i < dossier->components->len; i++)
    {
      McComponent *component = g_ptr_array_index (dossier->components, i);

      if (!is_demandable (component))
        continue;
      last = component;
      count++;
    }
  if (count > 1)
    g_ptr_array_set_size (last->documents, 0);
}

static void
start_response_clock (McSummary *summary, GDateTime *from)
{
  McCalendar *calendar = mc_calendar_get_default ();

  summary->response_due_at = mc_deadline_response_due (calendar, from);
  summary->warn_at = mc_deadline_response_warn_at (calendar, from);
}

void
mc_training_tell_intake (McTraining *self, McDossier *dossier, const McSampleUnit *unit, GDateTime *now, guint number)
{
  McSummary *s = dossier->summary;
  int state = s->national_state;
  gboolean supplemented = g_str_equal (s->local_step, "supplemented");
  GTimeSpan age = g_date_time_difference (now, s->submitted_at);
  g_autoptr (GDateTime) looked_at = g_date_time_add (s->submitted_at, MIN (age / 4, G_TIME_SPAN_HOUR));
  g_autoptr (GDateTime) answered_at = g_date_time_add (s->submitted_at, age / 2);

  s->national_state = MC_HANDLING_NEW;
  if (state == MC_HANDLING_SUPPLEMENT || supplemented)
    ask (self, dossier, unit, looked_at, number);
  else if (state == MC_HANDLING_REJECTED)
    refuse (self, dossier, unit, looked_at, number);
  else if (state == MC_HANDLING_NEW && number % INCOMPLETE_EACH == 0)
    lose_a_paper (dossier);
  if (supplemented)
    answer (dossier, answered_at);
  s->national_state = state;
  if (state == MC_HANDLING_NEW)
    start_response_clock (s, supplemented ? answered_at : s->submitted_at);
}
