// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-cache.h"
#include "mc-journal.h"
#include "mc-test.h"

#define FIXTURE_START G_GINT64_CONSTANT (1795400000000000)

/* A profile's folder of its own, with a key and a clock that stands still. */
typedef struct
{
  char *directory;
  GBytes *key;
  McClock *clock;
} Fixture;

void fixture_set_up (Fixture *self);
void fixture_clear (Fixture *self); /* removes the folder and all in it */
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

GBytes *fixture_other_key (void);
char *fixture_path (const Fixture *self, const char *name);

/* For fibers; a failure is a failed assertion. */
McJournal *fixture_open_journal (Fixture *self);
McCache *fixture_open_cache (Fixture *self);
void fixture_close_journal (McJournal *journal); /* drops it too */
void fixture_close_cache (McCache *cache);
GPtrArray *fixture_entries (McJournal *journal);

/* Opens and expects `code`. */
void fixture_refused (const Fixture *self, GBytes *key, int code);

/* Names of the folder's files with their bytes; only_data: without empty ones and shared memory indexes. */
GHashTable *fixture_files (const char *directory, gboolean only_data);
void fixture_assert_same_files (GHashTable *before, GHashTable *after);
GBytes *fixture_read (const char *path);
void fixture_write (const char *path, gconstpointer bytes, gsize size);
gboolean fixture_contains (GBytes *haystack, gconstpointer needle, gsize size);

/* An act on a record under a key of its own. */
McOutboxEntry *fixture_entry (const char *record_id, gint64 expected_version, McOutboxState state);
void fixture_assert_same_entry (const McOutboxEntry *a, const McOutboxEntry *b);

/* A summary with every member filled, number `n`; and one with members picked at random, some of them NULL. */
McSummary *fixture_summary (int n, gint64 version);
McSummary *fixture_random_summary (int n);
void fixture_assert_same_summary (const McSummary *a, const McSummary *b);
McChanges *fixture_changes (const char *next);                  /* an empty page */
void fixture_add_summary (McChanges *changes, McSummary *take); /* (transfer full) */
/* As the feed brings it, in a page of its own. */
void fixture_put (McCache *cache, McSummary *summary);
void fixture_add_tombstone (McChanges *changes, const char *id);
