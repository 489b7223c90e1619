// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-measures.h"

#include "mc-training-entry.h"

#define FILE_NAME "made.json"
#define WHOLE 1000
#define MAX_ENTRIES 200

typedef struct
{
  int shares[MC_N_SHARES];
  McMeasureFile *files;
  guint n_files;
  GHashTable *organisation_fields;
} Measures;

static const char *const share_ids[MC_N_SHARES] = {
  [MC_SHARE_ONLINE] = "online",
  [MC_SHARE_POST] = "post",
  [MC_SHARE_SUBMITTED_FOR_ANOTHER] = "submitted_for_another",
  [MC_SHARE_UNUSUAL_PERSON] = "unusual_person",
  [MC_SHARE_ORGANISATION] = "organisation",
  [MC_SHARE_CAPITALS] = "capitals",
  [MC_SHARE_NO_TONES] = "no_tones",
  [MC_SHARE_OLD_ADDRESS] = "old_address",
  [MC_SHARE_PHONE_WITHOUT_0] = "phone_without_0",
  [MC_SHARE_INCOMPLETE] = "incomplete",
  [MC_SHARE_FILE_NAMED_BY_CAMERA] = "file_named_by_camera",
  [MC_SHARE_PAID_WHEN_SUBMITTED] = "paid_when_submitted",
  [MC_SHARE_DELIVER_BY_POST] = "deliver_by_post",
  [MC_SHARE_DELIVER_AT_COUNTER] = "deliver_at_counter",
  [MC_SHARE_SYNC_ERROR] = "sync_error",
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

static void
read_fields (Measures *self)
{
  static const char *const members[] = { "id", NULL };
  g_autoptr (JsonArray) array = mc_entry_read_file (FILE_NAME, "organisation_fields", MAX_ENTRIES);

  self->organisation_fields = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      McEntry entry = mc_entry_at (FILE_NAME, array, i, "id");

      mc_entry_only (&entry, members);
      g_hash_table_add (self->organisation_fields, (gpointer) entry.id);
    }
}

static gpointer
read_measures (gpointer data)
{
  Measures *self = g_new0 (Measures, 1);

  read_shares (self);
  read_files (self);
  read_fields (self);
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

gboolean
mc_measure_has_organisations (const char *field)
{
  return g_hash_table_contains (get_measures ()->organisation_fields, field);
}
