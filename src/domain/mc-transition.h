// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-axis.h"
#include "mc-clock-effect.h"
#include "mc-process.h"

G_BEGIN_DECLS

/* What must be so before an act is done, besides state, role, unit and the form that is filled in: a set. What an official
 * writes (reason, legal basis, numbers) is the form's to demand (data/catalogues/forms.json). */
typedef enum
{
  MC_GUARD_IDENTITY = 1 << 0,   /* who stands or signs in there is known */
  MC_GUARD_ATTACHED = 1 << 1,   /* every required component has come */
  MC_GUARD_COMPONENTS = 1 << 2, /* every required component is sufficient */
  MC_GUARD_FEE = 1 << 3,        /* no order is open, and a fee collected at reception was met: fee before acceptance */
  MC_GUARD_NO_ORDER = 1 << 4,   /* no order is open: one at a time */
  MC_GUARD_ORDER = 1 << 5,      /* an order is open */
  MC_GUARD_RECEIVER_REFUSES = 1 << 6,    /* refusing reception is the receiver's own */
  MC_GUARD_LEADER_REFUSES = 1 << 7,      /* … takes the leader of the centre */
  MC_GUARD_APPLICANT_TIME_OVER = 1 << 8, /* the applicant's time has ended */
  MC_GUARD_ROUNDS = 1 << 9,              /* a request for a supplement is left */
  MC_GUARD_NOT_SIGNED = 1 << 10,         /* the result is not signed yet */
  MC_GUARD_SIGNED = 1 << 11,             /* it is, it can be read, the signature was verified */
  MC_GUARD_DRAFT = 1 << 12,              /* a draft of the result is there */
  MC_GUARD_NEVER_ACCEPTED = 1 << 13,
  MC_GUARD_WAS_ACCEPTED = 1 << 14,
  MC_GUARD_ACCEPTED_TODAY = 1 << 15,
  MC_GUARD_NOTHING_PAID = 1 << 16,
  MC_GUARD_ACCEPTOR = 1 << 17,         /* a receiver only when it was this one who accepted it */
  MC_GUARD_EXTENSIONS = 1 << 18,       /* an extension is left */
  MC_GUARD_IN_TIME = 1 << 19,          /* at least so many days before the date of return */
  MC_GUARD_SAME_DAY = 1 << 20,         /* the process is one of the same day */
  MC_GUARD_NOT_DELIVERED = 1 << 21,    /* the result has not left the agency, or came back */
  MC_GUARD_ON_WAY = 1 << 22,           /* it is with the post */
  MC_GUARD_OTHERS = 1 << 23,           /* somebody else's work: it is taken over */
  MC_GUARD_FEE_AT_RECEPTION = 1 << 24, /* HinhThucThu 1: collected at reception */
  MC_GUARD_SETTLED = 1 << 25,          /* an order is open, or was met already */
  MC_GUARD_REFUND_DUE = 1 << 26,       /* something that was paid is to be given back */
  MC_GUARD_SYNC_FAILED = 1 << 27,      /* others do not know what has become of it */
} McGuard;

#define MC_N_GUARDS 28

/* What follows from an act, for who carries it out (a portal) and who foretells it (a client): a set. Paper, clocks,
 * custody and payment stand beside it. */
typedef enum
{
  MC_EFFECT_NOTICE = 1 << 0,           /* the applicant is told at once (T18) */
  MC_EFFECT_PRE_CODE = 1 << 1,         /* mã tiếp nhận tạm */
  MC_EFFECT_CODE = 1 << 2,             /* mã hồ sơ and the receipt's number */
  MC_EFFECT_VOID_CODE = 1 << 3,        /* code and form 01 lose their validity */
  MC_EFFECT_TICKET = 1 << 4,           /* the queue's ticket is closed */
  MC_EFFECT_CONTROL_SLIP = 1 << 5,     /* a row on form 06: giver, taker, time */
  MC_EFFECT_PAYMENT_ORDER = 1 << 6,    /* a payment order of its own */
  MC_EFFECT_PAYMENT_RECEIPT = 1 << 7,  /* number of the receipt for it */
  MC_EFFECT_REFUND = 1 << 8,           /* what was paid is given back where the law says so */
  MC_EFFECT_RETURN_ORIGINALS = 1 << 9, /* originals go back to the applicant */
  MC_EFFECT_COUNT_ROUND = 1 << 10,     /* one more request for a supplement */
  MC_EFFECT_COUNT_EXTENSION = 1 << 11, /* one more extension */
  MC_EFFECT_SET_HANDLER = 1 << 12,     /* handler: whom the form names, else who acts */
  MC_EFFECT_CLEAR_HANDLER = 1 << 13,   /* nobody's until assigned or taken */
  MC_EFFECT_SIGN = 1 << 14,            /* the result is signed */
  MC_EFFECT_VOID_RESULT = 1 << 15,     /* signature and number of the result lose their validity */
  MC_EFFECT_RESULT = 1 << 16,          /* result file, its code, into the register */
  MC_EFFECT_RESULT_REFUSAL = 1 << 17,  /* a result of kind REFUSAL (từ chối giải quyết), not form 05 */
  MC_EFFECT_CORRECTION = 1 << 18,      /* a record of the correction */
  MC_EFFECT_CLOSE_SLIP = 1 << 19,      /* form 06 is closed */
  MC_EFFECT_SURVEY = 1 << 20,          /* invitation to say how it was */
  MC_EFFECT_MOVE_UNIT = 1 << 21,       /* the competent unit is another one from now on */
  MC_EFFECT_SEND_BACK = 1 << 22,       /* bị trả lại: whom it comes to has something to correct */
  MC_EFFECT_DRAFT = 1 << 23,           /* the proposal that is handed up is the draft of the result */
} McEffect;

#define MC_N_EFFECTS 23

/* Who has the papers (bàn giao) after the act. */
typedef enum
{
  MC_CUSTODY_SAME,
  MC_CUSTODY_COUNTER,
  MC_CUSTODY_UNIT, /* the competent one */
  MC_CUSTODY_POST,
  MC_CUSTODY_APPLICANT,
} McCustody;

/* The unit whose official does it. */
typedef enum
{
  MC_SCOPE_RECEIVED,  /* where it was received */
  MC_SCOPE_COMPETENT, /* cơ quan có thẩm quyền giải quyết */
  MC_SCOPE_TARGET,    /* the unit that a transfer goes to */
} McUnitScope;

/* Where a row ends when that is no fixed place. A pause, a proposal, a transfer and a request to withdraw remember the place
 * they were made in; what ends them goes back to it. */
#define MC_TO_REMEMBERED (-1)      /* the state that was remembered */
#define MC_STEP_SAME "="           /* the step it stands in */
#define MC_STEP_REMEMBERED ">back" /* the step that was remembered; "new" when none was */
#define MC_STEP_RESUME ">resume"   /* the same when that is a step of the process, else the first one */
#define MC_STEP_FIRST ">first"     /* the first step of the process */
#define MC_STEP_NEXT ">next"       /* the next one */
#define MC_STEP_REWORK ">rework"   /* the nearest step of appraisal before this one */
#define MC_STEP_SIGN_AGAIN ">sign" /* the nearest step of approval before this one */

/* A row of the table of domain 3.2. */
typedef struct
{
  const char *action;
  int from;         /* national state; 0: there is no dossier yet */
  const char *step; /* kind of step; NULL: any of that state */
  int to;
  const char *to_step; /* a kind, or one of the words above */
  guint roles;         /* MC_ROLE_BIT()s */
  McUnitScope scope;
  gboolean own;      /* only who it is assigned to, or anybody of the role while it is nobody's */
  gboolean remember; /* the place that it leaves */
  guint guards;
  const char *paper; /* "01" … "05"; nullable */
  guint clock;       /* McClockEffect; RESUME and RESTART together: one of them, by supplement_policy */
  guint effects;     /* McEffect */
  McCustody custody;
  McPayment payment;   /* what becomes of the order; NONE: nothing */
  McDelivery delivery; /* NONE: untouched */
  int leg;             /* 1, 2, …: part of a compound act, an entry of the history each; 0: an act by itself */
  const char *record;  /* the act's name in the history of a leg; NULL: action */
} McTransition;

/* The table. (transfer none) */
const McTransition *mc_transitions_get (guint *n_rows);

G_END_DECLS
