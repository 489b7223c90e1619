// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

#include "mc-record.h"
#include "mc-rule.h"
#include "mc-transition.h"

G_BEGIN_DECLS

/* National handling states (trạng thái hồ sơ), domain 3.1. */
typedef enum
{
  MC_HANDLING_NEW = 1,        /* Mới đăng ký */
  MC_HANDLING_ACCEPTED = 2,   /* Được tiếp nhận */
  MC_HANDLING_REJECTED = 3,   /* Không được tiếp nhận */
  MC_HANDLING_PROCESSING = 4, /* Đang xử lý */
  MC_HANDLING_SUPPLEMENT = 5, /* Yêu cầu bổ sung giấy tờ */
  MC_HANDLING_PAYMENT = 6,    /* Yêu cầu thực hiện nghĩa vụ tài chính */
  MC_HANDLING_WITHDRAW = 7,   /* Công dân yêu cầu rút hồ sơ */
  MC_HANDLING_STOPPED = 8,    /* Dừng xử lý */
  MC_HANDLING_DONE = 9,       /* Đã xử lý xong */
  MC_HANDLING_RETURNED = 10,  /* Đã trả kết quả */
} McHandling;

/* The exact Vietnamese label of the law, never translated or shortened; NULL for a number outside 1–10. */
const char *mc_handling_label (int state);

/* Its handling has ended: 3, 8, 10. What is left is to give back what was paid and to let others know. */
gboolean mc_handling_is_closed (int state);

/* Why an act is not possible now; MC_REFUSAL_NONE: it is. In the order in which they are found. */
typedef enum
{
  MC_REFUSAL_NONE,
  MC_REFUSAL_UNKNOWN_ACT,         /* no such act */
  MC_REFUSAL_STATE,               /* the state does not lead there */
  MC_REFUSAL_ROLE,                /* not this role's act */
  MC_REFUSAL_UNIT,                /* another unit's dossier */
  MC_REFUSAL_ASSIGNMENT,          /* assigned to somebody else */
  MC_REFUSAL_IDENTITY,            /* who asks for it is not known */
  MC_REFUSAL_ATTACHED,            /* a required component has not come */
  MC_REFUSAL_COMPONENTS,          /* a required component is not marked sufficient */
  MC_REFUSAL_FEE,                 /* a fee is to be met before acceptance */
  MC_REFUSAL_ORDER_OPEN,          /* a payment order is open already */
  MC_REFUSAL_NO_ORDER,            /* nothing is to be paid */
  MC_REFUSAL_NEEDS_LEADER,        /* the leader of the centre refuses reception here */
  MC_REFUSAL_RECEIVERS_OWN,       /* the receiver does, without the leader */
  MC_REFUSAL_APPLICANT_HAS_TIME,  /* the applicant's time has not ended */
  MC_REFUSAL_ROUNDS,              /* supplements were asked for as often as is allowed */
  MC_REFUSAL_ALREADY_SIGNED,      /* the decision is signed */
  MC_REFUSAL_NOT_SIGNED,          /* no result that is signed, readable and verified */
  MC_REFUSAL_NO_DRAFT,            /* no draft of a result */
  MC_REFUSAL_WAS_ACCEPTED,        /* it was accepted: the leader decides */
  MC_REFUSAL_NEVER_ACCEPTED,      /* it was not: the receiver does */
  MC_REFUSAL_ACCEPTED_EARLIER,    /* not accepted today */
  MC_REFUSAL_PAID,                /* something was paid */
  MC_REFUSAL_NOT_ACCEPTOR,        /* another receiver accepted it */
  MC_REFUSAL_EXTENDED,            /* extended as often as is allowed */
  MC_REFUSAL_NO_DUE_DATE,         /* nothing to extend */
  MC_REFUSAL_TOO_LATE,            /* too near to the date of return */
  MC_REFUSAL_NOT_SAME_DAY,        /* no procedure that is returned while one waits */
  MC_REFUSAL_HANDED_OUT,          /* the result has left the agency */
  MC_REFUSAL_NOT_ON_WAY,          /* it is not with the post */
  MC_REFUSAL_NOBODY_ELSES,        /* nobody else has it: nothing to take over */
  MC_REFUSAL_NO_FEE_AT_RECEPTION, /* no fee is collected at reception, or it was met */
  MC_REFUSAL_NO_REFUND,           /* nothing is to be given back */
  MC_REFUSAL_SYNC_NOT_FAILED,     /* everybody knows of it, or is being told */
} McRefusal;

#define MC_N_REFUSALS (MC_REFUSAL_SYNC_NOT_FAILED + 1)

/* What is worth a word before an act that is possible: a set. */
typedef enum
{
  MC_WARNING_SECOND_ROUND = 1 << 0, /* the national index will count the dossier as late (domain 5.3) */
  MC_WARNING_ASKED_LATE = 1 << 1,   /* later than the days in which a supplement is to be asked for (T9) */
} McWarning;

#define MC_MAX_PLACES 4
#define MC_MAX_LEGS 4

/* A place to come back to. */
typedef struct
{
  int state;
  const char *step;
} McPlace;

/* What the rules need to know of a dossier; strings are its owner's. A zeroed one is a dossier that does not exist yet. */
typedef struct
{
  int state;        /* national; 0: none yet */
  const char *step; /* local_step */
  McPlace remembered[MC_MAX_PLACES];
  guint n_remembered;
  const McProcess *process; /* that of its acceptance, before that the one in force; never NULL */
  const McRule *rule;       /* likewise, by which it is counted; never NULL */

  McPayment payment;   /* mc_payment_worse() of its orders */
  McDelivery delivery; /* of the result */
  McSyncState sync;
  const char *handler; /* sub of who it is assigned to; NULL: nobody */
  const char *acceptor;
  GDateTime *accepted_at;
  GDateTime *due_at;
  GDateTime *applicant_due_at; /* end of the applicant's time, for a supplement or a payment */
  GDateTime *ask_until;        /* mc_due_ask_until(); NULL: no such time, or not accepted */
  int rounds;                  /* supplements asked for in appraisal */
  int extensions;
  gboolean sent_back;

  gboolean identity;   /* who submits, asks or collects is known */
  gboolean attached;   /* every required component has come */
  gboolean sufficient; /* mc_components_all_sufficient() */
  gboolean fee_at_reception;
  gboolean draft;              /* of the result */
  gboolean result_signed;      /* … */
  gboolean result_readable;    /* the file can be opened */
  gboolean signature_verified; /* … */
} McCase;

/* Who acts: the roles held now in the unit that received the dossier, in the competent one, in the one it is transferred
 * to, and in any other; sets. An applicant or the portal has its bit in all of them. */
typedef struct
{
  const char *sub; /* nullable */
  guint roles[MC_SCOPE_TARGET + 1];
  guint elsewhere;
} McActor;

/* What becomes of a dossier by an act. */
typedef struct
{
  int state;
  const char *step;
  McPlace remembered[MC_MAX_PLACES];
  guint n_remembered;
  guint clock;         /* McClockEffect of all legs */
  guint effects;       /* McEffect of all legs */
  McCustody custody;   /* after the last leg */
  gboolean new_order;  /* payment is that of an order of its own */
  McPayment payment;   /* the order's, afterwards */
  McDelivery delivery; /* afterwards */
  gboolean sent_back;  /* afterwards: what was handed back is so until it leaves that step */
  guint warnings;      /* McWarning */
  guint n_legs;        /* 1; of a compound act more: an entry of the history each */
  const McTransition *legs[MC_MAX_LEGS];
} McMove;

/* Ids of the acts that officials do, NULL-terminated, in the order of the table: "accept" (tiếp nhận) first. What a portal
 * can carry out may be fewer. (transfer none) */
const char *const *mc_handling_get_actions (void);

/* Whether state, step, role and unit lead there, whatever else must be so: what a button may be offered by. Under the
 * general rules: a receiver refuses reception without the leader; local_step is one of the rules' own names.
 * roles: NULL-terminated; same_unit: the official belongs to the unit whose act it is. to_state: (out) (nullable): where
 * it leads, MC_TO_REMEMBERED when that depends on the dossier */
McRefusal mc_handling_check (const char *action, int from_state, const char *local_step, const char *const *roles,
                             gboolean same_unit, int *to_state);

/* The whole table of domain 3.2, for client (explains, predicts) and portal (decides) alike; what the official writes is
 * mc_form_check()'s. now: the instant of the act. move: (out) (nullable): set when it is possible */
McRefusal mc_handling_decide (const char *action, const McCase *dossier, const McActor *actor, GDateTime *now,
                              McMove *move);

/* Ids of all acts that mc_handling_decide() finds possible, each once, in the order of the table. (transfer container) */
GPtrArray *mc_handling_list (const McCase *dossier, const McActor *actor, GDateTime *now);

/* Whether every required component carries the mark "sufficient" (components: of McComponent). State data count as
 * marked: they are looked up, not demanded. */
gboolean mc_components_all_sufficient (GPtrArray *components);

/* "wrong_state" …: stable code of a refusal for the wire, NULL for NONE. */
const char *mc_refusal_code (McRefusal refusal);

G_END_DECLS
