// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-clock.h"

G_BEGIN_DECLS

/* The training portal as a child of the program: it ends with it (its standard input closes). One that
 * ends before is started again on its port. Signals: "stopped", "started" (again). */
#define MC_TYPE_TRAINING_CHILD (mc_training_child_get_type ())
G_DECLARE_FINAL_TYPE (McTrainingChild, mc_training_child, MC, TRAINING_CHILD, GObject)

/* directory: where it keeps its data. options: (nullable): more arguments for motcua-portal. Resolves with the
 * McTrainingChild once it listens; rejects with G_IO_ERROR when it cannot be started or ends at once. */
DexFuture *mc_training_child_start (const char *directory, const char *const *options, McClock *clock);

/* The training portal that somebody else runs, or ran, in this directory: nothing is started, nothing restarted. Only
 * one of this computer (127.0.0.1) is joined. */
McTrainingChild *mc_training_child_join (const char *directory, GError **error);

/* Starts it again from now on whenever it ends, until mc_training_child_stop (). */
void mc_training_child_watch (McTrainingChild *self);
void mc_training_child_stop (McTrainingChild *self);

const char *mc_training_child_get_url (McTrainingChild *self);
/* Its own certificate authority, PEM. */
const char *mc_training_child_get_ca_file (McTrainingChild *self);

G_END_DECLS
