// SPDX-License-Identifier: GPL-3.0-or-later
/* Foreign documents as strangers send them: the program lives, and says what is wrong. After each a good one is shown. */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "mc-render-test.h"
#include "mc-training-sample-document.h"

/* A picture of two gigabytes, of which 300 MB are there, packed a thousandfold. */
static GBytes *
bomb (void)
{
  static guint8 zeros[1 << 20];
  g_autoptr (GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) packed = g_converter_output_stream_new (memory, packer);
  g_autoptr (GByteArray) pdf = g_byte_array_new ();
  g_autofree char *head = NULL;
  gsize size;

  for (guint i = 0; i < 300; i++)
    g_output_stream_write_all (packed, zeros, sizeof zeros, NULL, NULL, NULL);
  g_output_stream_close (packed, NULL, NULL);
  size = g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory));
  head = g_strdup_printf (
      "%%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</XObject<</S 4 0 "
      "R>>>>>>endobj\n"
      "5 0 obj<</Length 30>>stream\nq 595 0 0 842 0 0 cm /S Do Q  \nendstream endobj\n"
      "4 0 obj<</Type/XObject/Subtype/Image/Width 40000/Height 50000/ColorSpace/DeviceGray/BitsPerComponent 8"
      "/Filter/FlateDecode/Length %" G_GSIZE_FORMAT ">>stream\n",
      size);
  g_byte_array_append (pdf, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (pdf, g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)), (guint) size);
  g_byte_array_append (pdf, (const guint8 *) "\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n", 44);
  return g_byte_array_free_to_bytes (g_steal_pointer (&pdf));
}

static GBytes *
text_bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static GBytes *
cut (GBytes *whole, guint parts)
{
  return g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) / parts);
}

static GBytes *
noise (const char *head, gsize size)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (17);
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) head, (guint) strlen (head));
  for (gsize i = 0; i < size; i++)
    {
      guint8 byte = (guint8) g_rand_int (rand);

      g_byte_array_append (bytes, &byte, 1);
    }
  return g_byte_array_free_to_bytes (bytes);
}

/* The table of one points at the other, and back. */
static GBytes *
looping_xref (void)
{
  return text_bytes (
      "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>"
      "endobj\nxref\n0 1\n0000000000 65535 f \ntrailer<</Size 3/Root 1 0 R/Prev 98>>\nstartxref\n98\n%%EOF\n");
}

/* A form that draws itself. */
static GBytes *
looping_form (void)
{
  return text_bytes (
      "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</XObject<</F 4 0 "
      "R>>>>>>endobj\n"
      "5 0 obj<</Length 5>>stream\n/F Do\nendstream endobj\n"
      "4 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</F 4 0 R>>>>/Length 11>>stream\n"
      "/F Do /F Do\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
}

/* A document whose picture or pages are what they cannot be. */
static GBytes *
huge_png (void)
{
  static const guint8 head[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0,
                                 0x01, 0,   0,   0,   0x01, 0,    0,    8,    2, 0, 0, 0,  0,   0,   0,   0,   0 };

  return g_bytes_new (head, sizeof head);
}

static GBytes *
many_pages (void)
{
  g_autoptr (GString) pdf
      = g_string_new ("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 2000000"
                      "/Kids[");

  for (guint i = 0; i < 30000; i++)
    g_string_append (pdf, "3 0 R ");
  g_string_append (
      pdf, "]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
  return text_bytes (pdf->str);
}

/* What it comes to when it is opened and its first page painted; -1: it is shown. */
static int
outcome (McRenderer *renderer, GBytes *document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (McPageSizes) pages = dex_await_boxed (mc_renderer_open (renderer, document), &error);
  g_autoptr (McPagePicture) picture = NULL;

  if (pages != NULL)
    picture = dex_await_boxed (mc_renderer_paint (renderer, 0, 400, 566), &error);
  if (picture != NULL)
    return -1;
  g_assert_true (error->domain == MC_RENDER_ERROR);
  return error->code;
}

typedef struct
{
  const char *name;
  GBytes *document;
  guint outcomes; /* that are right, as bits; bit 31: shown */
} Case;

#define CODE(code) (1u << MC_RENDER_ERROR_##code)
#define SHOWN (1u << 31)

static void
check (McRenderer *renderer, const Case *c, GBytes *good)
{
  int came = outcome (renderer, c->document);
  guint bit = came < 0 ? SHOWN : 1u << came;

  g_test_message ("%s: %d", c->name, came);
  if ((c->outcomes & bit) == 0)
    g_error ("%s: came to %d", c->name, came);
  mc_test_shown (renderer, good, 1);
}

MC_TEST_FIBER (test_hostile)
{
  g_autoptr (McClock) clock = mc_clock_new_system ();
  McRenderer *renderer = mc_test_renderer_new (clock);
  g_autoptr (GBytes) good = mc_test_page_pdf ();
  g_autoptr (GBytes) jpeg = mc_test_scan_jpeg (0);
  g_autoptr (GBytes) png = mc_test_scan_png ();
  g_autofree char *large = g_malloc0 (MC_RENDER_MAX_BYTES + 1);
  const guint bad = CODE (BROKEN) | CODE (DIED) | CODE (TOO_LARGE) | CODE (STALLED);
  const Case cases[] = {
    { "empty", text_bytes (""), CODE (BROKEN) },
    { "text", text_bytes ("Kính gửi Ủy ban nhân dân phường"), CODE (UNKNOWN_KIND) },
    { "office", text_bytes ("PK\x03\x04 word/document.xml"), CODE (UNKNOWN_KIND) },
    { "password", mc_test_scan_pdf (MC_SAMPLE_LOCKED), CODE (LOCKED) },
    { "unsigned", mc_test_scan_pdf (MC_SAMPLE_UNSIGNED), SHOWN },
    { "bad-seal", mc_test_scan_pdf (MC_SAMPLE_BAD_SEAL), SHOWN },
    { "cut-pdf", cut (good, 3), CODE (BROKEN) },
    { "cut-jpeg", cut (jpeg, 2), SHOWN },
    { "cut-jpeg-head", cut (jpeg, 1000), CODE (BROKEN) },
    { "cut-png", cut (png, 2), CODE (BROKEN) },
    { "heic-head", text_bytes ("\001\001\001\030ftypheic\001\001\001\001mif1heic"), CODE (UNKNOWN_KIND) },
    { "noise", noise ("", 100000), CODE (UNKNOWN_KIND) },
    { "noise-pdf", noise ("%PDF-1.7\n", 100000), CODE (BROKEN) },
    { "noise-jpeg", noise ("\xff\xd8\xff\xe0", 100000), CODE (BROKEN) | SHOWN },
    { "noise-png", noise ("\x89PNG\r\n\x1a\n", 100000), CODE (BROKEN) | CODE (TOO_LARGE) },
    { "looping-xref", looping_xref (), bad },
    { "looping-form", looping_form (), SHOWN },
    { "huge-png", huge_png (), CODE (TOO_LARGE) },
    { "many-pages", many_pages (), bad | SHOWN },
    { "bomb", bomb (), bad | SHOWN },
    { "too-large", g_bytes_new_static (large, MC_RENDER_MAX_BYTES + 1), CODE (TOO_LARGE) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      check (renderer, &cases[i], good);
      g_bytes_unref (cases[i].document);
    }
  mc_test_renderer_end (renderer);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/render/hostile", test_hostile);
  return g_test_run ();
}
