// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-receipt-paper.h"

#include "mc-paper-head.h"
#include "mc-paper-parts.h"
#include "mc-paper-qr.h"
#include "mc-paper-table.h"
#include "mc-receipt-words.h"

#define PAPER "01"
#define NOTE_SIZE 11
#define N_COLUMNS 5
/* a QR code at the right of the note, with its words below */
#define SURVEY_WIDTH MC_PAPER_MM (40)
#define SURVEY_SIZE 9
/* among fields 2 to 7: when the result is given back */
#define FIRST_PROMISE 3

typedef struct
{
  const char *label; /* name of the catalogue's word */
  const char *value; /* nullable */
  McPaperStyle style;
} Field;

struct _McReceiptPaper
{
  GObject parent_instance;

  /* owned */
  McDossier *dossier;
  McMe *me;
  McPaperLayout *paper;

  const McPaperWords *words;
};

G_DEFINE_FINAL_TYPE (McReceiptPaper, mc_receipt_paper, G_TYPE_OBJECT)

/* titles: names of the catalogue's words */
static const McPaperColumn columns[N_COLUMNS] = {
  { "column_order", MC_PAPER_MM (10), MC_PAPER_CENTER }, { "column_name", MC_PAPER_MM (76), MC_PAPER_PLAIN },
  { "column_kind", MC_PAPER_MM (27), MC_PAPER_CENTER },  { "column_quantity", MC_PAPER_MM (19), MC_PAPER_CENTER },
  { "column_note", MC_PAPER_MM (33), MC_PAPER_PLAIN },
};

static gboolean
is_there (const char *text)
{
  return text != NULL && *text != '\0';
}

/* Fields 1 to 4: who takes from whom what. */
static void
add_applicant (McReceiptPaper *self)
{
  const McDossier *dossier = self->dossier;
  const char *number = dossier->owner.id_number;
  g_autofree char *request = mc_receipt_request (dossier);

  mc_paper_add_field (self->paper, mc_paper_words_get (self->words, "unit"), mc_receipt_unit (self->dossier, self->me),
                      MC_PAPER_PLAIN);
  mc_paper_add_field (self->paper, mc_paper_words_get (self->words, "owner"), mc_receipt_owner (dossier),
                      MC_PAPER_BOLD);
  mc_paper_add_field (self->paper,
                      mc_paper_words_get (self->words, !is_there (number)                ? "any_number"
                                                       : mc_receipt_is_tax_code (number) ? "tax_code"
                                                                                         : "id_number"),
                      number, MC_PAPER_PLAIN);
  mc_paper_add_field (self->paper, mc_paper_words_get (self->words, "address"), dossier->owner.address, MC_PAPER_PLAIN);
  mc_paper_add_two_fields (self->paper, mc_paper_words_get (self->words, "phone"), dossier->owner.phone, 0.42,
                           mc_paper_words_get (self->words, "email"), dossier->owner.email);
  mc_paper_add_field (self->paper, mc_paper_words_get (self->words, "request"), request, MC_PAPER_BOLD);
}

static void
add_components (McReceiptPaper *self)
{
  const GPtrArray *components = self->dossier->components;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  const char *label = mc_paper_words_get (self->words, "components");
  g_autoptr (PangoLayout) heading = mc_paper_text_new (mc_paper_layout_get_context (self->paper), label,
                                                       MC_PAPER_TEXT_SIZE, MC_PAPER_PLAIN, MC_PAPER_TEXT_WIDTH);
  McPaperColumn titled[N_COLUMNS];
  double height;

  for (guint i = 0; i < components->len; i++)
    g_ptr_array_add (rows, mc_receipt_component_row (g_ptr_array_index (components, i), i + 1));
  if (rows->len == 0)
    {
      g_autofree char *spaced = g_strconcat (label, " ", NULL);

      mc_paper_add_field (self->paper, spaced, "chưa có số liệu", MC_PAPER_PLAIN);
      return;
    }
  mc_paper_table_say_titles (titled, columns, N_COLUMNS, self->words);
  height = mc_paper_table_get_start_height (self->paper, titled, N_COLUMNS, rows);
  mc_paper_layout_reserve (self->paper,
                           MC_PAPER_FIELD_SPACE + mc_paper_text_whole_height (heading) + MC_PAPER_FIELD_SPACE + height);
  mc_paper_layout_add_paragraph (self->paper, heading, MC_PAPER_FIELD_SPACE);
  mc_paper_layout_advance (self->paper, MC_PAPER_FIELD_SPACE);
  mc_paper_layout_add_table (self->paper, titled, N_COLUMNS, rows);
  mc_paper_layout_advance (self->paper, MC_PAPER_FIELD_SPACE);
}

/* Where the applicant says how they were served. (transfer full) (nullable) */
static char *
get_survey (McReceiptPaper *self)
{
  return mc_paper_qr_address (self->me->survey_url, self->dossier->summary->code);
}

static PangoLayout *
make_note (McReceiptPaper *self)
{
  g_autofree char *address = get_survey (self);
  g_autoptr (GString) note = g_string_new (mc_paper_words_get (self->words, "note"));

  if (mc_receipt_is_own_unit (self->dossier, self->me)
      && (is_there (self->me->unit_address) || is_there (self->me->unit_phone)))
    {
      g_string_append (note, " Liên hệ:");
      if (is_there (self->me->unit_address))
        g_string_append_printf (note, " %s%s", self->me->unit_address, is_there (self->me->unit_phone) ? "," : "");
      if (is_there (self->me->unit_phone))
        g_string_append_printf (note, " điện thoại %s", self->me->unit_phone);
      g_string_append (note, ".");
    }
  return mc_paper_text_new (mc_paper_layout_get_context (self->paper), note->str, NOTE_SIZE, MC_PAPER_ITALIC,
                            MC_PAPER_TEXT_WIDTH - (address != NULL ? SURVEY_WIDTH : 0));
}

static PangoLayout *
make_survey_hint (McReceiptPaper *self)
{
  return mc_paper_text_new_centred (mc_paper_layout_get_context (self->paper),
                                    mc_paper_words_get (self->words, "survey"), SURVEY_SIZE, MC_PAPER_ITALIC,
                                    SURVEY_WIDTH);
}

/* Of the note, and of the code beside it. */
static double
get_note_height (McReceiptPaper *self)
{
  g_autoptr (PangoLayout) note = make_note (self);
  g_autoptr (PangoLayout) hint = make_survey_hint (self);
  g_autofree char *address = get_survey (self);
  double height = mc_paper_text_whole_height (note);

  return address != NULL ? MAX (height, MC_PAPER_QR_SIDE + mc_paper_text_whole_height (hint)) : height;
}

static void
add_note (McReceiptPaper *self)
{
  g_autoptr (PangoLayout) note = make_note (self);
  g_autofree char *address = get_survey (self);
  double x = MC_PAPER_TEXT_WIDTH - SURVEY_WIDTH;
  double y;

  mc_paper_layout_advance (self->paper, MC_PAPER_SECTION_SPACE);
  mc_paper_layout_place_text (self->paper, note, 0, pango_layout_get_line_count (note), 0, 0);
  if (address != NULL)
    {
      y = mc_paper_qr_place (self->paper, address, x + (SURVEY_WIDTH - MC_PAPER_QR_SIDE) / 2, 0);
      mc_paper_layout_place_centred (self->paper, mc_paper_words_get (self->words, "survey"), SURVEY_SIZE,
                                     MC_PAPER_ITALIC, x, SURVEY_WIDTH, y);
    }
  mc_paper_layout_advance (self->paper, get_note_height (self));
}

static double
get_name_height (McReceiptPaper *self, const char *name)
{
  g_autoptr (PangoLayout) text
      = mc_paper_text_new_centred (mc_paper_layout_get_context (self->paper), is_there (name) ? name : " ",
                                   MC_PAPER_TEXT_SIZE, MC_PAPER_BOLD, MC_PAPER_TEXT_WIDTH / 2);

  return mc_paper_text_whole_height (text);
}

static double
get_field_height (McReceiptPaper *self, const Field *field)
{
  g_autoptr (PangoLayout) text = mc_paper_text_new_field (mc_paper_layout_get_context (self->paper),
                                                          mc_paper_words_get (self->words, field->label), field->value,
                                                          field->style, MC_PAPER_TEXT_WIDTH);

  return MC_PAPER_FIELD_SPACE + mc_paper_text_whole_height (text);
}

/* Room that register, signatures and note take: register, role and hint are a line each. */
static double
get_end_height (McReceiptPaper *self)
{
  double line = get_name_height (self, NULL);
  double names = MAX (get_name_height (self, mc_receipt_signer (self->dossier)),
                      get_name_height (self, self->dossier->receiver_name));

  return MC_PAPER_FIELD_SPACE + 3 * line + MC_PAPER_SECTION_SPACE + MC_PAPER_SIGNING_SPACE + names
         + MC_PAPER_SECTION_SPACE + get_note_height (self);
}

/* Fields 6 to 10: when and where. What was promised stands on the page that is signed. */
static void
add_appointment (McReceiptPaper *self)
{
  const McDossier *dossier = self->dossier;
  g_autofree char *sets = mc_receipt_sets (dossier);
  g_autofree char *limit = mc_receipt_limit (dossier);
  g_autofree char *accepted = mc_receipt_instant (dossier->summary->accepted_at);
  g_autofree char *due = mc_receipt_instant (dossier->summary->due_at);
  g_autofree char *place = mc_receipt_return (dossier);
  g_autofree char *fee = mc_receipt_fee (dossier);
  const Field fields[] = {
    { "sets", sets, MC_PAPER_PLAIN },
    { "limit", limit, MC_PAPER_PLAIN },
    { "accepted", accepted, MC_PAPER_PLAIN },
    { "due", due, dossier->summary->due_at != NULL ? MC_PAPER_BOLD : MC_PAPER_PLAIN },
    { "return_place", place, MC_PAPER_PLAIN },
    { "fee", fee, MC_PAPER_PLAIN },
  };
  double promised = 0;

  for (guint i = FIRST_PROMISE; i < G_N_ELEMENTS (fields); i++)
    promised += get_field_height (self, &fields[i]);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (i == FIRST_PROMISE)
        mc_paper_layout_reserve (self->paper, promised + get_end_height (self));
      mc_paper_add_field (self->paper, mc_paper_words_get (self->words, fields[i].label), fields[i].value,
                          fields[i].style);
    }
}

/* Stays together: no signature stands alone on a page. */
static void
add_end (McReceiptPaper *self)
{
  const char *hint = mc_paper_words_get (self->words, "sign");
  double left;
  double right;

  mc_paper_layout_reserve (self->paper, get_end_height (self));
  mc_paper_add_two_fields (self->paper, mc_paper_words_get (self->words, "volume"), NULL, 0.6,
                           mc_paper_words_get (self->words, "serial"), NULL);
  mc_paper_layout_advance (self->paper, MC_PAPER_SECTION_SPACE);
  left = mc_paper_place_signature (self->paper, mc_paper_words_get (self->words, "signer_left"), hint,
                                   mc_receipt_signer (self->dossier), 0, 0);
  right = mc_paper_place_signature (self->paper, mc_paper_words_get (self->words, "signer_right"), hint,
                                    self->dossier->receiver_name, MC_PAPER_TEXT_WIDTH / 2, 0);
  mc_paper_layout_advance (self->paper, MAX (left, right));
  add_note (self);
}

static void
lay_out (McReceiptPaper *self, gboolean training, int copy)
{
  const McPaperHead head
      = { self->words, self->dossier->register_no, self->dossier->summary->accepted_at, training, copy };

  mc_paper_head_add (self->paper, self->dossier, self->me, &head);
  add_applicant (self);
  add_components (self);
  add_appointment (self);
  add_end (self);
}

static void
mc_receipt_paper_finalize (GObject *object)
{
  McReceiptPaper *self = MC_RECEIPT_PAPER (object);

  g_clear_pointer (&self->paper, mc_paper_layout_free);
  g_clear_pointer (&self->dossier, mc_dossier_unref);
  g_clear_pointer (&self->me, mc_me_unref);
  G_OBJECT_CLASS (mc_receipt_paper_parent_class)->finalize (object);
}

static void
mc_receipt_paper_class_init (McReceiptPaperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mc_receipt_paper_finalize;
}

static void
mc_receipt_paper_init (McReceiptPaper *self)
{
  self->paper = mc_paper_layout_new ();
}

McReceiptPaper *
mc_receipt_paper_new (McDossier *dossier, McMe *me, gboolean training, int copy, GError **error)
{
  McReceiptPaper *self;

  g_return_val_if_fail (dossier != NULL && me != NULL, NULL);

  if (dossier->summary == NULL || !is_there (dossier->summary->code) || dossier->summary->accepted_at == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "Hồ sơ chưa được tiếp nhận: không có mã hồ sơ và thời gian nhận");
      return NULL;
    }
  self = g_object_new (MC_TYPE_RECEIPT_PAPER, NULL);
  self->dossier = mc_dossier_ref (dossier);
  self->me = mc_me_ref (me);
  self->words = mc_paper_words_find (PAPER, dossier->summary->accepted_at);
  lay_out (self, training, copy);
  return self;
}

int
mc_receipt_paper_get_n_pages (McReceiptPaper *self)
{
  g_return_val_if_fail (MC_IS_RECEIPT_PAPER (self), 0);

  return mc_paper_layout_get_n_pages (self->paper);
}

void
mc_receipt_paper_draw (McReceiptPaper *self, gpointer cr, int page)
{
  g_return_if_fail (MC_IS_RECEIPT_PAPER (self));

  mc_paper_layout_draw (self->paper, cr, page);
}

GBytes *
mc_receipt_paper_to_pdf (McReceiptPaper *self, GError **error)
{
  g_autofree char *title = NULL;

  g_return_val_if_fail (MC_IS_RECEIPT_PAPER (self), NULL);

  title = mc_paper_head_say_title (self->words, self->dossier);
  return mc_paper_layout_to_pdf (self->paper, title, self->dossier->summary->accepted_at, error);
}
