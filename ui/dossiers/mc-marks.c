// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-marks.h"

#include "mc-codecs.h"
#include "mc-draft-saver.h"
#include "mc-task.h"

#define PREFIX "mark:"
#define NOTE_PREFIX "note:"
#define SUFFICIENT "sufficient"

struct _McMarks
{
  GObject parent_instance;

  /* owned */
  McProfile *profile;
  McScope *scope;
  char *record_id;
  GHashTable *marked;  /* component id → McMark */
  GHashTable *notes;   /* component id → what was typed and not chosen */
  GHashTable *watched; /* set of keys of acts seen under way: their drafts go once they are recorded */
};

typedef struct
{
  McMarks *marks;
  char *record_id;
} Load;

/* The drafts of a recorded act. */
typedef struct
{
  McJournal *journal;
  McAct *act;
} Sweep;

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McMarks, mc_marks, G_TYPE_OBJECT)

static void
load_free (Load *self)
{
  g_object_unref (self->marks);
  g_free (self->record_id);
  g_free (self);
}

static void
sweep_free (Sweep *self)
{
  g_object_unref (self->journal);
  mc_act_unref (self->act);
  g_free (self);
}

void
mc_mark_free (McMark *self)
{
  g_free (self->mark);
  g_free (self->reason);
  g_free (self->note);
  g_free (self);
}

static McMark *
mark_new (const char *mark, const char *reason, const char *note)
{
  McMark *self = g_new0 (McMark, 1);

  self->mark = g_strdup (mark);
  self->reason = g_strdup (reason);
  self->note = g_strdup (note);
  return self;
}

/* A draft as text: the word alone, or an object with reason and note. NULL: unreadable. */
static McMark *
mark_parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;

  if (g_str_equal (text, SUFFICIENT))
    return mark_new (SUFFICIENT, NULL, NULL);
  root = mc_codec_parse_object (bytes, NULL);
  object = root != NULL ? json_node_get_object (root) : NULL;
  if (object == NULL || json_object_get_string_member_with_default (object, "mark", NULL) == NULL)
    return NULL;
  return mark_new (json_object_get_string_member (object, "mark"),
                   json_object_get_string_member_with_default (object, "reason", NULL),
                   json_object_get_string_member_with_default (object, "note", NULL));
}

static void
fill_object (JsonObject *object, const McMark *mark)
{
  json_object_set_string_member (object, "mark", mark->mark);
  if (mark->reason != NULL)
    json_object_set_string_member (object, "reason", mark->reason);
  if (mark->note != NULL)
    json_object_set_string_member (object, "note", mark->note);
}

/* (transfer full) */
static char *
mark_print (const McMark *mark)
{
  g_autoptr (JsonNode) root = NULL;

  if (g_str_equal (mark->mark, SUFFICIENT))
    return g_strdup (SUFFICIENT);
  root = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (root, json_object_new ());
  fill_object (json_node_get_object (root), mark);
  return json_to_string (root, FALSE);
}

static DexFuture *
load_fiber (gpointer data)
{
  Load *load = data;
  McMarks *self = load->marks;
  g_autoptr (GHashTable) drafts = NULL;
  GHashTableIter iter;
  GError *error = NULL;
  gpointer field;
  gpointer text;

  drafts = mc_await_boxed (mc_journal_drafts (mc_profile_get_journal (self->profile), load->record_id), &error);
  if (drafts == NULL)
    return dex_future_new_for_error (error);
  if (g_strcmp0 (self->record_id, load->record_id) != 0)
    return dex_future_new_true ();
  g_hash_table_remove_all (self->marked);
  g_hash_table_remove_all (self->notes);
  g_hash_table_iter_init (&iter, drafts);
  while (g_hash_table_iter_next (&iter, &field, &text))
    {
      McMark *mark = g_str_has_prefix (field, PREFIX) ? mark_parse (text) : NULL;

      if (mark != NULL)
        g_hash_table_insert (self->marked, g_strdup ((const char *) field + strlen (PREFIX)), mark);
      else if (g_str_has_prefix (field, NOTE_PREFIX))
        g_hash_table_insert (self->notes, g_strdup ((const char *) field + strlen (NOTE_PREFIX)), g_strdup (text));
    }
  g_signal_emit (self, signals[CHANGED], 0);
  return dex_future_new_true ();
}

/* The drafts of the form's own fields. */
static gboolean
sweep_fields (Sweep *sweep, JsonObject *form, GError **error)
{
  g_autoptr (GList) members = json_object_get_members (form);

  for (GList *at = members; at != NULL; at = at->next)
    {
      g_autofree char *field = g_strdup_printf (MC_ACT_DRAFT, sweep->act->action, (const char *) at->data);

      if (!mc_await (mc_journal_save_draft (sweep->journal, sweep->act->record_id, field, NULL), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
sweep_component (Sweep *sweep, const char *id, GError **error)
{
  static const char *const prefixes[] = { PREFIX, NOTE_PREFIX };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      g_autofree char *field = g_strconcat (prefixes[i], id, NULL);

      if (!mc_await (mc_journal_save_draft (sweep->journal, sweep->act->record_id, field, NULL), error))
        return FALSE;
    }
  return TRUE;
}

/* Only what the act carried: a mark set since then belongs to what comes next. */
static DexFuture *
sweep_fiber (gpointer data)
{
  Sweep *sweep = data;
  GError *failure = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (sweep->act->form, strlen (sweep->act->form));
  g_autoptr (JsonNode) root = mc_codec_parse_object (bytes, NULL);
  JsonNode *node = root != NULL ? json_object_get_member (json_node_get_object (root), "components") : NULL;
  JsonArray *components = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; components != NULL && i < json_array_get_length (components); i++)
    {
      JsonNode *element = json_array_get_element (components, i);
      const char *id = JSON_NODE_HOLDS_OBJECT (element)
                           ? json_object_get_string_member_with_default (json_node_get_object (element), "id", NULL)
                           : NULL;
      GError *error = NULL;

      if (id != NULL && !sweep_component (sweep, id, &error))
        return dex_future_new_for_error (error);
    }
  if (root != NULL && !sweep_fields (sweep, json_node_get_object (root), &failure))
    return dex_future_new_for_error (failure);
  return dex_future_new_true ();
}

static void
sweep (McMarks *self, const McOutboxEntry *entry)
{
  Sweep *work = g_new0 (Sweep, 1);

  work->journal = g_object_ref (mc_profile_get_journal (self->profile));
  work->act = mc_act_ref (entry->act);
  mc_task_run (self->scope, "recorded marks", sweep_fiber, work, (GDestroyNotify) sweep_free);
  /* a look, a print, a note or a file is no end of the checking */
  if (mc_act_expects_version (entry->act->action) && g_strcmp0 (entry->act->record_id, self->record_id) == 0)
    {
      g_hash_table_remove_all (self->marked);
      g_hash_table_remove_all (self->notes);
      g_signal_emit (self, signals[CHANGED], 0);
    }
}

static void
outbox_changed_cb (McSync *sync, McMarks *self)
{
  GPtrArray *entries = mc_sync_get_outbox (sync);

  for (guint i = 0; i < entries->len; i++)
    {
      const McOutboxEntry *entry = g_ptr_array_index (entries, i);

      if (entry->state != MC_OUTBOX_DONE && entry->state != MC_OUTBOX_DROPPED)
        g_hash_table_add (self->watched, g_strdup (entry->act->key));
      else if (g_hash_table_remove (self->watched, entry->act->key) && entry->state == MC_OUTBOX_DONE)
        sweep (self, entry);
    }
}

static void
mc_marks_dispose (GObject *object)
{
  McMarks *self = MC_MARKS (object);

  if (self->profile != NULL)
    g_signal_handlers_disconnect_by_data (mc_profile_get_sync (self->profile), self);
  mc_scope_clear (&self->scope);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (mc_marks_parent_class)->dispose (object);
}

static void
mc_marks_finalize (GObject *object)
{
  McMarks *self = MC_MARKS (object);

  g_free (self->record_id);
  g_hash_table_unref (self->marked);
  g_hash_table_unref (self->notes);
  g_hash_table_unref (self->watched);
  G_OBJECT_CLASS (mc_marks_parent_class)->finalize (object);
}

static void
mc_marks_class_init (McMarksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_marks_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_marks_finalize;
  signals[CHANGED] = g_signal_new ("changed", MC_TYPE_MARKS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mc_marks_init (McMarks *self)
{
  self->scope = mc_scope_new (NULL);
  self->marked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mc_mark_free);
  self->notes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->watched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

McMarks *
mc_marks_new (McProfile *profile)
{
  McMarks *self = g_object_new (MC_TYPE_MARKS, NULL);

  self->profile = g_object_ref (profile);
  g_signal_connect (mc_profile_get_sync (profile), "outbox-changed", G_CALLBACK (outbox_changed_cb), self);
  outbox_changed_cb (mc_profile_get_sync (profile), self);
  return self;
}

DexFuture *
mc_marks_load (McMarks *self, const char *record_id)
{
  Load *load;

  g_return_val_if_fail (MC_IS_MARKS (self), NULL);

  if (g_set_str (&self->record_id, record_id))
    {
      g_hash_table_remove_all (self->marked);
      g_hash_table_remove_all (self->notes);
    }
  if (record_id == NULL)
    return dex_future_new_true ();
  load = g_new0 (Load, 1);
  load->marks = g_object_ref (self);
  load->record_id = g_strdup (record_id);
  return mc_task_start (self->scope, "marks", load_fiber, load, (GDestroyNotify) load_free);
}

const McMark *
mc_marks_get (McMarks *self, const char *component_id)
{
  g_return_val_if_fail (MC_IS_MARKS (self), NULL);

  return g_hash_table_lookup (self->marked, component_id);
}

static gboolean
is_same (const McMark *old, const McMark *mark)
{
  if (old == NULL || mark == NULL)
    return old == mark;
  return g_strcmp0 (old->mark, mark->mark) == 0 && g_strcmp0 (old->reason, mark->reason) == 0
         && g_strcmp0 (old->note, mark->note) == 0;
}

DexFuture *
mc_marks_set (McMarks *self, const char *component_id, const char *mark, const char *reason, const char *note)
{
  g_autofree char *field = NULL;
  g_autofree char *text = NULL;
  McMark *set;

  g_return_val_if_fail (MC_IS_MARKS (self), NULL);
  g_return_val_if_fail (component_id != NULL, NULL);

  set = mark != NULL ? mark_new (mark, reason, note) : NULL;
  if (self->record_id == NULL || is_same (mc_marks_get (self, component_id), set))
    {
      g_clear_pointer (&set, mc_mark_free);
      return dex_future_new_true ();
    }
  text = set != NULL ? mark_print (set) : NULL;
  if (set != NULL)
    g_hash_table_insert (self->marked, g_strdup (component_id), set);
  else
    g_hash_table_remove (self->marked, component_id);
  g_signal_emit (self, signals[CHANGED], 0);
  field = g_strconcat (PREFIX, component_id, NULL);
  return mc_journal_save_draft (mc_profile_get_journal (self->profile), self->record_id, field, text);
}

const char *
mc_marks_get_note (McMarks *self, const char *component_id)
{
  g_return_val_if_fail (MC_IS_MARKS (self), NULL);

  return g_hash_table_lookup (self->notes, component_id);
}

void
mc_marks_keep_note (McMarks *self, const char *component_id, const char *text)
{
  g_autofree char *field = NULL;

  g_return_if_fail (MC_IS_MARKS (self));
  g_return_if_fail (component_id != NULL);

  if (self->record_id == NULL)
    return;
  field = g_strconcat (NOTE_PREFIX, component_id, NULL);
  if (text != NULL && *text != '\0')
    g_hash_table_insert (self->notes, g_strdup (component_id), g_strdup (text));
  else if (!g_hash_table_remove (self->notes, component_id))
    return;
  mc_draft_save (self->scope, self->profile, self->record_id, field, text);
}

gboolean
mc_marks_is_sufficient (McMarks *self, const McComponent *component)
{
  const McMark *mark;

  g_return_val_if_fail (MC_IS_MARKS (self), FALSE);

  mark = mc_marks_get (self, component->id);
  return g_strcmp0 (mark != NULL ? mark->mark : component->mark, SUFFICIENT) == 0;
}

McMark *
mc_marks_dup_in_force (McMarks *self, const McComponent *component, const McFormField *field)
{
  const McMark *set;
  McMark *mark;

  g_return_val_if_fail (MC_IS_MARKS (self) && component != NULL, NULL);

  set = mc_marks_get (self, component->id);
  if (set != NULL)
    return mark_new (set->mark, set->reason, set->note);
  if (component->mark == NULL)
    return NULL;
  mark = mark_new (component->mark, NULL, NULL);
  if (field != NULL && !g_str_equal (mark->mark, SUFFICIENT))
    mark->reason = mc_form_read_reason (field, mark->mark, component->mark_reason, &mark->note);
  return mark;
}

static JsonArray *
build_value (McMarks *self, const McDossier *dossier, const char *const *may_hold, const McFormField *field)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < dossier->components->len; i++)
    {
      const McComponent *component = g_ptr_array_index (dossier->components, i);
      g_autoptr (McMark) mark = mc_marks_dup_in_force (self, component, field);
      JsonObject *object;

      if (mark == NULL || !g_strv_contains (may_hold, mark->mark))
        continue;
      object = json_object_new ();
      json_object_set_string_member (object, "id", component->id);
      fill_object (object, mark);
      json_array_add_object_element (array, object);
    }
  return array;
}

JsonArray *
mc_marks_build_value (McMarks *self, const McDossier *dossier, const McFormField *field)
{
  g_return_val_if_fail (MC_IS_MARKS (self) && field != NULL, json_array_new ());

  return build_value (self, dossier, (const char *const *) field->marks, field);
}

char *
mc_marks_build_form (McMarks *self, const McDossier *dossier)
{
  static const char *const sufficient[] = { SUFFICIENT, NULL };
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  g_return_val_if_fail (MC_IS_MARKS (self), NULL);

  json_object_set_array_member (object, "components", build_value (self, dossier, sufficient, NULL));
  json_node_take_object (root, object);
  return json_to_string (root, FALSE);
}

guint
mc_marks_count_insufficient (McMarks *self, const McDossier *dossier)
{
  guint count = 0;

  g_return_val_if_fail (MC_IS_MARKS (self), 0);

  for (guint i = 0; i < dossier->components->len; i++)
    {
      const McComponent *component = g_ptr_array_index (dossier->components, i);
      const McMark *set = mc_marks_get (self, component->id);
      const char *mark = set != NULL ? set->mark : component->mark;

      count += mark != NULL && !g_str_equal (mark, SUFFICIENT);
    }
  return count;
}

guint
mc_marks_count_missing (McMarks *self, const McDossier *dossier)
{
  guint missing = 0;

  g_return_val_if_fail (MC_IS_MARKS (self), 0);

  for (guint i = 0; i < dossier->components->len; i++)
    {
      const McComponent *component = g_ptr_array_index (dossier->components, i);

      missing += component->required && g_strcmp0 (component->source, "state_data") != 0
                 && !mc_marks_is_sufficient (self, component);
    }
  return missing;
}
