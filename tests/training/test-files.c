// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "mc-training-private.h"
#include "mc-training-test.h"

/* Files of the portal in process: what the front cannot be brought to do when one wants it. */

#define UPLOADS "/officials/v1/uploads"
#define TAG "\"0123\""

static void
test_ranges (void)
{
  static const struct
  {
    const char *range;
    const char *if_range;
    const char *if_none_match;
    McRange expected;
    gint64 first;
    gint64 last;
  } rows[] = {
    { NULL, NULL, NULL, MC_RANGE_WHOLE, 0, 99 },
    { "bytes=0-9", NULL, NULL, MC_RANGE_PART, 0, 9 },
    { "bytes=9-", NULL, NULL, MC_RANGE_PART, 9, 99 },
    { "bytes=-1", NULL, NULL, MC_RANGE_PART, 99, 99 },
    { "bytes=-100", NULL, NULL, MC_RANGE_PART, 0, 99 },
    { "bytes=-101", NULL, NULL, MC_RANGE_PART, 0, 99 },
    { "bytes=99-99", NULL, NULL, MC_RANGE_PART, 99, 99 },
    { "bytes=0-100", NULL, NULL, MC_RANGE_PART, 0, 99 },
    { "bytes=100-", NULL, NULL, MC_RANGE_UNSATISFIABLE, 0, 0 },
    { "bytes=100-200", NULL, NULL, MC_RANGE_UNSATISFIABLE, 0, 0 },
    { "bytes=-0", NULL, NULL, MC_RANGE_UNSATISFIABLE, 0, 0 },
    { "bytes=18446744073709551616-", NULL, NULL, MC_RANGE_UNSATISFIABLE, 0, 0 },
    { "bytes=0-18446744073709551616", NULL, NULL, MC_RANGE_PART, 0, 99 },
    { "bytes=-18446744073709551616", NULL, NULL, MC_RANGE_PART, 0, 99 },
    { "bytes=5-4", NULL, NULL, MC_RANGE_WHOLE, 0, 99 },
    { "bytes=0-1,3-4", NULL, NULL, MC_RANGE_WHOLE, 0, 99 },
    { "bytes=--1", NULL, NULL, MC_RANGE_WHOLE, 0, 99 },
    { "bytes=1--1", NULL, NULL, MC_RANGE_WHOLE, 0, 99 },
    { "bytes=0-9 ", NULL, NULL, MC_RANGE_WHOLE, 0, 99 },
    { "pages=0-9", NULL, NULL, MC_RANGE_WHOLE, 0, 99 },
    { "", NULL, NULL, MC_RANGE_WHOLE, 0, 99 },
    { "bytes=0-9", TAG, NULL, MC_RANGE_PART, 0, 9 },
    { "bytes=0-9", "W/" TAG, NULL, MC_RANGE_WHOLE, 0, 99 },
    { "bytes=0-9", "\"4567\"", NULL, MC_RANGE_WHOLE, 0, 99 },
    { "bytes=100-", "\"4567\"", NULL, MC_RANGE_WHOLE, 0, 99 },
    { NULL, TAG, NULL, MC_RANGE_WHOLE, 0, 99 },
    { "bytes=0-9", NULL, TAG, MC_RANGE_NOT_MODIFIED, 0, 0 },
    { NULL, NULL, "\"a\" , W/" TAG, MC_RANGE_NOT_MODIFIED, 0, 0 },
    { NULL, NULL, "*", MC_RANGE_NOT_MODIFIED, 0, 0 },
    { "bytes=0-9", NULL, "\"a\", \"b\"", MC_RANGE_PART, 0, 9 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 first, last;

      g_test_message ("row %u: %s", i, rows[i].range);
      g_assert_cmpint (
          mc_training_range (rows[i].range, rows[i].if_range, rows[i].if_none_match, TAG, 100, &first, &last), ==,
          rows[i].expected);
      if (rows[i].expected == MC_RANGE_WHOLE || rows[i].expected == MC_RANGE_PART)
        {
          g_assert_cmpint (first, ==, rows[i].first);
          g_assert_cmpint (last, ==, rows[i].last);
        }
    }
}

/* Nothing in a name leaves its place: no quotation mark, separator, line end, dot in front. */
static void
test_names (void)
{
  static const char *const rows[][3] = {
    { "to-khai_1.pdf", "to-khai_1.pdf", "to-khai_1.pdf" },
    { "giấy chứng sinh.pdf", "giay chung sinh.pdf", "gi%E1%BA%A5y%20ch%E1%BB%A9ng%20sinh.pdf" },
    { "../../etc/passwd", "_.._etc_passwd", "_.._etc_passwd" },
    { "..\\a.exe", "_a.exe", "_a.exe" },
    { "a\"; filename=\"b.exe", "a__ filename=_b.exe", "a_%3B%20filename%3D_b.exe" },
    { "a\r\nSet-Cookie: x", "a__Set-Cookie_ x", "a__Set-Cookie_%20x" },
    { ".bashrc", "bashrc", "bashrc" },
    { "a\xe2\x80\xae"
      "fdp.exe",
      "a_fdp.exe", "a_fdp.exe" }, /* written from right to left */
    { "...", "tai-lieu", "tai-lieu" },
    { "", "tai-lieu", "tai-lieu" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *disposition = mc_training_disposition (rows[i][0]);
      g_autofree char *ascii = g_strdup (rows[i][1]);
      g_autofree char *expected = NULL;

      g_strdelimit (ascii, "=", '_');
      expected = g_strdup_printf ("attachment; filename=\"%s\"; filename*=UTF-8''%s", ascii, rows[i][2]);
      g_assert_cmpstr (disposition, ==, expected);
    }
}

typedef struct
{
  char *directory;
  McClock *clock;
  McTraining *portal;
  char *token;
} World;

static World *
world_new (void)
{
  World *self = g_new0 (World, 1);

  self->directory = mc_test_directory ();
  self->clock = mc_test_clock (10, 0);
  self->portal = mc_test_portal (self->directory, 1, 5, self->clock);
  self->token = mc_test_sign_in (self->portal, "tiepnhan1");
  return self;
}

static void
world_restart (World *self)
{
  g_object_unref (self->portal);
  self->portal = mc_test_portal (self->directory, 1, 5, self->clock);
  g_free (self->token);
  self->token = mc_test_sign_in (self->portal, "tiepnhan1");
}

static void
world_free (World *self)
{
  g_object_unref (self->portal);
  g_object_unref (self->clock);
  mc_test_remove (self->directory);
  g_free (self->token);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

static McUpload *
read_upload (McTrainingResponse *response)
{
  g_autoptr (GError) error = NULL;
  McUpload *upload;

  g_assert_cmpint (response->status, ==, 200);
  upload = mc_codec_upload_parse (response->body, &error);
  g_assert_no_error (error);
  mc_training_response_free (response);
  return upload;
}

static McUpload *
announce (World *world, GBytes *file)
{
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file);
  g_autofree char *text
      = g_strdup_printf ("{\"name\":\"a.pdf\",\"media_type\":\"application/pdf\",\"size\":%d,\"sha256\":\"%s\"}",
                         (int) g_bytes_get_size (file), sum);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  return read_upload (mc_test_send (world->portal, "POST", UPLOADS, world->token, NULL, body));
}

static McTrainingIntake *
begin (World *world, const McUpload *upload, gint64 first, gint64 end)
{
  g_autoptr (GHashTable) headers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autofree char *path = g_strconcat (UPLOADS "/", upload->id, NULL);
  McTrainingRequest request = { .method = "PUT", .path = path, .headers = headers };
  McTrainingIntake *intake;

  g_hash_table_insert (headers, (char *) "authorization", g_strconcat ("Bearer ", world->token, NULL));
  g_hash_table_insert (headers, (char *) "content-range",
                       g_strdup_printf ("bytes %d-%d/%d", (int) first, (int) end - 1, (int) upload->size));
  intake = mc_training_intake_begin (world->portal, &request);
  g_assert_nonnull (intake);
  return intake;
}

static GBytes *
make_file (gsize size)
{
  char *data = g_malloc (size);

  memset (data, 'a', size);
  memcpy (data, "%PDF-", 5);
  return g_bytes_new_take (data, size);
}

/* Killed after the last byte was written and before the sum was taken: it can still be completed. */
static void
test_killed_before_the_sum (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GBytes) file = make_file (1000);
  const char *data = g_bytes_get_data (file, NULL);
  g_autoptr (McUpload) upload = announce (world, file);
  g_autoptr (McUpload) told = NULL;
  g_autoptr (McUpload) done = NULL;
  McTrainingIntake *intake = begin (world, upload, 0, 1000);

  mc_training_intake_take (intake, data, 1000);
  mc_training_intake_free (intake);
  world_restart (world);
  told = announce (world, file);
  g_assert_cmpstr (told->id, ==, upload->id);
  g_assert_false (told->complete);
  g_assert_cmpint (told->offset, ==, 999);
  intake = begin (world, upload, 999, 1000);
  mc_training_intake_take (intake, data + 999, 1);
  done = read_upload (mc_training_intake_finish (intake));
  mc_training_intake_free (intake);
  g_assert_true (done->complete);
}

/* A second connection takes the upload over; what the first one still sends goes nowhere. */
static void
test_taken_over (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GBytes) file = make_file (1000);
  const char *data = g_bytes_get_data (file, NULL);
  g_autoptr (McUpload) upload = announce (world, file);
  g_autoptr (McUpload) done = NULL;
  g_autoptr (McTrainingIntake) old = begin (world, upload, 0, 1000);
  g_autoptr (McTrainingIntake) new = NULL;
  g_autoptr (McTrainingResponse) refused = NULL;

  mc_training_intake_take (old, data, 400);
  new = begin (world, upload, 400, 1000);
  mc_training_intake_take (old, "zzzzzzzz", 8);
  mc_training_intake_take (new, data + 400, 600);
  done = read_upload (mc_training_intake_finish (new));
  g_assert_true (done->complete);
  refused = mc_training_intake_finish (old);
  g_assert_cmpint (refused->status, ==, 409);
}

/* What expires while it comes is gone, and its files with it. */
static void
test_expires_meanwhile (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GBytes) file = make_file (1000);
  g_autoptr (McUpload) upload = announce (world, file);
  g_autoptr (McTrainingIntake) intake = begin (world, upload, 0, 500);
  g_autofree char *part = mc_training_file_path (world->portal, "upload-", upload->id, ".part");
  g_autoptr (McTrainingResponse) late = NULL;

  mc_training_intake_take (intake, g_bytes_get_data (file, NULL), 500);
  g_assert_true (g_file_test (part, G_FILE_TEST_EXISTS));
  mc_clock_advance (world->clock, 24 * G_TIME_SPAN_HOUR);
  late = mc_training_intake_finish (intake);
  g_assert_cmpint (late->status, ==, 404);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
}

/* Every flavour of type is known by its first bytes, and nothing else is. */
static void
test_sniffing (void)
{
  static const struct
  {
    const char *head;
    gsize size;
    const char *type;
  } rows[] = {
    { "%PDF-1.7", 8, "application/pdf" },
    { "%PDF", 4, NULL },
    { " %PDF-1.7", 9, NULL },
    { "\xff\xd8\xff\xe0", 4, "image/jpeg" },
    { "\xff\xd8", 2, NULL },
    { "\x89PNG\r\n\x1a\n", 8, "image/png" },
    { "\x89PNG\n\x1a\n", 7, NULL },
    { "\0\0\0\x18"
      "ftypheic",
      12, "image/heic" },
    { "\0\0\0\x18"
      "ftypmif1",
      12, "image/heic" },
    { "\0\0\0\x18"
      "ftypisom",
      12, NULL },
    { "\0\0\0\x18"
      "ftyp",
      8, NULL },
    { "MZ", 2, NULL },
    { "", 0, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpstr (mc_media_type_sniff ((const guint8 *) rows[i].head, rows[i].size), ==, rows[i].type);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/files/ranges", test_ranges);
  g_test_add_func ("/files/names", test_names);
  g_test_add_func ("/files/killed-before-the-sum", test_killed_before_the_sum);
  g_test_add_func ("/files/taken-over", test_taken_over);
  g_test_add_func ("/files/expires-meanwhile", test_expires_meanwhile);
  g_test_add_func ("/files/sniffing", test_sniffing);
  return g_test_run ();
}
