// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-supplement-paper.h"

#include "mc-paper-head.h"
#include "mc-paper-parts.h"
#include "mc-paper-table.h"
#include "mc-receipt-words.h"

#define PAPER "02"
#define DOTS "..............."
#define N_COLUMNS 6

struct _McSupplementPaper
{
  GObject parent_instance;

  /* owned */
  McDossier *dossier;
  McMe *me;
  McPaperLayout *paper;
  GDateTime *at;

  const McPaperWords *words;
};

G_DEFINE_FINAL_TYPE (McSupplementPaper, mc_supplement_paper, G_TYPE_OBJECT)

/* titles: names of the catalogue's words */
static const McPaperColumn columns[N_COLUMNS] = {
  { "column_order", MC_PAPER_MM (10), MC_PAPER_CENTER },    { "column_name", MC_PAPER_MM (55), MC_PAPER_PLAIN },
  { "column_original", MC_PAPER_MM (16), MC_PAPER_CENTER }, { "column_certified", MC_PAPER_MM (20), MC_PAPER_CENTER },
  { "column_photo", MC_PAPER_MM (16), MC_PAPER_CENTER },    { "column_reason", MC_PAPER_MM (48), MC_PAPER_PLAIN },
};

static const char *const kinds[] = { "original", "certified", "photo" };

static gboolean
is_there (const char *text)
{
  return text != NULL && *text != '\0';
}

/* The number in the column of its kind; a paper that is none of these, an electronic one, says it beside its name. */
static GStrv
make_row (McSupplementPaper *self, const McNoticeItem *item, guint number)
{
  g_autoptr (GStrvBuilder) row = g_strv_builder_new ();
  const char *what = mc_paper_words_get (self->words, g_strcmp0 (item->mark, "missing") == 0 ? "missing" : "invalid");
  gboolean electronic = g_strcmp0 (item->copy_kind, "electronic") == 0;

  g_strv_builder_take (row, g_strdup_printf ("%u", number));
  if (electronic)
    g_strv_builder_take (row, g_strdup_printf ("%s (bản điện tử)", item->name));
  else
    g_strv_builder_add (row, item->name);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_strcmp0 (item->copy_kind, kinds[i]) == 0 && item->quantity > 0)
        g_strv_builder_take (row, g_strdup_printf ("%02d", item->quantity));
      else
        g_strv_builder_add (row, electronic || g_strcmp0 (item->copy_kind, kinds[i]) != 0 ? "–" : ".....");
    }
  g_strv_builder_take (row,
                       is_there (item->reason) ? g_strdup_printf ("%s – %s", what, item->reason) : g_strdup (what));
  return g_strv_builder_end (row);
}

static void
add_applicant (McSupplementPaper *self)
{
  const McDossier *dossier = self->dossier;
  g_autofree char *request = mc_receipt_request (dossier);

  mc_paper_add_field (self->paper, mc_paper_words_get (self->words, "unit"), mc_receipt_unit (dossier, self->me),
                      MC_PAPER_PLAIN);
  mc_paper_add_field (self->paper, mc_paper_words_get (self->words, "owner"), mc_receipt_owner (dossier),
                      MC_PAPER_BOLD);
  mc_paper_add_field (self->paper, mc_paper_words_get (self->words, "request"), request, MC_PAPER_BOLD);
  mc_paper_add_field (self->paper, mc_paper_words_get (self->words, "address"), dossier->owner.address, MC_PAPER_PLAIN);
  mc_paper_add_two_fields (self->paper, mc_paper_words_get (self->words, "phone"), dossier->owner.phone, 0.42,
                           mc_paper_words_get (self->words, "email"), dossier->owner.email);
}

static void
add_table (McSupplementPaper *self, const McNotice *notice)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (PangoLayout) heading
      = mc_paper_text_new (mc_paper_layout_get_context (self->paper), mc_paper_words_get (self->words, "introduction"),
                           MC_PAPER_TEXT_SIZE, MC_PAPER_PLAIN, MC_PAPER_TEXT_WIDTH);
  McPaperColumn titled[N_COLUMNS];
  double height;

  mc_paper_table_say_titles (titled, columns, N_COLUMNS, self->words);
  for (guint i = 0; i < notice->items->len; i++)
    g_ptr_array_add (rows, make_row (self, g_ptr_array_index (notice->items, i), i + 1));
  height = rows->len > 0 ? mc_paper_table_get_start_height (self->paper, titled, N_COLUMNS, rows) : 0;
  mc_paper_layout_reserve (self->paper, MC_PAPER_FIELD_SPACE * 2 + mc_paper_text_whole_height (heading) + height);
  mc_paper_layout_add_paragraph (self->paper, heading, MC_PAPER_FIELD_SPACE);
  mc_paper_layout_advance (self->paper, MC_PAPER_FIELD_SPACE);
  if (rows->len > 0)
    {
      mc_paper_layout_add_table (self->paper, titled, N_COLUMNS, rows);
      mc_paper_layout_advance (self->paper, MC_PAPER_FIELD_SPACE);
    }
}

static void
add_content (McSupplementPaper *self, const McNotice *notice)
{
  g_autofree char *day = mc_receipt_day (notice->due_at);
  g_autofree char *until = day != NULL ? g_strdup_printf ("đến hết %s", day) : NULL;

  add_table (self, notice);
  if (is_there (notice->demand))
    mc_paper_add_field (self->paper,
                        mc_paper_words_get (self->words, notice->items->len > 0 ? "further_demand" : "demand"),
                        notice->demand, MC_PAPER_PLAIN);
  mc_paper_add_field (self->paper, mc_paper_words_get (self->words, "basis"), notice->basis, MC_PAPER_PLAIN);
  mc_paper_add_field (self->paper, mc_paper_words_get (self->words, "until"), until,
                      until != NULL ? MC_PAPER_BOLD : MC_PAPER_PLAIN);
}

/* Where the rules are, and whom to ask: the official who asks; a telephone only where it is that of the unit on the paper. */
static char *
say_closing (McSupplementPaper *self, const McNotice *notice)
{
  gboolean own = mc_receipt_is_own_unit (self->dossier, self->me);

  return mc_paper_words_fill (self->words, "closing", "official",
                              is_there (notice->actor_name) ? notice->actor_name : DOTS, "phone",
                              own && is_there (self->me->unit_phone) ? self->me->unit_phone : DOTS, NULL);
}

/* Stays together: no signature stands alone on a page. */
static void
add_end (McSupplementPaper *self, const McNotice *notice)
{
  g_autofree char *words = say_closing (self, notice);
  g_autoptr (PangoLayout) text = mc_paper_text_new (mc_paper_layout_get_context (self->paper), words,
                                                    MC_PAPER_TEXT_SIZE, MC_PAPER_PLAIN, MC_PAPER_TEXT_WIDTH);

  mc_paper_layout_reserve (self->paper, 2 * MC_PAPER_SECTION_SPACE + mc_paper_text_whole_height (text)
                                            + mc_paper_get_signature_height (self->paper, notice->actor_name));
  mc_paper_layout_add_paragraph (self->paper, text, MC_PAPER_SECTION_SPACE);
  mc_paper_layout_advance (self->paper, MC_PAPER_SECTION_SPACE);
  mc_paper_layout_advance (self->paper,
                           mc_paper_place_signature (self->paper, mc_paper_words_get (self->words, "signer_right"),
                                                     mc_paper_words_get (self->words, "sign"), notice->actor_name,
                                                     MC_PAPER_TEXT_WIDTH / 2, 0));
}

static void
lay_out (McSupplementPaper *self, const McNotice *notice, gboolean training, int copy)
{
  const McPaperHead head = { self->words, notice->number, notice->at, training, copy };

  mc_paper_head_add (self->paper, self->dossier, self->me, &head);
  add_applicant (self);
  add_content (self, notice);
  add_end (self, notice);
}

static void
mc_supplement_paper_finalize (GObject *object)
{
  McSupplementPaper *self = MC_SUPPLEMENT_PAPER (object);

  g_clear_pointer (&self->paper, mc_paper_layout_free);
  g_clear_pointer (&self->dossier, mc_dossier_unref);
  g_clear_pointer (&self->me, mc_me_unref);
  g_clear_pointer (&self->at, g_date_time_unref);
  G_OBJECT_CLASS (mc_supplement_paper_parent_class)->finalize (object);
}

static void
mc_supplement_paper_class_init (McSupplementPaperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mc_supplement_paper_finalize;
}

static void
mc_supplement_paper_init (McSupplementPaper *self)
{
  self->paper = mc_paper_layout_new ();
}

McSupplementPaper *
mc_supplement_paper_new (McDossier *dossier, McMe *me, const McNotice *notice, gboolean training, int copy,
                         GError **error)
{
  McSupplementPaper *self;

  g_return_val_if_fail (dossier != NULL && me != NULL && notice != NULL, NULL);

  if (dossier->summary == NULL || notice->at == NULL || g_strcmp0 (notice->paper, PAPER) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "Thông báo này không có Mẫu " PAPER);
      return NULL;
    }
  self = g_object_new (MC_TYPE_SUPPLEMENT_PAPER, NULL);
  self->dossier = mc_dossier_ref (dossier);
  self->me = mc_me_ref (me);
  self->at = g_date_time_ref (notice->at);
  self->words = mc_paper_words_find (PAPER, notice->at);
  lay_out (self, notice, training, copy);
  return self;
}

int
mc_supplement_paper_get_n_pages (McSupplementPaper *self)
{
  g_return_val_if_fail (MC_IS_SUPPLEMENT_PAPER (self), 0);

  return mc_paper_layout_get_n_pages (self->paper);
}

void
mc_supplement_paper_draw (McSupplementPaper *self, gpointer cr, int page)
{
  g_return_if_fail (MC_IS_SUPPLEMENT_PAPER (self));

  mc_paper_layout_draw (self->paper, cr, page);
}

GBytes *
mc_supplement_paper_to_pdf (McSupplementPaper *self, GError **error)
{
  g_autofree char *title = NULL;

  g_return_val_if_fail (MC_IS_SUPPLEMENT_PAPER (self), NULL);

  title = mc_paper_head_say_title (self->words, self->dossier);
  return mc_paper_layout_to_pdf (self->paper, title, self->at, error);
}
