// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "mc-role.h"
#include "mc-step.h"

G_BEGIN_DECLS

/* A step of an internal process; all of them stand in national state 4. */
typedef struct
{
  char *id;    /* the local_step of a dossier that is in it */
  char *kind;  /* MC_STEP_ASSIGNMENT … MC_STEP_NUMBERING */
  char *title; /* Vietnamese */
  McRole role; /* whose work it is */
  int hours;   /* working hours, the limit of the step's own clock; -1: none told */
} McStep;

/* The rules of the office around a process, where law leaves doubt: dated data. */
typedef struct
{
  int max_rounds;            /* requests for a supplement in appraisal */
  int max_extensions;        /* of the date of return */
  int extend_days_before;    /* how many days before that date the apology is to be issued at the latest */
  int ask_within_days;       /* working days from acceptance in which a supplement is asked for */
  gboolean refuse_by_leader; /* refusing reception takes the leader of the centre */
} McProcessRules;

/* The internal process of a procedure on a day. Immutable, counted. */
typedef struct
{
  gatomicrefcount ref_count;

  char *id;
  char *title;
  char *basis;       /* nullable */
  gboolean same_day; /* returned while one waits: the compound act is possible */
  GPtrArray *steps;  /* McStep, in order: the last is of kind numbering */
  McProcessRules rules;
} McProcess;

#define MC_TYPE_PROCESS (mc_process_get_type ())
GType mc_process_get_type (void);
McProcess *mc_process_ref (McProcess *self);
void mc_process_unref (McProcess *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McProcess, mc_process_unref)

/* The process of this procedure that ships with the program (data/catalogues/processes.json), as it holds on that day: a
 * dossier keeps that of its acceptance. A procedure that has none of its own goes the general way. (transfer full) */
McProcess *mc_process_find (const char *procedure_code, GDateTime *on);

/* The same from a catalogue's text. NULL and G_IO_ERROR_INVALID_DATA for anything unsound. (transfer full) (nullable) */
McProcess *mc_process_parse (const char *json, gssize length, const char *procedure_code, GDateTime *on,
                             GError **error);

/* (transfer none) (nullable): NULL for an id that is no step of this process */
const McStep *mc_process_find_step (const McProcess *self, const char *id);

/* The step behind it, NULL behind the last. (transfer none) (nullable) */
const McStep *mc_process_next (const McProcess *self, const char *id);

/* The nearest step of that kind before it. (transfer none) (nullable) */
const McStep *mc_process_find_before (const McProcess *self, const char *id, const char *kind);

/* The kind of a local step: that of the process's step, or the step itself where the rules know it; NULL for a step that
 * neither knows. (nullable) */
const char *mc_process_kind_of (const McProcess *self, const char *local_step);

/* What a local step is called, Vietnamese: by the process, else by the rules; NULL for a step that neither knows. */
const char *mc_process_title_of (const McProcess *self, const char *local_step);

G_END_DECLS
