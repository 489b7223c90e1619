// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-language.h"

#include <locale.h>

static const McLanguage languages[] = {
  { "", NULL, NULL },
  { "vi", "Tiếng Việt", "vi_VN.UTF-8" },
  { "en", "English", "C.UTF-8" },
};

const McLanguage *
mc_language_get (guint index)
{
  return index < G_N_ELEMENTS (languages) ? &languages[index] : NULL;
}

gboolean
mc_language_is_installed (const McLanguage *language)
{
  locale_t locale;

  if (language->locale == NULL)
    return TRUE;
  locale = newlocale (LC_ALL_MASK, language->locale, (locale_t) 0);
  if (locale == (locale_t) 0)
    return FALSE;
  freelocale (locale);
  return TRUE;
}

void
mc_language_choose (const char *id)
{
  for (guint i = 0; id != NULL && *id != '\0' && i < G_N_ELEMENTS (languages); i++)
    if (g_str_equal (languages[i].id, id) && mc_language_is_installed (&languages[i]))
      {
        /* dates and numbers are the country's whatever the language */
        g_setenv ("LC_ALL", languages[i].locale, TRUE);
        g_unsetenv ("LANGUAGE");
      }
  setlocale (LC_ALL, "");
}
