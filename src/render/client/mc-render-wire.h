// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What goes between the program and motcua-render, over a socketpair of packets: one request, then its one answer. Both
 * are of a fixed size; whatever is longer lies in a memfd that goes with them, sealed, so that nobody can change it or
 * pull it away from under its reader. Both are of one build on one machine: no byte order, no versions. */

/* The descriptor of the child's end. */
#define MC_RENDER_SOCKET 3

#define MC_RENDER_MAX_BYTES (G_GINT64_CONSTANT (50) * 1024 * 1024) /* of a document */
#define MC_RENDER_MAX_PAGES 20000
#define MC_RENDER_MAX_PIXELS (50 * 1000 * 1000) /* of a page */
#define MC_RENDER_MAX_SIDE 30000                /* of a page, in pixels; cairo ends at 32,767 */
#define MC_RENDER_MAX_GLYPHS 200000             /* of a page */
#define MC_RENDER_MEMORY (G_GINT64_CONSTANT (512) * 1024 * 1024)

typedef enum
{
  MC_RENDER_OPEN = 1, /* with the document; answered with count of McPageSize */
  MC_RENDER_PAGE,     /* page, width, height; answered with pixels: ARGB32 of cairo */
  MC_RENDER_TEXT,     /* page; answered with count of McGlyph */
} McRenderVerb;

typedef struct
{
  guint32 verb;
  guint32 serial;
  guint32 page; /* from 0 */
  guint32 width;
  guint32 height;
} McRenderRequest;

typedef enum
{
  MC_RENDER_DONE,
  MC_RENDER_BROKEN,
  MC_RENDER_LOCKED,       /* it wants a password */
  MC_RENDER_UNKNOWN_KIND, /* neither PDF nor a picture that can be shown here */
  MC_RENDER_TOO_LARGE,
  MC_RENDER_NO_PAGE,
} McRenderStatus;

typedef struct
{
  guint32 serial; /* of the request */
  guint32 status;
  guint32 count;
  guint32 width;
  guint32 height;
  guint32 stride;
  guint32 reduced; /* fewer pixels than the page has, or than were asked for */
} McRenderAnswer;

/* In points (1/72 inch), upright. */
typedef struct
{
  float width;
  float height;
} McPageSize;

/* A character of a page and where it stands, in points from the page's upper left. */
typedef struct
{
  guint32 character;
  float x1;
  float y1;
  float x2;
  float y2;
} McGlyph;

/* One packet; fd: -1: none goes with it, and it stays the caller's. Never waits. */
gboolean mc_render_send (int socket, gconstpointer message, gsize size, int fd, GError **error);

/* TRUE: one packet of exactly this size. FALSE without an error: the other side is gone. wait: FALSE gives
 * G_IO_ERROR_WOULD_BLOCK when there is none. fd: (out): -1: none came with it. */
gboolean mc_render_receive (int socket, gboolean wait, gpointer message, gsize size, int *fd, GError **error);

/* Memory of a name, that may be written until it is sealed. -1 and an error when there is none. */
int mc_render_memory_new (gsize size, GError **error);
gboolean mc_render_memory_seal (int fd, GError **error);

/* The memory of exactly this size, for reading; refused unless it is sealed. (transfer full) (nullable) */
GBytes *mc_render_memory_map (int fd, gsize size, GError **error);

/* How large memory that came is; refused unless it is sealed or when it is larger than most. -1: refused. */
gint64 mc_render_memory_size (int fd, gint64 most, GError **error);

G_END_DECLS
