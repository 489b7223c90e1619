// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The keys, made from the table of acts. (transfer floating) */
AdwDialog *mc_shortcuts_dialog_new (void);

G_END_DECLS
