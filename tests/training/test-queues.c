// SPDX-License-Identifier: GPL-3.0-or-later
/* Whose work is where: what the queues of the roles hold, asked of every dossier of a made world. */
#include "mc-training-test.h"

#include "mc-deadline.h"
#include "mc-text.h"
#include "mc-training-private.h"
#include "mc-wall.h"

#define DOSSIERS 3000
#define UNIT "an-binh" /* where every role has somebody who signs in */
#define SPECIALIST "0199a001-0000-7000-8000-000000000005"
#define ENOUGH 20
#define EXPLANATION "Theo ý kiến của đơn vị."

typedef struct
{
  McClock *clock;
  McTraining *portal;
  GDateTime *now;
  GPtrArray *ids;
} World;

static World
make_world (void)
{
  World world = { .clock = mc_test_clock (10, 0), .ids = g_ptr_array_new_with_free_func (g_free) };
  g_autoptr (sqlite3_stmt) row = NULL;

  world.portal = mc_test_portal (NULL, 3, DOSSIERS, world.clock);
  world.now = mc_clock_now (world.clock);
  row = mc_training_query (world.portal, "SELECT id FROM summaries", "");
  while (sqlite3_step (row) == SQLITE_ROW)
    g_ptr_array_add (world.ids, g_strdup ((const char *) sqlite3_column_text (row, 0)));
  g_assert_cmpuint (world.ids->len, >=, DOSSIERS);
  return world;
}

static void
world_clear (World *self)
{
  g_clear_object (&self->portal);
  g_clear_object (&self->clock);
  g_date_time_unref (self->now);
  g_ptr_array_unref (self->ids);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

/* (transfer full) of McQueue */
static GPtrArray *
queues_of (const McAccount *account, GDateTime *now)
{
  GPtrArray *queues = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_queue_free);

  mc_training_add_queues (account, now, queues);
  return queues;
}

static const McQueue *
find_queue (GPtrArray *queues, const char *id)
{
  for (guint i = 0; i < queues->len; i++)
    if (g_str_equal (((McQueue *) g_ptr_array_index (queues, i))->id, id))
      return g_ptr_array_index (queues, i);
  g_error ("no queue %s", id);
}

/* Overdue and soon are the same to badge, queue and count, by the nearer of step and dossier clock. */
static void
test_clocks (void)
{
  g_auto (World) world = make_world ();
  g_autoptr (GPtrArray) queues = queues_of (mc_training_find_account ("tiepnhan1"), world.now);
  const McFilter *overdue = find_queue (queues, "overdue")->filter;
  const McFilter *soon = find_queue (queues, "soon")->filter;
  guint by_step[MC_URGENCY_FINISHED + 1] = { 0 };

  for (guint i = 0; i < world.ids->len; i++)
    {
      g_autoptr (McTrainingRecord) record = mc_training_load (world.portal, g_ptr_array_index (world.ids, i));
      const McSummary *s = record->dossier->summary;
      McDeadline badge = mc_deadline_of (s, mc_calendar_get_default (), world.now);

      g_assert_cmpint (mc_filter_matches (overdue, s, world.now), ==, badge.urgency == MC_URGENCY_OVERDUE);
      g_assert_cmpint (mc_filter_matches (soon, s, world.now), ==, badge.urgency == MC_URGENCY_SOON);
      if (badge.kind == MC_CLOCK_KIND_STEP)
        by_step[badge.urgency]++;
    }
  g_assert_cmpuint (by_step[MC_URGENCY_OVERDUE], >, 0);
  g_assert_cmpuint (by_step[MC_URGENCY_SOON] + by_step[MC_URGENCY_PLAIN], >, 0);
}

/* In the own work of how many roles of the unit it is, of which colleagues work from one queue. role: (out): of one of them */
static guint
count_owners (const McSummary *s, GDateTime *now, const char **role)
{
  guint owners = 0;
  guint count;
  const McAccount *accounts = mc_training_get_accounts (&count);
  g_autoptr (GHashTable) roles = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint a = 0; a < count; a++)
    {
      g_autoptr (GPtrArray) queues = queues_of (&accounts[a], now);
      gboolean is_mine = FALSE;

      if (!g_str_equal (accounts[a].unit, UNIT))
        continue;
      for (guint q = 0; q < queues->len; q++)
        {
          const McQueue *queue = g_ptr_array_index (queues, q);

          is_mine = is_mine || (queue->mine && mc_filter_matches (queue->filter, s, now));
        }
      if (is_mine && g_hash_table_add (roles, (gpointer) accounts[a].role))
        owners++;
      if (is_mine)
        *role = accounts[a].role;
    }
  return owners;
}

/* Handed over already, and both received and to be decided here. */
static gboolean
is_here (const McTrainingRecord *record)
{
  return record->dossier->summary->national_state != MC_HANDLING_ACCEPTED
         && g_strcmp0 (record->units[MC_SCOPE_RECEIVED], UNIT) == 0
         && g_strcmp0 (record->units[MC_SCOPE_COMPETENT], UNIT) == 0;
}

/* By everybody who may, each on a copy of the dossier: whose work it is then. Returns how often. */
static guint
hand_back (World *world, const McTrainingRecord *before, const char *action, const char *expected)
{
  guint count;
  const McAccount *accounts = mc_training_get_accounts (&count);
  g_autoptr (JsonObject) values = json_object_new ();
  guint done = 0;

  json_object_set_string_member (values, "explanation", EXPLANATION);
  for (guint a = 0; a < count; a++)
    {
      g_autoptr (McTrainingRecord) record = NULL;
      McSummary *s;
      const char *owner = NULL;

      if (mc_training_decide (before, &accounts[a], action, world->now, NULL) != MC_REFUSAL_NONE)
        continue;
      record = mc_training_load (world->portal, before->dossier->summary->id);
      s = record->dossier->summary;
      /* most of those who handle dossiers have no account, so no queues either */
      if (g_str_equal (expected, "specialist"))
        g_set_str (&s->handler_id, SPECIALIST);
      g_assert_cmpint (mc_training_do (NULL, record, &accounts[a], action, values, world->now), ==, MC_REFUSAL_NONE);
      g_assert_true (s->sent_back);
      g_assert_cmpuint (count_owners (s, world->now, &owner), ==, 1);
      g_assert_cmpstr (owner, ==, expected);
      done++;
    }
  return done;
}

/* Whatever is handed back is somebody's work, and nobody else's; and says so where there is something to correct. */
static void
test_sent_back (void)
{
  static const struct
  {
    const char *action;
    const char *step; /* that it comes from */
    const char *owner;
  } cases[] = {
    { "return_to_counter", MC_STEP_ASSIGNMENT, "receiver" },
    { "return_to_counter", MC_STEP_APPRAISAL, "receiver" },
    { "return_proposal", MC_STEP_SUPPLEMENT_PROPOSED, "specialist" },
    { "return_for_rework", MC_STEP_REVIEW, "specialist" },
    { "return_for_rework", MC_STEP_APPROVAL, "specialist" },
    { "return_for_rework", MC_STEP_NUMBERING, "leader" },
    { "correct", MC_STEP_WAITING_RETURN, "specialist" },
  };
  g_auto (World) world = make_world ();
  guint seen[G_N_ELEMENTS (cases)] = { 0 };

  for (guint i = 0; i < world.ids->len; i++)
    {
      const char *id = g_ptr_array_index (world.ids, i);
      g_autoptr (McTrainingRecord) record = mc_training_load (world.portal, id);
      const char *kind = mc_process_kind_of (record->process, record->dossier->summary->local_step);

      for (guint c = 0; c < G_N_ELEMENTS (cases) && seen[c] < ENOUGH && is_here (record); c++)
        if (g_strcmp0 (kind, cases[c].step) == 0)
          seen[c] += hand_back (&world, record, cases[c].action, cases[c].owner);
    }
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_test_message ("%s from %s: %u", cases[c].action, cases[c].step, seen[c]);
      g_assert_cmpuint (seen[c], >, 0);
    }
}

/* What was returned to the counter is corrected there and comes back to who returned it, with the clocks it had. */
static void
test_returned_to_counter (void)
{
  g_auto (World) world = make_world ();
  const McAccount *receiver = mc_training_find_account ("tiepnhan1");
  g_autoptr (GPtrArray) queues = queues_of (receiver, world.now);
  const McQueue *back = find_queue (queues, "sent_back");
  g_autoptr (JsonObject) values = json_object_new ();
  guint seen = 0;

  json_object_set_string_member (values, "explanation", EXPLANATION);
  json_object_set_string_member (values, "taker", "Bộ phận chuyên môn");
  for (guint i = 0; i < world.ids->len; i++)
    {
      g_autoptr (McTrainingRecord) record = mc_training_load (world.portal, g_ptr_array_index (world.ids, i));
      McSummary *s = record->dossier->summary;
      const McAccount *handler = s->handler_id != NULL ? mc_training_find_sub (s->handler_id) : NULL;
      g_autofree char *step = g_strdup (s->local_step);
      g_autofree char *who = g_strdup (s->handler_id);
      g_autoptr (GDateTime) due = s->due_at != NULL ? g_date_time_ref (s->due_at) : NULL;

      if (handler == NULL || g_strcmp0 (record->units[MC_SCOPE_RECEIVED], receiver->unit) != 0
          || mc_training_do (NULL, record, handler, "return_to_counter", values, world.now) != MC_REFUSAL_NONE)
        continue;
      g_assert_cmpint (s->national_state, ==, 4);
      g_assert_true (mc_filter_matches (back->filter, s, world.now));
      g_assert_null (s->step_due_at);
      g_assert_true (due == s->due_at || g_date_time_equal (due, s->due_at));
      /* nobody goes on with it meanwhile */
      g_assert_cmpint (mc_training_do (NULL, record, handler, "submit_approval", values, world.now), !=,
                       MC_REFUSAL_NONE);
      g_assert_cmpint (mc_training_do (NULL, record, receiver, "cancel_acceptance", values, world.now), !=,
                       MC_REFUSAL_NONE);
      g_assert_cmpint (mc_training_do (NULL, record, receiver, "forward", values, world.now), ==, MC_REFUSAL_NONE);
      g_assert_cmpstr (s->local_step, ==, step);
      g_assert_cmpstr (s->handler_id, ==, who);
      g_assert_false (s->sent_back);
      g_assert_false (mc_filter_matches (back->filter, s, world.now));
      seen++;
    }
  g_assert_cmpuint (seen, >, 0);
}

/* The two sums of a summary are those of its orders; what the cashier's queues add up is all of it. */
static void
test_fees (void)
{
  g_auto (World) world = make_world ();
  g_autoptr (GPtrArray) queues = queues_of (mc_training_find_account ("thuquy1"), world.now);
  const McQueue *today = find_queue (queues, "paid_today");
  guint due = 0;
  guint paid = 0;
  guint new = 0;

  g_assert_cmpstr (find_queue (queues, "to_collect")->total, ==, "fee_due");
  g_assert_cmpstr (today->total, ==, "fee_paid");
  for (guint i = 0; i < world.ids->len; i++)
    {
      g_autoptr (McTrainingRecord) record = mc_training_load (world.portal, g_ptr_array_index (world.ids, i));
      g_autoptr (GPtrArray) orders = mc_training_list_payments (&record->life);
      const McSummary *s = record->dossier->summary;
      gint64 open = -1;

      for (guint o = 0; o < orders->len; o++)
        {
          const McPaymentOrder *order = g_ptr_array_index (orders, o);

          if (g_str_equal (order->state, "due"))
            open = MAX (open, 0) + mc_payment_order_sum (order);
        }
      g_assert_cmpint (s->fee_due, ==, open);
      g_assert_cmpint (s->fee_paid >= 0, ==, s->fee_paid_at != NULL);
      due += s->fee_due > 0;
      paid += s->fee_paid > 0;
      new += mc_filter_matches (today->filter, s, world.now);
      if (mc_filter_matches (today->filter, s, world.now))
        g_assert_cmpint (mc_wall_day (mc_wall_from_time (s->fee_paid_at)), ==,
                         mc_wall_day (mc_wall_from_time (world.now)));
    }
  g_assert_cmpuint (due, >, 0);
  g_assert_cmpuint (paid, >, new);
}

static void
add_paid (McTrainingRecord *record, McPayment state, const char *lines, const char *when)
{
  McTrainingOrder *order = mc_training_life_add_order (&record->life, state);

  order->lines = g_strdup (lines);
  order->settled_at = when != NULL ? mc_time_parse (when) : NULL;
}

/* Of two days the last one counts; given back it stays collected; and what is not known in full is not told. */
static void
test_sums (void)
{
  g_auto (World) world = make_world ();
  g_autoptr (McTrainingRecord) record = mc_training_load (world.portal, g_ptr_array_index (world.ids, 0));
  const McSummary *s = record->dossier->summary;

  g_ptr_array_set_size (record->life.orders, 0);
  mc_training_set_fees (record);
  g_assert_cmpint (s->fee_due, ==, -1);
  g_assert_cmpint (s->fee_paid, ==, -1);
  g_assert_null (s->fee_paid_at);

  add_paid (record, MC_PAYMENT_PAID, "Phí: 7.000 đồng", "2026-11-20T16:59:00+07:00");
  add_paid (record, MC_PAYMENT_PAID, "Phí: 8.000 đồng\nLệ phí: 2.000 đồng", "2026-11-21T00:00:00+07:00");
  add_paid (record, MC_PAYMENT_REFUND_DUE, "Phí: 500 đồng", "2026-11-21T09:00:00+07:00");
  add_paid (record, MC_PAYMENT_EXEMPT, "Phí: 900 đồng", "2026-11-21T10:00:00+07:00");
  add_paid (record, MC_PAYMENT_DUE, "Thuế: 40.000 đồng", NULL);
  add_paid (record, MC_PAYMENT_DUE, "Phí: 3.000 đồng", NULL);
  mc_training_set_fees (record);
  g_assert_cmpint (s->fee_due, ==, 43000);
  g_assert_cmpint (s->fee_paid, ==, 10500);
  g_assert_cmpint (g_date_time_get_hour (s->fee_paid_at), ==, 2);

  add_paid (record, MC_PAYMENT_DUE, "Thuế theo thông báo", NULL);
  add_paid (record, MC_PAYMENT_PAID, NULL, "2026-11-21T11:00:00+07:00");
  add_paid (record, MC_PAYMENT_PAID, "Phí: 100 đồng", "2026-11-21T12:00:00+07:00");
  mc_training_set_fees (record);
  g_assert_cmpint (s->fee_due, ==, -1);
  g_assert_cmpint (s->fee_paid, ==, -1);
  g_assert_nonnull (s->fee_paid_at);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/queues/clocks", test_clocks);
  g_test_add_func ("/queues/sent-back", test_sent_back);
  g_test_add_func ("/queues/returned-to-counter", test_returned_to_counter);
  g_test_add_func ("/queues/fees", test_fees);
  g_test_add_func ("/queues/sums", test_sums);
  return g_test_run ();
}
