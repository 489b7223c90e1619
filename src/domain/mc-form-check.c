// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "mc-form-json.h"
#include "mc-rule.h"
#include "mc-text.h"
#include "mc-upload.h"

typedef struct
{
  const McForm *form;
  JsonObject *values;
  const McDossier *dossier; /* nullable */
  GPtrArray *errors;
} Check;

static void add_error (Check *self, const char *field, const char *item, const char *code, const char *format, ...)
    G_GNUC_PRINTF (5, 6);

static const char *const mark_members[] = { "id", "mark", "reason", "note", NULL };

static void
add_error (Check *self, const char *field, const char *item, const char *code, const char *format, ...)
{
  McFormError *error = g_new0 (McFormError, 1);
  va_list arguments;

  error->field = g_strdup (field);
  error->item = g_strdup (item);
  error->code = g_strdup (code);
  va_start (arguments, format);
  error->detail = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (self->errors, error);
}

static void
add_wrong_type (Check *self, const McFormField *field)
{
  add_error (self, field->id, NULL, "wrong_type", "Mục “%s” không đúng dạng.", field->label);
}

static gboolean
holds_string (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

/* Ids are not cleaned into something else: what is there is the id or it is none. */
static gboolean
is_exact (JsonObject *object, const char *name)
{
  JsonNode *node = mc_form_get_node (object, name);
  g_autofree char *text = mc_form_get_text (object, name);

  return node == NULL || (holds_string (node) && g_strcmp0 (json_node_get_string (node), text) == 0);
}

static gboolean
has_letter (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalpha (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

static int
get_max_length (const McFormField *field)
{
  return field->max_length >= 0 ? field->max_length : MC_FORM_MAX_LENGTH;
}

static const McComponent *
find_component (const McDossier *dossier, const char *id)
{
  GPtrArray *components = dossier->components;

  for (guint i = 0; i < components->len; i++)
    {
      const McComponent *component = g_ptr_array_index (components, i);

      if (g_strcmp0 (component->id, id) == 0)
        return component;
    }
  return NULL;
}

/* Whether something is filled in: of marks, one that is not "sufficient". */
static gboolean
is_filled (Check *self, const McFormField *field)
{
  JsonNode *node = mc_form_get_node (self->values, field->id);
  JsonArray *array;

  if (node == NULL)
    return FALSE;
  if (holds_string (node))
    {
      g_autofree char *text = mc_form_get_text (self->values, field->id);

      return text != NULL;
    }
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return TRUE;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      g_autofree char *mark
          = JSON_NODE_HOLDS_OBJECT (element) ? mc_form_get_text (json_node_get_object (element), "mark") : NULL;

      if (g_strcmp0 (mark, "sufficient") != 0)
        return TRUE;
    }
  return FALSE;
}

static void
check_text (Check *self, const McFormField *field, JsonNode *node)
{
  g_autofree char *text = mc_form_get_text (self->values, field->id);
  int max = get_max_length (field);

  if (!holds_string (node))
    add_wrong_type (self, field);
  else if (text != NULL && g_utf8_strlen (text, -1) > max)
    add_error (self, field->id, NULL, "too_long", "Mục “%s” dài quá %d ký tự.", field->label, max);
}

/* A line a sum: what it is for, and how much. */
static void
check_money (Check *self, const McFormField *field, JsonNode *node)
{
  g_autofree char *text = mc_form_get_text (self->values, field->id);
  guint before = self->errors->len;
  g_autoptr (GPtrArray) lines = NULL;

  check_text (self, field, node);
  if (text == NULL || self->errors->len > before)
    return;
  lines = mc_payment_lines_read (text);
  for (guint i = 0; i < lines->len; i++)
    {
      const McPaymentLine *line = g_ptr_array_index (lines, i);

      if (line->amount < 0)
        add_error (self, field->id, NULL, "no_amount", "Khoản “%.100s” chưa có số tiền.", line->name);
      else if (line->amount == 0 || line->amount > MC_PAYMENT_MAX)
        add_error (self, field->id, NULL, "out_of_range", "Số tiền của khoản “%.100s” không hợp lệ.", line->name);
      else if (!has_letter (line->name))
        add_error (self, field->id, NULL, "no_name", "Số tiền “%.100s” chưa ghi là khoản gì.", line->name);
      else
        continue;
      return;
    }
}

static void
check_choice (Check *self, const McFormField *field, JsonNode *node)
{
  g_autofree char *id = mc_form_get_text (self->values, field->id);
  const McFormChoice *choice = mc_form_field_find_choice (field, id);
  const McFormField *other;

  if (!holds_string (node))
    {
      add_wrong_type (self, field);
      return;
    }
  if (id == NULL)
    return;
  if (choice == NULL || !is_exact (self->values, field->id))
    {
      add_error (self, field->id, NULL, "unknown_choice", "Mục “%s” có lựa chọn không nằm trong danh mục.",
                 field->label);
      return;
    }
  other = choice->needs != NULL ? mc_form_find_field (self->form, choice->needs) : NULL;
  if (other != NULL && !other->required && !is_filled (self, other))
    add_error (self, other->id, NULL, "required", "Lý do “%s” cần có mục “%s”.", choice->label, other->label);
}

static void
check_date (Check *self, const McFormField *field, JsonNode *node)
{
  g_autofree char *text = mc_form_get_text (self->values, field->id);
  GDate date;

  if (!holds_string (node))
    {
      add_wrong_type (self, field);
      return;
    }
  if (text == NULL)
    return;
  g_date_clear (&date, 1);
  if (g_regex_match_simple ("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", text, G_REGEX_DOLLAR_ENDONLY, 0))
    {
      int year = (int) g_ascii_strtoull (text, NULL, 10);
      int month = (int) g_ascii_strtoull (text + 5, NULL, 10);
      int day = (int) g_ascii_strtoull (text + 8, NULL, 10);

      if (g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
        return;
    }
  add_error (self, field->id, NULL, "wrong_type", "Mục “%s” không phải là một ngày.", field->label);
}

/* The applicant's time for a supplement, where the dossier's rule has one. */
static int
max_days (const Check *self)
{
  return self->dossier != NULL && mc_form_find_field (self->form, "components") != NULL
             ? mc_dossier_get_supplement_days (self->dossier)
             : MC_FORM_MAX_LENGTH;
}

static void
check_days (Check *self, const McFormField *field, JsonNode *node)
{
  gboolean whole = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64;
  gint64 value = whole ? json_node_get_int (node) : 0;
  int min = MAX (field->min, 0);
  int max = MIN (field->max >= 0 ? field->max : MC_FORM_MAX_LENGTH, max_days (self));

  if (!whole)
    add_wrong_type (self, field);
  else if (value < min || value > max)
    add_error (self, field->id, NULL, "out_of_range", "Mục “%s” phải từ %d đến %d ngày.", field->label, min, max);
}

/* What is said with a mark other than "sufficient": a reason of the list that means this mark, and a note where the reason
 * needs one. */
static void
check_reason (Check *self, const McFormField *field, JsonObject *entry, const char *id, const char *name,
              const char *mark)
{
  g_autofree char *reason = mc_form_get_text (entry, "reason");
  g_autofree char *note = mc_form_get_text (entry, "note");
  const McFormChoice *choice = mc_form_field_find_choice (field, reason);

  if (field->choices->len > 0 && reason == NULL)
    add_error (self, field->id, id, "no_reason", "Giấy tờ “%s” chưa đạt cần có lý do.", name);
  else if (reason != NULL && choice == NULL)
    add_error (self, field->id, id, "unknown_reason", "Lý do của giấy tờ “%s” không nằm trong danh mục.", name);
  else if (choice != NULL && choice->mark != NULL && !g_str_equal (choice->mark, mark))
    add_error (self, field->id, id, "wrong_mark", "Lý do “%s” không đi với kết quả kiểm tra của giấy tờ “%s”.",
               choice->label, name);
  else if (choice != NULL && g_strcmp0 (choice->needs, "note") == 0 && note == NULL)
    add_error (self, field->id, id, "no_note", "Lý do “%s” của giấy tờ “%s” cần được ghi rõ.", choice->label, name);
}

static gboolean
entry_has_form (JsonObject *entry)
{
  g_autoptr (GList) members = json_object_get_members (entry);

  for (GList *at = members; at != NULL; at = at->next)
    {
      JsonNode *node = mc_form_get_node (entry, at->data);

      if (!g_strv_contains (mark_members, at->data) || (node != NULL && !holds_string (node)))
        return FALSE;
    }
  return is_exact (entry, "id") && is_exact (entry, "mark") && is_exact (entry, "reason");
}

static void
check_mark (Check *self, const McFormField *field, JsonNode *node, GHashTable *seen)
{
  JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autofree char *id = entry != NULL ? mc_form_get_text (entry, "id") : NULL;
  g_autofree char *mark = entry != NULL ? mc_form_get_text (entry, "mark") : NULL;
  g_autofree char *note = entry != NULL ? mc_form_get_text (entry, "note") : NULL;
  const McComponent *component;
  const char *name;

  if (entry == NULL || id == NULL || mark == NULL || !entry_has_form (entry))
    {
      add_wrong_type (self, field);
      return;
    }
  component = self->dossier != NULL ? find_component (self->dossier, id) : NULL;
  name = component != NULL ? component->name : id;
  if (self->dossier != NULL && component == NULL)
    add_error (self, field->id, NULL, "unknown_component", "Hồ sơ không có giấy tờ “%.100s”.", id);
  else if (!g_hash_table_add (seen, g_strdup (id)))
    add_error (self, field->id, id, "duplicate", "Giấy tờ “%s” được ghi hai lần.", name);
  else if (!g_strv_contains ((const char *const *) field->marks, mark))
    add_error (self, field->id, id, "wrong_mark", "Kết quả kiểm tra của giấy tờ “%s” không dùng được ở đây.", name);
  else if (note != NULL && g_utf8_strlen (note, -1) > get_max_length (field))
    add_error (self, field->id, id, "too_long", "Ghi chú của giấy tờ “%s” dài quá %d ký tự.", name,
               get_max_length (field));
  else if (g_str_equal (mark, "sufficient"))
    {
      if (mc_form_get_node (entry, "reason") != NULL || mc_form_get_node (entry, "note") != NULL)
        add_error (self, field->id, id, "wrong_mark", "Giấy tờ “%s” đã đạt thì không có lý do.", name);
    }
  else if (component != NULL && g_strcmp0 (component->source, "state_data") == 0)
    add_error (self, field->id, id, "not_demandable", "“%s” là dữ liệu cơ quan nhà nước đã có: không được yêu cầu nộp.",
               name);
  else
    check_reason (self, field, entry, id, name, mark);
}

/* Whether a required component would be left that is not sufficient: state data are looked up, not demanded. */
static gboolean
leaves_some (Check *self, JsonArray *array)
{
  GPtrArray *components = self->dossier->components;

  for (guint i = 0; i < components->len; i++)
    {
      const McComponent *component = g_ptr_array_index (components, i);
      gboolean sufficient = g_strcmp0 (component->mark, "sufficient") == 0;

      if (!component->required || g_strcmp0 (component->source, "state_data") == 0)
        continue;
      for (guint e = 0; e < json_array_get_length (array); e++)
        {
          JsonObject *entry = json_array_get_object_element (array, e);

          if (g_strcmp0 (json_object_get_string_member (entry, "id"), component->id) == 0)
            sufficient = g_str_equal (json_object_get_string_member (entry, "mark"), "sufficient");
        }
      if (!sufficient)
        return TRUE;
    }
  return FALSE;
}

static void
check_marks (Check *self, const McFormField *field, JsonNode *node)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint before = self->errors->len;
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      add_wrong_type (self, field);
      return;
    }
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    check_mark (self, field, json_array_get_element (array, i), seen);
  if (self->errors->len == before && field->complete && self->dossier != NULL && leaves_some (self, array))
    add_error (self, field->id, NULL, "incomplete", "Còn thành phần bắt buộc chưa được xác nhận là đạt.");
}

/* The applicant's paper that state and field are about: the id of one that there is. */
static void
check_named (Check *self, const McFormField *field, JsonNode *node)
{
  g_autofree char *id = mc_form_get_text (self->values, field->id);
  gboolean is_document = g_str_equal (field->kind, "document");
  const McDocument *document;

  if (!holds_string (node) || !is_exact (self->values, field->id))
    add_wrong_type (self, field);
  else if (id == NULL || self->dossier == NULL)
    return;
  else if (!is_document && mc_dossier_find_component (self->dossier, id) == NULL)
    add_error (self, field->id, NULL, "unknown_component", "Hồ sơ không có giấy tờ “%.100s”.", id);
  else if (is_document)
    {
      document = mc_dossier_find_document (self->dossier, id, NULL);
      if (document == NULL)
        add_error (self, field->id, NULL, "unknown_document",
                   "Tệp không còn trong thành phần hồ sơ: đã được thay hoặc gỡ.");
      else if (!mc_document_may_end (document, self->dossier->summary->national_state))
        add_error (self, field->id, NULL, "not_to_end",
                   "Tệp “%s” do người nộp hồ sơ gửi: khi đang xử lý không được thay hoặc gỡ.", document->name);
    }
}

static void
check_dossier (Check *self, const McFormField *field, JsonNode *node)
{
  g_autofree char *id = mc_form_get_text (self->values, field->id);

  if (!holds_string (node) || (id != NULL && (!mc_uuid_is_valid (id) || !is_exact (self->values, field->id))))
    add_wrong_type (self, field);
}

static void
check_files (Check *self, const McFormField *field, JsonNode *node)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint most = field->max >= 0 ? (guint) field->max : 1;
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL)
    {
      add_wrong_type (self, field);
      return;
    }
  if (json_array_get_length (array) > most)
    {
      add_error (self, field->id, NULL, "out_of_range", "Mục “%s” nhận nhiều nhất %u tệp.", field->label, most);
      return;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      const char *id = holds_string (element) ? json_node_get_string (element) : NULL;

      if (id == NULL || !mc_uuid_is_valid (id))
        {
          add_wrong_type (self, field);
          return;
        }
      if (!g_hash_table_add (seen, (gpointer) id))
        add_error (self, field->id, id, "duplicate", "Mục “%s” có một tệp được ghi hai lần.", field->label);
    }
}

static void
check_field (Check *self, const McFormField *field)
{
  static const struct
  {
    const char *kind;
    void (*check) (Check *self, const McFormField *field, JsonNode *node);
  } kinds[] = {
    { "text", check_text },       { "long_text", check_text },  { "choice", check_choice },
    { "date", check_date },       { "days", check_days },       { "marks", check_marks },
    { "official", check_choice }, { "unit", check_choice },     { "money_lines", check_money },
    { "files", check_files },     { "component", check_named }, { "document", check_named },
    { "dossier", check_dossier },
  };
  JsonNode *node = mc_form_get_node (self->values, field->id);
  guint before = self->errors->len;

  for (guint i = 0; node != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, field->kind))
      kinds[i].check (self, field, node);
  /* marks that say "all is sufficient" are filled in, too */
  if ((field->required || (field->required_when != NULL && mc_form_field_is_asked (field, self->dossier)))
      && self->errors->len == before
      && (node == NULL || (!g_str_equal (field->kind, "marks") && !is_filled (self, field))))
    add_error (self, field->id, NULL, "required", "Mục “%s” cần được điền.", field->label);
}

/* A member that is no field would be dropped in silence, and something an official wrote with it. */
static void
check_unknown (Check *self)
{
  g_autoptr (GList) members = json_object_get_members (self->values);

  for (GList *at = members; at != NULL; at = at->next)
    if (mc_form_find_field (self->form, at->data) == NULL)
      add_error (self, at->data, NULL, "unknown_field", "Biểu mẫu không có mục “%.100s”.", (const char *) at->data);
}

static gboolean
has_error (Check *self, const char *field)
{
  for (guint i = 0; i < self->errors->len; i++)
    if (g_strcmp0 (((McFormError *) g_ptr_array_index (self->errors, i))->field, field) == 0)
      return TRUE;
  return FALSE;
}

static void
check_any_of (Check *self)
{
  g_autoptr (GString) labels = g_string_new (NULL);

  for (guint i = 0; self->form->any_of[i] != NULL; i++)
    {
      const McFormField *field = mc_form_find_field (self->form, self->form->any_of[i]);

      if (field == NULL)
        continue;
      if (is_filled (self, field) || has_error (self, field->id))
        return;
      g_string_append_printf (labels, "%s“%s”", labels->len > 0 ? ", " : "", field->label);
    }
  if (labels->len > 0)
    add_error (self, self->form->any_of[0], NULL, "required", "Cần điền ít nhất một trong các mục: %s.", labels->str);
}

/* What the applicant reads has its bound as a whole, however it is put together. */
static void
check_message (Check *self, const char *values)
{
  g_autoptr (GDateTime) any_day = g_date_time_new_utc (2026, 1, 5, 0, 0, 0);
  g_autofree char *text = mc_form_message (self->form, values, self->dossier, any_day);
  const McFormField *first = self->form->fields->len > 0 ? g_ptr_array_index (self->form->fields, 0) : NULL;

  if (text != NULL && strlen (text) > MC_NOTICE_MAX_BYTES)
    add_error (self, first != NULL ? first->id : "form", NULL, "too_long",
               "Nội dung gửi người nộp quá dài. Cần viết gọn lại.");
}

GPtrArray *
mc_form_check (const McForm *self, const char *values, const McDossier *dossier)
{
  g_autoptr (JsonNode) root = mc_form_parse_values (values);
  g_autoptr (GPtrArray) errors = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_form_error_free);
  Check check = { self, NULL, dossier, errors };

  g_return_val_if_fail (self != NULL, NULL);

  if (root == NULL)
    {
      add_error (&check, "form", NULL, "wrong_type", "Biểu mẫu không đọc được.");
      return g_steal_pointer (&errors);
    }
  check.values = json_node_get_object (root);
  for (guint i = 0; i < self->fields->len; i++)
    check_field (&check, g_ptr_array_index (self->fields, i));
  check_any_of (&check);
  check_unknown (&check);
  if (errors->len == 0 && dossier != NULL)
    check_message (&check, values);
  return g_steal_pointer (&errors);
}

char *
mc_form_field_refuse_file (const McFormField *self, const char *name, const char *media_type, gint64 size)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  if (size <= 0)
    return g_strdup_printf ("Tệp “%s” không có nội dung.", name);
  if (self->max_bytes >= 0 && size > self->max_bytes)
    return g_strdup_printf ("Tệp “%s” lớn hơn %d MB.", name, (int) (self->max_bytes / (1024 * 1024)));
  if (media_type == NULL)
    return g_strdup_printf ("Tệp “%s” không phải PDF, JPEG, PNG hoặc HEIC.", name);
  if (self->types[0] != NULL && !g_strv_contains ((const char *const *) self->types, media_type))
    return g_strdup_printf (
        g_strv_length (self->types) == 1 ? "Tệp “%s” không phải PDF." : "Tệp “%s” không đúng loại được nhận.", name);
  return NULL;
}
