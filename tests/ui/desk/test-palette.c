// SPDX-License-Identifier: GPL-3.0-or-later
/* The palette: what is typed is found with or without marks, the exact first; keys choose; Enter waits for the answer. */
#include <adwaita.h>

#include "desk.h"
#include "mc-palette.h"

typedef struct
{
  Desk desk;
  McPalette *palette; /* not owned */
  char *told;         /* signal and what it said, the last */
} Fixture;

static void
tell (Fixture *self, const char *signal, const char *what)
{
  g_free (self->told);
  self->told = g_strdup_printf ("%s %s", signal, what);
}

static void
act_cb (Fixture *self, const char *action)
{
  tell (self, "act", action);
}

static void
record_cb (Fixture *self, const char *id)
{
  tell (self, "record", id);
}

static void
find_cb (Fixture *self, const char *text)
{
  tell (self, "find", text);
}

static void
open_palette (Fixture *self)
{
  g_autoptr (GPtrArray) acts = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_palette_act_free);

  g_ptr_array_add (acts, mc_palette_act_new ("Cập nhật ngay", "F5", "win.update", MC_PALETTE_OTHER));
  g_ptr_array_add (acts, mc_palette_act_new ("Chờ gửi", "Ctrl+J", "win.outbox", MC_PALETTE_PLACE));
  self->palette = mc_palette_new (self->desk.profile, acts);
  g_signal_connect_swapped (self->palette, "act", G_CALLBACK (act_cb), self);
  g_signal_connect_swapped (self->palette, "record", G_CALLBACK (record_cb), self);
  g_signal_connect_swapped (self->palette, "find", G_CALLBACK (find_cb), self);
  adw_dialog_present (ADW_DIALOG (self->palette), GTK_WIDGET (self->desk.window));
  desk_wait (desk_find (GTK_WIDGET (self->palette), GTK_TYPE_LIST_BOX_ROW, NULL) != NULL
             && GTK_IS_TEXT (gtk_window_get_focus (self->desk.window)));
}

static void
set_up (Fixture *self, const char *name, int n_dossiers)
{
  self->told = NULL;
  desk_open (&self->desk, name, n_dossiers);
}

static void
show (Fixture *self)
{
  desk_sync (&self->desk);
  desk_present (&self->desk, adw_navigation_page_new (adw_bin_new (), "Trang"));
  open_palette (self);
}

static void
tear_down (Fixture *self)
{
  desk_close (&self->desk);
  g_free (self->told);
}

static GtkEditable *
entry (Fixture *self)
{
  return GTK_EDITABLE (desk_find (GTK_WIDGET (self->palette), GTK_TYPE_SEARCH_ENTRY, NULL));
}

static void
type (Fixture *self, const char *text)
{
  gtk_editable_set_text (entry (self), text);
  desk_wait (mc_palette_is_settled (self->palette));
}

static guint
count_rows (Fixture *self)
{
  GtkListBox *list = GTK_LIST_BOX (desk_find (GTK_WIDGET (self->palette), GTK_TYPE_LIST_BOX, NULL));
  guint n = 0;

  while (list != NULL && gtk_list_box_get_row_at_index (list, (int) n) != NULL)
    n++;
  return n;
}

/* Does row number `index` (from 0) say this? */
static gboolean
row_says (Fixture *self, int index, const char *text)
{
  GtkListBox *list = GTK_LIST_BOX (desk_find (GTK_WIDGET (self->palette), GTK_TYPE_LIST_BOX, NULL));
  GtkListBoxRow *row = list != NULL ? gtk_list_box_get_row_at_index (list, index) : NULL;

  return row != NULL && desk_says (GTK_WIDGET (row), text);
}

static void
test_acts_without_typing (void)
{
  Fixture f;

  set_up (&f, "palette-acts", 3);
  show (&f);
  g_assert_cmpuint (count_rows (&f), ==, 2);                                 /* no record is shown unasked */
  g_assert_true (row_says (&f, 0, "Chờ gửi") && row_says (&f, 0, "Ctrl+J")); /* one goes somewhere sooner */
  g_assert_true (row_says (&f, 1, "Cập nhật ngay") && row_says (&f, 1, "F5"));
  type (&f, "cho gui");
  g_assert_cmpuint (count_rows (&f), ==, 1);
  desk_key ("Return");
  desk_wait (g_strcmp0 (f.told, "act win.outbox") == 0);
  g_assert_null (desk_dialog (&f.desk));
  tear_down (&f);
}

static void
test_records_by_folded_and_exact_text (void)
{
  Fixture f;

  set_up (&f, "palette-records", 0);
  desk_put (&f.desk, 1, "Hoàng Văn Hung");
  desk_put (&f.desk, 2, "Hoàng Văn Hùng");
  desk_put (&f.desk, 3, "Hoàng Văn Hưng");
  desk_put (&f.desk, 4, "Lê Thị Lan");
  show (&f);
  type (&f, "hung");
  g_assert_cmpuint (count_rows (&f), ==, 3);
  g_assert_true (row_says (&f, 0, "Hoàng Văn Hung")); /* due first */
  type (&f, "hưng");
  g_assert_cmpuint (count_rows (&f), ==, 3); /* the others stay: marks are often left out by those who typed them in */
  g_assert_true (row_says (&f, 0, "Hoàng Văn Hưng"));
  type (&f, "HÙNG");
  g_assert_true (row_says (&f, 0, "Hoàng Văn Hùng"));
  type (&f, "0004");
  g_assert_true (row_says (&f, 0, "Lê Thị Lan"));
  type (&f, "xyzq");
  g_assert_cmpuint (count_rows (&f), ==, 0);
  g_assert_true (desk_says (GTK_WIDGET (f.palette), "Nothing found"));
  tear_down (&f);
}

static void
test_keys_choose (void)
{
  Fixture f;
  g_autofree char *second = NULL;

  set_up (&f, "palette-keys", 3);
  show (&f);
  type (&f, "tran");
  g_assert_cmpuint (count_rows (&f), ==, 3);
  desk_key ("Down");
  desk_key ("Down");
  desk_key ("Down"); /* the last stays chosen */
  desk_key ("Up");
  desk_key ("Return");
  second = g_strdup_printf ("record %s", desk_id (2));
  desk_wait (g_strcmp0 (f.told, second) == 0);
  tear_down (&f);
}

/* Enter that comes with the letters means what they find, not what stood there before. */
static void
test_enter_waits_for_the_answer (void)
{
  Fixture f;
  g_autofree char *wanted = NULL;

  set_up (&f, "palette-enter", 0);
  desk_put (&f.desk, 1, "Lê Thị Lan");
  desk_put (&f.desk, 2, "Phạm Văn Quý");
  show (&f);
  gtk_editable_set_text (entry (&f), "quy");
  g_assert_false (mc_palette_is_settled (f.palette));
  g_signal_emit_by_name (entry (&f), "activate");
  g_assert_null (f.told);
  wanted = g_strdup_printf ("record %s", desk_id (2));
  desk_wait (g_strcmp0 (f.told, wanted) == 0);
  tear_down (&f);
}

/* No silent cap: what is not shown is one row away. */
static void
test_all_that_was_found (void)
{
  Fixture f;

  set_up (&f, "palette-all", 45);
  show (&f);
  type (&f, "tran van");
  g_assert_cmpuint (count_rows (&f), ==, 31);
  g_assert_true (row_says (&f, 30, "Show all 45 dossiers found"));
  desk_key ("Page_Down");
  for (int i = 0; i < 4; i++)
    desk_key ("Page_Down");
  desk_key ("Return");
  desk_wait (g_strcmp0 (f.told, "find tran van") == 0);
  tear_down (&f);
}

static void
test_drafts_and_outbox (void)
{
  Fixture f;
  g_autoptr (McSummary) summary = NULL;
  g_autofree char *wanted = NULL;

  set_up (&f, "palette-drafts", 2);
  desk_sync (&f.desk);
  dex_unref (desk_await (mc_journal_save_draft (mc_profile_get_journal (f.desk.profile), desk_id (1),
                                                "act:refuse:explanation", "Không thuộc địa bàn")));
  {
    DexFuture *got = desk_await (mc_cache_summary (mc_profile_get_cache (f.desk.profile), desk_id (2)));

    summary = g_value_dup_boxed (dex_future_get_value (got, NULL));
    dex_unref (got);
  }
  dex_unref (desk_await (mc_sync_act (mc_profile_get_sync (f.desk.profile), summary, "refuse", "{}", 600)));
  desk_present (&f.desk, adw_navigation_page_new (adw_bin_new (), "Trang"));
  open_palette (&f);
  type (&f, "dia ban");
  g_assert_cmpuint (count_rows (&f), ==, 1);
  g_assert_true (row_says (&f, 0, "Không thuộc địa bàn"));
  type (&f, "tu choi");
  g_assert_cmpuint (count_rows (&f), ==, 1);
  desk_key ("Return");
  wanted = g_strdup_printf ("record %s", desk_id (2));
  desk_wait (g_strcmp0 (f.told, wanted) == 0);
  tear_down (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  dex_init ();
  g_test_add_func ("/palette/acts-without-typing", test_acts_without_typing);
  g_test_add_func ("/palette/records-by-folded-and-exact-text", test_records_by_folded_and_exact_text);
  g_test_add_func ("/palette/keys-choose", test_keys_choose);
  g_test_add_func ("/palette/enter-waits-for-the-answer", test_enter_waits_for_the_answer);
  g_test_add_func ("/palette/all-that-was-found", test_all_that_was_found);
  g_test_add_func ("/palette/drafts-and-outbox", test_drafts_and_outbox);
  return g_test_run ();
}
