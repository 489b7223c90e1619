// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-sample-document.h"

#include <string.h>

/* Numbers of the objects; a page's three follow. */
enum
{
  CATALOG = 1,
  PAGES,
  EXTRA, /* the field of a signature, or what locks the file */
  SEAL,
  FIRST_PAGE,
};

#define PAGE_OBJECTS 3
#define KEY_BYTES 5 /* 40 bits: revision 2 */
#define PERMISSIONS (-44)

/* What passwords are filled up with (ISO 32000-1, 7.6.3.3). */
static const guint8 padding[32]
    = { 0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08,
        0x2E, 0x2E, 0x00, 0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A };
static const guint8 file_id[16] = "tap-huan-khong-g";

typedef struct
{
  GByteArray *out;
  GArray *offsets; /* of guint, by number */
  gboolean locked;
  guint8 key[KEY_BYTES];
  guint8 owner[32];
  guint8 user[32];
} Writer;

static void
rc4 (const guint8 *key, gsize key_size, const guint8 *from, guint8 *to, gsize size)
{
  guint8 s[256], i = 0, j = 0;

  for (guint n = 0; n < 256; n++)
    s[n] = (guint8) n;
  for (guint n = 0; n < 256; n++)
    {
      guint8 swap = s[n];

      j = (guint8) (j + swap + key[n % key_size]);
      s[n] = s[j];
      s[j] = swap;
    }
  j = 0;
  for (gsize n = 0; n < size; n++)
    {
      guint8 swap = s[++i];

      j = (guint8) (j + swap);
      s[i] = s[j];
      s[j] = swap;
      to[n] = from[n] ^ s[(guint8) (s[i] + s[j])];
    }
}

static void
md5 (GChecksum *sum, guint8 digest[16])
{
  gsize size = 16;

  g_checksum_get_digest (sum, digest, &size);
  g_checksum_free (sum);
}

/* The standard security handler of revision 2 (ISO 32000-1, 7.6.3, algorithms 2, 3 and 4); owner and user have one word. */
static void
lock (Writer *self)
{
  const gint32 permissions = GINT32_TO_LE (PERMISSIONS);
  GChecksum *sum = g_checksum_new (G_CHECKSUM_MD5);
  guint8 word[32], digest[16];

  self->locked = TRUE;
  memcpy (word, MC_SAMPLE_PASSWORD, strlen (MC_SAMPLE_PASSWORD));
  memcpy (word + strlen (MC_SAMPLE_PASSWORD), padding, sizeof word - strlen (MC_SAMPLE_PASSWORD));
  g_checksum_update (sum, word, sizeof word);
  md5 (sum, digest);
  rc4 (digest, KEY_BYTES, word, self->owner, sizeof word);

  sum = g_checksum_new (G_CHECKSUM_MD5);
  g_checksum_update (sum, word, sizeof word);
  g_checksum_update (sum, self->owner, sizeof self->owner);
  g_checksum_update (sum, (const guint8 *) &permissions, sizeof permissions);
  g_checksum_update (sum, file_id, sizeof file_id);
  md5 (sum, digest);
  memcpy (self->key, digest, KEY_BYTES);
  rc4 (self->key, KEY_BYTES, padding, self->user, sizeof padding);
}

static void G_GNUC_PRINTF (2, 3) say (Writer *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_byte_array_append (self->out, (const guint8 *) text, (guint) strlen (text));
}

static void
say_hex (Writer *self, const guint8 *data, gsize size)
{
  say (self, "<");
  for (gsize i = 0; i < size; i++)
    say (self, "%02x", data[i]);
  say (self, ">");
}

static void
begin (Writer *self, guint number)
{
  if (self->offsets->len <= number)
    g_array_set_size (self->offsets, number + 1);
  g_array_index (self->offsets, guint, number) = self->out->len;
  say (self, "%u 0 obj\n", number);
}

/* A stream, with the key of its object when the file is locked (algorithm 1). */
static void
write_stream (Writer *self, guint number, const char *dictionary, GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  const guint8 object[5] = { (guint8) number, (guint8) (number >> 8), 0, 0, 0 };
  guint start;

  begin (self, number);
  say (self, "<< %s /Length %" G_GSIZE_FORMAT " >>\nstream\n", dictionary, size);
  start = self->out->len;
  g_byte_array_append (self->out, data, (guint) size);
  if (self->locked)
    {
      GChecksum *sum = g_checksum_new (G_CHECKSUM_MD5);
      guint8 digest[16];

      g_checksum_update (sum, self->key, KEY_BYTES);
      g_checksum_update (sum, object, sizeof object);
      md5 (sum, digest);
      rc4 (digest, KEY_BYTES + sizeof object, data, self->out->data + start, size);
    }
  say (self, "\nendstream\nendobj\n");
}

static void
write_page (Writer *self, guint number, GBytes *jpeg, int width, int height)
{
  static const char content[] = "q 595 0 0 842 0 0 cm /S Do Q";
  g_autoptr (GBytes) bytes = g_bytes_new_static (content, strlen (content));
  g_autofree char *image = g_strdup_printf ("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB"
                                            " /BitsPerComponent 8 /Filter /DCTDecode",
                                            width, height);

  begin (self, number);
  say (self,
       "<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %u 0 R"
       " /Resources << /XObject << /S %u 0 R >> >> >>\nendobj\n",
       PAGES, number + 1, number + 2);
  write_stream (self, number + 1, "", bytes);
  write_stream (self, number + 2, image, jpeg);
}

/* A field for a signature, invisible, and in it something that is none. */
static void
write_field (Writer *self, gboolean sealed)
{
  static const guint8 nonsense[64] = { 0x30, 0x3e, 0x06, 0x09 };

  begin (self, EXTRA);
  say (self, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Chu ky) /Rect [0 0 0 0] /F 132 /P %d 0 R", FIRST_PAGE);
  if (sealed)
    say (self, " /V %d 0 R", SEAL);
  say (self, " >>\nendobj\n");
  begin (self, SEAL);
  if (!sealed)
    {
      say (self, "null\nendobj\n");
      return;
    }
  say (self, "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 100 300 100]"
             " /Name (TAP HUAN) /Contents ");
  say_hex (self, nonsense, sizeof nonsense);
  say (self, " >>\nendobj\n");
}

static void
write_lock (Writer *self)
{
  begin (self, EXTRA);
  say (self, "<< /Filter /Standard /V 1 /R 2 /P %d /O ", PERMISSIONS);
  say_hex (self, self->owner, sizeof self->owner);
  say (self, " /U ");
  say_hex (self, self->user, sizeof self->user);
  say (self, " >>\nendobj\n");
  begin (self, SEAL);
  say (self, "null\nendobj\n");
}

static void
write_end (Writer *self)
{
  guint start = self->out->len;

  say (self, "xref\n0 %u\n0000000000 65535 f \n", self->offsets->len);
  for (guint i = 1; i < self->offsets->len; i++)
    say (self, "%010u 00000 n \n", g_array_index (self->offsets, guint, i));
  say (self, "trailer\n<< /Size %u /Root %d 0 R /ID [", self->offsets->len, CATALOG);
  say_hex (self, file_id, sizeof file_id);
  say_hex (self, file_id, sizeof file_id);
  say (self, "]");
  if (self->locked)
    say (self, " /Encrypt %d 0 R", EXTRA);
  say (self, " >>\nstartxref\n%u\n%%%%EOF\n", start);
}

GBytes *
mc_training_sample_pdf (GBytes *jpeg, int width, int height, guint pages, McSampleFlavour flavour)
{
  Writer self = { .out = g_byte_array_new (), .offsets = g_array_new (FALSE, TRUE, sizeof (guint)) };
  gboolean field = flavour == MC_SAMPLE_UNSIGNED || flavour == MC_SAMPLE_BAD_SEAL;

  if (flavour == MC_SAMPLE_LOCKED)
    lock (&self);
  say (&self, "%%PDF-1.4\n%%\xc3\xa2\xc3\xa3\n");
  begin (&self, CATALOG);
  say (&self, "<< /Type /Catalog /Pages %d 0 R", PAGES);
  if (field)
    say (&self, " /AcroForm << /Fields [%d 0 R] /SigFlags %d >>", EXTRA, flavour == MC_SAMPLE_BAD_SEAL ? 3 : 0);
  say (&self, " >>\nendobj\n");
  begin (&self, PAGES);
  say (&self, "<< /Type /Pages /Count %u /Kids [", pages);
  for (guint i = 0; i < pages; i++)
    say (&self, " %u 0 R", FIRST_PAGE + i * PAGE_OBJECTS);
  say (&self, " ] >>\nendobj\n");
  if (self.locked)
    write_lock (&self);
  else
    write_field (&self, flavour == MC_SAMPLE_BAD_SEAL);
  for (guint i = 0; i < pages; i++)
    write_page (&self, FIRST_PAGE + i * PAGE_OBJECTS, jpeg, width, height);
  write_end (&self);
  g_array_unref (self.offsets);
  return g_byte_array_free_to_bytes (self.out);
}
