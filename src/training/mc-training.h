// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "mc-clock.h"

G_BEGIN_DECLS

/* The portal for training, tests and demonstrations, without a socket: (portal, request) → response on a given clock and
 * seed. SQL on disk, unkeyed: nothing in it is real. Thread-unsafe: one thread calls it. */
#define MC_TYPE_TRAINING (mc_training_get_type ())
G_DECLARE_FINAL_TYPE (McTraining, mc_training, MC, TRAINING, GObject)

typedef struct
{
  const char *directory;   /* where its database lives; NULL: in memory */
  const char *issuer;      /* "https://127.0.0.1:PORT/oidc"; what tokens and discovery say */
  const char *browser_url; /* "http://127.0.0.1:PORT": where the pages for a browser are */
  guint32 seed;
  guint dossiers;              /* made when the database is new, at the centre that most sample accounts are of */
  int undo_seconds;            /* -1: the catalogue's own */
  gboolean outside;            /* issuer is somebody else's: nobody signs in here */
  const char *resource_server; /* "id:secret" of who may ask about tokens (RFC 7662); nullable: nobody */
  guint page_size;             /* records on a page of changes; 0: 500 */
  const char *oldest_client;   /* version of the program that is let in at least; nullable: the first one */
  guint citizens_per_hour;     /* who submit in an ordinary office hour; whoever was asked for something answers then */
} McTrainingOptions;

/* clock: that of the records; should it stand before the time that the directory has seen, it is moved there. While it runs
 * by itself, sign-ins, leases, streams and limits live by the machine's. */
McTraining *mc_training_new (const McTrainingOptions *options, McClock *clock, GError **error);

typedef struct
{
  const char *method;  /* "GET" */
  const char *path;    /* decoded, "/officials/v1/about" */
  const char *query;   /* raw, nullable */
  GHashTable *headers; /* lower-case name → value */
  GBytes *body;        /* nullable */
  gboolean browser;    /* came over the plain-http front for browsers: only its pages are served */
} McTrainingRequest;

/* An answer that goes on (GET /events). Signal "ready": there is something to take, or it has ended. What nobody takes
 * does not pile up. Nobody holding it is the other side gone. */
#define MC_TYPE_TRAINING_STREAM (mc_training_stream_get_type ())
G_DECLARE_FINAL_TYPE (McTrainingStream, mc_training_stream, MC, TRAINING_STREAM, GObject)

/* Bytes to send, or NULL when there are none now. (transfer full) */
GBytes *mc_training_stream_take (McTrainingStream *self);
/* Nothing more will come. */
gboolean mc_training_stream_is_ended (McTrainingStream *self);

typedef struct
{
  int status;
  GHashTable *headers; /* name → value; Content-Type among them */
  GBytes *body;
  McTrainingStream *stream; /* nullable: more to send, after the body */
} McTrainingResponse;

McTrainingResponse *mc_training_handle (McTraining *self, const McTrainingRequest *request);

/* A body that is taken as it comes instead of being gathered: PUT of an upload. The request's body is not looked at, the
 * request itself need not outlive the call. NULL: not such a request, it wants mc_training_handle(). What was given to
 * take() stays there when the rest never comes: free without finish(). */
typedef struct _McTrainingIntake McTrainingIntake;

McTrainingIntake *mc_training_intake_begin (McTraining *self, const McTrainingRequest *request);
void mc_training_intake_take (McTrainingIntake *self, const void *data, gsize size);
McTrainingResponse *mc_training_intake_finish (McTrainingIntake *self);
void mc_training_intake_free (McTrainingIntake *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McTrainingIntake, mc_training_intake_free)

/* The longest body of every other request, bytes. */
#define MC_TRAINING_MAX_BODY (1024 * 1024)

void mc_training_response_free (McTrainingResponse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McTrainingResponse, mc_training_response_free)

/* What an outside issuer says of a token that is good. */
typedef struct
{
  const char *username; /* of the official it is here */
  const char *sign_in;  /* its sid; nullable */
  gint64 until_us;
  gint64 auth_us; /* 0: long ago */
} McTrainingWord;

/* The token of a request that the outside issuer must be asked about first, or NULL: its word is taken for 30 seconds, that
 * a token is not good for 10. (transfer full) */
char *mc_training_token_to_check (McTraining *self, const McTrainingRequest *request);
/* word: NULL: it is not good. */
void mc_training_settle_token (McTraining *self, const char *token, const McTrainingWord *word);

/* Moves the clock on. FALSE: it is the machine's. */
gboolean mc_training_advance (McTraining *self, gint64 us);

/* Ends every stream: the portal closes. */
void mc_training_end_streams (McTraining *self);

/* Moves a dossier to another unit, as no act does yet: its old officials are told to forget it. For tests. FALSE: no such
 * dossier or unit, or it is there already. */
gboolean mc_training_move_dossier (McTraining *self, const char *id, const char *unit);

/* Gives a dossier to an official of its unit, as no act does yet: they get a notice. For tests. FALSE: no such dossier or
 * official, or of another unit. */
gboolean mc_training_assign_dossier (McTraining *self, const char *id, const char *username);

/* The administrator says something to everybody whose stream is open: at most 500 characters. FALSE: it is not that. */
gboolean mc_training_announce (McTraining *self, const char *text);

/* The administrator disables a device of an official, or (device NULL) the official: sign-ins and kept keys end. FALSE: no
 * such official, or no id of a device. */
gboolean mc_training_disable (McTraining *self, const char *username, const char *device);

/* Sample accounts: JSON array [{"username","password","role","unit"}]. (transfer full) */
char *mc_training_accounts_json (McTraining *self);

G_END_DECLS
