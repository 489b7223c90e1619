// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "mc-act.h"

G_BEGIN_DECLS

/* The sentences for people (interface §7): what happened, what is safe, what comes next. Made here alone, from codes. */

/* For any error of ours. (transfer none) */
const char *mc_error_text (const GError *error);

/* For signing in, which nothing does again by itself. (transfer none) */
const char *mc_error_text_signing_in (const GError *error);

/* For the cause of an entry of the outbox that needs its official, by its code name. (transfer none) */
const char *mc_error_text_for_cause (const char *cause);

/* What goes into the details expander: code and the portal's own words; never a token or a body. (transfer full) */
char *mc_error_details (const GError *error);

/* Where an entry of the outbox stands, in words: "Sẽ gửi sau 8 giây", "Chờ kết nối…". now_us: as of McClock. (transfer full) */
char *mc_outbox_state_text (const McOutboxEntry *entry, gint64 now_us);

G_END_DECLS
