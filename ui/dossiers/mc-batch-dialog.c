// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-batch-dialog.h"

#include <glib/gi18n.h>

#include "mc-dialog-size.h"
#include "mc-dossier-words.h"
#include "mc-error-text.h"
#include "mc-format.h"
#include "mc-task.h"

/* One record of the batch, and how far it is. */
#define MC_TYPE_BATCH_ITEM (mc_batch_item_get_type ())
G_DECLARE_FINAL_TYPE (McBatchItem, mc_batch_item, MC, BATCH_ITEM, GObject)

struct _McBatchItem
{
  GObject parent_instance;

  McSummary *summary;
  McOutboxEntry *entry; /* as the outbox had it last; NULL: not in it */
  char *refusal;        /* why it did not get into the outbox */
};

struct _McBatchDialog
{
  AdwDialog parent_instance;

  /* children */
  GtkLabel *count;
  GtkButton *undo;

  /* owned */
  McProfile *profile;
  McScope *scope;
  GListStore *items;
  GHashTable *rows; /* set of GtkListItem in use */
  char *action;
  char *values;
  int undo_seconds;
  gboolean committed;
};

enum
{
  OPEN_RECORD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McBatchItem, mc_batch_item, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (McBatchDialog, mc_batch_dialog, ADW_TYPE_DIALOG)

static void
mc_batch_item_finalize (GObject *object)
{
  McBatchItem *self = MC_BATCH_ITEM (object);

  g_clear_pointer (&self->summary, mc_summary_unref);
  g_clear_pointer (&self->entry, mc_outbox_entry_unref);
  g_free (self->refusal);
  G_OBJECT_CLASS (mc_batch_item_parent_class)->finalize (object);
}

static void
mc_batch_item_class_init (McBatchItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mc_batch_item_finalize;
}

static void
mc_batch_item_init (McBatchItem *self)
{
}

static gboolean
is_done (const McBatchItem *item)
{
  return item->entry != NULL && item->entry->state == MC_OUTBOX_DONE;
}

static gboolean
is_refused (const McBatchItem *item)
{
  return item->refusal != NULL
         || (item->entry != NULL
             && (item->entry->state == MC_OUTBOX_NEEDS_YOU || item->entry->state == MC_OUTBOX_DROPPED));
}

/* (transfer full) */
static char *
describe (McBatchDialog *self, const McBatchItem *item)
{
  gint64 now = mc_clock_now_us (mc_profile_get_clock (self->profile));

  if (item->refusal != NULL)
    return g_strdup (item->refusal);
  if (item->entry == NULL)
    return g_strdup (self->committed ? _ ("Taken back") : _ ("Being written down"));
  if (item->entry->state == MC_OUTBOX_NEEDS_YOU)
    return item->entry->detail != NULL
               ? g_strdup_printf ("%s\n%s", mc_error_text_for_cause (item->entry->cause), item->entry->detail)
               : g_strdup (mc_error_text_for_cause (item->entry->cause));
  return mc_outbox_state_text (item->entry, now);
}

static McBatchItem *
item_at (McBatchDialog *self, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (self->items), position);
}

static void
show_count (McBatchDialog *self)
{
  guint done = 0, refused = 0, waiting = 0, held = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (McBatchItem) item = item_at (self, i);

      if (is_done (item))
        done++;
      else if (is_refused (item))
        refused++;
      else if (item->entry != NULL || !self->committed)
        waiting++;
      held += item->entry != NULL && item->entry->state == MC_OUTBOX_HELD;
    }
  text = g_strdup_printf (_ ("Done: %u  ·  Waiting: %u  ·  Not taken: %u"), done, waiting, refused);
  gtk_label_set_label (self->count, text);
  gtk_widget_set_visible (GTK_WIDGET (self->undo), held > 0);
}

static void
show_row (McBatchDialog *self, GtkListItem *row)
{
  GtkWidget *box = gtk_list_item_get_child (row);
  GtkWidget *icon = gtk_widget_get_first_child (box);
  GtkWidget *lines = gtk_widget_get_next_sibling (icon);
  GtkWidget *title = gtk_widget_get_first_child (lines);
  const McBatchItem *item = gtk_list_item_get_item (row);
  g_autofree char *code = mc_words_code (item->summary);
  g_autofree char *name = g_strdup_printf ("%s · %s", mc_words_owner (item->summary), code);
  g_autofree char *state = describe (self, item);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", name, state);

  gtk_image_set_from_icon_name (GTK_IMAGE (icon), is_done (item)      ? "object-select-symbolic"
                                                  : is_refused (item) ? "dialog-warning-symbolic"
                                                                      : "document-open-recent-symbolic");
  if (is_refused (item))
    gtk_widget_add_css_class (icon, "warning");
  else
    gtk_widget_remove_css_class (icon, "warning");
  gtk_label_set_text (GTK_LABEL (title), name);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (title)), state);
  gtk_list_item_set_accessible_label (row, spoken);
}

static void
show_all (McBatchDialog *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    show_row (self, row);
  show_count (self);
}

static McOutboxEntry *
find_entry (GPtrArray *entries, const char *key)
{
  for (guint i = 0; i < entries->len; i++)
    if (g_str_equal (((McOutboxEntry *) g_ptr_array_index (entries, i))->act->key, key))
      return g_ptr_array_index (entries, i);
  return NULL;
}

/* The outbox keeps the last hundred that are finished: what was done is remembered here. */
static void
follow_entry (McBatchItem *item, GPtrArray *entries)
{
  McOutboxEntry *now;

  if (item->entry == NULL || is_done (item))
    return;
  now = find_entry (entries, item->entry->act->key);
  if (now == NULL && item->entry->state != MC_OUTBOX_HELD)
    return;
  if (now != NULL)
    mc_outbox_entry_ref (now);
  mc_outbox_entry_unref (item->entry);
  item->entry = now; /* NULL: it was held and taken back */
}

static void
outbox_changed_cb (McSync *sync, McBatchDialog *self)
{
  GPtrArray *entries = mc_sync_get_outbox (sync);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (McBatchItem) item = item_at (self, i);

      follow_entry (item, entries);
    }
  show_all (self);
}

static DexFuture *
commit_fiber (gpointer data)
{
  McBatchDialog *self = data;
  g_autoptr (McProfile) profile = g_object_ref (self->profile);
  g_autoptr (GListStore) items = g_object_ref (self->items);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (items)) && !mc_scope_is_ended (self->scope); i++)
    {
      g_autoptr (McBatchItem) item = g_list_model_get_item (G_LIST_MODEL (items), i);
      g_autoptr (GError) error = NULL;

      item->entry = mc_await_boxed (
          mc_sync_act (mc_profile_get_sync (profile), item->summary, self->action, self->values, self->undo_seconds),
          &error);
      if (item->entry == NULL)
        item->refusal = g_strdup (mc_error_text (error));
    }
  self->committed = TRUE;
  if (self->profile != NULL)
    outbox_changed_cb (mc_profile_get_sync (profile), self);
  return dex_future_new_true ();
}

static void
undo_cb (McBatchDialog *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (McBatchItem) item = item_at (self, i);

      if (item->entry != NULL && item->entry->state == MC_OUTBOX_HELD)
        dex_future_disown (mc_sync_undo (mc_profile_get_sync (self->profile), item->entry->act->key));
    }
}

static void
activated_cb (McBatchDialog *self, guint position)
{
  g_autoptr (McBatchDialog) alive = g_object_ref (self);
  g_autoptr (McBatchItem) item = item_at (self, position);

  adw_dialog_force_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[OPEN_RECORD], 0, item->summary->id);
}

static GtkWidget *
make_line (const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *row, McBatchDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_add_css_class (box, "batch-row");
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (lines), make_line ("numeric"));
  gtk_box_append (GTK_BOX (lines), make_line ("caption"));
  gtk_box_append (GTK_BOX (box), lines);
  gtk_list_item_set_child (row, box);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *row, McBatchDialog *self)
{
  g_hash_table_add (self->rows, row);
  show_row (self, row);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *row, McBatchDialog *self)
{
  g_hash_table_remove (self->rows, row);
}

static GtkWidget *
make_list (McBatchDialog *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkSingleSelection *selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->items)));
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list;

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (selection), factory);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (list), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What became of each"), -1);
  g_signal_connect_swapped (list, "activate", G_CALLBACK (activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  return scroller;
}

static GtkWidget *
make_bar (McBatchDialog *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->count = GTK_LABEL (make_line ("numeric"));
  gtk_widget_set_hexpand (GTK_WIDGET (self->count), TRUE);
  self->undo = GTK_BUTTON (gtk_button_new_with_label (_ ("Undo all")));
  g_signal_connect_swapped (self->undo, "clicked", G_CALLBACK (undo_cb), self);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->count));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->undo));
  gtk_widget_add_css_class (bar, "pick-bar");
  return bar;
}

static void
mc_batch_dialog_dispose (GObject *object)
{
  McBatchDialog *self = MC_BATCH_DIALOG (object);

  if (self->profile != NULL)
    g_signal_handlers_disconnect_by_data (mc_profile_get_sync (self->profile), self);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (mc_batch_dialog_parent_class)->dispose (object);
}

static void
mc_batch_dialog_finalize (GObject *object)
{
  McBatchDialog *self = MC_BATCH_DIALOG (object);

  g_clear_object (&self->items);
  g_clear_object (&self->scope);
  g_hash_table_unref (self->rows);
  g_free (self->action);
  g_free (self->values);
  G_OBJECT_CLASS (mc_batch_dialog_parent_class)->finalize (object);
}

static void
mc_batch_dialog_class_init (McBatchDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_batch_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_batch_dialog_finalize;
  signals[OPEN_RECORD] = g_signal_new ("open-record", MC_TYPE_BATCH_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
mc_batch_dialog_init (McBatchDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  self->rows = g_hash_table_new (NULL, NULL);
  self->items = g_list_store_new (MC_TYPE_BATCH_ITEM);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), make_list (self));
  adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (view), make_bar (self));
  adw_dialog_set_child (ADW_DIALOG (self), view);
  mc_dialog_size_set (ADW_DIALOG (self), 620, 560);
}

McBatchDialog *
mc_batch_dialog_new (McProfile *profile, McScope *scope, const char *action, GPtrArray *records, const char *values,
                     int undo_seconds)
{
  McBatchDialog *self;
  McMe *me;

  g_return_val_if_fail (MC_IS_PROFILE (profile), NULL);

  self = g_object_new (MC_TYPE_BATCH_DIALOG, NULL);
  self->profile = g_object_ref (profile);
  self->scope = g_object_ref (scope);
  self->action = g_strdup (action);
  self->values = g_strdup (values);
  self->undo_seconds = undo_seconds;
  me = mc_sync_get_me (mc_profile_get_sync (profile));
  adw_dialog_set_title (ADW_DIALOG (self), mc_words_action (me, action));
  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (McBatchItem) item = g_object_new (MC_TYPE_BATCH_ITEM, NULL);

      item->summary = mc_summary_ref (g_ptr_array_index (records, i));
      g_list_store_append (self->items, item);
    }
  g_signal_connect (mc_profile_get_sync (profile), "outbox-changed", G_CALLBACK (outbox_changed_cb), self);
  show_count (self);
  mc_task_run (scope, "act on many", commit_fiber, g_object_ref (self), g_object_unref);
  return self;
}

gboolean
mc_batch_dialog_is_committed (McBatchDialog *self)
{
  g_return_val_if_fail (MC_IS_BATCH_DIALOG (self), FALSE);

  return self->committed;
}
