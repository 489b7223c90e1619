// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-catalogue.h"
#include "mc-json.h"
#include "mc-rule.h"

#define MAX_RULES 20000

struct _McRuleBook
{
  GPtrArray *general;   /* McRule of any procedure */
  GHashTable *specific; /* procedure → GPtrArray of McRule */
};

static McRuleBook *
book_new (void)
{
  McRuleBook *self = g_new0 (McRuleBook, 1);

  self->general = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_rule_free);
  self->specific = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  return self;
}

static void
add_rule (McRuleBook *self, McRule *rule)
{
  GPtrArray *rules = self->general;

  if (rule->procedure != NULL)
    {
      rules = g_hash_table_lookup (self->specific, rule->procedure);
      if (rules == NULL)
        {
          rules = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_rule_free);
          g_hash_table_insert (self->specific, g_strdup (rule->procedure), rules);
        }
    }
  g_ptr_array_add (rules, rule);
}

/* Something holds for everybody, and each such rule knows when the first answer is due. */
static void
check_general (McRuleBook *self, GError **error)
{
  gboolean found = FALSE;

  for (guint i = 0; i < self->general->len; i++)
    {
      const McRule *rule = g_ptr_array_index (self->general, i);

      found |= rule->unit == NULL && !rule->within_day;
    }
  if (!found)
    mc_json_fail (error, "rules");
}

McRuleBook *
mc_rule_book_new_from_json (const char *json, gssize length, GError **error)
{
  GError *wrong = NULL;
  g_autoptr (JsonNode) root = mc_json_parse_object (json, length, &wrong);
  g_autoptr (McRuleBook) self = book_new ();
  JsonArray *rules = root != NULL ? mc_json_array (json_node_get_object (root), "rules", MAX_RULES, &wrong) : NULL;

  if (root != NULL && mc_json_int (json_node_get_object (root), "version", 0, 1000, &wrong) != 1)
    mc_json_fail (&wrong, "version");
  for (guint i = 0; wrong == NULL && i < json_array_get_length (rules); i++)
    {
      JsonObject *object = mc_json_element_object (rules, i, &wrong);
      McRule *rule = object != NULL ? mc_rule_from_json (object, &wrong) : NULL;

      if (rule != NULL)
        add_rule (self, rule);
    }
  if (wrong == NULL)
    check_general (self, &wrong);
  if (wrong == NULL)
    return g_steal_pointer (&self);
  g_propagate_error (error, wrong);
  return NULL;
}

void
mc_rule_book_free (McRuleBook *self)
{
  g_ptr_array_unref (self->general);
  g_hash_table_unref (self->specific);
  g_free (self);
}

McRuleBook *
mc_rule_book_new_default (void)
{
  g_autoptr (GError) error = NULL;
  gssize length;
  const char *text = mc_catalogue_get_text (MC_CATALOGUE_RULES, &length);
  McRuleBook *book = mc_rule_book_new_from_json (text, length, &error);

  if (book == NULL)
    g_error ("the rules of the program are unsound: %s", error->message);
  return book;
}

McRuleBook *
mc_rule_book_get_default (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) mc_rule_book_new_default ());
  return (McRuleBook *) once;
}

/* The day before which an entry holds: that of the next one for the same unit. */
static int
end_of_entry (JsonArray *entries, guint i, const char *unit, GError **error)
{
  for (guint n = i + 1; n < json_array_get_length (entries); n++)
    {
      JsonObject *next = mc_json_element_object (entries, n, error);
      g_autofree char *other = next != NULL ? mc_json_optional_string (next, "unit", error) : NULL;

      if (next != NULL && g_strcmp0 (unit, other) == 0)
        return mc_json_day (next, "since", error);
    }
  return G_MAXINT;
}

/* Whether everybody's rule holds beside an entry of these days: it came meanwhile, or it is the newest before. */
static gboolean
holds_beside (McRuleBook *self, const McRule *general, int since, int until)
{
  if (general->unit != NULL || general->since >= until)
    return FALSE;
  if (general->since > since)
    return TRUE;
  for (guint i = 0; i < self->general->len; i++)
    {
      const McRule *other = g_ptr_array_index (self->general, i);

      if (other->unit == NULL && other->within_day == general->within_day && other->since <= since
          && other->since > general->since)
        return FALSE;
    }
  return TRUE;
}

/* The general rule with what the entry names. (transfer full) (nullable) */
static McRule *
put_over (const McRule *general, const char *procedure, JsonObject *entry, int since, GError **error)
{
  static const char *const members[] = { "since",
                                         "unit",
                                         "basis",
                                         "confirmed",
                                         "response",
                                         "cutoff_rule",
                                         "cutoff_time",
                                         "supplement_policy",
                                         "supplement_limit",
                                         "ask_within",
                                         "max_rounds",
                                         "resume_at",
                                         "max_extensions",
                                         "extend_before_days",
                                         NULL };
  g_autoptr (JsonObject) object = mc_rule_to_json (general);
  g_autoptr (GList) named = json_object_get_members (entry);
  g_autofree char *id = g_strconcat (procedure, "@", general->id, NULL);
  McRule *rule;

  for (GList *at = named; at != NULL; at = at->next)
    {
      if (!g_strv_contains (members, at->data))
        {
          mc_json_fail (error, at->data);
          return NULL;
        }
      json_object_set_member (object, at->data, json_node_copy (json_object_get_member (entry, at->data)));
    }
  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "procedure", procedure);
  rule = mc_rule_from_json (object, error);
  if (rule != NULL)
    rule->since = MAX (since, general->since);
  return rule;
}

gboolean
mc_rule_book_add_procedure (McRuleBook *self, const char *procedure, JsonArray *entries, GError **error)
{
  GError *wrong = NULL;

  g_return_val_if_fail (self != NULL && procedure != NULL && entries != NULL, FALSE);

  for (guint i = 0; wrong == NULL && i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = mc_json_element_object (entries, i, &wrong);
      int since = entry != NULL ? mc_json_day (entry, "since", &wrong) : 0;
      g_autofree char *unit = entry != NULL ? mc_json_optional_string (entry, "unit", &wrong) : NULL;
      int until = entry != NULL ? end_of_entry (entries, i, unit, &wrong) : 0;
      g_autofree char *basis = entry != NULL ? mc_json_string (entry, "basis", &wrong) : NULL;

      if (wrong == NULL && until <= since)
        mc_json_fail (&wrong, "since");
      for (guint n = 0; wrong == NULL && n < self->general->len; n++)
        {
          const McRule *general = g_ptr_array_index (self->general, n);
          McRule *rule
              = holds_beside (self, general, since, until) ? put_over (general, procedure, entry, since, &wrong) : NULL;

          if (rule != NULL)
            add_rule (self, rule);
        }
    }
  if (wrong != NULL)
    g_propagate_error (error, wrong);
  return wrong == NULL;
}

static gboolean
applies (const McRule *rule, const char *unit, gboolean within_day)
{
  return (rule->unit == NULL || g_strcmp0 (rule->unit, unit) == 0) && (!rule->within_day || within_day);
}

/* Whether `rule` goes before `other`, both of which apply. */
static gboolean
is_nearer (const McRule *rule, const McRule *other)
{
  if ((rule->unit != NULL) != (other->unit != NULL))
    return rule->unit != NULL;
  if (rule->within_day != other->within_day)
    return rule->within_day;
  return rule->since > other->since;
}

static const McRule *
find_among (GPtrArray *rules, const char *unit, gboolean within_day, int day)
{
  const McRule *found = NULL;

  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const McRule *rule = g_ptr_array_index (rules, i);

      if (rule->since <= day && applies (rule, unit, within_day) && (found == NULL || is_nearer (rule, found)))
        found = rule;
    }
  return found;
}

static const McRule *
first_of_all (McRuleBook *self)
{
  const McRule *found = NULL;

  for (guint i = 0; i < self->general->len; i++)
    {
      const McRule *rule = g_ptr_array_index (self->general, i);

      if (rule->unit == NULL && !rule->within_day && (found == NULL || rule->since < found->since))
        found = rule;
    }
  return found;
}

const McRule *
mc_rule_book_find (McRuleBook *self, const char *procedure, const char *unit, const McLimit *limit, GDateTime *on)
{
  int day;
  gboolean within_day;
  const McRule *rule;

  g_return_val_if_fail (self != NULL && on != NULL, NULL);

  day = mc_wall_day (mc_wall_from_time (on));
  within_day = limit != NULL && mc_limit_is_within_day (limit);
  rule = procedure != NULL ? find_among (g_hash_table_lookup (self->specific, procedure), unit, within_day, day) : NULL;
  if (rule == NULL)
    rule = find_among (self->general, unit, within_day, day);
  return rule != NULL ? rule : first_of_all (self);
}
