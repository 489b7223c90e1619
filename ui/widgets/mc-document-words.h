// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Why a document is not shown, in words: what happened, what is safe, what comes next. */
typedef struct
{
  const char *title;
  const char *text;
  const char *icon;
  gboolean can_retry; /* it may go well the next time */
  gboolean waits;     /* it comes by itself once the line is back */
} McDocumentWords;

/* error: of McSync or McRenderer. */
McDocumentWords mc_document_words (const GError *error);

G_END_DECLS
