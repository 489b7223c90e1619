// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-sign-in-page.h"

#include <glib/gi18n.h>

#include "mc-error-text.h"

struct _McSignInPage
{
  AdwBin parent_instance;

  /* template */
  AdwStatusPage *status;
  GtkStack *stack;
  GtkWidget *error_box;
  GtkLabel *error_label;
  GtkLabel *details_label;
  GtkWidget *sign_in_button;
  GtkLabel *hint_label;
  GtkWidget *copy_button;

  /* owned */
  char *uri;
};

enum
{
  SIGN_IN,
  CANCEL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McSignInPage, mc_sign_in_page, ADW_TYPE_BIN)

static void
sign_in_clicked_cb (McSignInPage *self)
{
  g_signal_emit (self, signals[SIGN_IN], 0);
}

static void
cancel_clicked_cb (McSignInPage *self)
{
  g_signal_emit (self, signals[CANCEL], 0);
}

static void
copy_uri_cb (McSignInPage *self)
{
  if (self->uri != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->uri);
}

static void
copy_details_cb (McSignInPage *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_text (self->details_label));
}

static void
mc_sign_in_page_dispose (GObject *object)
{
  McSignInPage *self = MC_SIGN_IN_PAGE (object);

  g_clear_pointer (&self->uri, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), MC_TYPE_SIGN_IN_PAGE);
  G_OBJECT_CLASS (mc_sign_in_page_parent_class)->dispose (object);
}

static void
mc_sign_in_page_class_init (McSignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mc_sign_in_page_dispose;
  signals[SIGN_IN]
      = g_signal_new ("sign-in", MC_TYPE_SIGN_IN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CANCEL]
      = g_signal_new ("cancel", MC_TYPE_SIGN_IN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/motcua/MotCua/shell/mc-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, McSignInPage, status);
  gtk_widget_class_bind_template_child (widget_class, McSignInPage, stack);
  gtk_widget_class_bind_template_child (widget_class, McSignInPage, error_box);
  gtk_widget_class_bind_template_child (widget_class, McSignInPage, error_label);
  gtk_widget_class_bind_template_child (widget_class, McSignInPage, details_label);
  gtk_widget_class_bind_template_child (widget_class, McSignInPage, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, McSignInPage, hint_label);
  gtk_widget_class_bind_template_child (widget_class, McSignInPage, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_uri_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_details_cb);
}

static void
mc_sign_in_page_init (McSignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_status_page_set_icon_name (self->status, MC_APP_ID);
}

void
mc_sign_in_page_show_opening (McSignInPage *self)
{
  g_return_if_fail (MC_IS_SIGN_IN_PAGE (self));

  gtk_stack_set_visible_child_name (self->stack, "opening");
}

void
mc_sign_in_page_show_ready (McSignInPage *self, const char *portal, gboolean training)
{
  g_autofree char *description = NULL;

  g_return_if_fail (MC_IS_SIGN_IN_PAGE (self));

  description = training ? g_strdup (_ ("Training portal on this computer: invented people, no legal value"))
                         : g_strdup_printf (_ ("Portal: %s"), portal);
  adw_status_page_set_description (self->status, description);
  gtk_widget_set_visible (self->error_box, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "ready");
  mc_sign_in_page_focus (self);
}

void
mc_sign_in_page_show_waiting (McSignInPage *self, const char *uri)
{
  g_return_if_fail (MC_IS_SIGN_IN_PAGE (self));

  g_set_str (&self->uri, uri);
  gtk_widget_set_sensitive (self->copy_button, uri != NULL);
  gtk_stack_set_visible_child_name (self->stack, "waiting");
}

void
mc_sign_in_page_show_error (McSignInPage *self, const GError *error)
{
  g_autofree char *details = NULL;

  g_return_if_fail (MC_IS_SIGN_IN_PAGE (self));

  details = mc_error_details (error);
  gtk_label_set_text (self->error_label, mc_error_text_signing_in (error));
  gtk_label_set_text (self->details_label, details);
  gtk_widget_set_visible (self->error_box, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "ready");
  mc_sign_in_page_focus (self);
}

void
mc_sign_in_page_focus (McSignInPage *self)
{
  g_return_if_fail (MC_IS_SIGN_IN_PAGE (self));

  gtk_widget_grab_focus (self->sign_in_button);
}
