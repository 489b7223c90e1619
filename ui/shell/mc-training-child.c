// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-training-child.h"

#include <json-glib/json-glib.h>

#include "mc-paths.h"
#include "mc-task.h"

struct _McTrainingChild
{
  GObject parent_instance;

  GSubprocess *process; /* its stdin is held open: it ends when that closes */
  char *url;
  char *ca_file;
};

typedef struct
{
  GPtrArray *arguments;
  McScope *scope;
} Starting;

G_DEFINE_FINAL_TYPE (McTrainingChild, mc_training_child, G_TYPE_OBJECT)

static void
starting_free (Starting *self)
{
  g_ptr_array_unref (self->arguments);
  g_object_unref (self->scope);
  g_free (self);
}

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

static gboolean
take_greeting (McTrainingChild *self, const char *line, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object;

  json_parser_set_strict (parser, TRUE);
  if (!json_parser_load_from_data (parser, line, -1, error))
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the training portal's first line is no object");
      return FALSE;
    }
  object = json_node_get_object (json_parser_get_root (parser));
  self->url = g_strdup (json_object_get_string_member_with_default (object, "url", NULL));
  self->ca_file = g_strdup (json_object_get_string_member_with_default (object, "ca", NULL));
  if (self->url != NULL && self->ca_file != NULL)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the training portal's first line lacks url or ca");
  return FALSE;
}

static DexFuture *
start_fiber (gpointer data)
{
  Starting *starting = data;
  g_autoptr (McTrainingChild) self = g_object_new (MC_TYPE_TRAINING_CHILD, NULL);
  g_autoptr (GDataInputStream) stream = NULL;
  g_autofree char *line = NULL;
  GError *error = NULL;

  self->process = g_subprocess_newv ((const char *const *) starting->arguments->pdata,
                                     G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  if (self->process == NULL)
    return dex_future_new_for_error (error);
  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  line = mc_await_string (read_line (stream), &error);
  if (line == NULL || !take_greeting (self, line, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_take_object (g_steal_pointer (&self));
}

static void
mc_training_child_finalize (GObject *object)
{
  McTrainingChild *self = MC_TRAINING_CHILD (object);

  g_clear_object (&self->process);
  g_free (self->url);
  g_free (self->ca_file);
  G_OBJECT_CLASS (mc_training_child_parent_class)->finalize (object);
}

static void
mc_training_child_class_init (McTrainingChildClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mc_training_child_finalize;
}

static void
mc_training_child_init (McTrainingChild *self)
{
}

DexFuture *
mc_training_child_start (const char *directory, const char *const *options)
{
  Starting *starting = g_new0 (Starting, 1);

  starting->scope = mc_scope_new (NULL);
  starting->arguments = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (starting->arguments, g_strdup (mc_paths_training_portal ()));
  g_ptr_array_add (starting->arguments, g_strdup ("--until-eof"));
  g_ptr_array_add (starting->arguments, g_strdup ("--directory"));
  g_ptr_array_add (starting->arguments, g_strdup (directory));
  for (gsize i = 0; options != NULL && options[i] != NULL; i++)
    g_ptr_array_add (starting->arguments, g_strdup (options[i]));
  g_ptr_array_add (starting->arguments, NULL);
  return mc_task_start (starting->scope, "start training portal", start_fiber, starting,
                        (GDestroyNotify) starting_free);
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
