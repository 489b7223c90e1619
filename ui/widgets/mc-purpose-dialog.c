// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-purpose-dialog.h"

#include <glib/gi18n.h>

#define MAX_PURPOSE 400 /* characters, of the 500 that a portal takes: the name of a file may go with it */

static const char *const purposes[] = {
  N_ ("Compare with the original papers"),
  N_ ("Compare with a national database"),
  N_ ("Write a document or the result of the dossier"),
  N_ ("Get in touch with the applicant"),
};

static void
add_choice (McFormField *field, const char *id, const char *label, const char *needs)
{
  McFormChoice *choice = mc_form_choice_new ();

  choice->id = g_strdup (id);
  choice->label = g_strdup (label);
  choice->needs = g_strdup (needs);
  g_ptr_array_add (field->choices, choice);
}

McReasonDialog *
mc_purpose_dialog_new (const char *title, const char *about, const char *question, const char *confirm)
{
  McFormField *field = mc_form_field_new ();
  g_autofree char *heading = g_strdup_printf ("%s\n%s", about, question);
  McReasonDialog *dialog;

  field->max_length = MAX_PURPOSE;
  for (guint i = 0; i < G_N_ELEMENTS (purposes); i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      add_choice (field, id, _ (purposes[i]), NULL);
    }
  add_choice (field, MC_FORM_OTHER, _ ("Other"), "note");
  dialog = mc_reason_dialog_new (field, heading, NULL, NULL);
  mc_form_field_free (field);
  mc_reason_dialog_set_words (dialog, title, question, confirm);
  return dialog;
}

char *
mc_purpose_dialog_read (const char *id, const char *note)
{
  return g_strdup (note != NULL ? note : _ (purposes[g_ascii_strtoull (id, NULL, 10)]));
}
