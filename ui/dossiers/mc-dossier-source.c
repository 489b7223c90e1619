// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-dossier-source.h"

#include "mc-portal-error.h"
#include "mc-secret.h"
#include "mc-task.h"

struct _McDossierSource
{
  GObject parent_instance;

  /* owned */
  McProfile *profile;
  McScope *scope;
  McDossier *dossier; /* NULL until it is there */
  char *id;

  guint generation; /* of the record: answers for another one are too late */
  gboolean heals;   /* what failed goes away by itself */
};

typedef struct
{
  McDossierSource *source;
  char *id;
  guint generation;
} Read;

enum
{
  LOADED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McDossierSource, mc_dossier_source, G_TYPE_OBJECT)

static void
read_free (Read *self)
{
  g_object_unref (self->source);
  g_free (self->id);
  g_free (self);
}

static void
fail (McDossierSource *self, const GError *error)
{
  gboolean gone = g_error_matches (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_FOUND)
                  || g_error_matches (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_FORBIDDEN);

  /* what is on screen stays good to read when only its refreshing failed */
  if (self->dossier != NULL && !gone)
    return;
  g_clear_pointer (&self->dossier, mc_dossier_unref);
  self->heals = mc_portal_error_can_heal (error);
  g_signal_emit (self, signals[FAILED], 0, error);
}

/* One that turns out to hold state secrets is covered before the portal has anything to say. */
static void
cover_shown (McDossierSource *self, const Read *read)
{
  g_autoptr (McScope) scope = g_object_ref (self->scope);
  g_autoptr (McSummary) summary = NULL;

  if (self->dossier == NULL || self->dossier->summary->secret)
    return;
  /* what the cache cannot tell the portal will */
  summary = mc_await_boxed (mc_cache_summary (mc_profile_get_cache (self->profile), read->id), NULL);
  if (summary == NULL || !summary->secret || mc_scope_is_ended (scope) || read->generation != self->generation
      || self->dossier == NULL)
    return;
  mc_dossier_cover (self->dossier);
  g_signal_emit (self, signals[LOADED], 0);
}

static DexFuture *
read_fiber (gpointer data)
{
  Read *read = data;
  McDossierSource *self = read->source;
  g_autoptr (GError) error = NULL;
  g_autoptr (McDossier) dossier = NULL;

  cover_shown (self, read);
  if (mc_scope_is_ended (self->scope))
    return dex_future_new_true ();
  dossier = mc_await_boxed (mc_sync_open_dossier (mc_profile_get_sync (self->profile), read->id), &error);
  if (read->generation != self->generation || mc_scope_is_ended (self->scope))
    return dex_future_new_true ();
  if (dossier == NULL)
    {
      fail (self, error);
      return dex_future_new_true ();
    }
  if (!dossier->summary->secret && mc_sync_withholds (mc_profile_get_sync (self->profile), read->id))
    mc_dossier_cover (dossier);
  g_clear_pointer (&self->dossier, mc_dossier_unref);
  self->dossier = g_steal_pointer (&dossier);
  g_signal_emit (self, signals[LOADED], 0);
  return dex_future_new_true ();
}

static void
records_changed_cb (McSync *sync, GStrv ids, McDossierSource *self)
{
  if (self->id != NULL && (ids == NULL || g_strv_contains ((const char *const *) ids, self->id)))
    mc_dossier_source_reload (self);
}

static void
line_changed_cb (McSync *sync, McDossierSource *self)
{
  if (self->id != NULL && self->dossier == NULL && self->heals && mc_sync_get_line (sync)->state == MC_LINE_CURRENT)
    mc_dossier_source_reload (self);
}

static void
mc_dossier_source_dispose (GObject *object)
{
  McDossierSource *self = MC_DOSSIER_SOURCE (object);

  mc_scope_clear (&self->scope);
  if (self->profile != NULL)
    g_signal_handlers_disconnect_by_data (mc_profile_get_sync (self->profile), self);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (mc_dossier_source_parent_class)->dispose (object);
}

static void
mc_dossier_source_finalize (GObject *object)
{
  McDossierSource *self = MC_DOSSIER_SOURCE (object);

  g_clear_pointer (&self->dossier, mc_dossier_unref);
  g_free (self->id);
  G_OBJECT_CLASS (mc_dossier_source_parent_class)->finalize (object);
}

static void
mc_dossier_source_class_init (McDossierSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_dossier_source_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_dossier_source_finalize;
  signals[LOADED]
      = g_signal_new ("loaded", MC_TYPE_DOSSIER_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", MC_TYPE_DOSSIER_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  1, G_TYPE_ERROR);
}

static void
mc_dossier_source_init (McDossierSource *self)
{
  self->scope = mc_scope_new (NULL);
}

McDossierSource *
mc_dossier_source_new (McProfile *profile)
{
  McDossierSource *self;
  McSync *sync;

  g_return_val_if_fail (MC_IS_PROFILE (profile), NULL);

  self = g_object_new (MC_TYPE_DOSSIER_SOURCE, NULL);
  self->profile = g_object_ref (profile);
  sync = mc_profile_get_sync (profile);
  g_signal_connect (sync, "records-changed", G_CALLBACK (records_changed_cb), self);
  g_signal_connect (sync, "line-changed", G_CALLBACK (line_changed_cb), self);
  return self;
}

void
mc_dossier_source_open (McDossierSource *self, const char *id)
{
  g_return_if_fail (MC_IS_DOSSIER_SOURCE (self));

  self->generation++;
  self->heals = FALSE;
  g_clear_pointer (&self->dossier, mc_dossier_unref);
  g_set_str (&self->id, id);
  if (id != NULL)
    mc_dossier_source_reload (self);
}

void
mc_dossier_source_reload (McDossierSource *self)
{
  Read *read;

  g_return_if_fail (MC_IS_DOSSIER_SOURCE (self));
  g_return_if_fail (self->id != NULL);

  read = g_new0 (Read, 1);
  read->source = g_object_ref (self);
  read->id = g_strdup (self->id);
  read->generation = self->generation;
  mc_task_run (self->scope, "open dossier", read_fiber, read, (GDestroyNotify) read_free);
}

McDossier *
mc_dossier_source_get_dossier (McDossierSource *self)
{
  g_return_val_if_fail (MC_IS_DOSSIER_SOURCE (self), NULL);

  return self->dossier;
}

const char *
mc_dossier_source_get_id (McDossierSource *self)
{
  g_return_val_if_fail (MC_IS_DOSSIER_SOURCE (self), NULL);

  return self->id;
}
