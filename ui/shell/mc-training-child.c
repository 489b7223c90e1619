// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-training-child.h"

#include <json-glib/json-glib.h>

#include "mc-paths.h"
#include "mc-task.h"

struct _McTrainingChild
{
  GObject parent_instance;

  GSubprocess *process; /* its stdin is held open: it ends when that closes; NULL: not ours */
  GPtrArray *arguments; /* to start it again */
  McClock *clock;
  McScope *scope;
  char *url;
  char *ca_file;
};

G_DEFINE_FINAL_TYPE (McTrainingChild, mc_training_child, G_TYPE_OBJECT)

/* Between two tries to start it again: this, then twice as long each time. */
#define FIRST_PAUSE G_USEC_PER_SEC
#define LONGEST_PAUSE (30 * G_USEC_PER_SEC)

enum
{
  STOPPED,
  STARTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
line_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DexPromise *promise = data;
  GError *error = NULL;
  char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, &error);

  if (error != NULL)
    dex_promise_reject (promise, error);
  else if (line == NULL)
    dex_promise_reject (promise, g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "the training portal ended at once"));
  else
    dex_promise_resolve_string (promise, line);
  dex_unref (promise);
}

static DexFuture *
read_line (GDataInputStream *stream)
{
  DexPromise *promise = dex_promise_new_cancellable ();

  g_data_input_stream_read_line_async (stream, G_PRIORITY_DEFAULT, dex_promise_get_cancellable (promise), line_read_cb,
                                       dex_ref (promise));
  return DEX_FUTURE (promise);
}

/* A training portal is on this computer: nobody else's authority is trusted through one. */
static gboolean
is_loopback (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_strcmp0 (g_uri_get_scheme (uri), "https") == 0
         && g_strcmp0 (g_uri_get_host (uri), "127.0.0.1") == 0;
}

static gboolean
take_greeting (McTrainingChild *self, const char *line, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object;
  const char *url, *ca_file;

  json_parser_set_strict (parser, TRUE);
  if (!json_parser_load_from_data (parser, line, -1, error))
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the training portal's first line is no object");
      return FALSE;
    }
  object = json_node_get_object (json_parser_get_root (parser));
  url = json_object_get_string_member_with_default (object, "url", NULL);
  ca_file = json_object_get_string_member_with_default (object, "ca", NULL);
  if (url == NULL || ca_file == NULL || !is_loopback (url))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the training portal's first line lacks url or ca");
      return FALSE;
    }
  g_set_str (&self->url, url);
  g_set_str (&self->ca_file, ca_file);
  return TRUE;
}

/* Starts the process and waits until it listens. port: (nullable): the one it has to have. */
static gboolean
launch (McTrainingChild *self, const char *port, GError **error)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GDataInputStream) stream = NULL;
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autofree char *line = NULL;

  for (guint i = 0; i < self->arguments->len; i++)
    g_ptr_array_add (arguments, g_ptr_array_index (self->arguments, i));
  if (port != NULL)
    g_ptr_array_add (arguments, (gpointer) port);
  g_ptr_array_add (arguments, NULL);
  process = g_subprocess_newv ((const char *const *) arguments->pdata,
                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, error);
  if (process == NULL)
    return FALSE;
  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  line = mc_await_string (read_line (stream), error);
  if (line == NULL || !take_greeting (self, line, error))
    return FALSE;
  g_set_object (&self->process, process);
  return TRUE;
}

static DexFuture *
start_fiber (gpointer data)
{
  McTrainingChild *self = data;
  GError *error = NULL;

  if (!launch (self, NULL, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_take_object (g_object_ref (self));
}

/* Starts it again on its port until it listens: what was made for it, a profile or a sign-in, goes on being good. */
static void
launch_again (McTrainingChild *self)
{
  g_autoptr (GUri) uri = g_uri_parse (self->url, G_URI_FLAGS_NONE, NULL);
  g_autofree char *port = g_strdup_printf ("--port=%d", g_uri_get_port (uri));

  for (gint64 pause = FIRST_PAUSE; !mc_scope_is_ended (self->scope); pause = MIN (2 * pause, LONGEST_PAUSE))
    {
      g_autoptr (GError) error = NULL;

      /* only the end of the scope ends a sleep early, and the loop asks for it */
      mc_await (mc_clock_sleep (self->clock, pause), NULL);
      if (mc_scope_is_ended (self->scope) || launch (self, port, &error))
        return;
      g_message ("starting the training portal again: %s", error->message);
    }
}

static DexFuture *
watch_fiber (gpointer data)
{
  McTrainingChild *self = data;

  while (!mc_scope_is_ended (self->scope))
    {
      g_autoptr (GError) error = NULL;

      mc_await (dex_subprocess_wait_check (self->process), &error);
      if (mc_scope_is_ended (self->scope))
        break;
      g_message ("the training portal ended (%s); starting it again", error != NULL ? error->message : "by itself");
      g_signal_emit (self, signals[STOPPED], 0);
      launch_again (self);
      if (!mc_scope_is_ended (self->scope))
        g_signal_emit (self, signals[STARTED], 0);
    }
  return dex_future_new_true ();
}

static void
mc_training_child_dispose (GObject *object)
{
  McTrainingChild *self = MC_TRAINING_CHILD (object);

  mc_scope_clear (&self->scope);
  g_clear_object (&self->process);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (mc_training_child_parent_class)->dispose (object);
}

static void
mc_training_child_finalize (GObject *object)
{
  McTrainingChild *self = MC_TRAINING_CHILD (object);

  g_ptr_array_unref (self->arguments);
  g_free (self->url);
  g_free (self->ca_file);
  G_OBJECT_CLASS (mc_training_child_parent_class)->finalize (object);
}

static void
mc_training_child_class_init (McTrainingChildClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_training_child_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_training_child_finalize;
  signals[STOPPED]
      = g_signal_new ("stopped", MC_TYPE_TRAINING_CHILD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[STARTED]
      = g_signal_new ("started", MC_TYPE_TRAINING_CHILD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mc_training_child_init (McTrainingChild *self)
{
  self->arguments = g_ptr_array_new_with_free_func (g_free);
  self->scope = mc_scope_new (NULL);
}

DexFuture *
mc_training_child_start (const char *directory, const char *const *options, McClock *clock)
{
  McTrainingChild *self = g_object_new (MC_TYPE_TRAINING_CHILD, NULL);

  self->clock = g_object_ref (clock);
  g_ptr_array_add (self->arguments, g_strdup (mc_paths_training_portal ()));
  g_ptr_array_add (self->arguments, g_strdup ("--until-eof"));
  g_ptr_array_add (self->arguments, g_strdup ("--directory"));
  g_ptr_array_add (self->arguments, g_strdup (directory));
  for (gsize i = 0; options != NULL && options[i] != NULL; i++)
    g_ptr_array_add (self->arguments, g_strdup (options[i]));
  return mc_task_start (self->scope, "start training portal", start_fiber, self, g_object_unref);
}

McTrainingChild *
mc_training_child_join (const char *directory, GError **error)
{
  g_autoptr (McTrainingChild) self = g_object_new (MC_TYPE_TRAINING_CHILD, NULL);
  g_autofree char *file = g_build_filename (directory, "portal.json", NULL);
  g_autofree char *line = NULL;

  if (!g_file_get_contents (file, &line, NULL, error) || !take_greeting (self, line, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
mc_training_child_watch (McTrainingChild *self)
{
  g_return_if_fail (MC_IS_TRAINING_CHILD (self));

  if (self->process != NULL)
    mc_task_run (self->scope, "watch training portal", watch_fiber, g_object_ref (self), g_object_unref);
}

void
mc_training_child_stop (McTrainingChild *self)
{
  g_return_if_fail (MC_IS_TRAINING_CHILD (self));

  mc_scope_end (self->scope);
}

const char *
mc_training_child_get_url (McTrainingChild *self)
{
  g_return_val_if_fail (MC_IS_TRAINING_CHILD (self), NULL);

  return self->url;
}

const char *
mc_training_child_get_ca_file (McTrainingChild *self)
{
  g_return_val_if_fail (MC_IS_TRAINING_CHILD (self), NULL);

  return self->ca_file;
}
