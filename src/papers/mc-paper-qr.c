// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-paper-qr.h"

#include <string.h>

#include "mc-qr.h"

#define PLACE "{code}"

static void
draw_cb (cairo_t *cr, double x, double y, double width, double height, gpointer data)
{
  mc_qr_draw (data, cr, x, y, width);
}

char *
mc_paper_qr_address (const char *address, const char *code)
{
  const char *place = address != NULL && code != NULL ? strstr (address, PLACE) : NULL;
  g_autofree char *escaped = NULL;

  if (place == NULL || (!g_str_has_prefix (address, "https://") && !g_str_has_prefix (address, "http://")))
    return NULL;
  escaped = g_uri_escape_string (code, NULL, FALSE);
  return g_strdup_printf ("%.*s%s%s", (int) (place - address), address, escaped, place + strlen (PLACE));
}

double
mc_paper_qr_place (McPaperLayout *self, const char *text, double x, double y)
{
  mc_paper_layout_place_drawing (self, x, y, MC_PAPER_QR_SIDE, MC_PAPER_QR_SIDE, draw_cb, g_strdup (text), g_free);
  return y + MC_PAPER_QR_SIDE;
}
