// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-codec-json.h"

#include "mc-form-json.h"

#define SHORT 200
#define LONG 2000
#define MAX_QUEUES 64
#define MAX_ACTIONS 256
#define MAX_ROLES 32
#define MAX_GRANTS 64

static gboolean
is_https (const char *url)
{
  return url != NULL && g_str_has_prefix (url, "https://");
}

static void
read_ports (McReader *r, McAbout *about)
{
  JsonArray *array = mc_reader_array (r, "redirect_ports", 64);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      gboolean whole = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64;
      gint64 value = whole ? json_node_get_int (node) : 0;
      guint port = (guint) value;

      if (value < 1024 || value > 65535)
        mc_reader_fail (r, "redirect_ports");
      else
        g_array_append_val (about->redirect_ports, port);
    }
}

/* A portal that says nothing of files takes none. */
static void
read_files (McReader *r, McAbout *about)
{
  JsonObject *object = mc_reader_optional_object (r, "uploads");
  McReader f = MC_READER_INIT (object);
  GError *error = NULL;

  if (object == NULL)
    return;
  about->max_file_bytes = mc_reader_integer (&f, "max_bytes", 1, G_MAXINT64 / 2);
  about->file_types = mc_reader_strings (&f, "media_types", 64, SHORT);
  if (!mc_reader_finish (&f, &error))
    mc_reader_take_error (r, error);
}

McAbout *
mc_codec_about_parse (GBytes *bytes, GError **error)
{
  g_autoptr (JsonNode) root = mc_codec_parse_object (bytes, error);
  g_autoptr (McAbout) about = NULL;
  McReader r = { NULL };

  if (root == NULL)
    return NULL;
  r.object = json_node_get_object (root);
  about = mc_about_new ();
  about->name = mc_reader_string (&r, "name", LONG);
  about->issuer = mc_reader_string (&r, "issuer", LONG);
  if (!is_https (about->issuer))
    mc_reader_fail (&r, "issuer");
  about->client_id = mc_reader_string (&r, "client_id", SHORT);
  about->scopes = mc_reader_strings (&r, "scopes", 32, SHORT);
  read_ports (&r, about);
  about->contract = (int) mc_reader_integer (&r, "contract", 1, 1000);
  about->oldest_contract
      = (int) mc_reader_optional_integer (&r, "oldest_contract", 1, about->contract, about->contract);
  about->oldest_client = mc_reader_optional_string (&r, "oldest_client", 40);
  if (about->oldest_client != NULL && !mc_client_version_is_sound (about->oldest_client))
    mc_reader_fail (&r, "oldest_client");
  about->idempotent = mc_reader_boolean (&r, "idempotent");
  about->lease_days = (int) mc_reader_integer (&r, "lease_days", 1, 30);
  about->history_days = (int) mc_reader_integer (&r, "history_days", 0, 36600);
  about->training = mc_reader_boolean (&r, "training");
  read_files (&r, about);
  return mc_reader_finish (&r, error) ? g_steal_pointer (&about) : NULL;
}

JsonNode *
mc_codec_about_build (const McAbout *about)
{
  JsonObject *o = json_object_new ();
  JsonArray *ports = json_array_new ();

  mc_write_string (o, "name", about->name);
  mc_write_string (o, "issuer", about->issuer);
  mc_write_string (o, "client_id", about->client_id);
  mc_write_strings (o, "scopes", (const char *const *) about->scopes);
  for (guint i = 0; i < about->redirect_ports->len; i++)
    json_array_add_int_element (ports, g_array_index (about->redirect_ports, guint, i));
  json_object_set_array_member (o, "redirect_ports", ports);
  json_object_set_int_member (o, "contract", about->contract);
  json_object_set_int_member (o, "oldest_contract", about->oldest_contract);
  mc_write_string (o, "oldest_client", about->oldest_client);
  json_object_set_boolean_member (o, "idempotent", about->idempotent);
  json_object_set_int_member (o, "lease_days", about->lease_days);
  json_object_set_int_member (o, "history_days", about->history_days);
  json_object_set_boolean_member (o, "training", about->training);
  if (about->max_file_bytes > 0)
    {
      JsonObject *files = json_object_new ();

      json_object_set_int_member (files, "max_bytes", about->max_file_bytes);
      mc_write_strings (files, "media_types", (const char *const *) about->file_types);
      json_object_set_object_member (o, "uploads", files);
    }
  else
    json_object_set_null_member (o, "uploads");
  return mc_node_take_object (o);
}

McFilter *
mc_codec_filter_read (McReader *r, JsonObject *queue)
{
  McReader q = MC_READER_INIT (queue);
  JsonArray *array = mc_reader_array (&q, "filter", 32);
  g_autoptr (McFilter) filter = mc_filter_new ();
  GError *error = NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array) && mc_reader_ok (&q); i++)
    {
      JsonObject *object = mc_reader_element (&q, array, i, "filter");
      McReader c = MC_READER_INIT (object);
      g_autofree char *field = NULL;
      g_autofree char *op_name = NULL;
      g_auto (GStrv) values = NULL;
      McFilterOp op;

      if (object == NULL)
        break;
      field = mc_reader_string (&c, "field", SHORT);
      op_name = mc_reader_string (&c, "op", SHORT);
      values = mc_reader_strings (&c, "values", 64, SHORT);
      if (!mc_reader_finish (&c, &error))
        mc_reader_take_error (&q, g_steal_pointer (&error));
      else if (!mc_filter_op_from_string (op_name, &op)
               || !mc_filter_add (filter, field, op, (const char *const *) values))
        mc_reader_fail (&q, "filter");
    }
  if (!mc_reader_finish (&q, &error))
    mc_reader_take_error (r, error);
  return g_steal_pointer (&filter);
}

static void
read_queues (McReader *r, McMe *me)
{
  JsonArray *array = mc_reader_array (r, "queues", MAX_QUEUES);

  for (guint i = 0; array != NULL && i < json_array_get_length (array) && mc_reader_ok (r); i++)
    {
      JsonObject *object = mc_reader_element (r, array, i, "queues");
      McReader q = MC_READER_INIT (object);
      McQueue *queue;
      GError *error = NULL;

      if (object == NULL)
        return;
      queue = mc_queue_new ();
      g_ptr_array_add (me->queues, queue);
      queue->id = mc_reader_string (&q, "id", SHORT);
      queue->title = mc_reader_string (&q, "title", SHORT);
      queue->order = mc_reader_string (&q, "order", SHORT);
      queue->total = mc_reader_optional_string (&q, "total", SHORT);
      queue->mine = mc_reader_boolean (&q, "mine");
      queue->filter = mc_codec_filter_read (&q, object);
      if (!mc_reader_finish (&q, &error))
        mc_reader_take_error (r, error);
    }
}

static void
read_actions (McReader *r, McMe *me)
{
  JsonArray *array = mc_reader_array (r, "actions", MAX_ACTIONS);

  for (guint i = 0; array != NULL && i < json_array_get_length (array) && mc_reader_ok (r); i++)
    {
      JsonObject *object = mc_reader_element (r, array, i, "actions");
      McReader a = MC_READER_INIT (object);
      McActionInfo *info;
      JsonObject *form;
      GError *error = NULL;

      if (object == NULL)
        return;
      info = mc_action_info_new ();
      g_ptr_array_add (me->actions, info);
      info->id = mc_reader_string (&a, "id", SHORT);
      info->title = mc_reader_string (&a, "title", SHORT);
      info->primary = mc_reader_boolean (&a, "primary");
      info->undo_seconds = (int) mc_reader_integer (&a, "undo_seconds", 0, 600);
      form = mc_reader_optional_object (&a, "form");
      if (form != NULL)
        info->form = mc_form_from_json (form, &error);
      if (error != NULL)
        mc_reader_take_error (&a, g_steal_pointer (&error));
      if (!mc_reader_finish (&a, &error))
        mc_reader_take_error (r, error);
    }
}

static gpointer
make_grant (void)
{
  return mc_me_grant_new ();
}

static void
read_grant (McReader *r, gpointer value)
{
  McMeGrant *grant = value;

  grant->role = mc_reader_string (r, "role", SHORT);
  grant->unit_name = mc_reader_optional_string (r, "unit_name", LONG);
  grant->from = mc_reader_optional_time (r, "from");
  grant->until = mc_reader_optional_time (r, "until");
  grant->delegator = mc_reader_optional_string (r, "delegator", SHORT);
  grant->state = mc_reader_string (r, "state", SHORT);
}

static gpointer
make_permission (void)
{
  return mc_me_permission_new ();
}

static void
read_permission (McReader *r, gpointer value)
{
  McMePermission *permission = value;

  permission->kind = mc_reader_string (r, "kind", SHORT);
  permission->can = mc_reader_strings (r, "can", MAX_ROLES, SHORT);
}

/* What was kept from a portal, or from before, that does not tell of them has none. */
static void
read_roles (McReader *r, McMe *me)
{
  JsonArray *grants = mc_reader_optional_array (r, "grants", MAX_GRANTS);
  JsonArray *permissions = mc_reader_optional_array (r, "permissions", MAX_ROLES);

  me->roles = mc_reader_strings (r, "roles", MAX_ROLES, SHORT);
  if (grants != NULL)
    {
      me->grants = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_me_grant_free);
      mc_reader_list (r, grants, "grants", me->grants, make_grant, read_grant);
    }
  if (permissions != NULL)
    {
      me->permissions = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_me_permission_free);
      mc_reader_list (r, permissions, "permissions", me->permissions, make_permission, read_permission);
    }
}

McMe *
mc_codec_me_parse (GBytes *bytes, GError **error)
{
  g_autoptr (JsonNode) root = mc_codec_parse_object (bytes, error);
  g_autoptr (McMe) me = NULL;
  McReader r = { NULL };
  JsonObject *unit;

  if (root == NULL)
    return NULL;
  r.object = json_node_get_object (root);
  me = mc_me_new ();
  me->sub = mc_reader_string (&r, "sub", SHORT);
  me->name = mc_reader_string (&r, "name", SHORT);
  me->position = mc_reader_optional_string (&r, "position", SHORT);
  read_roles (&r, me);
  unit = mc_reader_object (&r, "unit");
  if (unit != NULL)
    {
      McReader u = MC_READER_INIT (unit);
      GError *part = NULL;

      me->unit_id = mc_reader_string (&u, "id", SHORT);
      me->unit_name = mc_reader_string (&u, "name", LONG);
      me->unit_superior = mc_reader_optional_string (&u, "superior", LONG);
      me->unit_place = mc_reader_optional_string (&u, "place", SHORT);
      me->unit_address = mc_reader_optional_string (&u, "address", LONG);
      me->unit_phone = mc_reader_optional_string (&u, "phone", SHORT);
      me->tracking_url = mc_reader_optional_string (&u, "tracking_url", LONG);
      me->survey_url = mc_reader_optional_string (&u, "survey_url", LONG);
      if (!mc_reader_finish (&u, &part))
        mc_reader_take_error (&r, part);
    }
  read_queues (&r, me);
  read_actions (&r, me);
  return mc_reader_finish (&r, error) ? g_steal_pointer (&me) : NULL;
}

static JsonArray *
filter_array (const McFilter *filter)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < filter->conditions->len; i++)
    {
      const McCondition *condition = g_ptr_array_index (filter->conditions, i);
      JsonObject *o = json_object_new ();

      mc_write_string (o, "field", condition->field);
      mc_write_string (o, "op", mc_filter_op_to_string (condition->op));
      mc_write_strings (o, "values", (const char *const *) condition->values);
      json_array_add_object_element (array, o);
    }
  return array;
}

static JsonArray *
grants_array (GPtrArray *grants)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < grants->len; i++)
    {
      const McMeGrant *grant = g_ptr_array_index (grants, i);
      JsonObject *o = json_object_new ();

      mc_write_string (o, "role", grant->role);
      mc_write_string (o, "unit_name", grant->unit_name);
      mc_write_time (o, "from", grant->from);
      mc_write_time (o, "until", grant->until);
      mc_write_string (o, "delegator", grant->delegator);
      mc_write_string (o, "state", grant->state);
      json_array_add_object_element (array, o);
    }
  return array;
}

static JsonArray *
permissions_array (GPtrArray *permissions)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < permissions->len; i++)
    {
      const McMePermission *permission = g_ptr_array_index (permissions, i);
      JsonObject *o = json_object_new ();

      mc_write_string (o, "kind", permission->kind);
      mc_write_strings (o, "can", (const char *const *) permission->can);
      json_array_add_object_element (array, o);
    }
  return array;
}

JsonNode *
mc_codec_me_build (const McMe *me)
{
  JsonObject *o = json_object_new ();
  JsonObject *unit = json_object_new ();
  JsonArray *queues = json_array_new ();
  JsonArray *actions = json_array_new ();

  mc_write_string (o, "sub", me->sub);
  mc_write_string (o, "name", me->name);
  mc_write_string (o, "position", me->position);
  mc_write_strings (o, "roles", (const char *const *) me->roles);
  if (me->grants != NULL)
    json_object_set_array_member (o, "grants", grants_array (me->grants));
  else
    json_object_set_null_member (o, "grants");
  if (me->permissions != NULL)
    json_object_set_array_member (o, "permissions", permissions_array (me->permissions));
  else
    json_object_set_null_member (o, "permissions");
  mc_write_string (unit, "id", me->unit_id);
  mc_write_string (unit, "name", me->unit_name);
  mc_write_string (unit, "superior", me->unit_superior);
  mc_write_string (unit, "place", me->unit_place);
  mc_write_string (unit, "address", me->unit_address);
  mc_write_string (unit, "phone", me->unit_phone);
  mc_write_string (unit, "tracking_url", me->tracking_url);
  mc_write_string (unit, "survey_url", me->survey_url);
  json_object_set_object_member (o, "unit", unit);
  for (guint i = 0; i < me->queues->len; i++)
    {
      const McQueue *queue = g_ptr_array_index (me->queues, i);
      JsonObject *q = json_object_new ();

      mc_write_string (q, "id", queue->id);
      mc_write_string (q, "title", queue->title);
      json_object_set_array_member (q, "filter", filter_array (queue->filter));
      mc_write_string (q, "order", queue->order);
      if (queue->total != NULL)
        mc_write_string (q, "total", queue->total);
      json_object_set_boolean_member (q, "mine", queue->mine);
      json_array_add_object_element (queues, q);
    }
  json_object_set_array_member (o, "queues", queues);
  for (guint i = 0; i < me->actions->len; i++)
    {
      const McActionInfo *info = g_ptr_array_index (me->actions, i);
      JsonObject *a = json_object_new ();

      mc_write_string (a, "id", info->id);
      mc_write_string (a, "title", info->title);
      json_object_set_boolean_member (a, "primary", info->primary);
      json_object_set_int_member (a, "undo_seconds", info->undo_seconds);
      if (info->form != NULL)
        json_object_set_object_member (a, "form", mc_form_to_json (info->form));
      else
        json_object_set_null_member (a, "form");
      json_array_add_object_element (actions, a);
    }
  json_object_set_array_member (o, "actions", actions);
  return mc_node_take_object (o);
}
