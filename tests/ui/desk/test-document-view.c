// SPDX-License-Identifier: GPL-3.0-or-later
/* The document viewer, with the real child: pages, keys, search, and every reason why not. */
#include <string.h>
#include <unistd.h>

#include "desk.h"
#include "mc-document-saver.h"
#include "mc-document-view.h"
#include "mc-page-strip.h"

typedef struct
{
  Desk desk;
  McDocumentView *view;
  GtkWidget *root;
  McPageStrip *strip;
  guint viewed;
} Case;

static McDocument document = { (char *) "c1", (char *) "to-khai.pdf", (char *) "application/pdf", 1000 };
static McDocument other = { (char *) "c9", (char *) "khac.pdf", (char *) "application/pdf", 1000 };

static void
viewed_cb (Case *c, const char *id)
{
  g_assert_cmpstr (id, ==, mc_document_view_get_document (c->view));
  c->viewed++;
}

static void
set_up (Case *c, const char *name)
{
  AdwNavigationPage *page;

  memset (c, 0, sizeof *c);
  desk_open (&c->desk, name, 1);
  desk_sync (&c->desk);
  c->view = mc_document_view_new ();
  c->root = GTK_WIDGET (c->view);
  mc_document_view_set_sync (c->view, mc_profile_get_sync (c->desk.profile), c->desk.clock);
  g_signal_connect_swapped (c->view, "viewed", G_CALLBACK (viewed_cb), c);
  page = adw_navigation_page_new (c->root, "Document");
  desk_present (&c->desk, page);
}

static void
show (Case *c)
{
  mc_document_view_show (c->view, desk_id (1), &document);
}

static void
set_text (Case *c, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  desk_set_document (&c->desk, bytes);
}

static void
test_pages (void)
{
  Case c;
  double fitting;

  set_up (&c, "document-pages");
  show (&c);
  desk_wait (desk_says (c.root, "Page 1 of 3"));
  desk_wait (c.viewed == 1);
  c.strip = MC_PAGE_STRIP (desk_find (c.root, MC_TYPE_PAGE_STRIP, NULL));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (c.strip), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "to-khai.pdf, Page 1 of 3");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (c.strip), GTK_ACCESSIBLE_ROLE_DOCUMENT);
  mc_document_view_focus (c.view);

  /* page by page */
  desk_key ("1");
  desk_wait (mc_page_strip_get_fit (c.strip) == MC_FIT_PAGE);
  desk_key ("Next");
  desk_wait (desk_says (c.root, "Page 2 of 3"));
  desk_key ("End");
  desk_wait (desk_says (c.root, "Page 3 of 3"));
  desk_key ("Prior");
  desk_wait (desk_says (c.root, "Page 2 of 3"));
  desk_key ("Home");
  desk_wait (desk_says (c.root, "Page 1 of 3"));

  /* size and turn */
  desk_key ("0");
  desk_wait (desk_says (c.root, "Fit the width"));
  fitting = mc_page_strip_get_zoom (c.strip);
  desk_key ("plus");
  desk_wait (mc_page_strip_get_zoom (c.strip) > fitting * 1.1);
  desk_key ("minus");
  desk_key ("minus");
  desk_wait (mc_page_strip_get_zoom (c.strip) < fitting);
  desk_key ("0");
  desk_wait (ABS (mc_page_strip_get_zoom (c.strip) - fitting) < 0.01);
  desk_key ("r");
  desk_wait (mc_page_strip_get_zoom (c.strip) != fitting);
  g_assert_cmpuint (c.viewed, ==, 1);
  desk_close (&c.desk);
}

static void
test_search (void)
{
  Case c;

  set_up (&c, "document-search");
  g_assert_false (mc_document_view_search (c.view));
  show (&c);
  desk_wait (desk_says (c.root, "Page 1 of 3"));
  desk_wait (c.viewed == 1);
  c.strip = MC_PAGE_STRIP (desk_find (c.root, MC_TYPE_PAGE_STRIP, NULL));
  mc_document_view_focus (c.view);
  desk_key ("ctrl+f");
  desk_wait (GTK_IS_TEXT (gtk_window_get_focus (c.desk.window)));
  desk_type ("trang");
  desk_wait (desk_says (c.root, "1/3"));
  desk_key ("Return");
  desk_wait (desk_says (c.root, "2/3"));
  desk_wait (desk_says (c.root, "Page 2 of 3"));
  desk_type (" ba");
  desk_wait (desk_says (c.root, "1/1"));
  desk_wait (desk_says (c.root, "Page 3 of 3"));
  desk_type ("x");
  desk_wait (desk_says (c.root, "Not found"));
  desk_key ("Escape");
  desk_wait (gtk_window_get_focus (c.desk.window) == GTK_WIDGET (c.strip));
  desk_close (&c.desk);
}

static gboolean
offers (Case *c, const char *button)
{
  GtkWidget *found = desk_find (c->root, GTK_TYPE_BUTTON, button);

  return found != NULL && gtk_widget_get_mapped (found);
}

static void
test_problems (void)
{
  static const struct
  {
    const char *bytes, *title;
  } cases[] = {
    { "%PDF-1.7 and nothing that follows", "The file is damaged" },
    { "PK\x03\x04 a file of an office program", "This kind of file is not shown here" },
    { "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n4 0 obj<</Filter/Standard/V 1/R 2/P -44/O"
      "<0000000000000000000000000000000000000000000000000000000000000000>/U"
      "<0000000000000000000000000000000000000000000000000000000000000000>>>endobj\n"
      "trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\n%%EOF\n",
      "The document has a password" },
  };
  Case c;

  set_up (&c, "document-problems");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = g_strdup_printf ("p%u", i);
      McDocument one = { id, (char *) "tai-lieu", (char *) "application/pdf", 1000 };

      set_text (&c, cases[i].bytes);
      mc_document_view_show (c.view, desk_id (1), &one);
      desk_wait (desk_says (c.root, cases[i].title));
      /* it came, so it can be kept for another program */
      g_assert_true (offers (&c, "Save to a file…"));
      g_assert_false (offers (&c, "Try again"));
    }
  g_assert_cmpuint (c.viewed, ==, 0);

  desk_set_document (&c.desk, NULL);
  mc_document_view_show (c.view, desk_id (1), &other);
  desk_wait (desk_says (c.root, "The document is no longer there"));
  g_assert_false (offers (&c, "Save to a file…"));

  document.size = G_GINT64_CONSTANT (60) * 1024 * 1024;
  show (&c);
  desk_wait (desk_says (c.root, "The document is larger than 50 MB"));
  document.size = 1000;
  g_assert_cmpuint (c.viewed, ==, 0);
  desk_close (&c.desk);
}

/* Without the line it says so, and comes by itself; then it is there without the line too. */
static void
test_offline (void)
{
  Case c;

  set_up (&c, "document-offline");
  desk_cut_line (&c.desk, TRUE);
  show (&c);
  desk_wait (desk_says (c.root, "The document is not on this computer yet"));
  desk_cut_line (&c.desk, FALSE);
  mc_sync_poke (mc_profile_get_sync (c.desk.profile));
  desk_wait (desk_says (c.root, "Page 1 of 3"));
  desk_cut_line (&c.desk, TRUE);
  mc_document_view_show (c.view, NULL, NULL);
  g_assert_false (desk_says (c.root, "Page 1 of 3"));
  show (&c);
  desk_wait (desk_says (c.root, "Page 1 of 3"));
  desk_close (&c.desk);
}

/* Who walks on does not see what comes late. */
static void
test_moving_on (void)
{
  Case c;

  set_up (&c, "document-moving");
  for (guint i = 0; i < 6; i++)
    mc_document_view_show (c.view, desk_id (1), i % 2 == 0 ? &document : &other);
  desk_wait (desk_says (c.root, "Page 1 of 3"));
  desk_wait (c.viewed == 1);
  g_assert_cmpstr (mc_document_view_get_document (c.view), ==, "c9");
  desk_close (&c.desk);
}

static guint
count_recorded (Case *c)
{
  g_autoptr (GPtrArray) list
      = dex_await_boxed (desk_await (mc_journal_list (mc_profile_get_journal (c->desk.profile))), NULL);
  guint count = 0;

  for (guint i = 0; i < list->len; i++)
    count += g_str_equal (((McOutboxEntry *) g_ptr_array_index (list, i))->act->action, MC_ACT_SAVE);
  return count;
}

static gboolean
save (Case *c, guint dossier, const McDocument *what, const char *purpose, GFile *file, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("%PDF", 4);
  DexFuture *future
      = mc_document_saver_save (mc_profile_get_sync (c->desk.profile), desk_id (dossier), what, purpose, file, bytes);

  desk_wait (!dex_future_is_pending (future));
  return dex_await (future, error);
}

/* Asked what for; on disk in the journal before it is anywhere else, without the line too. */
static void
test_saving (void)
{
  McDocument own
      = { (char *) "w1", (char *) "cua-toi.pdf", (char *) "application/pdf", 4, (char *) MC_DOCUMENT_WAITING };
  g_autofree char *folder = g_dir_make_tmp ("motcua-save-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "to-khai.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/proc/motcua/to-khai.pdf");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  Case c;

  set_up (&c, "document-saving");
  show (&c);
  desk_wait (desk_says (c.root, "Page 1 of 3"));
  gtk_widget_activate_action (c.root, "document.save", NULL);
  desk_wait (desk_dialog (&c.desk) != NULL && desk_says (GTK_WIDGET (desk_dialog (&c.desk)), "What it is needed for"));
  desk_key ("Escape");
  desk_wait (desk_dialog (&c.desk) == NULL);
  g_assert_cmpuint (count_recorded (&c), ==, 0);

  /* of a record that is out of sight nothing is written */
  g_assert_false (save (&c, 999, &document, "A purpose", file, NULL));
  g_assert_false (g_file_query_exists (file, NULL));
  g_assert_cmpuint (count_recorded (&c), ==, 0);

  desk_cut_line (&c.desk, TRUE);
  g_assert_true (save (&c, 1, &document, "A purpose", file, NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "%PDF");
  g_assert_cmpuint (count_recorded (&c), ==, 1);
  g_assert_null (desk_last_reveal (&c.desk));
  desk_cut_line (&c.desk, FALSE);
  mc_sync_poke (mc_profile_get_sync (c.desk.profile));
  desk_wait (g_strcmp0 (desk_last_reveal (&c.desk), "save c1 A purpose (to-khai.pdf)") == 0);

  /* one's own is nobody's data yet; what cannot be written says so, and was recorded all the same */
  g_assert_true (save (&c, 1, &own, NULL, file, NULL));
  g_assert_false (save (&c, 1, &document, "Again", nowhere, &error));
  g_assert_true (error->domain == G_IO_ERROR);
  desk_wait (g_strcmp0 (desk_last_reveal (&c.desk), "save c1 Again (to-khai.pdf)") == 0);
  g_assert_cmpuint (count_recorded (&c), ==, 2);
  g_file_delete (file, NULL, NULL);
  g_assert_cmpint (rmdir (folder), ==, 0);
  desk_close (&c.desk);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  dex_init ();
  g_test_add_func ("/document-view/pages", test_pages);
  g_test_add_func ("/document-view/search", test_search);
  g_test_add_func ("/document-view/problems", test_problems);
  g_test_add_func ("/document-view/offline", test_offline);
  g_test_add_func ("/document-view/saving", test_saving);
  g_test_add_func ("/document-view/moving-on", test_moving_on);
  return g_test_run ();
}
