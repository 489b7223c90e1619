// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "mc-profile.h"
#include "mc-scope.h"

G_BEGIN_DECLS

/* A paper set whole, off the main thread: its pages for screen, printer and file. Never changes. */
#define MC_TYPE_PRINT_PAGES (mc_print_pages_get_type ())
G_DECLARE_FINAL_TYPE (McPrintPages, mc_print_pages, MC, PRINT_PAGES, GObject)

/* The paper of the dossier's state: "02" while it waits for a supplement, before acceptance and after, else "01" once it is
 * accepted and has its code, "03" once it is refused; NULL: there is none. (transfer none) (nullable) */
const char *mc_print_pages_find_paper (const McDossier *dossier);

/* Sets it; the copy it says counts what was printed and saved before. Resolves with a McPrintPages; rejects with
 * G_IO_ERROR or MC_STORE_ERROR. */
DexFuture *mc_print_pages_make (McScope *scope, McProfile *profile, McDossier *dossier);

/* The paper that goes with a notice (takes it) which is still being written: for the screen alone, and marked as such.
 * Resolves with a McPrintPages. */
DexFuture *mc_print_pages_draft (McScope *scope, McProfile *profile, McDossier *dossier, McNotice *notice);

int mc_print_pages_get_n_pages (McPrintPages *self);

/* A page (from 0) for the screen, and its size on paper in points. (transfer none) */
GdkTexture *mc_print_pages_get_texture (McPrintPages *self, int page);
void mc_print_pages_get_size (McPrintPages *self, double *width, double *height);

/* Draws a page at 72 units an inch. */
void mc_print_pages_draw (McPrintPages *self, cairo_t *cr, int page);

/* "Giay-tiep-nhan-<code>.pdf". (transfer none) */
const char *mc_print_pages_get_file_name (McPrintPages *self);

/* Writes the PDF, whole or not at all, and counts it as a print. Resolves once the journal has that; rejects with G_IO_ERROR or MC_STORE_ERROR. */
DexFuture *mc_print_pages_save (McPrintPages *self, McScope *scope, GFile *file);

/* What the journal knows of a job: it begins, and comes to nothing. Resolve once that is durable. */
DexFuture *mc_print_pages_begin (McPrintPages *self);
DexFuture *mc_print_pages_cancel (McPrintPages *self);

/* It went to a printer: from the second time on the paper says which copy it is. Resolves once the journal has that,
 * which goes to the portal's audit as well. */
DexFuture *mc_print_pages_count (McPrintPages *self);

G_END_DECLS
