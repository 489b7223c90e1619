// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-world.h"

#include <stdio.h>
#include <string.h>

#include <glib/gstdio.h>

#include "mc-training-test.h"
#include "mc-world-check.h"

#define QUIET_TURNS 6
#define MOST_TURNS 3000
#define MOST_LOOKS 150

static const char *const usernames[] = { "tiepnhan1", "tiepnhan2", "tiepnhan3" };
static const char *const subs[] = { "0199a001-0000-7000-8000-000000000001", "0199a001-0000-7000-8000-000000000002",
                                    "0199a001-0000-7000-8000-000000000003" };

typedef struct
{
  McPlayer *player;
  guint copies; /* the life of the player that asked */
  McDeed *deed;
  McWorldNote *note;
  char *text;
} Asked;

static void
deed_free (McDeed *self)
{
  g_free (self->record_id);
  g_free (self->action);
  g_free (self->key);
  g_free (self->request);
  g_free (self);
}

static void
note_free (McWorldNote *self)
{
  g_free (self->record_id);
  g_free (self->text);
  g_free (self->typed);
  g_free (self);
}

static void
asked_free (Asked *self)
{
  self->player->world->open--;
  g_free (self->text);
  g_free (self);
}

static Asked *
asked_new (McPlayer *player, McDeed *deed, McWorldNote *note, const char *text)
{
  Asked *asked = g_new0 (Asked, 1);

  player->world->open++;
  asked->player = player;
  asked->copies = player->copies;
  asked->deed = deed;
  asked->note = note;
  asked->text = g_strdup (text);
  return asked;
}

static void
remove_directory (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_directory (path);
      else
        g_unlink (path);
    }
  g_rmdir (directory);
}

static void
copy_file (const char *from_directory, const char *to_directory, const char *name)
{
  g_autofree char *from = g_build_filename (from_directory, name, NULL);
  g_autofree char *to = g_build_filename (to_directory, name, NULL);
  g_autofree char *bytes = NULL;
  gsize size = 0;

  if (g_file_get_contents (from, &bytes, &size, NULL))
    g_assert_true (g_file_set_contents_full (to, bytes, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

void
mc_world_step (McWorld *self, const char *format, ...)
{
  va_list arguments;
  g_autofree char *text = NULL;
  g_autofree char *time = NULL;
  g_autoptr (GDateTime) now = mc_clock_now (self->clock);

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  time = g_date_time_format (now, "%d %H:%M:%S");
  g_ptr_array_add (self->steps, g_strdup_printf ("%s  %s", time, text));
}

void
mc_world_wrong (McWorld *self, const char *format, ...)
{
  va_list arguments;
  char *text;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  mc_world_step (self, "WRONG: %s", text);
  g_ptr_array_add (self->wrongs, text);
}

int
mc_world_draw (McWorld *self, int begin, int end)
{
  return g_rand_int_range (self->rand, begin, end);
}

static DexFuture *
resolved_cb (DexFuture *future, gpointer data)
{
  *(gboolean *) data = TRUE;
  return NULL;
}

void
mc_world_await (DexFuture *future)
{
  gboolean done = FALSE;
  DexFuture *watched = dex_future_finally (dex_ref (future), resolved_cb, &done, NULL);

  while (!done)
    g_main_context_iteration (NULL, TRUE);
  dex_unref (watched);
}

GPtrArray *
mc_world_await_entries (McPlayer *player)
{
  DexFuture *future = mc_journal_list (player->journal);
  g_autoptr (GError) error = NULL;
  const GValue *value;
  GPtrArray *list;

  mc_world_await (future);
  value = dex_future_get_value (future, &error);
  g_assert_no_error (error);
  list = g_value_dup_boxed (value);
  dex_unref (future);
  return list;
}

static DexFuture *
count_down_cb (DexFuture *future, gpointer data)
{
  (*(int *) data)--;
  return NULL;
}

static guint64
count_activity (McWorld *self)
{
  guint64 sum = self->activity;

  for (guint i = 0; i < self->players->len; i++)
    sum += mc_direct_portal_get_activity (((McPlayer *) self->players->pdata[i])->portal);
  return sum;
}

/* All that the stores' threads had to do is done, and whoever waited for it has gone on. */
static void
turn (McWorld *self)
{
  int open = 0;

  for (guint i = 0; i < self->players->len; i++)
    {
      McPlayer *player = self->players->pdata[i];
      DexFuture *probes[3];

      if (player->sync == NULL)
        continue;
      probes[0] = mc_journal_get (player->journal, "probe");
      probes[1] = mc_cache_set (player->cache, "probe", NULL);
      probes[2] = mc_cache_get (player->cache, "probe");
      for (guint n = 0; n < G_N_ELEMENTS (probes); n++)
        {
          open++;
          dex_future_disown (dex_future_finally (probes[n], count_down_cb, &open, NULL));
        }
    }
  while (open > 0)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
mc_world_stir (McWorld *self, int turns)
{
  while (turns-- > 0)
    g_main_context_iteration (NULL, FALSE);
}

/* Quiet, its own words are on disk. */
static void
note_done (McWorld *self)
{
  for (guint i = 0; i < self->players->len; i++)
    {
      McPlayer *player = self->players->pdata[i];
      GPtrArray *entries = player->sync != NULL ? mc_sync_get_outbox (player->sync) : NULL;

      for (guint n = 0; entries != NULL && n < entries->len; n++)
        {
          const McOutboxEntry *entry = entries->pdata[n];
          McDeed *deed = entry->state == MC_OUTBOX_DONE ? mc_world_find_deed (self, entry->act->key) : NULL;

          if (deed != NULL)
            deed->done = TRUE;
        }
    }
}

/* What the cache shows never grows older. */
static void
check_versions (McPlayer *self)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->changed);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      DexFuture *future = mc_cache_summary (self->cache, id);
      const GValue *value;
      const McSummary *summary;
      gint64 version;

      mc_world_await (future);
      value = dex_future_get_value (future, NULL);
      summary = value != NULL ? g_value_get_boxed (value) : NULL;
      version = summary != NULL ? summary->version : G_MAXINT32;
      if (version < GPOINTER_TO_INT (g_hash_table_lookup (self->versions, id)))
        mc_world_wrong (self->world, "%s shows an older version of %s than before", self->username, (char *) id);
      if (summary != NULL)
        g_hash_table_insert (self->versions, g_strdup (id), GINT_TO_POINTER ((int) version));
      dex_unref (future);
    }
  g_hash_table_remove_all (self->changed);
}

void
mc_world_settle (McWorld *self)
{
  int quiet = 0;

  for (int turns = 0; quiet < QUIET_TURNS; turns++)
    {
      guint64 before = count_activity (self);

      turn (self);
      quiet = count_activity (self) == before ? quiet + 1 : 0;
      if (turns > MOST_TURNS)
        {
          mc_world_wrong (self, "it never comes to rest while the clock stands");
          return;
        }
    }
  note_done (self);
  for (guint i = 0; i < self->players->len; i++)
    if (((McPlayer *) self->players->pdata[i])->sync != NULL)
      check_versions (self->players->pdata[i]);
}

void
mc_world_let_pages (McPlayer *player, guint pages)
{
  guint until = mc_direct_portal_count_pages (player->portal) + pages;

  for (int i = 0; i < MOST_LOOKS && mc_direct_portal_count_pages (player->portal) < until; i++)
    {
      DexFuture *probe = mc_cache_get (player->cache, "probe");

      mc_world_await (probe);
      dex_unref (probe);
      g_main_context_iteration (NULL, FALSE);
    }
}

void
mc_world_advance (McWorld *self, gint64 us)
{
  while (us > 0 && self->wrongs->len == 0)
    {
      gint64 next = mc_clock_next_timer_us (self->clock);
      gint64 hop = next >= 0 ? CLAMP (next, 1, us) : us;

      mc_clock_advance (self->clock, hop);
      us -= hop;
      mc_world_settle (self);
    }
}

McDeed *
mc_world_find_deed (McWorld *self, const char *key)
{
  for (guint i = 0; i < self->deeds->len; i++)
    {
      McDeed *deed = self->deeds->pdata[i];

      if (g_strcmp0 (deed->key, key) == 0)
        return deed;
    }
  return NULL;
}

/* The act that an official asked for and was never told about: after a crash it may be there. */
static McDeed *
find_untold (McPlayer *player, const char *record_id, const char *action)
{
  for (guint i = 0; i < player->world->deeds->len; i++)
    {
      McDeed *deed = player->world->deeds->pdata[i];

      if (deed->player == player && deed->key == NULL && g_str_equal (deed->record_id, record_id)
          && g_str_equal (deed->action, action))
        return deed;
    }
  return NULL;
}

/* Acts leave: in their window, after an undo, or otherwise than the first time they must not. */
static void
sent_cb (const McSentAct *act, gpointer data)
{
  McPlayer *player = data;
  McWorld *world = player->world;
  McDeed *deed = mc_world_find_deed (world, act->key);

  mc_world_step (world, "    %s sends %s", player->username, act->key);
  if (deed == NULL)
    {
      deed = find_untold (player, act->record_id, act->action);
      if (deed != NULL)
        deed->key = g_strdup (act->key);
    }
  if (deed == NULL || deed->player != player)
    {
      mc_world_wrong (world, "%s sends an act that nobody asked for: %s", player->username, act->key);
      return;
    }
  deed->sent++;
  if (deed->undone)
    mc_world_wrong (world, "an act is sent that was undone: %s", act->key);
  if (deed->dropped)
    mc_world_wrong (world, "an act is sent that was given up: %s", act->key);
  if (deed->done)
    mc_world_wrong (world, "an act is sent that was done already: %s", act->key);
  if (act->at_us < deed->asked_us + deed->undo_seconds * G_TIME_SPAN_SECOND)
    mc_world_wrong (world, "an act is sent while it could still be undone: %s", act->key);
  if (deed->request != NULL && !g_str_equal (deed->request, act->request))
    mc_world_wrong (world, "an act is sent otherwise than before: %s", act->key);
  g_free (deed->request);
  deed->request = g_strdup (act->request);
  for (guint i = 0; i < world->deeds->len; i++)
    {
      const McDeed *other = world->deeds->pdata[i];

      if (other == deed)
        break;
      if (other->player == player && other->safe && other->sent == 0 && !other->undone && !other->dropped
          && g_str_equal (other->record_id, deed->record_id))
        mc_world_wrong (world, "an act is sent before an earlier one on its record: %s", act->key);
    }
}

static void
moved_cb (McPlayer *player)
{
  player->world->activity++;
}

/* What an open page would read at this instant. */
static DexFuture *
listed_cb (DexFuture *future, gpointer data)
{
  Asked *asked = data;
  const GValue *value = dex_future_get_value (future, NULL);

  asked->player->world->activity++;
  if (value != NULL && asked->copies == asked->player->copies)
    mc_player_check_had (asked->player, g_value_get_boxed (value));
  return NULL;
}

static void
records_changed_cb (McPlayer *player, GStrv ids)
{
  player->world->activity++;
  if (ids == NULL)
    dex_future_disown (dex_future_finally (mc_cache_list (player->cache, NULL, NULL, NULL), listed_cb,
                                           asked_new (player, NULL, NULL, NULL), (GDestroyNotify) asked_free));
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    g_hash_table_add (player->changed, g_strdup (ids[i]));
}

static DexFuture *
acted_cb (DexFuture *future, gpointer data)
{
  Asked *asked = data;
  McDeed *deed = asked->deed;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  asked->player->world->activity++;
  deed->pending = FALSE;
  if (value == NULL || asked->copies != asked->player->copies)
    return NULL;
  deed->safe = TRUE;
  if (deed->key == NULL)
    deed->key = g_strdup (((McOutboxEntry *) g_value_get_boxed (value))->act->key);
  return NULL;
}

static gboolean
was_told_true (DexFuture *future, Asked *asked)
{
  const GValue *value = dex_future_get_value (future, NULL);

  asked->player->world->activity++;
  return value != NULL && asked->copies == asked->player->copies && g_value_get_boolean (value);
}

static DexFuture *
undone_cb (DexFuture *future, gpointer data)
{
  Asked *asked = data;

  if (was_told_true (future, asked))
    asked->deed->undone = TRUE;
  if (asked->deed->undone && asked->deed->sent > 0)
    mc_world_wrong (asked->player->world, "an act was undone that had been sent: %s", asked->deed->key);
  return NULL;
}

static DexFuture *
discarded_cb (DexFuture *future, gpointer data)
{
  Asked *asked = data;

  if (!was_told_true (future, asked))
    return NULL;
  asked->deed->dropped = TRUE;
  asked->deed->sent_at_dropped = asked->deed->sent;
  return NULL;
}

static DexFuture *
opened_cb (DexFuture *future, gpointer data)
{
  Asked *asked = data;
  const GValue *value = dex_future_get_value (future, NULL);

  asked->player->world->activity++;
  if (value != NULL && asked->copies == asked->player->copies)
    g_ptr_array_add (asked->player->opened, g_value_dup_boxed (value));
  return NULL;
}

static DexFuture *
typed_cb (DexFuture *future, gpointer data)
{
  Asked *asked = data;

  asked->player->world->activity++;
  if (dex_future_get_value (future, NULL) != NULL && asked->copies == asked->player->copies)
    g_set_str (&asked->note->text, asked->text);
  return NULL;
}

static void
watch (DexFuture *future, DexFutureCallback callback, Asked *asked)
{
  dex_future_disown (dex_future_finally (future, callback, asked, (GDestroyNotify) asked_free));
}

void
mc_player_act (McPlayer *self, McDossier *dossier, const char *action, const char *form, int undo_seconds)
{
  McDeed *deed = g_new0 (McDeed, 1);

  deed->player = self;
  deed->record_id = g_strdup (dossier->summary->id);
  deed->action = g_strdup (action);
  deed->undo_seconds = undo_seconds;
  deed->asked_us = mc_clock_now_us (self->world->clock);
  deed->pending = TRUE;
  g_ptr_array_add (self->world->deeds, deed);
  watch (mc_sync_act (self->sync, dossier->summary, action, form, undo_seconds), acted_cb,
         asked_new (self, deed, NULL, NULL));
}

void
mc_player_undo (McPlayer *self, McDeed *deed)
{
  deed->undo_asked = TRUE;
  watch (mc_sync_undo (self->sync, deed->key), undone_cb, asked_new (self, deed, NULL, NULL));
}

void
mc_player_discard (McPlayer *self, McDeed *deed)
{
  watch (mc_sync_discard (self->sync, deed->key), discarded_cb, asked_new (self, deed, NULL, NULL));
}

void
mc_player_open (McPlayer *self, const char *record_id)
{
  watch (mc_sync_open_dossier (self->sync, record_id), opened_cb, asked_new (self, NULL, NULL, NULL));
}

void
mc_player_type (McPlayer *self, const char *record_id, const char *text)
{
  McWorldNote *note = NULL;

  for (guint i = 0; i < self->world->notes->len && note == NULL; i++)
    {
      McWorldNote *other = self->world->notes->pdata[i];

      if (other->player == self && g_str_equal (other->record_id, record_id))
        note = other;
    }
  if (note == NULL)
    {
      note = g_new0 (McWorldNote, 1);
      note->player = self;
      note->record_id = g_strdup (record_id);
      g_ptr_array_add (self->world->notes, note);
    }
  g_set_str (&note->typed, text);
  watch (mc_journal_save_draft (self->journal, record_id, "note", text), typed_cb, asked_new (self, NULL, note, text));
}

/* Acts that were asked for and not told about may have come to disk. */
static void
adopt_untold (McPlayer *self)
{
  g_autoptr (GPtrArray) entries = mc_world_await_entries (self);

  for (guint i = 0; i < entries->len; i++)
    {
      const McOutboxEntry *entry = entries->pdata[i];
      McDeed *deed = mc_world_find_deed (self->world, entry->act->key);

      if (deed == NULL)
        deed = find_untold (self, entry->act->record_id, entry->act->action);
      if (deed == NULL)
        mc_world_wrong (self->world, "the journal has an act that nobody asked for: %s", entry->act->key);
      else if (deed->key == NULL)
        deed->key = g_strdup (entry->act->key);
    }
}

static gpointer
await_object (McWorld *world, DexFuture *future, gboolean *busy)
{
  g_autoptr (GError) error = NULL;
  const GValue *value;
  gpointer object;

  mc_world_await (future);
  value = dex_future_get_value (future, &error);
  object = value != NULL ? g_value_dup_object (value) : NULL;
  dex_unref (future);
  *busy = g_error_matches (error, MC_STORE_ERROR, MC_STORE_ERROR_BUSY);
  if (object == NULL && !*busy)
    mc_world_wrong (world, "a store does not open: %s", error->message);
  return object;
}

void
mc_player_start (McPlayer *self)
{
  McWorld *world = self->world;
  gboolean busy = TRUE;
  const gint64 began_us = g_get_monotonic_time ();

  /* a predecessor that was not closed lets go of the folder when its fibers have ended */
  while (busy && self->journal == NULL && g_get_monotonic_time () - began_us < 10 * G_TIME_SPAN_SECOND)
    self->journal = await_object (world, mc_journal_open (self->directory, world->key, world->clock), &busy);
  if (self->journal == NULL)
    {
      mc_world_wrong (world, "the profile stays locked");
      return;
    }
  self->cache = await_object (world, mc_cache_open (self->directory, world->key, world->clock), &busy);
  g_assert_nonnull (self->cache);
  if (mc_cache_was_reset (self->cache))
    mc_world_wrong (world, "the cache of %s was thrown away", self->username);
  adopt_untold (self);
  self->sync = mc_sync_new (MC_PORTAL (self->portal), self->journal, self->cache, world->clock);
  g_signal_connect_swapped (self->sync, "outbox-changed", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (self->sync, "line-changed", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (self->sync, "records-changed", G_CALLBACK (records_changed_cb), self);
  mc_sync_start (self->sync);
}

/* Nothing of the running program is heard of any more; its tasks end wherever they stand. */
static void
forget (McPlayer *self)
{
  self->copies++;
  mc_direct_portal_hang_up (self->portal);
  g_signal_handlers_disconnect_by_data (self->sync, self);
  g_ptr_array_set_size (self->opened, 0);
  g_hash_table_remove_all (self->changed);
  for (guint i = 0; i < self->world->deeds->len; i++)
    {
      McDeed *deed = self->world->deeds->pdata[i];

      if (deed->player == self)
        deed->pending = FALSE;
    }
  mc_sync_stop (self->sync);
  g_clear_object (&self->sync);
}

void
mc_player_stop (McPlayer *self)
{
  DexFuture *closed;

  forget (self);
  closed = dex_future_all (mc_journal_close (self->journal), mc_cache_close (self->cache), NULL);
  mc_world_await (closed);
  dex_unref (closed);
  g_clear_object (&self->journal);
  g_clear_object (&self->cache);
}

void
mc_player_crash (McPlayer *self, gboolean copy, gboolean lose_cache)
{
  /* a database before its log: without a checkpoint between them every such pair is one that a crash can leave */
  static const char *const files[] = { "journal.db", "journal.db-wal", "cache.db", "cache.db-wal" };

  if (copy)
    {
      g_autofree char *name = g_strdup_printf ("%s-%u", self->username, self->copies + 1);
      char *directory = g_build_filename (self->world->directory, name, NULL);

      g_assert_cmpint (g_mkdir (directory, 0700), ==, 0);
      for (guint i = 0; i < (lose_cache ? 2 : G_N_ELEMENTS (files)); i++)
        copy_file (self->directory, directory, files[i]);
      g_free (self->directory);
      self->directory = directory;
      if (lose_cache)
        {
          g_hash_table_remove_all (self->versions);
          g_hash_table_remove_all (self->had);
        }
    }
  forget (self);
  g_clear_object (&self->journal);
  g_clear_object (&self->cache);
}

void
mc_world_start_portal (McWorld *self)
{
  if (self->training == NULL)
    self->training = mc_test_paged_portal (self->directory, self->seed, 0, self->clock, self->page_size);
}

void
mc_world_stop_portal (McWorld *self)
{
  g_clear_object (&self->training);
}

static void
player_free (McPlayer *self)
{
  g_free (self->sub);
  g_free (self->directory);
  g_clear_object (&self->portal);
  g_ptr_array_unref (self->opened);
  g_hash_table_unref (self->versions);
  g_hash_table_unref (self->changed);
  g_hash_table_unref (self->had);
  g_free (self);
}

static void
add_player (McWorld *self, guint index)
{
  McPlayer *player = g_new0 (McPlayer, 1);

  player->world = self;
  player->username = usernames[index];
  player->sub = g_strdup (subs[index]);
  player->directory = g_build_filename (self->directory, player->username, NULL);
  player->versions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  player->changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  player->had = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  player->opened = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_dossier_unref);
  player->portal = mc_direct_portal_new (&self->training, player->username, self->clock, self->seed * 7 + index);
  mc_direct_portal_watch (player->portal, sent_cb, player);
  g_ptr_array_add (self->players, player);
}

char *
mc_world_make_template (guint32 seed, guint dossiers)
{
  char *directory = mc_test_directory ();
  g_autoptr (McClock) clock = mc_test_clock (9, 0);
  g_autoptr (McTraining) training = mc_test_portal (directory, seed, dossiers, clock);

  return directory;
}

McWorld *
mc_world_new (const char *template_directory, guint32 seed, guint players)
{
  static const guint page_sizes[] = { 2, 500, 3, 7 };
  McWorld *self = g_new0 (McWorld, 1);
  guint8 key[32];

  memset (key, 7, sizeof key);
  self->seed = seed;
  self->directory = mc_test_directory ();
  self->rand = g_rand_new_with_seed (seed);
  self->clock = mc_test_clock (9, 0);
  self->key = g_bytes_new (key, sizeof key);
  self->players = g_ptr_array_new_with_free_func ((GDestroyNotify) player_free);
  self->deeds = g_ptr_array_new_with_free_func ((GDestroyNotify) deed_free);
  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) note_free);
  self->foreign = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->moved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->page_size = page_sizes[seed % G_N_ELEMENTS (page_sizes)];
  self->steps = g_ptr_array_new_with_free_func (g_free);
  self->wrongs = g_ptr_array_new_with_free_func (g_free);
  copy_file (template_directory, self->directory, "portal.db");
  mc_world_start_portal (self);
  for (guint i = 0; i < MIN (players, G_N_ELEMENTS (usernames)); i++)
    add_player (self, i);
  return self;
}

void
mc_world_free (McWorld *self)
{
  for (guint i = 0; i < self->players->len; i++)
    {
      McPlayer *player = self->players->pdata[i];

      if (player->sync != NULL)
        mc_player_stop (player);
    }
  /* calls under way end with their timers, and with them what they hold */
  mc_clock_advance (self->clock, 120 * G_TIME_SPAN_SECOND);
  while (self->open > 0)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  mc_world_stop_portal (self);
  remove_directory (self->directory);
  g_free (self->directory);
  g_rand_free (self->rand);
  g_object_unref (self->clock);
  g_bytes_unref (self->key);
  g_ptr_array_unref (self->players);
  g_ptr_array_unref (self->deeds);
  g_ptr_array_unref (self->notes);
  g_hash_table_unref (self->foreign);
  g_hash_table_unref (self->moved);
  g_clear_pointer (&self->lengths, g_hash_table_unref);
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->wrongs);
  g_free (self);
}
