// SPDX-License-Identifier: GPL-3.0-or-later
/* Acts about files: uploads become documents of a component or of the draft of a result, documents are replaced and removed,
 * a paper of another dossier is taken over. What no longer counts stays, with who, when and why. */
#include "mc-training-private.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "mc-form-json.h"
#include "mc-text.h"

#define MAX_DOCUMENTS 200
#define MAX_EARLIER 500
/* a PDF ends with its mark, near the end of the file (ISO 32000-1, annex H: 1,024 bytes) */
#define TAIL_BYTES 1024

typedef struct
{
  McTraining *portal;
  McTrainingRecord *record;
  const McAccount *account;
  const McAct *act;
  const McForm *form;
  JsonObject *values;
  GDateTime *now;
  GPtrArray *errors;  /* McFormError */
  GPtrArray *uploads; /* McUpload, in order of the form */
  McTrainingRecord *source;
  const McDocument *paper; /* of the source */
} Change;

static void
add_error (Change *self, const char *field, const char *item, const char *code, char *detail)
{
  McFormError *error = g_new0 (McFormError, 1);

  error->field = g_strdup (field);
  error->item = g_strdup (item);
  error->code = g_strdup (code);
  error->detail = detail;
  g_ptr_array_add (self->errors, error);
}

static gboolean
is_act (const Change *self, const char *action)
{
  return g_str_equal (self->act->action, action);
}

/* Whether the file ends as a PDF does: one that was cut off cannot be opened. */
static gboolean
pdf_is_whole (McTraining *portal, const McUpload *upload)
{
  g_autofree char *path = mc_training_file_path (portal, "upload-", upload->id, NULL);
  char tail[TAIL_BYTES];
  gssize size = MIN (upload->size, TAIL_BYTES);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean whole = fd >= 0 && pread (fd, tail, (gsize) size, upload->size - size) == size
                   && memmem (tail, (gsize) size, "%%EOF", 5) != NULL;

  if (fd >= 0)
    close (fd);
  return whole;
}

static void
look_at_upload (Change *self, const McFormField *field, const char *id)
{
  g_autoptr (McUpload) upload = mc_training_find_upload (self->portal, self->account, id, FALSE);
  g_autofree char *refusal = NULL;

  if (upload == NULL || !upload->complete)
    {
      add_error (self, field->id, id, "unknown_upload", g_strdup ("Cổng chưa có đủ tệp này. Cần gửi lại tệp."));
      return;
    }
  refusal = mc_form_field_refuse_file (field, upload->name, upload->media_type, upload->size);
  if (refusal == NULL && is_act (self, MC_ACT_ATTACH_RESULT) && !pdf_is_whole (self->portal, upload))
    refusal = g_strdup_printf ("Tệp “%s” không mở được: nội dung PDF không trọn vẹn.", upload->name);
  if (refusal != NULL)
    add_error (self, field->id, id, "wrong_file", g_steal_pointer (&refusal));
  else
    g_ptr_array_add (self->uploads, g_steal_pointer (&upload));
}

static void
find_uploads (Change *self)
{
  for (guint f = 0; f < self->form->fields->len; f++)
    {
      const McFormField *field = g_ptr_array_index (self->form->fields, f);
      JsonNode *node = g_str_equal (field->kind, "files") ? mc_form_get_node (self->values, field->id) : NULL;
      JsonArray *array = node != NULL ? json_node_get_array (node) : NULL;

      for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
        look_at_upload (self, field, json_array_get_string_element (array, i));
    }
}

/* A paper of the same owner, in a dossier that this official may read. Who may not read it does not learn that it is there. */
static void
find_paper (Change *self)
{
  g_autofree char *id = mc_form_get_text (self->values, "source_dossier");
  g_autofree char *document = mc_form_get_text (self->values, "source_document");
  g_autofree char *mine = mc_training_person_mark (self->record->dossier);
  g_autofree char *theirs = NULL;

  self->source = mc_training_load (self->portal, id);
  if (self->source != NULL && mc_training_check (self->source, self->account, MC_CAN_READ, self->now) == MC_DENIED_NOT
      && !self->source->dossier->summary->secret)
    theirs = mc_training_person_mark (self->source->dossier);
  if (mine == NULL || g_strcmp0 (mine, theirs) != 0 || g_str_equal (id, self->record->dossier->summary->id))
    {
      add_error (self, "source_dossier", NULL, "unknown_dossier",
                 g_strdup ("Không có hồ sơ này của cùng chủ hồ sơ trong phạm vi được xem."));
      return;
    }
  self->paper = mc_dossier_find_document (self->source->dossier, document, NULL);
  if (self->paper == NULL)
    add_error (self, "source_document", NULL, "unknown_document", g_strdup ("Hồ sơ đó không còn tệp này."));
}

static void
note_ended (const Change *self, McDocument *document)
{
  document->ended_at = g_date_time_ref (self->now);
  document->ended_by = g_strdup (self->account->name);
  document->ended_reason = mc_form_get_text (self->values, "reason");
}

/* Out of those in force, among the earlier ones. */
static void
end_document (const Change *self, GPtrArray *documents, GPtrArray *earlier, guint at)
{
  McDocument *document = g_ptr_array_steal_index (documents, at);

  note_ended (self, document);
  g_ptr_array_add (earlier, document);
}

static McDocument *
begin_document (const Change *self, const char *id, const char *origin)
{
  McDocument *document = mc_document_new ();

  document->id = g_strdup (id);
  document->origin = g_strdup (origin);
  document->added_at = g_date_time_ref (self->now);
  document->added_by = g_strdup (self->account->name);
  return document;
}

/* at: where the first one goes. */
static gboolean
take_uploads (const Change *self, GPtrArray *documents, guint at)
{
  for (guint i = 0; i < self->uploads->len; i++)
    {
      const McUpload *upload = g_ptr_array_index (self->uploads, i);
      McDocument *document = begin_document (self, upload->id, "official");

      document->name = g_strdup (upload->name);
      document->media_type = g_strdup (upload->media_type);
      document->size = upload->size;
      g_ptr_array_insert (documents, (int) (at + i), document);
      if (!mc_training_document_take (self->portal, self->record->dossier->summary->id, upload))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_paper (const Change *self, GPtrArray *documents)
{
  const McSummary *from = self->source->dossier->summary;
  g_autofree char *id = mc_uuid_new (mc_clock_now_us (self->portal->wall) / 1000);
  McDocument *document = begin_document (self, id, "reused");

  document->name = g_strdup (self->paper->name);
  document->media_type = g_strdup (self->paper->media_type);
  document->taken_from = g_strdup (from->code != NULL ? from->code : from->provisional_code);
  g_ptr_array_add (documents, document);
  return mc_training_document_copy (self->portal, self->source->dossier, self->paper,
                                    self->record->dossier->summary->id, document);
}

/* The component that the act is about; at: the document that it ends, -1: none. */
static McComponent *
find_component (const Change *self, int *at)
{
  g_autofree char *id = mc_form_get_text (self->values, "component");
  g_autofree char *document_id = mc_form_get_text (self->values, "document");
  McComponent *component = NULL;
  McDocument *document;
  guint index;

  *at = -1;
  if (document_id == NULL)
    return mc_dossier_find_component (self->record->dossier, id);
  document = mc_dossier_find_document (self->record->dossier, document_id, &component);
  if (document != NULL && g_ptr_array_find (component->documents, document, &index))
    *at = (int) index;
  return component;
}

static gboolean
change_component (const Change *self)
{
  int at;
  McComponent *component = find_component (self, &at);

  if (at >= 0)
    end_document (self, component->documents, component->earlier, (guint) at);
  /* what was found in other papers says nothing about these */
  g_clear_pointer (&component->mark, g_free);
  g_clear_pointer (&component->mark_reason, g_free);
  if (self->paper != NULL)
    return take_paper (self, component->documents);
  return take_uploads (self, component->documents, at >= 0 ? (guint) at : component->documents->len);
}

static gboolean
change_result (const Change *self)
{
  McTrainingLife *life = &self->record->life;
  McResult *result = mc_training_life_last_result (life);

  if (result == NULL || mc_result_is_released (result) || g_str_equal (result->state, "void"))
    result = mc_training_life_add_result (life, "draft", self->now, self->account->name);
  while (result->documents->len > 0)
    end_document (self, result->documents, result->earlier, 0);
  life->drafted = TRUE;
  return take_uploads (self, result->documents, 0);
}

/* There is an end to everything. */
static void
check_room (Change *self)
{
  int at;
  McComponent *component = is_act (self, MC_ACT_ATTACH_RESULT) ? NULL : find_component (self, &at);
  McResult *result = mc_training_life_last_result (&self->record->life);

  if (component != NULL
          ? component->documents->len + self->uploads->len >= MAX_DOCUMENTS || component->earlier->len >= MAX_EARLIER
          : result != NULL && result->earlier->len + result->documents->len >= MAX_EARLIER)
    add_error (self, ((const McFormField *) g_ptr_array_index (self->form->fields, 0))->id, NULL, "out_of_range",
               g_strdup ("Giấy tờ này đã có quá nhiều tệp."));
}

/* The history names the files, which the form does not. */
static void
name_files (const Change *self)
{
  GPtrArray *history = self->record->dossier->history;
  McHistoryEntry *entry = g_ptr_array_index (history, history->len - 1);
  g_autoptr (GString) text = g_string_new (entry->note);

  for (guint i = 0; i < self->uploads->len; i++)
    g_string_append_printf (text, "%sTệp: %s", text->len > 0 ? "\n" : "",
                            ((const McUpload *) g_ptr_array_index (self->uploads, i))->name);
  if (self->paper != NULL)
    g_string_append_printf (text, "\nTệp: %s, lấy từ hồ sơ %s", self->paper->name,
                            self->source->dossier->summary->code != NULL
                                ? self->source->dossier->summary->code
                                : self->source->dossier->summary->provisional_code);
  g_free (entry->note);
  entry->note = g_string_free_and_steal (g_steal_pointer (&text));
}

gboolean
mc_training_change_files (McTraining *self, McTrainingRecord *record, const McAccount *account, const McAct *act,
                          const McForm *form, JsonObject *values, const McMove *move, GDateTime *now, GPtrArray *errors)
{
  g_autoptr (GPtrArray) uploads = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_upload_unref);
  Change change = { self, record, account, act, form, values, now, errors, uploads, NULL, NULL };
  gboolean done = FALSE;

  find_uploads (&change);
  if (is_act (&change, MC_ACT_REUSE_PAPER))
    find_paper (&change);
  if (errors->len == 0)
    check_room (&change);
  if (errors->len == 0)
    {
      mc_training_apply (self, record, account, form, act->action, values, move, now);
      name_files (&change);
      done = is_act (&change, MC_ACT_ATTACH_RESULT) ? change_result (&change) : change_component (&change);
    }
  g_clear_pointer (&change.source, mc_training_record_free);
  return done;
}
