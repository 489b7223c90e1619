// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-form.h"

G_DEFINE_BOXED_TYPE (McForm, mc_form, mc_form_ref, mc_form_unref)

McForm *
mc_form_new (void)
{
  McForm *self = g_new0 (McForm, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->any_of = g_new0 (char *, 1);
  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_form_field_free);
  return self;
}

McForm *
mc_form_ref (McForm *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mc_form_unref (McForm *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->paper);
  g_free (self->message);
  g_strfreev (self->any_of);
  g_ptr_array_unref (self->fields);
  g_free (self);
}

McFormChoice *
mc_form_choice_new (void)
{
  return g_new0 (McFormChoice, 1);
}

void
mc_form_choice_free (McFormChoice *self)
{
  g_free (self->id);
  g_free (self->label);
  g_free (self->mark);
  g_free (self->needs);
  g_free (self);
}

McFormField *
mc_form_field_new (void)
{
  McFormField *self = g_new0 (McFormField, 1);

  self->max_length = self->min = self->max = -1;
  self->types = g_new0 (char *, 1);
  self->max_bytes = -1;
  self->marks = g_new0 (char *, 1);
  self->suggestions = g_new0 (char *, 1);
  self->choices = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_form_choice_free);
  return self;
}

void
mc_form_field_free (McFormField *self)
{
  g_free (self->id);
  g_free (self->label);
  g_free (self->kind);
  g_free (self->required_when);
  g_free (self->help);
  g_free (self->default_value);
  g_strfreev (self->types);
  g_strfreev (self->marks);
  g_strfreev (self->suggestions);
  g_ptr_array_unref (self->choices);
  g_free (self);
}

void
mc_form_error_free (McFormError *self)
{
  g_free (self->field);
  g_free (self->item);
  g_free (self->code);
  g_free (self->detail);
  g_free (self);
}

const McFormField *
mc_form_find_field (const McForm *self, const char *id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->fields->len; i++)
    {
      const McFormField *field = g_ptr_array_index (self->fields, i);

      if (g_strcmp0 (field->id, id) == 0)
        return field;
    }
  return NULL;
}

const McFormChoice *
mc_form_field_find_choice (const McFormField *self, const char *id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->choices->len; i++)
    {
      const McFormChoice *choice = g_ptr_array_index (self->choices, i);

      if (g_strcmp0 (choice->id, id) == 0)
        return choice;
    }
  return NULL;
}

const char *
mc_form_choice_get_mark (const McFormChoice *self, const McComponent *component)
{
  g_return_val_if_fail (self != NULL && component != NULL, "invalid");

  if (self->mark != NULL)
    return self->mark;
  return component->documents->len == 0 ? "missing" : "invalid";
}

gboolean
mc_form_field_is_asked (const McFormField *self, const McDossier *dossier)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return g_strcmp0 (self->required_when, MC_FORM_SECOND_ROUND) != 0
         || (dossier != NULL && mc_dossier_count_requests (dossier) > 0);
}

gboolean
mc_form_field_is_choice (const McFormField *self)
{
  static const char *const kinds[] = { "choice", "official", "unit", NULL };

  g_return_val_if_fail (self != NULL, FALSE);

  return g_strv_contains (kinds, self->kind);
}
