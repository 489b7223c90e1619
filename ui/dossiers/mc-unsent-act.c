// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-unsent-act.h"

#include "mc-act-field.h"
#include "mc-marks.h"
#include "mc-task.h"

typedef struct
{
  McScope *scope; /* of nobody: who asked may be gone before it is done */
  McProfile *profile;
  char *key;
} GivingUp;

static void
giving_up_free (GivingUp *self)
{
  g_object_unref (self->scope);
  g_object_unref (self->profile);
  g_free (self->key);
  g_free (self);
}

/* (transfer full) (nullable) */
static McAct *
find_act (GivingUp *self)
{
  GPtrArray *entries = mc_sync_get_outbox (mc_profile_get_sync (self->profile));

  for (guint i = 0; i < entries->len; i++)
    {
      const McOutboxEntry *entry = g_ptr_array_index (entries, i);

      if (g_str_equal (entry->act->key, self->key))
        return mc_act_ref (entry->act);
    }
  return NULL;
}

/* State secrets are not written down here. */
static gboolean
is_secret (GivingUp *self, const McAct *act)
{
  g_autoptr (McSummary) summary
      = mc_await_boxed (mc_cache_summary (mc_profile_get_cache (self->profile), act->record_id), NULL);

  return summary != NULL && summary->secret;
}

static gboolean
keep_field (GivingUp *self, const McAct *act, const McFormField *field, JsonObject *values, GHashTable *drafts,
            GError **error)
{
  g_autofree char *name = g_strdup_printf (MC_ACT_DRAFT, act->action, field->id);
  g_autofree char *text = mc_act_field_read_value (field, values);

  /* what was typed since counts */
  if (text == NULL || g_hash_table_contains (drafts, name))
    return TRUE;
  return mc_await (mc_journal_save_draft (mc_profile_get_journal (self->profile), act->record_id, name, text), error);
}

static gboolean
keep_words (GivingUp *self, const McAct *act, GError **error)
{
  const McMe *me = mc_sync_get_me (mc_profile_get_sync (self->profile));
  const McActionInfo *info = me != NULL ? mc_me_find_action (me, act->action) : NULL;
  g_autoptr (McForm) form = info != NULL && info->form != NULL ? mc_form_ref (info->form) : NULL;
  g_autoptr (JsonNode) node = json_from_string (act->form, NULL);
  g_autoptr (GHashTable) drafts = NULL;

  if (form == NULL || node == NULL || !JSON_NODE_HOLDS_OBJECT (node) || is_secret (self, act))
    return TRUE;
  drafts = mc_await_boxed (mc_journal_drafts (mc_profile_get_journal (self->profile), act->record_id), error);
  for (guint i = 0; drafts != NULL && i < form->fields->len; i++)
    if (!keep_field (self, act, g_ptr_array_index (form->fields, i), json_node_get_object (node), drafts, error))
      return FALSE;
  return drafts != NULL;
}

static DexFuture *
give_up_fiber (gpointer data)
{
  GivingUp *self = data;
  g_autoptr (McAct) act = find_act (self);
  g_autoptr (GError) error = NULL;
  gboolean given_up = FALSE;

  if (act != NULL && keep_words (self, act, &error))
    given_up = mc_await_boolean (mc_sync_discard (mc_profile_get_sync (self->profile), self->key), &error);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_for_boolean (given_up);
}

gboolean
mc_unsent_act_is_correctable (const McOutboxEntry *entry, const McMe *me)
{
  /* what is not one's to do, or to see, is not so in other words */
  static const char *const out_of_reach[] = { "not-found", "forbidden", NULL };
  const McActionInfo *info = me != NULL ? mc_me_find_action (me, entry->act->action) : NULL;

  /* accepting has no form of its own: its marks are on the page */
  return entry->state == MC_OUTBOX_NEEDS_YOU && info != NULL && info->form != NULL && info->form->fields->len > 0
         && !g_str_equal (entry->act->action, "accept") && !mc_act_is_about_files (entry->act->action)
         && (entry->cause == NULL || !g_strv_contains (out_of_reach, entry->cause));
}

DexFuture *
mc_unsent_act_give_up (McProfile *profile, const char *key)
{
  GivingUp *self;

  g_return_val_if_fail (MC_IS_PROFILE (profile) && key != NULL, NULL);

  self = g_new0 (GivingUp, 1);
  self->scope = mc_scope_new (NULL);
  self->profile = g_object_ref (profile);
  self->key = g_strdup (key);
  return mc_task_start (self->scope, "give up", give_up_fiber, self, (GDestroyNotify) giving_up_free);
}
