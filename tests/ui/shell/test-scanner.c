// SPDX-License-Identifier: GPL-3.0-or-later
/* Real keys, as fast as a scanner sends them and as slowly as a person: who is who, and what stays in the text. */
#include <adwaita.h>
#include <string.h>

#include "mc-scanner.h"

#define CODE "H99.1.7-10061113-1000415"

typedef struct
{
  GtkWindow *window;
  GtkWidget *entry;
  GtkWidget *view;
  GtkWidget *button;
  McScanner *scanner;
  char *scanned;
  int shortcuts;
} Fixture;

static void
scanned_cb (Fixture *self, const char *text)
{
  g_set_str (&self->scanned, text);
}

static void
act_cb (Fixture *self)
{
  self->shortcuts++;
}

static gboolean
shortcut_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  mc_scanner_defer (widget, "page.act", NULL);
  return GDK_EVENT_STOP;
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

#define wait_for(condition)                                                                                            \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    gint64 until = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;                                                      \
    guint ticker = g_timeout_add (20, tick_cb, NULL);                                                                  \
    while (!(condition))                                                                                               \
      {                                                                                                                \
        if (g_get_monotonic_time () > until)                                                                           \
          g_error ("%s:%d: waited in vain for: %s", __FILE__, __LINE__, #condition);                                   \
        g_main_context_iteration (NULL, TRUE);                                                                         \
      }                                                                                                                \
    g_source_remove (ticker);                                                                                          \
  }                                                                                                                    \
  G_STMT_END

static void
set_up (Fixture *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) act = g_simple_action_new ("act", NULL);

  *self = (Fixture) { 0 };
  self->window = GTK_WINDOW (gtk_window_new ());
  self->entry = gtk_entry_new ();
  self->view = gtk_text_view_new ();
  gtk_box_append (GTK_BOX (box), self->entry);
  self->button = gtk_button_new_with_label ("Hồ sơ");
  gtk_box_append (GTK_BOX (box), self->view);
  gtk_box_append (GTK_BOX (box), self->button);
  gtk_window_set_child (self->window, box);
  g_signal_connect_swapped (act, "activate", G_CALLBACK (act_cb), self);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (act));
  gtk_widget_insert_action_group (box, "page", G_ACTION_GROUP (actions));
  /* keys of the page, as Space and the minus of the components */
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (shortcuts),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_2, 0), gtk_callback_action_new (shortcut_cb, self, NULL)));
  gtk_event_controller_set_propagation_phase (shortcuts, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (box, shortcuts);
  self->scanner = mc_scanner_new (self->window);
  /* a busy machine sends a burst in pieces; hands are slower all the same */
  g_object_set (self->scanner, "gap", 250, NULL);
  g_signal_connect_swapped (self->scanner, "scanned", G_CALLBACK (scanned_cb), self);
  gtk_window_present (self->window);
  wait_for (gtk_window_is_active (self->window));
}

static void
tear_down (Fixture *self)
{
  gtk_window_destroy (self->window);
  g_object_unref (self->scanner);
  g_free (self->scanned);
}

/* delay: ms between the keys. key: after them; nullable. */
static void
type_then (const char *text, const char *delay, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) xdotool
      = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "xdotool", "type", "--delay", delay, "--args", "1", text,
                          key != NULL ? "key" : NULL, key, NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (xdotool, NULL, &error));
  g_assert_no_error (error);
}

static void
type (const char *text, const char *delay, gboolean enter)
{
  type_then (text, delay, enter ? "Return" : NULL);
}

static void
press (const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) xdotool = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "xdotool", "key", key, NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (xdotool, NULL, &error));
  g_assert_no_error (error);
}

/* A scan into the middle of what somebody writes leaves the text and the cursor where they were. */
static void
test_burst_in_an_entry (void)
{
  Fixture f;

  set_up (&f);
  gtk_editable_set_text (GTK_EDITABLE (f.entry), "Thiếu giấy tờ");
  gtk_widget_grab_focus (f.entry);
  gtk_editable_set_position (GTK_EDITABLE (f.entry), 5);
  type (CODE, "3", TRUE);
  wait_for (f.scanned != NULL);
  g_assert_cmpstr (f.scanned, ==, CODE);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (f.entry)), ==, "Thiếu giấy tờ");
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (f.entry)), ==, 5);
  tear_down (&f);
}

static void
test_burst_in_a_text (void)
{
  Fixture f;
  GtkTextBuffer *buffer;
  GtkTextIter start, end, at;
  g_autofree char *text = NULL;

  set_up (&f);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (f.view));
  gtk_text_buffer_set_text (buffer, "Đề nghị bổ sung:\nbản chính", -1);
  gtk_text_buffer_get_iter_at_offset (buffer, &at, 16);
  gtk_text_buffer_place_cursor (buffer, &at);
  gtk_widget_grab_focus (f.view);
  type (CODE, "3", TRUE);
  wait_for (f.scanned != NULL);
  g_assert_cmpstr (f.scanned, ==, CODE);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  g_assert_cmpstr (text, ==, "Đề nghị bổ sung:\nbản chính");
  gtk_text_buffer_get_iter_at_mark (buffer, &at, gtk_text_buffer_get_insert (buffer));
  g_assert_cmpint (gtk_text_iter_get_offset (&at), ==, 16);
  tear_down (&f);
}

/* Whoever types slowly is left alone, Enter and all. */
static void
test_hands (void)
{
  Fixture f;

  set_up (&f);
  g_object_set (f.scanner, "gap", MC_SCANNER_GAP, NULL);
  gtk_widget_grab_focus (f.entry);
  type ("ho so 1000", "70", FALSE);
  wait_for (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (f.entry)), "ho so 1000"));
  type ("", "70", TRUE);
  wait_for (g_main_context_iteration (NULL, FALSE) == FALSE);
  g_assert_null (f.scanned);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (f.entry)), ==, "ho so 1000");
  tear_down (&f);
}

/* Quick, but not closed by Enter: no scan, and nothing of it is lost. Too short: neither. */
static void
test_no_scan (void)
{
  Fixture f;

  set_up (&f);
  gtk_editable_set_text (GTK_EDITABLE (f.entry), "ab");
  gtk_widget_grab_focus (f.entry);
  gtk_editable_set_position (GTK_EDITABLE (f.entry), 1);
  type ("xyz98765", "3", FALSE);
  wait_for (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (f.entry)), "axyz98765b"));
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (f.entry)), ==, 9);
  /* nor where another key follows at once */
  gtk_editable_set_text (GTK_EDITABLE (f.entry), "");
  type_then ("xyz98765", "3", "Home");
  wait_for (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (f.entry)), "xyz98765"));
  gtk_editable_set_text (GTK_EDITABLE (f.entry), "");
  type ("1357", "3", TRUE);
  wait_for (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (f.entry)), "1357"));
  g_assert_null (f.scanned);
  tear_down (&f);
}

/* What was selected is as it was after a scan, and gives way to what was no scan. */
static void
test_selection (void)
{
  Fixture f;
  int start, end;

  set_up (&f);
  gtk_editable_set_text (GTK_EDITABLE (f.entry), "TT-700171");
  gtk_widget_grab_focus (f.entry);
  gtk_editable_select_region (GTK_EDITABLE (f.entry), 0, 9);
  type (CODE, "3", TRUE);
  wait_for (f.scanned != NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (f.entry)), ==, "TT-700171");
  g_assert_true (gtk_editable_get_selection_bounds (GTK_EDITABLE (f.entry), &start, &end));
  g_assert_true (start == 0 && end == 9);
  g_clear_pointer (&f.scanned, g_free);
  type ("TT-700147", "3", FALSE);
  wait_for (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (f.entry)), "TT-700147"));
  g_assert_null (f.scanned);
  tear_down (&f);
}

/* Without a text under the cursor nothing is put back, and no key of a burst does anything, from its first on. What hands
 * press is done, each once: when nothing follows, and before the next key that is no character. */
static void
test_no_shortcut (void)
{
  Fixture f;

  set_up (&f);
  gtk_widget_grab_focus (f.button);
  type ("22abcdef2222", "3", TRUE);
  wait_for (f.scanned != NULL);
  g_assert_cmpstr (f.scanned, ==, "22abcdef2222");
  g_assert_cmpint (f.shortcuts, ==, 0);
  type ("2", "3", FALSE);
  wait_for (f.shortcuts == 1);
  type ("22", "3", FALSE);
  wait_for (f.shortcuts == 3);
  g_object_set (f.scanner, "gap", 500, NULL);
  type ("2", "3", TRUE);
  wait_for (f.shortcuts == 4);
  tear_down (&f);
}

/* The limits are settings. */
static void
test_limits (void)
{
  Fixture f;

  set_up (&f);
  gtk_widget_grab_focus (f.entry);
  g_object_set (f.scanner, "length", 30, NULL);
  type ("99.1.7-10061113-1000415", "3", FALSE);
  wait_for (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (f.entry)), "99.1.7-10061113-1000415"));
  g_assert_null (f.scanned);
  gtk_editable_set_text (GTK_EDITABLE (f.entry), "");
  press ("Left"); /* no character: what came before belongs to nothing that comes after */
  g_object_set (f.scanner, "length", 4, "gap", 300, NULL);
  type ("ab13", "60", TRUE);
  wait_for (f.scanned != NULL);
  g_assert_cmpstr (f.scanned, ==, "ab13");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (f.entry)), ==, "");
  tear_down (&f);
}

/* Codes of keys, not what an input method or a Vietnamese layout makes of them. */
static void
test_characters (void)
{
  g_assert_cmpint (mc_scanner_character (10, FALSE), ==, '1');
  g_assert_cmpint (mc_scanner_character (19, FALSE), ==, '0');
  g_assert_cmpint (mc_scanner_character (20, FALSE), ==, '-');
  g_assert_cmpint (mc_scanner_character (43, TRUE), ==, 'H');
  g_assert_cmpint (mc_scanner_character (60, FALSE), ==, '.');
  g_assert_cmpint (mc_scanner_character (51, TRUE), ==, '|');
  g_assert_cmpint (mc_scanner_character (9, FALSE), ==, 0);
  g_assert_cmpint (mc_scanner_character (36, FALSE), ==, 0);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  g_test_add_func ("/scanner/characters", test_characters);
  g_test_add_func ("/scanner/burst-in-an-entry", test_burst_in_an_entry);
  g_test_add_func ("/scanner/burst-in-a-text", test_burst_in_a_text);
  g_test_add_func ("/scanner/hands", test_hands);
  g_test_add_func ("/scanner/no-scan", test_no_scan);
  g_test_add_func ("/scanner/selection", test_selection);
  g_test_add_func ("/scanner/no-shortcut", test_no_shortcut);
  g_test_add_func ("/scanner/limits", test_limits);
  return g_test_run ();
}
