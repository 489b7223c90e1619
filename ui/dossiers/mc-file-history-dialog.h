// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-record.h"

G_BEGIN_DECLS

typedef void (*McFileChosen) (const McDocument *document, gpointer data);

/* The files of a component, those that count and those that were replaced or removed: who, when and why. One that is chosen is
 * told, and the dialog closes. */
AdwDialog *mc_file_history_dialog_new (const McComponent *component, GDateTime *now, McFileChosen chosen,
                                       gpointer data);

G_END_DECLS
