// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-renderer.h"
#include "mc-test.h"

G_BEGIN_DECLS

/* A renderer with the real child. (transfer full) */
McRenderer *mc_test_renderer_new (McClock *clock);

/* Ends it, so that the test comes to rest. */
void mc_test_renderer_end (McRenderer *self);

/* A PDF whose first page has this content; resources: of the page. (transfer full) */
GBytes *mc_test_pdf (const char *resources, const char *content);

/* A page of text, and one as a scanner gives it. (transfer full) */
GBytes *mc_test_page_pdf (void);
GBytes *mc_test_scan_pdf (int flavour);
GBytes *mc_test_scan_jpeg (int orientation);
GBytes *mc_test_scan_png (void);
GBytes *mc_test_scan_heif (void); /* NULL: nothing here encodes it */

/* Opens, expects this error (MC_RENDER_ERROR). */
void mc_test_refused (McRenderer *renderer, GBytes *document, McRenderError code);

/* Opens and paints its first page: it must not be blank. */
void mc_test_shown (McRenderer *renderer, GBytes *document, guint pages);

G_END_DECLS
