// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How the line stands, for the words at the bottom of the sidebar. */
typedef enum
{
  MC_LINE_STARTING,   /* nothing heard yet */
  MC_LINE_UPDATING,   /* a page is under way */
  MC_LINE_CURRENT,    /* up to date at updated_us */
  MC_LINE_OFFLINE,    /* last try failed, heals by itself */
  MC_LINE_SIGNED_OUT, /* signing in is needed */
  MC_LINE_TROUBLE,    /* the portal answers, but not as agreed: see error */
} McLineState;

typedef struct
{
  McLineState state;
  gint64 updated_us;       /* last complete update, or sign that nothing is new: microseconds since 1970 UTC; 0 never */
  gint64 offline_since_us; /* 0: online */
  guint waiting;           /* entries held, waiting or sending */
  guint needs_you;
  gint64 snapshot_done;  /* records of the running first update; -1: none runs */
  gint64 snapshot_total; /* -1 unknown */
  const char *error;     /* code of the last failure (mc_portal_error_code_name), static; nullable */
} McLine;

/* The portal takes newer versions of this program alone: nothing is read or sent until one is installed. */
static inline gboolean
mc_line_is_outdated (const McLine *self)
{
  return self->state == MC_LINE_TROUBLE && g_strcmp0 (self->error, "outdated") == 0;
}

G_END_DECLS
