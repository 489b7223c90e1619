// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-about-dialog.h"

#include <glib/gi18n.h>

#include "mc-dialog-size.h"
#include "mc-format.h"
#include "mc-role.h"

static const char *const role_titles[MC_N_OFFICIAL_ROLES] = {
  [MC_ROLE_RECEIVER] = N_ ("Receiver"),
  [MC_ROLE_SPECIALIST] = N_ ("Specialist"),
  [MC_ROLE_HEAD] = N_ ("Head of department"),
  [MC_ROLE_LEADER] = N_ ("Leader"),
  [MC_ROLE_CLERK] = N_ ("Clerk"),
  [MC_ROLE_CASHIER] = N_ ("Cashier"),
  [MC_ROLE_PETITIONS] = N_ ("Petitions and inquiries"),
  [MC_ROLE_PROCEDURE_EDITOR] = N_ ("Editor of procedures"),
  [MC_ROLE_PROCEDURE_REVIEWER] = N_ ("Reviewer of procedures"),
  [MC_ROLE_PROCEDURE_PUBLISHER] = N_ ("Publisher of procedures"),
  [MC_ROLE_SUPERVISOR] = N_ ("Supervisor"),
  [MC_ROLE_ADMINISTRATOR] = N_ ("Administrator"),
};

/* A word that this version does not know is shown as it came. */
static const char *
role_title (const char *text)
{
  McRole role;

  return mc_role_from_string (text, &role) && role < MC_N_OFFICIAL_ROLES ? _ (role_titles[role]) : text;
}

/* "Leader – delegated by …, until 31/12/2026". (transfer full) */
static char *
say_grant (const McMeGrant *grant)
{
  /* the first instant at which it holds no more belongs to the day after */
  g_autoptr (GDateTime) last = grant->until != NULL ? g_date_time_add_seconds (grant->until, -1) : NULL;
  g_autofree char *from = grant->from != NULL ? mc_format_date (grant->from) : NULL;
  g_autofree char *until = last != NULL ? mc_format_date (last) : NULL;
  GString *text = g_string_new (role_title (grant->role));

  if (grant->delegator != NULL)
    g_string_append_printf (text, _ (" – delegated by %s"), grant->delegator);
  if (g_strcmp0 (grant->state, "ended") == 0 && until != NULL)
    g_string_append_printf (text, _ (", ended on %s"), until);
  else if (g_strcmp0 (grant->state, "void") == 0)
    g_string_append (text, _ (", no longer in force"));
  else if (from != NULL && until != NULL)
    g_string_append_printf (text, _ (", from %s until %s"), from, until);
  else if (from != NULL)
    g_string_append_printf (text, _ (", from %s"), from);
  else if (until != NULL)
    g_string_append_printf (text, _ (", until %s"), until);
  return g_string_free_and_steal (text);
}

/* One a line. (transfer full) (nullable): NULL: the portal does not tell */
static char *
say_roles (const McMe *me)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; me != NULL && me->grants != NULL && i < me->grants->len; i++)
    {
      g_autofree char *line = say_grant (g_ptr_array_index (me->grants, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
    }
  return text->len > 0 ? g_string_free_and_steal (g_steal_pointer (&text)) : NULL;
}

static void
add_property (GtkWidget *group, const char *title, const char *text)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  gtk_list_box_append (GTK_LIST_BOX (group), row);
}

static GtkWidget *
make_properties (McProfile *profile)
{
  GtkWidget *group = gtk_list_box_new ();
  g_autofree char *version = g_strdup_printf (MC_IS_RELEASE ? "%s" : _ ("%s (development)"), MC_VERSION);
  g_autofree char *held = profile != NULL ? say_roles (mc_sync_get_me (mc_profile_get_sync (profile))) : NULL;

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (group), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (group, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (group), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("About Một Cửa"), -1);
  add_property (group, _ ("Version"), version);
  add_property (group, _ ("Connected portal"),
                profile != NULL ? mc_profile_get_about (profile)->name : _ ("Not signed in"));
  if (held != NULL)
    add_property (group, _ ("Roles"), held);
  add_property (group, _ ("Licence"), _ ("GNU General Public License, version 3 or later; no warranty"));
  return group;
}

AdwDialog *
mc_about_dialog_new (McProfile *profile)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), MC_APP_ID);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Một Cửa"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), _ ("For the officials of one-stop counters"));
  adw_status_page_set_child (ADW_STATUS_PAGE (page), make_properties (profile));
  gtk_widget_add_css_class (page, "compact");
  adw_header_bar_set_show_title (ADW_HEADER_BAR (bar), FALSE);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_title (dialog, _ ("About Một Cửa"));
  mc_dialog_size_set (dialog, 460, 560);
  return dialog;
}
