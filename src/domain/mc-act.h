// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "mc-record.h"

G_BEGIN_DECLS

/* An act on a record, on its way to the portal: what the outbox keeps and McPortal sends. */
typedef struct
{
  gatomicrefcount ref_count;

  char *key;  /* Idempotency-Key, a UUIDv7 made at the click */
  char *kind; /* "dossier" */
  char *record_id;
  char *action;                     /* "accept" */
  gint64 expected_handling_version; /* If-Match; 0: the act needs none (a note) */
  GDateTime *performed_at;          /* UTC */
  char *form;                       /* JSON object: what the official filled in; never NULL, "{}" at least */
} McAct;

#define MC_TYPE_ACT (mc_act_get_type ())
GType mc_act_get_type (void);
McAct *mc_act_new (void);
McAct *mc_act_ref (McAct *self);
void mc_act_unref (McAct *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McAct, mc_act_unref)

/* An internal note (ý kiến nội bộ). */
#define MC_ACT_NOTE "add_note"
/* Telling others once more what has become of the record (đồng bộ lại): its handling stays as it is. */
#define MC_ACT_SYNC_AGAIN "sync_again"

/* Whether the act looks at what state the record has. A note does not: it expects no version, waits beside any other act, and
 * whoever reads the record may write one. Nor do secrecy and what is only recorded. */
gboolean mc_act_is_handling (const char *action);

/* State secrecy (có nội dung bí mật nhà nước): at once and whatever the state, by who may (MC_CAN_MARK_SECRET …). */
#define MC_ACT_MARK_SECRET "mark_secret"
#define MC_ACT_LIFT_SECRET "lift_secret"
gboolean mc_act_is_secrecy (const char *action);

/* What is recorded of an official, and changes nothing of the record: it goes to the audit, in no order with acts. */
#define MC_ACT_REVEAL "reveal"
#define MC_ACT_PRINT "print"
#define MC_ACT_SAVE "save" /* a document of it to a file */
#define MC_ACT_EXPORT "export"
gboolean mc_act_is_recorded (const char *action);

/* Acts about files (tệp): of a component, or the draft of the result. They name what they are about, so they expect no version
 * and wait beside one another; any other act of the record waits until they are through. */
#define MC_ACT_ATTACH_FILE "attach_file"
#define MC_ACT_REPLACE_FILE "replace_file"
#define MC_ACT_REMOVE_FILE "remove_file"
#define MC_ACT_REUSE_PAPER "reuse_paper"
#define MC_ACT_ATTACH_RESULT "attach_result"
gboolean mc_act_is_about_files (const char *action);

/* Whether it is sent with the handling_version that the official saw, of which a record has one unsent act at most. */
gboolean mc_act_expects_version (const char *action);

/* What the portal made of it. */
typedef struct
{
  gatomicrefcount ref_count;

  char *key;
  char *action;
  gboolean replayed; /* the portal had it already */
  GDateTime *recorded_at;
  McSummary *summary; /* the record afterwards */
} McOutcome;

#define MC_TYPE_OUTCOME (mc_outcome_get_type ())
GType mc_outcome_get_type (void);
McOutcome *mc_outcome_new (void);
McOutcome *mc_outcome_ref (McOutcome *self);
void mc_outcome_unref (McOutcome *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McOutcome, mc_outcome_unref)

/* One change of the feed. */
typedef struct
{
  char *kind; /* "dossier" */
  char *id;
  McSummary *summary; /* NULL: a tombstone, the record is no longer ours to see */
} McChange;

/* One page of GET /changes. */
typedef struct
{
  gatomicrefcount ref_count;

  GPtrArray *changes; /* McChange */
  char *next;         /* cursor: opaque, bound to the official */
  gboolean more;      /* ask again at once */
  gboolean snapshot;  /* the page belongs to a snapshot, not to the log */
  gint64 total;       /* records of the snapshot; -1 in the log */
} McChanges;

#define MC_TYPE_CHANGES (mc_changes_get_type ())
GType mc_changes_get_type (void);
McChanges *mc_changes_new (void); /* with an empty array */
McChanges *mc_changes_ref (McChanges *self);
void mc_changes_unref (McChanges *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McChanges, mc_changes_unref)

McChange *mc_change_new (void);
void mc_change_free (McChange *self);

/* Where an act stands in the outbox. */
typedef enum
{
  MC_OUTBOX_HELD,      /* inside its undo window */
  MC_OUTBOX_WAITING,   /* to be sent */
  MC_OUTBOX_SENDING,   /* handed to the network; unknown outcome after a crash */
  MC_OUTBOX_DONE,      /* the portal has it */
  MC_OUTBOX_NEEDS_YOU, /* will not go by itself: see cause */
  MC_OUTBOX_DROPPED,   /* given up by the official */
} McOutboxState;

/* Where a file of an act stands on its way to the portal. */
typedef enum
{
  MC_FILE_WAITING, /* to be sent, or on */
  MC_FILE_SENDING,
  MC_FILE_THERE, /* the portal has all of it, under upload_id, for a day */
} McFileState;

/* A file that goes with an act: its bytes lie in the journal, encrypted, until the act is done or dropped. Its job goes on
 * wherever it was interrupted; the act waits for it. */
typedef struct
{
  gatomicrefcount ref_count;

  char *id; /* UUIDv7 of ours: in the act's form it stands where the upload's id will */
  char *name;
  char *media_type; /* by its bytes */
  gint64 size;      /* bytes */
  char *sha256;
  McFileState state;
  gint64 offset;   /* bytes that the portal has, as far as we know */
  char *upload_id; /* of the portal; NULL: not announced, or lost */
  int attempts;    /* since it went on last; when it is tried next is the entry's to say */
  char *cause;     /* code of what stopped it; nullable */
  char *detail;    /* the portal's sentence; nullable */
} McOutboxFile;

#define MC_TYPE_OUTBOX_FILE (mc_outbox_file_get_type ())
GType mc_outbox_file_get_type (void);
McOutboxFile *mc_outbox_file_new (void);
McOutboxFile *mc_outbox_file_ref (McOutboxFile *self);
void mc_outbox_file_unref (McOutboxFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McOutboxFile, mc_outbox_file_unref)

/* Files are kept and read in pieces of this size; the last one is shorter. */
#define MC_FILE_PIECE_BYTES (1024 * 1024)

/* An entry of the outbox, as the journal keeps it. */
typedef struct
{
  gatomicrefcount ref_count;

  McAct *act;
  McOutboxState state;
  char *title; /* what the list says of the record: code and owner; nullable */
  int attempts;
  gint64 created_us;    /* microseconds since 1970 UTC, like those below */
  gint64 held_until_us; /* end of the undo window; 0 none */
  gint64 next_try_us;   /* 0: as soon as possible */
  gint64 first_sent_us; /* 0: never */
  gint64 finished_us;   /* done or dropped; 0 */
  char *cause;          /* code of what stopped it: "stale", "forbidden", "invalid", …; nullable */
  char *detail;         /* the portal's Vietnamese sentence; nullable */
  char *basis;          /* the record the act was made on, as JSON for mc_outbox_entry_read_basis(); nullable */
  GPtrArray *files;     /* McOutboxFile that the act waits for, in order; never NULL */
} McOutboxEntry;

#define MC_TYPE_OUTBOX_ENTRY (mc_outbox_entry_get_type ())
GType mc_outbox_entry_get_type (void);
McOutboxEntry *mc_outbox_entry_new (void); /* with an empty array */
McOutboxEntry *mc_outbox_entry_ref (McOutboxEntry *self);
void mc_outbox_entry_unref (McOutboxEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McOutboxEntry, mc_outbox_entry_unref)

/* The first file that the portal has not whole; NULL: the act may go. (transfer none) (nullable) */
McOutboxFile *mc_outbox_entry_next_file (const McOutboxEntry *self);

G_END_DECLS
