// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-outbox-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "mc-announce.h"
#include "mc-dossier-words.h"
#include "mc-error-text.h"
#include "mc-reveal.h"
#include "mc-unsent-act.h"

struct _McOutboxRow
{
  AdwActionRow parent_instance;

  McProfile *profile;
  McOutboxEntry *entry;
  GtkWidget *buttons; /* below each other: the sentences need the width */
  GtkWidget *undo;
  GtkWidget *edit;
  GtkWidget *retry;
  GtkWidget *save;
  GtkWidget *discard;
};

static guint edit_signal;

G_DEFINE_FINAL_TYPE (McOutboxRow, mc_outbox_row, ADW_TYPE_ACTION_ROW)

/* Time and day of an instant, in the country's time. (transfer full) */
static char *
moment (McOutboxRow *self, gint64 us)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Ho_Chi_Minh");
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (us);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autoptr (GDateTime) now = mc_clock_now (mc_profile_get_clock (self->profile));
  g_autoptr (GDateTime) today = g_date_time_to_timezone (now, zone);

  if (g_date_time_get_year (local) == g_date_time_get_year (today)
      && g_date_time_get_day_of_year (local) == g_date_time_get_day_of_year (today))
    return g_date_time_format (local, "%H:%M");
  return g_date_time_format (local, "%H:%M %d/%m/%Y");
}

/* What is recorded of the official has its purpose with it, in their own words or in those of a print. (transfer full) */
static char *
title_of (const McMe *me, const McAct *act)
{
  g_autofree char *field = NULL;
  g_autofree char *purpose = NULL;
  McReveal reveal;

  if (!mc_reveal_read (act, &reveal, &field, &purpose))
    return g_strdup (mc_words_action (me, act->action));
  if (g_str_equal (act->action, MC_ACT_PRINT))
    return g_steal_pointer (&purpose);
  return g_strdup_printf ("%s (%s)", mc_words_action (me, act->action), purpose);
}

static char *
describe (McOutboxRow *self)
{
  const McOutboxEntry *entry = self->entry;
  const McMe *me = mc_sync_get_me (mc_profile_get_sync (self->profile));
  g_autofree char *title = title_of (me, entry->act);
  g_autofree char *state = mc_outbox_state_text (entry, mc_clock_now_us (mc_profile_get_clock (self->profile)));
  g_autofree char *since = moment (self, entry->created_us);
  g_autoptr (GString) text = g_string_new (NULL);

  if (entry->state == MC_OUTBOX_DONE || entry->state == MC_OUTBOX_DROPPED)
    /* Translators: an act, then the time of it: "Tiếp nhận lúc 10:42" */
    g_string_append_printf (text, _ ("%s at %s"), title, since);
  else
    g_string_append_printf (text, _ ("%s, since %s"), title, since);
  g_string_append_printf (text, " · %s", state);
  if (entry->state == MC_OUTBOX_NEEDS_YOU)
    g_string_append_printf (text, "\n%s", mc_error_text_for_cause (entry->cause));
  if (entry->state == MC_OUTBOX_NEEDS_YOU && entry->detail != NULL)
    g_string_append_printf (text, "\n%s", entry->detail);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static GtkWidget *
add_button (McOutboxRow *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  g_signal_connect (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (self->buttons), button);
  return button;
}

static void
undo_clicked_cb (GtkButton *button, McOutboxRow *self)
{
  dex_future_disown (mc_sync_undo (mc_profile_get_sync (self->profile), self->entry->act->key));
}

static void
edit_clicked_cb (GtkButton *button, McOutboxRow *self)
{
  g_signal_emit (self, edit_signal, 0);
}

static void
retry_clicked_cb (GtkButton *button, McOutboxRow *self)
{
  dex_future_disown (mc_sync_retry (mc_profile_get_sync (self->profile), self->entry->act->key));
}

/* All that was meant to be sent, readable without this program. (transfer full) */
static GBytes *
print_entry (McOutboxRow *self)
{
  const McOutboxEntry *entry = self->entry;
  g_autofree char *title = entry->title != NULL ? g_strdup (entry->title) : g_strdup (entry->act->record_id);
  g_autofree char *subtitle = describe (self);
  g_autofree char *at = g_date_time_format_iso8601 (entry->act->performed_at);
  char *text
      = g_strdup_printf ("%s\n%s\n\naction: %s\nrecord: %s\nkey: %s\nperformed_at: %s\nform: %s\n", title, subtitle,
                         entry->act->action, entry->act->record_id, entry->act->key, at, entry->act->form);

  return g_bytes_new_take (text, strlen (text));
}

static void
saved_cb (GObject *file, GAsyncResult *result, gpointer data)
{
  g_autoptr (McOutboxRow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (file));
  g_autofree char *text = NULL;

  if (g_file_replace_contents_finish (G_FILE (file), result, NULL, &error))
    text = g_strdup_printf (_ ("Saved %s"), name);
  else
    text = g_strdup (_ ("The file could not be written there. Choose another folder."));
  mc_announce (GTK_WIDGET (self), text, TRUE);
  gtk_button_set_label (GTK_BUTTON (self->save), error == NULL ? text : _ ("Save to file"));
  gtk_widget_set_tooltip_text (self->save, error != NULL ? text : NULL);
}

void
mc_outbox_row_save_to (McOutboxRow *self, GFile *file)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_if_fail (MC_IS_OUTBOX_ROW (self) && G_IS_FILE (file));

  bytes = print_entry (self);
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, saved_cb,
                                       g_object_ref (self));
}

static void
chosen_cb (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (McOutboxRow) self = data;
  /* what was not chosen is not saved */
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (dialog), result, NULL);

  if (file != NULL)
    mc_outbox_row_save_to (self, file);
}

static void
save_clicked_cb (GtkButton *button, McOutboxRow *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = g_strdup_printf ("thao-tac-%s.txt", self->entry->act->key);

  gtk_file_dialog_set_title (dialog, _ ("Save to file"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, chosen_cb,
                        g_object_ref (self));
}

static void
discard_clicked_cb (GtkButton *button, McOutboxRow *self)
{
  dex_future_disown (mc_unsent_act_give_up (self->profile, self->entry->act->key));
}

static void
mc_outbox_row_dispose (GObject *object)
{
  McOutboxRow *self = MC_OUTBOX_ROW (object);

  g_clear_object (&self->profile);
  g_clear_pointer (&self->entry, mc_outbox_entry_unref);
  G_OBJECT_CLASS (mc_outbox_row_parent_class)->dispose (object);
}

static void
mc_outbox_row_class_init (McOutboxRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_outbox_row_dispose;
  edit_signal = g_signal_new ("edit", MC_TYPE_OUTBOX_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mc_outbox_row_init (McOutboxRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  self->buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_valign (self->buttons, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->buttons);
  self->undo = add_button (self, _ ("Undo"), G_CALLBACK (undo_clicked_cb));
  self->edit = add_button (self, _ ("Edit"), G_CALLBACK (edit_clicked_cb));
  self->retry = add_button (self, _ ("Send again now"), G_CALLBACK (retry_clicked_cb));
  self->save = add_button (self, _ ("Save to file"), G_CALLBACK (save_clicked_cb));
  self->discard = add_button (self, _ ("Discard"), G_CALLBACK (discard_clicked_cb));
}

/* What was meant for an older state would be refused again: the way on is at the record. */
static gboolean
can_retry (const McOutboxEntry *entry)
{
  if (entry->state == MC_OUTBOX_NEEDS_YOU)
    return g_strcmp0 (entry->cause, "stale") != 0;
  return entry->state == MC_OUTBOX_WAITING && (entry->attempts > 0 || entry->cause != NULL);
}

/* A button that goes while it has the focus leaves it to its row. */
static void
show_button (McOutboxRow *self, GtkWidget *button, gboolean visible)
{
  if (!visible && gtk_widget_has_focus (button))
    gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_widget_set_visible (button, visible);
}

GtkWidget *
mc_outbox_row_new (McProfile *profile)
{
  McOutboxRow *self = g_object_new (MC_TYPE_OUTBOX_ROW, NULL);

  self->profile = g_object_ref (profile);
  return GTK_WIDGET (self);
}

void
mc_outbox_row_show (McOutboxRow *self, McOutboxEntry *entry)
{
  g_autofree char *subtitle = NULL;
  McMe *me;

  g_return_if_fail (MC_IS_OUTBOX_ROW (self));

  me = mc_sync_get_me (mc_profile_get_sync (self->profile));
  if (self->entry != entry)
    {
      g_clear_pointer (&self->entry, mc_outbox_entry_unref);
      self->entry = mc_outbox_entry_ref (entry);
    }
  subtitle = describe (self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 entry->title != NULL ? entry->title : entry->act->record_id);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  show_button (self, self->undo, entry->state == MC_OUTBOX_HELD);
  show_button (self, self->edit, mc_unsent_act_is_correctable (entry, me));
  show_button (self, self->retry, can_retry (entry));
  show_button (self, self->save, entry->state == MC_OUTBOX_NEEDS_YOU);
  show_button (self, self->discard, entry->state == MC_OUTBOX_NEEDS_YOU);
}

const McOutboxEntry *
mc_outbox_row_get_entry (McOutboxRow *self)
{
  g_return_val_if_fail (MC_IS_OUTBOX_ROW (self), NULL);

  return self->entry;
}
