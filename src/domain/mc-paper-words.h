// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What an official form says: its name, headings and sentences (data/catalogues/papers.json; TT 03/2025/TT-VPCP, Phụ lục
 * I). Dated data: a paper is printed in the words of its own day, whenever that is done. */
typedef struct _McPaperWords McPaperWords;

/* The shipped words of form "01" … on the day of `on`; of a day before the first entry, that one's. Kept for ever. NULL:
 * there is no such form. (transfer none) (nullable) */
const McPaperWords *mc_paper_words_find (const char *paper, GDateTime *on);

/* The same from a catalogue's text. NULL and G_IO_ERROR_INVALID_DATA for anything unsound, G_IO_ERROR_NOT_FOUND for a form
 * that is not there. (transfer full) (nullable) */
McPaperWords *mc_paper_words_parse (const char *json, gssize length, const char *paper, GDateTime *on, GError **error);
void mc_paper_words_free (McPaperWords *self);

/* "title" → "Phiếu …"; a word that the catalogue must have. (transfer none) */
const char *mc_paper_words_get (const McPaperWords *self, const char *name);

/* The same with each {name} replaced by the value that follows it in the list of names and values, ended by NULL.
 * What a value says is not looked into again. (transfer full) */
char *mc_paper_words_fill (const McPaperWords *self, const char *name, ...) G_GNUC_NULL_TERMINATED;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (McPaperWords, mc_paper_words_free)

G_END_DECLS
