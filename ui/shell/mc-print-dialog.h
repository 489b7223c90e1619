// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-profile.h"
#include "mc-print-pages.h"

G_BEGIN_DECLS

/* The paper of the dossier's state before it is printed: its pages, In (Enter), Lưu tệp PDF… (Ctrl+S); Page Up and Page
 * Down turn. Signal: "done" (const char *text): printed or saved, in a sentence, and closed. */
#define MC_TYPE_PRINT_DIALOG (mc_print_dialog_get_type ())
G_DECLARE_FINAL_TYPE (McPrintDialog, mc_print_dialog, MC, PRINT_DIALOG, AdwDialog)

/* dossier: one that has a paper (mc_print_pages_find_paper()). */
McPrintDialog *mc_print_dialog_new (McProfile *profile, McDossier *dossier);

/* NULL until they are set. (transfer none) (nullable) */
McPrintPages *mc_print_dialog_get_pages (McPrintDialog *self);

/* Writes the PDF there; closes when it is there, else says why not. */
void mc_print_dialog_save_to (McPrintDialog *self, GFile *file);

/* A paper's name, by its number. */
const char *mc_print_dialog_title (const char *paper);

G_END_DECLS
