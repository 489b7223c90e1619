// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-direct-portal.h"
#include "mc-sync.h"

G_BEGIN_DECLS

/* A portal and some officials with their stores, on one virtual clock; and the book of what they were told, against which
 * everything is held (mc-world-check.h). The driver is plain code on the main thread, not a fiber. */

typedef struct _McWorld McWorld;
typedef struct _McPlayer McPlayer;

/* An act as its official knows it. */
typedef struct
{
  McPlayer *player;
  char *record_id;
  char *action;
  char *key; /* NULL until told, or found after a crash */
  char *request;
  int undo_seconds;
  gint64 asked_us;
  gboolean pending; /* asked, no answer so far */
  gboolean safe;    /* the official was told that it is kept */
  gboolean undo_asked;
  gboolean undone;       /* … that it is undone */
  gboolean dropped;      /* … that it is given up */
  gboolean done;         /* the outbox said so while all was quiet: it is done, on disk too */
  guint sent;            /* how often it left */
  guint sent_at_dropped; /* `sent` when it was given up */
} McDeed;

/* A text the official typed. */
typedef struct
{
  McPlayer *player;
  char *record_id;
  char *text;  /* as last told safe; NULL never */
  char *typed; /* as last typed */
} McWorldNote;

/* An official at a computer. */
struct _McPlayer
{
  McWorld *world;
  const char *username;
  char *sub;
  char *directory;
  guint copies;
  McDirectPortal *portal;
  GHashTable *versions; /* record → the newest version that the cache had, as a pointer */
  GHashTable *changed;  /* records to look at when all is quiet */
  GHashTable *had;      /* records that the cache has had */
  GPtrArray *opened;    /* McDossier, as they were when they were opened */

  /* NULL while the program does not run */
  McJournal *journal;
  McCache *cache;
  McSync *sync;
};

struct _McWorld
{
  guint32 seed;
  char *directory;
  GRand *rand;
  McClock *clock;
  GBytes *key;
  guint page_size;      /* of the feed */
  McTraining *training; /* NULL: the portal is down */
  GPtrArray *players;   /* McPlayer */
  GPtrArray *deeds;     /* McDeed, as they were asked for */
  GPtrArray *notes;     /* McWorldNote */
  GHashTable *foreign;  /* keys of colleagues who act elsewhere */
  GHashTable *moved;    /* records that somebody lost the right to, at some time */
  GHashTable *lengths;  /* record → lines of its history at the beginning */
  GPtrArray *steps;     /* what happened, in words */
  GPtrArray *wrongs;    /* what must not be */
  guint64 activity;
  guint open; /* questions not answered so far */
};

McWorld *mc_world_new (const char *template_directory, guint32 seed, guint players);
void mc_world_free (McWorld *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McWorld, mc_world_free)

/* A directory with a portal's database, to begin worlds from. (transfer full) */
char *mc_world_make_template (guint32 seed, guint dossiers);

void mc_world_step (McWorld *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void mc_world_wrong (McWorld *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

int mc_world_draw (McWorld *self, int begin, int end);

void mc_world_start_portal (McWorld *self);
void mc_world_stop_portal (McWorld *self);

void mc_player_start (McPlayer *self);
/* Stops as the program does when it is closed. */
void mc_player_stop (McPlayer *self);
/* Ends without closing anything. copy: the files as they are at this instant are what is left. lose_cache: and the cache
 * is not. */
void mc_player_crash (McPlayer *self, gboolean copy, gboolean lose_cache);

void mc_player_act (McPlayer *self, McDossier *dossier, const char *action, const char *form, int undo_seconds);
void mc_player_undo (McPlayer *self, McDeed *deed);
void mc_player_discard (McPlayer *self, McDeed *deed);
void mc_player_open (McPlayer *self, const char *record_id);
void mc_player_type (McPlayer *self, const char *record_id, const char *text);
McDeed *mc_world_find_deed (McWorld *self, const char *key);

/* Runs the main loop until the future is settled. (transfer none) */
void mc_world_await (DexFuture *future);
/* The journal as it is on disk. (transfer full) */
GPtrArray *mc_world_await_entries (McPlayer *player);

/* A few turns of the main loop: whatever is under way gets somewhere. */
void mc_world_stir (McWorld *self, int turns);
/* Until nothing moves any more while the clock stands. */
void mc_world_settle (McWorld *self);
/* Until so many pages of changes have come to the player, or it is in vain. */
void mc_world_let_pages (McPlayer *player, guint pages);
/* From timer to timer, settling at each. */
void mc_world_advance (McWorld *self, gint64 us);

G_END_DECLS
