// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "mc-role.h"
#include "mc-step.h"

G_BEGIN_DECLS

/* A step of an internal process; all of them stand in national state 4. */
typedef struct
{
  const char *id;    /* the local_step of a dossier that is in it */
  const char *kind;  /* MC_STEP_ASSIGNMENT … MC_STEP_NUMBERING */
  const char *title; /* Vietnamese */
  McRole role;       /* whose work it is */
  int hours;         /* working hours, the limit of the step's own clock; -1: none told */
} McStep;

/* The internal process of a procedure on a day. Immutable, counted. */
typedef struct
{
  gatomicrefcount ref_count;

  char *id;
  char *title;
  char *basis;               /* nullable */
  gboolean same_day;         /* returned while one waits: the compound act is possible */
  gboolean refuse_by_leader; /* refusing reception takes the leader of the centre */
  GPtrArray *steps;          /* McStep, in order: the last is of kind numbering */
} McProcess;

#define MC_TYPE_PROCESS (mc_process_get_type ())
GType mc_process_get_type (void);
McProcess *mc_process_ref (McProcess *self);
void mc_process_unref (McProcess *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McProcess, mc_process_unref)

/* One of a procedure whose data a portal has, with a copy of the steps. NULL: it cannot be gone to its end, or a step is
 * none. (transfer full) (nullable) */
McProcess *mc_process_new (const char *id, const char *title, const McStep *steps, guint n_steps);

/* The process that ships with the program (data/catalogues/processes.json), as it holds on that day: the general way, for
 * procedures that have none of their own. A dossier keeps that of its acceptance. (transfer full) */
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
