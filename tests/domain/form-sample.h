// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-form-catalogue.h"
#include "mc-form-json.h"

/* A dossier for forms: two papers to hand in, one without a document, and data that the state has. */
static inline McDossier *
form_dossier (void)
{
  static const char *const names[] = { "Tờ khai", "Giấy chứng sinh", "Dữ liệu cư trú" };
  McDossier *dossier = mc_dossier_new ();
  McSummary *s = dossier->summary = mc_summary_new ();

  s->provisional_code = g_strdup ("TT-700042");
  s->procedure_name = g_strdup ("Đăng ký khai sinh");
  s->owner_name = g_strdup ("Giàng A Sử");
  s->received_unit = g_strdup ("Trung tâm Phục vụ hành chính công phường An Bình");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      McComponent *component = mc_component_new ();

      component->id = g_strdup_printf ("tp%u", i + 1);
      component->name = g_strdup (names[i]);
      component->required = TRUE;
      component->quantity = 1;
      component->copy_kind = g_strdup ("electronic");
      component->source = g_strdup (i == 2 ? "state_data" : "attached");
      if (i == 0)
        {
          McDocument *document = mc_document_new ();

          document->id = g_strdup ("tep1");
          document->name = g_strdup ("to-khai.pdf");
          g_ptr_array_add (component->documents, document);
        }
      g_ptr_array_add (dossier->components, component);
    }
  return dossier;
}

/* Monday, 23 November 2026, 10:00 in Việt Nam. */
static inline GDateTime *
form_day (void)
{
  return g_date_time_new_utc (2026, 11, 23, 3, 0, 0);
}

static inline McForm *
form_of (const char *action)
{
  g_autoptr (GDateTime) day = form_day ();
  g_autoptr (JsonObject) shape = NULL;
  McForm *form;

  form = mc_form_catalogue_find (action, day);
  if (form == NULL)
    return NULL;
  shape = mc_form_to_json (form);
  mc_form_unref (form);
  form = mc_form_from_json (shape, NULL);
  /* what a portal would fill in */
  for (guint i = 0; i < form->fields->len; i++)
    {
      McFormField *field = g_ptr_array_index (form->fields, i);
      McFormChoice *choice;

      if (!g_str_equal (field->kind, "official") && !g_str_equal (field->kind, "unit"))
        continue;
      choice = mc_form_choice_new ();
      choice->id = g_strdup (g_str_equal (field->kind, "unit") ? "phong-kinh-te" : "nv1");
      choice->label = g_strdup (g_str_equal (field->kind, "unit") ? "Phòng Kinh tế" : "Lò Văn Đức");
      g_ptr_array_add (field->choices, choice);
    }
  return form;
}
