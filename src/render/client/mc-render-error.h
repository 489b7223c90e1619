// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "mc-render-wire.h"

G_BEGIN_DECLS

/* Why a document, or a page of it, cannot be shown, as codes a caller branches on. */
typedef enum
{
  MC_RENDER_ERROR_BROKEN,       /* it is not what it says, or breaks off */
  MC_RENDER_ERROR_LOCKED,       /* it wants a password */
  MC_RENDER_ERROR_UNKNOWN_KIND, /* a kind that is not shown here */
  MC_RENDER_ERROR_TOO_LARGE,    /* it needs more memory, or has more pages, than is given */
  MC_RENDER_ERROR_STALLED,      /* it took more than MC_RENDERER_JOB_US */
  MC_RENDER_ERROR_DIED,         /* whoever opened it died of it */
  MC_RENDER_ERROR_SUPERSEDED,   /* another document was opened meanwhile */
  MC_RENDER_ERROR_FAILED,       /* the child cannot be started */
} McRenderError;

#define MC_RENDER_ERROR (mc_render_error_quark ())
GQuark mc_render_error_quark (void);

/* status: of an answer, not MC_RENDER_DONE. (transfer full) */
GError *mc_render_error_new (McRenderStatus status);

G_END_DECLS
