// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-making.h"

#include <string.h>

#include "mc-text.h"

#define COMMITTEE "Ủy ban nhân dân "

/* Of those that were given in the year. */
static const McWorldNames *
pick_names (McTrainingMaker *self, int born)
{
  guint count;
  const McWorldNames *names = mc_world_get_names (&count);
  int drawn = mc_maker_draw (self, 0, 1000); /* the weights of a year are a whole */

  for (guint i = 0; i < count; i++)
    if (names[i].from <= born && born < names[i].before && (drawn -= names[i].weight) < 0)
      return &names[i];
  g_assert_not_reached ();
}

static char *
make_name (McTrainingMaker *self, gboolean female, int born)
{
  const McWorldNames *names = pick_names (self, born);
  const char *family = mc_maker_pick (self, names->families, names->n_families);
  const char *middle = female ? mc_maker_pick (self, names->female_middles, names->n_female_middles)
                              : mc_maker_pick (self, names->male_middles, names->n_male_middles);
  const char *given = female ? mc_maker_pick (self, names->female_given, names->n_female_given)
                             : mc_maker_pick (self, names->male_given, names->n_male_given);

  return mc_world_join_name (names, family, middle, given);
}

/* "Nguyễn Thị Hòa" → "Nguyen Thi Hoa", as typed without a Vietnamese keyboard. */
static char *
drop_tones (const char *text)
{
  g_autofree char *apart = g_utf8_normalize (text, -1, G_NORMALIZE_NFD);
  g_autoptr (GString) plain = g_string_new (NULL);

  for (const char *p = apart; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_ismark (c))
        g_string_append_unichar (plain, c == 0x0111 ? 'd' : c == 0x0110 ? 'D' : c);
    }
  return g_string_free_and_steal (g_steal_pointer (&plain));
}

/* "hoa.nguyenthi75@thu.example": a domain that nobody can have (RFC 2606). */
static char *
make_email (const char *name, int born)
{
  g_autofree char *plain = mc_text_fold (name);
  g_auto (GStrv) words = g_strsplit (plain, " ", -1);
  guint last = g_strv_length (words) - 1;
  g_autoptr (GString) address = g_string_new (words[last]);

  for (guint i = 0; i < last; i++)
    g_string_append_printf (address, "%s%s", i == 0 ? "." : "", words[i]);
  g_string_replace (address, "'", "", 0);
  g_string_append_printf (address, "%02d@thu.example", born % 100);
  return g_string_free_and_steal (g_steal_pointer (&address));
}

static void
set (char **member, char *value)
{
  g_free (*member);
  *member = value;
}

/* As it comes out of hurried fingers. */
static void
mistype (McTrainingMaker *self, McPerson *person)
{
  if (mc_measure_drawn (self->rand, MC_SHARE_CAPITALS))
    set (&person->name, g_utf8_strup (person->name, -1));
  else if (mc_measure_drawn (self->rand, MC_SHARE_NO_TONES))
    {
      set (&person->name, drop_tones (person->name));
      set (&person->address, drop_tones (person->address));
    }
  if (mc_measure_drawn (self->rand, MC_SHARE_PHONE_WITHOUT_0))
    set (&person->phone, g_strdup (person->phone + 1));
}

/* "phường An Bình": whom the centre serves; of the province's centre the people of the town it stands in. */
static const char *
commune_of (const McSampleUnit *centre)
{
  const char *superior = centre->superior;

  return g_str_has_prefix (superior, COMMITTEE) ? superior + strlen (COMMITTEE) : "phường An Bình";
}

static char *
make_address (McTrainingMaker *self)
{
  const McWorldPlaces *places = mc_world_get_places ();
  const char *street = mc_maker_pick (self, places->streets, places->n_streets);
  int house = mc_maker_draw (self, 1, 200);

  if (mc_measure_drawn (self->rand, MC_SHARE_OLD_ADDRESS))
    return g_strdup_printf ("Số %d phố %s, %s, tỉnh An Sơn", house, street,
                            mc_maker_pick (self, places->old_districts, places->n_old_districts));
  if (mc_maker_draw (self, 0, 5) == 0)
    {
      const char *hamlet = mc_maker_pick (self, places->hamlets, places->n_hamlets);
      g_autofree char *first = g_utf8_substring (hamlet, 0, 1);
      g_autofree char *capital = g_utf8_strup (first, -1);

      return g_strdup_printf ("%s%s, %s, tỉnh An Sơn", capital, hamlet + strlen (first), commune_of (self->centre));
    }
  return g_strdup_printf ("Số %d đường %s, %s, tỉnh An Sơn", house, street, commune_of (self->centre));
}

void
mc_maker_take_person (McPerson *person, const McWorldPerson *model)
{
  g_set_str (&person->name, model->name);
  /* foreigners have no number but that of their passport */
  g_set_str (&person->id_number, model->id_number != NULL ? model->id_number : model->passport);
  g_set_str (&person->address, model->old_address != NULL ? model->old_address : model->address);
  g_set_str (&person->phone, model->phone);
}

/* One of those who are that; there is one. */
static const McWorldPerson *
draw_applicant (McTrainingMaker *self, McApplicant applicant, const McWorldPerson *all, guint count)
{
  const McWorldPerson *drawn;

  do
    drawn = &all[mc_maker_draw (self, 0, (int) count)];
  while (mc_world_get_applicant (drawn) != applicant);
  return drawn;
}

/* 999: a province code that identity numbers do not have; 0309: 030 is allocated to nobody (059 is). */
void
mc_maker_person (McTrainingMaker *self, McPerson *person)
{
  gboolean female = mc_maker_draw (self, 0, 2);
  int born = mc_maker_draw (self, 1942, 2008);
  guint count;
  const McWorldPerson *people = mc_world_get_people (&count);

  if (mc_measure_drawn (self->rand, MC_SHARE_UNUSUAL_PERSON))
    {
      mc_maker_take_person (person, draw_applicant (self, MC_APPLICANT_CITIZEN, people, count));
      return;
    }
  person->name = make_name (self, female, born);
  person->id_number = g_strdup_printf ("999%d%02d%06d", (born >= 2000 ? 2 : 0) + female, born % 100,
                                       mc_maker_draw (self, 0, 1000000));
  person->address = make_address (self);
  person->phone = g_strdup_printf ("0309%06d", mc_maker_draw (self, 0, 1000000));
  if (mc_measure_drawn (self->rand, MC_SHARE_EMAIL))
    person->email = make_email (person->name, born);
  mistype (self, person);
}

const McWorldPerson *
mc_maker_applicant (McTrainingMaker *self, McApplicant applicant)
{
  guint count;
  const McWorldPerson *all
      = applicant == MC_APPLICANT_FOREIGNER ? mc_world_get_people (&count) : mc_world_get_organisations (&count);

  return draw_applicant (self, applicant, all, count);
}
