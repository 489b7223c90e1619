// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-profile.h"

G_BEGIN_DECLS

/* Sets form 01 of an accepted dossier and writes it to the file, whole or not at all. Every time counts: from the second
 * on the paper says which copy it is. Resolves with TRUE; rejects with G_IO_ERROR or MC_STORE_ERROR. */
DexFuture *mc_receipt_save (McScope *scope, McProfile *profile, McDossier *dossier, GFile *file);

/* "Giay-tiep-nhan-<code>.pdf". (transfer full) */
char *mc_receipt_file_name (const McSummary *summary);

G_END_DECLS
