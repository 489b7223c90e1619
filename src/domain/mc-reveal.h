// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-act.h"

G_BEGIN_DECLS

/* That an official looked at a whole personal number, printed a paper or took a dossier out, and what for (Law
 * 91/2025/QH15). Sent like an act: the key is made at the click. */
typedef struct
{
  const char *key;     /* UUIDv7 */
  const char *dossier; /* id */
  const char *kind;    /* "reveal", "print", "save", "export" */
  /* "owner_id_number", "submitter_id_number", "proxy_id_number"; of a print "01" …; of a document its id; NULL: an export */
  const char *field;
  const char *purpose; /* at most 500 characters, not blank */
  GDateTime *performed_at;
} McReveal;

/* It waits in the outbox as an act that is recorded (MC_ACT_REVEAL …): what was shown and what for as its form. field:
 * nullable. (transfer full) */
char *mc_reveal_form (const char *field, const char *purpose);

/* An act of that form, for the wire; what it names is the act's and the caller's: field: (out) (transfer full) (nullable),
 * purpose: (out) (transfer full). FALSE: it is none. */
gboolean mc_reveal_read (const McAct *act, McReveal *self, char **field, char **purpose);

G_END_DECLS
