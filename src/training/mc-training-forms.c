// SPDX-License-Identifier: GPL-3.0-or-later
/* The catalogue's forms as one official fills them in: who there is to choose from is the portal's to say. */
#include "mc-training-private.h"

#include "mc-form-catalogue.h"
#include "mc-form-json.h"

static void
add_choice (McFormField *field, const char *id, const char *label)
{
  McFormChoice *choice = mc_form_choice_new ();

  choice->id = g_strdup (id);
  choice->label = g_strdup (label);
  g_ptr_array_add (field->choices, choice);
}

/* Colleagues of the same unit who handle dossiers. */
static void
add_officials (McFormField *field, const McAccount *account)
{
  guint count;
  const McAccount *accounts = mc_training_get_accounts (&count);

  for (guint i = 0; i < count; i++)
    if (g_str_equal (accounts[i].unit, account->unit) && g_str_equal (accounts[i].role, "specialist"))
      {
        g_autofree char *label = g_strdup_printf ("%s – %s", accounts[i].name, accounts[i].position);

        add_choice (field, accounts[i].sub, label);
      }
}

/* The other units that have somebody to take a dossier. */
static void
add_units (McFormField *field, const McAccount *account)
{
  guint count;
  const McAccount *accounts = mc_training_get_accounts (&count);

  for (guint i = 0; i < count; i++)
    if (g_str_equal (accounts[i].role, "head") && !g_str_equal (accounts[i].unit, account->unit)
        && mc_form_field_find_choice (field, accounts[i].unit) == NULL)
      add_choice (field, accounts[i].unit, mc_training_find_unit (accounts[i].unit)->name);
}

/* To whom a dossier is handed over: the units that have somebody to take it, the official's own first. */
static void
suggest_takers (McFormField *field, const McAccount *account)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint count;
  const McAccount *accounts = mc_training_get_accounts (&count);

  for (guint turn = 0; turn < 2; turn++)
    for (guint i = 0; i < count; i++)
      if (g_str_equal (accounts[i].role, "head") && (turn > 0 || g_str_equal (accounts[i].unit, account->unit))
          && g_hash_table_add (seen, (gpointer) accounts[i].unit))
        g_strv_builder_add (names, mc_training_find_unit (accounts[i].unit)->name);
  g_strfreev (field->suggestions);
  field->suggestions = g_strv_builder_end (names);
}

static gboolean
is_taker (const McFormField *field)
{
  return g_str_equal (field->id, "taker");
}

static gboolean
is_to_fill (const McForm *form)
{
  for (guint i = 0; i < form->fields->len; i++)
    {
      const McFormField *field = g_ptr_array_index (form->fields, i);

      if ((mc_form_field_is_choice (field) && field->choices->len == 0) || is_taker (field))
        return TRUE;
    }
  return FALSE;
}

/* The catalogue's forms are everybody's: what is filled in is a copy. Takes form. (transfer full) (nullable) */
static McForm *
fill (McForm *form, const McAccount *account)
{
  g_autoptr (JsonObject) shape = NULL;
  McForm *copy;

  if (form == NULL || !is_to_fill (form))
    return form;
  shape = mc_form_to_json (form);
  mc_form_unref (form);
  copy = mc_form_from_json (shape, NULL);
  for (guint i = 0; i < copy->fields->len; i++)
    {
      McFormField *field = g_ptr_array_index (copy->fields, i);

      if (g_str_equal (field->kind, "official"))
        add_officials (field, account);
      else if (g_str_equal (field->kind, "unit"))
        add_units (field, account);
      else if (is_taker (field))
        suggest_takers (field, account);
    }
  return copy;
}

/* Who reads dossiers writes notes on them. */
static gboolean
may_note (const char *action, guint held)
{
  return g_str_equal (action, MC_ACT_NOTE)
         && (held
             & (MC_ROLE_BIT (MC_ROLE_RECEIVER) | MC_ROLE_BIT (MC_ROLE_SPECIALIST) | MC_ROLE_BIT (MC_ROLE_HEAD)
                | MC_ROLE_BIT (MC_ROLE_LEADER) | MC_ROLE_BIT (MC_ROLE_CLERK)));
}

/* Of a dossier of their own unit at least. */
static gboolean
may_set_secrecy (const char *action, const McAccount *account, GDateTime *now)
{
  McCapability capability = g_str_equal (action, MC_ACT_MARK_SECRET) ? MC_CAN_MARK_SECRET : MC_CAN_LIFT_SECRET;

  return mc_act_is_secrecy (action) && mc_training_may_somewhere (account, capability, now);
}

GPtrArray *
mc_training_get_forms (const McAccount *account, GDateTime *now)
{
  GPtrArray *actions = mc_form_catalogue_get_actions (now);
  guint n_rows;
  const McTransition *rows = mc_transitions_get (&n_rows);
  guint held;

  mc_training_grants_in_force (account, now, &held);
  for (guint i = actions->len; i > 0; i--)
    {
      McActionInfo *info = g_ptr_array_index (actions, i - 1);
      gboolean theirs = may_note (info->id, held) || may_set_secrecy (info->id, account, now);

      for (guint r = 0; r < n_rows && !theirs; r++)
        theirs = g_str_equal (rows[r].action, info->id) && (rows[r].roles & held) != 0;
      if (theirs)
        info->form = fill (info->form, account);
      else
        g_ptr_array_remove_index (actions, i - 1);
    }
  return actions;
}

McForm *
mc_training_find_form (const McAccount *account, const char *action, GDateTime *now)
{
  return fill (mc_form_catalogue_find (action, now), account);
}
