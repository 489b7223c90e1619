// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-upload.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (McUpload, mc_upload, mc_upload_ref, mc_upload_unref)

static const char *const types[] = { "application/pdf", "image/jpeg", "image/png", "image/heic", NULL };

McUpload *
mc_upload_new (void)
{
  McUpload *self = g_new0 (McUpload, 1);

  g_atomic_ref_count_init (&self->ref_count);
  return self;
}

McUpload *
mc_upload_ref (McUpload *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mc_upload_unref (McUpload *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->media_type);
  g_free (self->sha256);
  g_clear_pointer (&self->expires_at, g_date_time_unref);
  g_free (self);
}

gboolean
mc_sha256_is_valid (const char *text)
{
  return strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64;
}

static gboolean
begins (const guint8 *head, gsize size, gsize at, const char *mark, gsize length)
{
  return size >= at + length && memcmp (head + at, mark, length) == 0;
}

/* ISO 23008-12: a box "ftyp" with one of the brands of HEIF pictures. */
static gboolean
is_heic (const guint8 *head, gsize size)
{
  static const char *const brands[] = { "heic", "heix", "mif1", "heim" };

  if (!begins (head, size, 4, "ftyp", 4))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (brands); i++)
    if (begins (head, size, 8, brands[i], 4))
      return TRUE;
  return FALSE;
}

const char *
mc_media_type_sniff (const guint8 *head, gsize size)
{
  if (begins (head, size, 0, "%PDF-", 5))
    return types[0];
  if (begins (head, size, 0, "\xff\xd8\xff", 3))
    return types[1];
  if (begins (head, size, 0, "\x89PNG\r\n\x1a\n", 8))
    return types[2];
  return is_heic (head, size) ? types[3] : NULL;
}

const char *const *
mc_media_types (void)
{
  return types;
}
