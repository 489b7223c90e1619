// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include <string.h>

#include "mc-form-catalogue.h"
#include "mc-handling.h"

/* A queue of a role: its filter written as in the contract, "field op value,value;…". */
typedef struct
{
  const char *role; /* NULL: everybody */
  const char *id;
  const char *title;
  const char *filter;
  const char *order;
  gboolean mine;
} SampleQueue;

static const SampleQueue queues[] = {
  { "receiver", "waiting", "Chờ tiếp nhận", "national_state in 1;local_step in new", "deadline", TRUE },
  { "receiver", "supplemented", "Đã bổ sung", "national_state in 1;local_step in supplemented", "deadline", TRUE },
  { "receiver", "payment", "Chờ nộp phí, lệ phí", "national_state in 6;local_step in payment_at_intake", "submitted",
    FALSE },
  { "receiver", "paid", "Đã nộp phí, chờ tiếp nhận", "national_state in 1;local_step in paid_at_intake", "deadline",
    TRUE },
  { "receiver", "supplement", "Chờ bổ sung", "national_state in 5;local_step in supplement_at_intake", "submitted",
    FALSE },
  { "receiver", "processing", "Đang xử lý", "national_state in 2,4", "deadline", FALSE },
  { "receiver", "to_return", "Chờ trả kết quả", "national_state in 9", "deadline", TRUE },
  { NULL, "soon", "Sắp đến hạn", "national_state in 1,2,4;warn_at before now;deadline not_before now", "deadline",
    FALSE },
  { NULL, "overdue", "Quá hạn", "national_state in 1,2,4;deadline before now", "deadline", FALSE },
  { NULL, "paused", "Tạm dừng tính thời hạn", "national_state in 5,6;accepted_at not_null", "deadline", FALSE },
  { NULL, "open", "Tất cả đang mở", "national_state not_in 3,8,10", "deadline", FALSE },
  { NULL, "closed", "Đã kết thúc", "national_state in 3,8,10", "finished_desc", FALSE },
};

static McFilter *
parse_filter (const char *text)
{
  McFilter *filter = mc_filter_new ();
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (parts[i], " ", 3);
      g_auto (GStrv) values = words[2] != NULL ? g_strsplit (words[2], ",", -1) : g_new0 (char *, 1);
      McFilterOp op;

      if (!mc_filter_op_from_string (words[1], &op)
          || !mc_filter_add (filter, words[0], op, (const char *const *) values))
        g_error ("training portal: a queue's filter is unsound: %s", text);
    }
  return filter;
}

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
  about->idempotent = TRUE;
  about->lease_days = 7;
  about->history_days = 365;
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
  me->roles = g_strsplit (account->role, " ", -1);
  for (guint i = 0; i < G_N_ELEMENTS (queues); i++)
    {
      McQueue *queue;

      if (queues[i].role != NULL && !g_str_equal (queues[i].role, account->role))
        continue;
      queue = mc_queue_new ();
      queue->id = g_strdup (queues[i].id);
      queue->title = g_strdup (queues[i].title);
      queue->filter = parse_filter (queues[i].filter);
      queue->order = g_strdup (queues[i].order);
      queue->mine = queues[i].mine;
      g_ptr_array_add (me->queues, queue);
    }
  g_ptr_array_unref (me->actions);
  me->actions = mc_form_catalogue_get_actions (now);
  for (guint i = me->actions->len; i > 0; i--)
    if (!mc_training_offers (((McActionInfo *) g_ptr_array_index (me->actions, i - 1))->id, MC_HANDLING_NEW))
      g_ptr_array_remove_index (me->actions, i - 1);
  for (guint i = 0; i < me->actions->len && self->undo_seconds >= 0; i++)
    ((McActionInfo *) g_ptr_array_index (me->actions, i))->undo_seconds = self->undo_seconds;
  return mc_training_answer_json (200, mc_codec_me_build (me));
}

GStrv
mc_training_allowed_actions (const McSummary *summary, const char *unit, const McAccount *account)
{
  const char *roles[] = { account->role, NULL };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (const char *const *action = mc_handling_get_actions (); *action != NULL; action++)
    if (mc_training_offers (*action, summary->national_state)
        && mc_handling_check (*action, summary->national_state, summary->local_step, roles,
                              g_str_equal (unit, account->unit), NULL)
               == MC_REFUSAL_NONE)
      g_strv_builder_add (builder, *action);
  return g_strv_builder_end (builder);
}

McSummary *
mc_training_summary_for (const McDossier *dossier, const char *unit, const McAccount *account)
{
  McSummary *summary = dossier->summary;

  g_strfreev (summary->actions);
  summary->actions = mc_training_allowed_actions (summary, unit, account);
  return mc_summary_ref (summary);
}

/* Cursors, bound to the official by a MAC. "l" seq: the log after it. "s" begin now stage deadline id: the snapshot after
 * that row. */
static char *
sign_cursor (McTraining *self, const McAccount *account, const char *text)
{
  g_autofree char *bound = g_strconcat (account->sub, "|", text, NULL);
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

static gint64
query_number (McTraining *self, const char *sql, const char *unit)
{
  g_autoptr (sqlite3_stmt) row = mc_training_query (self, sql, "s", unit);

  return sqlite3_step (row) == SQLITE_ROW ? sqlite3_column_int64 (row, 0) : 0;
}

static void
add_row (McChanges *changes, sqlite3_stmt *row, const char *unit, const McAccount *account)
{
  g_autoptr (GBytes) bytes = g_bytes_new (sqlite3_column_text (row, 0), (gsize) sqlite3_column_bytes (row, 0));
  g_autoptr (McDossier) dossier = mc_codec_dossier_parse (bytes, NULL);
  McChange *change = mc_change_new ();

  change->kind = g_strdup ("dossier");
  change->id = g_strdup (dossier->summary->id);
  change->summary = mc_training_summary_for (dossier, unit, account);
  g_ptr_array_add (changes->changes, change);
}

static void
add_tombstone (McChanges *changes, const char *id)
{
  McChange *change = mc_change_new ();

  change->kind = g_strdup ("dossier");
  change->id = g_strdup (id);
  g_ptr_array_add (changes->changes, change);
}

/* In order of work, at the instant that the snapshot began: overdue, to be warned of, one's own, the rest. All walk one
 * index, the later ones from that instant on. */
static const char *const stages[] = {
  "deadline < ?2",
  "warn <= ?2",
  "warn > ?2 AND handler = ?3",
  "warn > ?2 AND handler <> ?3",
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
fill_from_stage (McTraining *self, const McAccount *account, Place *place, McChanges *changes)
{
  g_autofree char *sql = g_strdup_printf ("SELECT detail, deadline, id FROM dossiers WHERE unit = ?1 AND %s"
                                          " AND (deadline, id) > (?4, ?5) ORDER BY deadline, id LIMIT ?6",
                                          stages[place->stage]);
  g_autoptr (sqlite3_stmt) row
      = mc_training_query (self, sql, "sisisi", account->unit, place->now, account->sub, place->deadline, place->id,
                           (gint64) (self->page_size - changes->changes->len));

  while (sqlite3_step (row) == SQLITE_ROW)
    {
      add_row (changes, row, account->unit, account);
      place->deadline = sqlite3_column_int64 (row, 1);
      g_set_str (&place->id, (const char *) sqlite3_column_text (row, 2));
    }
}

static char *
snapshot_page (McTraining *self, const McAccount *account, Place *place, McChanges *changes)
{
  for (;;)
    {
      fill_from_stage (self, account, place, changes);
      if (changes->changes->len == self->page_size || place->stage + 1 == G_N_ELEMENTS (stages))
        break;
      place->stage++;
      place->deadline = place->now;
      g_set_str (&place->id, "");
    }
  changes->snapshot = TRUE;
  changes->total = query_number (self, "SELECT count(*) FROM dossiers WHERE unit = ?", account->unit);
  changes->more = TRUE;
  if (changes->changes->len < self->page_size)
    return g_strdup_printf ("l_%" G_GINT64_FORMAT, place->begin);
  return g_strdup_printf ("s_%" G_GINT64_FORMAT "_%" G_GINT64_FORMAT "_%u_%" G_GINT64_FORMAT "_%s", place->begin,
                          place->now, place->stage, place->deadline, place->id);
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

static char *
log_page (McTraining *self, const McAccount *account, gint64 seq, McChanges *changes)
{
  g_autoptr (sqlite3_stmt) row
      = mc_training_query (self,
                           "SELECT detail, seq, id FROM dossiers WHERE unit = ?1 AND seq > ?2"
                           " UNION ALL SELECT NULL, seq, id FROM removals WHERE unit = ?1 AND seq > ?2"
                           " ORDER BY 2 LIMIT ?3",
                           "sii", account->unit, seq, (gint64) self->page_size);

  while (sqlite3_step (row) == SQLITE_ROW)
    {
      if (sqlite3_column_type (row, 0) == SQLITE_NULL)
        add_tombstone (changes, (const char *) sqlite3_column_text (row, 2));
      else
        add_row (changes, row, account->unit, account);
      seq = sqlite3_column_int64 (row, 1);
    }
  changes->more = changes->changes->len == self->page_size;
  return g_strdup_printf ("l_%" G_GINT64_FORMAT, seq);
}

char *
mc_training_log_cursor (McTraining *self, const McAccount *account, gint64 seq)
{
  g_autofree char *text = g_strdup_printf ("l_%" G_GINT64_FORMAT, seq);

  return sign_cursor (self, account, text);
}

McTrainingResponse *
mc_training_changes (McTraining *self, const McAccount *account, const McTrainingRequest *request)
{
  g_autoptr (GHashTable) query
      = request->query != NULL ? g_uri_parse_params (request->query, -1, "&", G_URI_PARAMS_NONE, NULL) : NULL;
  const char *cursor = query != NULL ? g_hash_table_lookup (query, "cursor") : NULL;
  g_autoptr (McChanges) changes = mc_changes_new ();
  g_auto (GStrv) words = NULL;
  g_auto (Place) place = { .begin = self->seq, .now = mc_clock_now_us (self->clock) / G_USEC_PER_SEC };
  g_autofree char *next = NULL;

  /* taken for "no cursor" it would be answered with a whole snapshot */
  if (request->query != NULL && query == NULL)
    return mc_training_problem (400, "bad_query", "Địa chỉ có tham số không đọc được.");
  if (cursor == NULL)
    {
      place.deadline = G_MININT64;
      place.id = g_strdup ("");
      next = snapshot_page (self, account, &place, changes);
    }
  else
    {
      words = check_cursor (self, account, cursor);
      if (words != NULL && read_place (words, &place))
        next = snapshot_page (self, account, &place, changes);
      else if (words != NULL && g_str_equal (words[0], "l"))
        next = log_page (self, account, g_ascii_strtoll (words[1], NULL, 10), changes);
      else
        return mc_training_problem (410, "resync", "Cần tải lại danh sách từ đầu.");
    }
  changes->next = sign_cursor (self, account, next);
  return mc_training_answer_json (200, mc_codec_changes_build (changes));
}

McTrainingResponse *
mc_training_dossier (McTraining *self, const McAccount *account, const char *id)
{
  g_autofree char *unit = NULL;
  g_autoptr (McDossier) dossier = mc_training_load (self, id, &unit);
  McTrainingResponse *response;
  g_autofree char *tag = NULL;

  /* another unit's record does not exist for this official */
  if (dossier == NULL || !g_str_equal (unit, account->unit))
    return mc_training_problem (404, "not_found", "Hồ sơ ngoài phạm vi được xem.");
  mc_summary_unref (mc_training_summary_for (dossier, unit, account));
  mc_training_fill_sizes (self, dossier);
  response = mc_training_answer_json (200, mc_codec_dossier_build (dossier));
  tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", dossier->summary->handling_version);
  mc_training_response_set (response, "ETag", tag);
  return response;
}
