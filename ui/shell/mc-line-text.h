// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-sync.h"

G_BEGIN_DECLS

/* The line's state in words, for the bottom of the sidebar. (transfer full) */
char *mc_line_text (const McLine *line);

/* Name of the symbolic icon beside it. (transfer none) */
const char *mc_line_icon (const McLine *line);

/* One whole number in Vietnamese figures: "12.400". (transfer full) */
char *mc_line_number (gint64 number);

G_END_DECLS
