// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "case-sample.h"

#define SEQUENCES 4000
#define LENGTH 60
#define MAX_ORDERS (LENGTH + 1)

typedef enum
{
  CLOCK_OFF,
  CLOCK_RUNS,
  CLOCK_PAUSED,
  CLOCK_ENDED,
} Clock;

/* A dossier as a portal would keep it, beside what the rules are told of it. */
typedef struct
{
  McCase c;
  gboolean was_accepted;
  gboolean signed_;
  Clock response;
  Clock result;
  McPayment orders[MAX_ORDERS];
  guint n_orders;
  int rounds;
  int extensions;
} Life;

static const char *const *
all_acts (void)
{
  static GPtrArray *acts = NULL;

  if (acts == NULL)
    {
      acts = g_ptr_array_new ();
      for (const char *const *act = mc_handling_get_actions (); *act != NULL; act++)
        g_ptr_array_add (acts, (gpointer) *act);
      g_ptr_array_add (acts, (gpointer) "submit");
      g_ptr_array_add (acts, NULL);
    }
  return (const char *const *) acts->pdata;
}

/* A clock only does what it can: nothing pauses that does not run, nothing goes on that was not paused. */
static void
check_result_clock (Life *life, guint clock)
{
  guint goes_on = clock & (MC_CLOCK_RESUME | MC_CLOCK_RESTART);

  if (clock & MC_CLOCK_START)
    {
      g_assert_cmpint (life->result, ==, CLOCK_OFF);
      life->result = CLOCK_RUNS;
    }
  if (clock & MC_CLOCK_PAUSE)
    {
      g_assert_cmpint (life->result, ==, CLOCK_RUNS);
      life->result = CLOCK_PAUSED;
    }
  if (goes_on != 0)
    {
      g_assert_cmpint (life->result, ==, CLOCK_PAUSED);
      g_assert_true (goes_on == MC_CLOCK_RESUME || goes_on == MC_CLOCK_RESTART);
      life->result = CLOCK_RUNS;
    }
  if (clock & MC_CLOCK_EXTEND)
    g_assert_cmpint (life->result, ==, CLOCK_RUNS);
  if (clock & MC_CLOCK_END)
    {
      g_assert_true (life->result == CLOCK_RUNS || life->result == CLOCK_PAUSED);
      life->result = CLOCK_ENDED;
    }
  if (clock & MC_CLOCK_REOPEN)
    {
      g_assert_cmpint (life->result, ==, CLOCK_ENDED);
      life->result = CLOCK_RUNS;
    }
  if (clock & MC_CLOCK_VOID)
    {
      g_assert_cmpint (life->result, ==, CLOCK_RUNS);
      life->result = CLOCK_OFF;
      life->response = CLOCK_RUNS;
    }
  if (clock & MC_CLOCK_START_STEP)
    g_assert_cmpint (life->result, ==, CLOCK_RUNS);
}

static void
check_response_clock (Life *life, guint clock)
{
  if (clock & MC_CLOCK_START_RESPONSE)
    {
      g_assert_true (life->response == CLOCK_OFF || life->response == CLOCK_ENDED);
      life->response = CLOCK_RUNS;
    }
  if (clock & MC_CLOCK_PAUSE_RESPONSE)
    {
      g_assert_cmpint (life->response, ==, CLOCK_RUNS);
      life->response = CLOCK_PAUSED;
    }
  if (clock & MC_CLOCK_RESUME_RESPONSE)
    {
      g_assert_cmpint (life->response, ==, CLOCK_PAUSED);
      life->response = CLOCK_RUNS;
    }
  if (clock & MC_CLOCK_END_RESPONSE)
    {
      g_assert_cmpint (life->response, !=, CLOCK_OFF);
      life->response = CLOCK_ENDED;
    }
}

/* Each leg is an edge of the handling axis; neither delivery nor an order is moved but along its own. */
static void
check_axes (Life *life, const McMove *move)
{
  int state = life->c.state;

  for (guint i = 0; i < move->n_legs; i++)
    {
      int to = move->legs[i]->to == MC_TO_REMEMBERED ? move->state : move->legs[i]->to;

      g_assert_cmpint (move->legs[i]->from, ==, state);
      if (to != state)
        g_assert_true (mc_axis_may_move (MC_AXIS_HANDLING, state, to));
      state = to;
    }
  g_assert_cmpint (state, ==, move->state);
  if (move->delivery != life->c.delivery)
    g_assert_true (mc_axis_may_move (MC_AXIS_DELIVERY, (int) life->c.delivery, (int) move->delivery));
  if (move->new_order)
    {
      g_assert_true (mc_axis_may_move (MC_AXIS_PAYMENT, MC_PAYMENT_NONE, (int) move->payment));
      life->orders[life->n_orders++] = move->payment;
    }
  else if (move->payment != life->c.payment)
    {
      g_assert_cmpuint (life->n_orders, >, 0);
      g_assert_cmpint (life->orders[life->n_orders - 1], ==, life->c.payment);
      g_assert_true (mc_axis_may_move (MC_AXIS_PAYMENT, (int) life->c.payment, (int) move->payment));
      life->orders[life->n_orders - 1] = move->payment;
    }
}

/* What goes back and what others are told afterwards closes nothing. */
static gboolean
row_stays (const McTransition *row)
{
  return row->from == row->to && mc_handling_is_closed (row->to);
}

static void
check_papers (const Life *life, const McMove *move)
{
  for (guint i = 0; i < move->n_legs; i++)
    {
      const char *paper = move->legs[i]->paper;

      /* form 03 before acceptance alone, the refusal of settlement after it alone; form 05 stops, and nothing else does */
      if (g_strcmp0 (paper, "03") == 0)
        g_assert_false (life->was_accepted);
      if (row_stays (move->legs[i]))
        continue;
      g_assert_cmpint (g_strcmp0 (paper, "03") == 0, ==, move->state == 3);
      g_assert_cmpint (g_strcmp0 (paper, "05") == 0 || (move->effects & MC_EFFECT_RESULT_REFUSAL) != 0, ==,
                       move->state == 8);
      if (g_strcmp0 (paper, "04") == 0)
        g_assert_true (move->effects & MC_EFFECT_COUNT_EXTENSION);
    }
  if (move->effects & MC_EFFECT_RESULT_REFUSAL)
    g_assert_true (life->was_accepted);
  if (move->state == 9 || move->state == 10 || move->state == 4)
    g_assert_true (life->was_accepted || move->n_legs == 4);
}

static void
go_on (Life *life, const McMove *move)
{
  check_axes (life, move);
  check_papers (life, move);
  check_response_clock (life, move->clock);
  check_result_clock (life, move->clock);
  g_assert_nonnull (move->step);
  g_assert_true (mc_step_kind_fits (mc_process_kind_of (life->c.process, move->step), move->state));
  /* where nothing is to be come back to, nothing is remembered */
  if (move->state == 1 || (move->state == 4 && mc_process_find_step (life->c.process, move->step) != NULL))
    g_assert_cmpuint (move->n_remembered, ==, 0);
  if (move->effects & MC_EFFECT_CODE)
    life->was_accepted = TRUE;
  if (move->effects & MC_EFFECT_VOID_CODE)
    life->was_accepted = FALSE;
  if (move->effects & MC_EFFECT_SIGN)
    life->signed_ = TRUE;
  if (move->effects & MC_EFFECT_VOID_RESULT)
    life->signed_ = FALSE;
  if (move->effects & MC_EFFECT_COUNT_ROUND)
    life->rounds++;
  if (move->effects & MC_EFFECT_COUNT_EXTENSION)
    life->extensions++;
  g_assert_cmpint (life->rounds, <=, life->c.rule->max_rounds);
  g_assert_cmpint (life->extensions, <=, life->c.rule->max_extensions);
  case_apply (&life->c, move);
}

/* The bank, or the exemption, is sometimes faster than the act that notes it: the axis of payment moves by itself. */
static void
draw_payment (Life *life, GRand *rand)
{
  if (life->c.payment != MC_PAYMENT_DUE || g_rand_int_range (rand, 0, 40) != 0)
    return;
  life->c.payment = g_rand_boolean (rand) ? MC_PAYMENT_PAID : MC_PAYMENT_EXEMPT;
  life->orders[life->n_orders - 1] = life->c.payment;
}

/* Sets what the rules are told: what happened stays, the rest is drawn. */
static void
draw_facts (Life *life, GRand *rand)
{
  McCase *c = &life->c;
  gboolean *const drawn[]
      = { &c->identity, &c->attached, &c->sufficient, &c->draft, &c->result_readable, &c->signature_verified };

  for (guint i = 0; i < G_N_ELEMENTS (drawn); i++)
    *drawn[i] = g_rand_int_range (rand, 0, 8) != 0;
  c->result_signed = life->signed_;
  c->rounds = life->rounds;
  c->extensions = life->extensions;
  c->accepted_at = !life->was_accepted ? NULL : g_rand_boolean (rand) ? case_now () : c->due_at;
  c->applicant_due_at = g_rand_boolean (rand) ? c->due_at : NULL;
  c->handler = g_rand_int_range (rand, 0, 3) == 0 ? CASE_OTHER : g_rand_boolean (rand) ? CASE_ME : NULL;
  c->acceptor = g_rand_boolean (rand) ? CASE_ME : CASE_OTHER;
}

static void
draw_actor (McActor *actor, GRand *rand)
{
  actor_init (actor, (McRole) g_rand_int_range (rand, 0, MC_N_ROLES), "rct-"[g_rand_int_range (rand, 0, 4)]);
  /* small communes: one person, several hats */
  if (g_rand_int_range (rand, 0, 4) == 0)
    for (guint i = 0; i < G_N_ELEMENTS (actor->roles); i++)
      actor->roles[i] |= g_rand_int (rand) & MC_ROLES_OFFICIAL;
}

static guint
live (GRand *rand, const McProcess *process, guint *closed, guint *reached)
{
  static GDateTime *later = NULL;
  Life life = { 0 };
  guint done = 0;

  if (later == NULL)
    later = case_time (2026, 11, 13, 9);
  case_init (&life.c, 0, NULL, process);
  life.c.payment = MC_PAYMENT_NONE;
  life.c.fee_at_reception = g_rand_boolean (rand);
  for (guint i = 0; i < LENGTH * 20 && done < LENGTH; i++)
    {
      const char *const *acts = all_acts ();
      const char *action = acts[g_rand_int_range (rand, 0, (gint32) g_strv_length ((GStrv) acts))];
      McActor actor;
      McMove move;

      draw_facts (&life, rand);
      draw_payment (&life, rand);
      draw_actor (&actor, rand);
      if (mc_handling_decide (action, &life.c, &actor, g_rand_boolean (rand) ? case_now () : later, &move)
          != MC_REFUSAL_NONE)
        continue;
      /* terminal stays terminal, whatever goes back or is told afterwards */
      g_assert_true (!mc_handling_is_closed (life.c.state)
                     || (move.state == life.c.state && move.step == life.c.step && move.clock == 0));
      go_on (&life, &move);
      *reached |= 1u << life.c.state;
      done++;
    }
  *closed += mc_handling_is_closed (life.c.state);
  return done;
}

static void
test_random (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  McProcess *processes[] = { case_process (NULL), case_same_day (), case_process_by_leader () };
  guint closed = 0;
  guint reached = 0;
  guint done = 0;

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < SEQUENCES; i++)
    done += live (rand, processes[i % 3], &closed, &reached);
  g_test_message ("%u acts, %u of %u lives ended", done, closed, SEQUENCES);
  /* the walk went everywhere, or it proved nothing */
  g_assert_cmpuint (reached, ==, 0x7FE);
  g_assert_cmpuint (done, >, SEQUENCES * 5);
  g_assert_cmpuint (closed, >, SEQUENCES / 10);
  for (guint i = 0; i < 3; i++)
    mc_process_unref (processes[i]);
}

static char *
place_key (const McCase *c)
{
  GString *key = g_string_new (NULL);

  g_string_append_printf (key, "%d %s p%d d%d s%d", c->state, c->step, c->payment, c->delivery, c->result_signed);
  for (guint i = 0; i < c->n_remembered; i++)
    g_string_append_printf (key, " <%d %s", c->remembered[i].state, c->remembered[i].step);
  return g_string_free_and_steal (key);
}

/* Facts that somebody could bring about: nothing is taken for granted that lies in the past. */
static gboolean
try_act (const McCase *at, const char *action, McRole role, guint facts, McCase *after)
{
  static GDateTime *past = NULL;
  McCase c = *at;
  McActor actor;
  McMove move;

  if (past == NULL)
    past = case_time (2026, 11, 1, 9);
  case_init (&c, at->state, at->step, at->process);
  memcpy (c.remembered, at->remembered, sizeof c.remembered);
  c.n_remembered = at->n_remembered;
  c.payment = at->payment;
  c.delivery = at->delivery;
  c.fee_at_reception = at->fee_at_reception;
  c.result_signed = at->result_signed;
  c.accepted_at = at->accepted_at;
  if (facts & 1)
    c.applicant_due_at = past;
  if (facts & 2)
    c.handler = CASE_OTHER;
  c.rounds = facts & 4 ? 1 : 0;
  actor_init (&actor, role, 'r');
  for (guint i = 0; i < G_N_ELEMENTS (actor.roles); i++)
    actor.roles[i] = MC_ROLE_BIT (role);
  if (mc_handling_decide (action, &c, &actor, case_now (), &move) != MC_REFUSAL_NONE)
    return FALSE;
  *after = c;
  case_apply (after, &move);
  if (move.effects & MC_EFFECT_CODE)
    after->accepted_at = case_now ();
  if (move.effects & MC_EFFECT_VOID_CODE)
    after->accepted_at = NULL;
  if (move.effects & (MC_EFFECT_SIGN | MC_EFFECT_VOID_RESULT))
    after->result_signed = (move.effects & MC_EFFECT_SIGN) != 0;
  return TRUE;
}

typedef struct
{
  McCase c;
  GArray *next; /* of guint */
  gboolean ends;
} Node;

static guint
node_of (const McCase *c, GArray *nodes, GHashTable *known)
{
  g_autofree char *key = place_key (c);
  gpointer found;
  Node node = { *c, g_array_new (FALSE, FALSE, sizeof (guint)), mc_handling_is_closed (c->state) };

  if (g_hash_table_lookup_extended (known, key, NULL, &found))
    {
      g_array_unref (node.next);
      return GPOINTER_TO_UINT (found);
    }
  g_array_append_val (nodes, node);
  g_hash_table_insert (known, g_steal_pointer (&key), GUINT_TO_POINTER (nodes->len - 1));
  return nodes->len - 1;
}

static void
explore (guint from, GArray *nodes, GHashTable *known)
{
  const char *const *acts = all_acts ();

  for (guint a = 0; acts[a] != NULL; a++)
    for (guint role = 0; role < MC_N_ROLES; role++)
      for (guint facts = 0; facts < 8; facts++)
        {
          McCase at = g_array_index (nodes, Node, from).c;
          McCase after;
          guint to;

          if (!try_act (&at, acts[a], role, facts, &after))
            continue;
          to = node_of (&after, nodes, known);
          g_array_append_val (g_array_index (nodes, Node, from).next, to);
        }
}

/* From every place that can be reached, somebody can bring the dossier to an end. */
static void
check_no_dead_end (const char *procedure, gboolean fee)
{
  g_autoptr (McProcess) process = case_process (procedure);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  gboolean changed = TRUE;
  guint ended = 0;
  McCase start;

  case_init (&start, 0, NULL, process);
  start.accepted_at = NULL;
  start.fee_at_reception = fee;
  node_of (&start, nodes, known);
  for (guint i = 0; i < nodes->len; i++)
    explore (i, nodes, known);
  while (changed)
    {
      changed = FALSE;
      for (guint i = 0; i < nodes->len; i++)
        {
          Node *node = &g_array_index (nodes, Node, i);

          for (guint n = 0; n < node->next->len && !node->ends; n++)
            changed |= node->ends = g_array_index (nodes, Node, g_array_index (node->next, guint, n)).ends;
        }
    }
  for (guint i = 0; i < nodes->len; i++)
    {
      Node *node = &g_array_index (nodes, Node, i);
      g_autofree char *key = place_key (&node->c);

      if (!node->ends)
        g_test_message ("no way on: %s", key);
      g_assert_true (node->ends);
      if (mc_handling_is_closed (node->c.state))
        {
          /* afterwards what was paid goes back, and no way leads out */
          for (guint n = 0; n < node->next->len; n++)
            g_assert_cmpint (g_array_index (nodes, Node, g_array_index (node->next, guint, n)).c.state, ==,
                             node->c.state);
          ended++;
        }
      g_array_unref (node->next);
    }
  g_test_message ("%u places, %u ends", nodes->len, ended);
  g_assert_cmpuint (nodes->len, >, 50);
  g_assert_cmpuint (ended, >, 3);
}

static void
test_no_dead_end (void)
{
  check_no_dead_end (NULL, FALSE);
  check_no_dead_end (NULL, TRUE);
  check_no_dead_end ("2.000908", FALSE);
  check_no_dead_end ("2.000908", TRUE);
}

/* The axes themselves, edge by edge. */
static void
test_axes (void)
{
  static const char *const edges[MC_N_AXES][11] = {
    { "12", "23567", "14567", "", "56789", "13478", "1347", "124568", "", "4:", "" },
    { "13", "23", "13", "" },
    { "123", "234", "5", "", "", "6", "" },
    { "12", "0", "0" },
  };
  static const int counts[MC_N_AXES] = { 11, 4, 7, 3 };

  for (guint axis = 0; axis < MC_N_AXES; axis++)
    {
      g_assert_cmpint (mc_axis_count (axis), ==, counts[axis]);
      for (int from = -1; from <= 12; from++)
        for (int to = -1; to <= 12; to++)
          {
            gboolean inside = from >= 0 && from < counts[axis] && to >= 0;

            g_assert_cmpint (mc_axis_may_move (axis, from, to), ==,
                             inside && strchr (edges[axis][from], '0' + to) != NULL && '0' + to != '\0');
          }
    }
}

/* What was met or given back is never asked for again, and what was delivered stays delivered: no way leads back. */
static void
test_axes_have_no_way_back (void)
{
  static const McAxis axes[] = { MC_AXIS_DELIVERY, MC_AXIS_PAYMENT };

  for (guint a = 0; a < G_N_ELEMENTS (axes); a++)
    {
      int count = mc_axis_count (axes[a]);
      gboolean leads[11][11] = { 0 };

      for (int from = 0; from < count; from++)
        for (int to = 0; to < count; to++)
          leads[from][to] = mc_axis_may_move (axes[a], from, to);
      for (int via = 0; via < count; via++)
        for (int from = 0; from < count; from++)
          for (int to = 0; to < count; to++)
            leads[from][to] |= leads[from][via] && leads[via][to];
      for (int value = 0; value < count; value++)
        {
          /* to the post and back again is the one circle */
          gboolean circle = axes[a] == MC_AXIS_DELIVERY && (value == MC_DELIVERY_ON_WAY || value == MC_DELIVERY_FAILED);

          g_assert_cmpint (leads[value][value], ==, circle);
          g_assert_false (leads[value][0]);
        }
    }
}

static void
test_payments (void)
{
  static const char *const words[] = { "none", "due", "paid", "exempt", "cancelled", "refund_due", "refunded" };
  McPayment read = MC_PAYMENT_NONE;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_assert_cmpstr (mc_payment_to_string ((McPayment) i), ==, words[i]);
      g_assert_true (mc_payment_from_string (words[i], &read));
      g_assert_cmpint (read, ==, i);
      g_assert_cmpint (mc_payment_worse ((McPayment) i, MC_PAYMENT_DUE), ==, MC_PAYMENT_DUE);
      g_assert_cmpint (mc_payment_worse (MC_PAYMENT_NONE, (McPayment) i), ==, i);
      for (guint j = 0; j < G_N_ELEMENTS (words); j++)
        g_assert_cmpint (mc_payment_worse ((McPayment) i, (McPayment) j), ==,
                         mc_payment_worse ((McPayment) j, (McPayment) i));
    }
  g_assert_null (mc_payment_to_string ((McPayment) 7));
  g_assert_false (mc_payment_from_string (NULL, &read));
  g_assert_false (mc_payment_from_string ("Paid", &read));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/life/random", test_random);
  g_test_add_func ("/life/no-dead-end", test_no_dead_end);
  g_test_add_func ("/life/axes", test_axes);
  g_test_add_func ("/life/axes-have-no-way-back", test_axes_have_no_way_back);
  g_test_add_func ("/life/payments", test_payments);
  return g_test_run ();
}
