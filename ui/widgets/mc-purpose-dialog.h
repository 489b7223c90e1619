// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-reason-dialog.h"

G_BEGIN_DECLS

/* What an official wants to look at, or to take along, a citizen's data for: the usual purposes, one digit each, or words of
 * one's own (Law 91/2025/QH15). about: whose they are. "chosen" tells what mc_purpose_dialog_read() reads. */
McReasonDialog *mc_purpose_dialog_new (const char *title, const char *about, const char *question, const char *confirm);

/* The purpose in words, as it is recorded. (transfer full) */
char *mc_purpose_dialog_read (const char *id, const char *note);

G_END_DECLS
