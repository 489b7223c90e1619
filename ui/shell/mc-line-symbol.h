// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-sync.h"

G_BEGIN_DECLS

/* The line's state as a symbol in a header bar while the sidebar, which says it in words, is folded (interface §1); of two
 * pages side by side the first has it. Its words are the tooltip; pressing it opens Chờ gửi. */
#define MC_TYPE_LINE_SYMBOL (mc_line_symbol_get_type ())
G_DECLARE_FINAL_TYPE (McLineSymbol, mc_line_symbol, MC, LINE_SYMBOL, AdwBin)

/* Once. */
void mc_line_symbol_set_sync (McLineSymbol *self, McSync *sync);

G_END_DECLS
