// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* That an official looked at a whole personal number, printed a paper or took a dossier out, and what for (Law
 * 91/2025/QH15). Sent like an act: the key is made at the click. */
typedef struct
{
  const char *key;     /* UUIDv7 */
  const char *dossier; /* id */
  const char *kind;    /* "reveal", "print", "export" */
  const char
      *field; /* "owner_id_number", "submitter_id_number", "proxy_id_number"; of a print "01" …; nullable: an export */
  const char *purpose; /* at most 500 characters, not blank */
  GDateTime *performed_at;
} McReveal;

G_END_DECLS
