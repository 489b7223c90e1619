// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-application.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "mc-actions.h"
#include "mc-connection.h"
#include "mc-notifier.h"
#include "mc-task.h"
#include "mc-text-size.h"
#include "mc-training-child.h"
#include "mc-versions.h"
#include "mc-window.h"

struct _McApplication
{
  AdwApplication parent_instance;

  /* options */
  gboolean training;
  gboolean training_join;
  gboolean exit_after_startup;
  char *portal_url;
  char *training_directory;
  GStrv training_options;

  /* owned */
  GSettings *settings;
  McClock *clock;
  McTrainingChild *child;
  McConnection *connection;
  McProfile *profile;
  McNotifier *notifier; /* of the profile */
  McScope *scope;
  McScope *sign_in_scope; /* of the sign-in under way */
  McWindow *window;       /* not owned */
  gboolean quitting;
};

G_DEFINE_FINAL_TYPE (McApplication, mc_application, ADW_TYPE_APPLICATION)

static gboolean
is_looked_at (McApplication *self)
{
  return self->window != NULL && gtk_window_is_active (GTK_WINDOW (self->window));
}

static void
say_cb (McApplication *self, const char *text)
{
  if (self->window != NULL)
    mc_window_say (self->window, text);
}

/* Whoever is at the program is told in it; it stands on a locked screen otherwise: no name, no number. */
static void
notify_cb (McApplication *self, const char *id, const char *title)
{
  g_autoptr (GNotification) notification = NULL;

  if (is_looked_at (self))
    {
      say_cb (self, title);
      return;
    }
  notification = g_notification_new (title);
  g_notification_set_default_action (notification, "app.today");
  g_application_send_notification (G_APPLICATION (self), id, notification);
}

/* Shows a profile that has been opened, and lets it work. */
static void
take_profile (McApplication *self, McProfile *profile)
{
  g_autofree char *title = NULL;

  if (profile == self->profile)
    {
      mc_window_show_sign_in (self->window, FALSE);
      mc_sync_poke (mc_profile_get_sync (profile));
      return;
    }
  mc_window_set_profile (self->window, NULL);
  g_set_object (&self->profile, profile);
  g_settings_set_string (self->settings, "last-portal", mc_connection_get_url (self->connection));
  g_settings_set_string (self->settings, "last-sub", mc_profile_get_sub (profile));
  title = g_strdup_printf ("%s – %s", _ ("Một Cửa"), mc_profile_get_about (profile)->name);
  gtk_window_set_title (GTK_WINDOW (self->window), title);
  mc_window_set_training (self->window, self->training || mc_profile_get_about (profile)->training);
  mc_window_set_profile (self->window, profile);
  g_clear_object (&self->notifier);
  self->notifier = mc_notifier_new (profile);
  g_signal_connect_object (self->notifier, "notify-desktop", G_CALLBACK (notify_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notifier, "say", G_CALLBACK (say_cb), self, G_CONNECT_SWAPPED);
  mc_sync_start (mc_profile_get_sync (profile));
}

static void
show_failure (McApplication *self, const GError *error)
{
  McSignInPage *page = mc_window_get_sign_in_page (self->window);

  g_message ("%s", error->message);
  mc_sign_in_page_show_ready (page, self->connection != NULL ? mc_connection_get_url (self->connection) : "–",
                              self->training);
  mc_sign_in_page_show_error (page, error);
  mc_window_show_sign_in (self->window, TRUE);
}

static void
training_stopped_cb (McApplication *self)
{
  if (self->window != NULL)
    mc_window_say (self->window, _ ("The training portal has ended and is being started again. Nothing is lost."));
}

static void
training_started_cb (McApplication *self)
{
  if (self->window != NULL)
    mc_window_say (self->window, _ ("The training portal runs again"));
  if (self->profile != NULL)
    mc_sync_poke (mc_profile_get_sync (self->profile));
}

static gboolean
start_training (McApplication *self, GError **error)
{
  if (self->training_join)
    self->child = mc_training_child_join (self->training_directory, error);
  else
    self->child = mc_await_object (
        mc_training_child_start (self->training_directory, (const char *const *) self->training_options, self->clock),
        error);
  if (self->child == NULL)
    return FALSE;
  g_set_str (&self->portal_url, mc_training_child_get_url (self->child));
  g_signal_connect_object (self->child, "stopped", G_CALLBACK (training_stopped_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->child, "started", G_CALLBACK (training_started_cb), self, G_CONNECT_SWAPPED);
  mc_training_child_watch (self->child);
  return TRUE;
}

/* From nothing to the desk of whoever worked here last, or to the sign-in page. */
static DexFuture *
begin_fiber (gpointer data)
{
  McApplication *self = data;
  McSignInPage *page = mc_window_get_sign_in_page (self->window);
  g_autoptr (McProfile) profile = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *last_portal = g_settings_get_string (self->settings, "last-portal");
  g_autofree char *last_sub = g_settings_get_string (self->settings, "last-sub");

  if (self->training && self->child == NULL && !start_training (self, &error))
    {
      show_failure (self, error);
      return dex_future_new_true ();
    }
  if (self->portal_url == NULL)
    g_set_str (&self->portal_url, last_portal);
  self->connection = mc_connection_new (
      self->portal_url, self->child != NULL ? mc_training_child_get_ca_file (self->child) : NULL, self->clock, &error);
  if (self->connection != NULL && last_sub[0] != '\0' && g_str_equal (last_portal, self->portal_url))
    profile = mc_await_object (mc_connection_open_known (self->connection, last_sub), &error);
  if (error != NULL)
    show_failure (self, error);
  else if (profile != NULL)
    take_profile (self, profile);
  else
    mc_sign_in_page_show_ready (page, self->portal_url, self->training);
  return dex_future_new_true ();
}

static void
browser_asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (McApplication) self = data;
  g_autoptr (GError) error = NULL;

  /* the page offers the address to copy: nothing else can be done about a missing browser */
  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error))
    g_message ("opening the browser: %s", error->message);
}

static gboolean
open_browser (const char *uri, gpointer data, GError **error)
{
  McApplication *self = data;
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);

  mc_sign_in_page_show_waiting (mc_window_get_sign_in_page (self->window), uri);
  gtk_uri_launcher_launch (launcher, GTK_WINDOW (self->window), NULL, browser_asked_cb, g_object_ref (self));
  return TRUE;
}

static DexFuture *
sign_in_fiber (gpointer data)
{
  McApplication *self = data;
  g_autoptr (McScope) scope = g_object_ref (self->sign_in_scope);
  g_autoptr (McProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  profile
      = mc_await_object (mc_connection_sign_in (self->connection, scope, self->profile, open_browser, self), &error);
  if (mc_scope_is_ended (scope))
    return dex_future_new_true ();
  if (profile != NULL)
    take_profile (self, profile);
  else
    show_failure (self, error);
  gtk_window_present (GTK_WINDOW (self->window));
  return dex_future_new_true ();
}

static void
sign_in_cb (McApplication *self)
{
  mc_scope_clear (&self->sign_in_scope);
  mc_window_show_sign_in (self->window, TRUE);
  if (self->connection == NULL)
    {
      mc_sign_in_page_show_opening (mc_window_get_sign_in_page (self->window));
      mc_task_run (self->scope, "begin", begin_fiber, g_object_ref (self), g_object_unref);
      return;
    }
  self->sign_in_scope = mc_scope_new (self->scope);
  mc_sign_in_page_show_waiting (mc_window_get_sign_in_page (self->window), NULL);
  mc_task_run (self->scope, "sign in", sign_in_fiber, g_object_ref (self), g_object_unref);
}

static void
cancel_sign_in_cb (McApplication *self)
{
  mc_scope_clear (&self->sign_in_scope);
  mc_sign_in_page_show_ready (mc_window_get_sign_in_page (self->window), self->portal_url, self->training);
  mc_window_show_sign_in (self->window, FALSE);
}

/* Everything is on disk before the process ends. */
static DexFuture *
quit_fiber (gpointer data)
{
  McApplication *self = data;
  g_autoptr (GError) error = NULL;

  if (self->profile != NULL && !mc_await (mc_profile_close (self->profile), &error))
    g_warning ("closing the profile: %s", error->message);
  g_clear_object (&self->notifier);
  g_clear_object (&self->profile);
  g_clear_object (&self->connection);
  if (self->child != NULL)
    mc_training_child_stop (self->child);
  g_clear_object (&self->child);
  g_application_release (G_APPLICATION (self));
  g_application_quit (G_APPLICATION (self));
  return dex_future_new_true ();
}

static void
quit (McApplication *self)
{
  if (self->quitting)
    return;
  self->quitting = TRUE;
  g_application_hold (G_APPLICATION (self));
  mc_scope_clear (&self->sign_in_scope);
  if (self->window != NULL)
    {
      mc_window_set_profile (self->window, NULL);
      gtk_window_destroy (GTK_WINDOW (self->window));
      self->window = NULL;
    }
  mc_task_run (self->scope, "quit", quit_fiber, g_object_ref (self), g_object_unref);
}

static void
quit_action_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  quit (data);
}

static void
today_action_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  McApplication *self = data;

  if (self->window == NULL)
    return;
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.place", "i", 1);
}

static gboolean
close_request_cb (GtkWindow *window, McApplication *self)
{
  quit (self);
  return GDK_EVENT_STOP;
}

static gboolean
terminated_cb (gpointer data)
{
  quit (data);
  return G_SOURCE_CONTINUE;
}

static void
painted_cb (GdkFrameClock *clock, McApplication *self)
{
  quit (self);
}

static void
mc_application_activate (GApplication *application)
{
  McApplication *self = MC_APPLICATION (application);

  if (self->window != NULL)
    {
      gtk_window_present (GTK_WINDOW (self->window));
      return;
    }
  if (self->quitting)
    return;
  self->window = mc_window_new (GTK_APPLICATION (self));
  g_signal_connect (self->window, "close-request", G_CALLBACK (close_request_cb), self);
  g_signal_connect_swapped (self->window, "sign-in", G_CALLBACK (sign_in_cb), self);
  g_signal_connect_swapped (self->window, "cancel-sign-in", G_CALLBACK (cancel_sign_in_cb), self);
  mc_window_set_training (self->window, self->training);
  mc_sign_in_page_show_opening (mc_window_get_sign_in_page (self->window));
  gtk_window_present (GTK_WINDOW (self->window));
  if (self->exit_after_startup)
    g_signal_connect_object (gtk_widget_get_frame_clock (GTK_WIDGET (self->window)), "after-paint",
                             G_CALLBACK (painted_cb), self, 0);
  mc_task_run (self->scope, "begin", begin_fiber, g_object_ref (self), g_object_unref);
}

static void
mc_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = { { "quit", quit_action_cb }, { "today", today_action_cb } };
  McApplication *self = MC_APPLICATION (application);

  G_APPLICATION_CLASS (mc_application_parent_class)->startup (application);
  dex_init ();
  g_set_application_name (_ ("Một Cửa"));
  gtk_window_set_default_icon_name (MC_APP_ID);
  self->clock = mc_clock_new_system ();
  self->settings = g_settings_new (MC_APP_ID);
  self->scope = mc_scope_new (NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  mc_text_size_follow (self->settings);
  mc_actions_set_accels (GTK_APPLICATION (self));
  g_unix_signal_add (SIGTERM, terminated_cb, self);
  g_unix_signal_add (SIGINT, terminated_cb, self);
}

static int
mc_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  McApplication *self = MC_APPLICATION (application);

  if (g_variant_dict_contains (options, "version"))
    {
      mc_versions_print ();
      return 0;
    }
  if (self->training && self->training_directory == NULL)
    self->training_directory = g_build_filename (g_get_user_data_dir (), "motcua", "training", NULL);
  if (self->training)
    return -1;
  if (self->portal_url == NULL)
    {
      g_autoptr (GSettings) settings = g_settings_new (MC_APP_ID);

      self->portal_url = g_settings_get_string (settings, "last-portal");
    }
  if (g_str_has_prefix (self->portal_url, "https://"))
    return -1;
  g_printerr ("%s\n", _ ("Say which portal: --portal https://…, or --training to practise"));
  return 2;
}

static void
mc_application_dispose (GObject *object)
{
  McApplication *self = MC_APPLICATION (object);

  mc_scope_clear (&self->sign_in_scope);
  mc_scope_clear (&self->scope);
  g_clear_object (&self->notifier);
  g_clear_object (&self->profile);
  g_clear_object (&self->connection);
  if (self->child != NULL)
    mc_training_child_stop (self->child);
  g_clear_object (&self->child);
  g_clear_object (&self->clock);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->portal_url, g_free);
  g_clear_pointer (&self->training_directory, g_free);
  g_clear_pointer (&self->training_options, g_strfreev);
  G_OBJECT_CLASS (mc_application_parent_class)->dispose (object);
}

static void
mc_application_class_init (McApplicationClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_application_dispose;
  G_APPLICATION_CLASS (klass)->activate = mc_application_activate;
  G_APPLICATION_CLASS (klass)->startup = mc_application_startup;
  G_APPLICATION_CLASS (klass)->handle_local_options = mc_application_handle_local_options;
}

static void
mc_application_init (McApplication *self)
{
  const GOptionEntry options[] = {
    { "portal", 0, 0, G_OPTION_ARG_STRING, &self->portal_url, N_ ("The portal's address"), "URL" },
    { "training", 0, 0, G_OPTION_ARG_NONE, &self->training, N_ ("Start and use the training portal"), NULL },
    { "training-join", 0, 0, G_OPTION_ARG_NONE, &self->training_join,
      N_ ("Use the training portal that runs in its directory instead of starting one"), NULL },
    { "training-directory", 0, 0, G_OPTION_ARG_FILENAME, &self->training_directory,
      N_ ("Where the training portal keeps its data"), N_ ("DIRECTORY") },
    { "training-option", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->training_options,
      N_ ("An option for the training portal, such as --dossiers=1000"), N_ ("OPTION") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Versions of the program and its libraries"), NULL },
    { "exit-after-startup", 0, 0, G_OPTION_ARG_NONE, &self->exit_after_startup,
      N_ ("End once the window has been painted"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

McApplication *
mc_application_new (void)
{
  return g_object_new (MC_TYPE_APPLICATION, "application-id", MC_APP_ID, "resource-base-path",
                       "/io/github/motcua/MotCua", NULL);
}
