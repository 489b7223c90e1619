// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>
#include <sqlite3.h>

#include "mc-profile.h"

#define RECORDS 100000
#define PAGE 5000
#define KEY_BYTES 32
#define BENCH_URL "https://bench.example"
#define BENCH_SUB "sub"

/* What the measuring programs of the list share: a profile with 100,000 invented dossiers, and the same file opened bare. */
extern const guint8 bench_key[KEY_BYTES];

/* One invented dossier. (transfer full) */
McSummary *bench_summary (guint number, gint64 version);

/* A page of the feed: records first, first + 1, … (transfer full) */
McChanges *bench_page (guint first, guint n, gint64 version);

/* The profile of the session's data directory, on the system's clock, its line quiet. */
McProfile *bench_open (void);

/* Runs the loop until the future is settled; an error ends the program. (transfer full) */
DexFuture *bench_await (DexFuture *future);

/* The cache's file. (transfer full) */
char *bench_cache_path (void);
sqlite3 *bench_open_bare (const char *path);
void bench_check (sqlite3 *db, int status);

/* Runs the loop until the widget's window has painted once more. */
void bench_frame (GtkWidget *widget);

GtkWindow *bench_window (GtkWidget *child);

/* The first mapped widget of the type under root, root included; or NULL. */
GtkWidget *find_widget (GtkWidget *root, GType type);

/* A window with the queue page over everything, painted, its list focused. */
GtkWidget *open_page (McProfile *profile);

double wall_ms (void);
double bench_median (GArray *values);
double bench_p95 (GArray *values);

/* One row of results; baseline < 0: none. */
void bench_print (const char *name, double value, double baseline);

/* The parts that live in files of their own. */
void run_scroll (void);
void run_search (void);
void run_desk (void);
void run_open (void);
void run_memory (void);
void run_empty (void);
