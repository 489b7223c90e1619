// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-codecs.h"

#include <string.h>

#include "codec-samples.h"
#include "mc-json-text.h"

/* A kind of message: a whole one, and reading it and writing it again. */
typedef struct
{
  const char *name;
  const char *text;
  JsonNode *(*again) (GBytes *bytes, GError **error);
} Kind;

/* An array that is bounded, by its path. */
typedef struct
{
  const char *kind;
  const char *path;
  guint max;
} Bound;

#define DEFINE_AGAIN(name, Type)                                                                                       \
  static JsonNode *again_##name (GBytes *bytes, GError **error)                                                        \
  {                                                                                                                    \
    g_autoptr (Type) value = mc_codec_##name##_parse (bytes, error);                                                   \
    return value != NULL ? mc_codec_##name##_build (value) : NULL;                                                     \
  }

DEFINE_AGAIN (about, McAbout)
DEFINE_AGAIN (me, McMe)
DEFINE_AGAIN (dossier, McDossier)
DEFINE_AGAIN (act, McAct)

static JsonNode *
again_outcome (GBytes *bytes, GError **error)
{
  g_autoptr (McOutcome) outcome = mc_codec_outcome_parse (bytes, error);
  g_autofree char *text = outcome != NULL ? mc_codec_outcome_text (outcome) : NULL;

  return text != NULL ? json_from_string (text, NULL) : NULL;
}

/* Written as text, from summaries kept as text. */
static JsonNode *
again_changes (GBytes *bytes, GError **error)
{
  g_autoptr (McChanges) page = mc_codec_changes_parse (bytes, error);
  g_autoptr (McChangesWriter) writer = mc_changes_writer_new ();
  g_autoptr (GBytes) text = NULL;

  if (page == NULL)
    return NULL;
  for (guint i = 0; i < page->changes->len; i++)
    {
      const McChange *change = g_ptr_array_index (page->changes, i);
      g_autofree char *summary = change->summary != NULL ? mc_codec_summary_text (change->summary) : NULL;

      if (summary != NULL)
        {
          g_autoptr (GString) actions = g_string_new (NULL);

          mc_put_strings (actions, NULL, (const char *const *) change->summary->actions);
          mc_changes_writer_add (writer, change->kind, change->id, summary, strlen (summary), actions->str);
        }
      else
        mc_changes_writer_remove (writer, change->kind, change->id);
    }
  g_assert_cmpuint (mc_changes_writer_get_length (writer), ==, page->changes->len);
  text = mc_changes_writer_finish (writer, page->next, page->more, page->snapshot, page->total);
  return mc_codec_parse_object (text, error);
}

static JsonNode *
again_summary (GBytes *bytes, GError **error)
{
  g_autoptr (JsonNode) root = mc_codec_parse_object (bytes, error);
  g_autoptr (McSummary) summary = root != NULL ? mc_codec_summary_read (json_node_get_object (root), error) : NULL;

  return summary != NULL ? mc_codec_summary_build (summary) : NULL;
}

static const Kind kinds[] = {
  { "about", ABOUT, again_about },
  { "me", ME, again_me },
  { "summary", SUMMARY, again_summary },
  { "changes", CHANGES, again_changes },
  { "tombstone", TOMBSTONE, again_changes },
  { "dossier", DOSSIER, again_dossier },
  { "act", ACT, again_act },
  { "outcome", OUTCOME, again_outcome },
};

static const Bound bounds[] = {
  { "about", "scopes", 32 },
  { "about", "redirect_ports", 64 },
  { "about", "uploads/media_types", 64 },
  { "me", "roles", 32 },
  { "me", "grants", 64 },
  { "me", "permissions", 32 },
  { "me", "permissions/0/can", 32 },
  { "me", "queues", 64 },
  { "me", "queues/0/filter", 32 },
  { "me", "queues/0/filter/0/values", 64 },
  { "me", "actions", 256 },
  { "me", "actions/0/form/any_of", 32 },
  { "me", "actions/0/form/fields", 64 },
  { "me", "actions/0/form/fields/0/marks", 32 },
  { "me", "actions/0/form/fields/0/choices", 128 },
  { "dossier", "notices", 500 },
  { "dossier", "notices/0/items", 500 },
  { "summary", "actions", 64 },
  { "tombstone", "changes", 5000 }, /* summaries would pass the bound of bytes first */
  { "dossier", "components", 500 },
  { "dossier", "components/0/documents", 200 },
  { "dossier", "history", 5000 },
  { "dossier", "clock/events", 5000 },
  { "dossier", "payments", 200 },
  { "dossier", "payments/0/lines", 200 },
  { "dossier", "results", 200 },
  { "dossier", "results/0/documents", 200 },
  { "dossier", "notes", 2000 },
  { "dossier", "same_person/dossiers", 50 },
};

static JsonNode *
parse (const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);
  return json_parser_steal_root (parser);
}

static JsonNode *
again_text (const Kind *kind, const char *text, gssize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);

  return kind->again (bytes, error);
}

static JsonNode *
again_node (const Kind *kind, JsonNode *node, GError **error)
{
  g_autofree char *text = json_to_string (node, FALSE);

  return again_text (kind, text, -1, error);
}

static void
expect_same (const Kind *kind, JsonNode *node, JsonNode *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) made = again_node (kind, node, &error);
  g_autofree char *got = NULL;
  g_autofree char *wanted = NULL;

  g_assert_no_error (error);
  if (json_node_equal (made, expected))
    return;
  got = json_to_string (made, TRUE);
  wanted = json_to_string (expected, TRUE);
  g_assert_cmpstr (got, ==, wanted);
}

static void
expect_refused (const Kind *kind, JsonNode *node, const char *what)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) made = again_node (kind, node, &error);

  if (made != NULL)
    g_error ("%s: taken all the same: %s", kind->name, what);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
expect_text_refused (const Kind *kind, const char *text, gssize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) made = again_text (kind, text, length, &error);

  g_assert_null (made);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

/* Paths of all members, "components/0/name". Not into the form of an act, which is the act's own. */
static void
collect (JsonNode *node, const char *path, GPtrArray *paths)
{
  if (JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) > 0)
    {
      g_autofree char *inner = g_strconcat (path, "/0", NULL);

      collect (json_array_get_element (json_node_get_array (node), 0), inner, paths);
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *value;

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, &name, &value))
        {
          g_autofree char *inner = *path != '\0' ? g_strconcat (path, "/", name, NULL) : g_strdup (name);

          g_ptr_array_add (paths, g_strdup (inner));
          if (!g_str_equal (inner, "form"))
            collect (value, inner, paths);
        }
    }
}

static GPtrArray *
paths_of (const Kind *kind)
{
  g_autoptr (JsonNode) root = parse (kind->text);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  collect (root, "", paths);
  g_assert_cmpuint (paths->len, >, 2);
  return paths;
}

static const char *
name_of (const char *path)
{
  const char *slash = strrchr (path, '/');

  return slash != NULL ? slash + 1 : path;
}

/* The object that holds the last word of the path. */
static JsonObject *
holder_of (JsonNode *root, const char *path)
{
  g_auto (GStrv) words = g_strsplit (path, "/", -1);
  JsonNode *node = root;

  for (guint i = 0; words[i + 1] != NULL; i++)
    node = JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_element (json_node_get_array (node), 0)
                                        : json_object_get_member (json_node_get_object (node), words[i]);
  return json_node_get_object (node);
}

/* value: JSON text; NULL takes the member away. */
static JsonNode *
changed (const Kind *kind, const char *path, const char *value)
{
  JsonNode *root = parse (kind->text);
  JsonObject *holder = holder_of (root, path);

  if (value == NULL)
    json_object_remove_member (holder, name_of (path));
  else
    {
      g_autofree char *wrapped = g_strdup_printf ("[%s]", value);
      g_autoptr (JsonNode) array = parse (wrapped);

      json_object_set_member (holder, name_of (path), json_array_dup_element (json_node_get_array (array), 0));
    }
  return root;
}

static void
test_round_trip (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (JsonNode) root = parse (kind->text);

  expect_same (kind, root, root);
}

static void
test_unknown_members (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (JsonNode) root = parse (kind->text);
  g_autoptr (GPtrArray) paths = paths_of (kind);

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      g_autofree char *place = g_strndup (path, strlen (path) - strlen (name_of (path)));
      g_autofree char *strange = g_strconcat (place, "strange", NULL);
      g_autoptr (JsonNode) node = changed (kind, strange, "{\"a\":[1,{\"b\":null}]}");

      expect_same (kind, node, root);
    }
}

/* The act's form in the catalogue may be null, that of an act that is sent may not. */
static gboolean
is_nullable (const Kind *kind, const char *path)
{
  if (g_str_equal (path, "delivery"))
    return g_str_equal (kind->name, "dossier");
  for (guint i = 0; i < G_N_ELEMENTS (needed_paths); i++)
    if (g_pattern_match_simple (needed_paths[i], path))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (nullable_paths); i++)
    if (g_pattern_match_simple (nullable_paths[i], path))
      return TRUE;
  return g_strv_contains (nullable, name_of (path)) || g_str_equal (path, "actions/0/form");
}

/* Without it there is a cut-off whose hour nobody knows: a rule that cannot be counted by. */
static gboolean
is_cutoff (const char *path)
{
  return g_str_equal (name_of (path), "cutoff_time");
}

/* Of a summary, wherever it stands: a step is what no other part has. */
static gboolean
is_left_out (JsonNode *root, const char *path)
{
  static const char *const names[] = { "code",
                                       "provisional_code",
                                       "field_name",
                                       "owner_id_masked",
                                       "submitter_name",
                                       "received_unit",
                                       "competent_unit",
                                       "handler_id",
                                       "handler_name",
                                       "accepted_at",
                                       "response_due_at",
                                       "due_at",
                                       "warn_at",
                                       "finished_at",
                                       "supplement_due_at",
                                       "step_due_at",
                                       "fee_due",
                                       "fee_paid",
                                       "fee_paid_at",
                                       "sent_back",
                                       "secret",
                                       NULL };

  return g_strv_contains (names, name_of (path)) && json_object_has_member (holder_of (root, path), "local_step");
}

static void
test_missing (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (GPtrArray) paths = paths_of (kind);
  g_autoptr (JsonNode) root = parse (kind->text);

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      g_autoptr (JsonNode) missing = changed (kind, path, NULL);
      g_autoptr (JsonNode) null = changed (kind, path, "null");

      if (is_cutoff (path))
        {
          g_autofree char *rule = g_strndup (path, strlen (path) - strlen ("/cutoff_time"));
          g_autoptr (JsonNode) none = changed (kind, rule, "null");

          expect_same (kind, missing, none);
          expect_same (kind, null, none);
        }
      else if (g_str_equal (path, "oldest_contract"))
        {
          /* a portal that says nothing of older versions speaks this one alone */
          expect_same (kind, missing, root);
          expect_same (kind, null, root);
        }
      else if (is_left_out (root, path) || g_str_equal (path, "queues/0/total"))
        {
          /* a summary is to be small: what is not there is left out */
          expect_same (kind, missing, missing);
          expect_same (kind, null, missing);
        }
      else if (g_str_equal (path, "outline"))
        {
          /* a dossier from before there was the word was read whole */
          g_autoptr (JsonNode) none = changed (kind, path, "false");

          expect_same (kind, missing, none);
          expect_same (kind, null, none);
        }
      else if (g_str_equal (path, "notices"))
        {
          /* a dossier kept from before there were any has none */
          g_autoptr (JsonNode) none = changed (kind, path, "[]");

          expect_same (kind, missing, none);
          expect_refused (kind, null, path);
        }
      else if (is_nullable (kind, path))
        {
          /* no data stays no data: null, never 0, "" or gone */
          expect_same (kind, null, null);
          expect_same (kind, missing, null);
        }
      else
        {
          expect_refused (kind, missing, path);
          expect_refused (kind, null, path);
        }
    }
}

static void
test_wrong_types (gconstpointer data)
{
  const Kind *kind = data;
  static const char *const values[] = { "\"x\"", "7", "1.5", "1e300", "true", "[]", "{}", "[[]]", "[null]", "[7]" };
  g_autoptr (GPtrArray) paths = paths_of (kind);

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      g_autoptr (JsonNode) root = parse (kind->text);
      JsonNode *old = json_object_get_member (holder_of (root, path), name_of (path));
      GType type = JSON_NODE_HOLDS_VALUE (old) ? json_node_get_value_type (old) : G_TYPE_NONE;

      for (guint v = 0; v < G_N_ELEMENTS (values); v++)
        {
          g_autoptr (JsonNode) node = changed (kind, path, values[v]);
          JsonNode *new = json_object_get_member (holder_of (node, path), name_of (path));

          if (JSON_NODE_HOLDS_NULL (old) && g_str_equal (values[v], "7"))
            continue; /* what a null stands for has its type too: all of them are numbers here */
          if (json_node_get_node_type (new) == json_node_get_node_type (old)
              && (JSON_NODE_HOLDS_VALUE (new)    ? json_node_get_value_type (new) == type
                  : JSON_NODE_HOLDS_OBJECT (new) ? g_str_equal (path, "form")
                                                 : g_str_equal (values[v], "[]")))
            continue;
          if (g_str_equal (name_of (path), "redirect_ports") && g_str_equal (values[v], "[]"))
            continue;
          expect_refused (kind, node, path);
        }
    }
}

static void
test_long_strings (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (GPtrArray) paths = paths_of (kind);
  g_autofree char *filler = g_strnfill (20001, 'a');
  g_autofree char *value = g_strdup_printf ("\"%s\"", filler);

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      g_autoptr (JsonNode) node = changed (kind, path, value);

      expect_refused (kind, node, path);
    }
}

static void
test_bytes (gconstpointer data)
{
  const Kind *kind = data;
  g_autofree char *deep = g_strnfill (200000, '[');
  g_autofree char *deep_member = g_strdup_printf ("{\"x\":%s", deep);
  g_autofree char *blanks = g_strnfill (MC_CODEC_MAX_BYTES, ' ');
  g_autofree char *large = g_strconcat (kind->text, blanks, NULL);
  g_autofree char *trailing = g_strconcat (kind->text, "x", NULL);
  g_autofree char *twice = g_strconcat (kind->text, kind->text, NULL);
  g_autofree char *array = g_strdup_printf ("[%s]", kind->text);
  g_autofree char *comment = g_strconcat ("/* */", kind->text, NULL);
  g_autofree char *cut = g_strndup (kind->text, strlen (kind->text) - 1);
  static const char *const texts[] = { "{",
                                       "}",
                                       "[]",
                                       "null",
                                       "7",
                                       "\"x\"",
                                       "{'a':1}",
                                       "{\"a\":1,}",
                                       "{a:1}",
                                       " ",
                                       "{\"a\":\"\xff\"}",
                                       "{\"a\":\"\xc0\x80\"}",
                                       "{\"a\":\"\xed\xa0\x80\"}",
                                       "{\"a\":nan}",
                                       "{\"a\":\"\n\"}",
                                       "\xff\xfe{\0}",
                                       "{}" };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) nothing = kind->again (NULL, &error);

  g_assert_null (nothing);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  expect_text_refused (kind, "", 0);
  expect_text_refused (kind, "{\0}", 3);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    expect_text_refused (kind, texts[i], -1);
  expect_text_refused (kind, deep, -1);
  expect_text_refused (kind, deep_member, -1);
  expect_text_refused (kind, large, -1);
  expect_text_refused (kind, trailing, -1);
  expect_text_refused (kind, twice, -1);
  expect_text_refused (kind, array, -1);
  expect_text_refused (kind, comment, -1);
  expect_text_refused (kind, cut, -1);
}

/* A string cut in the middle of a character is not UTF-8, wherever it stands. */
static void
test_invalid_utf8 (gconstpointer data)
{
  const Kind *kind = data;
  gsize size = strlen (kind->text);

  for (gsize i = 0; i < size; i++)
    {
      g_autofree char *copy = NULL;

      if ((guchar) kind->text[i] < 0x80)
        continue;
      copy = g_strdup (kind->text);
      copy[i] = 'a';
      if (!g_utf8_validate (copy, -1, NULL))
        expect_text_refused (kind, copy, -1);
    }
}

/* Bytes changed at random: never a crash, and what is taken is the same after another turn. */
static void
test_noise (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_str_hash (kind->name));
  gsize size = strlen (kind->text);
  static const char bits[] = "{}[]\",:0129-.eE\\untrfals \t\n";

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *copy = g_strdup (kind->text);
      g_autoptr (JsonNode) made = NULL;

      for (int n = g_rand_int_range (rand, 1, 5); n > 0; n--)
        copy[g_rand_int_range (rand, 0, (gint32) size)] = g_rand_boolean (rand)
                                                              ? bits[g_rand_int_range (rand, 0, sizeof bits - 1)]
                                                              : (char) g_rand_int_range (rand, 1, 256);
      made = again_text (kind, copy,
                         g_rand_int_range (rand, 0, 8) == 0 ? g_rand_int_range (rand, 0, (gint32) size) : -1, NULL);
      if (made != NULL)
        expect_same (kind, made, made);
    }
}

static const Kind *
find_kind (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, name))
      return &kinds[i];
  g_assert_not_reached ();
}

static void
test_bounds (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    {
      const Kind *kind = find_kind (bounds[i].kind);
      g_autoptr (JsonNode) root = parse (kind->text);
      JsonArray *array = json_object_get_array_member (holder_of (root, bounds[i].path), name_of (bounds[i].path));

      while (json_array_get_length (array) < bounds[i].max)
        json_array_add_element (array, json_array_dup_element (array, 0));
      expect_same (kind, root, root);
      json_array_add_element (array, json_array_dup_element (array, 0));
      expect_refused (kind, root, bounds[i].path);
    }
}

static void
expect_survives (const char *kind_name, const char *path, const char *value)
{
  const Kind *kind = find_kind (kind_name);
  g_autoptr (JsonNode) node = changed (kind, path, value);

  expect_same (kind, node, node);
}

static void
expect_value_refused (const char *kind_name, const char *path, const char *value)
{
  const Kind *kind = find_kind (kind_name);
  g_autoptr (JsonNode) node = changed (kind, path, value);
  g_autofree char *what = g_strdup_printf ("%s = %s", path, value);

  expect_refused (kind, node, what);
}

static void
test_unknown_words (void)
{
  static const struct
  {
    const char *kind;
    const char *path;
  } words[] = { { "summary", "channel" },
                { "summary", "local_step" },
                { "summary", "delivery" },
                { "summary", "payment" },
                { "summary", "sync" },
                { "dossier", "components/0/copy_kind" },
                { "dossier", "components/0/mark" },
                { "dossier", "components/0/source" },
                { "dossier", "limit/unit" },
                { "dossier", "history/0/action" },
                { "me", "queues/0/order" },
                { "outcome", "action" },
                { "me", "actions/0/form/paper" },
                { "me", "actions/0/form/fields/0/kind" },
                { "dossier", "notices/0/action" },
                { "dossier", "notices/0/items/0/mark" },
                { "dossier", "owner/kind" },
                { "dossier", "notices/0/channel" },
                { "dossier", "clock/events/0/kind" },
                { "dossier", "clock/events/0/cause" },
                { "dossier", "clock/events/0/limit/unit" },
                { "dossier", "payments/0/state" },
                { "dossier", "payments/0/method" },
                { "dossier", "results/0/state" },
                { "dossier", "results/0/kind" },
                { "dossier", "delivery/state" },
                { "act", "action" } };
  /* a rule that this version cannot count by is none, and the dossier is read all the same */
  static const char *const rule_words[] = { "cutoff_rule", "supplement_policy", "resume_at", "early", "since" };
  const Kind *dossier = find_kind ("dossier");
  g_autoptr (JsonNode) no_rule = changed (dossier, "clock/result_rule", "null");

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    expect_survives (words[i].kind, words[i].path, "\"chưa từng thấy\"");
  for (guint i = 0; i < G_N_ELEMENTS (rule_words); i++)
    {
      g_autofree char *path = g_strconcat ("clock/result_rule/", rule_words[i], NULL);
      g_autoptr (JsonNode) node = changed (dossier, path, "\"chưa từng thấy\"");

      expect_same (dossier, node, no_rule);
    }
  expect_survives ("summary", "national_state", "0");
  expect_survives ("summary", "national_state", "42");
  expect_survives ("summary", "actions", "[\"new_act\",\"accept\"]");
  expect_survives ("me", "roles", "[\"new_role\"]");
  expect_survives ("me", "roles", "[]");
  expect_survives ("me", "grants/0/state", "\"suspended\"");
  expect_survives ("me", "permissions/0/can", "[\"new_capability\"]");
}

static void
test_ranges (void)
{
  static const char *const times[] = { "\"\"",
                                       "\"now\"",
                                       "\"2026-11-23\"",
                                       "\"2026-11-23T03:42:00\"",
                                       "\"2026-02-30T03:42:00Z\"",
                                       "\"2026-11-23 03:42:00Z\"",
                                       "\"2026-11-23T24:42:00Z\"" };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      expect_value_refused ("summary", "submitted_at", times[i]);
      expect_value_refused ("summary", "due_at", times[i]);
      expect_value_refused ("act", "performed_at", times[i]);
    }
  expect_value_refused ("summary", "national_state", "-1");
  expect_value_refused ("summary", "national_state", "1000");
  expect_value_refused ("summary", "version", "0");
  expect_value_refused ("summary", "version", "9223372036854775807");
  expect_value_refused ("summary", "version", "99999999999999999999");
  expect_value_refused ("summary", "handling_version", "-3");
  expect_value_refused ("dossier", "fee", "-1");
  expect_value_refused ("dossier", "sets", "0");
  expect_value_refused ("dossier", "components/0/quantity", "-1");
  expect_value_refused ("dossier", "components/0/documents/0/size", "-5");
  expect_value_refused ("dossier", "limit/amount", "4000");
  expect_value_refused ("about", "lease_days", "0");
  expect_value_refused ("about", "lease_days", "31");
  expect_value_refused ("about", "contract", "0");
  expect_value_refused ("about", "oldest_contract", "2");
  expect_value_refused ("about", "oldest_client", "\"1.x\"");
  expect_value_refused ("about", "oldest_client", "\"\"");
  expect_value_refused ("about", "oldest_client", "\"1.2.3.4.5\"");
  expect_value_refused ("about", "issuer", "\"http://portal.example.gov.vn/oidc\"");
  expect_value_refused ("about", "issuer", "\"file:///etc/passwd\"");
  expect_value_refused ("changes", "total", "-1");
  expect_value_refused ("me", "actions/0/undo_seconds", "-1");
  expect_value_refused ("me", "actions/0/undo_seconds", "601");
  expect_value_refused ("me", "queues/0/filter/0/op", "\"like\"");
  expect_value_refused ("me", "queues/0/filter/0/field", "\"id; DROP TABLE dossiers\"");
  expect_value_refused ("me", "queues/0/filter/0/values", "[]");
  expect_value_refused ("me", "actions/0/form/fields/0/max_length", "10001");
  expect_value_refused ("me", "actions/0/form/fields/0/min", "-1");
  expect_value_refused ("dossier", "notices/0/items/0/quantity", "-1");
  expect_survives ("me", "actions/0/form/fields/0/max", "0");
  expect_survives ("dossier", "fee", "0");
  expect_survives ("dossier", "limit/amount", "0");
  expect_survives ("dossier", "components/0/documents/0/size", "0");
  expect_survives ("changes", "total", "0");
}

static void
test_ports (void)
{
  static const char *const bad[]
      = { "[1023]", "[65536]", "[-1]", "[\"45678\"]", "[45678.5]", "[true]", "[null]", "[[]]", "[{}]", "[45678,null]" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    expect_value_refused ("about", "redirect_ports", bad[i]);
  expect_survives ("about", "redirect_ports", "[]");
  expect_survives ("about", "redirect_ports", "[1024,65535]");
}

static void
test_changes (void)
{
  const Kind *kind = find_kind ("changes");
  g_autoptr (GBytes) bytes = g_bytes_new_static (TOMBSTONE, strlen (TOMBSTONE));
  g_autoptr (McChanges) page = mc_codec_changes_parse (bytes, NULL);
  const McChange *change = g_ptr_array_index (page->changes, 0);
  g_autoptr (JsonNode) other = changed (kind, "changes/0/id", "\"0199a0f2-3c41-7b1e-8a52-00000000002b\"");

  g_assert_null (change->summary);
  g_assert_cmpint (page->total, ==, -1);
  g_assert_true (page->more);
  expect_refused (kind, other, "an upsert of another record");
  expect_value_refused ("changes", "changes/0/op", "\"vanish\"");
}

static McSummary *
summary_with_owner (const char *escaped)
{
  g_autofree char *value = g_strdup_printf ("\"%s\"", escaped);
  g_autoptr (JsonNode) node = changed (find_kind ("summary"), "owner_name", value);

  return mc_codec_summary_read (json_node_get_object (node), NULL);
}

/* Text comes out in NFC, without controls and without marks that turn its direction. */
static void
test_text (void)
{
  static const struct
  {
    const char *given;
    const char *clean;
  } texts[] = {
    { "Nguye\\u0302\\u0303n Thi\\u0323", "Nguyễn Thị" },
    { "Nguy\xe1\xbb\x85n", "Nguyễn" },
    { "A\\u0007B\\u001bC", "ABC" },
    { "A\\u202eB\\u2066C", "ABC" },
    { "A\\nB\\tC", "A\nB\tC" },
    { "\\ud83d\\ude00", "😀" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (McSummary) summary = summary_with_owner (texts[i].given);

      g_assert_nonnull (summary);
      g_assert_cmpstr (summary->owner_name, ==, texts[i].clean);
    }
}

/* Half a pair of surrogates is no character. */
static void
test_surrogates (void)
{
  static const char *const halves[] = { "\\ud800", "\\udc00", "\\ud800\\u0041", "\\ud800x" };

  for (guint i = 0; i < G_N_ELEMENTS (halves); i++)
    {
      g_autofree char *value = g_strdup_printf ("\"owner_name\":\"%s\"", halves[i]);
      g_autoptr (GString) text = g_string_new (SUMMARY);
      g_autoptr (JsonNode) made = NULL;

      g_assert_cmpuint (g_string_replace (text, "\"owner_name\":\"Giàng A Sử\"", value, 1), ==, 1);
      made = again_text (find_kind ("summary"), text->str, -1, NULL);
      if (made != NULL)
        {
          const char *name = json_object_get_string_member (json_node_get_object (made), "owner_name");

          g_assert_true (g_utf8_validate (name, -1, NULL));
        }
    }
}

static void
test_large_form (void)
{
  g_autofree char *filler = g_strnfill (256 * 1024, 'a');
  g_autofree char *text = g_strdup_printf (
      "{\"action\":\"accept\",\"performed_at\":\"2026-11-23T03:42:00Z\",\"form\":{\"x\":\"%s\"}}", filler);

  expect_text_refused (find_kind ("act"), text, -1);
}

/* A portal that knows more kinds of records is no reason to stop; what it tells of them is left out, whatever it is. */
static void
test_unknown_kinds (void)
{
  static const char text[]
      = "{\"changes\":[{\"kind\":\"inquiry\",\"id\":\"a\",\"op\":\"upsert\",\"summary\":{\"id\":\"a\"}},"
        "{\"kind\":\"dossier\",\"id\":\"b\",\"op\":\"remove\"},"
        "{\"kind\":\"inquiry\",\"id\":\"c\",\"op\":\"remove\"},{\"kind\":\"petition\",\"new\":7}],"
        "\"next\":\"l_1~2\",\"more\":true,\"snapshot\":false,\"total\":null}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (McChanges) changes = mc_codec_changes_parse (bytes, &error);
  const McChange *change;

  g_assert_no_error (error);
  g_assert_cmpuint (changes->changes->len, ==, 1);
  change = g_ptr_array_index (changes->changes, 0);
  g_assert_cmpstr (change->id, ==, "b");
  g_assert_cmpstr (changes->next, ==, "l_1~2");
}

/* A notice of the stream: what it is about, and nothing that is not as agreed. */
static void
test_alert (void)
{
  static const char assigned[]
      = "{\"id\":\"019a0000-0000-7000-8000-000000000001\",\"at\":\"2026-11-23T03:00:00Z\","
        "\"kind\":\"assigned\",\"dossier\":\"019a0000-0000-7000-8000-000000000002\",\"count\":null,"
        "\"text\":null}";
  static const char *const wrong[] = {
    "", "[]", "{}", "{\"kind\":5}", "{\"kind\":\"due_today\",\"count\":0}", "{\"kind\":\"due_today\",\"count\":\"3\"}"
  };
  g_autoptr (GBytes) bytes = g_bytes_new_static (assigned, sizeof assigned - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (McAlert) alert = mc_codec_alert_parse (bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (alert->kind, ==, "assigned");
  g_assert_cmpstr (alert->dossier, ==, "019a0000-0000-7000-8000-000000000002");
  g_assert_cmpint (alert->count, ==, -1);
  g_assert_null (alert->text);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GBytes) bad = g_bytes_new_static (wrong[i], strlen (wrong[i]));
      g_autoptr (GError) why = NULL;

      g_assert_null (mc_codec_alert_parse (bad, &why));
      g_assert_nonnull (why);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    GTestDataFunc func;
  } each[] = {
    { "round-trip", test_round_trip },     { "unknown-members", test_unknown_members },
    { "missing-or-null", test_missing },   { "wrong-types", test_wrong_types },
    { "long-strings", test_long_strings }, { "bytes", test_bytes },
    { "invalid-utf8", test_invalid_utf8 }, { "noise", test_noise },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint i = 0; i < G_N_ELEMENTS (each); i++)
      {
        g_autofree char *path = g_strdup_printf ("/codecs/%s/%s", kinds[k].name, each[i].name);

        g_test_add_data_func (path, &kinds[k], each[i].func);
      }
  g_test_add_func ("/codecs/arrays-are-bounded", test_bounds);
  g_test_add_func ("/codecs/unknown-words-survive", test_unknown_words);
  g_test_add_func ("/codecs/numbers-and-times-have-a-range", test_ranges);
  g_test_add_func ("/codecs/ports", test_ports);
  g_test_add_func ("/codecs/changes", test_changes);
  g_test_add_func ("/codecs/text-comes-out-clean", test_text);
  g_test_add_func ("/codecs/half-characters", test_surrogates);
  g_test_add_func ("/codecs/large-form", test_large_form);
  g_test_add_func ("/codecs/changes/unknown-kinds", test_unknown_kinds);
  g_test_add_func ("/codecs/alert", test_alert);
  return g_test_run ();
}
