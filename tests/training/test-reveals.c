// SPDX-License-Identifier: GPL-3.0-or-later
/* Who has a number shown, prints and takes out what they see: each account with each way that a dossier can stand to it. */
#include "mc-training-test.h"

#include <string.h>

#include "mc-codecs.h"
#include "mc-text.h"

#define DOSSIERS 400
#define MOST 12 /* of one account: a minute allows 60 entries */
#define OWN 3

typedef struct
{
  const char *username;
  const char *look; /* the answer's code; "": 200; "own": only who it is assigned to */
  const char *print;
  const char *export;
} Row;

static const Row matrix[] = {
  { "tiepnhan1", "", "", "wrong_role" },
  { "tiepnhan3", "", "", "wrong_role" },
  { "chuyenvien1", "own", "", "wrong_role" },
  { "truongphong1", "", "", "wrong_role" },
  { "lanhdao1", "", "", "wrong_role" },
  { "vanthu1", "wrong_role", "", "wrong_role" },
  { "thuquy1", "wrong_role", "wrong_role", "wrong_role" },
  { "giamsat1", "wrong_role", "wrong_role", "" },
  /* who sees no dossier at all */
  { "phananh1", "not_found", "not_found", "not_found" },
  { "bientap1", "not_found", "not_found", "not_found" },
  { "kiemduyet1", "not_found", "not_found", "not_found" },
  { "congkhai1", "not_found", "not_found", "not_found" },
  { "quantri1", "not_found", "not_found", "not_found" },
};

typedef struct
{
  McClock *clock;
  McTraining *portal;
} Desk;

static void
desk_clear (Desk *self)
{
  g_clear_object (&self->portal);
  g_clear_object (&self->clock);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

static McTrainingResponse *
post (const Desk *desk, const char *token, const char *id, const char *kind, const char *field)
{
  g_autofree char *address = g_strdup_printf ("/officials/v1/dossiers/%s/reveals", id);
  g_autofree char *key = mc_uuid_new (mc_clock_now_us (desk->clock) / 1000);
  const char *headers[] = { "Idempotency-Key", key, "Content-Type", "application/json", NULL };
  g_autofree char *text
      = g_strdup_printf ("{\"kind\":\"%s\",\"field\":%s%s%s,\"purpose\":\"Đối chiếu.\","
                         "\"performed_at\":\"2026-11-23T03:00:00Z\"}",
                         kind, field != NULL ? "\"" : "", field != NULL ? field : "null", field != NULL ? "\"" : "");
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  return mc_test_send (desk->portal, "POST", address, token, headers, body);
}

/* "" for 200, else the problem's code. (transfer full) */
static char *
code_of (const McTrainingResponse *response)
{
  g_autoptr (JsonNode) node = mc_test_json (response);
  JsonObject *o = json_node_get_object (node);

  return g_strdup (response->status == 200 ? "" : json_object_get_string_member (o, "code"));
}

/* A whole personal number stands in it. */
static gboolean
holds_number (const McTrainingResponse *response)
{
  g_autofree char *text = mc_test_text (response);

  return g_regex_match_simple ("\"999[0-9]{7,9}\"", text, 0, 0);
}

/* Summaries that this official sees, of McSummary: those that are theirs first. (transfer full) */
static GPtrArray *
list_seen (const Desk *desk, const char *token)
{
  GPtrArray *seen = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_summary_unref);
  g_autofree char *address = g_strdup ("/officials/v1/changes");
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (McTrainingResponse) response = mc_test_send (desk->portal, "GET", address, token, NULL, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (McChanges) page = mc_codec_changes_parse (response->body, &error);
      g_autofree char *cursor = NULL;

      g_assert_no_error (error);
      for (guint i = 0; i < page->changes->len; i++)
        g_ptr_array_add (seen, mc_summary_ref (((McChange *) g_ptr_array_index (page->changes, i))->summary));
      more = page->more;
      cursor = g_uri_escape_string (page->next, NULL, FALSE);
      g_free (address);
      address = g_strdup_printf ("/officials/v1/changes?cursor=%s", cursor);
    }
  return seen;
}

static void
check_one (const Desk *desk, const Row *row, const char *token, const McSummary *summary, const char *sub, guint *own)
{
  g_autofree char *address = g_strdup_printf ("/officials/v1/dossiers/%s", summary->id);
  g_autoptr (McTrainingResponse) detail = mc_test_send (desk->portal, "GET", address, token, NULL, NULL);
  g_autoptr (McTrainingResponse) look = post (desk, token, summary->id, "reveal", "owner_id_number");
  g_autoptr (McTrainingResponse) print = post (desk, token, summary->id, "print", "01");
  g_autoptr (McTrainingResponse) export = post (desk, token, summary->id, "export", NULL);
  g_autofree char *looked = code_of (look);
  g_autofree char *printed = code_of (print);
  g_autofree char *exported = code_of (export);
  const char *expected = row->look;

  if (g_str_equal (row->look, "own"))
    {
      gboolean mine = g_strcmp0 (summary->handler_id, sub) == 0;

      expected = mine ? "" : "assigned_to_other";
      own[mine]++;
    }
  g_test_message ("%s: look %s, print %s, export %s", row->username, looked, printed, exported);
  g_assert_cmpstr (looked, ==, expected);
  g_assert_cmpstr (printed, ==, row->print);
  g_assert_cmpstr (exported, ==, row->export);
  g_assert_true (look->status == 200 || !holds_number (look));
  g_assert_false (holds_number (print) || holds_number (export));
  /* the detail tells no more than a look would, and all of it to who may look */
  g_assert_true (look->status == 200 || !holds_number (detail));
  g_assert_true (look->status != 200 || !holds_number (look) || holds_number (detail));
}

static const char *
sub_of (McTraining *portal, const char *token, char **to)
{
  g_autoptr (JsonNode) me = mc_test_get (portal, token, "/officials/v1/me");

  return *to = g_strdup (json_object_get_string_member (json_node_get_object (me), "sub"));
}

static void
test_matrix (void)
{
  g_auto (Desk) desk = { .clock = mc_test_clock (10, 0) };
  g_autoptr (GPtrArray) known = NULL;
  guint own[2] = { 0, 0 };

  desk.portal = mc_test_portal (NULL, 3, DOSSIERS, desk.clock);
  for (guint i = 0; i < G_N_ELEMENTS (matrix); i++)
    {
      g_autofree char *token = mc_test_sign_in (desk.portal, matrix[i].username);
      g_autofree char *sub = NULL;
      gboolean blind = g_str_equal (matrix[i].look, "not_found");
      g_autoptr (GPtrArray) seen = list_seen (&desk, token);
      guint step;

      sub_of (desk.portal, token, &sub);
      g_assert_true (blind == (seen->len == 0));
      if (known == NULL)
        known = g_ptr_array_ref (seen);
      step = MAX (1, seen->len / MOST);
      for (guint n = 0; n < (blind ? 3 : seen->len); n += blind ? 1 : step)
        check_one (&desk, &matrix[i], token, g_ptr_array_index (blind ? known : seen, n), sub, own);
      /* of one's own there are few */
      for (guint n = 0; n < seen->len && own[1] < OWN && g_str_equal (matrix[i].look, "own"); n++)
        if (g_strcmp0 (((McSummary *) g_ptr_array_index (seen, n))->handler_id, sub) == 0)
          check_one (&desk, &matrix[i], token, g_ptr_array_index (seen, n), sub, own);
    }
  /* both of them were there */
  g_assert_cmpuint (own[0], >, 0);
  g_assert_cmpuint (own[1], >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reveals/matrix", test_matrix);
  return g_test_run ();
}
