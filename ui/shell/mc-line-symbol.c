// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-line-symbol.h"

#include "mc-line-text.h"
#include "mc-tooltip.h"

struct _McLineSymbol
{
  AdwBin parent_instance;

  GtkButton *button; /* child */
  McSync *sync;      /* owned */
};

G_DEFINE_FINAL_TYPE (McLineSymbol, mc_line_symbol, ADW_TYPE_BIN)

static void
show_line (McLineSymbol *self)
{
  const McLine *line = mc_sync_get_line (self->sync);
  g_autofree char *text = mc_line_text (line);
  gboolean warns = line->needs_you > 0 || line->state == MC_LINE_TROUBLE;

  gtk_button_set_icon_name (self->button, mc_line_icon (line));
  mc_tooltip_set (GTK_WIDGET (self->button), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (warns)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "warning");
}

/* Where the words are not to be seen, and once. */
static void
show_or_hide (McLineSymbol *self)
{
  GtkWidget *frame = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_OVERLAY_SPLIT_VIEW);
  GtkWidget *panes = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_SPLIT_VIEW);
  gboolean second = FALSE;

  if (panes != NULL && !adw_navigation_split_view_get_collapsed (ADW_NAVIGATION_SPLIT_VIEW (panes)))
    {
      AdwNavigationPage *content = adw_navigation_split_view_get_content (ADW_NAVIGATION_SPLIT_VIEW (panes));

      second = content != NULL && gtk_widget_is_ancestor (GTK_WIDGET (self), GTK_WIDGET (content));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->button),
                          frame != NULL && !second
                              && !adw_overlay_split_view_get_show_sidebar (ADW_OVERLAY_SPLIT_VIEW (frame)));
}

static void
line_changed_cb (McSync *sync, McLineSymbol *self)
{
  show_line (self);
}

static void
mc_line_symbol_root (GtkWidget *widget)
{
  McLineSymbol *self = MC_LINE_SYMBOL (widget);
  GtkWidget *frame;
  GtkWidget *panes;

  GTK_WIDGET_CLASS (mc_line_symbol_parent_class)->root (widget);
  frame = gtk_widget_get_ancestor (widget, ADW_TYPE_OVERLAY_SPLIT_VIEW);
  panes = gtk_widget_get_ancestor (widget, ADW_TYPE_NAVIGATION_SPLIT_VIEW);
  if (frame != NULL)
    g_signal_connect_object (frame, "notify::show-sidebar", G_CALLBACK (show_or_hide), self, G_CONNECT_SWAPPED);
  if (panes != NULL)
    g_signal_connect_object (panes, "notify::collapsed", G_CALLBACK (show_or_hide), self, G_CONNECT_SWAPPED);
  show_or_hide (self);
}

static void
mc_line_symbol_unroot (GtkWidget *widget)
{
  GtkWidget *frame = gtk_widget_get_ancestor (widget, ADW_TYPE_OVERLAY_SPLIT_VIEW);
  GtkWidget *panes = gtk_widget_get_ancestor (widget, ADW_TYPE_NAVIGATION_SPLIT_VIEW);

  if (frame != NULL)
    g_signal_handlers_disconnect_by_data (frame, widget);
  if (panes != NULL)
    g_signal_handlers_disconnect_by_data (panes, widget);
  GTK_WIDGET_CLASS (mc_line_symbol_parent_class)->unroot (widget);
}

static void
mc_line_symbol_dispose (GObject *object)
{
  McLineSymbol *self = MC_LINE_SYMBOL (object);

  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_data (self->sync, self);
  g_clear_object (&self->sync);
  G_OBJECT_CLASS (mc_line_symbol_parent_class)->dispose (object);
}

static void
mc_line_symbol_class_init (McLineSymbolClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_line_symbol_dispose;
  GTK_WIDGET_CLASS (klass)->root = mc_line_symbol_root;
  GTK_WIDGET_CLASS (klass)->unroot = mc_line_symbol_unroot;
}

static void
mc_line_symbol_init (McLineSymbol *self)
{
  self->button = GTK_BUTTON (gtk_button_new ());
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.outbox");
  gtk_widget_set_visible (GTK_WIDGET (self->button), FALSE);
  gtk_widget_set_focus_on_click (GTK_WIDGET (self->button), FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

void
mc_line_symbol_set_sync (McLineSymbol *self, McSync *sync)
{
  g_return_if_fail (MC_IS_LINE_SYMBOL (self));
  g_return_if_fail (self->sync == NULL);

  self->sync = g_object_ref (sync);
  g_signal_connect (sync, "line-changed", G_CALLBACK (line_changed_cb), self);
  show_line (self);
}
