// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-sync"
#include "mc-attendance.h"

#include <string.h>

#include "mc-codecs.h"
#include "mc-task.h"
#include "mc-wake.h"

/* a lease is 30 s: one renewal may be late, or fail once */
#define RENEW_US (20 * (gint64) G_USEC_PER_SEC)

struct _McAttendance
{
  GObject parent_instance;

  /* owned */
  McPortal *portal;
  McClock *clock;
  McScope *scope;
  char *open;           /* id of the record; NULL: none */
  McPresence *presence; /* as the portal told last; NULL: nothing known */
  DexPromise *turned;   /* another record, or the line */

  gboolean online;
  gboolean runs;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (McAttendance, mc_attendance, G_TYPE_OBJECT)

static void
set_presence (McAttendance *self, McPresence *presence)
{
  gboolean nobody = mc_attendance_get_others (self) == NULL;

  g_clear_pointer (&self->presence, mc_presence_unref);
  self->presence = presence;
  if (!nobody || mc_attendance_get_others (self) != NULL)
    g_signal_emit (self, changed_signal, 0);
}

/* One lease. FALSE: the portal has none of these, or not of this record. */
static gboolean
renew (McAttendance *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  McPresence *presence = mc_await_boxed (mc_portal_presence (self->portal, id, TRUE), &error);

  if (mc_scope_is_ended (self->scope) || g_strcmp0 (id, self->open) != 0)
    {
      /* it was closed meanwhile, and the portal may have heard that first */
      if (presence != NULL && !mc_scope_is_ended (self->scope))
        dex_future_disown (mc_portal_presence (self->portal, id, FALSE));
      g_clear_pointer (&presence, mc_presence_unref);
      return TRUE;
    }
  /* who is not known about is not said to be there */
  set_presence (self, presence);
  return error == NULL
         || !(g_error_matches (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_FOUND)
              || g_error_matches (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_FORBIDDEN));
}

static DexFuture *
attend_fiber (gpointer data)
{
  McAttendance *self = data;

  while (!mc_scope_is_ended (self->scope) && self->open != NULL)
    {
      g_autofree char *id = g_strdup (self->open);
      gboolean again = TRUE;

      mc_wake_renew (&self->turned);
      if (self->online)
        again = renew (self, id);
      if (mc_scope_is_ended (self->scope))
        break;
      if (dex_future_is_pending (DEX_FUTURE (self->turned)))
        mc_await (self->online && again
                      ? dex_future_first (dex_ref (self->turned), mc_clock_sleep (self->clock, RENEW_US), NULL)
                      : dex_ref (self->turned),
                  NULL); /* ended: the loop sees it */
    }
  self->runs = FALSE;
  return dex_future_new_true ();
}

static void
mc_attendance_dispose (GObject *object)
{
  McAttendance *self = MC_ATTENDANCE (object);

  mc_scope_clear (&self->scope);
  g_clear_object (&self->portal);
  g_clear_object (&self->clock);
  dex_clear (&self->turned);
  g_clear_pointer (&self->presence, mc_presence_unref);
  g_clear_pointer (&self->open, g_free);
  G_OBJECT_CLASS (mc_attendance_parent_class)->dispose (object);
}

static void
mc_attendance_class_init (McAttendanceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_attendance_dispose;
  changed_signal = g_signal_new ("changed", MC_TYPE_ATTENDANCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mc_attendance_init (McAttendance *self)
{
  self->scope = mc_scope_new (NULL);
}

McAttendance *
mc_attendance_new (McPortal *portal, McClock *clock)
{
  McAttendance *self = g_object_new (MC_TYPE_ATTENDANCE, NULL);

  self->portal = g_object_ref (portal);
  self->clock = g_object_ref (clock);
  return self;
}

void
mc_attendance_stop (McAttendance *self)
{
  mc_scope_end (self->scope);
}

void
mc_attendance_open (McAttendance *self, const char *id)
{
  if (mc_scope_is_ended (self->scope) || g_strcmp0 (self->open, id) == 0)
    return;
  /* the lease would end by itself: that it could not be said is nothing to tell */
  if (self->open != NULL && self->online)
    dex_future_disown (mc_portal_presence (self->portal, self->open, FALSE));
  g_set_str (&self->open, id);
  set_presence (self, NULL);
  mc_wake (self->turned);
  if (self->open == NULL || self->runs)
    return;
  self->runs = TRUE;
  mc_task_run (self->scope, "presence", attend_fiber, g_object_ref (self), g_object_unref);
}

void
mc_attendance_set_line (McAttendance *self, gboolean online)
{
  if (self->online == online)
    return;
  self->online = online;
  if (!online)
    set_presence (self, NULL);
  mc_wake (self->turned);
}

void
mc_attendance_tell (McAttendance *self, const char *data)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, strlen (data));
  g_autoptr (GError) error = NULL;
  g_autofree char *dossier = NULL;
  McPresence *presence = mc_codec_presence_event_parse (bytes, &dossier, &error);

  if (presence == NULL) /* the next renewal tells it, too */
    g_debug ("event stream: who has a record open is not as agreed: %s", error->message);
  else if (g_strcmp0 (dossier, self->open) == 0)
    set_presence (self, presence);
  else
    mc_presence_unref (presence);
}

GPtrArray *
mc_attendance_get_others (McAttendance *self)
{
  return self->presence != NULL && self->presence->others->len > 0 ? self->presence->others : NULL;
}
