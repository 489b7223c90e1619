// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "mc-training-entry.h"
#include "mc-training-world.h"

#define MAX_GROUPS 30
#define MAX_PEOPLE 300
#define FIRST_YEAR 1900
#define LAST_YEAR 2100

typedef struct
{
  McWorldNames *names;
  guint n_names;
  McWorldPerson *people;
  guint n_people;
  McWorldPerson *organisations;
  guint n_organisations;
  GHashTable *by_id;
  McWorldPlaces places;
} People;

static const char *const sexes[] = { "male", "female", NULL };

static void
read_names (People *self)
{
  static const char *const members[]
      = { "id",         "weight",       "born_from",   "born_before", "families", "male_middles", "female_middles",
          "male_given", "female_given", "family_last", NULL };
  g_autoptr (JsonArray) array = mc_entry_read_file ("names.json", "names", MAX_GROUPS);

  self->n_names = json_array_get_length (array);
  self->names = g_new0 (McWorldNames, self->n_names);
  for (guint i = 0; i < self->n_names; i++)
    {
      McEntry entry = mc_entry_at ("names.json", array, i, "id");
      McWorldNames *names = &self->names[i];

      mc_entry_only (&entry, members);
      names->id = entry.id;
      names->weight = (int) mc_entry_number (&entry, "weight", 1, 1000, 0);
      names->from = (int) mc_entry_number (&entry, "born_from", FIRST_YEAR, LAST_YEAR, FIRST_YEAR);
      names->before = (int) mc_entry_number (&entry, "born_before", FIRST_YEAR, LAST_YEAR, LAST_YEAR);
      names->families = mc_entry_texts (&entry, "families", 1, TRUE, &names->n_families);
      names->male_middles = mc_entry_texts (&entry, "male_middles", 1, TRUE, &names->n_male_middles);
      names->female_middles = mc_entry_texts (&entry, "female_middles", 1, TRUE, &names->n_female_middles);
      names->male_given = mc_entry_texts (&entry, "male_given", 1, FALSE, &names->n_male_given);
      names->female_given = mc_entry_texts (&entry, "female_given", 1, FALSE, &names->n_female_given);
      names->family_last = mc_entry_flag (&entry, "family_last");
    }
}

/* A number that nobody has: 999 and digits, so many in all. */
static const char *
read_number (const McEntry *entry, const char *member, gsize digits)
{
  const char *text = mc_entry_text (entry, member);

  if (text != NULL
      && (strlen (text) != digits || strspn (text, "0123456789") != digits || !g_str_has_prefix (text, "999")))
    mc_entry_complain (entry, member, "somebody may have this number");
  return text;
}

static void
read_person (const McEntry *entry, McWorldPerson *person, gboolean organisation)
{
  static const char *const members[]
      = { "id",       "trait",       "name",    "sex",         "born",  "id_number",      "old_number",
          "passport", "nationality", "address", "old_address", "phone", "representative", NULL };
  static const char *const traits[]
      = { "capitals", "no_tones", "same_name",   "twin",      "no_middle", "foreign", "old_number", "old_address",
          "plain",    "company",  "cooperative", "household", "school",    "pagoda",  NULL };

  mc_entry_only (entry, members);
  person->id = entry->id;
  person->trait = mc_entry_word (entry, "trait", traits, NULL);
  person->name = mc_entry_need (entry, "name");
  person->id_number = read_number (entry, "id_number", organisation ? 10 : 12);
  person->old_number = read_number (entry, "old_number", 9);
  person->passport = mc_entry_text (entry, "passport");
  person->nationality = mc_entry_text (entry, "nationality");
  person->address = mc_entry_need (entry, "address");
  person->old_address = mc_entry_text (entry, "old_address");
  person->phone = mc_entry_need (entry, "phone");
  person->representative = mc_entry_text (entry, "representative");
  /* "309…": without the leading 0, as it is typed now and then */
  if (!g_str_has_prefix (person->phone, "0309") && !g_str_has_prefix (person->phone, "309"))
    mc_entry_complain (entry, "phone", "somebody may have it");
  if (organisation)
    return;
  person->sex = mc_entry_word (entry, "sex", sexes, NULL);
  person->born = mc_entry_day (entry, "born");
  if (person->born == NULL || (person->id_number == NULL) == (person->passport == NULL))
    mc_entry_complain (entry, "id_number", "a birthday and either a number or a passport are needed");
}

static McWorldPerson *
read_persons (People *self, const char *file, const char *member, gboolean organisations, guint *count)
{
  g_autoptr (JsonArray) array = mc_entry_read_file (file, member, MAX_PEOPLE);
  McWorldPerson *persons = g_new0 (McWorldPerson, json_array_get_length (array));

  *count = json_array_get_length (array);
  for (guint i = 0; i < *count; i++)
    {
      McEntry entry = mc_entry_at (file, array, i, "id");

      read_person (&entry, &persons[i], organisations);
      if (organisations
          && !g_hash_table_contains (self->by_id, persons[i].representative != NULL ? persons[i].representative : ""))
        mc_entry_complain (&entry, "representative", "no such person");
      if (!g_hash_table_insert (self->by_id, (gpointer) entry.id, &persons[i]))
        mc_entry_complain (&entry, "id", "there twice");
    }
  return persons;
}

static void
read_places (McWorldPlaces *places)
{
  static const char *const members[] = { "id", "streets", "hamlets", "old_districts", NULL };
  g_autoptr (JsonArray) array = mc_entry_read_file ("places.json", "places", 1);
  McEntry entry = mc_entry_at ("places.json", array, 0, "id");

  mc_entry_only (&entry, members);
  places->streets = mc_entry_texts (&entry, "streets", 1, FALSE, &places->n_streets);
  places->hamlets = mc_entry_texts (&entry, "hamlets", 1, FALSE, &places->n_hamlets);
  places->old_districts = mc_entry_texts (&entry, "old_districts", 1, FALSE, &places->n_old_districts);
}

static gpointer
read_people (gpointer data)
{
  People *self = g_new0 (People, 1);

  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  read_names (self);
  self->people = read_persons (self, "people.json", "people", FALSE, &self->n_people);
  self->organisations = read_persons (self, "organisations.json", "organisations", TRUE, &self->n_organisations);
  read_places (&self->places);
  return self;
}

static const People *
get_people (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, read_people, NULL);
}

const McWorldNames *
mc_world_get_names (guint *count)
{
  *count = get_people ()->n_names;
  return get_people ()->names;
}

char *
mc_world_join_name (const McWorldNames *self, const char *family, const char *middle, const char *given)
{
  /* "Y Blô Êban", "H'Mai Niê": the sign of women leans on the name */
  if (self->family_last)
    return g_strconcat (middle, g_str_has_suffix (middle, "'") ? "" : " ", given, " ", family, NULL);
  return g_strconcat (family, *middle != '\0' ? " " : "", middle, " ", given, NULL);
}

const McWorldPerson *
mc_world_get_people (guint *count)
{
  *count = get_people ()->n_people;
  return get_people ()->people;
}

const McWorldPerson *
mc_world_get_organisations (guint *count)
{
  *count = get_people ()->n_organisations;
  return get_people ()->organisations;
}

const McWorldPerson *
mc_world_find_person (const char *id)
{
  return id != NULL ? g_hash_table_lookup (get_people ()->by_id, id) : NULL;
}

const McWorldPlaces *
mc_world_get_places (void)
{
  return &get_people ()->places;
}

McApplicant
mc_world_get_applicant (const McWorldPerson *self)
{
  static const struct
  {
    const char *trait;
    McApplicant applicant;
  } others[] = {
    { "foreign", MC_APPLICANT_FOREIGNER },    { "company", MC_APPLICANT_BUSINESS },
    { "cooperative", MC_APPLICANT_BUSINESS }, { "household", MC_APPLICANT_HOUSEHOLD },
    { "school", MC_APPLICANT_INSTITUTION },   { "pagoda", MC_APPLICANT_INSTITUTION },
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_equal (self->trait, others[i].trait))
      return others[i].applicant;
  return MC_APPLICANT_CITIZEN;
}
