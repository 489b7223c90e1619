// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Which records of a list are picked, by local key: whatever happens to the list, it is these. Signal: "changed". */
#define MC_TYPE_PICKS (mc_picks_get_type ())
G_DECLARE_FINAL_TYPE (McPicks, mc_picks, MC, PICKS, GObject)

McPicks *mc_picks_new (void);

guint mc_picks_count (McPicks *self);
gboolean mc_picks_has (McPicks *self, gint64 key);

void mc_picks_toggle (McPicks *self, gint64 key);
void mc_picks_clear (McPicks *self);

/* keys: of gint64. Picks n of them from `first` on, besides what is picked. */
void mc_picks_add (McPicks *self, const GArray *keys, guint first, guint n);

/* What is not among keys is no longer picked. */
void mc_picks_keep (McPicks *self, const GArray *keys);

/* Those picked, in the order of keys. (transfer full) */
GArray *mc_picks_get (McPicks *self, const GArray *keys);

G_END_DECLS
