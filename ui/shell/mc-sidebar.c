// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-sidebar.h"

#include <glib/gi18n.h>

#include "mc-actions.h"
#include "mc-line-text.h"
#include "mc-menu-names.h"
#include "mc-task.h"
#include "mc-today.h"
#include "mc-tooltip.h"

/* Where one is, which outlasts that the rows are made anew. */
typedef enum
{
  PLACE_UNKNOWN, /* nowhere yet: the first queue, once there is one */
  PLACE_QUEUE,
  PLACE_TODAY,
  PLACE_OUTBOX,
  PLACE_NONE, /* what was searched for, a list of a page */
} Place;

struct _McSidebar
{
  AdwNavigationPage parent_instance;

  /* template */
  GtkLabel *name_label;
  GtkLabel *unit_label;
  GtkMenuButton *menu_button;
  GtkListBox *list;
  GtkWidget *line_button;
  GtkImage *line_icon;
  GtkLabel *line_label;

  /* owned */
  McProfile *profile;
  McScope *scope;
  McMe *me;
  GPtrArray *counts; /* GtkLabel of each queue, not owned */
  GtkListBoxRow *today_row;
  GtkLabel *today_count;
  GtkListBoxRow *outbox_row;
  GtkLabel *outbox_count;
  Place place;
  char *chosen; /* queue id, the last one; NULL: none */
  gboolean counting;
  gboolean count_again;
  gboolean counted; /* since the list was filled */
};

enum
{
  QUEUE_CHOSEN,
  OUTBOX_CHOSEN,
  TODAY_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void count_queues (McSidebar *self);

G_DEFINE_FINAL_TYPE (McSidebar, mc_sidebar, ADW_TYPE_NAVIGATION_PAGE)

/* What is not all here cannot be counted: a "0" of the first update would be made up. */
static gboolean
can_count (McSidebar *self)
{
  return mc_sync_get_line (mc_profile_get_sync (self->profile))->updated_us != 0;
}

static void
set_count (GtkLabel *label, guint count, gboolean mine)
{
  g_autofree char *text = mc_line_number (count);

  gtk_label_set_text (label, text);
  if (mine && count > 0)
    gtk_widget_add_css_class (GTK_WIDGET (label), "accent");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), "accent");
}

static GtkListBoxRow *
append_row (McSidebar *self, const char *title, GtkLabel **count)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  mc_tooltip_set (label, title);
  gtk_widget_set_hexpand (label, TRUE);
  *count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (*count), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (*count), "queue-count");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (*count));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, *count, NULL, -1);
  gtk_list_box_append (self->list, row);
  return GTK_LIST_BOX_ROW (row);
}

static void
append_heading (McSidebar *self, const char *title)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->list, row);
}

static GtkListBoxRow *
find_row (McSidebar *self, const char *queue_id)
{
  GtkWidget *row;

  for (row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      const McQueue *queue = g_object_get_data (G_OBJECT (row), "queue");

      if (queue != NULL && (queue_id == NULL || g_str_equal (queue->id, queue_id)))
        return GTK_LIST_BOX_ROW (row);
    }
  return NULL;
}

static void
fill (McSidebar *self)
{
  gtk_list_box_remove_all (self->list);
  g_ptr_array_set_size (self->counts, 0);
  self->counted = FALSE;
  self->today_row = NULL;
  self->today_count = NULL;
  self->outbox_row = NULL;
  self->outbox_count = NULL;
  if (self->me == NULL)
    return;
  gtk_label_set_text (self->name_label, self->me->name);
  gtk_label_set_text (self->unit_label, self->me->unit_name);
  self->today_row = append_row (self, _ ("Today"), &self->today_count);
  append_heading (self, _ ("Dossiers"));
  for (guint i = 0; i < self->me->queues->len; i++)
    {
      McQueue *queue = g_ptr_array_index (self->me->queues, i);
      GtkLabel *count;
      GtkListBoxRow *row = append_row (self, queue->title, &count);

      g_object_set_data (G_OBJECT (row), "queue", queue);
      g_ptr_array_add (self->counts, count);
    }
  append_heading (self, _ ("This computer"));
  self->outbox_row = append_row (self, _ ("Outbox"), &self->outbox_count);
}

static void
show_line (McSidebar *self)
{
  const McLine *line = mc_sync_get_line (mc_profile_get_sync (self->profile));
  g_autofree char *text = mc_line_text (line);

  if (g_str_equal (gtk_label_get_text (self->line_label), text))
    return;
  gtk_label_set_text (self->line_label, text);
  gtk_image_set_from_icon_name (self->line_icon, mc_line_icon (line));
  if (line->needs_you > 0 || line->state == MC_LINE_TROUBLE)
    gtk_widget_add_css_class (self->line_button, "warning");
  else
    gtk_widget_remove_css_class (self->line_button, "warning");
}

static DexFuture *
count_fiber (gpointer data)
{
  McSidebar *self = data;
  g_autoptr (GPtrArray) filters = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_filter_unref);
  g_autoptr (GArray) counts = NULL;
  g_autoptr (McMe) me = mc_me_ref (self->me);
  g_autoptr (GDateTime) now = mc_clock_now (mc_profile_get_clock (self->profile));
  g_autoptr (GPtrArray) today = mc_today_make_queues (me, now);
  GError *error = NULL;

  for (guint i = 0; i < me->queues->len; i++)
    {
      const McQueue *queue = g_ptr_array_index (me->queues, i);

      g_ptr_array_add (filters, mc_filter_ref (queue->filter));
    }
  g_ptr_array_add (filters, mc_filter_ref (mc_today_find_due (today)->filter));
  counts = mc_await_boxed (mc_cache_counts (mc_profile_get_cache (self->profile), filters), &error);
  self->counting = FALSE;
  if (counts == NULL)
    return dex_future_new_for_error (error);
  for (guint i = 0; me == self->me && i < counts->len && i < self->counts->len; i++)
    {
      const McQueue *queue = g_ptr_array_index (me->queues, i);

      set_count (g_ptr_array_index (self->counts, i), g_array_index (counts, guint, i), queue->mine);
    }
  if (me == self->me && self->today_count != NULL)
    set_count (self->today_count, g_array_index (counts, guint, me->queues->len), TRUE);
  if (self->count_again)
    count_queues (self);
  return dex_future_new_true ();
}

/* One count runs at a time; what changes meanwhile is counted once more after it. */
static void
count_queues (McSidebar *self)
{
  self->count_again = self->counting;
  if (self->counting || self->me == NULL || !can_count (self))
    return;
  self->counting = TRUE;
  self->counted = TRUE;
  mc_task_run (self->scope, "count queues", count_fiber, g_object_ref (self), g_object_unref);
}

/* "Overdue" and "due soon" change as time passes, with no change of any record. */
static DexFuture *
minute_fiber (gpointer data)
{
  McSidebar *self = data;
  g_autoptr (McScope) scope = g_object_ref (self->scope);

  while (!mc_scope_is_ended (scope))
    {
      if (!mc_await (mc_clock_sleep (mc_profile_get_clock (self->profile), 60 * G_USEC_PER_SEC), NULL))
        break;
      count_queues (self);
    }
  return dex_future_new_true ();
}

static void
records_changed_cb (McSync *sync, GStrv ids, McSidebar *self)
{
  count_queues (self);
}

static void
outbox_changed_cb (McSync *sync, McSidebar *self)
{
  const McLine *line = mc_sync_get_line (sync);

  if (self->outbox_count == NULL)
    return;
  set_count (self->outbox_count, line->waiting + line->needs_you, line->needs_you > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->outbox_count), line->waiting + line->needs_you > 0);
}

static void
line_changed_cb (McSync *sync, McSidebar *self)
{
  show_line (self);
  if (!self->counted)
    count_queues (self);
}

/* Where one is stands in sight, by whatever way one came there. */
static void
select_row (McSidebar *self, GtkListBoxRow *row)
{
  gtk_list_box_select_row (self->list, row);
  gtk_viewport_scroll_to (GTK_VIEWPORT (gtk_widget_get_parent (GTK_WIDGET (self->list))), GTK_WIDGET (row), NULL);
}

/* Whoever is somewhere stays there: the portal may tell at any time anew who is signed in. */
static void
restore_place (McSidebar *self)
{
  g_autofree char *chosen = g_strdup (self->chosen);

  if (self->place == PLACE_TODAY || self->place == PLACE_OUTBOX)
    select_row (self, self->place == PLACE_TODAY ? self->today_row : self->outbox_row);
  else if (self->place != PLACE_NONE && (chosen == NULL || !mc_sidebar_choose_queue (self, chosen)))
    mc_sidebar_choose_queue (self, NULL);
}

static void
me_changed_cb (McSync *sync, McSidebar *self)
{
  g_clear_pointer (&self->me, mc_me_unref);
  if (mc_sync_get_me (sync) != NULL)
    self->me = mc_me_ref (mc_sync_get_me (sync));
  fill (self);
  outbox_changed_cb (sync, self);
  count_queues (self);
  restore_place (self);
}

static void
row_activated_cb (McSidebar *self, GtkListBoxRow *row)
{
  McQueue *queue = g_object_get_data (G_OBJECT (row), "queue");

  if (queue != NULL)
    {
      self->place = PLACE_QUEUE;
      g_set_str (&self->chosen, queue->id);
      g_signal_emit (self, signals[QUEUE_CHOSEN], 0, queue);
    }
  else if (row == self->today_row)
    {
      self->place = PLACE_TODAY;
      g_signal_emit (self, signals[TODAY_CHOSEN], 0);
    }
  else if (row == self->outbox_row)
    {
      self->place = PLACE_OUTBOX;
      g_signal_emit (self, signals[OUTBOX_CHOSEN], 0);
    }
}

static void
line_clicked_cb (McSidebar *self)
{
  mc_sidebar_choose_outbox (self);
}

static void
mc_sidebar_dispose (GObject *object)
{
  McSidebar *self = MC_SIDEBAR (object);

  mc_sidebar_set_profile (self, NULL);
  g_clear_pointer (&self->counts, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), MC_TYPE_SIDEBAR);
  G_OBJECT_CLASS (mc_sidebar_parent_class)->dispose (object);
}

static void
mc_sidebar_class_init (McSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mc_sidebar_dispose;
  signals[QUEUE_CHOSEN] = g_signal_new ("queue-chosen", MC_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[OUTBOX_CHOSEN]
      = g_signal_new ("outbox-chosen", MC_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TODAY_CHOSEN]
      = g_signal_new ("today-chosen", MC_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/motcua/MotCua/shell/mc-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, McSidebar, name_label);
  gtk_widget_class_bind_template_child (widget_class, McSidebar, unit_label);
  gtk_widget_class_bind_template_child (widget_class, McSidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, McSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, McSidebar, line_button);
  gtk_widget_class_bind_template_child (widget_class, McSidebar, line_icon);
  gtk_widget_class_bind_template_child (widget_class, McSidebar, line_label);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, line_clicked_cb);
}

static void
mc_sidebar_init (McSidebar *self)
{
  g_autoptr (GMenuModel) menu = mc_actions_build_menu ();

  self->counts = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_menu_model (self->menu_button, menu);
  mc_menu_names_follow (self->menu_button);
}

void
mc_sidebar_set_profile (McSidebar *self, McProfile *profile)
{
  McSync *sync;

  g_return_if_fail (MC_IS_SIDEBAR (self));

  if (self->profile != NULL)
    {
      g_signal_handlers_disconnect_by_data (mc_profile_get_sync (self->profile), self);
      mc_scope_clear (&self->scope);
      g_clear_object (&self->profile);
      g_clear_pointer (&self->me, mc_me_unref);
      self->counting = FALSE;
      self->place = PLACE_UNKNOWN;
    }
  if (profile == NULL)
    return;
  self->profile = g_object_ref (profile);
  self->scope = mc_scope_new (NULL);
  sync = mc_profile_get_sync (profile);
  g_signal_connect (sync, "records-changed", G_CALLBACK (records_changed_cb), self);
  g_signal_connect (sync, "outbox-changed", G_CALLBACK (outbox_changed_cb), self);
  g_signal_connect (sync, "line-changed", G_CALLBACK (line_changed_cb), self);
  g_signal_connect (sync, "me-changed", G_CALLBACK (me_changed_cb), self);
  mc_task_run (self->scope, "sidebar minutes", minute_fiber, g_object_ref (self), g_object_unref);
  show_line (self);
  me_changed_cb (sync, self);
}

gboolean
mc_sidebar_choose_queue (McSidebar *self, const char *id)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (MC_IS_SIDEBAR (self), FALSE);

  row = find_row (self, id);
  if (row == NULL)
    return FALSE;
  select_row (self, row);
  row_activated_cb (self, row);
  return TRUE;
}

void
mc_sidebar_choose_today (McSidebar *self)
{
  g_return_if_fail (MC_IS_SIDEBAR (self));

  self->place = PLACE_TODAY; /* without rows, too: before anybody is known */
  if (self->today_row == NULL)
    return;
  select_row (self, self->today_row);
  row_activated_cb (self, self->today_row);
}

void
mc_sidebar_choose_nothing (McSidebar *self)
{
  g_return_if_fail (MC_IS_SIDEBAR (self));

  self->place = PLACE_NONE;
  gtk_list_box_unselect_all (self->list);
}

void
mc_sidebar_choose_outbox (McSidebar *self)
{
  g_return_if_fail (MC_IS_SIDEBAR (self));

  if (self->outbox_row == NULL)
    return;
  select_row (self, self->outbox_row);
  row_activated_cb (self, self->outbox_row);
}

void
mc_sidebar_focus (McSidebar *self)
{
  GtkListBoxRow *row;

  g_return_if_fail (MC_IS_SIDEBAR (self));

  row = gtk_list_box_get_selected_row (self->list);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}
