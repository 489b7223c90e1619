// SPDX-License-Identifier: GPL-3.0-or-later
/* What the QR codes of official papers lead to: following a dossier, and saying how one was served. Whoever has the code
 * learns the state and the appointment, and no name. */
#include "mc-training-private.h"

#include "mc-calendar.h"
#include "mc-handling.h"
#include "mc-office.h"
#include "mc-training-record.h"

#define MAX_CODE 100

/* (transfer full) (nullable) */
static char *
get_code (const McTrainingRequest *request)
{
  g_autoptr (GHashTable) form
      = request->query != NULL ? g_uri_parse_params (request->query, -1, "&", G_URI_PARAMS_WWW_FORM, NULL) : NULL;
  const char *code = form != NULL ? g_hash_table_lookup (form, "ma") : NULL;

  if (code == NULL || *code == '\0' || strlen (code) > MAX_CODE || !g_utf8_validate (code, -1, NULL))
    return NULL;
  return g_strdup (code);
}

/* Nobody may ask for a record's words that are kept secret. (transfer full) (nullable) */
static McTrainingRecord *
find_record (McTraining *self, const char *code)
{
  static const char index[] = "CREATE INDEX IF NOT EXISTS summaries_by_code ON summaries "
                              "(coalesce (json_extract (json, '$.code'), json_extract (json, '$.provisional_code')))";
  static const char find[]
      = "SELECT id FROM summaries "
        "WHERE coalesce (json_extract (json, '$.code'), json_extract (json, '$.provisional_code')) = ?";
  g_autoptr (sqlite3_stmt) row = NULL;
  g_autoptr (McTrainingRecord) record = NULL;

  /* made when somebody first asks: those who make a million dossiers do not wait for it */
  if (code == NULL || sqlite3_exec (self->db, index, NULL, NULL, NULL) != SQLITE_OK)
    return NULL;
  row = mc_training_query (self, find, "s", code);
  if (sqlite3_step (row) == SQLITE_ROW)
    record = mc_training_load (self, (const char *) sqlite3_column_text (row, 0));
  return record != NULL && !record->dossier->summary->secret ? g_steal_pointer (&record) : NULL;
}

static McTrainingResponse *
answer (int status, const char *title, const char *inside)
{
  g_autofree char *page = mc_training_make_page (title, inside);
  g_autofree char *policy = mc_training_page_policy ();
  McTrainingResponse *response = mc_training_answer_text (status, "text/html; charset=utf-8", page);

  mc_training_response_set (response, "Content-Security-Policy", policy);
  mc_training_response_set (response, "Referrer-Policy", "no-referrer");
  return response;
}

/* When the counter receives whoever brings something, which is not when its time is counted. (transfer full) */
static char *
say_reception (const McSummary *summary, GDateTime *now)
{
  McOffice *counter = mc_calendar_get_office (mc_calendar_get_default (), summary->received_unit);
  McWall when = mc_wall_from_time (now);
  g_autoptr (GDateTime) next = mc_wall_to_time (mc_office_next_reception (counter, when));
  g_autofree char *opens = g_date_time_format (next, "%H:%M ngày %d/%m/%Y");
  g_autoptr (GString) text = g_string_new ("Hôm nay: ");
  const McShift *shifts;
  guint n = mc_office_get_reception (counter, mc_wall_day (when), &shifts);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%02d:%02d–%02d:%02d", i > 0 ? ", " : "", shifts[i].start / MC_MINUTES_AN_HOUR,
                            shifts[i].start % MC_MINUTES_AN_HOUR, shifts[i].end / MC_MINUTES_AN_HOUR,
                            shifts[i].end % MC_MINUTES_AN_HOUR);
  if (n == 0)
    g_string_append (text, "không tiếp nhận trực tiếp");
  if (mc_office_receives (counter, when))
    g_string_append (text, ". Đang tiếp nhận.");
  else
    g_string_append_printf (text, ". Đang đóng, tiếp nhận lại từ %s.", opens);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static McTrainingResponse *
show_state (const McTrainingRecord *record, GDateTime *now)
{
  const McSummary *summary = record->dossier->summary;
  const char *label = mc_handling_label (summary->national_state);
  g_autofree char *code = g_markup_escape_text (summary->code != NULL ? summary->code : summary->provisional_code, -1);
  g_autofree char *procedure = g_markup_escape_text (summary->procedure_name, -1);
  g_autoptr (GDateTime) local
      = summary->due_at != NULL ? g_date_time_to_timezone (summary->due_at, mc_calendar_zone ()) : NULL;
  g_autofree char *due = local != NULL ? g_date_time_format (local, "%H:%M %d/%m/%Y") : g_strdup ("chưa có số liệu");
  g_autofree char *place = g_markup_escape_text (summary->received_unit, -1);
  g_autofree char *reception = say_reception (summary, now);
  g_autofree char *inside
      = g_strdup_printf ("<p>Mã hồ sơ: <code>%s</code></p><p>Thủ tục: %s</p><p>Trạng thái: <b>%s</b></p>"
                         "<p>Hẹn trả kết quả: %s</p><p>Nơi tiếp nhận: %s</p><p>Giờ tiếp nhận. %s</p>",
                         code, procedure, label != NULL ? label : "chưa có số liệu", due, place, reception);

  return answer (200, "Tra cứu hồ sơ", inside);
}

static McTrainingResponse *
show_survey (const McTrainingRecord *record)
{
  g_autofree char *code = g_markup_escape_text (record->dossier->summary->code, -1);
  g_autofree char *inside = g_strdup_printf ("<p>Mã hồ sơ: <code>%s</code></p><p class=\"hint quiet\">Trên Cổng thật, "
                                             "người dân đánh giá việc giải quyết hồ sơ "
                                             "này tại đây. Cổng tập huấn không nhận đánh giá.</p>",
                                             code);

  return answer (200, "Đánh giá việc giải quyết", inside);
}

McTrainingResponse *
mc_training_citizen_page (McTraining *self, const McTrainingRequest *request)
{
  gboolean tracking = g_str_equal (request->path, MC_TRAINING_TRACKING);
  g_autofree char *code = NULL;
  g_autoptr (McTrainingRecord) record = NULL;
  g_autoptr (GDateTime) now = NULL;

  if (!tracking && !g_str_equal (request->path, MC_TRAINING_SURVEY))
    return NULL;
  if (!g_str_equal (request->method, "GET"))
    {
      McTrainingResponse *response = mc_training_answer_text (405, "text/plain; charset=utf-8", "");

      mc_training_response_set (response, "Allow", "GET");
      return response;
    }
  code = get_code (request);
  record = find_record (self, code);
  if (record == NULL || (!tracking && record->dossier->summary->code == NULL))
    return answer (
        404, "Không tìm thấy hồ sơ",
        "<p class=\"problem\" role=\"alert\">Không có hồ sơ mang mã này. Mã hồ sơ ghi dưới mã vạch trên giấy "
        "hẹn.</p>");
  if (!tracking)
    return show_survey (record);
  now = mc_clock_now (self->clock);
  return show_state (record, now);
}

char *
mc_training_page_address (McTraining *self, const char *path)
{
  return self->browser_url != NULL ? g_strconcat (self->browser_url, path, "?ma={code}", NULL) : NULL;
}
