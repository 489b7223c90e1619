// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Somebody else who has a record open. */
typedef struct
{
  char *name;
  char *unit;
} McColleague;

/* Who else has a record open, as far as this official may know. It locks nothing. */
typedef struct
{
  gatomicrefcount ref_count;

  GDateTime *until;  /* end of one's own lease; nullable: none */
  GPtrArray *others; /* of McColleague */
} McPresence;

#define MC_TYPE_PRESENCE (mc_presence_get_type ())
GType mc_presence_get_type (void);
McPresence *mc_presence_new (void);
McPresence *mc_presence_ref (McPresence *self);
void mc_presence_unref (McPresence *self);
/* Copies. */
void mc_presence_add (McPresence *self, const char *name, const char *unit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McPresence, mc_presence_unref)

G_END_DECLS
