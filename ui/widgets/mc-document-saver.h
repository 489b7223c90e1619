// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-sync.h"

G_BEGIN_DECLS

/* Asks what for and where to, then saves the document there. What an applicant handed in leaves the program only once the
 * journal has that it does (Law 91/2025/QH15); a file of one's own that still waits to be sent is saved at once. over: the
 * widget whose window asks. bytes: the document as it came. */
void mc_document_saver_ask (GtkWidget *over, McSync *sync, const char *dossier, const McDocument *document,
                            GBytes *bytes);

/* The second half: recorded, then written. purpose: NULL: a file of one's own. Resolves once the file is there; rejects with
 * MC_STORE_ERROR and nothing written, or with G_IO_ERROR. */
DexFuture *mc_document_saver_save (McSync *sync, const char *dossier, const McDocument *document, const char *purpose,
                                   GFile *file, GBytes *bytes);

G_END_DECLS
