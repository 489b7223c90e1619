// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What to do first, on one page, and the way to the keys. (transfer floating) */
AdwDialog *mc_help_dialog_new (void);

G_END_DECLS
