// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libdex.h>

#include "mc-profile.h"

G_BEGIN_DECLS

/* Whether an act that the portal did not take can be corrected in its form. me: (nullable). */
gboolean mc_unsent_act_is_correctable (const McOutboxEntry *entry, const McMe *me);

/* Gives up an act of the outbox. What it carried stands among the drafts of its record before it goes: that of an act on many
 * records does not until then. Future of gboolean: FALSE: it is not to be given up any longer. (transfer full) */
DexFuture *mc_unsent_act_give_up (McProfile *profile, const char *key);

G_END_DECLS
