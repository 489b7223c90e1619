// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-problem-view.h"

#include <glib/gi18n.h>

#include "mc-error-text.h"
#include "mc-portal-error.h"

struct _McProblemView
{
  AdwBin parent_instance;

  /* template */
  AdwStatusPage *page;
  GtkButton *retry;
  GtkExpander *details;
  GtkLabel *text;
};

enum
{
  RETRY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McProblemView, mc_problem_view, ADW_TYPE_BIN)

/* What comes from outside is no markup. text: nullable */
static void
describe (McProblemView *self, const char *text)
{
  g_autofree char *escaped = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  adw_status_page_set_description (self->page, escaped);
}

/* It was in sight, and has gone (interface §6): where to, and what is left of it here. */
static void
show_gone (McProblemView *self, const char *unit, const char *code)
{
  g_autofree char *title = g_strdup_printf (_ ("The dossier has moved to %s"), unit);
  g_autofree char *text = NULL;

  if (code != NULL && *code != '\0')
    text = g_strdup_printf (
        _ ("%s is handled there now, and its content is no longer on this computer. What was sent from "
           "here stands in the outbox; for the rest ask that unit."),
        code);
  else
    text = g_strdup (
        _ ("It is handled there now, and its content is no longer on this computer. For more ask that unit."));
  adw_status_page_set_icon_name (self->page, "mail-forward-symbolic");
  adw_status_page_set_title (self->page, title);
  describe (self, text);
  gtk_widget_set_visible (GTK_WIDGET (self->retry), FALSE);
}

/* To who never saw it the portal tells nothing, not even that it is there. */
static void
show_out_of_sight (McProblemView *self, const McMe *me)
{
  g_autofree char *text = NULL;

  adw_status_page_set_icon_name (self->page, "system-lock-screen-symbolic");
  adw_status_page_set_title (self->page, _ ("You may not see this dossier"));
  if (me != NULL && me->unit_phone != NULL)
    text = g_strdup_printf (_ ("It may have been moved to another unit. Ask %s, telephone %s."), me->unit_name,
                            me->unit_phone);
  else if (me != NULL)
    text = g_strdup_printf (_ ("It may have been moved to another unit. Ask %s."), me->unit_name);
  describe (self, text);
  gtk_widget_set_visible (GTK_WIDGET (self->retry), FALSE);
}

static void
retry_cb (McProblemView *self)
{
  g_signal_emit (self, signals[RETRY], 0);
}

static void
copy_cb (McProblemView *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_text (self->text));
}

static void
mc_problem_view_class_init (McProblemViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[RETRY] = g_signal_new ("retry", MC_TYPE_PROBLEM_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/motcua/MotCua/dossiers/mc-problem-view.ui");
  gtk_widget_class_bind_template_child (widget_class, McProblemView, page);
  gtk_widget_class_bind_template_child (widget_class, McProblemView, retry);
  gtk_widget_class_bind_template_child (widget_class, McProblemView, details);
  gtk_widget_class_bind_template_child (widget_class, McProblemView, text);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
mc_problem_view_init (McProblemView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
mc_problem_view_set (McProblemView *self, const GError *error, const McMe *me, const char *code)
{
  const McProblem *problem = mc_portal_error_get_problem (error);
  g_autofree char *details = NULL;

  g_return_if_fail (MC_IS_PROBLEM_VIEW (self) && error != NULL);

  details = mc_error_details (error);
  gtk_label_set_label (self->text, details);
  gtk_expander_set_expanded (self->details, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->retry), TRUE);
  if (problem != NULL && problem->moved_to != NULL)
    show_gone (self, problem->moved_to, code);
  else if (g_error_matches (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_FOUND)
           || g_error_matches (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_FORBIDDEN))
    show_out_of_sight (self, me);
  else if (g_error_matches (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_OFFLINE))
    {
      adw_status_page_set_icon_name (self->page, "network-offline-symbolic");
      adw_status_page_set_title (self->page, _ ("This dossier is not on this computer yet"));
      adw_status_page_set_description (
          self->page, _ ("There is no connection, so it cannot be fetched. It opens by itself once the connection "
                         "is back; dossiers opened before can be read meanwhile."));
    }
  else
    {
      adw_status_page_set_icon_name (self->page, "dialog-warning-symbolic");
      adw_status_page_set_title (self->page, _ ("The dossier could not be opened"));
      adw_status_page_set_description (self->page, mc_error_text (error));
    }
}

void
mc_problem_view_focus (McProblemView *self)
{
  g_return_if_fail (MC_IS_PROBLEM_VIEW (self));

  gtk_widget_grab_focus (gtk_widget_get_visible (GTK_WIDGET (self->retry)) ? GTK_WIDGET (self->retry)
                                                                           : GTK_WIDGET (self->details));
}
