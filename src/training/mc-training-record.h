// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-due.h"
#include "mc-record.h"
#include "mc-handling.h"
#include "mc-rule.h"

G_BEGIN_DECLS

/* A place to come back to, as McPlace, owned. */
typedef struct
{
  int state;
  char *step;
} McTrainingPlace;

/* A payment order (yêu cầu thực hiện nghĩa vụ tài chính). All but state is nullable: not told. */
typedef struct
{
  McPayment state;
  char *lines;   /* what is to be paid, a line each */
  char *receipt; /* of the payment */
  GDateTime *ordered_at;
  char *ordered_by;
  char *payer;
  GDateTime *due_at;
  GDateTime *settled_at; /* paid or exempted */
  char *method;
  char *exempt_basis;
} McTrainingOrder;

/* What the portal keeps of a dossier beside the record that it shows: what the rules ask for and nobody reads. */
typedef struct
{
  GPtrArray *places;           /* McTrainingPlace: McMove.remembered */
  GPtrArray *events;           /* McClockEvent, in order of time; all that they name is owned */
  GPtrArray *orders;           /* McTrainingOrder, oldest first */
  char *acceptor;              /* sub; nullable */
  GDateTime *applicant_due_at; /* for a supplement or a payment; nullable */
  gboolean fee_first;          /* HinhThucThu 1: collected at reception */
  McDelivery delivery;
  McCustody custody;
  gboolean drafted; /* the result … */
  gboolean is_signed;
  gboolean refusal;        /* it is a refusal (từ chối giải quyết) */
  GPtrArray *results;      /* McResult, oldest first */
  McProposal *proposal;    /* that the counter is to issue; NULL: none */
  char *seal;              /* what was signed: ids of the documents; NULL: nothing, or it was made without any */
  gboolean result_is_lost; /* a file of the result is not there; not stored, see mc_training_look_at_result() */
  McReturn *sent;          /* how the result went out; its state is `delivery` */
} McTrainingLife;

/* A dossier as the portal stores it. */
typedef struct
{
  McDossier *dossier;
  char *units[MC_SCOPE_TARGET + 1]; /* ids by McUnitScope; TARGET is NULL unless a transfer waits to be taken */
  McTrainingLife life;
  McProcess *process; /* that of its acceptance, before that the one of its submission */
  gint64 number;      /* of a dossier that is being made: its code and its register number; 0: the portal's next ones */
} McTrainingRecord;

/* Takes dossier; its life is what its state tells: made data need no more. received, competent: ids of units. */
McTrainingRecord *mc_training_record_new (McDossier *dossier, const char *received, const char *competent);
void mc_training_record_free (McTrainingRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McTrainingRecord, mc_training_record_free)

/* mc-training-life-json.c: as text, with the units. read: what mc_training_record_new() made is replaced. */
char *mc_training_life_print (const McTrainingRecord *self);
void mc_training_life_read (McTrainingRecord *self, const char *text);

/* mc-training-life.c */
void mc_training_life_init (McTrainingLife *self);
McClockEvent *mc_training_life_add_event (McTrainingLife *self, McClockEventKind kind, GDateTime *at);
McTrainingOrder *mc_training_life_add_order (McTrainingLife *self, McPayment state);
void mc_training_life_set_places (McTrainingLife *self, const McPlace *places, guint count);
/* What clocks read. (transfer full) of McClockEvent, whose members are the life's */
GArray *mc_training_life_get_clock (const McTrainingLife *self);
/* The result that is worked on, or was released last; NULL: there is none. (transfer none) (nullable) */
McResult *mc_training_life_last_result (const McTrainingLife *self);
/* Puts the document there that the system of the process makes. */
void mc_training_result_add_sample (McResult *result, const char *id, const char *name);
/* The documents of the result as the signature binds them. (transfer full) */
char *mc_training_life_make_seal (const McTrainingLife *self);
McResult *mc_training_life_add_result (McTrainingLife *self, const char *state, GDateTime *at, const char *by);
void mc_training_life_clear (McTrainingLife *self);

/* How it is counted (mc-training-clocks.c): by the rule in force when it was accepted, before that when it was submitted.
 * (transfer none) */
const McRule *mc_training_record_get_rule (const McTrainingRecord *self);
/* … how its first answer is. (transfer none) */
const McRule *mc_training_record_get_response_rule (const McTrainingRecord *self);
McLimit mc_training_record_get_limit (const McTrainingRecord *self);

/* What the rules need to know of it; all that it names is the record's. */
McCase mc_training_record_get_case (const McTrainingRecord *self);

G_END_DECLS
