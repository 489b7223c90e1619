// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-receipt-paper.h"

#include "mc-code128.h"
#include "mc-paper-layout.h"
#include "mc-paper-table.h"
#include "mc-qr.h"
#include "mc-receipt-words.h"

#define TITLE "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
#define TRAINING_MARK "TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ"
#define DOTS "..............."

#define NATION_SIZE 12
#define NOTE_SIZE 11
#define FIELD_SPACE 3
#define AGENCY_WIDTH MC_PAPER_MM (70)
#define NATION_WIDTH (MC_PAPER_TEXT_WIDTH - AGENCY_WIDTH)
/* bars as wide as the column allows, but no wider than readers like nor narrower than a 300-dpi printer can */
#define BAR_HEIGHT MC_PAPER_MM (10)
#define BAR_MODULE_MAX MC_PAPER_MM (0.33)
#define BAR_MODULE_MIN MC_PAPER_MM (0.19)
#define QR_SIDE MC_PAPER_MM (24)
#define SIGNING_SPACE MC_PAPER_MM (22)

struct _McReceiptPaper
{
  GObject parent_instance;

  /* owned */
  McDossier *dossier;
  McMe *me;
  McPaperLayout *paper;
};

G_DEFINE_FINAL_TYPE (McReceiptPaper, mc_receipt_paper, G_TYPE_OBJECT)

static const McPaperColumn columns[] = {
  { "TT", MC_PAPER_MM (10), MC_PAPER_CENTER },        { "Tên giấy tờ", MC_PAPER_MM (76), MC_PAPER_PLAIN },
  { "Hình thức", MC_PAPER_MM (28), MC_PAPER_CENTER }, { "Số lượng", MC_PAPER_MM (17), MC_PAPER_CENTER },
  { "Ghi chú", MC_PAPER_MM (34), MC_PAPER_PLAIN },
};

static gboolean
is_there (const char *text)
{
  return text != NULL && *text != '\0';
}

/* The unit that issues the paper: where the dossier was received. */
static const char *
get_unit (McReceiptPaper *self)
{
  const char *received = self->dossier->summary->received_unit;

  return is_there (received) ? received : self->me->unit_name;
}

/* What is known of the official's own unit may stand on the paper only when that unit issues it. */
static gboolean
is_own_unit (McReceiptPaper *self)
{
  return g_strcmp0 (get_unit (self), self->me->unit_name) == 0;
}

static double
get_height (PangoLayout *text)
{
  return mc_paper_text_height (text, 0, pango_layout_get_line_count (text));
}

/* Text centred in a column of the head; gives the y below it. */
static double
place_centred (McReceiptPaper *self, const char *words, double size, McPaperStyle style, double x, double width,
               double y)
{
  g_autoptr (PangoLayout) text = mc_paper_layout_make_text (self->paper, words, size, style | MC_PAPER_CENTER, width);

  mc_paper_layout_place_text (self->paper, text, 0, pango_layout_get_line_count (text), x, y);
  return y + get_height (text);
}

static double
place_short_rule (McReceiptPaper *self, double x, double width, double length, double y)
{
  mc_paper_layout_place_rule (self->paper, x + (width - length) / 2, y + 2, length, 0);
  return y + 4;
}

static void
draw_bars_cb (cairo_t *cr, double x, double y, double width, double height, gpointer data)
{
  double modules = mc_code128_get_n_modules (data) + 2 * MC_CODE128_QUIET;

  mc_code128_draw (data, cr, x, y, width / modules, height);
}

static void
draw_qr_cb (cairo_t *cr, double x, double y, double width, double height, gpointer data)
{
  mc_qr_draw (data, cr, x, y, width);
}

/* A code that bars cannot carry, or only too fine to be read, stands there as text and QR alone. */
static double
place_bars (McReceiptPaper *self, double y)
{
  g_autoptr (GBytes) symbols = mc_code128_encode (self->dossier->summary->code);
  double modules;
  double width;

  if (symbols == NULL)
    return y;
  modules = mc_code128_get_n_modules (symbols) + 2 * MC_CODE128_QUIET;
  width = MIN (AGENCY_WIDTH, modules * BAR_MODULE_MAX);
  if (width / modules < BAR_MODULE_MIN)
    return y;
  mc_paper_layout_place_drawing (self->paper, (AGENCY_WIDTH - width) / 2, y + 3, width, BAR_HEIGHT, draw_bars_cb,
                                 g_steal_pointer (&symbols), (GDestroyNotify) g_bytes_unref);
  return y + 3 + BAR_HEIGHT;
}

static double
place_agency (McReceiptPaper *self)
{
  McDossier *dossier = self->dossier;
  g_autofree char *unit = g_utf8_strup (is_there (get_unit (self)) ? get_unit (self) : DOTS, -1);
  g_autofree char *number
      = g_strdup_printf ("Số: %s/TNHS", is_there (dossier->register_no) ? dossier->register_no : DOTS);
  g_autofree char *code = g_strdup_printf ("Mã hồ sơ: %s", dossier->summary->code);
  double y = 0;

  if (is_own_unit (self) && is_there (self->me->unit_superior))
    {
      g_autofree char *superior = g_utf8_strup (self->me->unit_superior, -1);

      y = place_centred (self, superior, NATION_SIZE, MC_PAPER_PLAIN, 0, AGENCY_WIDTH, y);
    }
  y = place_centred (self, unit, NATION_SIZE, MC_PAPER_BOLD, 0, AGENCY_WIDTH, y);
  y = place_short_rule (self, 0, AGENCY_WIDTH, AGENCY_WIDTH * 0.4, y);
  y = place_centred (self, number, MC_PAPER_TEXT_SIZE, MC_PAPER_PLAIN, 0, AGENCY_WIDTH, y + 4);
  y = place_centred (self, code, NATION_SIZE, MC_PAPER_PLAIN, 0, AGENCY_WIDTH, y + 2);
  return place_bars (self, y);
}

static double
place_nation (McReceiptPaper *self)
{
  static const char motto[] = "Độc lập - Tự do - Hạnh phúc";
  const McSummary *summary = self->dossier->summary;
  g_autoptr (PangoLayout) line = mc_paper_layout_make_text (self->paper, motto, MC_PAPER_TEXT_SIZE, MC_PAPER_BOLD, -1);
  g_autofree char *date
      = mc_receipt_place_and_date (is_own_unit (self) ? self->me->unit_place : NULL, summary->accepted_at);
  double x = AGENCY_WIDTH;
  int length;
  double y;

  pango_layout_get_size (line, &length, NULL);
  y = place_centred (self, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", NATION_SIZE, MC_PAPER_BOLD, x, NATION_WIDTH, 0);
  y = place_centred (self, motto, MC_PAPER_TEXT_SIZE, MC_PAPER_BOLD, x, NATION_WIDTH, y);
  y = place_short_rule (self, x, NATION_WIDTH, length / (double) PANGO_SCALE, y);
  y = place_centred (self, date, MC_PAPER_TEXT_SIZE, MC_PAPER_ITALIC, x, NATION_WIDTH, y + 4);
  /* no tracking address is known: the code itself, as data */
  mc_paper_layout_place_drawing (self->paper, x + (NATION_WIDTH - QR_SIDE) / 2, y + 3, QR_SIDE, QR_SIDE, draw_qr_cb,
                                 g_strdup (summary->code), g_free);
  return y + 3 + QR_SIDE;
}

static void
add_head (McReceiptPaper *self)
{
  g_autofree char *title = g_utf8_strup (TITLE, -1);
  g_autoptr (PangoLayout) text
      = mc_paper_layout_make_text (self->paper, title, 14, MC_PAPER_BOLD | MC_PAPER_CENTER, MC_PAPER_TEXT_WIDTH);
  double left = place_agency (self);
  double right = place_nation (self);

  mc_paper_layout_advance (self->paper, MAX (left, right));
  mc_paper_layout_add_paragraph (self->paper, text, 10);
  mc_paper_layout_advance (self->paper, 4);
}

static void
add_field (McReceiptPaper *self, const char *label, const char *value, McPaperStyle style)
{
  g_autoptr (PangoLayout) text = mc_paper_layout_make_field (self->paper, label, value, style, MC_PAPER_TEXT_WIDTH);

  mc_paper_layout_add_paragraph (self->paper, text, FIELD_SPACE);
}

/* Two short fields on one line; share: part of the width that the first has. */
static void
add_two_fields (McReceiptPaper *self, const char *label, const char *value, double share, const char *second_label,
                const char *second_value)
{
  double width = MC_PAPER_TEXT_WIDTH * share;
  g_autoptr (PangoLayout) first
      = mc_paper_layout_make_field (self->paper, label, value, MC_PAPER_PLAIN, width - FIELD_SPACE);
  g_autoptr (PangoLayout) second = mc_paper_layout_make_field (self->paper, second_label, second_value, MC_PAPER_PLAIN,
                                                               MC_PAPER_TEXT_WIDTH - width);
  double height = MAX (get_height (first), get_height (second));

  mc_paper_layout_reserve (self->paper, FIELD_SPACE + height);
  mc_paper_layout_advance (self->paper, FIELD_SPACE);
  mc_paper_layout_place_text (self->paper, first, 0, pango_layout_get_line_count (first), 0, 0);
  mc_paper_layout_place_text (self->paper, second, 0, pango_layout_get_line_count (second), width, 0);
  mc_paper_layout_advance (self->paper, height);
}

/* Fields 1 to 4: who takes from whom what. */
static void
add_applicant (McReceiptPaper *self)
{
  const McDossier *dossier = self->dossier;
  const McSummary *summary = dossier->summary;
  const char *name = is_there (dossier->owner.name) ? dossier->owner.name : summary->owner_name;
  const char *number = dossier->owner.id_number;
  g_autofree char *request = is_there (dossier->abstract) && is_there (summary->procedure_name)
                                 ? g_strdup_printf ("%s (%s)", summary->procedure_name, dossier->abstract)
                                 : g_strdup (summary->procedure_name);

  add_field (self, "Bộ phận Tiếp nhận và Trả kết quả: ", get_unit (self), MC_PAPER_PLAIN);
  add_field (self, "Tiếp nhận hồ sơ của (ông/bà/tổ chức): ", name, MC_PAPER_BOLD);
  add_field (self,
             !is_there (number)                ? "Số định danh cá nhân/Mã số thuế: "
             : mc_receipt_is_tax_code (number) ? "Mã số thuế: "
                                               : "Số định danh cá nhân: ",
             number, MC_PAPER_PLAIN);
  add_field (self, "Địa chỉ: ", dossier->owner.address, MC_PAPER_PLAIN);
  add_two_fields (self, "Số điện thoại: ", dossier->owner.phone, 0.42, "Email: ", dossier->owner.email);
  add_field (self, "Nội dung yêu cầu giải quyết: ", request, MC_PAPER_BOLD);
}

static void
add_components (McReceiptPaper *self)
{
  const GPtrArray *components = self->dossier->components;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (PangoLayout) heading = mc_paper_layout_make_text (
      self->paper, "1. Thành phần hồ sơ, yêu cầu và số lượng mỗi loại giấy tờ:", MC_PAPER_TEXT_SIZE, MC_PAPER_PLAIN,
      MC_PAPER_TEXT_WIDTH);
  double height;

  for (guint i = 0; i < components->len; i++)
    g_ptr_array_add (rows, mc_receipt_component_row (g_ptr_array_index (components, i), i + 1));
  if (rows->len == 0)
    {
      add_field (self, "1. Thành phần hồ sơ, yêu cầu và số lượng mỗi loại giấy tờ: ", "chưa có số liệu",
                 MC_PAPER_PLAIN);
      return;
    }
  height = mc_paper_table_get_start_height (self->paper, columns, G_N_ELEMENTS (columns), rows);
  mc_paper_layout_reserve (self->paper, FIELD_SPACE + get_height (heading) + FIELD_SPACE + height);
  mc_paper_layout_add_paragraph (self->paper, heading, FIELD_SPACE);
  mc_paper_layout_advance (self->paper, FIELD_SPACE);
  mc_paper_layout_add_table (self->paper, columns, G_N_ELEMENTS (columns), rows);
  mc_paper_layout_advance (self->paper, FIELD_SPACE);
}

/* Fields 6 to 10: when and where. */
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

  add_field (self, "2. Số lượng hồ sơ: ", sets, MC_PAPER_PLAIN);
  add_field (self, "3. Thời gian giải quyết hồ sơ theo quy định là: ", limit, MC_PAPER_PLAIN);
  add_field (self, "4. Thời gian nhận hồ sơ: ", accepted, MC_PAPER_PLAIN);
  add_field (self, "5. Thời gian trả kết quả giải quyết hồ sơ: ", due,
             dossier->summary->due_at != NULL ? MC_PAPER_BOLD : MC_PAPER_PLAIN);
  add_field (self, "6. Đăng ký nhận kết quả tại: ", place, MC_PAPER_PLAIN);
  add_field (self, "7. Phí, lệ phí (nếu có): ", fee, MC_PAPER_PLAIN);
}

/* Who signs as applicant: a person; whose name is not known writes it. */
static const char *
get_signer (McReceiptPaper *self)
{
  const McDossier *dossier = self->dossier;

  if (is_there (dossier->submitter.name))
    return dossier->submitter.name;
  if (is_there (dossier->summary->submitter_name))
    return dossier->summary->submitter_name;
  return !is_there (dossier->owner.id_number) || mc_receipt_is_tax_code (dossier->owner.id_number)
             ? NULL
             : dossier->owner.name;
}

static double
place_signature (McReceiptPaper *self, const char *role, const char *name, double x, double y)
{
  double width = MC_PAPER_TEXT_WIDTH / 2;

  y = place_centred (self, role, MC_PAPER_TEXT_SIZE, MC_PAPER_BOLD, x, width, y);
  y = place_centred (self, "(Ký, ghi rõ họ tên)", MC_PAPER_TEXT_SIZE, MC_PAPER_ITALIC, x, width, y);
  return place_centred (self, is_there (name) ? name : " ", MC_PAPER_TEXT_SIZE, MC_PAPER_BOLD, x, width,
                        y + SIGNING_SPACE);
}

static PangoLayout *
make_note (McReceiptPaper *self)
{
  g_autoptr (GString) note = g_string_new ("Ghi chú: Giấy này được nộp lại khi nhận kết quả trực tiếp.");

  if (is_own_unit (self) && (is_there (self->me->unit_address) || is_there (self->me->unit_phone)))
    {
      g_string_append (note, " Liên hệ:");
      if (is_there (self->me->unit_address))
        g_string_append_printf (note, " %s%s", self->me->unit_address, is_there (self->me->unit_phone) ? "," : "");
      if (is_there (self->me->unit_phone))
        g_string_append_printf (note, " điện thoại %s", self->me->unit_phone);
      g_string_append (note, ".");
    }
  return mc_paper_layout_make_text (self->paper, note->str, NOTE_SIZE, MC_PAPER_ITALIC, MC_PAPER_TEXT_WIDTH);
}

/* Register, signatures and note stay together: no signature stands alone on a page. */
static void
add_end (McReceiptPaper *self)
{
  static const char register_label[] = "Vào Sổ theo dõi hồ sơ, Quyển số: ";
  g_autoptr (PangoLayout) note = make_note (self);
  g_autoptr (PangoLayout) line
      = mc_paper_layout_make_text (self->paper, register_label, MC_PAPER_TEXT_SIZE, MC_PAPER_PLAIN, -1);
  double lines = get_height (line);
  double left;
  double right;

  mc_paper_layout_reserve (self->paper, FIELD_SPACE + 4 * lines + 8 + 2 * lines + SIGNING_SPACE + get_height (note));
  add_two_fields (self, register_label, NULL, 0.6, "Số thứ tự: ", NULL);
  mc_paper_layout_advance (self->paper, 8);
  left = place_signature (self, "NGƯỜI NỘP HỒ SƠ", get_signer (self), 0, 0);
  right = place_signature (self, "NGƯỜI TIẾP NHẬN HỒ SƠ", self->dossier->receiver_name, MC_PAPER_TEXT_WIDTH / 2, 0);
  mc_paper_layout_advance (self->paper, MAX (left, right));
  mc_paper_layout_add_paragraph (self->paper, note, lines / 2);
}

static void
lay_out (McReceiptPaper *self, gboolean training, int copy)
{
  g_autofree char *corner = copy > 1 ? g_strdup_printf ("In lần %d", copy) : NULL;
  g_autofree char *foot = g_strdup_printf ("Mã hồ sơ: %s", self->dossier->summary->code);

  mc_paper_layout_set_marks (self->paper, training ? TRAINING_MARK : NULL, corner, foot);
  add_head (self);
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

  title = g_strdup_printf (TITLE " – %s", self->dossier->summary->code);
  return mc_paper_layout_to_pdf (self->paper, title, self->dossier->summary->accepted_at, error);
}
