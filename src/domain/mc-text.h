// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* For search: NFD, marks dropped, đ → d, lower case, white space folded to one blank. (transfer full) */
char *mc_text_fold (const char *text);

/* Foreign text made ours: valid UTF-8, NFC, no control characters but newline and tab, at most max_bytes (whole
 * characters). NULL when it is not UTF-8. (transfer full) (nullable) */
char *mc_text_clean (const char *text, gsize max_bytes);

/* Order of Vietnamese names: by the last word first, Vietnamese collation whatever the locale. strcmp-like. */
int mc_text_compare_names (const char *a, const char *b);

/* Keys that sort as texts do when they are compared byte by byte: words in Vietnamese order, names as
 * mc_text_compare_names(). text: (nullable): "". (transfer full) */
GBytes *mc_text_sort_key (const char *text);
GBytes *mc_text_name_key (const char *name);

/* A name's parts: family name (họ), middle name (tên đệm, of several words or none), given name (tên). A name of one word is
 * a given name. Parts not there are "". (out) (transfer full) */
void mc_text_split_name (const char *name, char **family, char **middle, char **given);

/* A personal number with all but the last four digits hidden: "••••••••0412". (transfer full) */
char *mc_text_mask_number (const char *number);

/* 1234567 → "1.234.567". (transfer full) */
char *mc_text_number (gint64 number);

/* A new UUIDv7 (RFC 9562 5.7) for this instant, in milliseconds since 1970 UTC: lower case, 36 characters. Ids made in
 * the same millisecond by one process still sort in the order they were made. (transfer full) */
char *mc_uuid_new (gint64 unix_ms);
gboolean mc_uuid_is_valid (const char *text);

/* A dossier code (mã hồ sơ), domain 7.3: as scanners and people give it (lower case, blanks, dashes of all kinds) in its
 * written form, or NULL. (transfer full) (nullable) */
char *mc_dossier_code_normalise (const char *text);

/* "1.001193" (domain 7.2). */
gboolean mc_procedure_code_is_valid (const char *text);

/* RFC 3339 with seconds and offset, as GDateTime; NULL for anything else (a date without time is no instant). (transfer full) */
GDateTime *mc_time_parse (const char *text);

/* RFC 3339 in UTC: "2026-11-23T03:42:00Z"; with microseconds when there are any. (transfer full) */
char *mc_time_format (GDateTime *time);

G_END_DECLS
