// SPDX-License-Identifier: GPL-3.0-or-later
/* Who has a record open: leases that are renewed while it is on the screen and the line is there, and what others are heard. */
#include "mc-attendance.h"
#include "profile.h"

#define A "0192f0c0-0000-7000-8000-000000000001"
#define B "0192f0c0-0000-7000-8000-000000000002"

static guint
count (Profile *p)
{
  return fake_portal_get_presence (p->portal)->len;
}

static const char *
last (Profile *p)
{
  GPtrArray *calls = fake_portal_get_presence (p->portal);

  return calls->len > 0 ? g_ptr_array_index (calls, calls->len - 1) : NULL;
}

static const char *
other (McAttendance *attendance)
{
  GPtrArray *others = mc_attendance_get_others (attendance);

  return others != NULL ? ((McColleague *) g_ptr_array_index (others, 0))->name : NULL;
}

static void
count_cb (McAttendance *attendance, guint *changes)
{
  ++*changes;
}

/* While it is open, each 20 s; the next record ends the lease of the one before. */
MC_TEST_FIBER (test_leases)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McAttendance) attendance = mc_attendance_new (MC_PORTAL (p->portal), p->clock);

  mc_attendance_set_line (attendance, TRUE);
  mc_attendance_open (attendance, A);
  MC_TEST_UNTIL (count (p) == 1);
  g_assert_cmpstr (last (p), ==, "open " A);
  for (guint i = 2; i < 5; i++)
    {
      profile_settle (p);
      mc_clock_advance (p->clock, 19 * SECOND);
      profile_settle (p);
      g_assert_cmpuint (count (p), ==, i - 1);
      mc_clock_advance (p->clock, SECOND);
      MC_TEST_UNTIL (count (p) == i);
    }
  mc_attendance_open (attendance, A);
  profile_settle (p);
  g_assert_cmpuint (count (p), ==, 4);
  mc_attendance_open (attendance, B);
  MC_TEST_UNTIL (count (p) == 6);
  g_assert_cmpstr (g_ptr_array_index (fake_portal_get_presence (p->portal), 4), ==, "close " A);
  g_assert_cmpstr (last (p), ==, "open " B);
  mc_attendance_open (attendance, NULL);
  MC_TEST_UNTIL (count (p) == 7);
  g_assert_cmpstr (last (p), ==, "close " B);
  profile_settle (p);
  mc_clock_advance (p->clock, HOUR);
  profile_settle (p);
  g_assert_cmpuint (count (p), ==, 7);
  mc_attendance_stop (attendance);
  return dex_future_new_true ();
}

/* Away from the line nothing is asked, and nobody is said to be there. */
MC_TEST_FIBER (test_away)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McAttendance) attendance = mc_attendance_new (MC_PORTAL (p->portal), p->clock);

  fake_portal_set_colleague (p->portal, "Lò Văn Đức");
  mc_attendance_open (attendance, A);
  profile_settle (p);
  mc_clock_advance (p->clock, MINUTE);
  profile_settle (p);
  g_assert_cmpuint (count (p), ==, 0);
  mc_attendance_set_line (attendance, TRUE);
  MC_TEST_UNTIL (other (attendance) != NULL);
  g_assert_cmpstr (other (attendance), ==, "Lò Văn Đức");
  mc_attendance_set_line (attendance, FALSE);
  g_assert_null (other (attendance));
  profile_settle (p);
  mc_clock_advance (p->clock, MINUTE);
  profile_settle (p);
  g_assert_cmpuint (count (p), ==, 1);
  /* one that fails says nothing of anybody, and is tried again */
  mc_attendance_set_line (attendance, TRUE);
  MC_TEST_UNTIL (other (attendance) != NULL);
  fake_portal_set_line (p->portal, MC_PORTAL_ERROR_TIMEOUT);
  mc_clock_advance (p->clock, 20 * SECOND);
  MC_TEST_UNTIL (other (attendance) == NULL);
  fake_portal_set_line (p->portal, -1);
  profile_settle (p);
  mc_clock_advance (p->clock, 20 * SECOND);
  MC_TEST_UNTIL (other (attendance) != NULL);
  /* a portal without presence, or a record that is gone, is not asked again */
  fake_portal_set_line (p->portal, MC_PORTAL_ERROR_NOT_FOUND);
  mc_clock_advance (p->clock, 20 * SECOND);
  MC_TEST_UNTIL (other (attendance) == NULL);
  profile_settle (p);
  g_assert_cmpuint (count (p), ==, 5);
  mc_clock_advance (p->clock, HOUR);
  profile_settle (p);
  g_assert_cmpuint (count (p), ==, 5);
  mc_attendance_stop (attendance);
  return dex_future_new_true ();
}

/* What the stream tells: of the open record alone, and only what is as agreed. */
MC_TEST_FIBER (test_told)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McAttendance) attendance = mc_attendance_new (MC_PORTAL (p->portal), p->clock);
  guint changes = 0;

  g_signal_connect (attendance, "changed", G_CALLBACK (count_cb), &changes);
  mc_attendance_set_line (attendance, TRUE);
  mc_attendance_open (attendance, A);
  MC_TEST_UNTIL (count (p) == 1);
  profile_settle (p);
  mc_attendance_tell (attendance, "{\"dossier\":\"" B "\",\"others\":[{\"name\":\"X\",\"unit\":\"Y\"}]}");
  mc_attendance_tell (attendance, "{\"dossier\":\"" A "\",\"others\":[{\"name\":7}]}");
  mc_attendance_tell (attendance, "[]");
  g_assert_cmpuint (changes, ==, 0);
  mc_attendance_tell (attendance, "{\"dossier\":\"" A "\",\"others\":[{\"name\":\"X\",\"unit\":\"Y\"}]}");
  g_assert_cmpstr (other (attendance), ==, "X");
  mc_attendance_tell (attendance, "{\"dossier\":\"" A "\",\"others\":[]}");
  g_assert_null (other (attendance));
  g_assert_cmpuint (changes, ==, 2);
  mc_attendance_stop (attendance);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/attendance/leases", test_leases);
  g_test_add_func ("/attendance/away", test_away);
  g_test_add_func ("/attendance/told", test_told);
  return g_test_run ();
}
