// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-form-catalogue.h"

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
        g_ptr_array_add (component->documents, mc_document_new ());
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

  return mc_form_catalogue_find (action, day);
}
