// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-pick-bar.h"

#include <glib/gi18n.h>

#include "mc-act-dialog.h"
#include "mc-act-field.h"
#include "mc-batch-dialog.h"
#include "mc-error-text.h"
#include "mc-format.h"
#include "mc-marks.h"
#include "mc-task.h"

#define MOST_AT_ONCE 500

struct _McPickBar
{
  AdwBin parent_instance;

  /* children */
  GtkRevealer *revealer;
  GtkLabel *count;
  GtkLabel *reason;
  AdwWrapBox *buttons;

  /* owned */
  McProfile *profile;
  McScope *scope;
  GPtrArray *records; /* McSummary of what was picked when they were read */
  char *offered;      /* ids of the acts that have a button */

  McQueueList *list; /* not owned: of the same page */
  guint generation;
  guint read_generation; /* of the records */
  gboolean opening;
};

typedef struct
{
  McPickBar *bar;
  char *action;
} Opening;

enum
{
  OPEN_RECORD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McPickBar, mc_pick_bar, ADW_TYPE_BIN)

static void
opening_free (Opening *self)
{
  g_object_unref (self->bar);
  g_free (self->action);
  g_free (self);
}

static guint
count_picks (McPickBar *self)
{
  return mc_picks_count (mc_queue_list_get_picks (self->list));
}

/* Papers are checked one by one: what asks for marks is no act for many. */
static gboolean
is_for_many (const McActionInfo *info)
{
  for (guint i = 0; info->form != NULL && i < info->form->fields->len; i++)
    {
      const McFormField *field = g_ptr_array_index (info->form->fields, i);

      if (g_str_equal (field->kind, "marks") || !mc_act_field_knows (field))
        return FALSE;
    }
  /* each of those needs its own reason */
  return info->form != NULL && !mc_act_is_secrecy (info->id);
}

static gboolean
all_allow (McPickBar *self, const char *action)
{
  McSync *sync = mc_profile_get_sync (self->profile);

  for (guint i = 0; i < self->records->len; i++)
    {
      const McSummary *summary = g_ptr_array_index (self->records, i);

      if (!mc_summary_allows (summary, action) || mc_sync_find_pending (sync, summary->id) != NULL)
        return FALSE;
    }
  return self->records->len > 0;
}

static void
clicked_cb (GtkButton *button, McPickBar *self)
{
  mc_pick_bar_open (self, g_object_get_data (G_OBJECT (button), "mc-action"));
}

static void
add_button (McPickBar *self, const McActionInfo *info)
{
  GtkWidget *button = gtk_button_new_with_label (info->title);

  g_object_set_data_full (G_OBJECT (button), "mc-action", g_strdup (info->id), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), self);
  adw_wrap_box_append (self->buttons, button);
}

static void
set_reason (McPickBar *self, const char *reason)
{
  gtk_label_set_label (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason != NULL);
}

/* Only when they are others: a button that stays keeps the focus. */
static void
show_buttons (McPickBar *self, const GPtrArray *infos)
{
  g_autoptr (GString) offered = g_string_new (NULL);
  GtkWidget *button;

  for (guint i = 0; i < infos->len; i++)
    g_string_append_printf (offered, "%s ", ((const McActionInfo *) g_ptr_array_index (infos, i))->id);
  if (g_strcmp0 (offered->str, self->offered) == 0)
    return;
  g_set_str (&self->offered, offered->str);
  while ((button = gtk_widget_get_first_child (GTK_WIDGET (self->buttons))) != NULL)
    adw_wrap_box_remove (self->buttons, button);
  for (guint i = 0; i < infos->len; i++)
    add_button (self, g_ptr_array_index (infos, i));
}

static void
show_acts (McPickBar *self)
{
  McMe *me = mc_sync_get_me (mc_profile_get_sync (self->profile));
  g_autoptr (GPtrArray) infos = g_ptr_array_new ();

  for (guint i = 0; me != NULL && i < me->actions->len; i++)
    {
      McActionInfo *info = g_ptr_array_index (me->actions, i);

      if (mc_pick_bar_can_open (self, info->id))
        g_ptr_array_add (infos, info);
    }
  show_buttons (self, infos);
  if (count_picks (self) > MOST_AT_ONCE)
    {
      g_autofree char *most = mc_format_number (MOST_AT_ONCE);
      g_autofree char *text = g_strdup_printf (_ ("At most %s dossiers at once"), most);

      set_reason (self, text);
    }
  else
    set_reason (self, infos->len == 0 ? _ ("No act is possible on all of them") : NULL);
}

static DexFuture *
read_fiber (gpointer data)
{
  McPickBar *self = data;
  g_autoptr (McListing) listing = mc_slot_list_get_listing (mc_queue_list_get_slots (self->list));
  g_autoptr (GArray) keys = mc_picks_get (mc_queue_list_get_picks (self->list), listing != NULL ? listing->keys : NULL);
  guint generation = self->generation;
  GError *error = NULL;
  g_autoptr (GPtrArray) rows = mc_await_boxed (mc_cache_rows (mc_profile_get_cache (self->profile), keys), &error);

  if (rows == NULL)
    return dex_future_new_for_error (error);
  if (mc_scope_is_ended (self->scope) || generation != self->generation)
    return dex_future_new_true ();
  g_clear_pointer (&self->records, g_ptr_array_unref);
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_summary_unref);
  self->read_generation = generation;
  for (guint i = 0; i < rows->len; i++)
    if (g_ptr_array_index (rows, i) != NULL)
      g_ptr_array_add (self->records, mc_summary_ref (g_ptr_array_index (rows, i)));
  show_acts (self);
  return dex_future_new_true ();
}

static void
update (McPickBar *self)
{
  guint n = count_picks (self);
  g_autofree char *number = mc_format_number (n);
  g_autofree char *text = g_strdup_printf (_ ("Picked: %s dossiers"), number);

  self->generation++;
  gtk_revealer_set_reveal_child (self->revealer, n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  gtk_label_set_label (self->count, text);
  if (n == 0 || n > MOST_AT_ONCE)
    show_acts (self);
  else
    mc_task_run (self->scope, "picked", read_fiber, g_object_ref (self), g_object_unref);
}

static void
changed_cb (McSync *sync, McPickBar *self)
{
  if (count_picks (self) > 0)
    update (self);
}

static void
records_changed_cb (McSync *sync, GStrv ids, McPickBar *self)
{
  changed_cb (sync, self);
}

static void
clear_cb (McPickBar *self)
{
  mc_picks_clear (mc_queue_list_get_picks (self->list));
  mc_queue_list_focus (self->list, 0);
}

static void
open_record_cb (McPickBar *self, const char *id)
{
  g_signal_emit (self, signals[OPEN_RECORD], 0, id);
}

static void
many_cb (McActDialog *dialog, const char *values, int undo_seconds, McPickBar *self)
{
  const char *action = g_object_get_data (G_OBJECT (dialog), "mc-action");
  McBatchDialog *result;

  result = mc_batch_dialog_new (self->profile, self->scope, action, g_object_get_data (G_OBJECT (dialog), "mc-records"),
                                values, undo_seconds);
  g_signal_connect_object (result, "open-record", G_CALLBACK (open_record_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (result), GTK_WIDGET (self->list));
  mc_picks_clear (mc_queue_list_get_picks (self->list));
}

/* The form needs a dossier to show what an applicant will read: the first. */
static DexFuture *
open_fiber (gpointer data)
{
  Opening *opening = data;
  McPickBar *self = opening->bar;
  McSync *sync = mc_profile_get_sync (self->profile);
  guint generation = self->generation;
  McSummary *first = g_ptr_array_index (self->records, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (McDossier) dossier = mc_await_boxed (mc_sync_open_dossier (sync, first->id), &error);
  g_autoptr (GHashTable) drafts
      = dossier != NULL ? mc_await_boxed (mc_journal_drafts (mc_profile_get_journal (self->profile), "many"), &error)
                        : NULL;
  McActDialog *dialog;

  self->opening = FALSE;
  if (mc_scope_is_ended (self->scope) || generation != self->generation)
    return dex_future_new_true ();
  if (drafts == NULL)
    {
      set_reason (self, mc_error_text (error));
      return dex_future_new_true ();
    }
  dialog = mc_act_dialog_new (self->scope, self->profile, dossier, NULL,
                              mc_me_find_action (mc_sync_get_me (sync), opening->action), drafts);
  mc_act_dialog_set_many (dialog, self->records->len);
  g_object_set_data_full (G_OBJECT (dialog), "mc-action", g_strdup (opening->action), g_free);
  g_object_set_data_full (G_OBJECT (dialog), "mc-records", g_ptr_array_ref (self->records),
                          (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect_object (dialog, "many", G_CALLBACK (many_cb), self, 0);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self->list));
  return dex_future_new_true ();
}

static void
mc_pick_bar_dispose (GObject *object)
{
  McPickBar *self = MC_PICK_BAR (object);

  mc_scope_clear (&self->scope);
  if (self->profile != NULL)
    g_signal_handlers_disconnect_by_data (mc_profile_get_sync (self->profile), self);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->offered, g_free);
  G_OBJECT_CLASS (mc_pick_bar_parent_class)->dispose (object);
}

static void
mc_pick_bar_class_init (McPickBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_pick_bar_dispose;
  signals[OPEN_RECORD] = g_signal_new ("open-record", MC_TYPE_PICK_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
mc_pick_bar_init (McPickBar *self)
{
  GtkWidget *bar = adw_wrap_box_new ();
  GtkWidget *clear = gtk_button_new_with_label (_ ("Pick nothing"));

  self->scope = mc_scope_new (NULL);
  self->count = GTK_LABEL (gtk_label_new (NULL));
  self->reason = GTK_LABEL (gtk_label_new (NULL));
  self->buttons = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->buttons, 6);
  adw_wrap_box_set_line_spacing (self->buttons, 6);
  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->reason), "dimmed");
  gtk_widget_add_css_class (clear, "flat");
  gtk_widget_add_css_class (bar, "pick-bar");
  g_signal_connect_swapped (clear, "clicked", G_CALLBACK (clear_cb), self);
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (bar), 12);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (bar), 6);
  adw_wrap_box_append (ADW_WRAP_BOX (bar), GTK_WIDGET (self->count));
  adw_wrap_box_append (ADW_WRAP_BOX (bar), GTK_WIDGET (self->buttons));
  adw_wrap_box_append (ADW_WRAP_BOX (bar), GTK_WIDGET (self->reason));
  adw_wrap_box_append (ADW_WRAP_BOX (bar), clear);
  gtk_revealer_set_transition_type (self->revealer, GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  gtk_revealer_set_child (self->revealer, bar);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->revealer));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
mc_pick_bar_set_list (McPickBar *self, McProfile *profile, McQueueList *list)
{
  McSync *sync;

  g_return_if_fail (MC_IS_PICK_BAR (self));

  self->profile = g_object_ref (profile);
  self->list = list;
  sync = mc_profile_get_sync (profile);
  g_signal_connect (sync, "outbox-changed", G_CALLBACK (changed_cb), self);
  g_signal_connect (sync, "records-changed", G_CALLBACK (records_changed_cb), self);
  g_signal_connect_object (mc_queue_list_get_picks (list), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

gboolean
mc_pick_bar_can_open (McPickBar *self, const char *action)
{
  McMe *me;
  const McActionInfo *info;

  g_return_val_if_fail (MC_IS_PICK_BAR (self), FALSE);

  me = self->profile != NULL ? mc_sync_get_me (mc_profile_get_sync (self->profile)) : NULL;
  info = me != NULL && action != NULL ? mc_me_find_action (me, action) : NULL;
  return info != NULL && self->records != NULL && self->read_generation == self->generation && is_for_many (info)
         && all_allow (self, action);
}

void
mc_pick_bar_open (McPickBar *self, const char *action)
{
  Opening *opening;

  g_return_if_fail (MC_IS_PICK_BAR (self));

  if (self->opening || !mc_pick_bar_can_open (self, action))
    return;
  self->opening = TRUE;
  opening = g_new0 (Opening, 1);
  opening->bar = g_object_ref (self);
  opening->action = g_strdup (action);
  mc_task_run (self->scope, "form for many", open_fiber, opening, (GDestroyNotify) opening_free);
}
