// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-identity.h"

#include <string.h>

#define TRAINING_PLACE 999

/* Provinces as they were when the numbers were given: codes stay with people whatever becomes of provinces. Thông tư
 * 07/2016/TT-BCA, Phụ lục I. */
static const guint8 places[] = { 1,  2,  4,  6,  8,  10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33,
                                 34, 35, 36, 37, 38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66,
                                 67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96 };

static int
number_of (const char *digits, int count)
{
  int number = 0;

  for (int i = 0; i < count; i++)
    number = number * 10 + (digits[i] - '0');
  return number;
}

/* The digits of text into digits; FALSE when anything else is in it but blanks, or more than fit. */
static gboolean
take_digits (const char *text, char digits[13])
{
  guint count = 0;

  for (; *text != '\0'; text++)
    {
      if (g_ascii_isspace (*text))
        continue;
      if (!g_ascii_isdigit (*text) || count == 12)
        return FALSE;
      digits[count++] = *text;
    }
  digits[count] = '\0';
  return count == 12 || count == 9;
}

gboolean
mc_identity_parse (const char *text, McIdentity *identity)
{
  McIdentity made = { 0 };

  g_return_val_if_fail (identity != NULL, FALSE);

  if (text == NULL || !take_digits (text, made.digits))
    return FALSE;
  made.old = strlen (made.digits) == 9;
  if (!made.old)
    {
      int century = made.digits[3] - '0';

      made.place = number_of (made.digits, 3);
      made.training = made.place == TRAINING_PLACE;
      made.known_place = made.place <= G_MAXUINT8 && memchr (places, made.place, sizeof places) != NULL;
      made.female = century % 2 == 1;
      made.birth_year = 1900 + century / 2 * 100 + number_of (made.digits + 4, 2);
    }
  *identity = made;
  return TRUE;
}

gboolean
mc_identity_agrees (const McIdentity *identity, int birth_year, char sex)
{
  g_return_val_if_fail (identity != NULL, FALSE);

  if (identity->old)
    return TRUE;
  if (birth_year != 0 && birth_year != identity->birth_year)
    return FALSE;
  return sex == 0 || (sex == 'f') == identity->female;
}
