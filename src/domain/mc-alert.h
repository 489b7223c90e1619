// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Something that the portal wants this official to notice. It names a record by its id and holds no personal data. */
typedef struct
{
  gatomicrefcount ref_count;

  char *kind;    /* "assigned" | "due_today" | "announcement"; others survive */
  char *dossier; /* id, of "assigned"; nullable */
  gint64 count;  /* of dossiers, of "due_today"; -1: none */
  char *text;    /* of "announcement"; nullable */
} McAlert;

#define MC_TYPE_ALERT (mc_alert_get_type ())
GType mc_alert_get_type (void);
McAlert *mc_alert_new (void);
McAlert *mc_alert_ref (McAlert *self);
void mc_alert_unref (McAlert *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McAlert, mc_alert_unref)

G_END_DECLS
