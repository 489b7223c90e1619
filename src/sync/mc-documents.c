// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-sync"
#include "mc-documents.h"

#include <string.h>

#include "mc-codecs.h"
#include "mc-task.h"

/* ahead of time: of each queue of one's own the first records, their documents up to this size, one at a time */
#define AHEAD_RECORDS 20
#define AHEAD_MAX_BYTES (2 * 1024 * 1024)
#define AHEAD_PAUSE_US (G_USEC_PER_SEC / 2)
/* what broke off and is kept in memory, to go on with */
#define MAX_BROKEN 4

typedef struct _Fetch Fetch;

/* Where the parts go: the portal's download may outlive whoever wanted it. */
typedef struct
{
  gatomicrefcount ref_count;
  Fetch *fetch; /* NULL: it is gone */
} Sink;

/* One document under way; shared by all who ask for it. */
struct _Fetch
{
  gatomicrefcount ref_count;
  McDocuments *documents; /* (unowned): it is the fetch's owner */
  char *name;             /* dossier, "/", document */
  char *dossier;
  char *document;
  McDownload *download;
  Sink *sink;
  GByteArray *bytes;
  gboolean unwanted;
  gboolean is_ahead;
};

struct _McDocuments
{
  GObject parent_instance;

  /* owned */
  McPortal *portal;
  McCache *cache;
  McClock *clock;
  McScope *scope;
  GHashTable *fetches; /* name → Fetch */
  GHashTable *futures; /* name → DexFuture of its fetch */
  GQueue *broken;      /* Fetch, latest first */
  GHashTable *ahead;   /* ids of records → version, whose documents were looked for */
  McMe *wanted;
  gboolean is_ahead;
  guint opening;
};

typedef struct
{
  McDocuments *documents;
  char *dossier;
  char *document;
  gint64 size;
} Open;

typedef struct
{
  McDocuments *documents;
  Fetch *fetch;
} Run;

static guint progress_signal;

G_DEFINE_FINAL_TYPE (McDocuments, mc_documents, G_TYPE_OBJECT)

static void
sink_unref (gpointer data)
{
  Sink *self = data;

  if (g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

static Fetch *
fetch_ref (Fetch *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
fetch_unref (gpointer data)
{
  Fetch *self = data;

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->name);
  g_free (self->dossier);
  g_free (self->document);
  self->sink->fetch = NULL;
  sink_unref (self->sink);
  g_clear_object (&self->download);
  g_byte_array_unref (self->bytes);
  g_free (self);
}

static void
run_free (Run *self)
{
  fetch_unref (self->fetch);
  g_object_unref (self->documents);
  g_free (self);
}

static Open *
open_new (McDocuments *documents, const char *dossier, const char *document, gint64 size)
{
  Open *open = g_new0 (Open, 1);

  open->documents = g_object_ref (documents);
  open->dossier = g_strdup (dossier);
  open->document = g_strdup (document);
  open->size = size;
  return open;
}

static void
open_free (Open *self)
{
  g_object_unref (self->documents);
  g_free (self->dossier);
  g_free (self->document);
  g_free (self);
}

static GError *
too_large (void)
{
  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "the document is too large");
}

/* A part has come. */
static DexFuture *
write_cb (gint64 offset, GBytes *part, gpointer data)
{
  Fetch *self = ((Sink *) data)->fetch;
  gint64 size = self != NULL ? mc_download_get_size (self->download) : 0;

  if (self == NULL || self->unwanted)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED, "let go");
  if (size > MC_DOCUMENT_MAX_BYTES)
    return dex_future_new_for_error (too_large ());
  if (offset == 0)
    {
      /* its room at once: growing would copy what is there again and again */
      g_byte_array_unref (self->bytes);
      self->bytes = g_byte_array_sized_new ((guint) size);
    }
  g_byte_array_append (self->bytes, g_bytes_get_data (part, NULL), (guint) g_bytes_get_size (part));
  if (!self->is_ahead)
    g_signal_emit (self->documents, progress_signal, 0, self->dossier, self->document, (gint64) self->bytes->len, size);
  return dex_future_new_true ();
}

/* One that broke off goes on. (transfer full) */
static Fetch *
fetch_new (McDocuments *documents, const char *dossier, const char *document)
{
  g_autofree char *name = g_strconcat (dossier, "/", document, NULL);
  Fetch *self;

  for (GList *l = documents->broken->head; l != NULL; l = l->next)
    if (g_str_equal (((Fetch *) l->data)->name, name))
      {
        self = l->data;
        g_queue_delete_link (documents->broken, l);
        self->unwanted = FALSE;
        return self;
      }
  self = g_new0 (Fetch, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->documents = documents;
  self->name = g_steal_pointer (&name);
  self->dossier = g_strdup (dossier);
  self->document = g_strdup (document);
  self->bytes = g_byte_array_new ();
  self->sink = g_new0 (Sink, 1);
  g_atomic_ref_count_init (&self->sink->ref_count);
  self->sink->fetch = self;
  g_atomic_ref_count_inc (&self->sink->ref_count);
  self->download = mc_download_new (dossier, document, write_cb, self->sink, sink_unref);
  return self;
}

/* That it could not be kept does not keep it from being shown. */
static void
keep (McDocuments *self, const char *dossier, const char *document, GBytes *bytes)
{
  gint64 size = (gint64) g_bytes_get_size (bytes);
  gint64 key = mc_await_int64 (mc_cache_begin_document (self->cache, dossier, document, size), NULL);
  guint n = 0;

  if (key == 0)
    return;
  for (gint64 at = 0; at < size; at += MC_CACHE_PIECE_BYTES, n++)
    {
      g_autoptr (GBytes) piece
          = g_bytes_new_from_bytes (bytes, (gsize) at, (gsize) MIN (MC_CACHE_PIECE_BYTES, size - at));

      if (!mc_await_boolean (mc_cache_put_piece (self->cache, key, n, piece), NULL))
        return;
    }
  mc_await (mc_cache_end_document (self->cache, key), NULL);
}

/* A broken one waits for the next try, the oldest of too many is forgotten. */
static void
put_aside (McDocuments *self, Fetch *fetch)
{
  if (mc_download_get_offset (fetch->download) <= 0)
    return;
  g_queue_push_head (self->broken, fetch_ref (fetch));
  if (g_queue_get_length (self->broken) > MAX_BROKEN)
    fetch_unref (g_queue_pop_tail (self->broken));
}

static DexFuture *
fetch_fiber (gpointer data)
{
  Run *run = data;
  McDocuments *self = run->documents;
  Fetch *fetch = run->fetch;
  GError *error = NULL;
  gboolean done = mc_await_boolean (mc_portal_download (self->portal, fetch->download), &error);
  g_autoptr (GBytes) bytes = NULL;

  if (mc_scope_is_ended (self->scope))
    {
      g_clear_error (&error);
      return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");
    }
  if (done)
    {
      bytes = g_byte_array_free_to_bytes (g_steal_pointer (&fetch->bytes));
      fetch->bytes = g_byte_array_new ();
      keep (self, fetch->dossier, fetch->document, bytes);
    }
  else if (mc_download_get_size (fetch->download) > MC_DOCUMENT_MAX_BYTES)
    {
      g_clear_error (&error);
      error = too_large ();
    }
  else
    put_aside (self, fetch);
  g_hash_table_remove (self->futures, fetch->name);
  g_hash_table_remove (self->fetches, fetch->name);
  return done ? dex_future_new_take_boxed (G_TYPE_BYTES, g_steal_pointer (&bytes)) : dex_future_new_for_error (error);
}

/* One download for all who ask at the same time. */
static DexFuture *
fetch (McDocuments *self, const char *dossier, const char *document, gboolean is_ahead)
{
  g_autofree char *name = g_strconcat (dossier, "/", document, NULL);
  Fetch *fetch = g_hash_table_lookup (self->fetches, name);
  DexFuture *future;
  Run *run;

  if (fetch != NULL)
    {
      fetch->is_ahead = fetch->is_ahead && is_ahead;
      fetch->unwanted = FALSE;
      return dex_ref (g_hash_table_lookup (self->futures, name));
    }
  fetch = fetch_new (self, dossier, document);
  fetch->is_ahead = is_ahead;
  g_hash_table_insert (self->fetches, g_strdup (name), fetch);
  /* its fiber begins with the next turn of the loop */
  run = g_new0 (Run, 1);
  run->documents = g_object_ref (self);
  run->fetch = fetch_ref (fetch);
  future = mc_task_start (self->scope, "fetch document", fetch_fiber, run, (GDestroyNotify) run_free);
  g_hash_table_insert (self->futures, g_strdup (name), dex_ref (future));
  return future;
}

/* NULL: it is not there, or goes while it is read. */
static GBytes *
read_cached (McDocuments *self, const char *dossier, const char *document)
{
  g_autoptr (McCachedDocument) cached = mc_await_boxed (mc_cache_find_document (self->cache, dossier, document), NULL);
  g_autoptr (GByteArray) bytes = NULL;

  if (cached == NULL)
    return NULL;
  dex_future_disown (mc_cache_use_document (self->cache, cached->key));
  bytes = g_byte_array_sized_new ((guint) cached->size);
  for (guint n = 0; (gint64) bytes->len < cached->size && !mc_scope_is_ended (self->scope); n++)
    {
      g_autoptr (GBytes) piece = mc_await_boxed (mc_cache_piece (self->cache, cached->key, n), NULL);

      if (piece == NULL || g_bytes_get_size (piece) == 0)
        return NULL;
      g_byte_array_append (bytes, g_bytes_get_data (piece, NULL), (guint) g_bytes_get_size (piece));
    }
  if ((gint64) bytes->len != cached->size)
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static DexFuture *
open_fiber (gpointer data)
{
  Open *open = data;
  McDocuments *self = open->documents;
  GBytes *bytes = read_cached (self, open->dossier, open->document);
  GError *error = NULL;

  if (bytes == NULL && open->size > MC_DOCUMENT_MAX_BYTES)
    return dex_future_new_for_error (too_large ());
  if (bytes == NULL)
    {
      self->opening++;
      bytes = mc_await_boxed (fetch (self, open->dossier, open->document, FALSE), &error);
      self->opening--;
    }
  return bytes != NULL ? dex_future_new_take_boxed (G_TYPE_BYTES, bytes) : dex_future_new_for_error (error);
}

/* FALSE: the line is away. */
static gboolean
fetch_one_ahead (McDocuments *self, const char *dossier, const McDocument *document)
{
  g_autoptr (McCachedDocument) cached = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (document->size < 0 || document->size > AHEAD_MAX_BYTES)
    return TRUE;
  cached = mc_await_boxed (mc_cache_find_document (self->cache, dossier, document->id), NULL);
  if (cached != NULL)
    return TRUE;
  do
    mc_await (mc_clock_sleep (self->clock, AHEAD_PAUSE_US), NULL);
  while (self->opening > 0 && !mc_scope_is_ended (self->scope));
  if (mc_scope_is_ended (self->scope))
    return FALSE;
  bytes = mc_await_boxed (fetch (self, dossier, document->id, TRUE), &error);
  return bytes != NULL || !mc_portal_error_can_heal (error);
}

static gboolean
fetch_record (McDocuments *self, const McSummary *summary)
{
  g_autoptr (GBytes) detail = NULL;
  g_autoptr (McDossier) dossier = NULL;

  if ((gint64) GPOINTER_TO_SIZE (g_hash_table_lookup (self->ahead, summary->id)) == summary->version)
    return TRUE;
  detail = mc_await_boxed (mc_cache_detail (self->cache, summary->id), NULL);
  dossier = detail != NULL ? mc_codec_dossier_parse (detail, NULL) : NULL;
  for (guint i = 0; dossier != NULL && i < dossier->components->len; i++)
    {
      const McComponent *component = g_ptr_array_index (dossier->components, i);

      for (guint j = 0; j < component->documents->len; j++)
        if (mc_scope_is_ended (self->scope)
            || !fetch_one_ahead (self, summary->id, g_ptr_array_index (component->documents, j)))
          return FALSE;
    }
  if (dossier != NULL)
    g_hash_table_insert (self->ahead, g_strdup (summary->id), GSIZE_TO_POINTER ((gsize) summary->version));
  return TRUE;
}

static gboolean
fetch_queue (McDocuments *self, McQueue *queue)
{
  g_autoptr (McListing) listing = mc_await_boxed (mc_cache_list (self->cache, queue->filter, queue->order, NULL), NULL);
  gboolean going = listing != NULL;

  for (guint i = 0; going && i < MIN (listing->rows->len, AHEAD_RECORDS); i++)
    {
      const McSummary *summary = g_ptr_array_index (listing->rows, i);

      going = summary == NULL || fetch_record (self, summary);
    }
  return going;
}

static DexFuture *
ahead_fiber (gpointer data)
{
  McDocuments *self = data;

  while (self->wanted != NULL && !mc_scope_is_ended (self->scope))
    {
      g_autoptr (McMe) me = g_steal_pointer (&self->wanted);
      gboolean going = TRUE;

      for (guint i = 0; going && i < me->queues->len && !mc_scope_is_ended (self->scope); i++)
        {
          McQueue *queue = g_ptr_array_index (me->queues, i);

          going = !queue->mine || fetch_queue (self, queue);
        }
    }
  self->is_ahead = FALSE;
  return dex_future_new_true ();
}

static void
mc_documents_dispose (GObject *object)
{
  McDocuments *self = MC_DOCUMENTS (object);

  mc_scope_clear (&self->scope);
  g_clear_object (&self->portal);
  g_clear_object (&self->cache);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->futures, g_hash_table_unref);
  g_clear_pointer (&self->fetches, g_hash_table_unref);
  g_clear_pointer (&self->ahead, g_hash_table_unref);
  g_queue_clear_full (self->broken, fetch_unref);
  g_clear_pointer (&self->wanted, mc_me_unref);
  G_OBJECT_CLASS (mc_documents_parent_class)->dispose (object);
}

static void
mc_documents_finalize (GObject *object)
{
  g_queue_free (MC_DOCUMENTS (object)->broken);
  G_OBJECT_CLASS (mc_documents_parent_class)->finalize (object);
}

static void
mc_documents_class_init (McDocumentsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_documents_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_documents_finalize;
  progress_signal = g_signal_new ("progress", MC_TYPE_DOCUMENTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                                  G_TYPE_STRING, G_TYPE_STRING, G_TYPE_INT64, G_TYPE_INT64);
}

static void
mc_documents_init (McDocuments *self)
{
  self->scope = mc_scope_new (NULL);
  self->fetches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, fetch_unref);
  self->futures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, dex_unref);
  self->ahead = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->broken = g_queue_new ();
}

McDocuments *
mc_documents_new (McPortal *portal, McCache *cache, McClock *clock)
{
  McDocuments *self = g_object_new (MC_TYPE_DOCUMENTS, NULL);

  self->portal = g_object_ref (portal);
  self->cache = g_object_ref (cache);
  self->clock = g_object_ref (clock);
  return self;
}

void
mc_documents_stop (McDocuments *self)
{
  mc_scope_end (self->scope);
}

DexFuture *
mc_documents_open (McDocuments *self, const char *dossier, const McDocument *document)
{
  return mc_task_start (self->scope, "open document", open_fiber,
                        open_new (self, dossier, document->id, document->size), (GDestroyNotify) open_free);
}

void
mc_documents_let_go (McDocuments *self, const char *dossier, const char *document)
{
  g_autofree char *name = g_strconcat (dossier, "/", document, NULL);
  Fetch *fetch = g_hash_table_lookup (self->fetches, name);

  if (fetch != NULL && !fetch->is_ahead)
    fetch->unwanted = TRUE;
}

void
mc_documents_fetch_ahead (McDocuments *self, McMe *me)
{
  g_clear_pointer (&self->wanted, mc_me_unref);
  self->wanted = mc_me_ref (me);
  if (self->is_ahead)
    return;
  self->is_ahead = TRUE;
  mc_task_run (self->scope, "documents ahead", ahead_fiber, g_object_ref (self), g_object_unref);
}
