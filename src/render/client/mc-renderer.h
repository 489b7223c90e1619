// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libdex.h>

#include "mc-clock.h"
#include "mc-page-text.h"
#include "mc-render-error.h"

G_BEGIN_DECLS

/* A window's motcua-render: started when it is first needed, killed when a job takes too long or another document is wanted
 * while it is at one, started again by the next job. It holds one document at a time. All futures reject with
 * MC_RENDER_ERROR. Lives on the main thread; with it its child ends. */
#define MC_TYPE_RENDERER (mc_renderer_get_type ())
G_DECLARE_FINAL_TYPE (McRenderer, mc_renderer, MC, RENDERER, GObject)

#define MC_RENDERER_JOB_US (10 * G_TIME_SPAN_SECOND)

/* program: path of motcua-render. */
McRenderer *mc_renderer_new (const char *program, McClock *clock);

/* The pages of the document that was opened. */
typedef struct
{
  gatomicrefcount ref_count;
  guint count;
  McPageSize *sizes;
} McPageSizes;

#define MC_TYPE_PAGE_SIZES (mc_page_sizes_get_type ())
GType mc_page_sizes_get_type (void);
McPageSizes *mc_page_sizes_ref (McPageSizes *self);
void mc_page_sizes_unref (McPageSizes *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McPageSizes, mc_page_sizes_unref)

/* A page as painted: ARGB32 as cairo has it (premultiplied, of the machine's byte order). */
typedef struct
{
  gatomicrefcount ref_count;
  GBytes *pixels;
  int width;
  int height;
  gsize stride;
  gboolean reduced; /* fewer pixels than were asked for, or than the page has */
} McPagePicture;

#define MC_TYPE_PAGE_PICTURE (mc_page_picture_get_type ())
GType mc_page_picture_get_type (void);
McPagePicture *mc_page_picture_ref (McPagePicture *self);
void mc_page_picture_unref (McPagePicture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McPagePicture, mc_page_picture_unref)

/* Puts the document in place of the one before, whose jobs reject with SUPERSEDED. Resolves with a boxed McPageSizes. */
DexFuture *mc_renderer_open (McRenderer *self, GBytes *document);

/* Lets go of the document, and of a child that is busy with it. */
void mc_renderer_close (McRenderer *self);

/* page: from 0. Resolves with a boxed McPagePicture of width × height pixels, or smaller ones of the same shape. */
DexFuture *mc_renderer_paint (McRenderer *self, guint page, int width, int height);

/* Resolves with a boxed McPageText. */
DexFuture *mc_renderer_read (McRenderer *self, guint page);

/* For tests: the child's process id as text; NULL: none runs. (transfer none) (nullable) */
const char *mc_renderer_get_child (McRenderer *self);

G_END_DECLS
