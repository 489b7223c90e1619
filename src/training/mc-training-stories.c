// SPDX-License-Identifier: GPL-3.0-or-later
/* The stories for exercises: data/training/stories.json, each lived by the rules like every other dossier. */
#include "mc-training-making.h"

#include <string.h>

#include "mc-training-entry.h"

#define FILE_NAME "stories.json"
#define MAX_STORIES 99
#define MAX_ACTS 40
#define MAX_MINUTES 100000
/* behind every made dossier: the codes of stories never change */
#define FIRST_NUMBER 4000000
#define BEGIN (9 * MC_MINUTES_AN_HOUR)

typedef struct
{
  const char *title;
  const McWorldProcedure *procedure;
  const char *channel;
  int state; /* where it comes to … */
  const char *step;
  int sets;
  gboolean paid;
  int age;       /* office minutes since the last act; 0: */
  int days_ago;  /* when it was handed in; 0: */
  int day;       /* on that one */
  GArray *deeds; /* McDeed */
} Story;

typedef struct
{
  Story *stories;
  guint count;
} Stories;

static const McWorldText *
find_text (const McEntry *entry, const char *id)
{
  guint count;
  const McWorldText *texts = mc_world_get_texts (&count);

  for (guint i = 0; i < count; i++)
    if (g_str_equal (texts[i].id, id))
      return &texts[i];
  mc_entry_complain (entry, "text", "no such text");
}

static void
read_act (const McEntry *entry, Story *story)
{
  static const char *const members[] = { "action", "role", "after", "values", "text", NULL };
  static const char *const roles[]
      = { "receiver", "specialist", "head", "leader", "clerk", "cashier", "applicant", "system", NULL };
  McDeed deed = { .pace = MC_PACE_WORK, .at = MC_WALL_NONE };
  const char *text = mc_entry_text (entry, "text");
  guint count;

  mc_entry_only (entry, members);
  deed.action = mc_entry_need (entry, "action");
  if (!mc_role_from_string (mc_entry_word (entry, "role", roles, NULL), &deed.role))
    mc_entry_complain (entry, "role", "no role");
  deed.gap = (int) mc_entry_number (entry, "after", 0, MAX_MINUTES, 0);
  deed.words = mc_entry_texts (entry, "values", 0, FALSE, &count);
  for (guint i = 0; i < count; i++)
    if (strchr (deed.words[i], '=') == NULL)
      mc_entry_complain (entry, "values", "not member=value");
  if (text != NULL)
    deed.text = find_text (entry, text);
  g_array_append_val (story->deeds, deed);
}

static void
read_story (const McEntry *entry, Story *story)
{
  static const char *const members[] = { "id",   "number", "title", "procedure", "case", "channel", "state", "step",
                                         "sets", "paid",   "age",   "days_ago",  "day",  "acts",    NULL };
  static const char *const channels[] = { "online", "direct", "post", NULL };
  JsonArray *acts = mc_entry_array (entry, "acts", 1, MAX_ACTS);

  mc_entry_only (entry, members);
  story->title = mc_entry_need (entry, "title");
  story->procedure = mc_world_find_procedure (mc_entry_need (entry, "procedure"));
  if (story->procedure == NULL)
    mc_entry_complain (entry, "procedure", "no such procedure");
  story->procedure = mc_world_find_case (story->procedure, mc_entry_text (entry, "case"));
  if (story->procedure->n_cases > 0)
    mc_entry_complain (entry, "case", "the procedure has cases: one of them");
  story->channel = mc_entry_word (entry, "channel", channels, NULL);
  story->state = (int) mc_entry_number (entry, "state", 1, 10, 0);
  story->step = mc_entry_need (entry, "step");
  story->sets = (int) mc_entry_number (entry, "sets", 1, 100, 1);
  story->paid = mc_entry_flag (entry, "paid");
  story->age = (int) mc_entry_number (entry, "age", 0, MAX_MINUTES, 0);
  story->days_ago = (int) mc_entry_number (entry, "days_ago", 0, 400, 0);
  if (mc_entry_day (entry, "day") != NULL)
    mc_day_parse (mc_entry_day (entry, "day"), &story->day);
  if ((story->age > 0) + (story->days_ago > 0) + (story->day > 0) != 1)
    mc_entry_complain (entry, "age", "one of age, days_ago and day says when");
  story->deeds = g_array_new (FALSE, FALSE, sizeof (McDeed));
  for (guint i = 0; i < json_array_get_length (acts); i++)
    {
      McEntry inner = mc_entry_inner (entry, acts, i);

      read_act (&inner, story);
    }
}

static gpointer
read_stories (gpointer data)
{
  Stories *self = g_new0 (Stories, 1);
  g_autoptr (JsonArray) array = mc_entry_read_file (FILE_NAME, "stories", MAX_STORIES);

  self->count = json_array_get_length (array);
  self->stories = g_new0 (Story, self->count);
  for (guint i = 0; i < self->count; i++)
    {
      McEntry entry = mc_entry_at (FILE_NAME, array, i, "id");

      if (mc_entry_number (&entry, "number", 1, MAX_STORIES, 0) != i + 1)
        mc_entry_complain (&entry, "number", "stories are numbered from 1, in their order");
      read_story (&entry, &self->stories[i]);
    }
  return self;
}

static const Stories *
get_stories (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, read_stories, NULL);
}

guint
mc_training_count_stories (void)
{
  return get_stories ()->count;
}

/* The sample accounts, whom trainees sign in as. */
static McMakerHands
own_hands (void)
{
  return (McMakerHands) { .receiver = mc_training_find_account ("tiepnhan1"),
                          .specialist = mc_training_find_account ("chuyenvien1"),
                          .head = mc_training_find_account ("truongphong1"),
                          .leader = mc_training_find_account ("lanhdao1"),
                          .clerk = mc_training_find_account ("vanthu1"),
                          .cashier = mc_training_find_account ("thuquy1") };
}

static gboolean
has_deed (const Story *story, const char *action)
{
  for (guint i = 0; i < story->deeds->len; i++)
    if (g_str_equal (g_array_index (story->deeds, McDeed, i).action, action))
      return TRUE;
  return FALSE;
}

static McTrainingRecord *
live (McTrainingMaker *maker, const Story *story, McLifePlan *plan, McWall now)
{
  McOffice *office = mc_calendar_get_office (mc_calendar_get_default (), NULL);
  int day = story->days_ago > 0 ? mc_wall_day (now) - story->days_ago : story->day;

  if (story->age > 0)
    return mc_maker_live_since (maker, plan, story->age, now);
  return mc_maker_live_from (maker, plan, mc_office_add_minutes (office, mc_wall_at (day, BEGIN), 0), now);
}

void
mc_maker_name_story (McTrainingRecord *record, guint number, const char *title)
{
  McSummary *s = record->dossier->summary;

  g_free (s->id);
  s->id = g_strdup_printf ("0199b7a1-0000-7000-8000-%012u", number);
  g_free (s->provisional_code);
  s->provisional_code = g_strdup_printf ("BT-%02u", number);
  g_set_str (&record->dossier->abstract, title);
}

McTrainingRecord *
mc_training_make_story (McTrainingMaker *self, guint number, McWall now)
{
  const Story *story = &get_stories ()->stories[number - 1];
  g_autoptr (GDateTime) today = mc_wall_to_time (now);
  g_auto (McLifePlan) plan = { .procedure = story->procedure, .channel = story->channel, .hands = own_hands () };

  if (story->day > 0 && mc_wall_at (story->day, BEGIN) >= now)
    return NULL;
  mc_maker_take (self, FIRST_NUMBER + number, mc_training_find_unit ("an-binh"));
  plan.process = mc_process_ref (story->procedure->process);
  plan.paid = story->paid;
  plan.sets = story->sets;
  plan.extended = has_deed (story, "extend");
  plan.turns = has_deed (story, "receive_result") ? 1u << MC_TURN_COUNTER : 0;
  plan.story = number;
  plan.title = story->title;
  plan.deeds = g_array_copy (story->deeds);
  return live (self, story, &plan, now);
}

guint
mc_training_find_story (const McSummary *summary, int *state, const char **step)
{
  guint number = 0;

  if (summary->provisional_code == NULL || !g_str_has_prefix (summary->provisional_code, "BT-"))
    return 0;
  number = (guint) g_ascii_strtoull (summary->provisional_code + strlen ("BT-"), NULL, 10);
  if (number == 0 || number > get_stories ()->count)
    return 0;
  *state = get_stories ()->stories[number - 1].state;
  *step = get_stories ()->stories[number - 1].step;
  return number;
}
