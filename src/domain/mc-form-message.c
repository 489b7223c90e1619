// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "mc-form-json.h"
#include "mc-limit.h"
#include "mc-office.h"
#include "mc-text.h"

#define GAP "…"
#define UNTIL ".until"
/* the fields that papers know */
#define COMPONENTS "components"
#define DEMAND "demand"
#define BASIS "legal_basis"
#define DAYS "applicant_days"
#define REASON "reason"
#define EXPLANATION "explanation"
#define AGENCY "competent_agency"

typedef struct
{
  const McForm *form;
  JsonObject *values; /* nullable: nothing filled in yet */
  const McDossier *dossier;
  GDateTime *at;
} Filler;

static char *
or_nothing (const char *text)
{
  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

static char *
get_text (const Filler *self, const char *name)
{
  return self->values != NULL ? mc_form_get_text (self->values, name) : NULL;
}

static const McComponent *
find_component (GPtrArray *components, const char *id)
{
  for (guint i = 0; i < components->len; i++)
    {
      const McComponent *component = g_ptr_array_index (components, i);

      if (g_strcmp0 (component->id, id) == 0)
        return component;
    }
  return NULL;
}

/* A reason for people, from the catalogue's words and the official's own. (nullable) */
static char *
say_reason (const McFormField *field, JsonObject *entry)
{
  g_autofree char *id = mc_form_get_text (entry, "reason");
  g_autofree char *note = mc_form_get_text (entry, "note");
  const McFormChoice *choice = mc_form_field_find_choice (field, id);

  if (choice == NULL || g_str_equal (choice->id, MC_FORM_OTHER))
    return g_steal_pointer (&note);
  return note != NULL ? g_strdup_printf ("%s: %s", choice->label, note) : g_strdup (choice->label);
}

char *
mc_form_read_reason (const McFormField *field, const char *mark, const char *said, char **note)
{
  g_return_val_if_fail (field != NULL && note != NULL, NULL);

  *note = NULL;
  for (guint i = 0; said != NULL && i < field->choices->len; i++)
    {
      const McFormChoice *choice = g_ptr_array_index (field->choices, i);
      const char *rest = g_str_has_prefix (said, choice->label) ? said + strlen (choice->label) : NULL;

      if (rest == NULL || g_str_equal (choice->id, MC_FORM_OTHER)
          || (choice->mark != NULL && g_strcmp0 (choice->mark, mark) != 0)
          || (*rest != '\0' && !g_str_has_prefix (rest, ": ")))
        continue;
      *note = *rest != '\0' ? g_strdup (rest + strlen (": ")) : NULL;
      return g_strdup (choice->id);
    }
  if (said == NULL || mc_form_field_find_choice (field, MC_FORM_OTHER) == NULL)
    return NULL;
  *note = g_strdup (said);
  return g_strdup (MC_FORM_OTHER);
}

static JsonArray *
get_marks (JsonObject *values, const McFormField *field)
{
  JsonNode *node = values != NULL && field != NULL ? mc_form_get_node (values, field->id) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static void
add_item (GPtrArray *items, const McFormField *field, JsonObject *entry, GPtrArray *components)
{
  g_autofree char *id = mc_form_get_text (entry, "id");
  g_autofree char *mark = mc_form_get_text (entry, "mark");
  const McComponent *component = find_component (components, id);
  McNoticeItem *item;

  if (component == NULL || mark == NULL || g_str_equal (mark, "sufficient"))
    return;
  item = mc_notice_item_new ();
  item->component = g_strdup (component->id);
  item->name = g_strdup (component->name);
  item->copy_kind = g_strdup (component->copy_kind);
  item->quantity = component->quantity;
  item->mark = g_steal_pointer (&mark);
  item->reason = say_reason (field, entry);
  g_ptr_array_add (items, item);
}

/* What is not sufficient, in the dossier's own order. (transfer full) of McNoticeItem */
static GPtrArray *
list_items (const Filler *self, const McFormField *field)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_notice_item_free);
  JsonArray *array = get_marks (self->values, field);

  for (guint c = 0; array != NULL && c < self->dossier->components->len; c++)
    for (guint i = 0; i < json_array_get_length (array); i++)
      {
        JsonNode *node = json_array_get_element (array, i);
        const McComponent *component = g_ptr_array_index (self->dossier->components, c);
        g_autofree char *id
            = JSON_NODE_HOLDS_OBJECT (node) ? mc_form_get_text (json_node_get_object (node), "id") : NULL;

        if (g_strcmp0 (id, component->id) == 0)
          add_item (items, field, json_node_get_object (node), self->dossier->components);
      }
  return items;
}

/* "- Giấy chứng sinh: chưa hợp lệ – Ảnh mờ, không đọc được", a line each. (nullable) */
static char *
say_items (const Filler *self, const McFormField *field)
{
  g_autoptr (GPtrArray) items = list_items (self, field);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      const McNoticeItem *item = g_ptr_array_index (items, i);

      g_string_append_printf (text, "%s- %s: %s%s%s", i > 0 ? "\n" : "", item->name,
                              g_str_equal (item->mark, "missing") ? "chưa đầy đủ" : "chưa hợp lệ",
                              item->reason != NULL ? " – " : "", item->reason != NULL ? item->reason : "");
    }
  return items->len > 0 ? g_string_free_and_steal (g_steal_pointer (&text)) : NULL;
}

/* 0: none */
static int
get_days (const Filler *self, const char *name)
{
  JsonNode *node = self->values != NULL ? mc_form_get_node (self->values, name) : NULL;
  gint64 days = node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64
                    ? json_node_get_int (node)
                    : 0;

  return days > 0 && days <= MC_FORM_MAX_LENGTH ? (int) days : 0;
}

/* (transfer full) (nullable) */
static GDateTime *
get_until (const Filler *self, const char *name)
{
  const McLimit limit = { .unit = MC_LIMIT_WORKING_DAY, .amount = get_days (self, name) };
  const McCutoff none = { MC_CUTOFF_NONE, 0 };
  McOffice *office = mc_office_of_summary (mc_calendar_get_default (), self->dossier->summary);

  return limit.amount > 0 ? mc_limit_end (&limit, &none, office, self->at) : NULL;
}

static char *
say_until (const Filler *self, const char *name)
{
  g_autoptr (GDateTime) until = get_until (self, name);
  g_autoptr (GDateTime) local = until != NULL ? g_date_time_to_timezone (until, mc_calendar_zone ()) : NULL;

  return local != NULL ? g_date_time_format (local, "%d/%m/%Y") : NULL;
}

static char *
say_date (const Filler *self, const char *name)
{
  g_autofree char *text = get_text (self, name);

  if (text == NULL || strlen (text) != strlen ("2026-11-23"))
    return NULL;
  return g_strdup_printf ("%.2s/%.2s/%.4s", text + 8, text + 5, text);
}

/* (nullable) */
static char *
say_named (const Filler *self, const McFormField *field)
{
  g_autofree char *id = get_text (self, field->id);
  const McComponent *component = mc_dossier_find_component (self->dossier, id);
  const McDocument *document = mc_dossier_find_document (self->dossier, id, NULL);

  if (g_str_equal (field->kind, "component"))
    return component != NULL ? g_strdup (component->name) : NULL;
  return document != NULL ? g_strdup (document->name) : NULL;
}

static char *
say_field (const Filler *self, const McFormField *field)
{
  if (g_str_equal (field->kind, "marks"))
    return say_items (self, field);
  if (g_str_equal (field->kind, "days"))
    return get_days (self, field->id) > 0 ? g_strdup_printf ("%d", get_days (self, field->id)) : NULL;
  if (g_str_equal (field->kind, "date"))
    return say_date (self, field->id);
  if (g_str_equal (field->kind, "component") || g_str_equal (field->kind, "document"))
    return say_named (self, field);
  if (g_str_equal (field->kind, "files") || g_str_equal (field->kind, "dossier"))
    return NULL; /* ids that say nothing to anybody */
  if (mc_form_field_is_choice (field))
    {
      g_autofree char *id = get_text (self, field->id);
      const McFormChoice *choice = mc_form_field_find_choice (field, id);

      return choice != NULL && !g_str_equal (choice->id, MC_FORM_OTHER) ? g_strdup (choice->label) : NULL;
    }
  return get_text (self, field->id);
}

/* What a placeholder stands for. (transfer full) (nullable) */
static char *
say (const Filler *self, const char *name)
{
  const McSummary *summary = self->dossier->summary;
  const McFormField *field = mc_form_find_field (self->form, name);

  if (field != NULL)
    return say_field (self, field);
  if (g_str_has_suffix (name, UNTIL))
    {
      g_autofree char *id = g_strndup (name, strlen (name) - strlen (UNTIL));

      return say_until (self, id);
    }
  if (g_str_equal (name, "dossier.code"))
    return or_nothing (summary->code != NULL ? summary->code : summary->provisional_code);
  if (g_str_equal (name, "dossier.procedure"))
    return or_nothing (summary->procedure_name);
  if (g_str_equal (name, "dossier.owner"))
    return or_nothing (summary->owner_name);
  if (g_str_equal (name, "dossier.unit"))
    return or_nothing (summary->received_unit);
  return NULL;
}

/* Appends the template up to end; FALSE when something named in it is not there. One pass: what an official writes is never
 * taken for a placeholder. */
static gboolean
fill (const Filler *self, const char *template, const char *end, GString *text)
{
  gboolean whole = TRUE;

  while (template <end)
    {
      const char *close = *template == '{' ? memchr (template, '}', (gsize) (end - template)) : NULL;
      const char *after = g_str_has_prefix (template, "[[") ? strstr (template, "]]") : NULL;

      if (after != NULL && after < end)
        {
          g_autoptr (GString) part = g_string_new (NULL);

          if (fill (self, template + 2, after, part))
            g_string_append_len (text, part->str, (gssize) part->len);
          template = after + 2;
        }
      else if (close != NULL)
        {
          g_autofree char *name = g_strndup (template + 1, (gsize) (close - template - 1));
          g_autofree char *value = say (self, name);

          g_string_append (text, value != NULL ? value : GAP);
          whole = whole && value != NULL;
          template = close + 1;
        }
      else
        g_string_append_c (text, *template ++);
    }
  return whole;
}

/* Of a refusal: the catalogue's reason, the official's words, the agency that is competent; a line each. (nullable) */
static char *
say_refusal (const Filler *self)
{
  const McFormField *field = mc_form_find_field (self->form, REASON);
  g_autofree char *label = field != NULL ? say_field (self, field) : NULL;
  g_autofree char *words = get_text (self, EXPLANATION);
  g_autofree char *agency = get_text (self, AGENCY);
  g_autoptr (GString) text = g_string_new (label);

  if (words != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", words);
  if (agency != NULL)
    g_string_append_printf (text, "%sCơ quan có thẩm quyền giải quyết: %s", text->len > 0 ? "\n" : "", agency);
  return or_nothing (text->str);
}

/* (nullable) */
static char *
write_message (const Filler *self)
{
  const char *message = self->form->message;
  g_autoptr (GString) text = NULL;

  if (message == NULL)
    return NULL;
  text = g_string_sized_new (strlen (message) * 2);
  fill (self, message, message + strlen (message), text);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

char *
mc_form_message (const McForm *self, const char *values, const McDossier *dossier, GDateTime *at)
{
  g_autoptr (JsonNode) root = mc_form_parse_values (values);
  Filler filler = { self, root != NULL ? json_node_get_object (root) : NULL, dossier, at };

  g_return_val_if_fail (self != NULL && dossier != NULL && dossier->summary != NULL && at != NULL, NULL);

  return write_message (&filler);
}

char *
mc_form_say_value (const McForm *self, const char *field, JsonObject *values, const McDossier *dossier)
{
  Filler filler = { self, values, dossier, NULL };
  const McFormField *found;

  g_return_val_if_fail (self != NULL && dossier != NULL, NULL);

  found = mc_form_find_field (self, field);
  return found != NULL ? say_field (&filler, found) : NULL;
}

char *
mc_form_say_field (const McForm *self, const char *field, const char *values, const McDossier *dossier)
{
  g_autoptr (JsonNode) root = mc_form_parse_values (values);

  return mc_form_say_value (self, field, root != NULL ? json_node_get_object (root) : NULL, dossier);
}

McNotice *
mc_form_make_notice (const McForm *self, const char *action, JsonObject *values, const McDossier *dossier,
                     const char *actor_name, GDateTime *at)
{
  Filler filler = { self, values, dossier, at };
  McNotice *notice;

  g_return_val_if_fail (self != NULL && dossier != NULL && dossier->summary != NULL && at != NULL, NULL);

  notice = mc_notice_new ();
  notice->at = g_date_time_ref (at);
  notice->action = g_strdup (action);
  notice->actor_name = g_strdup (actor_name);
  notice->text = write_message (&filler);
  notice->paper = g_strdup (self->paper);
  notice->due_at = get_until (&filler, DAYS);
  notice->reason = say_refusal (&filler);
  notice->demand = get_text (&filler, DEMAND);
  notice->basis = get_text (&filler, BASIS);
  g_ptr_array_unref (notice->items);
  notice->items = list_items (&filler, mc_form_find_field (self, COMPONENTS));
  return notice;
}

static void
apply_mark (const McFormField *field, JsonObject *entry, GPtrArray *components)
{
  g_autofree char *id = mc_form_get_text (entry, "id");
  g_autofree char *mark = mc_form_get_text (entry, "mark");
  McComponent *component = (McComponent *) find_component (components, id);

  if (component == NULL || mark == NULL)
    return;
  g_set_str (&component->mark, mark);
  g_clear_pointer (&component->mark_reason, g_free);
  component->mark_reason = say_reason (field, entry);
}

void
mc_form_put_marks (const McForm *self, JsonObject *values, GPtrArray *components)
{
  g_return_if_fail (self != NULL && values != NULL && components != NULL);

  for (guint f = 0; f < self->fields->len; f++)
    {
      const McFormField *field = g_ptr_array_index (self->fields, f);
      JsonArray *array = g_str_equal (field->kind, "marks") ? get_marks (values, field) : NULL;

      for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
        if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
          apply_mark (field, json_array_get_object_element (array, i), components);
    }
}

McNotice *
mc_form_notice (const McForm *self, const char *action, const char *values, const McDossier *dossier,
                const char *actor_name, GDateTime *at)
{
  g_autoptr (JsonNode) root = mc_form_parse_values (values);

  return mc_form_make_notice (self, action, root != NULL ? json_node_get_object (root) : NULL, dossier, actor_name, at);
}

void
mc_form_apply_marks (const McForm *self, const char *values, GPtrArray *components)
{
  g_autoptr (JsonNode) root = mc_form_parse_values (values);

  if (root != NULL)
    mc_form_put_marks (self, json_node_get_object (root), components);
}
