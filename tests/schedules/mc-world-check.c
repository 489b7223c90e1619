// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-world-check.h"

#include <json-glib/json-glib.h>
#include <sqlite3.h>

#include "mc-codecs.h"
#include "mc-training-test.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, sqlite3_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

/* The portal's own database, read past all its code. */
static sqlite3 *
open_database (McWorld *world)
{
  g_autofree char *path = g_build_filename (world->directory, "portal.db", NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  return db;
}

static sqlite3_stmt *
query (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *row = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &row, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  return row;
}

static GHashTable *
read_lengths (sqlite3 *db)
{
  GHashTable *lengths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (sqlite3_stmt) row = query (db, "SELECT id, json_array_length (detail, '$.history') FROM dossiers");

  while (sqlite3_step (row) == SQLITE_ROW)
    g_hash_table_insert (lengths, g_strdup ((const char *) sqlite3_column_text (row, 0)),
                         GINT_TO_POINTER (sqlite3_column_int (row, 1)));
  return lengths;
}

void
mc_world_remember_portal (McWorld *self)
{
  g_autoptr (sqlite3) db = open_database (self);

  self->lengths = read_lengths (db);
}

static void
check_action (McWorld *self, const char *sub, const char *key)
{
  const McDeed *deed = mc_world_find_deed (self, key);

  if (g_hash_table_contains (self->foreign, key))
    return;
  if (deed == NULL || g_strcmp0 (deed->player->sub, sub) != 0)
    mc_world_wrong (self, "the portal did what nobody asked for: %s", key);
  else if (deed->undone)
    mc_world_wrong (self, "the portal did what was undone: %s", key);
  else if (deed->dropped && deed->sent_at_dropped == 0)
    mc_world_wrong (self, "the portal did what was given up unsent: %s", key);
}

void
mc_world_check_portal (McWorld *self)
{
  g_autoptr (sqlite3) db = open_database (self);
  g_autoptr (GHashTable) lengths = read_lengths (db);
  g_autoptr (sqlite3_stmt) row = query (db, "SELECT sub, key, json_extract (answer, '$.dossier.id') FROM actions");
  GHashTableIter iter;
  gpointer id;
  gpointer length;

  while (sqlite3_step (row) == SQLITE_ROW)
    {
      const char *record = (const char *) sqlite3_column_text (row, 2);

      check_action (self, (const char *) sqlite3_column_text (row, 0), (const char *) sqlite3_column_text (row, 1));
      length = g_hash_table_lookup (lengths, record);
      g_hash_table_insert (lengths, g_strdup (record), GINT_TO_POINTER (GPOINTER_TO_INT (length) - 1));
    }
  g_hash_table_iter_init (&iter, lengths);
  while (g_hash_table_iter_next (&iter, &id, &length))
    if (length != g_hash_table_lookup (self->lengths, id))
      mc_world_wrong (self, "the history of %s is not that of its acts (%d lines too many)", (char *) id,
                      GPOINTER_TO_INT (length) - GPOINTER_TO_INT (g_hash_table_lookup (self->lengths, id)));
}

static gboolean
portal_has (McWorld *self, const McDeed *deed)
{
  g_autoptr (sqlite3) db = open_database (self);
  g_autoptr (sqlite3_stmt) row = query (db, "SELECT 1 FROM actions WHERE sub = ? AND key = ?");

  sqlite3_bind_text (row, 1, deed->player->sub, -1, SQLITE_STATIC);
  sqlite3_bind_text (row, 2, deed->key, -1, SQLITE_STATIC);
  return sqlite3_step (row) == SQLITE_ROW;
}

static void
check_entry (McPlayer *self, const McOutboxEntry *entry, GHashTable *unsent)
{
  McWorld *world = self->world;
  const McDeed *deed = mc_world_find_deed (world, entry->act->key);
  gboolean is_unsent = entry->state != MC_OUTBOX_DONE && entry->state != MC_OUTBOX_DROPPED;

  if (is_unsent && entry->act->expected_handling_version != 0
      && !g_hash_table_add (unsent, g_strdup (entry->act->record_id)))
    mc_world_wrong (world, "two unsent acts on %s", entry->act->record_id);
  if (deed == NULL)
    return; /* asked for and not told about so far */
  if (deed->undone)
    mc_world_wrong (world, "the journal keeps what was undone: %s", deed->key);
  if (deed->dropped && entry->state != MC_OUTBOX_DROPPED)
    mc_world_wrong (world, "the journal lost that it was given up: %s", deed->key);
  if (deed->done && entry->state != MC_OUTBOX_DONE)
    mc_world_wrong (world, "the journal lost that it was done: %s", deed->key);
}

static void
check_note (McPlayer *self, const McWorldNote *note)
{
  DexFuture *future = mc_journal_drafts (self->journal, note->record_id);
  const GValue *value;
  const char *text;

  mc_world_await (future);
  value = dex_future_get_value (future, NULL);
  text = value != NULL ? g_hash_table_lookup (g_value_get_boxed (value), "note") : NULL;
  if (note->text != NULL && g_strcmp0 (text, note->text) != 0 && g_strcmp0 (text, note->typed) != 0)
    {
      gboolean sent = FALSE;

      for (guint i = 0; i < self->world->deeds->len && !sent; i++)
        {
          const McDeed *deed = self->world->deeds->pdata[i];

          sent = deed->player == self && deed->safe && g_str_equal (deed->record_id, note->record_id);
        }
      /* a draft goes with the act that carries it, and in no other way */
      if (text != NULL || !sent)
        mc_world_wrong (self->world, "a draft of %s is lost: “%s”, not “%s”", note->record_id, text, note->text);
    }
  dex_unref (future);
}

void
mc_player_check_journal (McPlayer *self)
{
  McWorld *world = self->world;
  g_autoptr (GPtrArray) entries = mc_world_await_entries (self);
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) unsent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      const McOutboxEntry *entry = entries->pdata[i];

      if (!g_hash_table_add (keys, entry->act->key))
        mc_world_wrong (world, "the journal has an act twice: %s", entry->act->key);
      check_entry (self, entry, unsent);
    }
  for (guint i = 0; i < world->deeds->len; i++)
    {
      McDeed *deed = world->deeds->pdata[i];

      if (deed->player != self || !deed->safe || deed->undone || g_hash_table_contains (keys, deed->key))
        continue;
      /* the program ended before it could say that it is undone */
      if (deed->undo_asked)
        deed->undone = TRUE;
      else
        mc_world_wrong (world, "an act is lost that was told safe: %s", deed->key);
    }
  for (guint i = 0; i < world->notes->len; i++)
    if (((McWorldNote *) world->notes->pdata[i])->player == self)
      check_note (self, world->notes->pdata[i]);
}

static char *
to_text (const McSummary *summary)
{
  g_autoptr (JsonNode) node = mc_codec_summary_build (summary);

  return json_to_string (node, FALSE);
}

/* Everything this official may see, as the portal tells it to somebody who comes anew: id → McSummary. */
static GHashTable *
read_truth (McPlayer *self, const char *token)
{
  GHashTable *truth = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mc_summary_unref);
  g_autofree char *address = g_strdup ("/officials/v1/changes");

  for (gboolean more = TRUE; more;)
    {
      g_autoptr (McTrainingResponse) response = mc_test_send (self->world->training, "GET", address, token, NULL, NULL);
      g_autoptr (McChanges) changes = mc_codec_changes_parse (response->body, NULL);
      g_autofree char *safe = NULL;

      g_assert_nonnull (changes);
      for (guint i = 0; i < changes->changes->len; i++)
        {
          const McChange *change = changes->changes->pdata[i];

          g_hash_table_insert (truth, g_strdup (change->id), mc_summary_ref (change->summary));
        }
      more = changes->more;
      safe = g_uri_escape_string (changes->next, NULL, FALSE);
      g_free (address);
      address = g_strconcat ("/officials/v1/changes?cursor=", safe, NULL);
    }
  return truth;
}

static gpointer
await_boxed (DexFuture *future)
{
  const GValue *value;
  gpointer boxed;

  mc_world_await (future);
  value = dex_future_get_value (future, NULL);
  boxed = value != NULL ? g_value_dup_boxed (value) : NULL;
  dex_unref (future);
  return boxed;
}

void
mc_player_check_had (McPlayer *self, const McListing *listing)
{
  g_autoptr (McListing) read = listing == NULL ? await_boxed (mc_cache_list (self->cache, NULL, NULL, NULL)) : NULL;
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer id;

  listing = listing != NULL ? listing : read;
  g_assert_cmpuint (listing->rows->len, ==, listing->keys->len); /* all are on the first page */
  for (guint i = 0; i < listing->rows->len; i++)
    {
      const McSummary *summary = listing->rows->pdata[i];

      g_hash_table_add (there, summary->id);
      g_hash_table_add (self->had, g_strdup (summary->id));
    }
  g_hash_table_iter_init (&iter, self->had);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (there, id) && !g_hash_table_contains (self->world->moved, id))
      mc_world_wrong (self->world, "%s does not see %s any more", self->username, (char *) id);
}

static void
check_records (McPlayer *self, GHashTable *truth)
{
  McWorld *world = self->world;
  g_autoptr (McListing) listing = await_boxed (mc_cache_list (self->cache, NULL, NULL, NULL));
  g_autoptr (GPtrArray) rows = await_boxed (mc_cache_rows (self->cache, listing->keys));

  if (rows->len != g_hash_table_size (truth))
    mc_world_wrong (world, "%s has %u records, the portal %u", self->username, rows->len, g_hash_table_size (truth));
  for (guint i = 0; i < rows->len; i++)
    {
      const McSummary *mine = rows->pdata[i];
      const McSummary *theirs = g_hash_table_lookup (truth, mine->id);
      g_autofree char *mine_text = to_text (mine);
      g_autofree char *their_text = theirs != NULL ? to_text (theirs) : NULL;
      g_autoptr (GBytes) detail = await_boxed (mc_cache_detail (self->cache, mine->id));
      g_autoptr (McDossier) dossier = detail != NULL ? mc_codec_dossier_parse (detail, NULL) : NULL;

      if (g_strcmp0 (mine_text, their_text) != 0)
        mc_world_wrong (world, "%s has a record otherwise than the portal: %s, not %s", self->username, mine_text,
                        their_text);
      if (dossier != NULL && dossier->summary->version != mine->version)
        mc_world_wrong (world, "the detail of %s is of version %d, its record of %d", mine->id,
                        (int) dossier->summary->version, (int) mine->version);
    }
}

/* Every number on screen counts exactly the records that it opens, and those of the portal. */
static void
check_counts (McPlayer *self, GHashTable *truth)
{
  McMe *me = mc_sync_get_me (self->sync);
  g_autoptr (GPtrArray) filters = g_ptr_array_new ();
  g_autoptr (GArray) counts = NULL;
  g_autoptr (GDateTime) now = mc_clock_now (self->world->clock);

  if (me == NULL)
    {
      mc_world_wrong (self->world, "%s does not know who it is", self->username);
      return;
    }
  for (guint i = 0; i < me->queues->len; i++)
    g_ptr_array_add (filters, ((McQueue *) me->queues->pdata[i])->filter);
  counts = await_boxed (mc_cache_counts (self->cache, filters));
  for (guint i = 0; i < me->queues->len; i++)
    {
      const McQueue *queue = me->queues->pdata[i];
      g_autoptr (McListing) listing = await_boxed (mc_cache_list (self->cache, queue->filter, queue->order, NULL));
      guint count = g_array_index (counts, guint, i);
      guint expected = 0;
      GHashTableIter iter;
      gpointer summary;

      g_hash_table_iter_init (&iter, truth);
      while (g_hash_table_iter_next (&iter, NULL, &summary))
        expected += mc_filter_matches (queue->filter, summary, now);
      if (count != listing->keys->len || count != expected)
        mc_world_wrong (self->world, "queue %s counts %u, lists %u, should %u", queue->id, count, listing->keys->len,
                        expected);
    }
}

static void
check_outbox (McPlayer *self)
{
  McWorld *world = self->world;
  GPtrArray *shown = mc_sync_get_outbox (self->sync);
  const McLine *line = mc_sync_get_line (self->sync);
  g_autoptr (GPtrArray) entries = mc_world_await_entries (self);
  guint needs_you = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      const McOutboxEntry *entry = entries->pdata[i];
      McDeed *deed = mc_world_find_deed (world, entry->act->key);
      const McOutboxEntry *seen = NULL;
      gboolean there = deed != NULL && portal_has (world, deed);

      for (guint n = 0; n < shown->len && seen == NULL; n++)
        if (g_str_equal (((McOutboxEntry *) shown->pdata[n])->act->key, entry->act->key))
          seen = shown->pdata[n];
      if (seen == NULL || seen->state != entry->state)
        mc_world_wrong (world, "the outbox shows %s otherwise than it is on disk (%d, not %d)", entry->act->key,
                        seen != NULL ? (int) seen->state : -1, (int) entry->state);
      if (entry->state < MC_OUTBOX_DONE)
        mc_world_wrong (world, "an act still waits at the end: %s (state %d, cause %s)", entry->act->key,
                        (int) entry->state, entry->cause);
      if (entry->state == MC_OUTBOX_DONE && !there)
        mc_world_wrong (world, "the portal never did what is said to be done: %s", entry->act->key);
      if (entry->state == MC_OUTBOX_NEEDS_YOU && there)
        mc_world_wrong (world, "the portal did what is said to need the official: %s (%s)", entry->act->key,
                        entry->cause);
      needs_you += entry->state == MC_OUTBOX_NEEDS_YOU;
    }
  if (line->waiting != 0 || line->needs_you != needs_you)
    mc_world_wrong (world, "the line says %u wait and %u need the official, not 0 and %u", line->waiting,
                    line->needs_you, needs_you);
  if (line->state != MC_LINE_CURRENT)
    mc_world_wrong (world, "%s is not up to date at the end: %d %s", self->username, (int) line->state, line->error);
}

void
mc_world_check_end (McWorld *self)
{
  mc_world_check_portal (self);
  for (guint i = 0; i < self->players->len; i++)
    {
      McPlayer *player = self->players->pdata[i];
      g_autofree char *token = mc_test_sign_in (self->training, player->username);
      g_autoptr (GHashTable) truth = read_truth (player, token);

      mc_player_check_journal (player);
      check_outbox (player);
      check_records (player, truth);
      check_counts (player, truth);
    }
}
