// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-test.h"

#include "mc-codecs.h"
#include "mc-text.h"

/* What the feed says of each dossier, without having read it, against what its detail says. */

#define DOSSIERS 400

static const char *const usernames[]
    = { "tiepnhan1", "tiepnhan2", "chuyenvien1", "truongphong1", "lanhdao1", "lanhdao2", "vanthu1", "thuquy1" };

/* All changes of the snapshot, of McChange. */
static GPtrArray *
get_all (McTraining *portal, const char *token, gint64 *total)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_change_free);
  g_autofree char *cursor = g_strdup ("");
  gboolean more = TRUE;

  while (more)
    {
      g_autofree char *address = g_strconcat ("/officials/v1/changes", *cursor != '\0' ? "?cursor=" : "", cursor, NULL);
      g_autoptr (McTrainingResponse) response = mc_test_send (portal, "GET", address, token, NULL, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (McChanges) page = mc_codec_changes_parse (response->body, &error);

      g_assert_no_error (error);
      if (page->snapshot && total != NULL)
        *total = page->total;
      g_ptr_array_extend_and_steal (all, g_steal_pointer (&page->changes));
      page->changes = g_ptr_array_new ();
      g_set_str (&cursor, page->next);
      more = page->more;
    }
  return all;
}

static McDossier *
get_detail (McTraining *portal, const char *token, const char *id)
{
  g_autofree char *address = g_strconcat ("/officials/v1/dossiers/", id, NULL);
  g_autoptr (McTrainingResponse) response = mc_test_send (portal, "GET", address, token, NULL, NULL);
  g_autoptr (GError) error = NULL;
  McDossier *dossier;

  if (response->status == 403)
    return NULL;
  dossier = mc_codec_dossier_parse (response->body, &error);
  g_assert_no_error (error);
  return dossier;
}

static guint
compare_acts (McTraining *portal, const char *username, GHashTable *acts)
{
  g_autofree char *token = mc_test_sign_in (portal, username);
  g_autoptr (GPtrArray) all = get_all (portal, token, NULL);
  guint compared = 0;

  for (guint i = 0; i < all->len; i++)
    {
      const McChange *change = g_ptr_array_index (all, i);
      g_autoptr (McDossier) dossier = get_detail (portal, token, change->id);
      g_autofree char *said = g_strjoinv (" ", change->summary->actions);
      g_autofree char *found = dossier != NULL ? g_strjoinv (" ", dossier->summary->actions) : NULL;

      if (found == NULL)
        continue;
      g_assert_cmpstr (said, ==, found);
      g_hash_table_add (acts, g_steal_pointer (&said));
      compared++;
    }
  return compared;
}

static void
test_acts (void)
{
  char *directory = mc_test_directory ();
  g_autoptr (McClock) clock = mc_test_clock (10, 0);
  g_autoptr (GHashTable) acts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint compared = 0;

  /* a portal that has made them, and one that finds them there */
  for (guint turn = 0; turn < 2; turn++)
    {
      g_autoptr (McTraining) portal = mc_test_portal (directory, 1, DOSSIERS, clock);

      for (guint i = 0; i < G_N_ELEMENTS (usernames); i++)
        compared += compare_acts (portal, usernames[i], acts);
    }
  g_assert_cmpuint (compared, >, DOSSIERS * 4);
  g_assert_cmpuint (g_hash_table_size (acts), >, 12);
  mc_test_remove (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/feed/acts-are-those-of-the-detail", test_acts);
  return g_test_run ();
}
