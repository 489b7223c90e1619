// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-handling.h"

G_BEGIN_DECLS

/* What there are permissions for. */
typedef enum
{
  MC_KIND_DOSSIER,   /* hồ sơ */
  MC_KIND_INQUIRY,   /* hỏi đáp */
  MC_KIND_PETITION,  /* phản ánh, kiến nghị */
  MC_KIND_PROCEDURE, /* a version of a procedure (thủ tục hành chính) */
  MC_KIND_REPORT,    /* figures, without persons */
  MC_KIND_ACCOUNT,   /* an official's account */
  MC_KIND_AUDIT,     /* who looked at, printed and took out what */
} McKind;

#define MC_N_KINDS (MC_KIND_AUDIT + 1)

typedef enum
{
  MC_CAN_SEE,         /* in lists, personal numbers masked */
  MC_CAN_READ,        /* whole, with its documents */
  MC_CAN_REVEAL,      /* personal numbers, for a purpose that is written down */
  MC_CAN_HANDLE,      /* take part in its life; which act, the table of transitions decides */
  MC_CAN_REVIEW,      /* kiểm duyệt */
  MC_CAN_PUBLISH,     /* công khai */
  MC_CAN_EXPORT,      /* take out of the system */
  MC_CAN_MARK_SECRET, /* say that it holds state secrets, with a reason, at once */
  MC_CAN_LIFT_SECRET, /* say that it does not */
} McCapability;

#define MC_N_CAPABILITIES (MC_CAN_LIFT_SECRET + 1)

/* Why somebody may not, in the order in which the nearer reason wins. */
typedef enum
{
  MC_DENIED_NOT,        /* allowed */
  MC_DENIED_NO_GRANT,   /* holds no role at all */
  MC_DENIED_ROLE,       /* no role of theirs does this */
  MC_DENIED_NOT_YET,    /* the role begins later */
  MC_DENIED_EXPIRED,    /* it has ended: a role of somebody who moved is revoked, not renamed */
  MC_DENIED_DELEGATION, /* who delegated it could not, or no longer can */
  MC_DENIED_UNIT,       /* another unit's */
  MC_DENIED_ASSIGNMENT, /* assigned to somebody else */
  MC_DENIED_PURPOSE,    /* no purpose given */
  MC_DENIED_FOUR_EYES,  /* who wrote a version does not approve it */
  MC_DENIED_PARTY,      /* is party to the case: does not even see it */
} McDenial;

#define MC_N_DENIALS (MC_DENIED_PARTY + 1)

/* A role in a unit for a time. Effective is what role, unit, assignment and time all allow (domain 1.6); strings and times
 * are their owner's. */
typedef struct _McGrant McGrant;
struct _McGrant
{
  McRole role;
  const char *unit;
  GDateTime *from;  /* nullable: always */
  GDateTime *until; /* first instant at which it holds no more; nullable: open */
  /* Of a delegation (ủy quyền): by whom, and the role of theirs that is delegated. It has an end, is not passed on, and holds
   * only as long as what it comes from. NULL: the official's own. */
  const char *delegator;
  const McGrant *source;
};

/* An official with all that was granted. */
typedef struct
{
  const char *sub;
  const McGrant *grants;
  guint n_grants;
} McHolder;

/* What permissions need to know of a record. A unit is told as a path: itself, then the agencies above it, NULL-terminated;
 * NULL: none. */
typedef struct
{
  McKind kind;
  const char *const
      *units[MC_SCOPE_TARGET + 1]; /* by McUnitScope; procedures, reports, accounts, audits: received alone */
  const char *handler;             /* sub; NULL: nobody */
  const char *author;              /* of a version of a procedure; nullable */
  const char *const *parties;      /* subs of officials whose own case it is, as whom a petition is about; nullable */
} McProtected;

/* Whether the official may now; MC_DENIED_NOT: yes. now: UTC or any zone. */
McDenial mc_permission_check (const McHolder *holder, McCapability capability, const McProtected *record,
                              GDateTime *now);

/* The same for showing a personal number: with the purpose that the official gives. (nullable) purpose */
McDenial mc_permission_check_reveal (const McHolder *holder, const McProtected *record, const char *purpose,
                                     GDateTime *now);

/* Whether a grant holds at that instant, by itself: NOT, NOT_YET, EXPIRED or DELEGATION. */
McDenial mc_grant_check (const McGrant *grant, const char *holder, GDateTime *now);

/* The official as the table of transitions needs them: the roles in force, in the units of this dossier. Of somebody who is
 * party to it no role is left. actor->sub stays the holder's. */
void mc_permission_get_actor (const McHolder *holder, const McProtected *record, GDateTime *now, McActor *actor);

/* What they may do with records of that kind, wherever it may be: bits of McCapability. */
guint mc_permission_list (const McHolder *holder, McKind kind, GDateTime *now);

/* "dossier" …, "see" …: words for the wire, NULL outside. */
const char *mc_kind_to_string (McKind kind);
const char *mc_capability_to_string (McCapability capability);

/* "wrong_role" …: stable code for the wire, NULL for NOT. */
const char *mc_denial_code (McDenial denial);

G_END_DECLS
