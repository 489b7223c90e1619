// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fake-uploads.h"
#include "mc-clock.h"
#include "mc-portal.h"

G_BEGIN_DECLS

/* A portal in this process that does what it is told: a small model of records, feed and acts under their keys, with
 * faults planned call by call. */
#define FAKE_TYPE_PORTAL (fake_portal_get_type ())
G_DECLARE_FINAL_TYPE (FakePortal, fake_portal, FAKE, PORTAL, GObject)

/* What happens to one act. */
typedef enum
{
  FAKE_ACT_GOOD,
  FAKE_ACT_FAILS,         /* nothing is committed */
  FAKE_ACT_COMMITS_FAILS, /* committed, and the answer is lost */
  FAKE_ACT_HANGS,         /* nothing is committed, no answer ever */
  FAKE_ACT_COMMITS_HANGS, /* committed, no answer ever */
} FakeAct;

typedef struct
{
  FakeAct what;
  McPortalError code; /* of the failures */
  int retry_after;
  gint64 delay_us; /* on the clock, before anything else */
} FakePlan;

FakePortal *fake_portal_new (McClock *clock);

/* A record of the kind the tests use: "…-0001" for number 1, in state 1 with `accept` allowed. (transfer full) */
McSummary *fake_summary_new (guint number, gint64 version, gint64 handling_version);
char *fake_id (guint number);

/* The model: what the feed tells. */
void fake_portal_put (FakePortal *self, McSummary *summary);
void fake_portal_remove (FakePortal *self, const char *id);
McSummary *fake_portal_find (FakePortal *self, const char *id);
void fake_portal_set_page_size (FakePortal *self, guint page_size);
/* Every cursor given so far is gone. */
void fake_portal_forget_cursors (FakePortal *self);
/* The official has a queue of the own work: everything in state 1. */
void fake_portal_add_queue (FakePortal *self);
/* Only this operation meets the line, and it does after so many good calls; NULL: every one does, at once. */
void fake_portal_set_line_of (FakePortal *self, const char *operation, guint after);
/* No detail is answered before the gate is opened; NULL: opened. */
void fake_portal_set_gate (FakePortal *self, DexFuture *gate);
/* Most details under way at once, so far. */
guint fake_portal_count_at_once (FakePortal *self);
/* The next page of the feed is this one. */
void fake_portal_inject (FakePortal *self, McChanges *changes);

/* A document of every record has this id; another is not found. bytes: (nullable): none. */
void fake_portal_set_document (FakePortal *self, const char *id, GBytes *bytes);
/* Downloads come to a stop after so many bytes with the line's error, each anew; -1: none does. */
void fake_portal_break_document (FakePortal *self, gint64 after);

/* (transfer none) */
FakeUploads *fake_portal_get_uploads (FakePortal *self);

/* The oldest version of the program that it takes; NULL, as at first: it does not tell of itself. */
void fake_portal_set_oldest_client (FakePortal *self, const char *version);

/* code: a McPortalError that every call meets; -1: none. */
void fake_portal_set_line (FakePortal *self, int code);
void fake_portal_plan (FakePortal *self, FakePlan plan);

/* Acts that came in, in order, and how often a key was committed. */
guint fake_portal_count_acts (FakePortal *self);
McAct *fake_portal_get_act (FakePortal *self, guint index);
guint fake_portal_count_commits (FakePortal *self);

/* What was recorded of the official: "key kind field purpose" each. (transfer none) */
GPtrArray *fake_portal_get_reveals (FakePortal *self);
/* code: a McPortalError that each of them meets; -1: none. */
void fake_portal_refuse_reveals (FakePortal *self, int code);

/* "open ID" and "close ID" of presence, in order. (transfer none) */
GPtrArray *fake_portal_get_presence (FakePortal *self);
/* Who else is told to have each record open; NULL: nobody. */
void fake_portal_set_colleague (FakePortal *self, const char *name);

/* "me", "changes", "detail", "document", "reveal", "presence". */
guint fake_portal_count_calls (FakePortal *self, const char *operation);

G_END_DECLS
