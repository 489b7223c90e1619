// SPDX-License-Identifier: GPL-3.0-or-later
#include <pango/pangocairo.h>
#include <string.h>

#include "mc-receipt-words.h"
#include "papers-sample.h"

#define A4_WIDTH 595.276
#define A4_HEIGHT 841.890

static McReceiptPaper *
make_paper (McDossier *dossier, gboolean training, int copy)
{
  g_autoptr (McMe) me = sample_me ();
  g_autoptr (GError) error = NULL;
  McReceiptPaper *paper = mc_receipt_paper_new (dossier, me, training, copy, &error);

  g_assert_no_error (error);
  return paper;
}

static void
assert_refused (McDossier *dossier)
{
  g_autoptr (McMe) me = sample_me ();
  g_autoptr (GError) error = NULL;

  g_assert_null (mc_receipt_paper_new (dossier, me, FALSE, 1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

static void
test_refuses_what_is_not_accepted (void)
{
  g_autoptr (McDossier) bare = mc_dossier_new ();
  g_autoptr (McDossier) codeless = sample_dossier (1);
  g_autoptr (McDossier) blank = sample_dossier (1);
  g_autoptr (McDossier) timeless = sample_dossier (1);

  g_clear_pointer (&codeless->summary->code, g_free);
  g_set_str (&blank->summary->code, "");
  g_clear_pointer (&timeless->summary->accepted_at, g_date_time_unref);
  assert_refused (bare);
  assert_refused (codeless);
  assert_refused (blank);
  assert_refused (timeless);
}

static void
test_pages (void)
{
  static const guint counts[] = { 0, 1, 8, 60 };
  static const int pages[] = { 1, 1, 2, 5 };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (McDossier) dossier = sample_dossier (counts[i]);
      g_autoptr (McReceiptPaper) paper = make_paper (dossier, FALSE, 1);

      g_assert_cmpint (mc_receipt_paper_get_n_pages (paper), ==, pages[i]);
    }
}

/* Marks in the margins take no room from the form: training paper and second print break where the first does. */
static void
test_marks_move_nothing (void)
{
  for (guint n = 1; n <= 20; n++)
    {
      g_autoptr (McDossier) dossier = sample_dossier (n);
      g_autoptr (McReceiptPaper) plain = make_paper (dossier, FALSE, 1);
      g_autoptr (McReceiptPaper) marked = make_paper (dossier, TRUE, 12);

      g_assert_cmpint (mc_receipt_paper_get_n_pages (plain), ==, mc_receipt_paper_get_n_pages (marked));
    }
}

/* What a page blackens, as a box in points. */
static cairo_rectangle_t
get_ink (McReceiptPaper *paper, int page)
{
  cairo_rectangle_t box = { 0 };
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);

  mc_receipt_paper_draw (paper, cr, page);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_recording_surface_ink_extents (surface, &box.x, &box.y, &box.width, &box.height);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return box;
}

/* However long the texts, nothing runs out of the margins (30 and 15 mm; a hair for the thickness of lines). */
static void
test_ink_stays_in_margins (void)
{
  for (guint n = 0; n <= 40; n += 5)
    {
      g_autoptr (McDossier) dossier = sample_dossier (n);
      g_autofree char *long_word = g_strnfill (3000, 'W');
      g_autoptr (McReceiptPaper) paper = NULL;

      g_set_str (&dossier->owner.name, long_word);
      g_set_str (&dossier->owner.email, long_word);
      if (n > 0)
        g_set_str (&((McComponent *) g_ptr_array_index (dossier->components, n - 1))->name, long_word);
      paper = make_paper (dossier, FALSE, 2);
      for (int page = 0; page < mc_receipt_paper_get_n_pages (paper); page++)
        {
          cairo_rectangle_t box = get_ink (paper, page);

          g_assert_cmpfloat (box.x, >=, 30 * 72 / 25.4 - 1.5);
          g_assert_cmpfloat (box.x + box.width, <=, A4_WIDTH - 15 * 72 / 25.4 + 1.5);
          g_assert_cmpfloat (box.y, >=, 5 * 72 / 25.4);
          g_assert_cmpfloat (box.y + box.height, <=, A4_HEIGHT - 5 * 72 / 25.4);
          g_assert_cmpfloat (box.height, >, 20);
        }
    }
}

/* The screen shows the page at any size: twice as large is the same picture. */
static void
test_draws_at_any_size (void)
{
  g_autoptr (McDossier) dossier = sample_dossier (8);
  g_autoptr (McReceiptPaper) paper = make_paper (dossier, TRUE, 1);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 1191, 1684);
  cairo_t *cr = cairo_create (surface);
  const guint8 *bytes;
  gsize dark = 0;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, 2, 2);
  mc_receipt_paper_draw (paper, cr, 1);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_flush (surface);
  bytes = cairo_image_surface_get_data (surface);
  for (int i = 0; i < 1191 * 1684; i++)
    dark += bytes[i * 4] < 100;
  g_assert_cmpuint (dark, >, 2000);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* A file can be compared by its sum; that its date is not the wall clock's, check-pdf.py sees. */
static void
test_pdf_is_deterministic (void)
{
  g_autoptr (McDossier) dossier = sample_dossier (8);
  g_autoptr (McReceiptPaper) first = make_paper (dossier, TRUE, 1);
  g_autoptr (McReceiptPaper) second = make_paper (dossier, TRUE, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) a = mc_receipt_paper_to_pdf (first, &error);
  g_autoptr (GBytes) b = mc_receipt_paper_to_pdf (second, &error);
  g_autoptr (GBytes) again = mc_receipt_paper_to_pdf (first, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (a, b));
  g_assert_true (g_bytes_equal (a, again));
  g_assert_cmpmem (g_bytes_get_data (a, NULL), 5, "%PDF-", 5);
}

static void
test_dates (void)
{
  g_autoptr (GDateTime) march = g_date_time_new_from_iso8601 ("2026-03-31T17:05:00Z", NULL);
  g_autoptr (GDateTime) february = g_date_time_new_from_iso8601 ("2026-02-09T10:00:00+09:00", NULL);
  g_autofree char *next_day = mc_receipt_instant (march);
  g_autofree char *zero = mc_receipt_place_and_date ("Huế", february);
  g_autofree char *unknown = mc_receipt_instant (NULL);
  g_autofree char *nowhere = mc_receipt_place_and_date (NULL, february);

  g_assert_cmpstr (next_day, ==, "00 giờ 05 phút, ngày 01 tháng 4 năm 2026");
  g_assert_cmpstr (zero, ==, "Huế, ngày 09 tháng 02 năm 2026");
  g_assert_null (strpbrk (unknown, "0123456789"));
  g_assert_true (g_str_has_prefix (nowhere, "..."));
}

static void
test_limits (void)
{
  static const struct
  {
    const char *unit;
    int amount;
    const char *basis;
    const char *words;
  } rows[] = {
    { "working_day", 3, NULL, "03 ngày làm việc" },
    { "working_day", 0, NULL, "trong ngày làm việc" },
    { "calendar_day", 20, "Điều 5", "20 ngày (Điều 5)" },
    { "hour", 8, NULL, "08 giờ làm việc" },
    { "month", 1, NULL, "01 tháng" },
    { "unknown", 3, NULL, NULL },
    { "working_day", -1, NULL, NULL },
    { NULL, 3, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (McDossier) dossier = mc_dossier_new ();
      g_autofree char *words = NULL;

      dossier->limit_unit = g_strdup (rows[i].unit);
      dossier->limit_amount = rows[i].amount;
      dossier->limit_basis = g_strdup (rows[i].basis);
      words = mc_receipt_limit (dossier);
      g_assert_cmpstr (words, ==, rows[i].words);
    }
}

static void
test_fees_and_returns (void)
{
  static const struct
  {
    gint64 fee;
    const char *payment;
    const char *words;
  } fees[] = {
    { -1, "none", NULL },
    { 0, "none", "Không thu" },
    { 500, "paid", "500 đồng (đã nộp)" },
    { 15000, "due", "15.000 đồng (chưa nộp)" },
    { 1234567, NULL, "1.234.567 đồng" },
    { 100000, "exempt", "100.000 đồng (được miễn)" },
  };
  static const struct
  {
    const char *delivery;
    const char *place;
    const char *words;
  } returns[] = {
    { "counter", "Quầy số 3", "Quầy số 3" },
    { "counter", NULL, NULL },
    { NULL, NULL, NULL },
    { "post", "Số 1 đường X", "Số 1 đường X (qua dịch vụ bưu chính)" },
    { "post", NULL, "Qua dịch vụ bưu chính" },
    { "electronic", NULL, "Bản điện tử" },
  };
  g_autoptr (McDossier) dossier = sample_dossier (0);

  for (guint i = 0; i < G_N_ELEMENTS (fees); i++)
    {
      g_autofree char *words = NULL;

      dossier->fee = fees[i].fee;
      g_set_str (&dossier->summary->payment, fees[i].payment);
      words = mc_receipt_fee (dossier);
      g_assert_cmpstr (words, ==, fees[i].words);
    }
  for (guint i = 0; i < G_N_ELEMENTS (returns); i++)
    {
      g_autofree char *words = NULL;

      g_set_str (&dossier->summary->delivery, returns[i].delivery);
      g_set_str (&dossier->return_place, returns[i].place);
      words = mc_receipt_return (dossier);
      g_assert_cmpstr (words, ==, returns[i].words);
    }
}

static void
assert_row (const McComponent *component, const char *expected)
{
  g_auto (GStrv) row = mc_receipt_component_row (component, 7);
  g_autofree char *joined = g_strjoinv ("|", row);

  g_assert_cmpint (g_strv_length (row), ==, 5);
  g_assert_cmpstr (joined, ==, expected);
}

/* Nothing is receipted that was not handed in, and no quantity is made up. */
static void
test_component_rows (void)
{
  McComponent *component = mc_component_new ();

  component->name = g_strdup ("Tờ khai");
  component->source = g_strdup ("attached");
  component->copy_kind = g_strdup ("certified");
  component->required = TRUE;
  component->quantity = 2;
  assert_row (component, "7|Tờ khai|Bản sao chứng thực|02|");
  component->quantity = 0;
  assert_row (component, "7|Tờ khai|Bản sao chứng thực|.......|");
  g_set_str (&component->copy_kind, "hologram");
  assert_row (component, "7|Tờ khai|hologram|.......|");
  g_set_str (&component->copy_kind, "electronic");
  component->quantity = 1;
  component->required = FALSE;
  assert_row (component, "7|Tờ khai|–|–|Không nộp");
  g_ptr_array_add (component->documents, mc_document_new ());
  assert_row (component, "7|Tờ khai|Bản điện tử|01|");
  component->mark = g_strdup ("missing");
  component->mark_reason = g_strdup ("sẽ nộp sau");
  assert_row (component, "7|Tờ khai|–|–|Không nộp: sẽ nộp sau");
  g_set_str (&component->source, "state_data");
  assert_row (component, "7|Tờ khai|Dữ liệu|–|Khai thác từ cơ sở dữ liệu, không phải nộp");
  mc_component_free (component);
}

static void
test_tax_codes (void)
{
  g_assert_true (mc_receipt_is_tax_code (SAMPLE_TAX_CODE));
  g_assert_true (mc_receipt_is_tax_code (SAMPLE_TAX_CODE "-001"));
  g_assert_false (mc_receipt_is_tax_code ("999195000412"));
  g_assert_false (mc_receipt_is_tax_code (SAMPLE_TAX_CODE "\n"));
  g_assert_false (mc_receipt_is_tax_code (NULL));
}

/* A code of another shape (codes are the portal's) gets no unreadable bars, and is no error. */
static void
test_odd_codes (void)
{
  g_autofree char *long_code = g_strnfill (4000, 'X');
  const char *codes[] = { "Mã-số-Ước-1", "x", long_code };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (McDossier) dossier = sample_dossier (1);
      g_autoptr (McReceiptPaper) paper = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) pdf = NULL;

      g_set_str (&dossier->summary->code, codes[i]);
      paper = make_paper (dossier, FALSE, 1);
      pdf = mc_receipt_paper_to_pdf (paper, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (pdf), >, 1000);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/papers/receipt/refuses-what-is-not-accepted", test_refuses_what_is_not_accepted);
  g_test_add_func ("/papers/receipt/pages", test_pages);
  g_test_add_func ("/papers/receipt/marks-move-nothing", test_marks_move_nothing);
  g_test_add_func ("/papers/receipt/ink-stays-in-margins", test_ink_stays_in_margins);
  g_test_add_func ("/papers/receipt/draws-at-any-size", test_draws_at_any_size);
  g_test_add_func ("/papers/receipt/pdf-is-deterministic", test_pdf_is_deterministic);
  g_test_add_func ("/papers/receipt/dates", test_dates);
  g_test_add_func ("/papers/receipt/limits", test_limits);
  g_test_add_func ("/papers/receipt/fees-and-returns", test_fees_and_returns);
  g_test_add_func ("/papers/receipt/component-rows", test_component_rows);
  g_test_add_func ("/papers/receipt/tax-codes", test_tax_codes);
  g_test_add_func ("/papers/receipt/odd-codes", test_odd_codes);
  return g_test_run ();
}
