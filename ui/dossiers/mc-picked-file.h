// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>
#include <libdex.h>

#include "mc-thread.h"

G_BEGIN_DECLS

/* A file that the official chose or dropped, as it was read. */
typedef struct
{
  gatomicrefcount ref_count;

  char *name;             /* for people */
  const char *media_type; /* by its first bytes; NULL: none that is known */
  gint64 size;            /* bytes */
  GBytes *bytes;          /* NULL: it is longer than what was asked for, or empty */
} McPickedFile;

#define MC_TYPE_PICKED_FILE (mc_picked_file_get_type ())
GType mc_picked_file_get_type (void);
McPickedFile *mc_picked_file_ref (McPickedFile *self);
void mc_picked_file_unref (McPickedFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McPickedFile, mc_picked_file_unref)

/* Reads it on that thread, at most so many bytes. Resolves with a boxed McPickedFile; rejects with G_IO_ERROR. */
DexFuture *mc_picked_file_read (McThread *thread, GFile *file, gint64 max_bytes);

G_END_DECLS
