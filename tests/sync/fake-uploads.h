// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-portal.h"
#include "mc-scope.h"

G_BEGIN_DECLS

/* The files that officials send to a portal of these tests. */
typedef struct _FakeUploads FakeUploads;

FakeUploads *fake_uploads_new (void);
void fake_uploads_free (FakeUploads *self);

/* As mc_portal_upload(), as a fiber of scope. */
DexFuture *fake_uploads_take (FakeUploads *self, McScope *scope, McUpload *file, McUploadRead read, gpointer data,
                              GDestroyNotify destroy);

/* Each call stops after so many pieces with the line's error; -1: none does. */
void fake_uploads_break (FakeUploads *self, int pieces);
/* Whatever came, whole or not, is gone. */
void fake_uploads_lose (FakeUploads *self);
/* code: a problem's code that each call meets; NULL: none. */
void fake_uploads_refuse (FakeUploads *self, const char *code);

/* The act takes the uploads that its form names; a refusal when one of them is not there whole. (transfer full) (nullable) */
GError *fake_uploads_use (FakeUploads *self, const McAct *act);

/* Pieces that came in; files that acts took, each with its bytes. */
guint fake_uploads_count_pieces (FakeUploads *self);
guint fake_uploads_count_used (FakeUploads *self);
GBytes *fake_uploads_get_used (FakeUploads *self, guint index);

G_END_DECLS
