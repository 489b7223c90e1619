// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-deadline.h"
#include "mc-timeliness.h"
#include "test-time.h"

#define MAX_EVENTS 16

/* The dossier's limit, the step's and the applicant's. */
static const McLimit five_days = { .unit = MC_LIMIT_WORKING_DAY, .amount = 5, .basis = (char *) "QĐ 1" };
static const McLimit ten_days = { .unit = MC_LIMIT_CALENDAR_DAY, .amount = 10 };
static const McLimit twelve_hours = { .unit = MC_LIMIT_HOUR, .amount = 12 };
static const McLimit unknown = { 0 };
static const McLimit two_days = { .unit = MC_LIMIT_WORKING_DAY, .amount = 2 };

static const McRule resume = {
  .id = (char *) "resume",
  .basis = (char *) "Nghị định",
  .response = { .unit = MC_LIMIT_HOUR, .amount = 8 },
  .supplement_limit = { .unit = MC_LIMIT_CALENDAR_DAY, .amount = 30 },
  .ask_within = { .unit = MC_LIMIT_WORKING_DAY, .amount = 3 },
  .max_rounds = 1,
  .max_extensions = 1,
  .extend_before_days = 1,
};

typedef struct
{
  const char *what;
  const char *at;
  McClockEventKind kind;
  McPauseCause cause;
  const char *other; /* submitted_at or until */
  const McLimit *limit;
} Line;

typedef struct
{
  McClockEvent events[MAX_EVENTS];
  guint n;
} Script;

static void
write_script (Script *script, const Line *lines)
{
  script->n = 0;
  for (; script->n < MAX_EVENTS && lines[script->n].at != NULL; script->n++)
    {
      const Line *line = &lines[script->n];
      McClockEvent *event = &script->events[script->n];

      *event = (McClockEvent) { .kind = line->kind, .at = at (line->at), .cause = line->cause, .limit = line->limit };
      event->reason = line->what;
      if (line->other != NULL && line->kind == MC_CLOCK_RESUMED)
        event->submitted_at = at (line->other);
      else if (line->other != NULL)
        event->until = at (line->other);
    }
}

static void
clear_script (Script *script)
{
  for (guint i = 0; i < script->n; i++)
    {
      g_date_time_unref (script->events[i].at);
      g_clear_pointer (&script->events[i].submitted_at, g_date_time_unref);
      g_clear_pointer (&script->events[i].until, g_date_time_unref);
    }
}

#define SUBMITTED(when) { NULL, when, MC_CLOCK_SUBMITTED }
#define ACCEPTED(when) { NULL, when, MC_CLOCK_ACCEPTED }
#define ASKED(when) { "bổ sung", when, MC_CLOCK_PAUSED, MC_PAUSE_SUPPLEMENT }
#define ANSWERED(when, sent) { NULL, when, MC_CLOCK_RESUMED, MC_PAUSE_SUPPLEMENT, sent }
#define CHARGED(when) { "phí", when, MC_CLOCK_PAUSED, MC_PAUSE_FEE }
#define PAID(when) { NULL, when, MC_CLOCK_RESUMED, MC_PAUSE_FEE }
#define EXTENDED(when, until) { "gia hạn", when, MC_CLOCK_EXTENDED, 0, until }
#define STEP(when, limit) { NULL, when, MC_CLOCK_STEP, 0, NULL, limit }
#define ENDED(when) { NULL, when, MC_CLOCK_ENDED }
#define JUST(when, kind) { NULL, when, kind }

typedef struct
{
  const char *name;
  Line lines[MAX_EVENTS];
  McClockKind kind;
  const McLimit *limit;
  McSupplementPolicy policy;
  McResumeAt resume_at;
  McDueState state;
  const char *due, *original, *warn;
} Case;

#define RESPONSE MC_CLOCK_KIND_RESPONSE, NULL, MC_SUPPLEMENT_RESUME, MC_RESUME_REGISTERED
#define RESULT(limit) MC_CLOCK_KIND_RESULT, limit, MC_SUPPLEMENT_RESUME, MC_RESUME_REGISTERED
#define ANEW(limit) MC_CLOCK_KIND_RESULT, limit, MC_SUPPLEMENT_RESTART, MC_RESUME_REGISTERED
#define AS_SENT(limit) MC_CLOCK_KIND_RESULT, limit, MC_SUPPLEMENT_RESUME, MC_RESUME_SUBMITTED
#define OF_STEP MC_CLOCK_KIND_STEP, NULL, MC_SUPPLEMENT_RESUME, MC_RESUME_REGISTERED
#define OF_APPLICANT MC_CLOCK_KIND_APPLICANT, NULL, MC_SUPPLEMENT_RESUME, MC_RESUME_REGISTERED

/* Monday 05/10/2026 … : weeks without days off until Tuesday 24/11. */
static const Case cases[] = {
  /* hạn phản hồi */
  { "never submitted", { ACCEPTED ("2026-10-05 09:00") }, RESPONSE, MC_DUE_NONE, NULL, NULL, NULL },
  { "8 working hours",
    { SUBMITTED ("2026-10-05 09:00") },
    RESPONSE,
    MC_DUE_RUNNING,
    "2026-10-06 09:30",
    NULL,
    "2026-10-05 15:00" },
  { "pauses while the fee is awaited",
    { SUBMITTED ("2026-10-05 09:00"), CHARGED ("2026-10-05 10:00"), PAID ("2026-10-06 10:00") },
    RESPONSE,
    MC_DUE_RUNNING,
    "2026-10-07 09:30",
    NULL,
    "2026-10-06 15:00" },
  { "no date while it is awaited",
    { SUBMITTED ("2026-10-05 09:00"), CHARGED ("2026-10-05 10:00") },
    RESPONSE,
    MC_DUE_PAUSED,
    NULL,
    NULL,
    NULL },
  { "asking at intake is the answer",
    { SUBMITTED ("2026-10-05 09:00"), ASKED ("2026-10-05 10:00") },
    RESPONSE,
    MC_DUE_ENDED,
    "2026-10-06 09:30",
    NULL,
    "2026-10-05 15:00" },
  { "and counts anew when it comes, even after it was late",
    { SUBMITTED ("2026-10-05 09:00"), ASKED ("2026-10-08 10:00"), ANSWERED ("2026-10-12 09:00", NULL) },
    RESPONSE,
    MC_DUE_RUNNING,
    "2026-10-13 09:30",
    NULL,
    "2026-10-12 15:00" },
  { "accepted",
    { SUBMITTED ("2026-10-05 09:00"), ACCEPTED ("2026-10-05 11:00") },
    RESPONSE,
    MC_DUE_ENDED,
    "2026-10-06 09:30",
    NULL,
    "2026-10-05 15:00" },
  { "acceptance voided: as before",
    { SUBMITTED ("2026-10-05 09:00"), ACCEPTED ("2026-10-05 11:00"), JUST ("2026-10-05 11:05", MC_CLOCK_VOIDED) },
    RESPONSE,
    MC_DUE_RUNNING,
    "2026-10-06 09:30",
    NULL,
    "2026-10-05 15:00" },
  /* hạn trả kết quả */
  { "not accepted", { SUBMITTED ("2026-10-05 09:00") }, RESULT (&five_days), MC_DUE_NONE, NULL, NULL, NULL },
  { "voided",
    { ACCEPTED ("2026-10-05 11:00"), CHARGED ("2026-10-05 11:01"), JUST ("2026-10-05 11:05", MC_CLOCK_VOIDED) },
    RESULT (&five_days),
    MC_DUE_NONE,
    NULL,
    NULL,
    NULL },
  { "five working days",
    { ACCEPTED ("2026-10-05 09:00") },
    RESULT (&five_days),
    MC_DUE_RUNNING,
    "2026-10-12 17:00",
    NULL,
    "2026-10-12 07:30" },
  { "its unit is not known", { ACCEPTED ("2026-10-05 09:00") }, RESULT (&unknown), MC_DUE_UNKNOWN, NULL, NULL, NULL },
  { "a fee of two closing times",
    { ACCEPTED ("2026-10-05 09:00"), CHARGED ("2026-10-06 10:00"), PAID ("2026-10-08 09:00") },
    RESULT (&five_days),
    MC_DUE_RUNNING,
    "2026-10-14 17:00",
    NULL,
    "2026-10-14 07:30" },
  { "paid the same day: nothing lost, nothing won",
    { ACCEPTED ("2026-10-05 09:00"), CHARGED ("2026-10-06 10:00"), PAID ("2026-10-06 16:00") },
    RESULT (&five_days),
    MC_DUE_RUNNING,
    "2026-10-12 17:00",
    NULL,
    "2026-10-12 07:30" },
  { "charged on the last day, paid after closing: the next day is left",
    { ACCEPTED ("2026-10-05 09:00"), CHARGED ("2026-10-12 10:00"), PAID ("2026-10-12 18:00") },
    RESULT (&five_days),
    MC_DUE_RUNNING,
    "2026-10-13 17:00",
    NULL,
    "2026-10-13 07:30" },
  { "of hours: office minutes",
    { ACCEPTED ("2026-10-05 09:00"), CHARGED ("2026-10-05 16:00"), PAID ("2026-10-06 08:30") },
    RESULT (&twelve_hours),
    MC_DUE_RUNNING,
    "2026-10-07 08:00",
    NULL,
    "2026-10-06 09:30" },
  { "charged when it was over: late all the same",
    { ACCEPTED ("2026-10-05 09:00"), CHARGED ("2026-10-12 17:00"), PAID ("2026-10-20 09:00") },
    RESULT (&five_days),
    MC_DUE_RUNNING,
    "2026-10-12 17:00",
    NULL,
    "2026-10-12 07:30" },
  { "charged when it was over, unpaid: the date stands",
    { ACCEPTED ("2026-10-05 09:00"), CHARGED ("2026-10-13 09:00") },
    RESULT (&five_days),
    MC_DUE_RUNNING,
    "2026-10-12 17:00",
    NULL,
    "2026-10-12 07:30" },
  { "overlapping pauses cost once",
    { ACCEPTED ("2026-10-05 09:00"), CHARGED ("2026-10-06 10:00"), ASKED ("2026-10-06 16:00"),
      PAID ("2026-10-07 09:00"), ANSWERED ("2026-10-08 09:00", NULL) },
    RESULT (&five_days),
    MC_DUE_RUNNING,
    "2026-10-14 17:00",
    NULL,
    "2026-10-14 07:30" },
  { "open: no date is promised",
    { ACCEPTED ("2026-10-05 09:00"), ASKED ("2026-10-06 10:00") },
    RESULT (&five_days),
    MC_DUE_PAUSED,
    NULL,
    NULL,
    NULL },
  { "registered on Friday, though sent on Wednesday",
    { ACCEPTED ("2026-10-05 09:00"), ASKED ("2026-10-06 10:00"), ANSWERED ("2026-10-09 10:00", "2026-10-07 10:00") },
    RESULT (&five_days),
    MC_DUE_RUNNING,
    "2026-10-15 17:00",
    NULL,
    "2026-10-15 07:30" },
  { "sent on Wednesday counts",
    { ACCEPTED ("2026-10-05 09:00"), ASKED ("2026-10-06 10:00"), ANSWERED ("2026-10-09 10:00", "2026-10-07 10:00") },
    AS_SENT (&five_days),
    MC_DUE_RUNNING,
    "2026-10-13 17:00",
    NULL,
    "2026-10-13 07:30" },
  { "the policy counts anew",
    { ACCEPTED ("2026-10-05 09:00"), ASKED ("2026-10-06 10:00"), ANSWERED ("2026-10-09 10:00", NULL) },
    ANEW (&five_days),
    MC_DUE_RUNNING,
    "2026-10-16 17:00",
    NULL,
    "2026-10-16 07:30" },
  { "a fee never does",
    { ACCEPTED ("2026-10-05 09:00"), CHARGED ("2026-10-06 10:00"), PAID ("2026-10-06 11:00") },
    ANEW (&five_days),
    MC_DUE_RUNNING,
    "2026-10-12 17:00",
    NULL,
    "2026-10-12 07:30" },
  { "asked when it was over: not anew",
    { ACCEPTED ("2026-10-05 09:00"), ASKED ("2026-10-13 10:00"), ANSWERED ("2026-10-14 10:00", NULL) },
    ANEW (&five_days),
    MC_DUE_RUNNING,
    "2026-10-12 17:00",
    NULL,
    "2026-10-12 07:30" },
  { "anew while the fee is still awaited",
    { ACCEPTED ("2026-10-05 09:00"), CHARGED ("2026-10-07 09:00"), ASKED ("2026-10-07 10:00"),
      ANSWERED ("2026-10-09 10:00", NULL), PAID ("2026-10-13 09:00") },
    ANEW (&five_days),
    MC_DUE_RUNNING,
    "2026-10-19 17:00",
    NULL,
    "2026-10-19 07:30" },
  { "anew by decision",
    { ACCEPTED ("2026-10-05 09:00"), ASKED ("2026-10-06 10:00"), JUST ("2026-10-08 10:00", MC_CLOCK_RESTARTED) },
    RESULT (&five_days),
    MC_DUE_RUNNING,
    "2026-10-15 17:00",
    NULL,
    "2026-10-15 07:30" },
  /* asking when it was over already heals nothing */
  { "restarted late",
    { ACCEPTED ("2026-10-05 09:00"), ASKED ("2026-10-13 10:00"), JUST ("2026-10-15 10:00", MC_CLOCK_RESTARTED) },
    RESULT (&five_days),
    MC_DUE_RUNNING,
    "2026-10-12 17:00",
    NULL,
    "2026-10-12 07:30" },
  /* gia hạn */
  { "extended once",
    { ACCEPTED ("2026-10-05 09:00"), EXTENDED ("2026-10-09 10:00", "2026-10-20 09:00") },
    RESULT (&five_days),
    MC_DUE_RUNNING,
    "2026-10-20 17:00",
    "2026-10-12 17:00",
    "2026-10-20 07:30" },
  { "never onto a day off",
    { ACCEPTED ("2026-10-05 09:00"), EXTENDED ("2026-10-09 10:00", "2026-10-17 09:00") },
    RESULT (&five_days),
    MC_DUE_RUNNING,
    "2026-10-19 17:00",
    "2026-10-12 17:00",
    "2026-10-19 07:30" },
  { "not twice",
    { ACCEPTED ("2026-10-05 09:00"), EXTENDED ("2026-10-09 10:00", "2026-10-20 09:00"),
      EXTENDED ("2026-10-15 10:00", "2026-10-28 09:00") },
    RESULT (&five_days),
    MC_DUE_RUNNING,
    "2026-10-20 17:00",
    "2026-10-12 17:00",
    "2026-10-20 07:30" },
  { "a day before at the latest",
    { ACCEPTED ("2026-10-05 09:00"), EXTENDED ("2026-10-12 08:00", "2026-10-20 09:00") },
    RESULT (&five_days),
    MC_DUE_RUNNING,
    "2026-10-12 17:00",
    NULL,
    "2026-10-12 07:30" },
  { "to a later day",
    { ACCEPTED ("2026-10-05 09:00"), EXTENDED ("2026-10-09 10:00", "2026-10-12 09:00") },
    RESULT (&five_days),
    MC_DUE_RUNNING,
    "2026-10-12 17:00",
    NULL,
    "2026-10-12 07:30" },
  { "paused before and after",
    { ACCEPTED ("2026-10-05 09:00"), CHARGED ("2026-10-06 10:00"), PAID ("2026-10-07 09:00"),
      EXTENDED ("2026-10-09 10:00", "2026-10-20 09:00"), CHARGED ("2026-10-19 10:00"), PAID ("2026-10-21 09:00") },
    RESULT (&five_days),
    MC_DUE_RUNNING,
    "2026-10-22 17:00",
    "2026-10-13 17:00",
    "2026-10-22 07:30" },
  { "in the middle of a pause: the rest of it counts on the new date",
    { ACCEPTED ("2026-10-05 09:00"), CHARGED ("2026-10-06 10:00"), EXTENDED ("2026-10-07 10:00", "2026-10-20 09:00"),
      PAID ("2026-10-08 18:00") },
    RESULT (&five_days),
    MC_DUE_RUNNING,
    "2026-10-22 17:00",
    "2026-10-13 17:00",
    "2026-10-22 07:30" },
  /* calendar days */
  { "ending on a day off",
    { ACCEPTED ("2026-10-07 09:00") },
    RESULT (&ten_days),
    MC_DUE_RUNNING,
    "2026-10-19 17:00",
    NULL,
    "2026-10-19 07:30" },
  { "paused over a Sunday, the due day not moved twice",
    { ACCEPTED ("2026-10-07 09:00"), CHARGED ("2026-10-09 10:00"), PAID ("2026-10-11 10:00") },
    RESULT (&ten_days),
    MC_DUE_RUNNING,
    "2026-10-19 17:00",
    NULL,
    "2026-10-19 07:30" },
  { "over on Saturday, paused on Monday: not due inside the pause",
    { ACCEPTED ("2026-10-07 09:00"), CHARGED ("2026-10-19 09:00"), PAID ("2026-10-21 10:00") },
    RESULT (&ten_days),
    MC_DUE_RUNNING,
    "2026-10-21 17:00",
    NULL,
    "2026-10-21 07:30" },
  /* the end */
  { "ended",
    { ACCEPTED ("2026-10-05 09:00"), ENDED ("2026-10-09 10:00") },
    RESULT (&five_days),
    MC_DUE_ENDED,
    "2026-10-12 17:00",
    NULL,
    "2026-10-12 07:30" },
  { "stopped while it was awaited: paused until then",
    { ACCEPTED ("2026-10-05 09:00"), ASKED ("2026-10-06 10:00"), ENDED ("2026-10-20 10:00") },
    RESULT (&five_days),
    MC_DUE_ENDED,
    "2026-10-26 17:00",
    NULL,
    "2026-10-26 07:30" },
  { "taken back",
    { ACCEPTED ("2026-10-05 09:00"), ENDED ("2026-10-09 10:00"), JUST ("2026-10-09 11:00", MC_CLOCK_REOPENED) },
    RESULT (&five_days),
    MC_DUE_RUNNING,
    "2026-10-12 17:00",
    NULL,
    "2026-10-12 07:30" },
  /* hạn bước */
  { "no step", { ACCEPTED ("2026-10-05 09:00") }, OF_STEP, MC_DUE_NONE, NULL, NULL, NULL },
  { "the last step",
    { ACCEPTED ("2026-10-05 09:00"), STEP ("2026-10-05 09:00", &five_days), STEP ("2026-10-06 10:00", &two_days) },
    OF_STEP,
    MC_DUE_RUNNING,
    "2026-10-08 17:00",
    NULL,
    "2026-10-08 07:30" },
  { "paused as the dossier is",
    { ACCEPTED ("2026-10-05 09:00"), STEP ("2026-10-06 10:00", &two_days), CHARGED ("2026-10-07 10:00"),
      PAID ("2026-10-09 09:00") },
    OF_STEP,
    MC_DUE_RUNNING,
    "2026-10-12 17:00",
    NULL,
    "2026-10-12 07:30" },
  { "begun inside a pause",
    { ACCEPTED ("2026-10-05 09:00"), CHARGED ("2026-10-05 10:00"), STEP ("2026-10-06 10:00", &two_days),
      PAID ("2026-10-08 09:00") },
    OF_STEP,
    MC_DUE_RUNNING,
    "2026-10-09 17:00",
    NULL,
    "2026-10-09 07:30" },
  { "no extension of the dossier moves it",
    { ACCEPTED ("2026-10-05 09:00"), STEP ("2026-10-06 10:00", &two_days),
      EXTENDED ("2026-10-06 11:00", "2026-10-20 09:00") },
    OF_STEP,
    MC_DUE_RUNNING,
    "2026-10-08 17:00",
    NULL,
    "2026-10-08 07:30" },
  { "left",
    { ACCEPTED ("2026-10-05 09:00"), STEP ("2026-10-06 10:00", &two_days), STEP ("2026-10-07 10:00", NULL) },
    OF_STEP,
    MC_DUE_NONE,
    NULL,
    NULL,
    NULL },
  { "of no known unit",
    { ACCEPTED ("2026-10-05 09:00"), STEP ("2026-10-06 10:00", &unknown) },
    OF_STEP,
    MC_DUE_UNKNOWN,
    NULL,
    NULL,
    NULL },
  /* the applicant's time */
  { "nothing asked", { ACCEPTED ("2026-10-05 09:00") }, OF_APPLICANT, MC_DUE_NONE, NULL, NULL, NULL },
  { "thirty days",
    { ACCEPTED ("2026-10-05 09:00"), ASKED ("2026-10-06 10:00") },
    OF_APPLICANT,
    MC_DUE_RUNNING,
    "2026-11-05 17:00",
    NULL,
    "2026-11-05 07:30" },
  { "as the request says",
    { SUBMITTED ("2026-10-05 09:00"),
      { NULL, "2026-10-06 10:00", MC_CLOCK_PAUSED, MC_PAUSE_SUPPLEMENT, "2026-10-13 17:00" } },
    OF_APPLICANT,
    MC_DUE_RUNNING,
    "2026-10-13 17:00",
    NULL,
    NULL },
  { "answered",
    { ACCEPTED ("2026-10-05 09:00"), ASKED ("2026-10-06 10:00"), ANSWERED ("2026-10-07 10:00", NULL) },
    OF_APPLICANT,
    MC_DUE_NONE,
    NULL,
    NULL,
    NULL },
};

static McOffice *
office (void)
{
  return mc_calendar_get_office (mc_calendar_get_default (), NULL);
}

static McDue
due_of (const Case *c, const Script *script, McExplanation *explanation)
{
  McRule rule = resume;

  rule.supplement_policy = c->policy;
  rule.resume_at = c->resume_at;
  switch (c->kind)
    {
    case MC_CLOCK_KIND_RESPONSE:
      return mc_due_of_response (&rule, office (), script->events, script->n, explanation);
    case MC_CLOCK_KIND_STEP:
      return mc_due_of_step (&rule, office (), script->events, script->n, explanation);
    case MC_CLOCK_KIND_APPLICANT:
      return mc_due_of_applicant (&rule, office (), script->events, script->n, explanation);
    case MC_CLOCK_KIND_RESULT:
    case MC_CLOCK_KIND_NONE:
    default:
      return mc_due_of_result (&rule, c->limit, office (), script->events, script->n, explanation);
    }
}

static void
check_time (GDateTime *time, const char *expected)
{
  if (expected == NULL)
    g_assert_null (time);
  else
    assert_wall (time, expected);
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      Script script;
      g_auto (McDue) due = { 0 };

      g_test_message ("%s", c->name);
      write_script (&script, c->lines);
      due = due_of (c, &script, NULL);
      g_assert_cmpint (due.kind, ==, c->kind);
      g_assert_cmpint (due.state, ==, c->state);
      check_time (due.due_at, c->due);
      check_time (due.original_due_at, c->original);
      check_time (due.warn_at, c->warn);
      g_assert_cmpint (due.ended_at != NULL, ==, c->state == MC_DUE_ENDED);
      clear_script (&script);
    }
}

/* The lines of one explanation, with all that they say. */
static void
test_explanation (void)
{
  static const Line lines[] = {
    ACCEPTED ("2026-11-20 15:30"),
    CHARGED ("2026-11-26 10:00"),
    PAID ("2026-11-27 09:00"),
    EXTENDED ("2026-11-27 10:00", "2027-01-05 09:00"),
    { 0 },
  };
  static const struct
  {
    McStepKind kind;
    const char *from, *to;
    int amount;
    const char *reason;
  } expected[] = {
    { MC_STEP_START, NULL, "2026-11-20 15:30", 0, NULL },
    { MC_STEP_SHIFT, "2026-11-20 15:30", "2026-11-23 07:30", 0, NULL },
    { MC_STEP_LIMIT, "2026-11-23 07:30", "2026-12-01 17:00", 5, NULL },
    { MC_STEP_PAUSE, "2026-12-01 17:00", "2026-12-02 17:00", 1, "phí" },
    { MC_STEP_EXTENSION, "2026-12-02 17:00", "2027-01-05 17:00", 0, "gia hạn" },
    { MC_STEP_PROVISIONAL, NULL, NULL, 0, NULL },
  };
  McRule rule = resume;
  Script script;
  g_autoptr (McExplanation) explanation = mc_explanation_new ();
  g_autoptr (McExplanation) before = mc_explanation_new ();
  g_auto (McDue) due = { 0 };
  g_auto (McDue) due_before = { 0 };
  const McExplanationStep *step;

  rule.cutoff = (McCutoff) { MC_CUTOFF_SHIFT_FIRST_DAY, 900 };
  write_script (&script, lines);
  due = mc_due_of_result (&rule, &five_days, office (), script.events, script.n, explanation);
  g_assert_true (due.provisional);
  g_assert_cmpuint (explanation->steps->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      step = g_ptr_array_index (explanation->steps, i);
      g_assert_cmpint (step->kind, ==, expected[i].kind);
      check_time (step->moved_from, expected[i].from);
      check_time (step->moved_to, expected[i].to);
      g_assert_cmpint (step->amount, ==, expected[i].amount);
      g_assert_cmpstr (step->reason, ==, expected[i].reason);
    }
  step = g_ptr_array_index (explanation->steps, 2);
  g_assert_cmpstr (step->source, ==, "QĐ 1");
  step = g_ptr_array_index (explanation->steps, 3);
  check_time (step->since, "2026-11-26 10:00");
  check_time (step->until, "2026-11-27 09:00");
  /* without the extension the day off inside is told by its name */
  due_before = mc_due_of_result (&rule, &five_days, office (), script.events, 1, before);
  g_assert_false (due_before.provisional);
  step = g_ptr_array_index (before->steps, before->steps->len - 1);
  g_assert_cmpint (step->kind, ==, MC_STEP_SKIPPED);
  g_assert_cmpstr (step->reason, ==, "Ngày Văn hóa Việt Nam");
  g_assert_cmpstr (step->source, ==, "28/2026/QH16");
  g_assert_cmpint (step->amount, ==, 1);
  clear_script (&script);
}

/* What is not counted is told too. */
static void
test_standing_steps (void)
{
  static const struct
  {
    guint lines;
    McStepKind kind;
  } expected[] = { { 2, MC_STEP_PAUSE_OPEN }, { 3, MC_STEP_EXTENSION_REFUSED }, { 4, MC_STEP_PAUSE_LATE } };
  static const Line lines[][4] = {
    { ACCEPTED ("2026-10-05 09:00"), ASKED ("2026-10-06 10:00"), { 0 } },
    { ACCEPTED ("2026-10-05 09:00"), EXTENDED ("2026-10-12 10:00", "2026-10-20 09:00"), { 0 } },
    { ACCEPTED ("2026-10-05 09:00"), CHARGED ("2026-10-13 10:00"), PAID ("2026-10-14 10:00"), { 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (McExplanation) explanation = mc_explanation_new ();
      g_auto (McDue) due = { 0 };
      const McExplanationStep *step;
      Script script;

      write_script (&script, lines[i]);
      due = mc_due_of_result (&resume, &five_days, office (), script.events, script.n, explanation);
      step = g_ptr_array_index (explanation->steps, explanation->steps->len - 1);
      g_assert_cmpint (step->kind, ==, expected[i].kind);
      clear_script (&script);
    }
}

/* What was before a restart is not told, a limit of no known unit is. */
static void
test_other_starts (void)
{
  static const Line lines[] = {
    ACCEPTED ("2026-10-05 09:00"),
    ASKED ("2026-10-06 10:00"),
    ANSWERED ("2026-10-09 10:00", NULL),
    { 0 },
  };
  McRule rule = resume;
  Script script;
  g_autoptr (McExplanation) anew = mc_explanation_new ();
  g_autoptr (McExplanation) vague = mc_explanation_new ();
  g_auto (McDue) due = { 0 };
  g_auto (McDue) none = { 0 };
  const McExplanationStep *step;

  rule.supplement_policy = MC_SUPPLEMENT_RESTART;
  write_script (&script, lines);
  due = mc_due_of_result (&rule, &five_days, office (), script.events, script.n, anew);
  g_assert_cmpuint (anew->steps->len, ==, 2);
  step = g_ptr_array_index (anew->steps, 0);
  g_assert_cmpint (step->kind, ==, MC_STEP_RESTART);
  assert_wall (step->moved_to, "2026-10-09 10:00");
  assert_wall (due.start_at, "2026-10-09 10:00");
  none = mc_due_of_result (&rule, &unknown, office (), script.events, script.n, vague);
  g_assert_cmpuint (vague->steps->len, ==, 1);
  step = g_ptr_array_index (vague->steps, 0);
  g_assert_cmpint (step->kind, ==, MC_STEP_UNKNOWN);
  clear_script (&script);
}

/* The rule sets no time for the applicant: the request's own, or none. */
static void
test_applicant_without_rule (void)
{
  static const Line lines[2][2] = {
    { ASKED ("2026-10-06 10:00"), { 0 } },
    { { NULL, "2026-10-06 10:00", MC_CLOCK_PAUSED, MC_PAUSE_SUPPLEMENT, "2026-10-13 17:00" }, { 0 } },
  };
  McRule rule = resume;

  rule.supplement_limit = unknown;
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (McDue) due = { 0 };
      Script script;

      write_script (&script, lines[i]);
      due = mc_due_of_applicant (&rule, office (), script.events, script.n, NULL);
      g_assert_cmpint (due.state, ==, i == 0 ? MC_DUE_UNKNOWN : MC_DUE_RUNNING);
      check_time (due.due_at, i == 0 ? NULL : "2026-10-13 17:00");
      clear_script (&script);
    }
}

/* 15:00 is an hour of acceptance: neither the first answer nor a step begins later for it. */
static void
test_cutoff_is_of_acceptance (void)
{
  static const Line lines[] = {
    SUBMITTED ("2026-10-05 15:30"),
    ACCEPTED ("2026-10-05 15:30"),
    STEP ("2026-10-05 15:30", &two_days),
    { 0 },
  };
  McRule rule = resume;
  Script script;
  g_auto (McDue) response = { 0 };
  g_auto (McDue) step = { 0 };
  g_auto (McDue) result = { 0 };

  rule.cutoff = (McCutoff) { MC_CUTOFF_SHIFT_FIRST_DAY, 900 };
  write_script (&script, lines);
  response = mc_due_of_response (&rule, office (), script.events, script.n, NULL);
  step = mc_due_of_step (&rule, office (), script.events, script.n, NULL);
  result = mc_due_of_result (&rule, &five_days, office (), script.events, script.n, NULL);
  assert_wall (response.due_at, "2026-10-06 16:00");
  assert_wall (step.due_at, "2026-10-07 17:00");
  assert_wall (result.due_at, "2026-10-13 17:00");
  clear_script (&script);
}

/* The badge shows the nearer of step and dossier; an unknown limit never hides a date. */
static void
test_nearer (void)
{
  g_autoptr (GDateTime) soon = at ("2026-10-06 17:00");
  g_autoptr (GDateTime) later = at ("2026-10-12 17:00");
  g_autoptr (GDateTime) warned = at ("2026-10-06 15:00");
  g_autoptr (GDateTime) now = at ("2026-10-06 15:30");
  const McDue response = { .kind = MC_CLOCK_KIND_RESPONSE, .state = MC_DUE_RUNNING, .due_at = later, .warn_at = soon };
  const McDue none = { .kind = MC_CLOCK_KIND_RESULT, .state = MC_DUE_NONE };
  McDue step = { .kind = MC_CLOCK_KIND_STEP, .state = MC_DUE_RUNNING, .due_at = soon, .warn_at = warned };
  McDue result = { .kind = MC_CLOCK_KIND_RESULT, .state = MC_DUE_RUNNING, .due_at = later };
  McDeadline badge;

  g_assert_true (mc_due_nearer (&response, &step, &none) == &response);
  g_assert_true (mc_due_nearer (&response, &step, &result) == &step);
  badge = mc_deadline_of_due (&step, office (), now);
  g_assert_cmpint (badge.urgency, ==, MC_URGENCY_SOON);
  g_assert_cmpint (badge.kind, ==, MC_CLOCK_KIND_STEP);
  g_assert_true (badge.in_hours);
  g_assert_cmpint (badge.amount, ==, 2);
  step.due_at = later;
  g_assert_true (mc_due_nearer (NULL, &step, &result) == &result);
  result.due_at = NULL;
  result.state = MC_DUE_UNKNOWN;
  g_assert_true (mc_due_nearer (NULL, &step, &result) == &step);
  result.state = MC_DUE_PAUSED;
  g_assert_true (mc_due_nearer (NULL, &step, &result) == &result);
  g_assert_cmpint (mc_deadline_of_due (&result, office (), now).urgency, ==, MC_URGENCY_PAUSED);
  result.state = MC_DUE_ENDED;
  g_assert_true (mc_due_nearer (NULL, &step, &result) == &result);
  step.state = MC_DUE_UNKNOWN;
  step.due_at = NULL;
  result.state = MC_DUE_RUNNING;
  result.due_at = later;
  g_assert_true (mc_due_nearer (NULL, &step, &result) == &result);
}

static void
test_timeliness (void)
{
  static const struct
  {
    const char *finished, *now;
    McEarly early;
    McTimeliness expected;
  } table[] = {
    { "2026-10-09 17:00", "2026-10-30 09:00", MC_EARLY_BEFORE_DAY, MC_TIMELINESS_EARLY },
    { "2026-10-11 23:59", "2026-10-30 09:00", MC_EARLY_BEFORE_DAY, MC_TIMELINESS_EARLY },
    { "2026-10-12 00:00", "2026-10-30 09:00", MC_EARLY_BEFORE_DAY, MC_TIMELINESS_ONTIME },
    { "2026-10-12 00:00", "2026-10-30 09:00", MC_EARLY_BEFORE_INSTANT, MC_TIMELINESS_EARLY },
    { "2026-10-12 17:00", "2026-10-30 09:00", MC_EARLY_BEFORE_INSTANT, MC_TIMELINESS_ONTIME },
    { "2026-10-12 17:00", "2026-10-30 09:00", MC_EARLY_BEFORE_DAY, MC_TIMELINESS_ONTIME },
    { "2026-10-12 17:01", "2026-10-30 09:00", MC_EARLY_BEFORE_DAY, MC_TIMELINESS_LATE },
    { NULL, "2026-10-12 17:00", MC_EARLY_BEFORE_DAY, MC_TIMELINESS_RUN_OK },
    { NULL, "2026-10-12 17:01", MC_EARLY_BEFORE_DAY, MC_TIMELINESS_RUN_LATE },
  };
  g_autoptr (GDateTime) due = at ("2026-10-12 17:00");
  g_autoptr (GDateTime) now = at ("2026-10-30 09:00");
  const McDue paused = { .kind = MC_CLOCK_KIND_RESULT, .state = MC_DUE_PAUSED };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GDateTime) finished = table[i].finished != NULL ? at (table[i].finished) : NULL;
      g_autoptr (GDateTime) then = at (table[i].now);

      g_test_message ("%s %s", table[i].finished, table[i].now);
      g_assert_cmpint (mc_timeliness_at (due, finished, table[i].early, then), ==, table[i].expected);
    }
  g_assert_cmpint (mc_timeliness_at (NULL, now, MC_EARLY_BEFORE_DAY, now), ==, MC_TIMELINESS_NONE);
  g_assert_cmpint (mc_timeliness_of (&paused, MC_EARLY_BEFORE_DAY, now), ==, MC_TIMELINESS_RUN_OK);
  g_assert_cmpstr (mc_timeliness_id (MC_TIMELINESS_RUN_LATE), ==, "run_late");
}

/* Three working days, counted to the end of the third. */
static void
test_ask_until (void)
{
  const McRule silent = { .supplement_policy = MC_SUPPLEMENT_RESUME };
  g_autoptr (GDateTime) accepted = at ("2026-10-05 09:00");
  g_autoptr (GDateTime) third = at ("2026-10-08 17:00");
  g_autoptr (GDateTime) until = mc_due_ask_until (&resume, office (), accepted);

  g_assert_true (g_date_time_equal (until, third));
  g_assert_null (mc_due_ask_until (&resume, office (), NULL));
  g_assert_null (mc_due_ask_until (&silent, office (), accepted));
}

/* What is asked in appraisal is a round; what was asked at intake, or a fee, is none. */
static void
test_rounds (void)
{
  static const struct
  {
    Line lines[4];
    int rounds;
  } table[] = {
    { { SUBMITTED ("2026-10-01 09:00"), ASKED ("2026-10-01 10:00"), ACCEPTED ("2026-10-05 09:00") }, 0 },
    { { ACCEPTED ("2026-10-05 09:00"), ASKED ("2026-10-05 10:00"), ANSWERED ("2026-10-05 11:00", NULL) }, 1 },
    { { ACCEPTED ("2026-10-05 09:00"), CHARGED ("2026-10-05 10:00"), PAID ("2026-10-05 11:00") }, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_auto (McDue) due = { 0 };
      Script script;

      write_script (&script, table[i].lines);
      due = mc_due_of_result (&resume, &five_days, office (), script.events, script.n, NULL);
      g_assert_cmpint (due.rounds, ==, table[i].rounds);
      clear_script (&script);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/due/table", test_table);
  g_test_add_func ("/due/explanation", test_explanation);
  g_test_add_func ("/due/standing-steps", test_standing_steps);
  g_test_add_func ("/due/other-starts", test_other_starts);
  g_test_add_func ("/due/applicant-without-rule", test_applicant_without_rule);
  g_test_add_func ("/due/cutoff-is-of-acceptance", test_cutoff_is_of_acceptance);
  g_test_add_func ("/due/nearer", test_nearer);
  g_test_add_func ("/due/timeliness", test_timeliness);
  g_test_add_func ("/due/ask-until", test_ask_until);
  g_test_add_func ("/due/rounds", test_rounds);
  return g_test_run ();
}
