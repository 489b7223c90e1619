// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "fault-server.h"
#include "mc-codecs.h"
#include "mc-http-portal.h"
#include "mc-test-authorizer.h"
#include "mc-test-portal.h"
#include "mc-test.h"
#include "mc-transport.h"
#include "mc-wait.h"

#define PDF_TYPE "Content-Type: application/pdf\r\n"
#define JSON_TYPE "Content-Type: application/json\r\n"
#define OK_HEAD "HTTP/1.1 200 OK\r\n"
#define PART_HEAD "HTTP/1.1 206 Partial Content\r\n"
#define BODY "%PDF-1.4 mười hai trang tập huấn"
#define DOSSIER "0192f0c0-0000-7000-8000-000000000001"
#define UPLOAD_SIZE (9 * 1024 * 1024 + 17)

/* Where a document goes, or where a file comes from. */
typedef struct
{
  GByteArray *bytes;
  guint fails; /* so many calls are answered with an error */
  guint calls;
  gsize largest;       /* most bytes asked for or given at once */
  gint64 first_offset; /* of the first call; -1 before */
} Box;

static Box *
box_new (void)
{
  Box *box = g_new0 (Box, 1);

  box->bytes = g_byte_array_new ();
  box->first_offset = -1;
  return box;
}

static void
box_free (Box *box)
{
  g_byte_array_unref (box->bytes);
  g_free (box);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Box, box_free)

static void
note_call (Box *box, gint64 offset, gsize size)
{
  box->calls++;
  box->largest = MAX (box->largest, size);
  if (box->first_offset < 0)
    box->first_offset = offset;
}

static DexFuture *
keep (gint64 offset, GBytes *bytes, gpointer data)
{
  Box *box = data;

  note_call (box, offset, g_bytes_get_size (bytes));
  if (box->fails > 0)
    {
      box->fails--;
      return dex_future_new_reject (G_FILE_ERROR, G_FILE_ERROR_NOSPC, "full");
    }
  g_assert_cmpint (offset, <=, box->bytes->len);
  g_byte_array_set_size (box->bytes, (guint) offset);
  g_byte_array_append (box->bytes, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
  return dex_future_new_true ();
}

static DexFuture *
give (gint64 offset, gsize size, gpointer data)
{
  Box *box = data;

  note_call (box, offset, size);
  if (box->fails > 0 && --box->fails == 0)
    return dex_future_new_reject (G_FILE_ERROR, G_FILE_ERROR_IO, "unreadable");
  return dex_future_new_take_boxed (G_TYPE_BYTES, g_bytes_new (box->bytes->data + offset, size));
}

static McPortal *
make_portal (const char *url, const char *ca_file, const char *token)
{
  g_autoptr (McClock) clock = mc_clock_new_system ();
  g_autoptr (McTestAuthorizer) authorizer = mc_test_authorizer_new (token, token);
  g_autoptr (GError) error = NULL;
  McHttpPortal *portal = mc_http_portal_new (url, ca_file, clock, &error);

  g_assert_no_error (error);
  mc_http_portal_set_authorizer (portal, MC_AUTHORIZER (authorizer));
  return MC_PORTAL (portal);
}

static char *
tag_line (const char *text)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_strdup_printf ("ETag: \"%s\"\r\n", sum);
}

/* One try against one answer. */
static gboolean
try_once (FaultServer *server, McPortal *portal, McDownload *download, FaultAnswer answer, GError **error)
{
  fault_server_answer (server, &answer, 1);
  return dex_await (mc_portal_download (portal, download), error);
}

MC_TEST_FIBER (test_unsound_documents)
{
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);
  g_autoptr (McPortal) portal = make_portal (fault_server_get_url (server), fault_server_get_ca_file (server), "t");
  g_autofree char *tag = tag_line (BODY);
  const int size = (int) strlen (BODY);
  const struct
  {
    const char *status;
    const char *tag;
    const char *type;
    const char *more;
    int length; /* -1: not told */
    gboolean dies;
    McPortalError code;
  } rows[] = {
    { OK_HEAD, "", PDF_TYPE, "", size, FALSE, MC_PORTAL_ERROR_PROTOCOL },
    { OK_HEAD, "ETag: \"7\"\r\n", PDF_TYPE, "", size, FALSE, MC_PORTAL_ERROR_PROTOCOL },
    { OK_HEAD, tag, PDF_TYPE, "", -1, FALSE, MC_PORTAL_ERROR_PROTOCOL },
    { OK_HEAD, tag, "Content-Type: text/html\r\n", "", size, FALSE, MC_PORTAL_ERROR_CAPTIVE },
    { OK_HEAD, tag, PDF_TYPE, "Content-Encoding: gzip\r\n", size, FALSE, MC_PORTAL_ERROR_PROTOCOL },
    /* lies about the length: longer, shorter, beyond every bound */
    { OK_HEAD, tag, PDF_TYPE, "", size + 5, FALSE, MC_PORTAL_ERROR_OFFLINE },
    { OK_HEAD, tag, PDF_TYPE, "", size + 5, TRUE, MC_PORTAL_ERROR_OFFLINE },
    { OK_HEAD, tag, PDF_TYPE, "", size - 5, FALSE, MC_PORTAL_ERROR_PROTOCOL },
    { OK_HEAD, tag, PDF_TYPE, "", 64 * 1024 * 1024 + 1, FALSE, MC_PORTAL_ERROR_PROTOCOL },
    /* a part that nobody asked for */
    { PART_HEAD, tag, PDF_TYPE, "Content-Range: bytes 0-3/9\r\n", size, FALSE, MC_PORTAL_ERROR_PROTOCOL },
    { "HTTP/1.1 302 Found\r\n", tag, PDF_TYPE, "Location: https://127.0.0.1/\r\n", size, FALSE,
      MC_PORTAL_ERROR_CAPTIVE },
    { "HTTP/1.1 404 No\r\n", "", PDF_TYPE, "", size, FALSE, MC_PORTAL_ERROR_NOT_FOUND },
    { "HTTP/1.1 401 No\r\n", "", PDF_TYPE, "", size, FALSE, MC_PORTAL_ERROR_NOT_SIGNED_IN },
    { "HTTP/1.1 503 No\r\n", "", PDF_TYPE, "", size, FALSE, MC_PORTAL_ERROR_SERVER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Box) box = box_new ();
      g_autoptr (McDownload) download = mc_download_new (DOSSIER, "tep11", keep, box, NULL);
      g_autofree char *length
          = rows[i].length >= 0 ? g_strdup_printf ("Content-Length: %d\r\n", rows[i].length) : g_strdup ("");
      g_autofree char *head = g_strconcat (rows[i].status, rows[i].tag, rows[i].type, rows[i].more, length, NULL);
      g_autoptr (GError) error = NULL;

      g_test_message ("row %u", i);
      g_assert_false (try_once (server, portal, download, (FaultAnswer) { head, BODY, .dies = rows[i].dies }, &error));
      g_assert_error (error, MC_PORTAL_ERROR, (int) rows[i].code);
    }
  return dex_future_new_true ();
}

/* Cut in the middle: the next try asks for the rest of just this, and the whole is right. */
MC_TEST_FIBER (test_cut)
{
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);
  g_autoptr (McPortal) portal = make_portal (fault_server_get_url (server), fault_server_get_ca_file (server), "t");
  g_autoptr (Box) box = box_new ();
  g_autoptr (McDownload) download = mc_download_new (DOSSIER, "tep 1/1", keep, box, NULL);
  g_autofree char *tag = tag_line (BODY);
  g_autofree char *half = g_strndup (BODY, 10);
  g_autofree char *head = g_strdup_printf (OK_HEAD PDF_TYPE "%sContent-Length: %d\r\n", tag, (int) strlen (BODY));
  g_autofree char *rest_head
      = g_strdup_printf (PART_HEAD PDF_TYPE "%sContent-Range: bytes 10-%d/%d\r\nContent-Length: %d\r\n", tag,
                         (int) strlen (BODY) - 1, (int) strlen (BODY), (int) strlen (BODY) - 10);
  g_autofree char *request = NULL;
  g_autofree char *if_range = g_strconcat ("If-Range", strchr (tag, ':'), NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (try_once (server, portal, download, (FaultAnswer) { head, half, .dies = TRUE }, &error));
  g_assert_true (mc_portal_error_can_heal (error));
  g_clear_error (&error);
  g_assert_cmpint (mc_download_get_offset (download), ==, 10);
  g_assert_cmpint (mc_download_get_size (download), ==, strlen (BODY));

  g_assert_true (try_once (server, portal, download, (FaultAnswer) { rest_head, &BODY[10] }, &error));
  g_assert_no_error (error);
  request = fault_server_dup_request (server, 0);
  g_assert_nonnull (strstr (request, "GET /officials/v1/dossiers/" DOSSIER "/documents/tep%201%2F1 "));
  g_assert_nonnull (strstr (request, "Range: bytes=10-\r\n"));
  g_assert_nonnull (strstr (request, if_range));
  g_assert_null (strstr (request, "gzip"));
  g_assert_cmpmem (box->bytes->data, box->bytes->len, BODY, strlen (BODY));

  /* it is whole: nobody is asked */
  g_assert_true (try_once (server, portal, download, (FaultAnswer) { NULL }, &error));
  g_assert_cmpuint (fault_server_count_requests (server), ==, 0);
  return dex_future_new_true ();
}

/* The document became another meanwhile: the whole comes, and replaces what was kept. */
MC_TEST_FIBER (test_changed)
{
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);
  g_autoptr (McPortal) portal = make_portal (fault_server_get_url (server), fault_server_get_ca_file (server), "t");
  g_autoptr (Box) box = box_new ();
  g_autoptr (McDownload) download = mc_download_new (DOSSIER, "tep11", keep, box, NULL);
  g_autofree char *tag = tag_line (BODY);
  g_autofree char *other_tag = tag_line ("another");
  g_autofree char *head = g_strdup_printf (OK_HEAD PDF_TYPE "%sContent-Length: %d\r\n", tag, (int) strlen (BODY));
  g_autofree char *part
      = g_strdup_printf (PART_HEAD PDF_TYPE "%sContent-Range: bytes 4-6/7\r\nContent-Length: 3\r\n", other_tag);
  g_autofree char *whole = g_strdup_printf (OK_HEAD PDF_TYPE "%sContent-Length: 7\r\n", other_tag);
  g_autofree char *request = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) odd = NULL;

  g_assert_false (try_once (server, portal, download, (FaultAnswer) { head, "%PDF" }, &error));
  g_assert_cmpint (mc_download_get_offset (download), ==, 4);
  g_clear_error (&error);
  /* a part of something else is not put behind it, and the next try is for the whole */
  g_assert_false (try_once (server, portal, download, (FaultAnswer) { part, "her" }, &odd));
  g_assert_error (odd, MC_PORTAL_ERROR, MC_PORTAL_ERROR_PROTOCOL);
  g_assert_true (try_once (server, portal, download, (FaultAnswer) { whole, "another" }, &error));
  g_assert_no_error (error);
  request = fault_server_dup_request (server, 0);
  g_assert_null (strstr (request, "Range:"));
  g_assert_cmpmem (box->bytes->data, box->bytes->len, "another", 7);
  return dex_future_new_true ();
}

/* Other bytes than the tag says are never called right, and are fetched anew. */
MC_TEST_FIBER (test_wrong_sum)
{
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);
  g_autoptr (McPortal) portal = make_portal (fault_server_get_url (server), fault_server_get_ca_file (server), "t");
  g_autoptr (Box) box = box_new ();
  g_autoptr (McDownload) download = mc_download_new (DOSSIER, "tep11", keep, box, NULL);
  g_autofree char *tag = tag_line ("abc");
  g_autofree char *head = g_strdup_printf (OK_HEAD PDF_TYPE "%sContent-Length: 3\r\n", tag);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) full = NULL;

  g_assert_false (try_once (server, portal, download, (FaultAnswer) { head, "abd" }, &error));
  g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_PROTOCOL);
  g_assert_cmpint (mc_download_get_offset (download), ==, 0);
  g_clear_error (&error);
  /* what cannot be kept is told as that, and is not the portal's fault */
  box->fails = 1;
  g_assert_false (try_once (server, portal, download, (FaultAnswer) { head, "abc" }, &full));
  g_assert_error (full, MC_PORTAL_ERROR, MC_PORTAL_ERROR_INVALID);
  g_assert_true (try_once (server, portal, download, (FaultAnswer) { head, "abc" }, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (box->bytes->data, box->bytes->len, "abc", 3);
  return dex_future_new_true ();
}

/* A byte now and then ends with the deadline, and what came stays. */
MC_TEST_FIBER (test_drip)
{
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);
  g_autoptr (McTransport) transport = NULL;
  g_autoptr (Box) box = box_new ();
  g_autoptr (McDownload) download = mc_download_new (DOSSIER, "tep11", keep, box, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", fault_server_get_url (server));
  g_autofree char *tag = tag_line (BODY);
  g_autofree char *head = g_strdup_printf (OK_HEAD PDF_TYPE "%sContent-Length: 60000000\r\n", tag);
  FaultAnswer answer = { head, BODY, .repeat = 100000, .drip = TRUE };
  g_autoptr (GError) error = NULL;
  gint64 kept;
  guint calls;

  transport = mc_transport_new (fault_server_get_ca_file (server), &error);
  g_assert_no_error (error);
  mc_transport_set_deadline_ms (transport, 1000);
  fault_server_answer (server, &answer, 1);
  g_assert_false (dex_await (mc_transport_receive_file (transport, message, download), &error));
  g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_TIMEOUT);
  kept = mc_download_get_offset (download);
  g_assert_cmpint (kept, >, 0);
  /* what was just being kept when the time was over does not count, and is kept again */
  g_assert_cmpint (kept, <=, box->bytes->len);
  g_assert_cmpint (box->bytes->len, <=, kept + (gint64) box->largest);
  /* nothing of it goes on behind the caller's back */
  calls = box->calls;
  MC_TEST_UNTIL (fault_server_count_busy (server) == 0);
  g_assert_cmpint (mc_download_get_offset (download), ==, kept);
  g_assert_cmpuint (box->calls, ==, calls);
  return dex_future_new_true ();
}

static McUpload *
describe (Box *box)
{
  McUpload *file = mc_upload_new ();

  file->name = g_strdup ("giấy tờ.pdf");
  file->media_type = g_strdup ("application/pdf");
  file->size = box->bytes->len;
  file->sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, box->bytes->data, box->bytes->len);
  return file;
}

/* A portal that answers for another file, or goes back and forth, is not believed. */
MC_TEST_FIBER (test_unsound_uploads)
{
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);
  g_autoptr (McPortal) portal = make_portal (fault_server_get_url (server), fault_server_get_ca_file (server), "t");
  g_autoptr (Box) box = box_new ();
  g_autoptr (McUpload) file = NULL;
  g_autofree char *other_sum = g_strnfill (64, 'a');
  const struct
  {
    gint64 size;
    gint64 offset;
    gboolean other;
    const char *type;
  } rows[] = {
    { 100, 0, TRUE, JSON_TYPE },    { 99, 0, FALSE, JSON_TYPE },
    { 100, 101, FALSE, JSON_TYPE }, { 100, 100, FALSE, JSON_TYPE }, /* all is there, and yet it is not complete */
    { 100, 0, FALSE, PDF_TYPE },    { 100, 0, FALSE, JSON_TYPE },   /* it never goes on */
  };

  g_byte_array_set_size (box->bytes, 100);
  memset (box->bytes->data, 'a', 100);
  file = describe (box);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"id\":\"" DOSSIER "\",\"name\":\"a\",\"media_type\":\"application/pdf\",\"size\":%d,\"sha256\":\"%s\","
          "\"offset\":%d,\"complete\":false,\"expires_at\":\"2026-11-24T03:00:00Z\"}",
          (int) rows[i].size, rows[i].other ? other_sum : file->sha256, (int) rows[i].offset);
      g_autofree char *head = g_strconcat (OK_HEAD, rows[i].type, NULL);
      FaultAnswer answer = { head, body };
      g_autoptr (GError) error = NULL;

      g_test_message ("row %u", i);
      fault_server_answer (server, &answer, 1);
      g_assert_false (dex_await (mc_portal_upload (portal, file, give, box, NULL), &error));
      g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_PROTOCOL);
      g_assert_cmpuint (fault_server_count_requests (server), ==, i + 1 == G_N_ELEMENTS (rows) ? 2 : 1);
    }
  return dex_future_new_true ();
}

/* To the real portal: in pieces, on from where it broke, told when it is wrong. */
MC_TEST_FIBER (test_upload)
{
  g_autoptr (McTestPortal) process = mc_test_portal_start ();
  g_autofree char *token = mc_test_portal_dup_access_token (process, "tiepnhan1");
  g_autoptr (McPortal) portal
      = make_portal (mc_test_portal_get_url (process), mc_test_portal_get_ca_file (process), token);
  g_autoptr (Box) box = box_new ();
  g_autoptr (McUpload) file = NULL;
  g_autoptr (McUpload) done = NULL;
  g_autoptr (McUpload) again = NULL;
  g_autoptr (McUpload) liar = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) unread = NULL;
  g_autoptr (GError) wrong = NULL;

  g_byte_array_set_size (box->bytes, UPLOAD_SIZE);
  memset (box->bytes->data, 'x', UPLOAD_SIZE);
  memcpy (box->bytes->data, "%PDF-1.4\n", 9);
  file = describe (box);

  /* the second piece cannot be read; started again, the first is not sent once more */
  box->fails = 2;
  g_assert_false (dex_await (mc_portal_upload (portal, file, give, box, NULL), &unread));
  g_assert_error (unread, G_FILE_ERROR, G_FILE_ERROR_IO);
  g_assert_cmpuint (box->calls, ==, 2);
  box->first_offset = -1;
  done = dex_await_boxed (mc_portal_upload (portal, file, give, box, NULL), &error);
  g_assert_no_error (error);
  g_assert_true (done->complete);
  g_assert_cmpint (box->first_offset, ==, 1024 * 1024);
  g_assert_cmpuint (box->largest, ==, 1024 * 1024);
  g_assert_cmpuint (box->calls, ==, 2 + UPLOAD_SIZE / (1024 * 1024));
  again = dex_await_boxed (mc_portal_upload (portal, file, give, box, NULL), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->id, ==, done->id);
  g_assert_cmpuint (box->calls, ==, 2 + UPLOAD_SIZE / (1024 * 1024));

  /* the file changed while it was sent */
  g_byte_array_set_size (box->bytes, 1000);
  liar = describe (box);
  box->bytes->data[500] = 'y';
  g_assert_false (dex_await (mc_portal_upload (portal, liar, give, box, NULL), &wrong));
  g_assert_error (wrong, MC_PORTAL_ERROR, MC_PORTAL_ERROR_INVALID);
  g_assert_cmpstr (mc_portal_error_get_problem (wrong)->code, ==, "wrong_hash");
  return dex_future_new_true ();
}

/* The first document of the sample. */
static McDossier *
find_dossier (McPortal *portal, const char **document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (McChanges) changes = dex_await_boxed (mc_portal_changes (portal, NULL), &error);

  g_assert_no_error (error);
  for (guint i = 0; i < changes->changes->len; i++)
    {
      const McChange *change = g_ptr_array_index (changes->changes, i);
      g_autoptr (GBytes) bytes = dex_await_boxed (mc_portal_detail (portal, "dossier", change->id), &error);
      g_autoptr (McDossier) dossier = mc_codec_dossier_parse (bytes, &error);

      g_assert_no_error (error);
      for (guint j = 0; j < dossier->components->len; j++)
        {
          const McComponent *component = g_ptr_array_index (dossier->components, j);

          if (component->documents->len == 0)
            continue;
          *document = ((McDocument *) g_ptr_array_index (component->documents, 0))->id;
          return g_steal_pointer (&dossier);
        }
    }
  g_error ("no document in the sample");
}

MC_TEST_FIBER (test_download)
{
  g_autoptr (McTestPortal) process = mc_test_portal_start ();
  g_autofree char *token = mc_test_portal_dup_access_token (process, "tiepnhan1");
  g_autoptr (McPortal) portal
      = make_portal (mc_test_portal_get_url (process), mc_test_portal_get_ca_file (process), token);
  const char *document = NULL;
  g_autoptr (McDossier) dossier = find_dossier (portal, &document);
  g_autoptr (Box) box = box_new ();
  g_autoptr (McDownload) download = mc_download_new (dossier->summary->id, document, keep, box, NULL);
  g_autoptr (McDownload) none = mc_download_new (dossier->summary->id, "tep99", keep, box, NULL);
  g_autofree char *sum = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) gone = NULL;

  g_assert_true (dex_await (mc_portal_download (portal, download), &error));
  g_assert_no_error (error);
  sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, box->bytes->data, box->bytes->len);
  g_assert_cmpstr (sum, ==, mc_download_get_sha256 (download));
  g_assert_cmpint (mc_download_get_size (download), ==, box->bytes->len);
  g_assert_cmpuint (box->largest, <=, 64 * 1024);
  g_assert_false (dex_await (mc_portal_download (portal, none), &gone));
  g_assert_error (gone, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_FOUND);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/files/unsound-documents", test_unsound_documents);
  g_test_add_func ("/files/cut", test_cut);
  g_test_add_func ("/files/changed", test_changed);
  g_test_add_func ("/files/wrong-sum", test_wrong_sum);
  g_test_add_func ("/files/drip", test_drip);
  g_test_add_func ("/files/unsound-uploads", test_unsound_uploads);
  g_test_add_func ("/files/upload", test_upload);
  g_test_add_func ("/files/download", test_download);
  return g_test_run ();
}
