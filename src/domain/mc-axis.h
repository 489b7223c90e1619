// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The four independent axes of a dossier (domain 3.1): what the agency has decided (McHandling), whether the result has
 * reached the applicant, whether an obligation was met, whether others know. None of them moves another one backwards: a
 * reply lost on the way to a repository leaves the dossier where it is. */
typedef enum
{
  MC_AXIS_HANDLING, /* McHandling */
  MC_AXIS_DELIVERY, /* McDelivery */
  MC_AXIS_PAYMENT,  /* McPayment */
  MC_AXIS_SYNC,     /* McSyncState */
} McAxis;

#define MC_N_AXES (MC_AXIS_SYNC + 1)

/* Delivery of the result (giao kết quả), whatever the way chosen. */
typedef enum
{
  MC_DELIVERY_NONE,      /* nothing has left the agency */
  MC_DELIVERY_ON_WAY,    /* handed to the post or sent */
  MC_DELIVERY_FAILED,    /* came back */
  MC_DELIVERY_DELIVERED, /* the applicant has it */
} McDelivery;

/* One payment order (yêu cầu thực hiện nghĩa vụ tài chính). A fee at intake and a tax later are two orders, each with an
 * axis of its own; a dossier shows mc_payment_worse() of them. */
typedef enum
{
  MC_PAYMENT_NONE,       /* nothing was asked for */
  MC_PAYMENT_DUE,        /* waits for the applicant */
  MC_PAYMENT_PAID,       /* confirmed, or taken at the counter */
  MC_PAYMENT_EXEMPT,     /* exempted by a decision */
  MC_PAYMENT_CANCELLED,  /* the dossier ended before it was paid */
  MC_PAYMENT_REFUND_DUE, /* to be given back */
  MC_PAYMENT_REFUNDED,
} McPayment;

/* Synchronisation to one destination. A new version of the dossier is pending again: here alone the way is a circle. */
typedef enum
{
  MC_SYNC_PENDING,
  MC_SYNC_OK,
  MC_SYNC_ERROR,
} McSyncState;

/* Whether the axis leads from one value to the other in one move; staying is no move. Values outside of the axis: FALSE.
 * The handling axis has the edges of domain 3.2, whoever goes them. */
gboolean mc_axis_may_move (McAxis axis, int from, int to);

/* How many values the axis has; they count from 0 (handling from 1 to 10: 11 with "none yet"). */
int mc_axis_count (McAxis axis);

/* Of two orders of a dossier the one that still wants something: due, refund_due, then what was settled. */
McPayment mc_payment_worse (McPayment a, McPayment b);

/* "none" | "due" | "paid" | "exempt" | …; NULL outside. */
const char *mc_payment_to_string (McPayment payment);

/* A word that is not known, and NULL, is none of them: FALSE. */
gboolean mc_payment_from_string (const char *text, McPayment *payment);

/* The same of "pending" | "ok" | "error". */
const char *mc_sync_state_to_string (McSyncState state);
gboolean mc_sync_state_from_string (const char *text, McSyncState *state);

G_END_DECLS
