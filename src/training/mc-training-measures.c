// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-measures.h"

#include "mc-training-entry.h"

#define FILE_NAME "made.json"
#define WHOLE 1000
#define MAX_ENTRIES 200
#define MAX_MINUTES 100000

typedef struct
{
  int shares[MC_N_SHARES];
  McMeasureFile *files;
  guint n_files;
  const char **late_procedures;
  guint n_late_procedures;
  const char **late_handlers;
  guint n_late_handlers;
  McMeasureStand *stands;
  guint n_stands;
  int weekdays[8][2];
  int months[13];
  int hours[24][2];
  GHashTable *days;
} Measures;

static const char *const share_ids[MC_N_SHARES] = {
  [MC_SHARE_ONLINE] = "online",
  [MC_SHARE_POST] = "post",
  [MC_SHARE_SUBMITTED_FOR_ANOTHER] = "submitted_for_another",
  [MC_SHARE_UNUSUAL_PERSON] = "unusual_person",
  [MC_SHARE_CAPITALS] = "capitals",
  [MC_SHARE_NO_TONES] = "no_tones",
  [MC_SHARE_OLD_ADDRESS] = "old_address",
  [MC_SHARE_PHONE_WITHOUT_0] = "phone_without_0",
  [MC_SHARE_EMAIL] = "email",
  [MC_SHARE_INCOMPLETE] = "incomplete",
  [MC_SHARE_FILE_NAMED_BY_CAMERA] = "file_named_by_camera",
  [MC_SHARE_PAID_WHEN_SUBMITTED] = "paid_when_submitted",
  [MC_SHARE_DELIVER_BY_POST] = "deliver_by_post",
  [MC_SHARE_DELIVER_AT_COUNTER] = "deliver_at_counter",
  [MC_SHARE_SYNC_ERROR] = "sync_error",
  [MC_SHARE_EXEMPT] = "exempt",
  [MC_SHARE_SUPPLEMENT_AT_INTAKE] = "supplement_at_intake",
  [MC_SHARE_SUPPLEMENT_IN_APPRAISAL] = "supplement_in_appraisal",
  [MC_SHARE_TAX] = "tax",
  [MC_SHARE_REFUSED] = "refused",
  [MC_SHARE_WITHDRAWN] = "withdrawn",
  [MC_SHARE_STOPPED] = "stopped",
  [MC_SHARE_DENIED] = "denied",
  [MC_SHARE_NOT_COLLECTED] = "not_collected",
  [MC_SHARE_EXTENDED] = "extended",
  [MC_SHARE_REWORK] = "rework",
  [MC_SHARE_BACK_TO_COUNTER] = "back_to_counter",
  [MC_SHARE_TRANSFER] = "transfer",
  [MC_SHARE_CORRECTED] = "corrected",
  [MC_SHARE_LATE] = "late",
  [MC_SHARE_AT_ONCE] = "at_once",
  [MC_SHARE_POST_RETURNED] = "post_returned",
  [MC_SHARE_THREE_TIMES] = "three_times",
};

static const char *const turn_ids[MC_N_TURNS + 1] = {
  [MC_TURN_SUPPLEMENT] = "supplement",
  [MC_TURN_FEE] = "fee",
  [MC_TURN_APPRAISAL] = "appraisal",
  [MC_TURN_TAX] = "tax",
  [MC_TURN_LATE] = "late",
  [MC_TURN_WITHDRAWN_EARLY] = "withdrawn_early",
  [MC_TURN_WITHDRAWN_LATE] = "withdrawn_late",
  [MC_TURN_COUNTER] = "counter",
  [MC_TURN_POST] = "post",
  [MC_TURN_REWORK] = "rework",
  [MC_TURN_BACK_TO_COUNTER] = "back_to_counter",
  [MC_TURN_TRANSFER] = "transfer",
};

/* Each share once, and no other. */
static void
read_shares (Measures *self)
{
  static const char *const members[] = { "id", "share", NULL };
  g_autoptr (JsonArray) array = mc_entry_read_file (FILE_NAME, "shares", MAX_ENTRIES);
  gboolean seen[MC_N_SHARES] = { FALSE };

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      McEntry entry = mc_entry_at (FILE_NAME, array, i, "id");
      guint share = 0;

      mc_entry_only (&entry, members);
      while (share < MC_N_SHARES && !g_str_equal (share_ids[share], entry.id))
        share++;
      if (share == MC_N_SHARES || seen[share])
        mc_entry_complain (&entry, "id", "no such share, or there twice");
      seen[share] = TRUE;
      self->shares[share] = (int) mc_entry_number (&entry, "share", 0, WHOLE, -1);
    }
  for (guint share = 0; share < MC_N_SHARES; share++)
    if (!seen[share])
      g_error ("training data: " FILE_NAME ": shares: %s is missing", share_ids[share]);
}

static void
read_files (Measures *self)
{
  static const char *const members[] = { "id", "share", "ending", NULL };
  g_autoptr (JsonArray) array = mc_entry_read_file (FILE_NAME, "files", MAX_ENTRIES);
  int total = 0;

  self->n_files = json_array_get_length (array);
  self->files = g_new0 (McMeasureFile, self->n_files);
  for (guint i = 0; i < self->n_files; i++)
    {
      McEntry entry = mc_entry_at (FILE_NAME, array, i, "id");

      mc_entry_only (&entry, members);
      self->files[i] = (McMeasureFile) { entry.id, mc_entry_need (&entry, "ending"),
                                         (int) mc_entry_number (&entry, "share", 1, WHOLE, 0) };
      total += self->files[i].share;
      if (i + 1 == self->n_files && total != WHOLE)
        mc_entry_complain (&entry, "share", "the shares of files are not a whole");
    }
}

/* The one member of each object of a list. */
static const char **
read_ids (const char *list, const char *member, guint *count)
{
  const char *const members[] = { member, NULL };
  g_autoptr (JsonArray) array = mc_entry_read_file (FILE_NAME, list, MAX_ENTRIES);
  const char **ids;

  *count = json_array_get_length (array);
  ids = g_new0 (const char *, *count);
  for (guint i = 0; i < *count; i++)
    {
      McEntry entry = mc_entry_at (FILE_NAME, array, i, member);

      mc_entry_only (&entry, members);
      ids[i] = entry.id;
    }
  return ids;
}

static void
read_lists (Measures *self)
{
  self->late_procedures = read_ids ("late_procedures", "id", &self->n_late_procedures);
  self->late_handlers = read_ids ("late_handlers", "sub", &self->n_late_handlers);
}

static void
read_stands (Measures *self)
{
  static const char *const members[] = { "id", "share", "until", "min", "max", "with", NULL };
  g_autoptr (JsonArray) array = mc_entry_read_file (FILE_NAME, "stands", MAX_ENTRIES);

  self->n_stands = json_array_get_length (array);
  self->stands = g_new0 (McMeasureStand, self->n_stands);
  for (guint i = 0; i < self->n_stands; i++)
    {
      McEntry entry = mc_entry_at (FILE_NAME, array, i, "id");
      McMeasureStand *stand = &self->stands[i];
      const char *turn = mc_entry_text (&entry, "with");

      mc_entry_only (&entry, members);
      stand->id = entry.id;
      stand->share = (int) mc_entry_number (&entry, "share", 0, WHOLE, -1);
      stand->until = mc_entry_text (&entry, "until");
      stand->min = (int) mc_entry_number (&entry, "min", 1, MAX_MINUTES, 0);
      stand->max = (int) mc_entry_number (&entry, "max", stand->min + 1, MAX_MINUTES, 0);
      for (guint t = 0; turn != NULL && t < MC_N_TURNS; t++)
        if (g_str_equal (turn_ids[t], mc_entry_word (&entry, "with", turn_ids, NULL)))
          stand->turns |= 1u << t;
    }
}

/* A number that an id stands for. */
static int
read_place (const McEntry *entry, int min, int max)
{
  gint64 number;

  if (!g_ascii_string_to_signed (entry->id, 10, min, max, &number, NULL))
    mc_entry_complain (entry, "id", "out of range");
  return (int) number;
}

static void
read_pairs (const char *list, int pairs[][2], int min, int max)
{
  static const char *const members[] = { "id", "counter", "online", NULL };
  g_autoptr (JsonArray) array = mc_entry_read_file (FILE_NAME, list, MAX_ENTRIES);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      McEntry entry = mc_entry_at (FILE_NAME, array, i, "id");
      int place = read_place (&entry, min, max);

      mc_entry_only (&entry, members);
      pairs[place][FALSE] = (int) mc_entry_number (&entry, "counter", 0, WHOLE, -1);
      pairs[place][TRUE] = (int) mc_entry_number (&entry, "online", 0, WHOLE, -1);
    }
}

static void
read_times (Measures *self)
{
  static const char *const members[] = { "id", "share", NULL };
  g_autoptr (JsonArray) months = mc_entry_read_file (FILE_NAME, "months", MAX_ENTRIES);
  g_autoptr (JsonArray) days = mc_entry_read_file (FILE_NAME, "days", MAX_ENTRIES);

  read_pairs ("weekdays", self->weekdays, 1, 7);
  read_pairs ("hours", self->hours, 0, 23);
  for (guint i = 0; i < json_array_get_length (months); i++)
    {
      McEntry entry = mc_entry_at (FILE_NAME, months, i, "id");

      mc_entry_only (&entry, members);
      self->months[read_place (&entry, 1, 12)] = (int) mc_entry_number (&entry, "share", 1, WHOLE, 0);
    }
  self->days = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < json_array_get_length (days); i++)
    {
      McEntry entry = mc_entry_at (FILE_NAME, days, i, "id");

      mc_entry_only (&entry, members);
      g_hash_table_insert (self->days, (gpointer) entry.id,
                           GINT_TO_POINTER ((int) mc_entry_number (&entry, "share", 1, 10 * WHOLE, 0)));
    }
}

static gpointer
read_measures (gpointer data)
{
  Measures *self = g_new0 (Measures, 1);

  read_shares (self);
  read_files (self);
  read_lists (self);
  read_stands (self);
  read_times (self);
  return self;
}

static const Measures *
get_measures (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, read_measures, NULL);
}

int
mc_measure_share (McShare share)
{
  return get_measures ()->shares[share];
}

gboolean
mc_measure_drawn (GRand *rand, McShare share)
{
  return g_rand_int_range (rand, 0, WHOLE) < mc_measure_share (share);
}

const McMeasureFile *
mc_measure_draw_file (GRand *rand)
{
  const Measures *self = get_measures ();
  int drawn = g_rand_int_range (rand, 0, WHOLE);

  for (guint i = 0; i < self->n_files; i++)
    {
      drawn -= self->files[i].share;
      if (drawn < 0)
        return &self->files[i];
    }
  g_assert_not_reached ();
}

static gboolean
is_among (const char *id, const char *const *ids, guint count)
{
  for (guint i = 0; i < count; i++)
    if (g_strcmp0 (ids[i], id) == 0)
      return TRUE;
  return FALSE;
}

gboolean
mc_measure_may_be_late (const char *procedure, const char *handler)
{
  const Measures *self = get_measures ();

  return is_among (procedure, self->late_procedures, self->n_late_procedures)
         && is_among (handler, self->late_handlers, self->n_late_handlers);
}

const char *const *
mc_measure_late_procedures (guint *count)
{
  *count = get_measures ()->n_late_procedures;
  return get_measures ()->late_procedures;
}

const char *const *
mc_measure_late_handlers (guint *count)
{
  *count = get_measures ()->n_late_handlers;
  return get_measures ()->late_handlers;
}

const McMeasureStand *
mc_measure_get_stands (guint *count)
{
  *count = get_measures ()->n_stands;
  return get_measures ()->stands;
}

int
mc_measure_weekday (int weekday, gboolean online)
{
  return get_measures ()->weekdays[weekday][online];
}

int
mc_measure_month (int month)
{
  return get_measures ()->months[month];
}

int
mc_measure_hour (int hour, gboolean online)
{
  return get_measures ()->hours[hour][online];
}

int
mc_measure_day (const char *id)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (get_measures ()->days, id));
}
