// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "mc-record.h"

G_BEGIN_DECLS

/* One thing to choose: a reason, as data of the catalogue. One with the id "other" says nothing itself: the words that are
 * given with it do. */
typedef struct
{
  char *id;
  char *label; /* Vietnamese */
  char *mark;  /* of a reason for a mark: "missing" (chưa đầy đủ) | "invalid" (chưa hợp lệ); NULL: it may mean both */
  char *needs; /* what must be said with it: a field of the form, or "note" in a mark; nullable */
} McFormChoice;

/* A field of a form. Its value in the JSON object of the act, by kind:
 * "text", "long_text": string; "money_lines": string, a sum a line (mc_payment_lines_read()); "choice", "official", "unit": id of a choice, of the last two the portal's own to fill in; "date": "2026-11-23"; "days": integer, working days;
 * "component", "document": id of a component of the dossier, of a document of one; "dossier": id of another dossier;
 * "files": array of ids of uploads, of which each is used once;
 * "marks": array of {"id": component, "mark", "reason": id of a choice, "note"}, the last two only where not sufficient. */
typedef struct
{
  char *id;
  char *label; /* Vietnamese, as help */
  char *kind;
  gboolean required;
  char *
      required_when; /* "second_round": required, and asked for, only from the second request for a supplement on; nullable */
  char *help;        /* nullable */
  char *default_value; /* what a new form begins with, as text; nullable */
  int max_length;      /* characters of a text, or of a mark's note; -1: see MC_FORM_MAX_LENGTH */
  int min;             /* of days, or how many files; -1: none */
  int max;
  GStrv types;        /* of files: their media types; empty: not said */
  gint64 max_bytes;   /* of one file; -1: not said */
  GStrv marks;        /* of marks: those that may be given */
  gboolean complete;  /* of marks: every required component must be sufficient with them */
  GPtrArray *choices; /* McFormChoice */
  GStrv suggestions;  /* of a text: what is often written there; something else may be */
} McFormField;

/* The form of an act, as data of the portal's catalogue: client and portal ask, check and tell by the same. */
typedef struct
{
  gatomicrefcount ref_count;

  char *paper;       /* official form that goes with the act: "01" | "02" | "03"; nullable */
  char *message;     /* template of what the applicant reads, see mc_form_message(); nullable */
  GStrv any_of;      /* at least one of these fields must be filled in; empty: no such rule */
  GPtrArray *fields; /* McFormField, in order */
} McForm;

#define MC_FORM_MAX_LENGTH 10000
#define MC_FORM_OTHER "other"
#define MC_FORM_SECOND_ROUND "second_round"

#define MC_TYPE_FORM (mc_form_get_type ())
GType mc_form_get_type (void);
McForm *mc_form_new (void); /* with empty arrays */
McForm *mc_form_ref (McForm *self);
void mc_form_unref (McForm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McForm, mc_form_unref)

McFormChoice *mc_form_choice_new (void);
void mc_form_choice_free (McFormChoice *self);
McFormField *mc_form_field_new (void); /* without bounds */
void mc_form_field_free (McFormField *self);

/* (transfer none) (nullable) */
const McFormField *mc_form_find_field (const McForm *self, const char *id);
const McFormChoice *mc_form_field_find_choice (const McFormField *self, const char *id);
/* Whether it is asked for of this dossier. */
gboolean mc_form_field_is_asked (const McFormField *self, const McDossier *dossier);
/* Whether its value is the id of one of its choices. */
gboolean mc_form_field_is_choice (const McFormField *self);

/* Why this file is none for the field, as a sentence, or NULL. media_type: what its bytes are, NULL: nothing that is known;
 * size: bytes. (transfer full) (nullable) */
char *mc_form_field_refuse_file (const McFormField *self, const char *name, const char *media_type, gint64 size);

/* What choosing the reason makes of that component: "missing" or "invalid"; a reason that may mean both makes a component
 * without documents missing. */
const char *mc_form_choice_get_mark (const McFormChoice *self, const McComponent *component);

/* What is wrong with one field. */
typedef struct
{
  char *field;  /* id; of a form that is no object, or a member that is no field: its name */
  char *item;   /* component, where it is about one mark; nullable */
  char *code;   /* stable: "required", "too_long", "wrong_type", "out_of_range", "unknown_choice", "unknown_field",
                   "unknown_component", "unknown_document", "not_to_end", "unknown_upload", "wrong_file", "duplicate",
                   "wrong_mark", "no_reason", "unknown_reason", "no_note", "no_amount", "no_name",
                   "not_demandable", "incomplete" */
  char *detail; /* Vietnamese sentence */
} McFormError;

void mc_form_error_free (McFormError *self);

/* Everything wrong with values, in order of the fields; an empty array: the act can be sent, and the portal takes it.
 * values: JSON text of an object; dossier: (nullable): NULL: marks are not held against its components. (transfer full) of
 * McFormError */
GPtrArray *mc_form_check (const McForm *self, const char *values, const McDossier *dossier);

/* What the applicant reads when this is done at `at`: the template, filled in. {field}: its value for people, {field.until}:
 * the last day of that many working days, {dossier.code}, {dossier.procedure}, {dossier.owner}, {dossier.unit}: of the
 * record; [[…]]: left out when something named in it is not there. values: passed by mc_form_check(), or still being
 * typed: what is not there is "…". (transfer full) (nullable): NULL when the form has no message. */
char *mc_form_message (const McForm *self, const char *values, const McDossier *dossier, GDateTime *at);

/* A field's value for people, as the message has it. (transfer full) (nullable): NULL when nothing is filled in */
char *mc_form_say_field (const McForm *self, const char *field, const char *values, const McDossier *dossier);

/* The notice of an act with everything its paper says. (transfer full) */
McNotice *mc_form_notice (const McForm *self, const char *action, const char *values, const McDossier *dossier,
                          const char *actor_name, GDateTime *at);

/* What the catalogue's words and the official's own made of a mark's reason (McComponent.mark_reason), taken apart again:
 * the id of the reason, NULL where nothing is said, and the note. mark: as it was recorded. */
char *mc_form_read_reason (const McFormField *field, const char *mark, const char *said, char **note);

/* The most working days that the dossier's rule gives the applicant for a supplement (supplement_limit); without such a
 * rule MC_FORM_MAX_LENGTH: each request sets its own. */
int mc_dossier_get_supplement_days (const McDossier *dossier);

/* What a field of a new form of this act begins with, of what the dossier and its rule know already, as text: what the
 * specialist proposed, the applicant's time, the fee, who pays. (transfer full) (nullable): NULL: the field's own default */
char *mc_form_suggest (const char *action, const McFormField *field, const McDossier *dossier);

/* What is worth a word before an act of this kind, by the dossier as it stands: McWarning (mc-handling.h), a set. */
guint mc_form_warn (const char *action, const McDossier *dossier, GDateTime *now);

/* The marks of values onto the components (McComponent): mark, and the reason for people in mark_reason. */
void mc_form_apply_marks (const McForm *self, const char *values, GPtrArray *components);

G_END_DECLS
