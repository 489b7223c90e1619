// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Who asked: the life of an owner (a page, a profile, the sync engine). What was started in a scope ends with it. */
#define MC_TYPE_SCOPE (mc_scope_get_type ())
G_DECLARE_FINAL_TYPE (McScope, mc_scope, MC, SCOPE, GObject)

/* parent: (nullable): a scope whose end ends this one too. */
McScope *mc_scope_new (McScope *parent);

/* Ends the scope: running tasks are cancelled, later ones never start. */
void mc_scope_end (McScope *self);

/* self: (nullable): the scope of an owner that has been disposed: ended. */
gboolean mc_scope_is_ended (McScope *self);

/* (transfer none) */
GCancellable *mc_scope_get_cancellable (McScope *self);

/* Ends and drops a scope held in *scope, if any: for dispose. */
void mc_scope_clear (McScope **scope);

G_END_DECLS
