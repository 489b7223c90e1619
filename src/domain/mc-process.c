// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-process.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "mc-calendar.h"
#include "mc-catalogue.h"
#include "mc-json.h"

#define MAX_STEPS 32
#define MAX_NUMBER 1000
#define MAX_FOUND 4000

G_DEFINE_BOXED_TYPE (McProcess, mc_process, mc_process_ref, mc_process_unref)

static void
step_free (McStep *step)
{
  g_free ((char *) step->id);
  g_free ((char *) step->kind);
  g_free ((char *) step->title);
  g_free (step);
}

static McProcess *
process_new (void)
{
  McProcess *self = g_new0 (McProcess, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) step_free);
  return self;
}

static JsonArray *
get_array (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static const char *
get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/* -1: not there or no sound number */
static int
get_number (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  gboolean whole = node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64;
  gint64 value = whole ? json_node_get_int (node) : -1;

  return value >= 0 && value <= MAX_NUMBER ? (int) value : -1;
}

static gboolean
get_boolean (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN
         && json_node_get_boolean (node);
}

/* Whether an entry speaks of this procedure; an entry without a list speaks of all. named: (out): by its code */
static gboolean
covers (JsonObject *entry, const char *procedure, gboolean *named)
{
  JsonArray *codes = get_array (entry, "procedures");

  *named = FALSE;
  if (codes == NULL)
    return TRUE;
  for (guint i = 0; procedure != NULL && i < json_array_get_length (codes) && !*named; i++)
    {
      JsonNode *node = json_array_get_element (codes, i);

      *named = JSON_NODE_HOLDS_VALUE (node) && g_strcmp0 (json_node_get_string (node), procedure) == 0;
    }
  return *named;
}

/* Of the entries for this procedure the newest that holds on the day; one that names it goes before one for all. */
static JsonObject *
find_in_force (JsonArray *entries, const char *procedure, const char *day)
{
  JsonObject *found = NULL;
  const char *newest = "";
  gboolean found_named = FALSE;

  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonNode *node = json_array_get_element (entries, i);
      JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *since = entry != NULL ? get_string (entry, "since") : NULL;
      gboolean named;

      if (since == NULL || strcmp (since, day) > 0 || !covers (entry, procedure, &named))
        continue;
      if (found != NULL && (named < found_named || (named == found_named && strcmp (since, newest) < 0)))
        continue;
      found = entry;
      found_named = named;
      newest = since;
    }
  return found;
}

/* A name that the rules have already means what they mean; no name twice. */
static gboolean
is_step (const char *id, const char *title, const char *kind, GPtrArray *before)
{
  if (id == NULL || title == NULL || !mc_step_kind_is_of_process (kind))
    return FALSE;
  if (mc_step_kind_get_title (id) != NULL && !g_str_equal (id, kind))
    return FALSE;
  for (guint i = 0; i < before->len; i++)
    if (g_str_equal (((McStep *) g_ptr_array_index (before, i))->id, id))
      return FALSE;
  return TRUE;
}

static void
add_step (McProcess *self, const char *id, const char *title, const char *kind, McRole role, int hours)
{
  McStep *step = g_new0 (McStep, 1);

  step->id = g_strdup (id);
  step->kind = g_strdup (kind);
  step->title = g_strdup (title);
  step->role = role;
  step->hours = hours;
  g_ptr_array_add (self->steps, step);
}

static gboolean
read_step (McProcess *self, JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *id = object != NULL ? get_string (object, "id") : NULL;
  const char *title = object != NULL ? get_string (object, "title") : NULL;
  const char *kind = object != NULL ? get_string (object, "kind") : NULL;
  McRole role;

  if (!is_step (id, title, kind, self->steps))
    return FALSE;
  if (!mc_role_from_string (get_string (object, "role"), &role) || role >= MC_N_OFFICIAL_ROLES)
    return FALSE;
  add_step (self, id, title, kind, role, get_number (object, "hours"));
  return TRUE;
}

/* A process that could not be gone to its end would strand dossiers: somebody appraises, somebody signs, and numbering is
 * the last, once. */
static gboolean
has_order (const McProcess *self)
{
  gboolean appraised = FALSE;
  gboolean signed_ = FALSE;

  for (guint i = 0; i < self->steps->len; i++)
    {
      const McStep *step = g_ptr_array_index (self->steps, i);
      gboolean last = i + 1 == self->steps->len;

      if (g_str_equal (step->kind, MC_STEP_NUMBERING) != last)
        return FALSE;
      if (g_str_equal (step->kind, MC_STEP_ASSIGNMENT) && i > 0)
        return FALSE;
      if (g_str_equal (step->kind, MC_STEP_APPRAISAL) && signed_)
        return FALSE;
      if (g_str_equal (step->kind, MC_STEP_APPROVAL) && (!appraised || signed_))
        return FALSE;
      if (g_str_equal (step->kind, MC_STEP_REVIEW) && (!appraised || signed_))
        return FALSE;
      appraised = appraised || g_str_equal (step->kind, MC_STEP_APPRAISAL);
      signed_ = signed_ || g_str_equal (step->kind, MC_STEP_APPROVAL);
    }
  return signed_;
}

static gboolean
read_steps (McProcess *self, JsonArray *steps)
{
  if (steps == NULL || json_array_get_length (steps) > MAX_STEPS)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (steps); i++)
    if (!read_step (self, json_array_get_element (steps, i)))
      return FALSE;
  return has_order (self);
}

McProcess *
mc_process_ref (McProcess *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mc_process_unref (McProcess *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->id);
  g_free (self->title);
  g_free (self->basis);
  g_ptr_array_unref (self->steps);
  g_free (self);
}

McProcess *
mc_process_new (const char *id, const char *title, const McStep *steps, guint n_steps)
{
  g_autoptr (McProcess) self = process_new ();

  for (guint i = 0; i < n_steps; i++)
    {
      if (!is_step (steps[i].id, steps[i].title, steps[i].kind, self->steps) || steps[i].role >= MC_N_OFFICIAL_ROLES)
        return NULL;
      add_step (self, steps[i].id, steps[i].title, steps[i].kind, steps[i].role, steps[i].hours);
    }
  if (!has_order (self))
    return NULL;
  self->id = g_strdup (id);
  self->title = g_strdup (title);
  return g_steal_pointer (&self);
}

McProcess *
mc_process_parse (const char *json, gssize length, const char *procedure_code, GDateTime *on, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (McProcess) self = process_new ();
  g_autoptr (GDateTime) local = g_date_time_to_timezone (on, mc_calendar_zone ());
  g_autofree char *day = g_date_time_format (local, "%Y-%m-%d");
  JsonObject *entry;
  JsonArray *processes;

  json_parser_set_strict (parser, TRUE);
  if (!json_parser_load_from_data (parser, json, length, NULL)
      || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "no JSON object");
      return NULL;
    }
  processes = get_array (json_node_get_object (json_parser_get_root (parser)), "processes");
  entry = processes != NULL ? find_in_force (processes, procedure_code, day) : NULL;
  if (entry == NULL || get_string (entry, "id") == NULL || get_string (entry, "title") == NULL
      || !read_steps (self, get_array (entry, "steps")))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "processes");
      return NULL;
    }
  self->id = g_strdup (get_string (entry, "id"));
  self->title = g_strdup (get_string (entry, "title"));
  self->basis = g_strdup (get_string (entry, "basis"));
  self->same_day = get_boolean (entry, "same_day");
  self->refuse_by_leader = get_boolean (entry, "refuse_by_leader");
  return g_steal_pointer (&self);
}

McProcess *
mc_process_find (const char *procedure_code, GDateTime *on)
{
  static GMutex lock;
  static GHashTable *found = NULL; /* "period code": who makes many dossiers asks often */
  g_autoptr (GMutexLocker) locker = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;
  const char *text;
  gssize length;
  McProcess *self;

  g_return_val_if_fail (on != NULL, NULL);

  locker = g_mutex_locker_new (&lock);
  key = g_strconcat (mc_catalogue_get_period (MC_CATALOGUE_PROCESSES, on), " ", procedure_code, NULL);
  if (found == NULL)
    found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mc_process_unref);
  self = g_hash_table_lookup (found, key);
  if (self != NULL)
    return mc_process_ref (self);

  text = mc_catalogue_get_text (MC_CATALOGUE_PROCESSES, &length);
  self = mc_process_parse (text, length, procedure_code, on, &error);
  if (self == NULL)
    g_error ("the catalogue of processes is unsound: %s", error->message);
  if (g_hash_table_size (found) >= MAX_FOUND)
    g_hash_table_remove_all (found);
  g_hash_table_insert (found, g_steal_pointer (&key), mc_process_ref (self));
  return self;
}

const McStep *
mc_process_find_step (const McProcess *self, const char *id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->steps->len; i++)
    {
      const McStep *step = g_ptr_array_index (self->steps, i);

      if (g_strcmp0 (step->id, id) == 0)
        return step;
    }
  return NULL;
}

const McStep *
mc_process_next (const McProcess *self, const char *id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i + 1 < self->steps->len; i++)
    if (g_strcmp0 (((McStep *) g_ptr_array_index (self->steps, i))->id, id) == 0)
      return g_ptr_array_index (self->steps, i + 1);
  return NULL;
}

const McStep *
mc_process_find_before (const McProcess *self, const char *id, const char *kind)
{
  const McStep *found = NULL;

  g_return_val_if_fail (self != NULL && kind != NULL, NULL);

  for (guint i = 0; i < self->steps->len; i++)
    {
      const McStep *step = g_ptr_array_index (self->steps, i);

      if (g_strcmp0 (step->id, id) == 0)
        return found;
      if (g_str_equal (step->kind, kind))
        found = step;
    }
  return NULL;
}

const char *
mc_process_kind_of (const McProcess *self, const char *local_step)
{
  const McStep *step = self != NULL ? mc_process_find_step (self, local_step) : NULL;

  if (step != NULL)
    return step->kind;
  if (mc_step_kind_get_title (local_step) == NULL)
    return NULL;
  return self == NULL || !mc_step_kind_is_of_process (local_step) ? local_step : NULL;
}

const char *
mc_process_title_of (const McProcess *self, const char *local_step)
{
  const McStep *step = self != NULL ? mc_process_find_step (self, local_step) : NULL;

  return step != NULL ? step->title : mc_step_kind_get_title (local_step);
}
