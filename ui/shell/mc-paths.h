// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the program's own files lie: beside it in the build tree when it runs from there, else as installed. */

/* (transfer none) */
const char *mc_paths_locale_dir (void);

/* The training portal's program. (transfer none) */
const char *mc_paths_training_portal (void);

/* The child that opens foreign documents. (transfer none) */
const char *mc_paths_render (void);

/* Lets GSettings find the schema of a program that is not installed. To be called before any thread starts. */
void mc_paths_prepare (void);

G_END_DECLS
