// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "case-sample.h"
#include "mc-permission.h"

static const char *const ward[] = { "ward-counter", "ward", "province", NULL };
static const char *const economy[] = { "ward-economy", "ward", "province", NULL };
static const char *const other[] = { "other-economy", "other-ward", "province", NULL };

/* The matrix said a second time. Capabilities: s(ee) r(ead) n(umbers revealed) h(andle) v(kiểm duyệt) p(ublish) e(xport) m(ark secret)
 * l(ift that).
 * reach: 'a'ssigned, 'u'nit, 'g': agency. units: 'r'eceived, 'c'ompetent, 't'arget. */
static const struct
{
  McRole role;
  McKind kind;
  const char *can;
  char reach;
  const char *units;
} matrix[] = {
  { MC_ROLE_RECEIVER, MC_KIND_DOSSIER, "srnhm", 'u', "r" },
  { MC_ROLE_SPECIALIST, MC_KIND_DOSSIER, "srh", 'u', "c" },
  { MC_ROLE_SPECIALIST, MC_KIND_DOSSIER, "n", 'a', "c" },
  { MC_ROLE_SPECIALIST, MC_KIND_INQUIRY, "srh", 'a', "rc" },
  { MC_ROLE_SPECIALIST, MC_KIND_PETITION, "srh", 'a', "rc" },
  { MC_ROLE_HEAD, MC_KIND_DOSSIER, "srnhml", 'u', "rct" },
  { MC_ROLE_HEAD, MC_KIND_INQUIRY, "srh", 'u', "rc" },
  { MC_ROLE_HEAD, MC_KIND_PETITION, "srh", 'u', "rc" },
  { MC_ROLE_LEADER, MC_KIND_DOSSIER, "srnh", 'g', "rct" },
  { MC_ROLE_LEADER, MC_KIND_INQUIRY, "srh", 'g', "rc" },
  { MC_ROLE_LEADER, MC_KIND_PETITION, "srh", 'g', "rc" },
  { MC_ROLE_LEADER, MC_KIND_REPORT, "sre", 'g', "r" },
  { MC_ROLE_LEADER, MC_KIND_AUDIT, "sr", 'g', "r" },
  { MC_ROLE_CLERK, MC_KIND_DOSSIER, "srh", 'g', "c" },
  { MC_ROLE_CASHIER, MC_KIND_DOSSIER, "sh", 'u', "rc" },
  { MC_ROLE_PETITIONS, MC_KIND_INQUIRY, "srnh", 'u', "rc" },
  { MC_ROLE_PETITIONS, MC_KIND_PETITION, "srnh", 'u', "rc" },
  { MC_ROLE_PROCEDURE_EDITOR, MC_KIND_PROCEDURE, "srh", 'g', "r" },
  { MC_ROLE_PROCEDURE_REVIEWER, MC_KIND_PROCEDURE, "srv", 'g', "r" },
  { MC_ROLE_PROCEDURE_PUBLISHER, MC_KIND_PROCEDURE, "srp", 'g', "r" },
  { MC_ROLE_SUPERVISOR, MC_KIND_DOSSIER, "se", 'g', "rc" },
  { MC_ROLE_SUPERVISOR, MC_KIND_INQUIRY, "s", 'g', "rc" },
  { MC_ROLE_SUPERVISOR, MC_KIND_PETITION, "s", 'g', "rc" },
  { MC_ROLE_SUPERVISOR, MC_KIND_REPORT, "sre", 'g', "r" },
  { MC_ROLE_SUPERVISOR, MC_KIND_AUDIT, "sr", 'g', "r" },
  { MC_ROLE_ADMINISTRATOR, MC_KIND_ACCOUNT, "srh", 'g', "r" },
  { MC_ROLE_ADMINISTRATOR, MC_KIND_AUDIT, "sr", 'g', "r" },
};

/* Where the record stands towards "ward-counter": in that unit, below it in the agency of somebody of the ward, elsewhere. */
typedef enum
{
  NEAR_UNIT,
  NEAR_AGENCY,
  NEAR_NOTHING,
} Near;

static McDenial
expected (McRole role, McKind kind, McCapability capability, guint scope, Near near, gboolean assigned)
{
  McDenial best = MC_DENIED_ROLE;

  for (guint i = 0; i < G_N_ELEMENTS (matrix); i++)
    {
      McDenial denial;

      if (matrix[i].role != role || matrix[i].kind != kind || strchr (matrix[i].can, "srnhvpeml"[capability]) == NULL)
        continue;
      if (strchr (matrix[i].units, "rct"[scope]) == NULL || near == NEAR_NOTHING
          || (near == NEAR_AGENCY && matrix[i].reach != 'g'))
        denial = MC_DENIED_UNIT;
      else
        denial = matrix[i].reach == 'a' && !assigned ? MC_DENIED_ASSIGNMENT : MC_DENIED_NOT;
      if (denial == MC_DENIED_NOT)
        return denial;
      best = MAX (best, denial);
    }
  return best;
}

/* Each role, kind, capability; the unit on each side of the record; near and far; assigned or not. */
static void
test_matrix (void)
{
  static const char *const units[] = { "ward-counter", "ward", "other-ward" };
  guint allowed = 0;

  for (guint i = 0; i < MC_N_OFFICIAL_ROLES * MC_N_KINDS * MC_N_CAPABILITIES; i++)
    for (guint at = 0; at < 18; at++)
      {
        McRole role = i % MC_N_OFFICIAL_ROLES;
        McKind kind = i / MC_N_OFFICIAL_ROLES % MC_N_KINDS;
        McCapability capability = i / MC_N_OFFICIAL_ROLES / MC_N_KINDS;
        guint scope = at % 3;
        Near near = at / 3 % 3;
        gboolean assigned = at / 9;
        McGrant grant = { .role = role, .unit = units[near] };
        McHolder holder = { CASE_ME, &grant, 1 };
        McProtected record = { .kind = kind, .handler = assigned ? CASE_ME : CASE_OTHER };
        McDenial got;

        record.units[scope] = ward;
        got = mc_permission_check (&holder, capability, &record, case_now ());
        g_assert_cmpint (got, ==, expected (role, kind, capability, scope, near, assigned));
        allowed += got == MC_DENIED_NOT;
      }
  g_assert_cmpuint (allowed, >, 200);
}

/* What is told of a role at large is what it allows somewhere, while it is in force. */
static void
test_list (void)
{
  GDateTime *now = case_now ();

  for (guint i = 0; i < MC_N_OFFICIAL_ROLES * MC_N_KINDS; i++)
    {
      McRole role = i % MC_N_OFFICIAL_ROLES;
      McKind kind = i / MC_N_OFFICIAL_ROLES;
      McGrant grants[] = { { .role = role, .unit = "ward-counter" }, { .role = role, .unit = "ward", .until = now } };
      McHolder holder = { CASE_ME, grants, 2 };
      McHolder ended = { CASE_ME, grants + 1, 1 };
      guint can = mc_permission_list (&holder, kind, now);

      for (guint capability = 0; capability < MC_N_CAPABILITIES; capability++)
        {
          gboolean somewhere = FALSE;

          for (guint scope = 0; scope < 3; scope++)
            somewhere = somewhere || expected (role, kind, capability, scope, NEAR_UNIT, TRUE) == MC_DENIED_NOT;
          g_assert_cmpint ((can & (1u << capability)) != 0, ==, somewhere);
          g_assert_nonnull (mc_capability_to_string (capability));
        }
      g_assert_cmpuint (mc_permission_list (&ended, kind, now), ==, 0);
      g_assert_nonnull (mc_kind_to_string (kind));
    }
  g_assert_cmpstr (mc_kind_to_string (MC_N_KINDS), ==, NULL);
  g_assert_cmpstr (mc_capability_to_string (MC_N_CAPABILITIES), ==, NULL);
}

/* Who keeps accounts reads nobody's dossier, petition or question, whatever the unit. */
static void
test_administrator (void)
{
  McGrant grant = { .role = MC_ROLE_ADMINISTRATOR, .unit = "province" };
  McHolder holder = { CASE_ME, &grant, 1 };
  McProtected record = { .units = { ward, economy, NULL }, .handler = CASE_ME };

  for (guint kind = MC_KIND_DOSSIER; kind <= MC_KIND_PETITION; kind++)
    for (guint can = 0; can < MC_N_CAPABILITIES; can++)
      {
        record.kind = kind;
        g_assert_cmpint (mc_permission_check (&holder, can, &record, case_now ()), ==, MC_DENIED_ROLE);
      }
}

static void
test_periods (void)
{
  GDateTime *from = case_time (2026, 11, 1, 0);
  GDateTime *until = case_time (2026, 11, 12, 0);
  McGrant grant = { .role = MC_ROLE_RECEIVER, .unit = "ward-counter", .from = from, .until = until };
  McHolder holder = { CASE_ME, &grant, 1 };
  McHolder nobody = { CASE_ME, NULL, 0 };
  McProtected record = { .kind = MC_KIND_DOSSIER, .units = { ward } };
  g_autoptr (GDateTime) before = g_date_time_add (from, -1);
  g_autoptr (GDateTime) last = g_date_time_add (until, -1);

  g_assert_cmpint (mc_permission_check (&holder, MC_CAN_READ, &record, before), ==, MC_DENIED_NOT_YET);
  g_assert_cmpint (mc_permission_check (&holder, MC_CAN_READ, &record, from), ==, MC_DENIED_NOT);
  g_assert_cmpint (mc_permission_check (&holder, MC_CAN_READ, &record, last), ==, MC_DENIED_NOT);
  g_assert_cmpint (mc_permission_check (&holder, MC_CAN_READ, &record, until), ==, MC_DENIED_EXPIRED);
  g_assert_cmpint (mc_permission_check (&nobody, MC_CAN_READ, &record, from), ==, MC_DENIED_NO_GRANT);
}

static void
test_delegation (void)
{
  GDateTime *from = case_time (2026, 11, 1, 0);
  GDateTime *until = case_time (2026, 11, 30, 0);
  const McGrant leader = { .role = MC_ROLE_LEADER, .unit = "ward", .until = until };
  const McGrant past = { .role = MC_ROLE_LEADER, .unit = "ward", .until = from };
  const McGrant elsewhere = { .role = MC_ROLE_LEADER, .unit = "other-ward" };
  const McGrant head = { .role = MC_ROLE_HEAD, .unit = "ward" };
  const McGrant clerk = { .role = MC_ROLE_CLERK, .unit = "ward" };
  const McGrant sound = { MC_ROLE_LEADER, "ward", from, until, CASE_OTHER, &leader };
  const McGrant unnamed = { MC_ROLE_LEADER, "ward", from, until, "u3", NULL };
  const struct
  {
    McGrant grant;
    McDenial denial;
  } cases[] = {
    { sound, MC_DENIED_NOT },
    { { MC_ROLE_LEADER, "ward", from, NULL, CASE_OTHER, &leader }, MC_DENIED_DELEGATION },
    { { MC_ROLE_LEADER, "ward", from, until, CASE_OTHER, NULL }, MC_DENIED_DELEGATION },
    { { MC_ROLE_LEADER, "ward", from, until, NULL, &leader }, MC_DENIED_DELEGATION },
    { { MC_ROLE_LEADER, "ward", from, until, CASE_ME, &leader }, MC_DENIED_DELEGATION },
    { { MC_ROLE_LEADER, "ward", from, until, CASE_OTHER, &past }, MC_DENIED_DELEGATION },
    { { MC_ROLE_LEADER, "ward", from, until, CASE_OTHER, &elsewhere }, MC_DENIED_DELEGATION },
    { { MC_ROLE_LEADER, "ward", from, until, CASE_OTHER, &head }, MC_DENIED_DELEGATION },
    { { MC_ROLE_LEADER, "ward", from, until, "u3", &sound }, MC_DENIED_DELEGATION },
    { { MC_ROLE_LEADER, "ward", from, until, CASE_OTHER, &unnamed }, MC_DENIED_DELEGATION },
    { { MC_ROLE_CLERK, "ward", from, until, CASE_OTHER, &clerk }, MC_DENIED_DELEGATION },
    { { MC_ROLE_LEADER, "ward", until, until, CASE_OTHER, &leader }, MC_DENIED_NOT_YET },
    { { MC_ROLE_LEADER, "ward", NULL, from, CASE_OTHER, &leader }, MC_DENIED_EXPIRED },
  };
  McProtected record = { .kind = MC_KIND_DOSSIER, .units = { ward, economy, NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      McHolder holder = { CASE_ME, &cases[i].grant, 1 };
      McActor actor;

      g_test_message ("delegation %u", i);
      g_assert_cmpint (mc_grant_check (&cases[i].grant, CASE_ME, case_now ()), ==, cases[i].denial);
      g_assert_cmpint (mc_permission_check (&holder, MC_CAN_HANDLE, &record, case_now ()), ==, cases[i].denial);
      mc_permission_get_actor (&holder, &record, case_now (), &actor);
      g_assert_cmpint (actor.roles[MC_SCOPE_COMPETENT] != 0, ==, cases[i].denial == MC_DENIED_NOT);
      g_assert_cmpuint (actor.elsewhere, ==, 0);
    }
}

/* A petition about the conduct of an official is not there for them, whatever they hold. */
static void
test_party (void)
{
  static const char *const about[] = { CASE_OTHER, CASE_ME, NULL };
  static const char *const not_me[] = { CASE_OTHER, NULL };
  McGrant grants[] = { { .role = MC_ROLE_PETITIONS, .unit = "ward-counter" },
                       { .role = MC_ROLE_LEADER, .unit = "province" },
                       { .role = MC_ROLE_RECEIVER, .unit = "ward-counter" } };
  McHolder holder = { CASE_ME, grants, G_N_ELEMENTS (grants) };

  for (guint kind = MC_KIND_DOSSIER; kind <= MC_KIND_PETITION; kind++)
    for (guint can = 0; can < MC_N_CAPABILITIES; can++)
      {
        McProtected record = { .kind = kind, .units = { ward, ward, NULL }, .handler = CASE_ME, .parties = about };
        McActor actor;

        g_assert_cmpint (mc_permission_check (&holder, can, &record, case_now ()), ==, MC_DENIED_PARTY);
        mc_permission_get_actor (&holder, &record, case_now (), &actor);
        for (guint s = 0; s < G_N_ELEMENTS (actor.roles); s++)
          g_assert_cmpuint (actor.roles[s], ==, 0);
        g_assert_cmpuint (actor.elsewhere, ==, 0);
        record.parties = not_me;
        g_assert_cmpint (mc_permission_check (&holder, can, &record, case_now ()), !=, MC_DENIED_PARTY);
      }
}

static void
test_four_eyes (void)
{
  static const struct
  {
    McRole role;
    McCapability can;
    gboolean barred;
  } cases[] = { { MC_ROLE_PROCEDURE_EDITOR, MC_CAN_HANDLE, FALSE },
                { MC_ROLE_PROCEDURE_REVIEWER, MC_CAN_REVIEW, TRUE },
                { MC_ROLE_PROCEDURE_REVIEWER, MC_CAN_READ, FALSE },
                { MC_ROLE_PROCEDURE_PUBLISHER, MC_CAN_PUBLISH, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      McGrant grant = { .role = cases[i].role, .unit = "province" };
      McHolder holder = { CASE_ME, &grant, 1 };
      McProtected record = { .kind = MC_KIND_PROCEDURE, .units = { ward }, .author = CASE_OTHER };

      g_assert_cmpint (mc_permission_check (&holder, cases[i].can, &record, case_now ()), ==, MC_DENIED_NOT);
      record.author = CASE_ME;
      g_assert_cmpint (mc_permission_check (&holder, cases[i].can, &record, case_now ()), ==,
                       cases[i].barred ? MC_DENIED_FOUR_EYES : MC_DENIED_NOT);
    }
}

static void
test_reveal (void)
{
  McGrant grants[] = { { .role = MC_ROLE_SPECIALIST, .unit = "ward-economy" } };
  McHolder holder = { CASE_ME, grants, 1 };
  McProtected record = { .kind = MC_KIND_DOSSIER, .units = { ward, economy, NULL }, .handler = CASE_ME };

  g_assert_cmpint (mc_permission_check_reveal (&holder, &record, "Đối chiếu với giấy chứng sinh", case_now ()), ==,
                   MC_DENIED_NOT);
  g_assert_cmpint (mc_permission_check_reveal (&holder, &record, " \n", case_now ()), ==, MC_DENIED_PURPOSE);
  g_assert_cmpint (mc_permission_check_reveal (&holder, &record, NULL, case_now ()), ==, MC_DENIED_PURPOSE);
  record.handler = CASE_OTHER;
  g_assert_cmpint (mc_permission_check_reveal (&holder, &record, "Đối chiếu", case_now ()), ==, MC_DENIED_ASSIGNMENT);
}

/* The nearest reason of several roles is told, and the roles stand in the units that they are held in. */
static void
test_several_roles (void)
{
  McGrant grants[] = { { .role = MC_ROLE_RECEIVER, .unit = "other-counter" },
                       { .role = MC_ROLE_SPECIALIST, .unit = "ward-economy" },
                       { .role = MC_ROLE_HEAD, .unit = "ward-counter" },
                       { .role = MC_ROLE_SUPERVISOR, .unit = "province" } };
  McHolder holder = { CASE_ME, grants, G_N_ELEMENTS (grants) };
  McProtected record = { .kind = MC_KIND_DOSSIER, .units = { ward, economy, other } };
  McProtected far = { .kind = MC_KIND_DOSSIER, .units = { other, other, NULL } };
  McActor actor;

  mc_permission_get_actor (&holder, &record, case_now (), &actor);
  g_assert_cmpuint (actor.roles[MC_SCOPE_RECEIVED], ==, MC_ROLE_BIT (MC_ROLE_HEAD));
  g_assert_cmpuint (actor.roles[MC_SCOPE_COMPETENT], ==, MC_ROLE_BIT (MC_ROLE_SPECIALIST));
  g_assert_cmpuint (actor.roles[MC_SCOPE_TARGET], ==, 0);
  g_assert_cmpuint (actor.elsewhere, ==, MC_ROLE_BIT (MC_ROLE_RECEIVER) | MC_ROLE_BIT (MC_ROLE_SUPERVISOR));
  g_assert_cmpint (mc_permission_check (&holder, MC_CAN_READ, &record, case_now ()), ==, MC_DENIED_NOT);
  g_assert_cmpint (mc_permission_check (&holder, MC_CAN_READ, &far, case_now ()), ==, MC_DENIED_UNIT);
  g_assert_cmpint (mc_permission_check (&holder, MC_CAN_REVIEW, &far, case_now ()), ==, MC_DENIED_ROLE);
  g_assert_cmpint (mc_permission_check (&holder, MC_CAN_EXPORT, &far, case_now ()), ==, MC_DENIED_NOT);
}

/* From grant to act: what an official holds decides what they may do with this dossier, and when. */
static void
test_acts (void)
{
  static const char *const parties[] = { CASE_ME, NULL };
  GDateTime *until = case_time (2026, 11, 12, 0);
  const McGrant leader = { .role = MC_ROLE_LEADER, .unit = "ward" };
  McGrant grants[] = { { MC_ROLE_LEADER, "ward", NULL, until, CASE_OTHER, &leader },
                       { .role = MC_ROLE_RECEIVER, .unit = "ward-counter" } };
  McHolder holder = { CASE_ME, grants, G_N_ELEMENTS (grants) };
  McProtected record = { .kind = MC_KIND_DOSSIER, .units = { ward, economy, NULL } };
  McProtected far = { .kind = MC_KIND_DOSSIER, .units = { other, other, NULL } };
  g_autoptr (McProcess) general = case_process (NULL);
  McActor actor;
  McCase c;

  case_init (&c, 4, "approval", general);
  mc_permission_get_actor (&holder, &record, case_now (), &actor);
  g_assert_cmpint (mc_handling_decide ("approve", &c, &actor, case_now (), NULL), ==, MC_REFUSAL_NONE);
  mc_permission_get_actor (&holder, &far, case_now (), &actor);
  g_assert_cmpint (mc_handling_decide ("approve", &c, &actor, case_now (), NULL), ==, MC_REFUSAL_UNIT);
  mc_permission_get_actor (&holder, &record, until, &actor);
  g_assert_cmpint (mc_handling_decide ("approve", &c, &actor, until, NULL), ==, MC_REFUSAL_ROLE);
  case_init (&c, 1, "new", general);
  g_assert_cmpint (mc_handling_decide ("accept", &c, &actor, until, NULL), ==, MC_REFUSAL_NONE);
  record.parties = parties;
  mc_permission_get_actor (&holder, &record, until, &actor);
  g_assert_cmpint (mc_handling_decide ("accept", &c, &actor, until, NULL), ==, MC_REFUSAL_ROLE);
}

static void
test_codes (void)
{
  static const char *const codes[]
      = { NULL,         "no_role",           "wrong_role",       "role_not_yet", "role_expired",     "delegation_void",
          "wrong_unit", "assigned_to_other", "purpose_required", "four_eyes",    "party_to_the_case" };

  g_assert_cmpuint (G_N_ELEMENTS (codes), ==, MC_N_DENIALS);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    g_assert_cmpstr (mc_denial_code ((McDenial) i), ==, codes[i]);
}

static void
test_roles (void)
{
  static const char *const names[] = { "receiver", "applicant", "system", "leader", "king", NULL };
  McRole role;

  for (guint i = 0; i < MC_N_ROLES; i++)
    {
      g_assert_true (mc_role_from_string (mc_role_to_string ((McRole) i), &role));
      g_assert_cmpint (role, ==, i);
    }
  g_assert_false (mc_role_from_string ("Receiver", &role));
  g_assert_false (mc_role_from_string (NULL, &role));
  g_assert_cmpuint (mc_role_set (names), ==, MC_ROLE_BIT (MC_ROLE_RECEIVER) | MC_ROLE_BIT (MC_ROLE_LEADER));
  g_assert_cmpuint (mc_role_set (NULL), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/permission/matrix", test_matrix);
  g_test_add_func ("/permission/list", test_list);
  g_test_add_func ("/permission/administrator", test_administrator);
  g_test_add_func ("/permission/periods", test_periods);
  g_test_add_func ("/permission/delegation", test_delegation);
  g_test_add_func ("/permission/party", test_party);
  g_test_add_func ("/permission/four-eyes", test_four_eyes);
  g_test_add_func ("/permission/reveal", test_reveal);
  g_test_add_func ("/permission/several-roles", test_several_roles);
  g_test_add_func ("/permission/acts", test_acts);
  g_test_add_func ("/permission/codes", test_codes);
  g_test_add_func ("/permission/roles", test_roles);
  return g_test_run ();
}
