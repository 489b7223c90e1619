// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-outbox-page.h"

#include "mc-line-symbol.h"
#include "mc-outbox-row.h"

struct _McOutboxPage
{
  AdwNavigationPage parent_instance;

  /* template */
  McLineSymbol *line_symbol;
  GtkStack *stack;
  AdwPreferencesGroup *needs_group;
  AdwPreferencesGroup *waiting_group;
  AdwPreferencesGroup *finished_group;

  /* owned */
  McProfile *profile;
  GHashTable *rows; /* key of the act → McOutboxRow */
  guint second;     /* source that keeps the seconds true while the page is seen */
};

enum
{
  OPEN_RECORD,
  EDIT_RECORD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McOutboxPage, mc_outbox_page, ADW_TYPE_NAVIGATION_PAGE)

static AdwPreferencesGroup *
choose_group (McOutboxPage *self, const McOutboxEntry *entry)
{
  if (entry->state == MC_OUTBOX_NEEDS_YOU)
    return self->needs_group;
  if (entry->state == MC_OUTBOX_DONE || entry->state == MC_OUTBOX_DROPPED)
    return self->finished_group;
  return self->waiting_group;
}

static void
row_activated_cb (McOutboxRow *row, McOutboxPage *self)
{
  g_signal_emit (self, signals[OPEN_RECORD], 0, mc_outbox_row_get_entry (row)->act->record_id);
}

static void
edit_cb (McOutboxRow *row, McOutboxPage *self)
{
  g_signal_emit (self, signals[EDIT_RECORD], 0, mc_outbox_row_get_entry (row)->act->record_id);
}

static void
place_row (McOutboxPage *self, McOutboxEntry *entry)
{
  AdwPreferencesGroup *group = choose_group (self, entry);
  GtkWidget *row = g_hash_table_lookup (self->rows, entry->act->key);
  gboolean focused = row != NULL && (gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;

  if (row == NULL)
    {
      row = mc_outbox_row_new (self->profile);
      g_signal_connect (row, "activated", G_CALLBACK (row_activated_cb), self);
      g_signal_connect (row, "edit", G_CALLBACK (edit_cb), self);
      g_hash_table_insert (self->rows, g_strdup (entry->act->key), g_object_ref_sink (row));
    }
  mc_outbox_row_show (MC_OUTBOX_ROW (row), entry);
  if (g_object_get_data (G_OBJECT (row), "group") == group)
    return;
  if (g_object_get_data (G_OBJECT (row), "group") != NULL)
    adw_preferences_group_remove (g_object_get_data (G_OBJECT (row), "group"), row);
  adw_preferences_group_add (group, row);
  g_object_set_data (G_OBJECT (row), "group", group);
  gtk_widget_set_visible (GTK_WIDGET (group), TRUE);
  /* whoever stands on it goes along */
  if (focused)
    gtk_widget_grab_focus (row);
}

static void
remove_gone (McOutboxPage *self, GPtrArray *entries)
{
  GHashTableIter iter;
  gpointer key, row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &key, &row))
    {
      gboolean here = FALSE;

      for (guint i = 0; i < entries->len && !here; i++)
        here = g_str_equal (((McOutboxEntry *) g_ptr_array_index (entries, i))->act->key, key);
      if (here)
        continue;
      adw_preferences_group_remove (g_object_get_data (row, "group"), row);
      g_hash_table_iter_remove (&iter);
    }
}

static void
show_entries (McOutboxPage *self)
{
  GPtrArray *entries = mc_sync_get_outbox (mc_profile_get_sync (self->profile));
  guint in_group[3] = { 0 };

  remove_gone (self, entries);
  for (guint i = entries->len; i > 0; i--)
    {
      McOutboxEntry *entry = g_ptr_array_index (entries, i - 1);
      AdwPreferencesGroup *group = choose_group (self, entry);

      place_row (self, entry);
      in_group[group == self->needs_group ? 0 : group == self->waiting_group ? 1 : 2]++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->needs_group), in_group[0] > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->waiting_group), in_group[1] > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->finished_group), in_group[2] > 0);
  gtk_stack_set_visible_child_name (self->stack, entries->len > 0 ? "list" : "empty");
}

static gboolean
second_passed_cb (gpointer data)
{
  show_entries (data);
  return G_SOURCE_CONTINUE;
}

static void
outbox_changed_cb (McSync *sync, McOutboxPage *self)
{
  show_entries (self);
}

static void
mc_outbox_page_map (GtkWidget *widget)
{
  McOutboxPage *self = MC_OUTBOX_PAGE (widget);

  GTK_WIDGET_CLASS (mc_outbox_page_parent_class)->map (widget);
  show_entries (self);
  self->second = g_timeout_add_seconds (1, second_passed_cb, self);
}

static void
mc_outbox_page_unmap (GtkWidget *widget)
{
  McOutboxPage *self = MC_OUTBOX_PAGE (widget);

  g_clear_handle_id (&self->second, g_source_remove);
  GTK_WIDGET_CLASS (mc_outbox_page_parent_class)->unmap (widget);
}

static void
mc_outbox_page_dispose (GObject *object)
{
  McOutboxPage *self = MC_OUTBOX_PAGE (object);

  g_clear_handle_id (&self->second, g_source_remove);
  if (self->profile != NULL)
    g_signal_handlers_disconnect_by_data (mc_profile_get_sync (self->profile), self);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_object (&self->profile);
  gtk_widget_dispose_template (GTK_WIDGET (self), MC_TYPE_OUTBOX_PAGE);
  G_OBJECT_CLASS (mc_outbox_page_parent_class)->dispose (object);
}

static void
mc_outbox_page_class_init (McOutboxPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mc_outbox_page_dispose;
  widget_class->map = mc_outbox_page_map;
  widget_class->unmap = mc_outbox_page_unmap;
  signals[OPEN_RECORD] = g_signal_new ("open-record", MC_TYPE_OUTBOX_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[EDIT_RECORD] = g_signal_new ("edit-record", MC_TYPE_OUTBOX_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (MC_TYPE_LINE_SYMBOL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/motcua/MotCua/shell/mc-outbox-page.ui");
  gtk_widget_class_bind_template_child (widget_class, McOutboxPage, line_symbol);
  gtk_widget_class_bind_template_child (widget_class, McOutboxPage, stack);
  gtk_widget_class_bind_template_child (widget_class, McOutboxPage, needs_group);
  gtk_widget_class_bind_template_child (widget_class, McOutboxPage, waiting_group);
  gtk_widget_class_bind_template_child (widget_class, McOutboxPage, finished_group);
}

static void
mc_outbox_page_init (McOutboxPage *self)
{
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

McOutboxPage *
mc_outbox_page_new (McProfile *profile)
{
  McOutboxPage *self = g_object_new (MC_TYPE_OUTBOX_PAGE, NULL);

  self->profile = g_object_ref (profile);
  mc_line_symbol_set_sync (self->line_symbol, mc_profile_get_sync (profile));
  g_signal_connect (mc_profile_get_sync (profile), "outbox-changed", G_CALLBACK (outbox_changed_cb), self);
  show_entries (self);
  return self;
}

void
mc_outbox_page_focus (McOutboxPage *self)
{
  g_return_if_fail (MC_IS_OUTBOX_PAGE (self));

  gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}
