// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-page-text.h"

#include <string.h>

#include "mc-text.h"

/* The page folded as what is searched for is, and of each of its bytes the character it comes from. */
typedef struct
{
  GString *text;
  GArray *origins; /* of guint */
} Folded;

G_DEFINE_BOXED_TYPE (McPageText, mc_page_text, mc_page_text_ref, mc_page_text_unref)

McPageText *
mc_page_text_ref (McPageText *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mc_page_text_unref (McPageText *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->glyphs);
  g_free (self);
}

McPageText *
mc_page_text_new (GBytes *bytes)
{
  McPageText *self = g_new0 (McPageText, 1);
  gsize size = 0;
  const McGlyph *glyphs = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  g_atomic_ref_count_init (&self->ref_count);
  self->glyphs = g_array_new (FALSE, FALSE, sizeof (McGlyph));
  for (gsize i = 0; i < size / sizeof (McGlyph); i++)
    if (g_unichar_validate (glyphs[i].character) && glyphs[i].character != 0)
      g_array_append_val (self->glyphs, glyphs[i]);
  return self;
}

char *
mc_page_text_to_string (McPageText *self, gsize max_bytes)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->glyphs->len && text->len < max_bytes; i++)
    g_string_append_unichar (text, g_array_index (self->glyphs, McGlyph, i).character);
  return mc_text_clean (text->str, max_bytes);
}

static void
add (Folded *folded, const char *text, guint origin)
{
  for (; *text != '\0'; text++)
    {
      g_string_append_c (folded->text, *text);
      g_array_append_val (folded->origins, origin);
    }
}

static void
fold (McPageText *self, Folded *folded)
{
  for (guint i = 0; i < self->glyphs->len; i++)
    {
      gunichar character = g_array_index (self->glyphs, McGlyph, i).character;
      char one[7] = { 0 };
      g_autofree char *plain = NULL;

      if (g_unichar_isspace (character))
        {
          if (folded->text->len > 0 && folded->text->str[folded->text->len - 1] != ' ')
            add (folded, " ", i);
          continue;
        }
      g_unichar_to_utf8 (character, one);
      plain = mc_text_fold (one);
      add (folded, plain, i);
    }
}

GArray *
mc_page_text_find (McPageText *self, const char *what)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (McPageHit));
  g_autofree char *folded_what = mc_text_fold (what);
  const char *needle = g_strstrip (folded_what);
  Folded folded = { g_string_new (NULL), g_array_new (FALSE, FALSE, sizeof (guint)) };
  gsize length = strlen (needle);
  const char *at;

  fold (self, &folded);
  at = folded.text->str;
  while (length > 0 && (at = strstr (at, needle)) != NULL)
    {
      gsize start = (gsize) (at - folded.text->str);
      McPageHit hit = { .first = g_array_index (folded.origins, guint, start) };

      hit.count = g_array_index (folded.origins, guint, start + length - 1) - hit.first + 1;
      g_array_append_val (hits, hit);
      at += length;
    }
  g_string_free (folded.text, TRUE);
  g_array_unref (folded.origins);
  return hits;
}
