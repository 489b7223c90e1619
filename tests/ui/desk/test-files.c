// SPDX-License-Identifier: GPL-3.0-or-later
/* Files at the checking page: shown as soon as they are dropped, refused in words, and a draft is told from what was issued. */
#include <string.h>

#include <glib/gstdio.h>

#include "desk.h"
#include "mc-component-row.h"
#include "mc-dossier-page.h"
#include "mc-file-acts.h"

typedef struct
{
  Desk desk;
  GtkWidget *page;
  McFileActs *acts;
  char *said;
} Bench;

static void
said_cb (McFileActs *acts, const char *text, Bench *self)
{
  g_set_str (&self->said, text);
}

static void
add_result (McDossier *dossier, const char *state)
{
  McResult *result = mc_result_new ();
  McDocument *document = mc_document_new ();

  document->id = g_strdup ("kq1-1");
  document->name = g_strdup ("du-thao.pdf");
  document->media_type = g_strdup ("application/pdf");
  result->id = g_strdup ("kq1");
  result->state = g_strdup (state);
  result->kind = g_strdup ("result");
  g_ptr_array_add (result->documents, document);
  if (dossier->results == NULL)
    dossier->results = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_result_free);
  g_ptr_array_add (dossier->results, result);
}

/* actions: of the first dossier; result: (nullable): state of the one it has. */
static void
bench_open (Bench *self, const char *name, const char *actions, const char *result)
{
  McDossier *dossier;
  DexFuture *future;
  g_autoptr (McDossier) whole = NULL;

  *self = (Bench) { 0 };
  desk_open (&self->desk, name, 3);
  dossier = desk_put (&self->desk, 1, "Trần Văn A");
  g_strfreev (dossier->summary->actions);
  dossier->summary->actions = g_strsplit (actions, " ", -1);
  if (result != NULL)
    add_result (dossier, result);
  desk_sync (&self->desk);
  self->page = GTK_WIDGET (mc_dossier_page_new (self->desk.profile));
  desk_present (&self->desk, ADW_NAVIGATION_PAGE (self->page));
  mc_dossier_page_show (MC_DOSSIER_PAGE (self->page), desk_id (1), 1, 3);
  desk_wait (desk_find (self->page, MC_TYPE_COMPONENT_ROW, NULL) != NULL);
  future = desk_await (mc_sync_open_dossier (mc_profile_get_sync (self->desk.profile), desk_id (1)));
  whole = dex_await_boxed (future, NULL);
  self->acts = mc_file_acts_new (self->desk.profile, self->page);
  mc_file_acts_set_dossier (self->acts, whole);
  g_signal_connect (self->acts, "said", G_CALLBACK (said_cb), self);
}

static void
bench_close (Bench *self)
{
  g_object_run_dispose (G_OBJECT (self->acts));
  g_clear_object (&self->acts);
  g_free (self->said);
  desk_close (&self->desk);
}

static const char *
component_of (Bench *self)
{
  return mc_component_row_get_component (MC_COMPONENT_ROW (desk_find (self->page, MC_TYPE_COMPONENT_ROW, NULL)))->id;
}

static void
drop (Bench *self, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GSList) files = g_slist_append (NULL, file);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  g_assert_true (mc_file_acts_drop (self->acts, component_of (self), files));
  desk_wait (self->said != NULL || mc_sync_get_outbox (mc_profile_get_sync (self->desk.profile))->len > 0);
  g_remove (path);
}

static void
test_dropped (void)
{
  Bench b;

  bench_open (&b, "files-dropped", "accept attach_file replace_file remove_file", NULL);
  drop (&b, "biên bản.pdf", "%PDF-1.4\n1 0 obj\n%%EOF\n");
  g_assert_null (b.said);
  desk_wait (desk_says (b.page, "1 file waiting"));
  g_assert_true (mc_file_acts_can (b.acts, "attach_file"));
  g_assert_false (mc_dossier_page_can_open_act (MC_DOSSIER_PAGE (b.page), "request_supplement"));
  bench_close (&b);
}

/* By what it is, whatever its name says; nothing is put down. */
static void
test_refused (void)
{
  static const struct
  {
    const char *name;
    const char *content;
    const char *told;
  } rows[] = {
    { "ảnh.png", "MZ\x90 not a picture", "PDF, JPEG, PNG" },
    { "trống.pdf", "", "không có nội dung" },
  };
  Bench b;

  bench_open (&b, "files-refused", "accept attach_file", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_clear_pointer (&b.said, g_free);
      drop (&b, rows[i].name, rows[i].content);
      g_assert_nonnull (b.said);
      g_assert_nonnull (strstr (b.said, rows[i].told));
      g_assert_nonnull (strstr (b.said, rows[i].name));
    }
  g_assert_cmpuint (mc_sync_get_outbox (mc_profile_get_sync (b.desk.profile))->len, ==, 0);
  bench_close (&b);
}

static const char *
reason_of (Bench *self)
{
  AdwDialog *dialog = desk_dialog (&self->desk);
  GtkWidget *entry = dialog != NULL ? desk_find (GTK_WIDGET (dialog), GTK_TYPE_ENTRY, NULL) : NULL;

  return entry != NULL ? gtk_editable_get_text (GTK_EDITABLE (entry)) : "";
}

static gboolean
is_asked (Bench *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->desk.window));

  return desk_dialog (&self->desk) != NULL && GTK_IS_TEXT (focus);
}

/* A reason that is not given after all is there the next time. */
static void
test_reason (void)
{
  Bench b;
  McDocument *document = mc_document_new ();

  document->id = g_strdup ("tp1-1");
  document->name = g_strdup ("a.pdf");
  bench_open (&b, "files-reason", "accept remove_file", NULL);
  mc_file_acts_begin (b.acts, "remove_file", component_of (&b), document);
  desk_wait (is_asked (&b));
  desk_type ("Nham ho so");
  desk_wait (g_str_equal (reason_of (&b), "Nham ho so"));
  desk_key ("Escape");
  desk_wait (desk_dialog (&b.desk) == NULL);
  g_assert_cmpuint (mc_sync_get_outbox (mc_profile_get_sync (b.desk.profile))->len, ==, 0);
  mc_file_acts_begin (b.acts, "remove_file", component_of (&b), document);
  desk_wait (is_asked (&b));
  g_assert_cmpstr (reason_of (&b), ==, "Nham ho so");
  desk_key ("Escape");
  desk_wait (desk_dialog (&b.desk) == NULL);
  mc_document_free (document);
  bench_close (&b);
}

/* Who may not attach cannot drop, and is offered nothing. */
static void
test_no_right (void)
{
  Bench b;
  g_autoptr (GFile) file = g_file_new_for_path ("/tmp/a.pdf");
  g_autoptr (GSList) files = g_slist_append (NULL, file);

  bench_open (&b, "files-no-right", "accept", NULL);
  g_assert_false (mc_file_acts_drop (b.acts, component_of (&b), files));
  g_assert_false (mc_dossier_page_can_open_act (MC_DOSSIER_PAGE (b.page), "attach_file"));
  bench_close (&b);
}

static void
check_mark (const char *state, const char *words, const char *not_words)
{
  Bench b;
  g_autofree char *name = g_strconcat ("files-result-", state, NULL);

  bench_open (&b, name, "accept", state);
  desk_wait (desk_says (b.page, words));
  g_assert_false (desk_says (b.page, not_words));
  bench_close (&b);
}

/* Nobody takes the one for the other. */
static void
test_draft_and_released (void)
{
  check_mark ("draft", "Draft – not issued", "Already issued");
  check_mark ("signed", "Signed – not issued", "Already issued");
  check_mark ("released", "Already issued", "Draft – not issued");
}

static int
chosen_row (Bench *self)
{
  GtkWidget *list = desk_find (self->page, GTK_TYPE_LIST_BOX, NULL);

  return gtk_list_box_row_get_index (gtk_list_box_get_selected_row (GTK_LIST_BOX (list)));
}

/* A draft of the result is what a leader decides on: the page begins there, and where papers are still to be checked it
 * does not. */
static void
test_begins_at_the_result (void)
{
  Bench b;

  bench_open (&b, "files-approve", "approve", "draft");
  g_assert_cmpint (chosen_row (&b), ==, 3);
  bench_close (&b);
  bench_open (&b, "files-check", "accept", "draft");
  g_assert_cmpint (chosen_row (&b), ==, 0);
  bench_close (&b);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  dex_init ();
  g_test_add_func ("/files/dropped", test_dropped);
  g_test_add_func ("/files/refused", test_refused);
  g_test_add_func ("/files/reason", test_reason);
  g_test_add_func ("/files/no-right", test_no_right);
  g_test_add_func ("/files/draft-and-released", test_draft_and_released);
  g_test_add_func ("/files/begins-at-the-result", test_begins_at_the_result);
  return g_test_run ();
}
