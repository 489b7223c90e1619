// SPDX-License-Identifier: GPL-3.0-or-later
/* Writes forms 02 and 03 into a folder, for check-notices.py: usage: write-notices FOLDER */
#include "mc-form-catalogue.h"
#include "mc-refusal-paper.h"
#include "mc-supplement-paper.h"
#include "papers-sample.h"

#define FIRST_COUNT 8
#define LAST_COUNT 14

static const char supplement[]
    = "{\"components\":[{\"id\":\"tp1\",\"mark\":\"invalid\",\"reason\":\"blurred\",\"note\":\"Không đọc được ngày "
      "sinh\"},{\"id\":\"tp2\",\"mark\":\"missing\",\"reason\":\"pages_missing\"},{\"id\":\"tp3\",\"mark\":"
      "\"sufficient\"},{\"id\":\"tp4\",\"mark\":\"invalid\",\"reason\":\"signature_invalid\"}],\"demand\":\"Ghi rõ nơi "
      "cư trú của người mẹ.\",\"legal_basis\":\"Điều 16 Luật Hộ tịch số 60/2014/QH13\",\"applicant_days\":10}";
static const char refusal[]
    = "{\"reason\":\"not_competent\",\"explanation\":\"Người mẹ cư trú tại phường An Hòa.\",\"legal_basis\":\"Điều 13 "
      "Luật Hộ tịch số 60/2014/QH13\",\"competent_agency\":\"Ủy ban nhân dân phường An Hòa\"}";

static void
write_file (const char *folder, const char *name, GBytes *bytes)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
}

/* Not accepted: with the number of its submission alone. */
static McDossier *
make_dossier (guint n_components)
{
  McDossier *dossier = sample_dossier (n_components);

  g_clear_pointer (&dossier->summary->code, g_free);
  g_clear_pointer (&dossier->summary->accepted_at, g_date_time_unref);
  g_clear_pointer (&dossier->summary->due_at, g_date_time_unref);
  dossier->summary->provisional_code = g_strdup ("TT-700042");
  return dossier;
}

static McNotice *
make_notice (const char *action, const char *values, const McDossier *dossier)
{
  g_autoptr (GDateTime) at = g_date_time_new_utc (2026, 11, 23, 3, 42, 0);
  g_autoptr (McForm) form = mc_form_catalogue_find (action, at);
  g_autoptr (GPtrArray) errors = mc_form_check (form, values, dossier);

  g_assert_cmpuint (errors->len, ==, 0);
  return mc_form_notice (form, action, values, dossier, "Nguyễn Thị Hường", at);
}

static void
write_supplement (const char *folder, const char *name, McDossier *dossier, McMe *me, const McNotice *notice,
                  gboolean training, int copy)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (McSupplementPaper) paper = mc_supplement_paper_new (dossier, me, notice, training, copy, &error);
  g_autoptr (GBytes) bytes = NULL;

  g_assert_no_error (error);
  bytes = mc_supplement_paper_to_pdf (paper, &error);
  g_assert_no_error (error);
  write_file (folder, name, bytes);
}

static void
write_refusal (const char *folder, const char *name, McDossier *dossier, McMe *me, const McNotice *notice,
               gboolean training, int copy)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (McRefusalPaper) paper = mc_refusal_paper_new (dossier, me, notice, training, copy, &error);
  g_autoptr (GBytes) bytes = NULL;

  g_assert_no_error (error);
  bytes = mc_refusal_paper_to_pdf (paper, &error);
  g_assert_no_error (error);
  write_file (folder, name, bytes);
}

/* Nothing is known but that there is such a notice. */
static void
write_empty (const char *folder)
{
  g_autoptr (McDossier) dossier = mc_dossier_new ();
  g_autoptr (McMe) me = mc_me_new ();
  g_autoptr (McNotice) notice = mc_notice_new ();

  dossier->summary = mc_summary_new ();
  notice->at = g_date_time_new_utc (2026, 11, 23, 3, 42, 0);
  notice->paper = g_strdup ("02");
  write_supplement (folder, "empty-02.pdf", dossier, me, notice, FALSE, 1);
  g_set_str (&notice->paper, "03");
  write_refusal (folder, "empty-03.pdf", dossier, me, notice, FALSE, 1);
}

static void
write_long (const char *folder, McMe *me)
{
  for (guint count = FIRST_COUNT; count <= LAST_COUNT; count++)
    {
      g_autoptr (McDossier) dossier = make_dossier (count);
      g_autoptr (GString) values = g_string_new ("{\"applicant_days\":30,\"components\":[");
      g_autofree char *name = g_strdup_printf ("rows-%u-02.pdf", count);
      g_autoptr (McNotice) notice = NULL;

      for (guint i = 1; i <= count; i++)
        g_string_append_printf (values, "%s{\"id\":\"tp%u\",\"mark\":\"invalid\",\"reason\":\"expired\"}",
                                i > 1 ? "," : "", i);
      g_string_append (values, "]}");
      notice = make_notice ("request_supplement", values->str, dossier);
      write_supplement (folder, name, dossier, me, notice, FALSE, 1);
    }
  for (guint lines = 20; lines <= 34; lines += 2)
    {
      g_autoptr (McDossier) dossier = make_dossier (1);
      g_autoptr (McNotice) notice = make_notice ("refuse", refusal, dossier);
      g_autofree char *name = g_strdup_printf ("lines-%u-03.pdf", lines);
      g_autoptr (GString) reason = g_string_new (NULL);

      for (guint i = 1; i <= lines; i++)
        g_string_append_printf (reason, "%sLý do thứ %u).", i > 1 ? "\n" : "", i);
      g_set_str (&notice->reason, reason->str);
      write_refusal (folder, name, dossier, me, notice, FALSE, 1);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (McMe) me = sample_me ();
  g_autoptr (McDossier) dossier = make_dossier (4);
  g_autoptr (McNotice) asked = NULL;
  g_autoptr (McNotice) refused = NULL;
  g_autoptr (GError) error = NULL;

  if (argc != 2)
    return 2;
  asked = make_notice ("request_supplement", supplement, dossier);
  refused = make_notice ("refuse", refusal, dossier);
  write_supplement (argv[1], "plain-02.pdf", dossier, me, asked, FALSE, 1);
  write_refusal (argv[1], "plain-03.pdf", dossier, me, refused, FALSE, 1);
  write_supplement (argv[1], "training-02.pdf", dossier, me, asked, TRUE, 2);
  write_refusal (argv[1], "training-03.pdf", dossier, me, refused, TRUE, 2);
  write_empty (argv[1]);
  write_long (argv[1], me);

  /* numbered, and by another unit than the official's */
  asked->number = g_strdup ("17");
  refused->number = g_strdup ("4");
  g_set_str (&dossier->summary->received_unit, "Bộ phận Một cửa phường An Hòa");
  write_supplement (argv[1], "foreign-02.pdf", dossier, me, asked, FALSE, 1);
  write_refusal (argv[1], "foreign-03.pdf", dossier, me, refused, FALSE, 1);

  /* neither is the paper of the other's notice */
  g_assert_null (mc_supplement_paper_new (dossier, me, refused, FALSE, 1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_null (mc_refusal_paper_new (dossier, me, asked, FALSE, 1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  return 0;
}
