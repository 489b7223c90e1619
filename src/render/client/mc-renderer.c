// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-render"
#include "mc-renderer.h"

#include <fcntl.h>
#include <glib-unix.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "mc-task.h"
#include "mc-thread.h"

struct _McRenderer
{
  GObject parent_instance;

  /* owned */
  char *program;
  McClock *clock;
  McScope *scope;
  McThread *thread; /* puts documents where the child can have them; NULL before the first */

  /* the child; NULL and -1: none runs */
  GSubprocess *child;
  int socket;
  guint watch;
  gboolean has_document;
  gboolean was_dead; /* the last job found it so: it has seen nothing of it */
  guint32 serial;
  DexPromise *waiting; /* for its answer; NULL: it does nothing */
  McRenderAnswer answer;
  int answer_memory;

  DexPromise *turn; /* of the job that runs; NULL: none does */
  int document;     /* sealed memory; -1: none is open */
  guint generation; /* of documents */
};

/* Of the thread and of who waits for it, whichever goes last. */
typedef struct
{
  GBytes *document;
  int memory; /* with the document once it is sealed; -1 */
} Filling;

typedef struct
{
  McRenderer *renderer;
  McRenderRequest request;
  Filling *filling; /* the document to open; NULL: another job */
  guint generation;
} Job;

G_DEFINE_FINAL_TYPE (McRenderer, mc_renderer, G_TYPE_OBJECT)
G_DEFINE_BOXED_TYPE (McPageSizes, mc_page_sizes, mc_page_sizes_ref, mc_page_sizes_unref)
G_DEFINE_BOXED_TYPE (McPagePicture, mc_page_picture, mc_page_picture_ref, mc_page_picture_unref)

static void
close_descriptor (int *fd)
{
  if (*fd >= 0)
    close (*fd);
  *fd = -1;
}

static void
filling_clear (gpointer data)
{
  Filling *self = data;

  g_bytes_unref (self->document);
  close_descriptor (&self->memory);
}

static void
filling_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, filling_clear);
}

static void
job_free (Job *self)
{
  g_object_unref (self->renderer);
  g_clear_pointer (&self->filling, filling_unref);
  g_free (self);
}

McPageSizes *
mc_page_sizes_ref (McPageSizes *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mc_page_sizes_unref (McPageSizes *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->sizes);
  g_free (self);
}

McPagePicture *
mc_page_picture_ref (McPagePicture *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mc_page_picture_unref (McPagePicture *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_bytes_unref (self->pixels);
  g_free (self);
}

/* Whoever waits for the child's answer gets this instead. */
static void
answer_fails (McRenderer *self, McRenderError code, const char *why)
{
  DexPromise *waiting = g_steal_pointer (&self->waiting);

  if (waiting == NULL)
    return;
  if (dex_future_is_pending (DEX_FUTURE (waiting)))
    dex_promise_reject (waiting, g_error_new_literal (MC_RENDER_ERROR, code, why));
  dex_unref (waiting);
}

/* It dies at once, whatever it is at. */
static void
end_child (McRenderer *self, McRenderError code, const char *why)
{
  g_clear_handle_id (&self->watch, g_source_remove);
  if (self->child != NULL)
    g_subprocess_force_exit (self->child);
  g_clear_object (&self->child);
  close_descriptor (&self->socket);
  close_descriptor (&self->answer_memory);
  self->has_document = FALSE;
  answer_fails (self, code, why);
}

static gboolean
answered_cb (int fd, GIOCondition condition, gpointer data)
{
  McRenderer *self = data;
  g_autoptr (GError) error = NULL;
  McRenderAnswer answer;
  int memory;

  if (!mc_render_receive (fd, FALSE, &answer, sizeof answer, &memory, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        return G_SOURCE_CONTINUE;
      self->watch = 0;
      end_child (self, MC_RENDER_ERROR_DIED, "the child ended");
      return G_SOURCE_REMOVE;
    }
  if (self->waiting == NULL || answer.serial != self->serial)
    {
      close_descriptor (&memory);
      self->watch = 0;
      end_child (self, MC_RENDER_ERROR_DIED, "an answer to nothing");
      return G_SOURCE_REMOVE;
    }
  self->answer = answer;
  close_descriptor (&self->answer_memory);
  self->answer_memory = memory;
  dex_promise_resolve_boolean (self->waiting, TRUE);
  dex_clear (&self->waiting);
  return G_SOURCE_CONTINUE;
}

static gboolean
start_child (McRenderer *self, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GError) why = NULL;
  int ends[2];

  if (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    {
      g_set_error_literal (error, MC_RENDER_ERROR, MC_RENDER_ERROR_FAILED, "no socket");
      return FALSE;
    }
  /* libraries write of what they do not like in a document to stderr, with words from it */
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_subprocess_launcher_take_fd (launcher, ends[1], MC_RENDER_SOCKET);
  self->child = g_subprocess_launcher_spawn (launcher, &why, self->program, NULL);
  if (self->child == NULL)
    {
      close (ends[0]);
      g_set_error (error, MC_RENDER_ERROR, MC_RENDER_ERROR_FAILED, "%s", why->message);
      return FALSE;
    }
  self->socket = ends[0];
  self->watch = g_unix_fd_add (self->socket, G_IO_IN | G_IO_HUP | G_IO_ERR, answered_cb, self);
  return TRUE;
}

/* Sends a request and waits for its answer, which is in self->answer then. */
static gboolean
ask (McRenderer *self, const McRenderRequest *request, int memory, GError **error)
{
  McRenderRequest numbered = *request;
  g_autoptr (GError) why = NULL;
  DexFuture *answered;

  numbered.serial = ++self->serial;
  self->was_dead = FALSE;
  if (!mc_render_send (self->socket, &numbered, sizeof numbered, memory, &why))
    {
      end_child (self, MC_RENDER_ERROR_DIED, why->message);
      self->was_dead = TRUE;
      g_set_error_literal (error, MC_RENDER_ERROR, MC_RENDER_ERROR_DIED, why->message);
      return FALSE;
    }
  self->waiting = dex_promise_new ();
  answered = dex_ref (DEX_FUTURE (self->waiting));
  if (!mc_await (dex_future_first (dex_ref (answered), mc_clock_sleep (self->clock, MC_RENDERER_JOB_US), NULL), error))
    {
      dex_unref (answered);
      return FALSE;
    }
  if (dex_future_is_pending (answered))
    {
      end_child (self, MC_RENDER_ERROR_STALLED, "it took too long");
      g_set_error_literal (error, MC_RENDER_ERROR, MC_RENDER_ERROR_STALLED, "it took too long");
      dex_unref (answered);
      return FALSE;
    }
  dex_unref (answered);
  if (self->answer.status == MC_RENDER_DONE)
    return TRUE;
  g_propagate_error (error, mc_render_error_new (self->answer.status));
  return FALSE;
}

/* A child that has the document. A new one is told of it; the answer is in self->answer when it had to be. */
static gboolean
ensure_child (McRenderer *self, GError **error)
{
  const McRenderRequest open = { .verb = MC_RENDER_OPEN };

  if (self->child == NULL && !start_child (self, error))
    return FALSE;
  if (self->has_document)
    return TRUE;
  self->has_document = ask (self, &open, self->document, error);
  return self->has_document;
}

/* What goes with the answer: exactly this large. */
static GBytes *
take_memory (McRenderer *self, gsize size, GError **error)
{
  g_autoptr (GError) why = NULL;
  GBytes *bytes = mc_render_memory_map (self->answer_memory, size, &why);

  close_descriptor (&self->answer_memory);
  if (bytes == NULL)
    g_set_error (error, MC_RENDER_ERROR, MC_RENDER_ERROR_DIED, "an unsound answer: %s", why->message);
  return bytes;
}

static McPageSizes *
take_pages (McRenderer *self, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  McPageSizes *pages;

  if (self->answer.count == 0 || self->answer.count > MC_RENDER_MAX_PAGES)
    {
      g_set_error_literal (error, MC_RENDER_ERROR, MC_RENDER_ERROR_BROKEN, "no pages");
      return NULL;
    }
  bytes = take_memory (self, self->answer.count * sizeof (McPageSize), error);
  if (bytes == NULL)
    return NULL;
  pages = g_new0 (McPageSizes, 1);
  g_atomic_ref_count_init (&pages->ref_count);
  pages->count = self->answer.count;
  pages->sizes = g_memdup2 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  /* whoever tells the sizes may have been taken over by the document */
  for (guint i = 0; i < pages->count; i++)
    {
      McPageSize *size = &pages->sizes[i];

      size->width = size->width >= 1 && size->width <= 14400 ? size->width : 1;
      size->height = size->height >= 1 && size->height <= 14400 ? size->height : 1;
    }
  return pages;
}

static McPagePicture *
take_picture (McRenderer *self, GError **error)
{
  const McRenderAnswer *answer = &self->answer;
  g_autoptr (GBytes) bytes = NULL;
  McPagePicture *picture;

  if (answer->width == 0 || answer->height == 0 || answer->width > MC_RENDER_MAX_SIDE
      || answer->height > MC_RENDER_MAX_SIDE || answer->stride != answer->width * 4
      || (guint64) answer->width * answer->height > MC_RENDER_MAX_PIXELS)
    {
      g_set_error_literal (error, MC_RENDER_ERROR, MC_RENDER_ERROR_DIED, "an unsound answer");
      return NULL;
    }
  bytes = take_memory (self, (gsize) answer->stride * answer->height, error);
  if (bytes == NULL)
    return NULL;
  picture = g_new0 (McPagePicture, 1);
  g_atomic_ref_count_init (&picture->ref_count);
  picture->pixels = g_steal_pointer (&bytes);
  picture->width = (int) answer->width;
  picture->height = (int) answer->height;
  picture->stride = answer->stride;
  picture->reduced = answer->reduced != 0;
  return picture;
}

static McPageText *
take_text (McRenderer *self, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  if (self->answer.count > MC_RENDER_MAX_GLYPHS)
    {
      g_set_error_literal (error, MC_RENDER_ERROR, MC_RENDER_ERROR_DIED, "an unsound answer");
      return NULL;
    }
  if (self->answer.count > 0)
    {
      bytes = take_memory (self, self->answer.count * sizeof (McGlyph), error);
      if (bytes == NULL)
        return NULL;
    }
  return mc_page_text_new (bytes);
}

/* On the thread: a document of 50 MiB takes its time. */
static gboolean
fill_memory (gpointer data, GValue *result, GError **error)
{
  Filling *filling = data;
  gsize size;
  const guint8 *bytes = g_bytes_get_data (filling->document, &size);
  gpointer memory;

  filling->memory = mc_render_memory_new (size, error);
  if (filling->memory < 0)
    return FALSE;
  memory = size > 0 ? mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, filling->memory, 0) : NULL;
  if (memory == MAP_FAILED)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "no memory");
      return FALSE;
    }
  if (size > 0)
    {
      memcpy (memory, bytes, size);
      munmap (memory, size);
    }
  if (!mc_render_memory_seal (filling->memory, error))
    return FALSE;
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, TRUE);
  return TRUE;
}

static gboolean
is_superseded (Job *job, GError **error)
{
  if (job->generation == job->renderer->generation)
    return FALSE;
  g_clear_error (error);
  g_set_error_literal (error, MC_RENDER_ERROR, MC_RENDER_ERROR_SUPERSEDED, "another document was opened");
  return TRUE;
}

static gboolean
place_document (Job *job, GError **error)
{
  McRenderer *self = job->renderer;
  g_autoptr (GError) why = NULL;

  if (g_bytes_get_size (job->filling->document) > MC_RENDER_MAX_BYTES)
    {
      g_propagate_error (error, mc_render_error_new (MC_RENDER_TOO_LARGE));
      return FALSE;
    }
  if (self->thread == NULL)
    self->thread = mc_thread_new ("mc-render");
  if (!mc_await (mc_thread_run (self->thread, fill_memory, g_atomic_rc_box_acquire (job->filling), filling_unref),
                 &why))
    {
      g_set_error (error, MC_RENDER_ERROR, MC_RENDER_ERROR_TOO_LARGE, "%s", why->message);
      return FALSE;
    }
  if (is_superseded (job, error))
    return FALSE;
  close_descriptor (&self->document);
  self->document = g_steal_fd (&job->filling->memory);
  self->has_document = FALSE;
  return TRUE;
}

/* What the job comes to; NULL and the error. */
static gpointer
try_job (Job *job, GError **error)
{
  McRenderer *self = job->renderer;

  if (!ensure_child (self, error))
    return NULL;
  if (job->filling != NULL)
    return take_pages (self, error);
  if (!ask (self, &job->request, -1, error))
    return NULL;
  return job->request.verb == MC_RENDER_PAGE ? (gpointer) take_picture (self, error)
                                             : (gpointer) take_text (self, error);
}

static GType
result_type (Job *job)
{
  if (job->filling != NULL)
    return MC_TYPE_PAGE_SIZES;
  return job->request.verb == MC_RENDER_PAGE ? MC_TYPE_PAGE_PICTURE : MC_TYPE_PAGE_TEXT;
}

static DexFuture *
do_job (Job *job)
{
  GError *error = NULL;
  gpointer result = NULL;

  if (is_superseded (job, &error) || (job->filling != NULL && !place_document (job, &error)))
    return dex_future_new_for_error (error);
  result = try_job (job, &error);
  if (result == NULL && job->renderer->was_dead && !is_superseded (job, &error))
    {
      g_clear_error (&error);
      result = try_job (job, &error);
    }
  if (result != NULL)
    return dex_future_new_take_boxed (result_type (job), result);
  is_superseded (job, &error);
  return dex_future_new_for_error (error);
}

/* One after the other. */
static DexFuture *
job_fiber (gpointer data)
{
  Job *job = data;
  McRenderer *self = job->renderer;
  DexPromise *turn;
  DexFuture *result;

  while (self->turn != NULL && !mc_scope_is_ended (self->scope))
    mc_await (dex_ref (DEX_FUTURE (self->turn)), NULL);
  if (mc_scope_is_ended (self->scope))
    return dex_future_new_reject (MC_RENDER_ERROR, MC_RENDER_ERROR_SUPERSEDED, "closed");
  self->turn = turn = dex_promise_new ();
  result = do_job (job);
  if (self->turn == turn)
    self->turn = NULL;
  dex_promise_resolve_boolean (turn, TRUE);
  dex_unref (turn);
  return result;
}

static DexFuture *
start_job (McRenderer *self, const McRenderRequest *request, GBytes *document)
{
  Job *job = g_new0 (Job, 1);

  job->renderer = g_object_ref (self);
  job->request = *request;
  job->generation = self->generation;
  if (document != NULL)
    {
      job->filling = g_atomic_rc_box_new0 (Filling);
      job->filling->document = g_bytes_ref (document);
      job->filling->memory = -1;
    }
  return mc_task_start (self->scope, "document", job_fiber, job, (GDestroyNotify) job_free);
}

static void
mc_renderer_dispose (GObject *object)
{
  McRenderer *self = MC_RENDERER (object);

  mc_scope_clear (&self->scope);
  end_child (self, MC_RENDER_ERROR_SUPERSEDED, "closed");
  close_descriptor (&self->document);
  g_clear_object (&self->thread);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->program, g_free);
  G_OBJECT_CLASS (mc_renderer_parent_class)->dispose (object);
}

static void
mc_renderer_class_init (McRendererClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_renderer_dispose;
}

static void
mc_renderer_init (McRenderer *self)
{
  self->scope = mc_scope_new (NULL);
  self->socket = self->answer_memory = self->document = -1;
}

McRenderer *
mc_renderer_new (const char *program, McClock *clock)
{
  McRenderer *self = g_object_new (MC_TYPE_RENDERER, NULL);

  self->program = g_strdup (program);
  self->clock = g_object_ref (clock);
  return self;
}

DexFuture *
mc_renderer_open (McRenderer *self, GBytes *document)
{
  const McRenderRequest none = { 0 };

  g_return_val_if_fail (MC_IS_RENDERER (self), NULL);

  mc_renderer_close (self);
  return start_job (self, &none, document);
}

void
mc_renderer_close (McRenderer *self)
{
  g_return_if_fail (MC_IS_RENDERER (self));

  self->generation++;
  if (self->waiting != NULL)
    end_child (self, MC_RENDER_ERROR_SUPERSEDED, "another document was opened");
}

DexFuture *
mc_renderer_paint (McRenderer *self, guint page, int width, int height)
{
  const McRenderRequest request = {
    .verb = MC_RENDER_PAGE, .page = page, .width = (guint32) MAX (width, 1), .height = (guint32) MAX (height, 1)
  };

  g_return_val_if_fail (MC_IS_RENDERER (self), NULL);

  return start_job (self, &request, NULL);
}

DexFuture *
mc_renderer_read (McRenderer *self, guint page)
{
  const McRenderRequest request = { .verb = MC_RENDER_TEXT, .page = page };

  g_return_val_if_fail (MC_IS_RENDERER (self), NULL);

  return start_job (self, &request, NULL);
}

const char *
mc_renderer_get_child (McRenderer *self)
{
  g_return_val_if_fail (MC_IS_RENDERER (self), NULL);

  return self->child != NULL ? g_subprocess_get_identifier (self->child) : NULL;
}
