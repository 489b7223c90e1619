// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From here on this process can count, draw and answer, and nothing else: at most MC_RENDER_MEMORY of memory; no new
 * privileges; no files but fonts, read; no network, no other processes. Cannot be undone. FALSE: it is not safe to go
 * on. */
gboolean mc_render_jail_enter (GError **error);

G_END_DECLS
