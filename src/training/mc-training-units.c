// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "mc-training-entry.h"
#include "mc-training-private.h"
#include "mc-text.h"

#define MAX_UNITS 200
#define MAX_ACCOUNTS 50
#define MAX_GRANTS 8

static const char *const roles[]
    = { "receiver", "specialist", "head",      "leader",     "clerk", "cashier", "petition_officer",
        "editor",   "reviewer",   "publisher", "supervisor", "admin", NULL };

typedef struct
{
  McSampleUnit *units;
  guint n_units;
  GHashTable *by_id;
  GHashTable *paths; /* id → itself and the ids above it, NULL-terminated */
  McAccount *accounts;
  guint n_accounts;
  McAccount *staff;
  guint n_staff;
} Units;

/* "H99.1.7": the province that is none, then numbers. */
static gboolean
code_is_sound (const char *code)
{
  if (!g_str_has_prefix (code, "H99") || strlen (code) > 35)
    return FALSE;
  for (const char *rest = code + strlen ("H99"); *rest != '\0'; rest++)
    if (*rest != '.' && !g_ascii_isdigit (*rest))
      return FALSE;
  return TRUE;
}

static gboolean
phone_is_sound (const char *phone)
{
  return g_str_has_prefix (phone, "0309 ") && strspn (phone, "0123456789 ") == strlen (phone);
}

static void
read_unit (const McEntry *entry, McSampleUnit *unit)
{
  static const char *const members[] = { "id",   "code",  "name",   "superior", "place", "address", "phone", "symbol",
                                         "kind", "level", "agency", "parent",   "since", "before",  NULL };
  static const char *const kinds[] = { "committee", "centre", "department", "room", "branch", NULL };
  static const char *const levels[] = { "province", "commune", NULL };

  mc_entry_only (entry, members);
  unit->id = entry->id;
  unit->code = mc_entry_need (entry, "code");
  if (!code_is_sound (unit->code))
    mc_entry_complain (entry, "code", "not of the invented province");
  unit->name = mc_entry_need (entry, "name");
  unit->superior = mc_entry_need (entry, "superior");
  unit->place = mc_entry_need (entry, "place");
  unit->address = mc_entry_need (entry, "address");
  unit->phone = mc_entry_need (entry, "phone");
  if (!phone_is_sound (unit->phone))
    mc_entry_complain (entry, "phone", "somebody may have it");
  unit->kind = mc_entry_word (entry, "kind", kinds, NULL);
  unit->level = mc_entry_word (entry, "level", levels, NULL);
  unit->agency = mc_entry_text (entry, "agency");
  unit->symbol = mc_entry_text (entry, "symbol");
  if (unit->symbol == NULL && (unit->agency != NULL || g_str_equal (unit->kind, "centre")))
    mc_entry_complain (entry, "symbol", "who decides signs under one");
  unit->parent = mc_entry_text (entry, "parent");
  unit->since = mc_entry_day (entry, "since");
  unit->before = mc_entry_text (entry, "before");
}

static void
read_units (Units *self)
{
  g_autoptr (JsonArray) array = mc_entry_read_file ("units.json", "units", MAX_UNITS);

  self->n_units = json_array_get_length (array);
  self->units = g_new0 (McSampleUnit, self->n_units);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->n_units; i++)
    {
      McEntry entry = mc_entry_at ("units.json", array, i, "id");

      read_unit (&entry, &self->units[i]);
      /* the tree stands top first, so that there are no circles in it */
      if (self->units[i].parent != NULL && !g_hash_table_contains (self->by_id, self->units[i].parent))
        mc_entry_complain (&entry, "parent", "no unit that stands before it");
      if (!g_hash_table_insert (self->by_id, (gpointer) entry.id, &self->units[i]))
        mc_entry_complain (&entry, "id", "there twice");
    }
}

/* Those above a unit stand before it. */
static void
make_paths (Units *self)
{
  self->paths = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->n_units; i++)
    {
      const McSampleUnit *unit = &self->units[i];
      GStrvBuilder *path = g_strv_builder_new ();

      g_strv_builder_add (path, unit->id);
      if (unit->parent != NULL)
        g_strv_builder_addv (path, g_hash_table_lookup (self->paths, unit->parent));
      g_hash_table_insert (self->paths, (gpointer) unit->id, g_strv_builder_end (path));
      g_strv_builder_unref (path);
    }
}

/* The first minute of a day, or of the one after it; it lives as long as the process. */
static GDateTime *
begin_of_day (const char *day, int later)
{
  int number;

  return day != NULL && mc_day_parse (day, &number) ? mc_wall_to_time (mc_wall_at (number + later, 0)) : NULL;
}

/* "until" is the last day on which it holds; "delegator" is found when everybody is known. */
static void
read_grants (const McEntry *entry, McAccount *account)
{
  static const char *const members[] = { "role", "from", "until", "delegator", NULL };
  JsonArray *array = mc_entry_array (entry, "grants", 0, MAX_GRANTS);
  guint count = array != NULL ? json_array_get_length (array) : 0;
  McGrant *grants = g_new0 (McGrant, MAX (count, 1));

  account->grants = grants;
  account->n_grants = MAX (count, 1);
  grants[0].unit = account->unit;
  mc_role_from_string (account->role, &grants[0].role);
  for (guint i = 0; i < count; i++)
    {
      McEntry inner = mc_entry_inner (entry, array, i);

      mc_entry_only (&inner, members);
      grants[i].unit = account->unit;
      mc_role_from_string (mc_entry_word (&inner, "role", roles, NULL), &grants[i].role);
      grants[i].from = begin_of_day (mc_entry_day (&inner, "from"), 0);
      grants[i].until = begin_of_day (mc_entry_day (&inner, "until"), 1);
      grants[i].delegator = mc_entry_text (&inner, "delegator");
      if (i == 0 && !g_str_equal (mc_role_to_string (grants[0].role), account->role))
        mc_entry_complain (&inner, "role", "the main role stands first");
    }
}

static void
read_official (Units *self, const McEntry *entry, McAccount *account, GHashTable *seen)
{
  account->name = mc_entry_need (entry, "name");
  account->position = mc_entry_need (entry, "position");
  account->role = mc_entry_word (entry, "role", roles, NULL);
  account->unit = mc_entry_need (entry, "unit");
  if (!mc_uuid_is_valid (account->sub))
    mc_entry_complain (entry, "sub", "no UUID");
  if (!g_hash_table_contains (self->by_id, account->unit))
    mc_entry_complain (entry, "unit", "no such unit");
  if (!g_hash_table_add (seen, (gpointer) account->sub))
    mc_entry_complain (entry, "sub", "there twice");
  read_grants (entry, account);
}

static void
read_accounts (Units *self, GHashTable *seen)
{
  static const char *const members[] = { "username", "sub", "name", "position", "role", "unit", "grants", NULL };
  g_autoptr (JsonArray) array = mc_entry_read_file ("accounts.json", "accounts", MAX_ACCOUNTS);

  self->n_accounts = json_array_get_length (array);
  self->accounts = g_new0 (McAccount, self->n_accounts);
  for (guint i = 0; i < self->n_accounts; i++)
    {
      McEntry entry = mc_entry_at ("accounts.json", array, i, "username");
      McAccount *account = &self->accounts[i];

      mc_entry_only (&entry, members);
      account->username = entry.id;
      account->sub = mc_entry_need (&entry, "sub");
      if (!g_hash_table_add (seen, (gpointer) account->username))
        mc_entry_complain (&entry, "username", "there twice");
      read_official (self, &entry, account, seen);
    }
}

static void
read_staff (Units *self, GHashTable *seen)
{
  static const char *const members[] = { "sub", "name", "position", "role", "unit", NULL };
  g_autoptr (JsonArray) array = mc_entry_read_file ("staff.json", "staff", MAX_ACCOUNTS);

  self->n_staff = json_array_get_length (array);
  self->staff = g_new0 (McAccount, self->n_staff);
  for (guint i = 0; i < self->n_staff; i++)
    {
      McEntry entry = mc_entry_at ("staff.json", array, i, "sub");

      mc_entry_only (&entry, members);
      self->staff[i].sub = entry.id;
      read_official (self, &entry, &self->staff[i], seen);
    }
}

static const McAccount *
find_official (const Units *self, const char *sub)
{
  for (guint i = 0; i < self->n_accounts; i++)
    if (g_strcmp0 (self->accounts[i].sub, sub) == 0)
      return &self->accounts[i];
  for (guint i = 0; i < self->n_staff; i++)
    if (g_strcmp0 (self->staff[i].sub, sub) == 0)
      return &self->staff[i];
  return NULL;
}

/* The role of the delegator's own that is delegated. */
static const McGrant *
find_source (const Units *self, const McGrant *grant)
{
  const McAccount *delegator = find_official (self, grant->delegator);

  for (guint i = 0; delegator != NULL && i < delegator->n_grants; i++)
    if (delegator->grants[i].delegator == NULL && delegator->grants[i].role == grant->role
        && g_str_equal (delegator->grants[i].unit, grant->unit))
      return &delegator->grants[i];
  g_error ("accounts.json: what %s is to have delegated is not theirs", grant->delegator);
}

static void
find_sources (Units *self)
{
  for (guint i = 0; i < self->n_accounts; i++)
    for (guint n = 0; n < self->accounts[i].n_grants; n++)
      {
        McGrant *grant = (McGrant *) &self->accounts[i].grants[n];

        if (grant->delegator != NULL)
          grant->source = find_source (self, grant);
      }
}

static gpointer
read_all (gpointer data)
{
  Units *self = g_new0 (Units, 1);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  read_units (self);
  make_paths (self);
  read_accounts (self, seen);
  read_staff (self, seen);
  find_sources (self);
  return self;
}

static const Units *
get_units (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, read_all, NULL);
}

const McSampleUnit *
mc_world_get_units (guint *count)
{
  *count = get_units ()->n_units;
  return get_units ()->units;
}

const McSampleUnit *
mc_world_find_unit (const char *id)
{
  return id != NULL ? g_hash_table_lookup (get_units ()->by_id, id) : NULL;
}

const char *const *
mc_world_get_unit_path (const char *id)
{
  static const char *const nobody[] = { NULL };
  const char *const *path = id != NULL ? g_hash_table_lookup (get_units ()->paths, id) : NULL;

  return path != NULL ? path : nobody;
}

const McSampleUnit *
mc_world_find_competent (const McSampleUnit *centre, const McWorldProcedure *procedure)
{
  const Units *self = get_units ();
  /* the President decides on what the department of justice has prepared (Luật Quốc tịch Điều 21) */
  const char *agency = g_str_equal (procedure->agency, "state_president") ? "justice" : procedure->agency;

  for (guint i = 0; i < self->n_units; i++)
    {
      const McSampleUnit *unit = &self->units[i];

      /* a commune's own committee and police, not its neighbour's; of the rest there is one each */
      if (g_strcmp0 (unit->agency, agency) == 0
          && (!g_str_equal (unit->level, "commune") || g_strcmp0 (unit->id, centre->parent) == 0
              || g_strcmp0 (unit->parent, centre->parent) == 0))
        return unit;
    }
  return centre;
}

const McAccount *
mc_world_get_accounts (guint *count)
{
  *count = get_units ()->n_accounts;
  return get_units ()->accounts;
}

const McAccount *
mc_world_get_staff (guint *count)
{
  *count = get_units ()->n_staff;
  return get_units ()->staff;
}

const McAccount *
mc_training_get_accounts (guint *count)
{
  return mc_world_get_accounts (count);
}

const McAccount *
mc_training_find_account (const char *username)
{
  const Units *self = get_units ();

  for (guint i = 0; i < self->n_accounts; i++)
    if (g_strcmp0 (self->accounts[i].username, username) == 0)
      return &self->accounts[i];
  return NULL;
}

const McAccount *
mc_training_find_sub (const char *sub)
{
  return find_official (get_units (), sub);
}

const McSampleUnit *
mc_training_find_unit (const char *id)
{
  return mc_world_find_unit (id);
}
