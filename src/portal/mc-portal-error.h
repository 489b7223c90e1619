// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "mc-record.h"

G_BEGIN_DECLS

/* Why a call did not succeed, as codes a caller branches on. */
typedef enum
{
  MC_PORTAL_ERROR_OFFLINE,       /* no route, refused, name not found, reset */
  MC_PORTAL_ERROR_TIMEOUT,       /* total deadline passed */
  MC_PORTAL_ERROR_TLS,           /* certificate not accepted; the message says which check */
  MC_PORTAL_ERROR_CAPTIVE,       /* something else answered: HTML with 200, a redirect */
  MC_PORTAL_ERROR_NOT_SIGNED_IN, /* 401, after one refresh */
  MC_PORTAL_ERROR_FORBIDDEN,     /* 403 */
  MC_PORTAL_ERROR_NOT_FOUND,     /* 404 */
  MC_PORTAL_ERROR_STALE,         /* 412: see current */
  MC_PORTAL_ERROR_INVALID,       /* 400, 422 and other 4xx */
  MC_PORTAL_ERROR_BUSY,          /* 409 with Retry-After: the same key still runs */
  MC_PORTAL_ERROR_RATE_LIMITED,  /* 429 */
  MC_PORTAL_ERROR_SERVER,        /* 5xx */
  MC_PORTAL_ERROR_PROTOCOL,      /* an answer that breaks the contract: truncated, wrong type, too large */
  MC_PORTAL_ERROR_RESYNC,        /* 410: the cursor is gone */
  MC_PORTAL_ERROR_CLOCK,         /* signing in: this computer's clock and the portal's differ by over five minutes */
  MC_PORTAL_ERROR_OUTDATED,      /* signing in: the portal takes newer versions of this program alone */
} McPortalError;

/* An extended GError: mc_portal_error_get_problem() gives what the portal said. */
#define MC_PORTAL_ERROR (mc_portal_error_quark ())
GQuark mc_portal_error_quark (void);

/* What is wrong with one field of an act's form. */
typedef struct
{
  char *field;  /* id of the form's field */
  char *item;   /* component, where it is about one; nullable */
  char *code;   /* as in McFormError; nullable: older portals tell none */
  char *detail; /* Vietnamese sentence */
} McProblemField;

/* What came with the error; members NULL or 0 when nothing did. */
typedef struct
{
  int status;            /* HTTP status */
  char *code;            /* stable code of the problem document (RFC 9457) */
  char *detail;          /* the portal's Vietnamese sentence */
  int retry_after;       /* seconds; 0 none */
  McSummary *current;    /* of a 412: the record as it is now */
  char *changed_by;      /* of a 412: who changed it */
  GDateTime *changed_at; /* of a 412: when; nullable */
  char *changed_action;  /* of a 412: by which act; nullable */
  char *moved_to;        /* of a 404: the unit that has the record now; nullable */
  GPtrArray *fields;     /* of a 422: McProblemField; empty: it named none */
} McProblem;

/* (transfer none) (nullable): NULL when error is of another domain. */
const McProblem *mc_portal_error_get_problem (const GError *error);

/* problem: (transfer full) (nullable). (transfer full) */
GError *mc_portal_error_new (McPortalError code, McProblem *problem, const char *format, ...) G_GNUC_PRINTF (3, 4);

McProblem *mc_problem_new (void);
void mc_problem_free (McProblem *self);
McProblemField *mc_problem_field_new (void);
void mc_problem_field_free (McProblemField *self);

/* The failure can heal by itself: offline, timeout, captive, busy, rate-limited, server. */
gboolean mc_portal_error_can_heal (const GError *error);

/* "offline", "timeout", …: for the outbox's cause and the log. */
const char *mc_portal_error_code_name (McPortalError code);

G_END_DECLS
