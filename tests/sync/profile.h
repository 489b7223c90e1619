// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fake-portal.h"
#include "mc-cache.h"
#include "mc-journal.h"
#include "mc-test.h"
#include "mc-wait.h"

G_BEGIN_DECLS

#define SECOND G_TIME_SPAN_SECOND
#define MINUTE G_TIME_SPAN_MINUTE
#define HOUR G_TIME_SPAN_HOUR
#define DAY G_TIME_SPAN_DAY

/* A profile of an official: real encrypted files in a directory of their own, a clock that stands still, a fake portal. */
typedef struct
{
  char *directory;
  McClock *clock;
  FakePortal *portal;
  McJournal *journal;
  McCache *cache;
} Profile;

Profile *profile_new (void);
void profile_free (Profile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Profile, profile_free)

/* Closes both files and opens them again, as the next start of the program does. */
void profile_reopen (Profile *self);

/* Lets everything that is under way on the threads of the store come to rest: for what must not happen. */
void profile_settle (Profile *self);

/* (transfer full) (nullable) */
McSummary *profile_summary (Profile *self, const char *id);

G_END_DECLS
