// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "mc-handling.h"

/* The rows that exist, said a second time: action, state, step, role, state afterwards. */
static const struct
{
  const char *action;
  int from;
  const char *step;
  const char *role;
  int to;
} rows[] = {
  { "accept", 1, "new", "receiver", 2 },
  { "accept", 1, "supplemented", "receiver", 2 },
  { "accept", 1, "paid_at_intake", "receiver", 2 },
  { "request_supplement", 1, "new", "receiver", 5 },
  { "request_supplement", 1, "supplemented", "receiver", 5 },
  { "request_supplement", 1, "paid_at_intake", "receiver", 5 },
  { "refuse", 1, "new", "receiver", 3 },
  { "refuse", 1, "supplemented", "receiver", 3 },
  { "refuse", 1, "paid_at_intake", "receiver", 3 },
};

static const char *const actions[]
    = { "accept", "Accept", "accept ", "acc",    "",           NULL,        "request_supplement",
        "refuse", "Refuse", "submit",  "reject", "supplement", "hand_over", "return" };
static const char *const steps[]
    = { "new", "supplemented", "paid_at_intake", "accepted", "new ", "New", "", "returned", "mới", NULL, "payment" };
static const char *const roles[]
    = { "receiver", "specialist", "head", "leader", "clerk", "cashier", "Receiver", "receiver2" };

static McRefusal
expected_refusal (const char *action, int from, const char *step, const char *const *held, gboolean same_unit, int *to)
{
  gboolean known = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (action == NULL || strcmp (rows[i].action, action) != 0)
        continue;
      known = TRUE;
      if (rows[i].from != from || step == NULL || strcmp (rows[i].step, step) != 0)
        continue;
      if (!g_strv_contains (held, rows[i].role))
        return MC_REFUSAL_ROLE;
      *to = rows[i].to;
      return same_unit ? MC_REFUSAL_NONE : MC_REFUSAL_UNIT;
    }
  return known ? MC_REFUSAL_STATE : MC_REFUSAL_UNKNOWN_ACT;
}

static guint
check_roles (const char *action, int state, const char *step)
{
  guint allowed = 0;

  for (guint set = 0; set < 1u << G_N_ELEMENTS (roles); set++)
    for (int unit = 0; unit < 2; unit++)
      {
        const char *held[G_N_ELEMENTS (roles) + 1] = { NULL };
        int expected_to = -1;
        int to = -1;
        guint count = 0;
        McRefusal expected, got;

        for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
          if (set & (1u << i))
            held[count++] = roles[i];
        expected = expected_refusal (action, state, step, held, unit, &expected_to);
        got = mc_handling_check (action, state, step, held, unit, &to);
        g_assert_cmpint (got, ==, expected);
        g_assert_cmpint (to, ==, got == MC_REFUSAL_NONE ? expected_to : -1);
        g_assert_cmpint (mc_handling_check (action, state, step, held, unit, NULL), ==, expected);
        allowed += got == MC_REFUSAL_NONE;
      }
  return allowed;
}

static void
test_table (void)
{
  guint allowed = 0;

  for (guint a = 0; a < G_N_ELEMENTS (actions); a++)
    for (int state = -1; state <= 12; state++)
      for (guint s = 0; s < G_N_ELEMENTS (steps); s++)
        allowed += check_roles (actions[a], state, steps[s]);
  /* each row, with every set of roles that holds its own */
  g_assert_cmpuint (allowed, ==, G_N_ELEMENTS (rows) * (1u << (G_N_ELEMENTS (roles) - 1)));
}

/* The list of acts is that of the table: each is known. */
static void
test_actions (void)
{
  const char *const *ids = mc_handling_get_actions ();
  const char *none[] = { NULL };
  guint count = g_strv_length ((GStrv) ids);

  for (guint i = 0; i < count; i++)
    g_assert_cmpint (mc_handling_check (ids[i], 99, "", none, TRUE, NULL), ==, MC_REFUSAL_STATE);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_true (g_strv_contains (ids, rows[i].action));
  g_assert_cmpuint (count, ==, 3);
}

static void
test_labels (void)
{
  static const char *const labels[] = { "Mới đăng ký",
                                        "Được tiếp nhận",
                                        "Không được tiếp nhận",
                                        "Đang xử lý",
                                        "Yêu cầu bổ sung giấy tờ",
                                        "Yêu cầu thực hiện nghĩa vụ tài chính",
                                        "Công dân yêu cầu rút hồ sơ",
                                        "Dừng xử lý",
                                        "Đã xử lý xong",
                                        "Đã trả kết quả" };

  for (int state = -3; state <= 14; state++)
    {
      const char *label = mc_handling_label (state);

      if (state < 1 || state > 10)
        g_assert_null (label);
      else
        g_assert_cmpstr (label, ==, labels[state - 1]);
      g_assert_cmpint (mc_handling_is_closed (state), ==, state == 3 || state == 8 || state == 10);
    }
  g_assert_null (mc_handling_label (G_MAXINT));
  g_assert_null (mc_handling_label (G_MININT));
}

static void
test_codes (void)
{
  static const struct
  {
    McRefusal refusal;
    const char *code;
  } codes[] = {
    { MC_REFUSAL_NONE, NULL },           { MC_REFUSAL_UNKNOWN_ACT, "unknown_act" },
    { MC_REFUSAL_STATE, "wrong_state" }, { MC_REFUSAL_ROLE, "wrong_role" },
    { MC_REFUSAL_UNIT, "wrong_unit" },   { MC_REFUSAL_COMPONENTS, "components_not_sufficient" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    g_assert_cmpstr (mc_refusal_code (codes[i].refusal), ==, codes[i].code);
}

static void
test_components (void)
{
  static const struct
  {
    gboolean required;
    const char *source;
    const char *mark;
    gboolean fine;
  } cases[] = {
    { TRUE, "attached", "sufficient", TRUE },
    { TRUE, "attached", "missing", FALSE },
    { TRUE, "attached", "invalid", FALSE },
    { TRUE, "attached", NULL, FALSE },
    { TRUE, "attached", "", FALSE },
    { TRUE, "attached", "Sufficient", FALSE },
    { TRUE, NULL, NULL, FALSE },
    { TRUE, "state_data", NULL, TRUE },
    { FALSE, "attached", NULL, TRUE },
    { FALSE, "attached", "missing", TRUE },
    { FALSE, "state_data", "invalid", TRUE },
  };
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  g_assert_true (mc_components_all_sufficient (none));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint j = 0; j < G_N_ELEMENTS (cases); j++)
      {
        g_autoptr (GPtrArray) components = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_component_free);
        const guint both[] = { i, j };

        for (guint k = 0; k < 2; k++)
          {
            McComponent *component = mc_component_new ();

            component->required = cases[both[k]].required;
            component->source = g_strdup (cases[both[k]].source);
            component->mark = g_strdup (cases[both[k]].mark);
            g_ptr_array_add (components, component);
          }
        g_assert_cmpint (mc_components_all_sufficient (components), ==, cases[i].fine && cases[j].fine);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/handling/table", test_table);
  g_test_add_func ("/handling/actions", test_actions);
  g_test_add_func ("/handling/labels", test_labels);
  g_test_add_func ("/handling/codes", test_codes);
  g_test_add_func ("/handling/components", test_components);
  return g_test_run ();
}
