// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-document-search.h"

#include <glib/gi18n.h>
#include <graphene.h>

#include "mc-task.h"

/* A place where it is written. */
typedef struct
{
  guint page;
  GArray *places;
} Hit;

struct _McDocumentSearch
{
  GObject parent_instance;

  /* owned */
  McRenderer *renderer; /* NULL: no document */
  GPtrArray *texts;     /* McPageText of each page; NULL: not read yet */
  GPtrArray *hits;      /* Hit, in order */
  McScope *scope;       /* of the running search */
  char *what;

  guint chosen; /* of hits */
  guint from;   /* the page it was begun on */
  gboolean has_text;
  gboolean done;
};

/* One search. */
typedef struct
{
  McDocumentSearch *search;
  McScope *scope;
  McRenderer *renderer;
} Run;

static guint found_signal;

G_DEFINE_FINAL_TYPE (McDocumentSearch, mc_document_search, G_TYPE_OBJECT)

static void
hit_free (gpointer data)
{
  Hit *hit = data;

  g_array_unref (hit->places);
  g_free (hit);
}

static void
text_free (gpointer data)
{
  if (data != NULL)
    mc_page_text_unref (data);
}

static void
run_free (gpointer data)
{
  Run *run = data;

  g_object_unref (run->search);
  g_object_unref (run->scope);
  g_object_unref (run->renderer);
  g_free (run);
}

static GArray *
places_of (McPageText *text, const McPageHit *hit)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));

  for (guint i = hit->first; i < hit->first + hit->count && i < text->glyphs->len; i++)
    {
      const McGlyph *glyph = &g_array_index (text->glyphs, McGlyph, i);
      graphene_rect_t place = GRAPHENE_RECT_INIT (glyph->x1, glyph->y1, glyph->x2 - glyph->x1, glyph->y2 - glyph->y1);

      g_array_append_val (places, place);
    }
  return places;
}

static void
search_page (McDocumentSearch *self, guint page, McPageText *text)
{
  g_autoptr (GArray) found = mc_page_text_find (text, self->what);
  guint before = self->hits->len;

  self->has_text = self->has_text || text->glyphs->len > 0;
  for (guint i = 0; i < found->len; i++)
    {
      Hit *hit = g_new0 (Hit, 1);

      hit->page = page;
      hit->places = places_of (text, &g_array_index (found, McPageHit, i));
      g_ptr_array_add (self->hits, hit);
    }
  /* the first after where one was; until there is one, the first of all */
  if (page >= self->from && self->hits->len > before
      && (before == 0 || ((Hit *) g_ptr_array_index (self->hits, self->chosen))->page < self->from))
    self->chosen = before;
}

static DexFuture *
search_fiber (gpointer data)
{
  Run *run = data;
  McDocumentSearch *self = run->search;

  for (guint page = 0; page < self->texts->len; page++)
    {
      McPageText *text = g_ptr_array_index (self->texts, page);
      guint before = self->hits->len;

      if (text == NULL)
        {
          /* a page that cannot be read has nothing that could be found */
          text = mc_await_boxed (mc_renderer_read (run->renderer, page), NULL);
          if (mc_scope_is_ended (run->scope))
            {
              text_free (text);
              return dex_future_new_true ();
            }
          if (text == NULL)
            continue;
          self->texts->pdata[page] = text;
        }
      search_page (self, page, text);
      if (self->hits->len > before)
        g_signal_emit (self, found_signal, 0);
    }
  self->done = TRUE;
  g_signal_emit (self, found_signal, 0);
  return dex_future_new_true ();
}

static void
stop (McDocumentSearch *self)
{
  mc_scope_clear (&self->scope);
  g_ptr_array_set_size (self->hits, 0);
  self->chosen = 0;
  self->has_text = self->done = FALSE;
}

static void
mc_document_search_dispose (GObject *object)
{
  McDocumentSearch *self = MC_DOCUMENT_SEARCH (object);

  mc_scope_clear (&self->scope);
  g_clear_object (&self->renderer);
  G_OBJECT_CLASS (mc_document_search_parent_class)->dispose (object);
}

static void
mc_document_search_finalize (GObject *object)
{
  McDocumentSearch *self = MC_DOCUMENT_SEARCH (object);

  g_ptr_array_unref (self->hits);
  g_ptr_array_unref (self->texts);
  g_free (self->what);
  G_OBJECT_CLASS (mc_document_search_parent_class)->finalize (object);
}

static void
mc_document_search_class_init (McDocumentSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_document_search_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_document_search_finalize;
  found_signal
      = g_signal_new ("found", MC_TYPE_DOCUMENT_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mc_document_search_init (McDocumentSearch *self)
{
  self->hits = g_ptr_array_new_with_free_func (hit_free);
  self->texts = g_ptr_array_new_with_free_func (text_free);
  self->what = g_strdup ("");
}

McDocumentSearch *
mc_document_search_new (void)
{
  return g_object_new (MC_TYPE_DOCUMENT_SEARCH, NULL);
}

void
mc_document_search_set_pages (McDocumentSearch *self, McRenderer *renderer, guint count)
{
  g_return_if_fail (MC_IS_DOCUMENT_SEARCH (self));

  stop (self);
  g_set_str (&self->what, "");
  g_set_object (&self->renderer, renderer);
  g_ptr_array_set_size (self->texts, 0);
  g_ptr_array_set_size (self->texts, (int) count);
}

void
mc_document_search_start (McDocumentSearch *self, const char *what, guint page)
{
  Run *run;

  g_return_if_fail (MC_IS_DOCUMENT_SEARCH (self));

  stop (self);
  g_set_str (&self->what, what);
  self->from = page;
  g_signal_emit (self, found_signal, 0);
  if (*what == '\0' || self->renderer == NULL)
    return;
  self->scope = mc_scope_new (NULL);
  run = g_new0 (Run, 1);
  run->search = g_object_ref (self);
  run->scope = g_object_ref (self->scope);
  run->renderer = g_object_ref (self->renderer);
  mc_task_run (self->scope, "search in a document", search_fiber, run, run_free);
}

void
mc_document_search_step (McDocumentSearch *self, int step)
{
  g_return_if_fail (MC_IS_DOCUMENT_SEARCH (self));

  if (self->hits->len == 0)
    return;
  self->chosen = (self->chosen + self->hits->len + (guint) step) % self->hits->len;
  g_signal_emit (self, found_signal, 0);
}

guint
mc_document_search_get_page (McDocumentSearch *self)
{
  g_return_val_if_fail (MC_IS_DOCUMENT_SEARCH (self), 0);

  return self->chosen < self->hits->len ? ((Hit *) g_ptr_array_index (self->hits, self->chosen))->page : 0;
}

GArray *
mc_document_search_get_places (McDocumentSearch *self)
{
  g_return_val_if_fail (MC_IS_DOCUMENT_SEARCH (self), NULL);

  return self->chosen < self->hits->len ? ((Hit *) g_ptr_array_index (self->hits, self->chosen))->places : NULL;
}

char *
mc_document_search_to_string (McDocumentSearch *self)
{
  g_return_val_if_fail (MC_IS_DOCUMENT_SEARCH (self), NULL);

  if (*self->what == '\0')
    return g_strdup ("");
  if (self->hits->len > 0)
    return g_strdup_printf ("%u/%u", self->chosen + 1, self->hits->len);
  if (!self->done)
    return g_strdup (_ ("Searching…"));
  return g_strdup (self->has_text ? _ ("Not found") : _ ("The document is a picture: it has no text to search in"));
}
