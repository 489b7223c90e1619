// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-reveal.h"

#include "mc-form-json.h"

char *
mc_reveal_form (const char *field, const char *purpose)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), json_object_new ());
  JsonObject *o = json_node_get_object (node);

  json_object_unref (o); /* the node's alone */
  if (field != NULL)
    json_object_set_string_member (o, "field", field);
  json_object_set_string_member (o, "purpose", purpose);
  return json_to_string (node, FALSE);
}

gboolean
mc_reveal_read (const McAct *act, McReveal *self, char **field, char **purpose)
{
  g_autoptr (JsonNode) values = mc_form_parse_values (act->form);

  *field = *purpose = NULL;
  if (!mc_act_is_recorded (act->action) || values == NULL)
    return FALSE;
  *field = mc_form_get_text (json_node_get_object (values), "field");
  *purpose = mc_form_get_text (json_node_get_object (values), "purpose");
  if (*purpose == NULL)
    return FALSE;
  *self = (McReveal) { .key = act->key,
                       .dossier = act->record_id,
                       .kind = act->action,
                       .field = *field,
                       .purpose = *purpose,
                       .performed_at = act->performed_at };
  return TRUE;
}
