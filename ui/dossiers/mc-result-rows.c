// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-result-rows.h"

#include <glib/gi18n.h>

#include "mc-component-row.h"
#include "mc-dossier-words.h"
#include "mc-file-acts.h"

static McComponent *
add_result (GPtrArray *rows, const char *id, const char *state)
{
  McComponent *component = mc_component_new ();

  component->id = g_strconcat (MC_RESULT_COMPONENT, id, NULL);
  component->name = g_strdup (_ ("Result of the procedure"));
  component->source = g_strdup ("result");
  component->copy_kind = g_strdup (state);
  g_ptr_array_add (rows, component);
  return component;
}

static void
copy_documents (GPtrArray *from, GPtrArray *to)
{
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (to, mc_document_copy (g_ptr_array_index (from, i)));
}

GPtrArray *
mc_result_rows_make (const McDossier *dossier, gboolean may_attach)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_component_free);
  gboolean open = FALSE;

  for (guint i = 0; dossier->results != NULL && i < dossier->results->len; i++)
    {
      const McResult *result = g_ptr_array_index (dossier->results, i);
      McComponent *component = add_result (rows, result->id, result->state);

      copy_documents (result->documents, component->documents);
      copy_documents (result->earlier, component->earlier);
      open = open || g_str_equal (result->state, "draft") || g_str_equal (result->state, "signed");
    }
  if (may_attach && !open)
    add_result (rows, "", "none");
  return rows;
}

void
mc_result_rows_show_mark (const McComponent *component, GtkWidget *box, GtkImage *icon, GtkLabel *words)
{
  const char *state = mc_component_row_is_result (component) ? component->copy_kind : NULL;
  gboolean released = g_strcmp0 (state, "released") == 0;

  gtk_widget_set_visible (box, state != NULL);
  if (state == NULL)
    return;
  gtk_label_set_label (words, mc_words_result_mark (state));
  gtk_image_set_from_icon_name (icon, released ? "emblem-ok-symbolic" : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (box, released ? "draft" : "released");
  gtk_widget_add_css_class (box, released ? "released" : "draft");
}
