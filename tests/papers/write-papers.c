// SPDX-License-Identifier: GPL-3.0-or-later
/* Writes the papers that check-pdf.py looks at into a folder: usage: write-papers FOLDER */
#include <cairo-pdf.h>

#include "mc-code128.h"
#include "mc-qr.h"
#include "papers-sample.h"

/* With one of these the last row alone would not fit the first page. */
#define FIRST_COUNT 9
#define LAST_COUNT 16

static void
write_file (const char *folder, const char *name, GBytes *bytes)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
}

static void
write_paper (const char *folder, const char *name, McDossier *dossier, McMe *me, gboolean training, int copy)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (McReceiptPaper) paper = mc_receipt_paper_new (dossier, me, training, copy, &error);
  g_autoptr (GBytes) bytes = NULL;

  g_assert_no_error (error);
  bytes = mc_receipt_paper_to_pdf (paper, &error);
  g_assert_no_error (error);
  write_file (folder, name, bytes);
}

static void
write_long (const char *folder, McMe *me)
{
  g_autoptr (McDossier) dossier = sample_dossier (8);
  McComponent *component;

  g_set_str (&dossier->owner.name,
             "Công ty Trách nhiệm hữu hạn Một thành viên Thương mại, Dịch vụ, Xây dựng và Đào tạo "
             "nghề Tập Huấn Số Một – Chi nhánh phường An Bình");
  g_set_str (&dossier->owner.id_number, SAMPLE_TAX_CODE);
  g_set_str (&dossier->owner.email, "phong-hanh-chinh-tong-hop.chi-nhanh-an-binh@tap-huan-so-mot.example");
  g_set_str (&dossier->summary->submitter_name, "Công Tằng Tôn Nữ Thị Huyền Trân Minh Nguyệt");
  g_set_str (&dossier->summary->delivery, "post");
  g_set_str (&dossier->return_place, "Số 12 đường Hoa Ban, phường An Bình");
  g_set_str (&dossier->case_id, "late");
  g_set_str (&dossier->case_title, "Quá 60 ngày kể từ ngày sinh");
  g_set_str (&dossier->abstract, "Thay đổi người đại diện, địa chỉ chi nhánh và bổ sung ngành, nghề kinh doanh");
  component = g_ptr_array_index (dossier->components, 1);
  component->quantity = 0;
  component = g_ptr_array_index (dossier->components, 2);
  g_set_str (&component->source, "state_data");
  component = g_ptr_array_index (dossier->components, 3);
  component->required = FALSE;
  g_set_str (&component->mark, "missing");
  write_paper (folder, "long.pdf", dossier, me, TRUE, 2);
}

static void
write_empty (const char *folder)
{
  g_autoptr (McDossier) dossier = mc_dossier_new ();
  g_autoptr (McMe) me = mc_me_new ();

  dossier->summary = mc_summary_new ();
  dossier->summary->code = g_strdup (SAMPLE_CODE);
  dossier->summary->accepted_at = g_date_time_new_from_iso8601 ("2026-11-23T03:42:00Z", NULL);
  write_paper (folder, "empty.pdf", dossier, me, FALSE, 1);
}

/* Accepted by another unit than the official's: what is known of the official's unit is not that unit's. */
static void
write_foreign (const char *folder, McMe *me)
{
  g_autoptr (McDossier) dossier = sample_dossier (1);

  g_set_str (&dossier->summary->received_unit, "Bộ phận Một cửa phường An Hòa");
  write_paper (folder, "foreign.pdf", dossier, me, FALSE, 1);
}

/* One row longer than a page, and a paragraph that runs over one. */
static void
write_huge (const char *folder, McMe *me)
{
  g_autoptr (McDossier) dossier = sample_dossier (3);
  g_autoptr (GString) words = g_string_new (NULL);
  McComponent *component = g_ptr_array_index (dossier->components, 1);

  for (int i = 1; i <= 400; i++)
    g_string_append_printf (words, "từ%d ", i);
  g_set_str (&component->name, words->str);
  g_set_str (&dossier->abstract, words->str);
  write_paper (folder, "huge.pdf", dossier, me, FALSE, 1);
}

/* All that Code 128 can carry here, in strips that fit a page; strips.txt holds what must be read back. */
static void
write_strips (const char *folder)
{
  static const char *const digits[] = { "1234", "00", "12345", "A1234567B", "H29.24-260305-000007" };
  g_autofree char *path = g_build_filename (folder, "strips.pdf", NULL);
  cairo_surface_t *surface = cairo_pdf_surface_create (path, 595, 842);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GString) list = g_string_new (NULL);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) bytes = NULL;

  for (int c = 32; c < 127; c += 16)
    {
      GString *text = g_string_new ("<");

      for (int i = c; i < c + 16 && i < 127; i++)
        g_string_append_c (text, (char) i);
      g_string_append_c (text, '>');
      g_ptr_array_add (texts, g_string_free_and_steal (text));
    }
  for (guint i = 0; i < G_N_ELEMENTS (digits); i++)
    g_ptr_array_add (texts, g_strdup (digits[i]));
  for (guint i = 0; i < texts->len; i++)
    {
      const char *text = g_ptr_array_index (texts, i);
      g_autoptr (GBytes) symbols = mc_code128_encode (text);

      mc_code128_draw (symbols, cr, 50, 30 + i * 60, 1, 30);
      g_string_append_printf (list, "%s\n", text);
    }
  g_assert_true (mc_qr_draw ("https://vidu.example/tra-cuu?ma=" SAMPLE_CODE "&đường=Ước", cr, 420, 700, 120));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  bytes = g_string_free_to_bytes (g_steal_pointer (&list));
  write_file (folder, "strips.txt", bytes);
}

int
main (int argc, char **argv)
{
  static const guint counts[] = { 1, 8, 60 };
  g_autoptr (McMe) me = sample_me ();

  if (argc != 2)
    return 2;
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (McDossier) dossier = sample_dossier (counts[i]);
      g_autofree char *name = g_strdup_printf ("plain-%u.pdf", counts[i]);
      g_autofree char *training = g_strdup_printf ("training-%u.pdf", counts[i]);

      write_paper (argv[1], name, dossier, me, FALSE, 1);
      write_paper (argv[1], training, dossier, me, TRUE, 2);
    }
  for (guint i = FIRST_COUNT; i <= LAST_COUNT; i++)
    {
      g_autoptr (McDossier) dossier = sample_dossier (i);
      g_autofree char *name = g_strdup_printf ("rows-%u.pdf", i);

      write_paper (argv[1], name, dossier, me, FALSE, 1);
    }
  write_long (argv[1], me);
  write_empty (argv[1]);
  write_foreign (argv[1], me);
  write_huge (argv[1], me);
  write_strips (argv[1]);
  return 0;
}
