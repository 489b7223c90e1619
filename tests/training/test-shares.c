// SPDX-License-Identifier: GPL-3.0-or-later
/* Plans of many days: what part of them is of each field, costs something, is asked to be supplemented or comes to which
 * end. The bounds are the estimates that the data claim; lived dossiers are looked at in test-made.c. */
#include "mc-training-making.h"
#include "mc-training-test.h"

#define PLANS 20000

/* What part of a centre's plans, in thousandths. */
typedef struct
{
  const char *centre;
  const char *fields[4];
  int least, most;
} Mix;

typedef struct
{
  guint online, remote, with_fee, exempt, supplements, refused, withdrawn, late, extended, uncollected, posted;
  guint late_procedures, late_handlers;
  GHashTable *fields; /* how many of each */
} Tally;

static gboolean
has_deed (const McLifePlan *plan, const char *action)
{
  for (guint i = 0; i < plan->deeds->len; i++)
    if (g_str_equal (g_array_index (plan->deeds, McDeed, i).action, action))
      return TRUE;
  return FALSE;
}

static guint
count_field (const Tally *self, const char *field)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->fields, field));
}

static void
tally (Tally *self, const McLifePlan *plan, GHashTable *late)
{
  const char *last = g_array_index (plan->deeds, McDeed, plan->deeds->len - 1).action;

  self->online += g_str_equal (plan->channel, "online");
  self->remote += !g_str_equal (plan->channel, "direct");
  self->with_fee += plan->fee;
  self->exempt += plan->exempt;
  self->supplements += has_deed (plan, "request_supplement");
  self->refused += has_deed (plan, "refuse");
  self->withdrawn += has_deed (plan, "accept_withdrawal");
  self->extended += has_deed (plan, "extend");
  self->posted += has_deed (plan, "hand_to_post");
  self->uncollected += g_str_equal (last, "receive_result");
  g_hash_table_insert (self->fields, (gpointer) plan->procedure->field,
                       GUINT_TO_POINTER (count_field (self, plan->procedure->field) + 1));
  if ((plan->turns & (1u << MC_TURN_LATE)) == 0)
    return;
  self->late++;
  self->late_procedures += g_hash_table_add (late, (gpointer) plan->procedure->code);
  self->late_handlers += g_hash_table_add (late, (gpointer) plan->hands.specialist->sub);
}

static Tally
draw_plans (const char *centre)
{
  g_autoptr (McClock) clock = mc_test_clock (9, 0);
  g_autoptr (GDateTime) now = mc_clock_now (clock);
  g_autoptr (McTrainingMaker) maker = mc_training_maker_new (1, 1);
  g_autoptr (GHashTable) late = g_hash_table_new (g_str_hash, g_str_equal);
  Tally sums = { .fields = g_hash_table_new (g_str_hash, g_str_equal) };

  for (guint i = 1; i <= PLANS; i++)
    {
      g_auto (McLifePlan) plan = { 0 };

      mc_maker_take (maker, i, mc_training_find_unit (centre));
      mc_maker_plan_whole (maker, &plan, now);
      tally (&sums, &plan, late);
    }
  return sums;
}

static void
assert_share (const char *what, guint part, guint whole, int least, int most)
{
  int share = (int) ((gint64) part * 1000 / MAX (whole, 1));

  g_test_message ("%s: %u of %u", what, part, whole);
  g_assert_cmpint (share, >=, least);
  g_assert_cmpint (share, <=, most);
}

static void
test_fields (void)
{
  static const Mix mixes[] = {
    { "an-binh", { "Chứng thực" }, 550, 650 },
    { "an-binh", { "Hộ tịch" }, 120, 180 },
    { "an-binh", { "Đất đai" }, 60, 90 },
    { "an-binh", { "Bảo trợ xã hội", "Người có công" }, 50, 80 },
    { "an-binh", { "Hộ kinh doanh" }, 20, 40 },
    { "trung-tam-tinh", { "Đất đai" }, 300, 400 },
    { "trung-tam-tinh", { "Hoạt động xây dựng" }, 100, 160 },
    { "trung-tam-tinh", { "Thành lập và hoạt động của doanh nghiệp" }, 100, 160 },
    { "trung-tam-tinh", { "Khám, chữa bệnh", "Dược phẩm", "Y tế dự phòng" }, 80, 130 },
  };
  Tally commune = draw_plans ("an-binh");
  Tally province = draw_plans ("trung-tam-tinh");

  for (guint i = 0; i < G_N_ELEMENTS (mixes); i++)
    {
      const Tally *own = g_str_equal (mixes[i].centre, "an-binh") ? &commune : &province;
      guint part = 0;

      for (guint f = 0; f < G_N_ELEMENTS (mixes[i].fields) && mixes[i].fields[f] != NULL; f++)
        part += count_field (own, mixes[i].fields[f]);
      assert_share (mixes[i].fields[0], part, PLANS, mixes[i].least, mixes[i].most);
    }
  g_hash_table_unref (commune.fields);
  g_hash_table_unref (province.fields);
}

static void
check_outcomes (const char *centre, gboolean has_late)
{
  Tally sums = draw_plans (centre);

  assert_share ("online", sums.online, PLANS, 620, 660);
  assert_share ("with a fee", sums.with_fee, PLANS, 350, 500);
  assert_share ("exempt", sums.exempt, sums.with_fee, 85, 115);
  assert_share ("supplement at intake", sums.supplements, sums.remote, 60, 120);
  assert_share ("refused", sums.refused, PLANS, 8, 30);
  assert_share ("withdrawn", sums.withdrawn, PLANS, 1, 10);
  assert_share ("extended", sums.extended, PLANS, 0, 10);
  g_assert_cmpuint (sums.extended, >, 0);
  assert_share ("not fetched", sums.uncollected, PLANS, 8, 20);
  assert_share ("by post", sums.posted, PLANS, 50, 100);
  assert_share ("late", sums.late, PLANS, has_late ? 3 : 0, has_late ? 20 : 0);
  g_assert_cmpuint (sums.late_procedures, <=, 3);
  g_assert_cmpuint (sums.late_handlers, <=, 2);
  g_hash_table_unref (sums.fields);
}

static void
test_commune (void)
{
  check_outcomes ("an-binh", TRUE);
}

static void
test_province (void)
{
  check_outcomes ("trung-tam-tinh", FALSE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shares/fields", test_fields);
  g_test_add_func ("/shares/commune", test_commune);
  g_test_add_func ("/shares/province", test_province);
  return g_test_run ();
}
