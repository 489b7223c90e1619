// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-clock.h"
#include "mc-portal.h"
#include "mc-training.h"

G_BEGIN_DECLS

/* The training portal as a client sees it, without a socket: McPortal over mc_training_handle(), on the shared virtual
 * clock, with faults drawn from a seed. One for each official. */
#define MC_TYPE_DIRECT_PORTAL (mc_direct_portal_get_type ())
G_DECLARE_FINAL_TYPE (McDirectPortal, mc_direct_portal, MC, DIRECT_PORTAL, GObject)

/* How often what goes wrong: chances of 1000 for each call. */
typedef struct
{
  gboolean only_acts; /* all else goes well */
  int slow;           /* takes up to 45 s each way; 30 s is the client's patience, later the request still arrives */
  int lose_request;   /* never arrives */
  int lose_answer;    /* arrives and is done, the answer is lost: unknown outcome */
  int truncate;       /* arrives and is done, the answer breaks off */
  int page;           /* arrives and is done, a page of HTML comes back */
  int server_error;   /* 5xx, before or after it was done */
  int rate_limit;     /* 429 with Retry-After */
  int busy;           /* 409 with Retry-After, for acts */
  int resync;         /* 410, for a cursor */
  int sign_out;       /* 401 from now on, until somebody signs in again */
  int cut;            /* of the event stream, for each piece: it breaks off */
  int silent;         /* … it says nothing any more, and nobody is told */
} McFaults;

/* An act that left the client. */
typedef struct
{
  char *key;
  char *record_id;
  char *action;
  char *request; /* precondition and body, whole */
  gint64 at_us;
} McSentAct;

/* training: where the running portal is, NULL in it while there is none. `sent` is told each act that leaves. */
typedef void (*McSentFunc) (const McSentAct *act, gpointer data);

McDirectPortal *mc_direct_portal_new (McTraining **training, const char *username, McClock *clock, guint32 seed);
void mc_direct_portal_watch (McDirectPortal *self, McSentFunc sent, gpointer data);

void mc_direct_portal_set_faults (McDirectPortal *self, const McFaults *faults);
void mc_direct_portal_set_offline (McDirectPortal *self, gboolean offline);
gboolean mc_direct_portal_is_offline (McDirectPortal *self);

/* FALSE: the token is taken away, and no new one comes before TRUE. */
void mc_direct_portal_set_signed_in (McDirectPortal *self, gboolean signed_in);
gboolean mc_direct_portal_is_signed_in (McDirectPortal *self);

/* What a schedule wants to happen just now: the next cursor is unknown; the answer to the next detail takes so long; after
 * so many pages of changes the line goes; the event stream ends, or falls silent. */
void mc_direct_portal_resync_next (McDirectPortal *self);
void mc_direct_portal_delay_detail (McDirectPortal *self, gint64 us);
void mc_direct_portal_break_after (McDirectPortal *self, guint pages);
void mc_direct_portal_end_stream (McDirectPortal *self, gboolean silently);

/* Pages of changes that arrived at the client. */
guint mc_direct_portal_count_pages (McDirectPortal *self);

/* The client is gone: what is under way still arrives, and nobody hears the answer. */
void mc_direct_portal_hang_up (McDirectPortal *self);

/* Grows with all that happens here: calls, arrivals, answers. */
guint64 mc_direct_portal_get_activity (McDirectPortal *self);

G_END_DECLS
