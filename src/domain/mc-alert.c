// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-alert.h"

G_DEFINE_BOXED_TYPE (McAlert, mc_alert, mc_alert_ref, mc_alert_unref)

McAlert *
mc_alert_new (void)
{
  McAlert *self = g_new0 (McAlert, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->count = -1;
  return self;
}

McAlert *
mc_alert_ref (McAlert *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mc_alert_unref (McAlert *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->kind);
  g_free (self->dossier);
  g_free (self->text);
  g_free (self);
}
