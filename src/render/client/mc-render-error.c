// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-render-error.h"

G_DEFINE_QUARK (mc - render - error - quark, mc_render_error)

GError *
mc_render_error_new (McRenderStatus status)
{
  switch (status)
    {
    case MC_RENDER_LOCKED:
      return g_error_new (MC_RENDER_ERROR, MC_RENDER_ERROR_LOCKED, "it wants a password");
    case MC_RENDER_UNKNOWN_KIND:
      return g_error_new (MC_RENDER_ERROR, MC_RENDER_ERROR_UNKNOWN_KIND, "it is of a kind that is not shown");
    case MC_RENDER_TOO_LARGE:
      return g_error_new (MC_RENDER_ERROR, MC_RENDER_ERROR_TOO_LARGE, "it is too large");
    case MC_RENDER_BROKEN:
    case MC_RENDER_NO_PAGE:
    case MC_RENDER_DONE:
    default:
      return g_error_new (MC_RENDER_ERROR, MC_RENDER_ERROR_BROKEN, "it is broken");
    }
}
