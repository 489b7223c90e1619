// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include <string.h>

#include "mc-secret.h"

McTrainingResponse *
mc_training_about (McTraining *self)
{
  g_autoptr (McAbout) about = mc_about_new ();
  JsonNode *node;
  g_autoptr (GDateTime) now = mc_clock_now (self->clock);
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");

  about->name = g_strdup ("Cổng Dịch vụ công – bản tập huấn");
  about->issuer = g_strdup (self->issuer);
  about->client_id = g_strdup (MC_TRAINING_CLIENT_ID);
  about->scopes = g_strsplit ("openid profile", " ", -1);
  about->contract = MC_CONTRACT_VERSION;
  about->oldest_contract = MC_CONTRACT_VERSION;
  about->oldest_client = g_strdup (self->oldest_client);
  about->idempotent = TRUE;
  about->lease_days = 7;
  about->history_days = MC_TRAINING_HISTORY_DAYS;
  about->training = TRUE;
  about->max_file_bytes = MC_TRAINING_MAX_FILE;
  about->file_types = g_strdupv ((GStrv) mc_media_types ());
  node = mc_codec_about_build (about);
  json_object_set_string_member (json_node_get_object (node), "time", time);
  return mc_training_answer_json (200, node);
}

McTrainingResponse *
mc_training_me (McTraining *self, const McAccount *account)
{
  g_autoptr (McMe) me = mc_me_new ();
  const McSampleUnit *unit = mc_training_find_unit (account->unit);
  g_autoptr (GDateTime) now = mc_clock_now (self->clock);

  me->sub = g_strdup (account->sub);
  me->name = g_strdup (account->name);
  me->position = g_strdup (account->position);
  me->unit_id = g_strdup (unit->id);
  me->unit_name = g_strdup (unit->name);
  me->unit_superior = g_strdup (unit->superior);
  me->unit_place = g_strdup (unit->place);
  me->unit_address = g_strdup (unit->address);
  me->unit_phone = g_strdup (unit->phone);
  me->tracking_url = mc_training_page_address (self, MC_TRAINING_TRACKING);
  me->survey_url = mc_training_page_address (self, MC_TRAINING_SURVEY);
  mc_training_tell_grants (account, now, me);
  mc_training_add_queues (account, now, me->queues);
  g_ptr_array_unref (me->actions);
  me->actions = mc_training_get_forms (account, now);
  for (guint i = 0; i < me->actions->len && self->undo_seconds >= 0; i++)
    ((McActionInfo *) g_ptr_array_index (me->actions, i))->undo_seconds = self->undo_seconds;
  return mc_training_answer_json (200, mc_codec_me_build (me));
}

/* Cursors, bound to the official and the roles in force by a MAC. "l" seq: the log after it. "s" begin now stage deadline id: the snapshot after
 * that row. */
static char *
sign_cursor (McTraining *self, const McAccount *account, const char *text)
{
  g_autoptr (GDateTime) now = mc_clock_now (self->clock);
  guint roles;
  g_autofree char *bound
      = g_strdup_printf ("%s|%x|%s", account->sub, mc_training_grants_in_force (account, now, &roles), text);
  g_autofree char *mac
      = g_compute_hmac_for_data (G_CHECKSUM_SHA256, g_bytes_get_data (self->secret, NULL),
                                 g_bytes_get_size (self->secret), (const guchar *) bound, strlen (bound));

  mac[32] = '\0';
  return g_strconcat (text, "~", mac, NULL);
}

/* The words of a cursor of this official, or NULL. */
static GStrv
check_cursor (McTraining *self, const McAccount *account, const char *cursor)
{
  const char *mark = strrchr (cursor, '~');
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;

  if (mark == NULL || strlen (cursor) > 300)
    return NULL;
  text = g_strndup (cursor, (gsize) (mark - cursor));
  expected = sign_cursor (self, account, text);
  return g_str_equal (expected, cursor) ? g_strsplit (text, "_", 6) : NULL;
}

/* How many there are, counted again only after a change: a snapshot asks with each of its pages. */
static gint64
count_seen (McTraining *self, const McAccount *account, guint sight)
{
  gpointer known;
  g_autofree char *eyes = g_strdup_printf ("%s %u", account->unit, sight);
  g_autoptr (sqlite3_stmt) row = NULL;
  guint count;

  if (g_hash_table_lookup_extended (self->totals, eyes, NULL, &known))
    return GPOINTER_TO_UINT (known);
  /* less those that have left, who are found by their age: few among many */
  row = mc_training_query (self,
                           "SELECT (SELECT count(*) FROM views WHERE unit = ?1 AND (near & ?2) != 0)"
                           " - (SELECT count(*) FROM summaries s CROSS JOIN views v ON v.id = s.id AND v.unit = ?1"
                           "    WHERE s.until <= ?3 AND s.until < 2147483647 AND (v.near & ?2) != 0)",
                           "sii", account->unit, (gint64) sight, self->aged);
  count = sqlite3_step (row) == SQLITE_ROW ? (guint) sqlite3_column_int (row, 0) : 0;
  g_hash_table_insert (self->totals, g_steal_pointer (&eyes), GUINT_TO_POINTER (count));
  return count;
}

/* What goes into a page, for one official. */
typedef struct
{
  McTraining *training;
  const McAccount *account;
  GDateTime *now;
  char *who;
  guint sight;
  guint size; /* at most */
  McChangesWriter *writer;
} Page;

static void
page_init (Page *self, McTraining *training, const McAccount *account)
{
  self->training = training;
  self->account = account;
  self->now = mc_clock_now (training->clock);
  self->who = mc_training_who (account, self->now);
  self->sight = mc_training_sight (account, self->now);
  self->size = training->page_size;
  self->writer = mc_changes_writer_new ();
}

static void
page_clear (Page *self)
{
  mc_changes_writer_free (self->writer);
  g_free (self->who);
  g_date_time_unref (self->now);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, page_clear)

static guint
page_room (const Page *self)
{
  return self->size - mc_changes_writer_get_length (self->writer);
}

/* row: id, json, kin, near of a summary. */
static void
add_row (Page *page, sqlite3_stmt *row)
{
  const char *id = (const char *) sqlite3_column_text (row, 0);
  const char *summary = (const char *) sqlite3_column_text (row, 1);
  const char *actions = mc_training_get_actions (page->training, page->account, page->who, id,
                                                 (const char *) sqlite3_column_text (row, 2),
                                                 (guint) sqlite3_column_int (row, 3), page->now);

  mc_changes_writer_add (page->writer, "dossier", id, summary, (gsize) sqlite3_column_bytes (row, 1), actions);
}

/* In order of work, at the instant that the snapshot began: overdue, to be warned of, one's own, the rest. All walk one
 * index, the later ones from that instant on. */
static const char *const stages[] = {
  "v.deadline < ?2",
  "v.warn <= ?2",
  "v.warn > ?2 AND v.handler = ?3",
  "v.warn > ?2 AND v.handler <> ?3",
};

/* Where a snapshot stands. */
typedef struct
{
  gint64 begin; /* the log goes on after this change */
  gint64 now;   /* seconds since 1970 */
  guint stage;
  gint64 deadline; /* of the last row */
  char *id;
} Place;

static void
place_clear (Place *self)
{
  g_free (self->id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static void
fill_from_stage (McTraining *self, Place *place, Page *page)
{
  const McAccount *account = page->account;
  g_autofree char *sql = g_strdup_printf ("SELECT v.id, s.json, s.kin, v.near, v.deadline FROM views v"
                                          " CROSS JOIN summaries s ON s.id = v.id"
                                          " WHERE v.unit = ?1 AND (v.near & ?7) != 0 AND s.until > ?8 AND %s"
                                          " AND (v.deadline, v.id) > (?4, ?5) ORDER BY v.deadline, v.id LIMIT ?6",
                                          stages[place->stage]);
  g_autoptr (sqlite3_stmt) row
      = mc_training_query (self, sql, "sisisiii", account->unit, place->now, account->sub, place->deadline, place->id,
                           (gint64) page_room (page), (gint64) page->sight, self->aged);

  while (sqlite3_step (row) == SQLITE_ROW)
    {
      add_row (page, row);
      place->deadline = sqlite3_column_int64 (row, 4);
      g_set_str (&place->id, (const char *) sqlite3_column_text (row, 0));
    }
}

static char *
fill_from_snapshot (McTraining *self, Place *place, Page *page)
{
  for (;;)
    {
      fill_from_stage (self, place, page);
      if (page_room (page) == 0 || place->stage + 1 == G_N_ELEMENTS (stages))
        break;
      place->stage++;
      place->deadline = place->now;
      g_set_str (&place->id, "");
    }
  if (page_room (page) > 0)
    return g_strdup_printf ("l_%" G_GINT64_FORMAT, place->begin);
  return g_strdup_printf ("s_%" G_GINT64_FORMAT "_%" G_GINT64_FORMAT "_%u_%" G_GINT64_FORMAT "_%s", place->begin,
                          place->now, place->stage, place->deadline, place->id);
}

static GBytes *
snapshot_page (McTraining *self, const McAccount *account, Place *place)
{
  g_auto (Page) page;
  g_autofree char *next = NULL;
  g_autofree char *cursor = NULL;

  page_init (&page, self, account);
  next = fill_from_snapshot (self, place, &page);
  cursor = sign_cursor (self, account, next);
  return mc_changes_writer_finish (page.writer, cursor, TRUE, TRUE, count_seen (self, account, page.sight));
}

/* TRUE when the words are a place in a snapshot. */
static gboolean
read_place (GStrv words, Place *place)
{
  if (!g_str_equal (words[0], "s") || g_strv_length (words) != 6)
    return FALSE;
  place->begin = g_ascii_strtoll (words[1], NULL, 10);
  place->now = g_ascii_strtoll (words[2], NULL, 10);
  place->stage = (guint) g_ascii_strtoull (words[3], NULL, 10);
  place->deadline = g_ascii_strtoll (words[4], NULL, 10);
  place->id = g_strdup (words[5]);
  return place->stage < G_N_ELEMENTS (stages);
}

char *
mc_training_log_cursor (McTraining *self, const McAccount *account, gint64 seq)
{
  g_autofree char *text = g_strdup_printf ("l_%" G_GINT64_FORMAT, seq);

  return sign_cursor (self, account, text);
}

/* What a unit sees in another way than before may be nothing to this official any longer, and what has ended long ago has
 * left: tombstones, too. */
static GBytes *
log_page (McTraining *self, const McAccount *account, gint64 seq)
{
  g_auto (Page) page;
  g_autoptr (sqlite3_stmt) row = NULL;
  g_autofree char *cursor = NULL;

  page_init (&page, self, account);
  row = mc_training_query (
      self,
      "SELECT v.id, CASE WHEN (v.near & ?4) != 0 AND s.until > ?5 THEN s.json END, s.kin, v.near, v.seq FROM views v"
      " CROSS JOIN summaries s ON s.id = v.id WHERE v.unit = ?1 AND v.seq > ?2"
      " AND (v.was & ?4) != 0"
      " UNION ALL SELECT id, NULL, NULL, NULL, seq FROM removals WHERE unit = ?1 AND seq > ?2"
      " AND (was & ?4) != 0"
      " ORDER BY 5 LIMIT ?3",
      "siiii", account->unit, seq, (gint64) self->page_size, (gint64) page.sight, self->aged);
  while (sqlite3_step (row) == SQLITE_ROW)
    {
      if (sqlite3_column_type (row, 1) == SQLITE_NULL)
        mc_changes_writer_remove (page.writer, "dossier", (const char *) sqlite3_column_text (row, 0));
      else
        add_row (&page, row);
      seq = sqlite3_column_int64 (row, 4);
    }
  cursor = mc_training_log_cursor (self, account, seq);
  return mc_changes_writer_finish (page.writer, cursor, page_room (&page) == 0, FALSE, -1);
}

/* The page that the cursor asks for, NULL when it is no cursor of this official, or of changes that were lost again. */
static GBytes *
make_page (McTraining *self, const McAccount *account, const char *cursor)
{
  g_auto (GStrv) words = NULL;
  gint64 seq;
  g_auto (Place) place = { .begin = self->seq, .now = mc_clock_now_us (self->clock) / G_USEC_PER_SEC };

  if (cursor == NULL)
    {
      place.deadline = G_MININT64;
      place.id = g_strdup ("");
      return snapshot_page (self, account, &place);
    }
  words = check_cursor (self, account, cursor);
  if (words != NULL && read_place (words, &place))
    return snapshot_page (self, account, &place);
  if (words == NULL || !g_str_equal (words[0], "l"))
    return NULL;
  seq = g_ascii_strtoll (words[1], NULL, 10);
  return seq <= self->seq ? log_page (self, account, seq) : NULL;
}

McTrainingResponse *
mc_training_changes (McTraining *self, const McAccount *account, const McTrainingRequest *request)
{
  g_autoptr (GHashTable) query
      = request->query != NULL ? g_uri_parse_params (request->query, -1, "&", G_URI_PARAMS_NONE, NULL) : NULL;
  g_autoptr (GBytes) page = NULL;

  /* taken for "no cursor" it would be answered with a whole snapshot */
  if (request->query != NULL && query == NULL)
    return mc_training_problem (400, "bad_query", "Địa chỉ có tham số không đọc được.");
  mc_training_age (self);
  mc_training_synchronise (self);
  page = make_page (self, account, query != NULL ? g_hash_table_lookup (query, "cursor") : NULL);
  if (page == NULL)
    return mc_training_problem (410, "resync", "Cần tải lại danh sách từ đầu.");
  return mc_training_answer (200, "application/json", page);
}

/* Whether this official, who does not see it now, saw it before. */
static gboolean
saw_before (McTraining *self, const McAccount *account, const char *id, GDateTime *now)
{
  g_autoptr (sqlite3_stmt) row
      = mc_training_query (self,
                           "SELECT 1 FROM removals WHERE unit = ?1 AND id = ?2 AND (was & ?3) != 0"
                           " UNION ALL SELECT 1 FROM views WHERE unit = ?1 AND id = ?2 AND (was & ?3) != 0",
                           "ssi", account->unit, id, (gint64) mc_training_sight (account, now));

  return sqlite3_step (row) == SQLITE_ROW;
}

/* What an official does not see does not exist for them; who saw it before is told where it is. record: nullable. */
static McTrainingResponse *
out_of_sight (McTraining *self, const McAccount *account, const McTrainingRecord *record, GDateTime *now)
{
  const McSampleUnit *unit = record != NULL ? mc_training_find_unit (record->units[MC_SCOPE_COMPETENT]) : NULL;
  g_autofree char *detail = NULL;
  McTrainingResponse *response;
  JsonObject *o;

  if (unit == NULL || !saw_before (self, account, record->dossier->summary->id, now))
    return mc_training_problem (404, "not_found", "Hồ sơ ngoài phạm vi được xem.");
  detail = g_strdup_printf ("Hồ sơ đã được chuyển đến %s.", unit->name);
  o = json_object_new ();
  mc_write_string (o, "type", "about:blank");
  mc_write_string (o, "title", "not_found");
  json_object_set_int_member (o, "status", 404);
  mc_write_string (o, "code", "not_found");
  mc_write_string (o, "detail", detail);
  mc_write_string (o, "moved_to", unit->name);
  response = mc_training_answer_json (404, mc_node_take_object (o));
  mc_training_response_set (response, "Content-Type", "application/problem+json");
  return response;
}

McTrainingResponse *
mc_training_dossier (McTraining *self, const McAccount *account, const char *id)
{
  g_autoptr (GDateTime) now = mc_clock_now (self->clock);
  g_autoptr (McTrainingRecord) record = mc_training_load (self, id);
  McTrainingResponse *response;
  g_autofree char *text = NULL;
  g_autofree char *tag = NULL;
  g_auto (GStrv) actions = NULL;
  gboolean has_notes;

  if (record == NULL || mc_training_check (record, account, MC_CAN_SEE, now) != MC_DENIED_NOT)
    return out_of_sight (self, account, record, now);
  has_notes = record->dossier->notes != NULL;
  actions = g_steal_pointer (&record->dossier->summary->actions);
  mc_summary_unref (mc_training_summary_for (record, account, now));
  mc_training_fill_detail (self, record, account, now);
  mc_training_mask (record, account, now);
  mc_training_fill_sizes (self, record->dossier);
  if (mc_training_check (record, account, MC_CAN_READ, now) != MC_DENIED_NOT)
    mc_training_outline (record->dossier);
  if (record->dossier->summary->secret)
    mc_dossier_cover (record->dossier);
  text = mc_codec_dossier_text (record->dossier);
  response = mc_training_answer_text (200, "application/json", text);
  tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", record->dossier->summary->handling_version);
  mc_training_response_set (response, "ETag", tag);
  mc_training_unfill_detail (record, has_notes);
  g_strfreev (record->dossier->summary->actions);
  record->dossier->summary->actions = g_steal_pointer (&actions);
  mc_training_keep_recent (self, g_steal_pointer (&record));
  return response;
}
