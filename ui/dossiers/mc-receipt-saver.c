// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-receipt-saver.h"

#include "mc-receipt-paper.h"
#include "mc-task.h"
#include "mc-thread.h"

typedef struct
{
  McProfile *profile;
  McDossier *dossier;
  GFile *file;
} Save;

/* What the setting thread works on: values only. */
typedef struct
{
  McDossier *dossier;
  McMe *me;
  gboolean training;
  int copy;
} Paper;

static void
save_free (Save *self)
{
  g_object_unref (self->profile);
  mc_dossier_unref (self->dossier);
  g_object_unref (self->file);
  g_free (self);
}

static void
paper_free (Paper *self)
{
  mc_dossier_unref (self->dossier);
  mc_me_unref (self->me);
  g_free (self);
}

/* On a thread of its own: setting a page takes longer than a frame. */
static gboolean
set_paper (gpointer data, GValue *result, GError **error)
{
  Paper *job = data;
  g_autoptr (McReceiptPaper) paper = mc_receipt_paper_new (job->dossier, job->me, job->training, job->copy, error);
  GBytes *pdf = paper != NULL ? mc_receipt_paper_to_pdf (paper, error) : NULL;

  if (pdf == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_BYTES);
  g_value_take_boxed (result, pdf);
  return TRUE;
}

static DexFuture *
run_paper (Save *save, int copy)
{
  g_autoptr (McThread) thread = mc_thread_new ("paper");
  Paper *job = g_new0 (Paper, 1);

  job->dossier = mc_dossier_ref (save->dossier);
  job->me = mc_me_ref (mc_sync_get_me (mc_profile_get_sync (save->profile)));
  job->training = mc_profile_get_about (save->profile)->training;
  job->copy = copy;
  return mc_thread_run (thread, set_paper, job, (GDestroyNotify) paper_free);
}

static DexFuture *
save_fiber (gpointer data)
{
  Save *save = data;
  McJournal *journal = mc_profile_get_journal (save->profile);
  g_autofree char *name = g_strconcat ("receipts:", save->dossier->summary->id, NULL);
  g_autofree char *printed = NULL;
  g_autofree char *count = NULL;
  g_autoptr (GBytes) pdf = NULL;
  GError *error = NULL;
  int copy;

  if (mc_sync_get_me (mc_profile_get_sync (save->profile)) == NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED, "the account is not known yet");
  printed = mc_await_string (mc_journal_get (journal, name), &error);
  if (error != NULL)
    return dex_future_new_for_error (error);
  copy = printed != NULL ? (int) g_ascii_strtoll (printed, NULL, 10) + 1 : 1;
  pdf = mc_await_boxed (run_paper (save, copy), &error);
  if (pdf == NULL)
    return dex_future_new_for_error (error);
  if (!mc_await (dex_file_replace_contents_bytes (save->file, pdf, NULL, FALSE, G_FILE_CREATE_PRIVATE), &error))
    return dex_future_new_for_error (error);
  count = g_strdup_printf ("%d", copy);
  return mc_journal_set (journal, name, count);
}

DexFuture *
mc_receipt_save (McScope *scope, McProfile *profile, McDossier *dossier, GFile *file)
{
  Save *save = g_new0 (Save, 1);

  save->profile = g_object_ref (profile);
  save->dossier = mc_dossier_ref (dossier);
  save->file = g_object_ref (file);
  return mc_task_start (scope, "receipt", save_fiber, save, (GDestroyNotify) save_free);
}

char *
mc_receipt_file_name (const McSummary *summary)
{
  g_autofree char *code = g_strdup (summary->code != NULL ? summary->code : "");

  g_strdelimit (code, "/\\:", '-');
  return g_strdup_printf ("Giay-tiep-nhan-%s.pdf", code);
}
