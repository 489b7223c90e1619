// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-notifier.h"

#include <glib/gi18n.h>

#include "mc-calendar.h"
#include "mc-format.h"

struct _McNotifier
{
  GObject parent_instance;

  McProfile *profile;   /* owned */
  GHashTable *assigned; /* ids that were told */
  char *due_day;        /* the day that was told of last */
  char *announced;      /* the words that were told last */
};

enum
{
  NOTIFY_DESKTOP,
  SAY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McNotifier, mc_notifier, G_TYPE_OBJECT)

static void
tell_assigned (McNotifier *self, const char *dossier)
{
  g_autofree char *title = NULL;
  guint n;

  if (!g_hash_table_add (self->assigned, g_strdup (dossier)))
    return;
  n = g_hash_table_size (self->assigned);
  title = n == 1 ? g_strdup (_ ("A dossier was assigned to you"))
                 : g_strdup_printf (_ ("%u dossiers were assigned to you"), n);
  g_signal_emit (self, signals[NOTIFY_DESKTOP], 0, "assigned", title);
}

static void
tell_due (McNotifier *self, gint64 count)
{
  g_autoptr (GDateTime) now = mc_clock_now (mc_profile_get_clock (self->profile));
  g_autofree char *day = mc_format_date (now);
  g_autofree char *number = mc_format_number (count);
  g_autofree char *title = NULL;

  if (g_strcmp0 (day, self->due_day) == 0)
    return;
  g_set_str (&self->due_day, day);
  title = g_strdup_printf (_ ("Due today, handled by me: %s"), number);
  g_signal_emit (self, signals[NOTIFY_DESKTOP], 0, "due-today", title);
}

static void
alert_cb (McNotifier *self, McAlert *alert)
{
  if (g_str_equal (alert->kind, "assigned") && alert->dossier != NULL)
    tell_assigned (self, alert->dossier);
  else if (g_str_equal (alert->kind, "due_today") && alert->count > 0)
    tell_due (self, alert->count);
  else if (g_str_equal (alert->kind, "announcement") && alert->text != NULL
           && g_strcmp0 (alert->text, self->announced) != 0)
    {
      g_set_str (&self->announced, alert->text);
      g_signal_emit (self, signals[SAY], 0, alert->text);
    }
}

static void
mc_notifier_dispose (GObject *object)
{
  McNotifier *self = MC_NOTIFIER (object);

  if (self->profile != NULL)
    g_signal_handlers_disconnect_by_data (mc_profile_get_sync (self->profile), self);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (mc_notifier_parent_class)->dispose (object);
}

static void
mc_notifier_finalize (GObject *object)
{
  McNotifier *self = MC_NOTIFIER (object);

  g_hash_table_unref (self->assigned);
  g_free (self->due_day);
  g_free (self->announced);
  G_OBJECT_CLASS (mc_notifier_parent_class)->finalize (object);
}

static void
mc_notifier_class_init (McNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_notifier_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_notifier_finalize;
  signals[NOTIFY_DESKTOP] = g_signal_new ("notify-desktop", MC_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SAY]
      = g_signal_new ("say", MC_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
mc_notifier_init (McNotifier *self)
{
  self->assigned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

McNotifier *
mc_notifier_new (McProfile *profile)
{
  McNotifier *self;

  g_return_val_if_fail (MC_IS_PROFILE (profile), NULL);

  self = g_object_new (MC_TYPE_NOTIFIER, NULL);
  self->profile = g_object_ref (profile);
  g_signal_connect_swapped (mc_profile_get_sync (profile), "alert", G_CALLBACK (alert_cb), self);
  return self;
}
