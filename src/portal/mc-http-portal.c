// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-portal"
#include "mc-http-portal-private.h"

#include <string.h>

#include "mc-codec-json.h"
#include "mc-codecs.h"
#include "mc-scope.h"
#include "mc-task.h"
#include "mc-thread.h"

#define BASE "/officials/v1"
#define MAX_DETAIL 2000
#define MAX_NAME 200
#define MAX_FIELDS 500

struct _McHttpPortal
{
  GObject parent_instance;

  /* owned */
  char *base_url;
  McClock *clock;
  McAuthorizer *authorizer;
  McTransport *transport;
  McThread *parser;
  McScope *scope;
};

/* Makes something of the body of a good answer, on the parser's thread. */
typedef gboolean (*ReadFunc) (GBytes *body, GValue *result, GError **error);

/* One call of the contract. */
typedef struct
{
  McHttpPortal *portal;
  const char *method;
  char *path;   /* after the base, with query */
  McAct *act;   /* of a POST */
  GBytes *body; /* JSON of another request; nullable */
  char *key;    /* its idempotency key; nullable */
  gboolean authorized;
  ReadFunc read;          /* NULL: an event stream */
  const McHttpFile *file; /* nullable: with the files instead */
} Call;

typedef struct
{
  GBytes *body;
  ReadFunc read;
} ReadJob;

/* Where records of a kind are, and how they come whole. */
typedef struct
{
  const char *name;
  const char *path;
  ReadFunc read;
} Kind;

static void mc_http_portal_iface_init (McPortalInterface *iface);

G_DEFINE_INTERFACE (McAuthorizer, mc_authorizer, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (McHttpPortal, mc_http_portal, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MC_TYPE_PORTAL, mc_http_portal_iface_init))

static void
mc_authorizer_default_init (McAuthorizerInterface *iface)
{
}

DexFuture *
mc_authorizer_access_token (McAuthorizer *self, const char *rejected)
{
  g_return_val_if_fail (MC_IS_AUTHORIZER (self), NULL);

  return MC_AUTHORIZER_GET_IFACE (self)->access_token (self, rejected);
}

static void
call_free (Call *self)
{
  g_object_unref (self->portal);
  g_free (self->path);
  g_clear_pointer (&self->act, mc_act_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->key);
  g_free (self);
}

static void
read_job_free (ReadJob *self)
{
  g_bytes_unref (self->body);
  g_free (self);
}

/* Which fields a 422 names. */
static void
read_fields (McReader *r, McProblem *problem)
{
  JsonArray *array = json_object_has_member (r->object, "errors") ? mc_reader_array (r, "errors", MAX_FIELDS) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = mc_reader_element (r, array, i, "errors");
      McReader e = MC_READER_INIT (object);
      McProblemField *field;

      if (object == NULL)
        return;
      field = mc_problem_field_new ();
      g_ptr_array_add (problem->fields, field);
      field->field = mc_reader_optional_string (&e, "field", MAX_NAME);
      field->item = mc_reader_optional_string (&e, "item", MAX_NAME);
      field->code = mc_reader_optional_string (&e, "code", MAX_NAME);
      field->detail = mc_reader_optional_string (&e, "detail", MAX_DETAIL);
      g_clear_error (&e.error);
    }
}

/* RFC 9457; whatever is wrong with it, the status alone must do. */
static McProblem *
read_problem (McReply *reply)
{
  McProblem *problem = mc_problem_new ();
  g_autoptr (JsonNode) root = NULL;
  McReader r = { NULL };
  JsonObject *current;

  problem->status = reply->status;
  problem->retry_after = reply->retry_after;
  if (g_strcmp0 (reply->content_type, "application/problem+json") != 0)
    return problem;
  root = mc_codec_parse_object (reply->body, NULL);
  if (root == NULL)
    return problem;
  r.object = json_node_get_object (root);
  problem->code = mc_reader_optional_string (&r, "code", 100);
  problem->detail = mc_reader_optional_string (&r, "detail", MAX_DETAIL);
  problem->changed_by = mc_reader_optional_string (&r, "changed_by", MAX_NAME);
  problem->changed_at = mc_reader_optional_time (&r, "changed_at");
  problem->changed_action = mc_reader_optional_string (&r, "changed_action", MAX_NAME);
  problem->moved_to = mc_reader_optional_string (&r, "moved_to", MAX_NAME);
  current = mc_reader_optional_object (&r, "current");
  if (current != NULL)
    problem->current = mc_codec_summary_read (current, NULL);
  read_fields (&r, problem);
  g_clear_error (&r.error);
  return problem;
}

static McPortalError
code_of_status (int status, const McProblem *problem)
{
  switch (status)
    {
    case 401:
      return MC_PORTAL_ERROR_NOT_SIGNED_IN;
    case 403:
      return MC_PORTAL_ERROR_FORBIDDEN;
    case 404:
      return MC_PORTAL_ERROR_NOT_FOUND;
    case 409:
      return problem->retry_after > 0 ? MC_PORTAL_ERROR_BUSY : MC_PORTAL_ERROR_INVALID;
    case 410:
      return MC_PORTAL_ERROR_RESYNC;
    case 412:
      return MC_PORTAL_ERROR_STALE;
    case 429:
      return MC_PORTAL_ERROR_RATE_LIMITED;
    default:
      return status >= 500 ? MC_PORTAL_ERROR_SERVER : MC_PORTAL_ERROR_INVALID;
    }
}

static GError *
error_of_reply (McReply *reply)
{
  McProblem *problem = read_problem (reply);

  return mc_portal_error_new (code_of_status (reply->status, problem), problem, "status %d%s%s", reply->status,
                              problem->code != NULL ? " " : "", problem->code != NULL ? problem->code : "");
}

static gboolean
read_on_thread (gpointer data, GValue *result, GError **error)
{
  ReadJob *job = data;
  g_autoptr (GError) why = NULL;

  if (job->read (job->body, result, &why))
    return TRUE;
  g_propagate_error (error, mc_portal_error_new (MC_PORTAL_ERROR_PROTOCOL, NULL, "unsound answer: %s", why->message));
  return FALSE;
}

/* Where the download goes on, or what goes out. */
static void
add_file (SoupMessage *message, const McHttpFile *file)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  gint64 offset = file->download != NULL ? mc_download_get_offset (file->download) : 0;

  soup_message_headers_append (headers, "Accept", file->download != NULL ? "*/*" : "application/json");
  if (offset > 0)
    {
      g_autofree char *range = g_strdup_printf ("bytes=%" G_GINT64_FORMAT "-", offset);
      g_autofree char *etag = g_strdup_printf ("\"%s\"", mc_download_get_sha256 (file->download));

      soup_message_headers_append (headers, "Range", range);
      soup_message_headers_append (headers, "If-Range", etag);
    }
  if (file->content_range != NULL)
    soup_message_headers_append (headers, "Content-Range", file->content_range);
  if (file->body != NULL)
    soup_message_set_request_body_from_bytes (message, file->content_type, file->body);
}

static SoupMessage *
make_message (Call *call, const char *token)
{
  g_autofree char *url = g_strconcat (call->portal->base_url, BASE, call->path, NULL);
  SoupMessage *message = soup_message_new (call->method, url);
  SoupMessageHeaders *headers;

  if (message == NULL)
    return NULL;
  headers = soup_message_get_request_headers (message);
  if (call->file != NULL)
    add_file (message, call->file);
  else
    soup_message_headers_append (headers, "Accept",
                                 call->read != NULL ? "application/json, application/problem+json"
                                                    : "text/event-stream, application/problem+json");
  soup_message_headers_append (headers, "Accept-Language", "vi");
  if (token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);

      soup_message_headers_append (headers, "Authorization", bearer);
    }
  if (call->act != NULL)
    {
      g_autoptr (JsonNode) node = mc_codec_act_build (call->act);
      g_autoptr (GBytes) body = mc_codec_print (node);
      g_autofree char *version = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", call->act->expected_handling_version);

      soup_message_headers_append (headers, "Idempotency-Key", call->act->key);
      soup_message_headers_append (headers, "If-Match", version);
      soup_message_set_request_body_from_bytes (message, "application/json", body);
      /* the key makes it safe to repeat, so it may go over a connection that is there */
      soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT);
    }
  if (call->key != NULL)
    {
      soup_message_headers_append (headers, "Idempotency-Key", call->key);
      soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT);
    }
  if (call->body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", call->body);
  return message;
}

static DexFuture *
start_message (Call *call, SoupMessage *message)
{
  McTransport *transport = call->portal->transport;

  if (call->file != NULL && call->file->download != NULL)
    return mc_transport_receive_file (transport, message, call->file->download);
  if (call->file != NULL)
    return mc_transport_send_file (transport, message);
  return call->read != NULL ? mc_transport_send (transport, message) : mc_transport_open_stream (transport, message);
}

/* The reply of one call, after at most one new token. */
static McReply *
exchange (Call *call, GError **error)
{
  g_autofree char *token = NULL;
  g_autofree char *rejected = NULL;

  for (int attempt = 0; attempt < 2; attempt++)
    {
      g_autoptr (SoupMessage) message = NULL;
      g_autoptr (McReply) reply = NULL;

      if (call->authorized && call->portal->authorizer == NULL)
        {
          g_propagate_error (error, mc_portal_error_new (MC_PORTAL_ERROR_NOT_SIGNED_IN, NULL, "not signed in"));
          return NULL;
        }
      if (call->authorized)
        {
          token = mc_await_string (mc_authorizer_access_token (call->portal->authorizer, rejected), error);
          if (token == NULL)
            return NULL;
        }
      message = make_message (call, token);
      if (message == NULL)
        {
          g_propagate_error (error, mc_portal_error_new (MC_PORTAL_ERROR_INVALID, NULL, "no address"));
          return NULL;
        }
      reply = mc_await_boxed (start_message (call, message), error);
      if (reply == NULL)
        return NULL;
      if (reply->status != 401 || !call->authorized || attempt == 1)
        return g_steal_pointer (&reply);
      rejected = g_steal_pointer (&token);
    }
  g_assert_not_reached ();
}

static DexFuture *
call_fiber (gpointer data)
{
  Call *call = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (McReply) reply = exchange (call, &error);
  ReadJob *job;

  if (reply == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (reply->status >= 400)
    return dex_future_new_for_error (error_of_reply (reply));
  if (reply->stream != NULL)
    return dex_future_new_take_object (mc_event_stream_new (reply->stream, call->portal->clock));
  /* firewalls and captive portals answer with a page and status 200 */
  if (g_strcmp0 (reply->content_type, "text/html") == 0)
    return dex_future_new_for_error (mc_portal_error_new (MC_PORTAL_ERROR_CAPTIVE, NULL, "a page instead of data"));
  if (call->read == NULL || g_strcmp0 (reply->content_type, "application/json") != 0)
    return dex_future_new_for_error (mc_portal_error_new (MC_PORTAL_ERROR_PROTOCOL, NULL, "another type than agreed"));

  job = g_new0 (ReadJob, 1);
  job->body = g_bytes_ref (reply->body);
  job->read = call->read;
  if (!reply->replayed || call->act == NULL)
    return mc_thread_run (call->portal->parser, read_on_thread, job, (GDestroyNotify) read_job_free);
  else
    {
      g_autoptr (McOutcome) outcome = mc_await_boxed (
          mc_thread_run (call->portal->parser, read_on_thread, job, (GDestroyNotify) read_job_free), &error);

      if (outcome == NULL)
        return dex_future_new_for_error (g_steal_pointer (&error));
      outcome->replayed = TRUE;
      return dex_future_new_take_boxed (MC_TYPE_OUTCOME, g_steal_pointer (&outcome));
    }
}

McReply *
mc_http_portal_exchange (McHttpPortal *self, const char *method, const char *path, const McHttpFile *file,
                         GError **error)
{
  Call call = { .portal = self, .method = method, .path = (char *) path, .authorized = TRUE, .file = file };
  g_autoptr (McReply) reply = exchange (&call, error);

  if (reply == NULL || reply->status < 400)
    return g_steal_pointer (&reply);
  g_propagate_error (error, error_of_reply (reply));
  return NULL;
}

McScope *
mc_http_portal_get_scope (McHttpPortal *self)
{
  return self->scope;
}

static gboolean
take_boxed (GType type, gpointer boxed, GValue *result)
{
  if (boxed == NULL)
    return FALSE;
  g_value_init (result, type);
  g_value_take_boxed (result, boxed);
  return TRUE;
}

static gboolean
read_about (GBytes *body, GValue *result, GError **error)
{
  return take_boxed (MC_TYPE_ABOUT, mc_codec_about_parse (body, error), result);
}

static gboolean
read_me (GBytes *body, GValue *result, GError **error)
{
  g_autoptr (McMe) me = mc_codec_me_parse (body, error);

  return take_boxed (G_TYPE_BYTES, me != NULL ? g_bytes_ref (body) : NULL, result);
}

static gboolean
read_changes (GBytes *body, GValue *result, GError **error)
{
  return take_boxed (MC_TYPE_CHANGES, mc_codec_changes_parse (body, error), result);
}

static gboolean
read_dossier (GBytes *body, GValue *result, GError **error)
{
  g_autoptr (McDossier) dossier = mc_codec_dossier_parse (body, error);

  return take_boxed (G_TYPE_BYTES, dossier != NULL ? g_bytes_ref (body) : NULL, result);
}

static gboolean
read_outcome (GBytes *body, GValue *result, GError **error)
{
  return take_boxed (MC_TYPE_OUTCOME, mc_codec_outcome_parse (body, error), result);
}

static const Kind kinds[] = {
  { "dossier", "/dossiers/", read_dossier },
};

/* (nullable) */
static const Kind *
find_kind (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].name, name) == 0)
      return &kinds[i];
  return NULL;
}

/* Such as that of an act which a newer version left in the outbox. */
static DexFuture *
refuse_kind (const char *name)
{
  return dex_future_new_for_error (
      mc_portal_error_new (MC_PORTAL_ERROR_INVALID, NULL, "no kind of record: %s", name != NULL ? name : "none"));
}

static gboolean
read_presence (GBytes *body, GValue *result, GError **error)
{
  return take_boxed (MC_TYPE_PRESENCE, mc_codec_presence_parse (body, error), result);
}

static gboolean
read_revealed (GBytes *body, GValue *result, GError **error)
{
  char *value = NULL;

  if (!mc_codec_revealed_parse (body, &value, error))
    return FALSE;
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, value);
  return TRUE;
}

static gboolean
read_key (GBytes *body, GValue *result, GError **error)
{
  return take_boxed (G_TYPE_BYTES, mc_codec_device_key_parse (body, error), result);
}

static gboolean
read_done (GBytes *body, GValue *result, GError **error)
{
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, TRUE);
  return TRUE;
}

/* path and body are taken over; body, key: nullable. */
static DexFuture *
start_people_call (McPortal *portal, const char *method, char *path, JsonNode *body, const char *key, ReadFunc read)
{
  McHttpPortal *self = MC_HTTP_PORTAL (portal);
  Call *call = g_new0 (Call, 1);

  call->portal = g_object_ref (self);
  call->method = method;
  call->path = path;
  call->body = body != NULL ? mc_codec_print (body) : NULL;
  call->key = g_strdup (key);
  call->authorized = TRUE;
  call->read = read;
  g_clear_pointer (&body, json_node_unref);
  return mc_task_start (self->scope, "portal call", call_fiber, call, (GDestroyNotify) call_free);
}

/* path is taken over. */
static DexFuture *
start_call (McPortal *portal, const char *method, char *path, McAct *act, gboolean authorized, ReadFunc read)
{
  McHttpPortal *self = MC_HTTP_PORTAL (portal);
  Call *call = g_new0 (Call, 1);

  call->portal = g_object_ref (self);
  call->method = method;
  call->path = path;
  call->act = act != NULL ? mc_act_ref (act) : NULL;
  call->authorized = authorized;
  call->read = read;
  return mc_task_start (self->scope, "portal call", call_fiber, call, (GDestroyNotify) call_free);
}

static char *
escape (const char *text)
{
  return g_uri_escape_string (text, NULL, FALSE);
}

static DexFuture *
mc_http_portal_about (McPortal *portal)
{
  return start_call (portal, "GET", g_strdup ("/about"), NULL, FALSE, read_about);
}

static DexFuture *
mc_http_portal_me (McPortal *portal)
{
  return start_call (portal, "GET", g_strdup ("/me"), NULL, TRUE, read_me);
}

static DexFuture *
mc_http_portal_changes (McPortal *portal, const char *cursor)
{
  g_autofree char *safe = cursor != NULL ? escape (cursor) : NULL;

  return start_call (portal, "GET", safe != NULL ? g_strconcat ("/changes?cursor=", safe, NULL) : g_strdup ("/changes"),
                     NULL, TRUE, read_changes);
}

static DexFuture *
mc_http_portal_events (McPortal *portal)
{
  return start_call (portal, "GET", g_strdup ("/events"), NULL, TRUE, NULL);
}

static DexFuture *
mc_http_portal_detail (McPortal *portal, const char *kind, const char *id)
{
  g_autofree char *safe = escape (id);

  const Kind *known = find_kind (kind);

  if (known == NULL)
    return refuse_kind (kind);
  return start_call (portal, "GET", g_strconcat (known->path, safe, NULL), NULL, TRUE, known->read);
}

static DexFuture *
mc_http_portal_act (McPortal *portal, McAct *act)
{
  g_autofree char *safe = escape (act->record_id);

  const Kind *known = find_kind (act->kind);

  if (known == NULL)
    return refuse_kind (act->kind);
  return start_call (portal, "POST", g_strconcat (known->path, safe, "/actions", NULL), act, TRUE, read_outcome);
}

static DexFuture *
mc_http_portal_outcome (McPortal *portal, const char *key)
{
  g_autofree char *safe = escape (key);

  return start_call (portal, "GET", g_strconcat ("/actions/", safe, NULL), NULL, TRUE, read_outcome);
}

static DexFuture *
mc_http_portal_presence (McPortal *portal, const char *id, gboolean open)
{
  g_autofree char *safe = escape (id);

  return start_people_call (portal, open ? "PUT" : "DELETE", g_strconcat ("/dossiers/", safe, "/presence", NULL), NULL,
                            NULL, read_presence);
}

static DexFuture *
mc_http_portal_reveal (McPortal *portal, const McReveal *reveal)
{
  g_autofree char *safe = escape (reveal->dossier);

  return start_people_call (portal, "POST", g_strconcat ("/dossiers/", safe, "/reveals", NULL),
                            mc_codec_reveal_build (reveal), reveal->key, read_revealed);
}

static char *
key_path (const char *device)
{
  g_autofree char *safe = escape (device);

  return g_strconcat ("/me/devices/", safe, "/key", NULL);
}

static DexFuture *
mc_http_portal_keep_key (McPortal *portal, const char *device, GBytes *key)
{
  return start_people_call (portal, key != NULL ? "PUT" : "DELETE", key_path (device),
                            key != NULL ? mc_codec_device_key_build (key) : NULL, NULL, read_done);
}

static DexFuture *
mc_http_portal_read_key (McPortal *portal, const char *device)
{
  return start_people_call (portal, "GET", key_path (device), NULL, NULL, read_key);
}

static void
mc_http_portal_iface_init (McPortalInterface *iface)
{
  iface->presence = mc_http_portal_presence;
  iface->reveal = mc_http_portal_reveal;
  iface->keep_key = mc_http_portal_keep_key;
  iface->read_key = mc_http_portal_read_key;
  iface->about = mc_http_portal_about;
  iface->me = mc_http_portal_me;
  iface->changes = mc_http_portal_changes;
  iface->events = mc_http_portal_events;
  iface->detail = mc_http_portal_detail;
  iface->act = mc_http_portal_act;
  iface->outcome = mc_http_portal_outcome;
  iface->upload = mc_http_files_upload;
  iface->download = mc_http_files_download;
}

static void
mc_http_portal_dispose (GObject *object)
{
  McHttpPortal *self = MC_HTTP_PORTAL (object);

  mc_scope_clear (&self->scope);
  g_clear_object (&self->authorizer);
  g_clear_object (&self->transport);
  g_clear_object (&self->parser);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->base_url, g_free);
  G_OBJECT_CLASS (mc_http_portal_parent_class)->dispose (object);
}

static void
mc_http_portal_class_init (McHttpPortalClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_http_portal_dispose;
}

static void
mc_http_portal_init (McHttpPortal *self)
{
  self->scope = mc_scope_new (NULL);
}

McHttpPortal *
mc_http_portal_new (const char *base_url, const char *ca_file, McClock *clock, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (base_url, G_URI_FLAGS_NONE, NULL);
  g_autoptr (McTransport) transport = NULL;
  McHttpPortal *self;

  if (uri == NULL || g_strcmp0 (g_uri_get_scheme (uri), "https") != 0 || g_uri_get_host (uri) == NULL
      || *g_uri_get_host (uri) == '\0' || g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL)
    {
      g_propagate_error (
          error, mc_portal_error_new (MC_PORTAL_ERROR_INVALID, NULL, "a portal's address begins with https://"));
      return NULL;
    }
  transport = mc_transport_new (ca_file, error);
  if (transport == NULL)
    return NULL;

  self = g_object_new (MC_TYPE_HTTP_PORTAL, NULL);
  self->base_url = g_strdup (base_url);
  if (g_str_has_suffix (self->base_url, "/"))
    self->base_url[strlen (self->base_url) - 1] = '\0';
  self->clock = g_object_ref (clock);
  self->transport = g_steal_pointer (&transport);
  self->parser = mc_thread_new ("mc-parser");
  return self;
}

void
mc_http_portal_set_authorizer (McHttpPortal *self, McAuthorizer *authorizer)
{
  g_return_if_fail (MC_IS_HTTP_PORTAL (self));

  g_set_object (&self->authorizer, authorizer);
}
