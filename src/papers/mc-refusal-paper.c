// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-refusal-paper.h"

#include "mc-paper-head.h"
#include "mc-paper-parts.h"
#include "mc-receipt-words.h"

#define PAPER "03"
#define DOTS "..............."

struct _McRefusalPaper
{
  GObject parent_instance;

  /* owned */
  McDossier *dossier;
  McMe *me;
  McPaperLayout *paper;
  GDateTime *at;

  const McPaperWords *words;
};

G_DEFINE_FINAL_TYPE (McRefusalPaper, mc_refusal_paper, G_TYPE_OBJECT)

static void
add_applicant (McRefusalPaper *self)
{
  const McDossier *dossier = self->dossier;
  g_autofree char *request = mc_receipt_request (dossier);

  mc_paper_add_field (self->paper, mc_paper_words_get (self->words, "unit"), mc_receipt_unit (dossier, self->me),
                      MC_PAPER_PLAIN);
  mc_paper_add_field (self->paper, mc_paper_words_get (self->words, "owner"), mc_receipt_owner (dossier),
                      MC_PAPER_BOLD);
  mc_paper_add_field (self->paper, mc_paper_words_get (self->words, "address"), dossier->owner.address, MC_PAPER_PLAIN);
  mc_paper_add_two_fields (self->paper, mc_paper_words_get (self->words, "phone"), dossier->owner.phone, 0.42,
                           mc_paper_words_get (self->words, "email"), dossier->owner.email);
  mc_paper_add_field (self->paper, mc_paper_words_get (self->words, "request"), request, MC_PAPER_BOLD);
}

static void
add_content (McRefusalPaper *self, const McNotice *notice)
{
  const char *unit = mc_receipt_unit (self->dossier, self->me);
  g_autofree char *words
      = mc_paper_words_fill (self->words, "introduction", "unit", unit != NULL && *unit != '\0' ? unit : DOTS, NULL);
  g_auto (GStrv) lines = g_strsplit (notice->reason != NULL ? notice->reason : "", "\n", -1);

  mc_paper_add_text (self->paper, words, MC_PAPER_PLAIN, MC_PAPER_SECTION_SPACE);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      {
        g_autofree char *line = g_strconcat ("- ", lines[i], NULL);

        mc_paper_add_text (self->paper, line, MC_PAPER_PLAIN, MC_PAPER_FIELD_SPACE);
      }
  if (lines[0] == NULL)
    mc_paper_add_field (self->paper, "", NULL, MC_PAPER_PLAIN);
  mc_paper_add_field (self->paper, mc_paper_words_get (self->words, "basis"), notice->basis, MC_PAPER_PLAIN);
}

/* Stays together: no signature stands alone on a page. */
static void
add_end (McRefusalPaper *self, const McNotice *notice)
{
  const char *signer = mc_receipt_signer (self->dossier);
  const char *hint = mc_paper_words_get (self->words, "sign");
  g_autoptr (PangoLayout) text
      = mc_paper_text_new (mc_paper_layout_get_context (self->paper), mc_paper_words_get (self->words, "closing"),
                           MC_PAPER_TEXT_SIZE, MC_PAPER_PLAIN, MC_PAPER_TEXT_WIDTH);
  double left = mc_paper_get_signature_height (self->paper, signer);
  double right = mc_paper_get_signature_height (self->paper, notice->actor_name);

  mc_paper_layout_reserve (self->paper,
                           2 * MC_PAPER_SECTION_SPACE + mc_paper_text_whole_height (text) + MAX (left, right));
  mc_paper_layout_add_paragraph (self->paper, text, MC_PAPER_SECTION_SPACE);
  mc_paper_layout_advance (self->paper, MC_PAPER_SECTION_SPACE);
  left = mc_paper_place_signature (self->paper, mc_paper_words_get (self->words, "signer_left"), hint, signer, 0, 0);
  right = mc_paper_place_signature (self->paper, mc_paper_words_get (self->words, "signer_right"), hint,
                                    notice->actor_name, MC_PAPER_TEXT_WIDTH / 2, 0);
  mc_paper_layout_advance (self->paper, MAX (left, right));
}

static void
lay_out (McRefusalPaper *self, const McNotice *notice, gboolean training, int copy)
{
  const McPaperHead head = { self->words, notice->number, notice->at, training, copy };

  mc_paper_head_add (self->paper, self->dossier, self->me, &head);
  add_applicant (self);
  add_content (self, notice);
  add_end (self, notice);
}

static void
mc_refusal_paper_finalize (GObject *object)
{
  McRefusalPaper *self = MC_REFUSAL_PAPER (object);

  g_clear_pointer (&self->paper, mc_paper_layout_free);
  g_clear_pointer (&self->dossier, mc_dossier_unref);
  g_clear_pointer (&self->me, mc_me_unref);
  g_clear_pointer (&self->at, g_date_time_unref);
  G_OBJECT_CLASS (mc_refusal_paper_parent_class)->finalize (object);
}

static void
mc_refusal_paper_class_init (McRefusalPaperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mc_refusal_paper_finalize;
}

static void
mc_refusal_paper_init (McRefusalPaper *self)
{
  self->paper = mc_paper_layout_new ();
}

McRefusalPaper *
mc_refusal_paper_new (McDossier *dossier, McMe *me, const McNotice *notice, gboolean training, int copy, GError **error)
{
  McRefusalPaper *self;

  g_return_val_if_fail (dossier != NULL && me != NULL && notice != NULL, NULL);

  if (dossier->summary == NULL || notice->at == NULL || g_strcmp0 (notice->paper, PAPER) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "Thông báo này không có Mẫu " PAPER);
      return NULL;
    }
  self = g_object_new (MC_TYPE_REFUSAL_PAPER, NULL);
  self->dossier = mc_dossier_ref (dossier);
  self->me = mc_me_ref (me);
  self->at = g_date_time_ref (notice->at);
  self->words = mc_paper_words_find (PAPER, notice->at);
  lay_out (self, notice, training, copy);
  return self;
}

int
mc_refusal_paper_get_n_pages (McRefusalPaper *self)
{
  g_return_val_if_fail (MC_IS_REFUSAL_PAPER (self), 0);

  return mc_paper_layout_get_n_pages (self->paper);
}

void
mc_refusal_paper_draw (McRefusalPaper *self, gpointer cr, int page)
{
  g_return_if_fail (MC_IS_REFUSAL_PAPER (self));

  mc_paper_layout_draw (self->paper, cr, page);
}

GBytes *
mc_refusal_paper_to_pdf (McRefusalPaper *self, GError **error)
{
  g_autofree char *title = NULL;

  g_return_val_if_fail (MC_IS_REFUSAL_PAPER (self), NULL);

  title = mc_paper_head_say_title (self->words, self->dossier);
  return mc_paper_layout_to_pdf (self->paper, title, self->at, error);
}
