// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Server-Sent Events (WHATWG HTML, 9.2) out of bytes as they come, in any pieces: lines end with LF, CR or CRLF, lines of data
 * join, id and retry mean nothing here. Pure and bounded. */
typedef struct _McEventParser McEventParser;

typedef struct
{
  char *name; /* "changes"; "message" when the portal gave none; NULL: a comment, the portal is there */
  char *data; /* UTF-8; of a comment NULL */
} McEvent;

/* Longest line, and longest data of an event, in bytes. */
#define MC_EVENT_MAX_BYTES (64 * 1024)

McEventParser *mc_event_parser_new (void);
void mc_event_parser_free (McEventParser *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McEventParser, mc_event_parser_free)

/* FALSE and MC_PORTAL_ERROR_PROTOCOL for what is too long or not UTF-8; it takes nothing more then. */
gboolean mc_event_parser_feed (McEventParser *self, const char *bytes, gsize size, GError **error);

/* The next whole event, in order. (transfer full) (nullable) */
McEvent *mc_event_parser_take (McEventParser *self);

void mc_event_free (McEvent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McEvent, mc_event_free)

G_END_DECLS
