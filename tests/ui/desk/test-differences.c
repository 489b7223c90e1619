// SPDX-License-Identifier: GPL-3.0-or-later
/* What of a record is said otherwise now than then: one member at a time, then all of a handing over. */
#include "mc-differences.h"
#include "mc-text.h"

static McSummary *
summary_new (void)
{
  McSummary *s = mc_summary_new ();

  s->version = s->handling_version = 1;
  s->national_state = 4;
  s->local_step = g_strdup ("assignment");
  s->delivery = g_strdup ("counter");
  s->payment = g_strdup ("none");
  s->sync = g_strdup ("ok");
  s->fee_due = s->fee_paid = -1;
  return s;
}

static void
set_state (McSummary *s)
{
  s->national_state = 5;
}

static void
set_step (McSummary *s)
{
  g_set_str (&s->local_step, "appraisal");
}

static void
set_foreign_step (McSummary *s)
{
  g_set_str (&s->local_step, "of tomorrow");
}

static void
set_sent_back (McSummary *s)
{
  s->sent_back = TRUE;
}

static void
set_handler (McSummary *s)
{
  g_set_str (&s->handler_name, "Lò Văn Đức");
}

static void
set_secret (McSummary *s)
{
  s->secret = TRUE;
}

static void
set_response_due (McSummary *s)
{
  s->response_due_at = mc_time_parse ("2026-11-24T03:00:00Z");
}

static void
set_step_due (McSummary *s)
{
  s->step_due_at = mc_time_parse ("2026-11-24T03:00:00Z");
}

static void
set_supplement_due (McSummary *s)
{
  s->supplement_due_at = mc_time_parse ("2026-11-24T03:00:00Z");
}

static void
set_due (McSummary *s)
{
  s->due_at = mc_time_parse ("2026-11-24T03:00:00Z");
}

static void
set_payment (McSummary *s)
{
  g_set_str (&s->payment, "due");
}

static void
set_fee_due (McSummary *s)
{
  s->fee_due = 50000;
}

static void
set_fee_paid (McSummary *s)
{
  s->fee_paid = 0;
}

static void
set_fee_paid_at (McSummary *s)
{
  s->fee_paid_at = mc_time_parse ("2026-11-24T03:00:00Z");
}

static void
set_code (McSummary *s)
{
  g_set_str (&s->code, "H99.1.7-20261123-0000412");
}

static void
set_accepted (McSummary *s)
{
  s->accepted_at = mc_time_parse ("2026-11-24T03:00:00Z");
}

static void
set_finished (McSummary *s)
{
  s->finished_at = mc_time_parse ("2026-11-24T03:00:00Z");
}

static void
set_delivery (McSummary *s)
{
  g_set_str (&s->delivery, "post");
}

static void
set_received_unit (McSummary *s)
{
  g_set_str (&s->received_unit, "Điểm số 2");
}

static void
set_competent_unit (McSummary *s)
{
  g_set_str (&s->competent_unit, "Sở Tư pháp");
}

static const struct
{
  void (*set) (McSummary *s);
  const char *title;
  const char *then;
  const char *now;
} cases[] = {
  { set_state, "State", "Đang xử lý", "Yêu cầu bổ sung giấy tờ" },
  { set_step, "Step", "Chờ phân công", "Thẩm định" },
  { set_foreign_step, "Step", "Chờ phân công", "of tomorrow" },
  { set_sent_back, "Sent back to be corrected", "No", "Yes" },
  { set_handler, "Handler", "No data", "Lò Văn Đức" },
  { set_secret, "Secret content", "No", "Yes" },
  { set_response_due, "Answer due", "No data", "10:00 24/11/2026" },
  { set_step_due, "This step due", "No data", "10:00 24/11/2026" },
  { set_supplement_due, "Supplement due", "No data", "10:00 24/11/2026" },
  { set_due, "Result due", "No data", "10:00 24/11/2026" },
  { set_payment, "Payment", "Nothing to pay", "Not paid yet" },
  { set_fee_due, "Sum to be paid", "No data", "50.000\u00a0đ" },
  { set_fee_paid, "Sum paid", "No data", "0\u00a0đ" },
  { set_fee_paid_at, "Paid at", "No data", "10:00 24/11/2026" },
  { set_code, "Code", "No code yet", "H99.1.7-20261123-0000412" },
  { set_accepted, "Accepted at", "No data", "10:00 24/11/2026" },
  { set_finished, "Finished at", "No data", "10:00 24/11/2026" },
  { set_delivery, "How the result is returned", "At the counter", "By post" },
  { set_received_unit, "Received at", "No data", "Điểm số 2" },
  { set_competent_unit, "Competent agency", "No data", "Sở Tư pháp" },
};

static void
test_each (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (McSummary) then = summary_new ();
      g_autoptr (McSummary) now = summary_new ();
      g_autoptr (GPtrArray) list = NULL;
      const McDifference *difference;

      cases[i].set (now);
      list = mc_differences_list (then, now);
      g_test_message ("%s", cases[i].title);
      g_assert_cmpuint (list->len, ==, 1);
      difference = list->pdata[0];
      g_assert_cmpstr (difference->title, ==, cases[i].title);
      g_assert_cmpstr (difference->then, ==, cases[i].then);
      g_assert_cmpstr (difference->now, ==, cases[i].now);
    }
}

static void
test_many (void)
{
  g_autoptr (McSummary) then = summary_new ();
  g_autoptr (McSummary) now = summary_new ();
  g_autoptr (GPtrArray) list = NULL;

  set_due (now);
  set_handler (now);
  set_step (now);
  list = mc_differences_list (then, now);
  g_assert_cmpuint (list->len, ==, 3);
  g_assert_cmpstr (((McDifference *) list->pdata[0])->title, ==, "Step");
  g_assert_cmpstr (((McDifference *) list->pdata[1])->title, ==, "Handler");
  g_assert_cmpstr (((McDifference *) list->pdata[2])->title, ==, "Result due");
}

/* Versions, and instants that read alike, are nothing to people. */
static void
test_none (void)
{
  g_autoptr (McSummary) then = summary_new ();
  g_autoptr (McSummary) now = summary_new ();
  g_autoptr (GPtrArray) list = NULL;

  set_due (then);
  now->due_at = mc_time_parse ("2026-11-24T10:00:00+07:00");
  now->version = now->handling_version = 2;
  list = mc_differences_list (then, now);
  g_assert_cmpuint (list->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/differences/each", test_each);
  g_test_add_func ("/differences/many", test_many);
  g_test_add_func ("/differences/none", test_none);
  return g_test_run ();
}
