// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-cache-rank.h"

#include <string.h>

#include "mc-db.h"
#include "mc-text.h"

#define MOST_RANKED 5000

/* As typed, but for case and the way letters are composed. (transfer full) */
static char *
lower (const char *text)
{
  g_autofree char *small = g_utf8_strdown (text, -1);
  char *composed = g_utf8_normalize (small, -1, G_NORMALIZE_NFC);

  return composed != NULL ? composed : g_steal_pointer (&small);
}

/* Some letter has a mark that folding drops. */
static gboolean
has_marks (const char *typed)
{
  g_autofree char *folded = mc_text_fold (typed);
  g_auto (GStrv) a = g_strsplit_set (typed, " \t\n", -1);
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; a[i] != NULL; i++)
    if (*a[i] != '\0')
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? " " : "", a[i]);
  return !g_str_equal (joined->str, folded);
}

/* The word begins one of the words of text. */
static gboolean
begins_a_word (const char *text, const char *word)
{
  for (const char *at = strstr (text, word); at != NULL; at = strstr (at + 1, word))
    if (at == text || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at))))
      return TRUE;
  return FALSE;
}

static gboolean
has_all (sqlite3_stmt *row, const GStrv words)
{
  g_autofree char *text = mc_db_text (row, 0);
  g_autofree char *small = text != NULL ? lower (text) : g_strdup ("");

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && !begins_a_word (small, words[i]))
      return FALSE;
  return TRUE;
}

gboolean
mc_cache_rank_exact (sqlite3 *db, GArray *keys, const char *search, GError **error)
{
  g_autofree char *typed = lower (search);
  g_auto (GStrv) words = g_strsplit_set (typed, " \t\n", -1);
  g_autoptr (sqlite3_stmt) row = NULL;
  g_autoptr (GArray) exact = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n = MIN (keys->len, MOST_RANKED);

  if (n < 2 || !has_marks (typed))
    return TRUE;
  row = mc_db_query (db, error,
                     "SELECT concat_ws (' ', code, provisional_code, owner_name, submitter_name, procedure_name,"
                     " procedure_code, field_name) FROM dossiers WHERE key = ?",
                     "");
  for (guint i = 0; row != NULL && i < n; i++)
    {
      gint64 key = g_array_index (keys, gint64, i);
      int status;

      sqlite3_reset (row);
      sqlite3_bind_int64 (row, 1, key);
      status = mc_db_step (row, error);
      if (status < 0)
        return FALSE;
      g_array_append_val (status == 1 && has_all (row, words) ? exact : others, key);
    }
  if (row == NULL)
    return FALSE;
  g_array_append_vals (exact, others->data, others->len);
  memcpy (keys->data, exact->data, n * sizeof (gint64));
  return TRUE;
}
