// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cairo.h>

#include "mc-sample-page.h"

G_BEGIN_DECLS

/* On an A4 page in points. */
void mc_sample_page_draw (const McSamplePage *page, cairo_t *cr);

G_END_DECLS
