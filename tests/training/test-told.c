// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "mc-identity.h"
#include "mc-training-making.h"
#include "mc-training-test.h"

/* What made dossiers tell: whoever applies may, whoever writes something has a reason for it, and numbers rise. */

#define DOSSIERS 2500

typedef struct
{
  McTraining *portal;
  GPtrArray *ids;
} World;

static World
make_world (void)
{
  g_autoptr (McClock) clock = mc_test_clock (10, 0);
  World world = { mc_test_portal (NULL, 5, DOSSIERS, clock), g_ptr_array_new_with_free_func (g_free) };
  g_autoptr (sqlite3_stmt) row = mc_training_query (world.portal, "SELECT id FROM dossiers ORDER BY rowid", "");

  while (sqlite3_step (row) == SQLITE_ROW)
    g_ptr_array_add (world.ids, g_strdup ((const char *) sqlite3_column_text (row, 0)));
  g_assert_cmpuint (world.ids->len, >=, DOSSIERS);
  return world;
}

static void
clear_world (World *self)
{
  g_ptr_array_unref (self->ids);
  g_object_unref (self->portal);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, clear_world)

typedef void (*Look) (const McTrainingRecord *record, gpointer data);

static void
look_at_all (Look look, gpointer data)
{
  g_auto (World) world = make_world ();

  for (guint i = 0; i < world.ids->len; i++)
    {
      g_autoptr (McTrainingRecord) record = mc_training_load (world.portal, g_ptr_array_index (world.ids, i));

      look (record, data);
    }
}

static McApplicant
applicant_of (const McPerson *owner)
{
  static const char *const kinds[] = { [MC_APPLICANT_CITIZEN] = "citizen",
                                       [MC_APPLICANT_BUSINESS] = "business",
                                       [MC_APPLICANT_HOUSEHOLD] = "household_business",
                                       [MC_APPLICANT_INSTITUTION] = "organisation" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i] != NULL && g_strcmp0 (owner->kind, kinds[i]) == 0)
      return (McApplicant) i;
  g_assert_true (g_str_has_prefix (owner->id_number, "TH"));
  return MC_APPLICANT_FOREIGNER;
}

static void
look_at_applicant (const McTrainingRecord *record, gpointer data)
{
  const McSummary *s = record->dossier->summary;
  const McWorldProcedure *procedure = mc_world_find_procedure (s->procedure_code);
  McApplicant applicant = applicant_of (&record->dossier->owner);
  guint *seen = data;

  g_test_message ("%s %s", s->procedure_code, s->owner_name);
  g_assert_cmpint (procedure->applicants[applicant], >, 0);
  seen[applicant]++;
}

static void
test_applicants (void)
{
  guint seen[MC_N_APPLICANTS] = { 0 };

  look_at_all (look_at_applicant, seen);
  for (guint i = 0; i < MC_N_APPLICANTS; i++)
    g_assert_cmpuint (seen[i], >, 0);
  g_assert_cmpuint (seen[MC_APPLICANT_CITIZEN], >, DOSSIERS * 3 / 4);
}

/* Whether the group has the name for somebody of that sex: "Đa Ra" is one given name. */
static gboolean
has_given (const McWorldNames *names, const McIdentity *identity, const char *name)
{
  const char *const *given = identity->female ? names->female_given : names->male_given;
  guint count = identity->female ? names->n_female_given : names->n_male_given;

  if (names->from > identity->birth_year || identity->birth_year >= names->before)
    return FALSE;
  for (guint i = 0; i < count; i++)
    {
      g_autofree char *end = g_strconcat (" ", given[i], NULL);

      if (names->family_last ? strstr (name, given[i]) != NULL : g_str_has_suffix (name, end))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_invented_by_hand (const char *name)
{
  guint count;
  const McWorldPerson *people = mc_world_get_people (&count);

  for (guint i = 0; i < count; i++)
    if (g_str_equal (people[i].name, name))
      return TRUE;
  return FALSE;
}

typedef struct
{
  guint names;
  guint letters;
} Contacts;

static void
look_at_name (const McTrainingRecord *record, gpointer data)
{
  const McPerson *owner = &record->dossier->owner;
  g_autofree char *upper = g_utf8_strup (owner->name, -1);
  Contacts *contacts = data;
  McIdentity identity;
  gboolean found = FALSE;
  guint count;
  const McWorldNames *names = mc_world_get_names (&count);

  if (owner->email != NULL)
    {
      g_assert_true (g_str_has_suffix (owner->email, "@thu.example"));
      g_assert_true (g_str_is_ascii (owner->email) && strchr (owner->email, ' ') == NULL);
      contacts->letters++;
    }
  if (g_strcmp0 (owner->kind, "citizen") != 0 || g_str_equal (upper, owner->name) || g_str_is_ascii (owner->name)
      || is_invented_by_hand (owner->name))
    return;
  g_assert_true (mc_identity_parse (owner->id_number, &identity));
  for (guint i = 0; i < count && !found; i++)
    found = has_given (&names[i], &identity, owner->name);
  g_test_message ("%s %d", owner->name, identity.birth_year);
  g_assert_true (found);
  contacts->names++;
}

/* Names are those of the years in which they were given; who has an address for letters has one that nobody can have. */
static void
test_names (void)
{
  Contacts contacts = { 0 };

  look_at_all (look_at_name, &contacts);
  g_assert_cmpuint (contacts.names, >, DOSSIERS / 2);
  g_assert_cmpuint (contacts.letters, >, DOSSIERS / 5);
  g_assert_cmpuint (contacts.letters, <, DOSSIERS / 2);
}

/* How often which words were written with an act. */
typedef struct
{
  const char *action;
  guint total;
  GHashTable *words;
} Sayings;

static void
count_words (Sayings *self, const char *words)
{
  guint so_far = GPOINTER_TO_UINT (g_hash_table_lookup (self->words, words));

  g_hash_table_insert (self->words, g_strdup (words), GUINT_TO_POINTER (so_far + 1));
  self->total++;
}

static void
assert_many_words (const Sayings *self)
{
  GHashTableIter iter;
  gpointer words, times;

  g_test_message ("%s: %u by %u words", self->action, self->total, g_hash_table_size (self->words));
  g_assert_cmpuint (self->total, >, 20);
  g_hash_table_iter_init (&iter, self->words);
  while (g_hash_table_iter_next (&iter, &words, &times))
    g_assert_cmpuint (GPOINTER_TO_UINT (times), <, self->total * 2 / 5);
}

static gboolean
is_an_official (const char *name)
{
  for (guint list = 0; list < 2; list++)
    {
      guint count;
      const McAccount *accounts = list == 0 ? mc_world_get_accounts (&count) : mc_world_get_staff (&count);

      for (guint i = 0; i < count; i++)
        if (g_str_equal (accounts[i].name, name))
          return TRUE;
    }
  return FALSE;
}

static void
look_at_words (const McTrainingRecord *record, gpointer data)
{
  const McDossier *dossier = record->dossier;
  Sayings *sayings = data;

  for (guint i = 0; i < dossier->history->len; i++)
    {
      const McHistoryEntry *entry = g_ptr_array_index (dossier->history, i);

      for (guint s = 0; sayings[s].action != NULL; s++)
        if (entry->note != NULL && g_str_equal (entry->action, sayings[s].action))
          count_words (&sayings[s], entry->note);
      /* three acts that are never to be mixed (domain 3.2) */
      if (g_str_equal (entry->action, "stop"))
        g_assert_true (strstr (entry->note, "rút hồ sơ") == NULL && strstr (entry->note, "ổ sung") != NULL);
      if (g_str_equal (entry->action, "accept_withdrawal"))
        g_assert_true (strstr (entry->note, "hạn bổ sung") == NULL && strstr (entry->note, "hẹn bổ sung") == NULL);
    }
  for (guint i = 0; dossier->notes != NULL && i < dossier->notes->len; i++)
    {
      const McNote *note = g_ptr_array_index (dossier->notes, i);

      g_assert_true (is_an_official (note->author_name));
      count_words (&sayings[0], note->text);
    }
  /* nothing that an applicant reads has a gap in it */
  for (guint i = 0; i < dossier->notices->len; i++)
    g_assert_null (strstr (((const McNotice *) g_ptr_array_index (dossier->notices, i))->text, "…"));
}

/* Colleagues write to one another, and not all the same. */
static void
test_words (void)
{
  Sayings sayings[] = { { "note" }, { "assign" }, { "submit_approval" }, { "return_to_counter" }, { NULL } };

  for (guint i = 0; sayings[i].action != NULL; i++)
    sayings[i].words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  look_at_all (look_at_words, sayings);
  for (guint i = 0; sayings[i].action != NULL; i++)
    {
      assert_many_words (&sayings[i]);
      g_hash_table_unref (sayings[i].words);
    }
}

/* Numbers of one register: "5123/KQ-UBND" by when they were given. */
typedef struct
{
  GHashTable *registers; /* year, kind and agency → GArray of Numbered */
  guint exempt_for_age;
  GRegex *money;
} Registers;

typedef struct
{
  gint64 at;
  gint64 number;
} Numbered;

static void
note_number (Registers *self, const char *name, GDateTime *at, gint64 number)
{
  g_autoptr (GDateTime) local = g_date_time_to_timezone (at, mc_calendar_zone ());
  g_autofree char *key = g_strdup_printf ("%s %d", name, g_date_time_get_year (local));
  GArray *numbers = g_hash_table_lookup (self->registers, key);
  const Numbered one = { g_date_time_to_unix (at) / 60, number };

  if (numbers == NULL)
    {
      numbers = g_array_new (FALSE, FALSE, sizeof (Numbered));
      g_hash_table_insert (self->registers, g_steal_pointer (&key), numbers);
    }
  g_array_append_val (numbers, one);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const Numbered *one = a, *other = b;

  return one->at < other->at ? -1 : one->at > other->at;
}

static void
look_at_result (Registers *self, const McTrainingRecord *record, const McResult *result)
{
  const char *slash = result->number != NULL ? strchr (result->number, '/') : NULL;
  const char *dash = slash != NULL ? strrchr (slash, '-') : NULL;
  const McSampleUnit *centre = mc_training_find_unit (record->units[MC_SCOPE_RECEIVED]);
  const McWorldProcedure *procedure = mc_world_find_procedure (record->dossier->summary->procedure_code);
  g_autofree char *name = NULL;

  /* what is signed is no draft any more, and the other way round */
  g_assert_cmpuint (result->documents->len, ==, 1);
  g_assert_cmpstr (((const McDocument *) g_ptr_array_index (result->documents, 0))->name, ==,
                   g_str_equal (result->state, "draft") ? "du-thao.pdf" : "ket-qua.pdf");
  if (result->number == NULL)
    return;
  g_test_message ("%s", result->number);
  g_assert_nonnull (dash);
  g_assert_cmpstr (dash + 1, ==, mc_world_find_competent (centre, procedure)->symbol);
  if (result->released_at == NULL)
    return;
  name = g_strconcat (slash, " ", record->dossier->summary->competent_unit, NULL);
  note_number (self, name, result->released_at, g_ascii_strtoll (result->number, NULL, 10));
}

static void
look_at_numbers (const McTrainingRecord *record, gpointer data)
{
  Registers *self = data;
  const McDossier *dossier = record->dossier;

  for (guint i = 0; i < record->life.results->len; i++)
    look_at_result (self, record, g_ptr_array_index (record->life.results, i));
  for (guint i = 0; i < record->life.orders->len; i++)
    {
      const McTrainingOrder *order = g_ptr_array_index (record->life.orders, i);

      if (order->receipt != NULL && g_str_has_prefix (order->receipt, "BL"))
        note_number (self, "BL", order->settled_at, g_ascii_strtoll (order->receipt + 2, NULL, 10));
    }
  for (guint i = 0; i < dossier->history->len; i++)
    {
      const McHistoryEntry *entry = g_ptr_array_index (dossier->history, i);
      McIdentity identity;

      if (entry->note == NULL)
        continue;
      g_test_message ("%s", entry->note);
      g_assert_false (g_regex_match (self->money, entry->note, 0, NULL));
      if (strstr (entry->note, "người cao tuổi") == NULL)
        continue;
      g_assert_true (mc_identity_parse (dossier->owner.id_number, &identity));
      g_assert_cmpint (identity.birth_year, <, 1967);
      self->exempt_for_age++;
    }
}

/* What is registered later has a higher number, in the symbol of who signs; sums are written with their points. */
static void
test_numbers (void)
{
  Registers self = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref), 0,
                     g_regex_new ("\\d{4,} đồng", 0, 0, NULL) };
  GHashTableIter iter;
  gpointer key, value;

  look_at_all (look_at_numbers, &self);
  g_assert_cmpuint (g_hash_table_size (self.registers), >, 4);
  g_assert_cmpuint (self.exempt_for_age, >, 0);
  g_hash_table_iter_init (&iter, self.registers);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      GArray *numbers = value;

      g_test_message ("%s: %u", (char *) key, numbers->len);
      g_array_sort (numbers, compare_times);
      for (guint i = 1; i < numbers->len; i++)
        g_assert_cmpint (g_array_index (numbers, Numbered, i - 1).number, <=,
                         g_array_index (numbers, Numbered, i).number);
    }
  g_hash_table_unref (self.registers);
  g_regex_unref (self.money);
}

/* What went to another unit and came back. */
typedef struct
{
  guint back;
  guint standing; /* at the head's */
} Transfers;

static void
look_at_transfers (const McTrainingRecord *record, gpointer data)
{
  const GPtrArray *history = record->dossier->history;
  const McSummary *s = record->dossier->summary;
  Transfers *self = data;

  for (guint i = 1; i < history->len; i++)
    {
      const McHistoryEntry *entry = g_ptr_array_index (history, i);
      const McHistoryEntry *before = g_ptr_array_index (history, i - 1);

      if (!g_str_equal (entry->action, "send_back_transfer"))
        continue;
      g_test_message ("%s: %s: %s → %s: %s", s->procedure_code, before->actor_name, before->note, entry->actor_name,
                      entry->note);
      g_assert_cmpstr (before->action, ==, "transfer");
      g_assert_cmpstr (before->actor_name, !=, entry->actor_name);
      g_assert_nonnull (before->note);
      g_assert_nonnull (entry->note);
      self->back++;
    }
  if (s->sent_back && s->national_state == 4 && g_strcmp0 (s->local_step, "assignment") == 0)
    self->standing++;
}

/* A head finds what a colleague of another unit has sent back. */
static void
test_transfers (void)
{
  Transfers seen = { 0 };

  look_at_all (look_at_transfers, &seen);
  g_assert_cmpuint (seen.standing, >, 0);
  g_assert_cmpuint (seen.back, >, seen.standing);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/told/applicants", test_applicants);
  g_test_add_func ("/told/names", test_names);
  g_test_add_func ("/told/words", test_words);
  g_test_add_func ("/told/numbers", test_numbers);
  g_test_add_func ("/told/transfers", test_transfers);
  return g_test_run ();
}
