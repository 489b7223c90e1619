// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the main thread is while a turn of the loop takes long: its stack, taken once a millisecond. A turn shorter than
 * BENCH_SAMPLES_AFTER_MS costs nothing. */

#define BENCH_SAMPLES_AFTER_MS 2

/* From now on; on the thread that is watched. Ends with bench_samples_end(). */
void bench_samples_begin (void);
void bench_samples_end (void);

/* What comes now is not ours: not sampled, until it is again. */
void bench_samples_pause (gboolean pause);

/* Keeps the samples of the turn that just ended for bench_samples_say(). */
void bench_samples_keep (void);

/* Tells on standard error where the samples kept lie, the most frequent first: our own functions, from the one that the
 * loop called down to the one that called a library. Forgets them. */
void bench_samples_say (const char *title);

G_END_DECLS
