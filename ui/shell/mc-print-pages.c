// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-print-pages.h"

#include <glib/gi18n.h>

#include "mc-handling.h"
#include "mc-receipt-paper.h"
#include "mc-refusal-paper.h"
#include "mc-supplement-paper.h"
#include "mc-task.h"
#include "mc-thread.h"

/* A4 in points */
#define WIDTH 595.276
#define HEIGHT 841.89
/* pixels a point on the screen: sharp at the width of the dialog on a screen of double density too */
#define SCALE 2.0
/* on paper, and so in the language of papers */
#define DRAFT "BẢN XEM TRƯỚC"

struct _McPrintPages
{
  GObject parent_instance;

  /* owned */
  McJournal *journal;
  McSync *sync;
  McSummary *record;
  const char *paper; /* "01" … */
  char *counter;     /* setting of the journal that counts copies */
  char *file_name;
  GBytes *pdf;
  GPtrArray *textures; /* GdkTexture, a page each */
  GPtrArray *drawings; /* recorded cairo surfaces, a page each */

  int copy;
  gboolean draft; /* nothing of it has been told yet */
};

/* What a task carries. */
typedef struct
{
  McPrintPages *pages;
  McProfile *profile;
  McDossier *dossier;
  McNotice *notice; /* of a draft */
  GFile *file;
} Work;

/* What the setting thread works on: values only, and the pages, which nobody else has yet. */
typedef struct
{
  McPrintPages *pages;
  McDossier *dossier;
  McNotice *notice; /* of a draft; else the dossier's own */
  McMe *me;
  gboolean training;
} Job;

/* One of the papers behind the same three functions. */
typedef struct
{
  GObject *paper;
  int n_pages;
  void (*draw) (gpointer paper, gpointer cr, int page);
  GBytes *(*to_pdf) (gpointer paper, GError **error);
} Paper;

G_DEFINE_FINAL_TYPE (McPrintPages, mc_print_pages, G_TYPE_OBJECT)

static void
work_free (Work *self)
{
  g_clear_object (&self->pages);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->dossier, mc_dossier_unref);
  g_clear_pointer (&self->notice, mc_notice_free);
  g_clear_object (&self->file);
  g_free (self);
}

static void
job_free (Job *self)
{
  g_object_unref (self->pages);
  mc_dossier_unref (self->dossier);
  mc_me_unref (self->me);
  g_clear_pointer (&self->notice, mc_notice_free);
  g_free (self);
}

static void
open_receipt (Paper *paper, Job *job, GError **error)
{
  McReceiptPaper *made = mc_receipt_paper_new (job->dossier, job->me, job->training, job->pages->copy, error);

  if (made == NULL)
    return;
  paper->paper = G_OBJECT (made);
  paper->n_pages = mc_receipt_paper_get_n_pages (made);
  paper->draw = (void (*) (gpointer, gpointer, int)) mc_receipt_paper_draw;
  paper->to_pdf = (GBytes * (*) (gpointer, GError **) ) mc_receipt_paper_to_pdf;
}

static void
open_supplement (Paper *paper, Job *job, const McNotice *notice, GError **error)
{
  McSupplementPaper *made
      = mc_supplement_paper_new (job->dossier, job->me, notice, job->training, job->pages->copy, error);

  if (made == NULL)
    return;
  paper->paper = G_OBJECT (made);
  paper->n_pages = mc_supplement_paper_get_n_pages (made);
  paper->draw = (void (*) (gpointer, gpointer, int)) mc_supplement_paper_draw;
  paper->to_pdf = (GBytes * (*) (gpointer, GError **) ) mc_supplement_paper_to_pdf;
}

static void
open_refusal (Paper *paper, Job *job, const McNotice *notice, GError **error)
{
  McRefusalPaper *made = mc_refusal_paper_new (job->dossier, job->me, notice, job->training, job->pages->copy, error);

  if (made == NULL)
    return;
  paper->paper = G_OBJECT (made);
  paper->n_pages = mc_refusal_paper_get_n_pages (made);
  paper->draw = (void (*) (gpointer, gpointer, int)) mc_refusal_paper_draw;
  paper->to_pdf = (GBytes * (*) (gpointer, GError **) ) mc_refusal_paper_to_pdf;
}

static gboolean
open_paper (Paper *paper, Job *job, GError **error)
{
  const char *number = job->notice != NULL ? job->notice->paper : mc_print_pages_find_paper (job->dossier);
  const McNotice *notice = job->notice;

  if (notice == NULL && number != NULL)
    notice = mc_dossier_find_notice (job->dossier, number);
  if (g_strcmp0 (number, "01") == 0)
    open_receipt (paper, job, error);
  else if (g_strcmp0 (number, "02") == 0)
    open_supplement (paper, job, notice, error);
  else if (g_strcmp0 (number, "03") == 0)
    open_refusal (paper, job, notice, error);
  else
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "this state has no paper");
  return paper->paper != NULL;
}

static cairo_surface_t *
record_page (const Paper *paper, int page)
{
  cairo_rectangle_t extents = { 0, 0, WIDTH, HEIGHT };
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, &extents);
  cairo_t *cr = cairo_create (surface);

  paper->draw (paper->paper, cr, page);
  cairo_destroy (cr);
  return surface;
}

/* Across the page, so that no picture of it passes for the paper. */
static void
paint_draft (cairo_t *cr)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string ("Sans Bold 64");
  int width, height;

  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, DRAFT, -1);
  pango_layout_get_size (layout, &width, &height);
  cairo_save (cr);
  cairo_translate (cr, WIDTH / 2, HEIGHT / 2);
  cairo_rotate (cr, -G_PI / 4);
  cairo_move_to (cr, -(double) width / PANGO_SCALE / 2, -(double) height / PANGO_SCALE / 2);
  cairo_set_source_rgba (cr, 0.5, 0.5, 0.5, 0.25);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
  pango_font_description_free (font);
  g_object_unref (layout);
}

/* Black on white, whatever the theme: it is paper. */
static GdkTexture *
paint_page (cairo_surface_t *drawing, gboolean draft)
{
  int width = (int) (WIDTH * SCALE + 0.5);
  int height = (int) (HEIGHT * SCALE + 0.5);
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (image);
  g_autoptr (GBytes) bytes = NULL;
  gsize stride = (gsize) cairo_image_surface_get_stride (image);
  GdkTexture *texture;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, SCALE, SCALE);
  cairo_set_source_surface (cr, drawing, 0, 0);
  cairo_paint (cr);
  if (draft)
    paint_draft (cr);
  cairo_destroy (cr);
  cairo_surface_flush (image);
  bytes = g_bytes_new (cairo_image_surface_get_data (image), stride * (gsize) height);
  texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
  cairo_surface_destroy (image);
  return texture;
}

/* On a thread of its own: setting a page takes longer than a frame. */
static gboolean
set_pages (gpointer data, GValue *result, GError **error)
{
  Job *job = data;
  McPrintPages *self = job->pages;
  Paper paper = { 0 };

  if (!open_paper (&paper, job, error))
    return FALSE;
  for (int i = 0; i < paper.n_pages; i++)
    {
      cairo_surface_t *drawing = record_page (&paper, i);

      g_ptr_array_add (self->drawings, drawing);
      g_ptr_array_add (self->textures, paint_page (drawing, self->draft));
    }
  if (!self->draft)
    self->pdf = paper.to_pdf (paper.paper, error);
  g_object_unref (paper.paper);
  if (self->pdf == NULL && !self->draft)
    return FALSE;
  g_value_init (result, MC_TYPE_PRINT_PAGES);
  g_value_set_object (result, self);
  return TRUE;
}

static const char *
file_prefix (const char *paper)
{
  if (g_str_equal (paper, "02"))
    return "Phieu-yeu-cau-bo-sung";
  return g_str_equal (paper, "03") ? "Phieu-tu-choi-tiep-nhan" : "Giay-tiep-nhan";
}

static McPrintPages *
pages_new (McProfile *profile, const McDossier *dossier, const char *paper)
{
  McPrintPages *self = g_object_new (MC_TYPE_PRINT_PAGES, NULL);
  const McSummary *summary = dossier->summary;
  const McNotice *notice = mc_dossier_find_notice (dossier, paper);
  g_autofree char *code = g_strdup (summary->code != NULL               ? summary->code
                                    : summary->provisional_code != NULL ? summary->provisional_code
                                                                        : "");

  self->journal = g_object_ref (mc_profile_get_journal (profile));
  self->sync = g_object_ref (mc_profile_get_sync (profile));
  self->record = mc_summary_ref (dossier->summary);
  self->paper = paper;
  g_strdelimit (code, "/\\:", '-');
  self->file_name = g_strdup_printf ("%s-%s.pdf", file_prefix (paper), code);
  /* one receipt a dossier; a notice of its own each time the applicant is told */
  if (g_str_equal (paper, "01") || notice == NULL)
    self->counter = g_strconcat ("receipts:", summary->id, NULL);
  else
    self->counter
        = g_strdup_printf ("prints:%s:%s:%" G_GINT64_FORMAT, paper, summary->id, g_date_time_to_unix (notice->at));
  return self;
}

static DexFuture *
run_job (Work *work)
{
  g_autoptr (McThread) thread = mc_thread_new ("paper");
  Job *job = g_new0 (Job, 1);

  job->pages = g_object_ref (work->pages);
  job->dossier = mc_dossier_ref (work->dossier);
  job->notice = g_steal_pointer (&work->notice);
  job->me = mc_me_ref (mc_sync_get_me (mc_profile_get_sync (work->profile)));
  job->training = mc_profile_get_about (work->profile)->training;
  return mc_thread_run (thread, set_pages, job, (GDestroyNotify) job_free);
}

static DexFuture *
make_fiber (gpointer data)
{
  Work *work = data;
  const char *paper = mc_print_pages_find_paper (work->dossier);
  g_autofree char *printed = NULL;
  GError *error = NULL;

  if (paper == NULL || mc_sync_get_me (mc_profile_get_sync (work->profile)) == NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "this state has no paper");
  work->pages = pages_new (work->profile, work->dossier, paper);
  printed = mc_await_string (mc_journal_get (work->pages->journal, work->pages->counter), &error);
  if (error != NULL)
    return dex_future_new_for_error (error);
  work->pages->copy = printed != NULL ? (int) g_ascii_strtoll (printed, NULL, 10) + 1 : 1;
  return run_job (work);
}

/* The next copy says that this one was there, and the audit gets it. saved: as a file. */
static DexFuture *
count_copy (McPrintPages *self, gboolean saved)
{
  g_autofree char *count = g_strdup_printf ("%d", self->copy);
  g_autofree char *purpose = saved ? g_strdup_printf (_ ("Form %s saved as a file, copy %d"), self->paper, self->copy)
                                   : g_strdup_printf (_ ("Form %s printed, copy %d"), self->paper, self->copy);

  return dex_future_all (mc_journal_set (self->journal, self->counter, count),
                         mc_journal_settle_paper (self->journal, self->record->id, self->paper),
                         mc_sync_record (self->sync, self->record, MC_ACT_PRINT, self->paper, purpose), NULL);
}

static DexFuture *
draft_fiber (gpointer data)
{
  Work *work = data;

  if (mc_sync_get_me (mc_profile_get_sync (work->profile)) == NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "nobody is known who writes it");
  work->pages = g_object_new (MC_TYPE_PRINT_PAGES, NULL);
  work->pages->draft = TRUE;
  work->pages->copy = 1;
  return run_job (work);
}

static DexFuture *
save_fiber (gpointer data)
{
  Work *work = data;
  GError *error = NULL;

  if (!mc_await (dex_file_replace_contents_bytes (work->file, work->pages->pdf, NULL, FALSE, G_FILE_CREATE_PRIVATE),
                 &error))
    return dex_future_new_for_error (error);
  return count_copy (work->pages, TRUE);
}

static void
mc_print_pages_finalize (GObject *object)
{
  McPrintPages *self = MC_PRINT_PAGES (object);

  g_clear_object (&self->journal);
  g_clear_object (&self->sync);
  g_clear_pointer (&self->record, mc_summary_unref);
  g_free (self->counter);
  g_free (self->file_name);
  g_clear_pointer (&self->pdf, g_bytes_unref);
  g_ptr_array_unref (self->textures);
  g_ptr_array_unref (self->drawings);
  G_OBJECT_CLASS (mc_print_pages_parent_class)->finalize (object);
}

static void
mc_print_pages_class_init (McPrintPagesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mc_print_pages_finalize;
}

static void
mc_print_pages_init (McPrintPages *self)
{
  self->textures = g_ptr_array_new_with_free_func (g_object_unref);
  self->drawings = g_ptr_array_new_with_free_func ((GDestroyNotify) cairo_surface_destroy);
}

const char *
mc_print_pages_find_paper (const McDossier *dossier)
{
  const McSummary *summary = dossier->summary;

  /* in appraisal the receipt went out long ago: what is waited for now comes first */
  if (summary->national_state == MC_HANDLING_SUPPLEMENT && mc_dossier_find_notice (dossier, "02") != NULL)
    return "02";
  if (summary->code != NULL && summary->accepted_at != NULL)
    return "01";
  if (summary->national_state == MC_HANDLING_REJECTED && mc_dossier_find_notice (dossier, "03") != NULL)
    return "03";
  return NULL;
}

DexFuture *
mc_print_pages_make (McScope *scope, McProfile *profile, McDossier *dossier)
{
  Work *work = g_new0 (Work, 1);

  work->profile = g_object_ref (profile);
  work->dossier = mc_dossier_ref (dossier);
  return mc_task_start (scope, "paper", make_fiber, work, (GDestroyNotify) work_free);
}

DexFuture *
mc_print_pages_draft (McScope *scope, McProfile *profile, McDossier *dossier, McNotice *notice)
{
  Work *work = g_new0 (Work, 1);

  work->profile = g_object_ref (profile);
  work->dossier = mc_dossier_ref (dossier);
  work->notice = notice;
  return mc_task_start (scope, "draft paper", draft_fiber, work, (GDestroyNotify) work_free);
}

int
mc_print_pages_get_n_pages (McPrintPages *self)
{
  g_return_val_if_fail (MC_IS_PRINT_PAGES (self), 0);

  return (int) self->textures->len;
}

GdkTexture *
mc_print_pages_get_texture (McPrintPages *self, int page)
{
  g_return_val_if_fail (MC_IS_PRINT_PAGES (self) && page >= 0 && (guint) page < self->textures->len, NULL);

  return g_ptr_array_index (self->textures, page);
}

void
mc_print_pages_get_size (McPrintPages *self, double *width, double *height)
{
  *width = WIDTH;
  *height = HEIGHT;
}

void
mc_print_pages_draw (McPrintPages *self, cairo_t *cr, int page)
{
  g_return_if_fail (MC_IS_PRINT_PAGES (self) && page >= 0 && (guint) page < self->drawings->len);

  cairo_set_source_surface (cr, g_ptr_array_index (self->drawings, page), 0, 0);
  cairo_paint (cr);
}

const char *
mc_print_pages_get_file_name (McPrintPages *self)
{
  g_return_val_if_fail (MC_IS_PRINT_PAGES (self), NULL);

  return self->file_name;
}

DexFuture *
mc_print_pages_save (McPrintPages *self, McScope *scope, GFile *file)
{
  Work *work = g_new0 (Work, 1);

  work->pages = g_object_ref (self);
  work->file = g_object_ref (file);
  return mc_task_start (scope, "save paper", save_fiber, work, (GDestroyNotify) work_free);
}

DexFuture *
mc_print_pages_begin (McPrintPages *self)
{
  g_return_val_if_fail (MC_IS_PRINT_PAGES (self), NULL);

  return mc_journal_begin_paper (self->journal, self->record->id, self->paper);
}

DexFuture *
mc_print_pages_cancel (McPrintPages *self)
{
  g_return_val_if_fail (MC_IS_PRINT_PAGES (self), NULL);

  return mc_journal_cancel_paper (self->journal, self->record->id, self->paper);
}

DexFuture *
mc_print_pages_count (McPrintPages *self)
{
  g_return_val_if_fail (MC_IS_PRINT_PAGES (self), NULL);

  return count_copy (self, FALSE);
}
