// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-act.h"

G_DEFINE_BOXED_TYPE (McAct, mc_act, mc_act_ref, mc_act_unref)
G_DEFINE_BOXED_TYPE (McOutcome, mc_outcome, mc_outcome_ref, mc_outcome_unref)
G_DEFINE_BOXED_TYPE (McChanges, mc_changes, mc_changes_ref, mc_changes_unref)
G_DEFINE_BOXED_TYPE (McOutboxFile, mc_outbox_file, mc_outbox_file_ref, mc_outbox_file_unref)
G_DEFINE_BOXED_TYPE (McOutboxEntry, mc_outbox_entry, mc_outbox_entry_ref, mc_outbox_entry_unref)

McAct *
mc_act_new (void)
{
  McAct *self = g_new0 (McAct, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->form = g_strdup ("{}");
  return self;
}

McAct *
mc_act_ref (McAct *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

gboolean
mc_act_is_handling (const char *action)
{
  return g_strcmp0 (action, MC_ACT_NOTE) != 0 && !mc_act_is_secrecy (action) && !mc_act_is_recorded (action);
}

gboolean
mc_act_is_secrecy (const char *action)
{
  return g_strcmp0 (action, MC_ACT_MARK_SECRET) == 0 || g_strcmp0 (action, MC_ACT_LIFT_SECRET) == 0;
}

gboolean
mc_act_is_recorded (const char *action)
{
  return g_strcmp0 (action, MC_ACT_REVEAL) == 0 || g_strcmp0 (action, MC_ACT_PRINT) == 0
         || g_strcmp0 (action, MC_ACT_SAVE) == 0 || g_strcmp0 (action, MC_ACT_EXPORT) == 0;
}

gboolean
mc_act_is_about_files (const char *action)
{
  static const char *const acts[]
      = { MC_ACT_ATTACH_FILE, MC_ACT_REPLACE_FILE, MC_ACT_REMOVE_FILE, MC_ACT_REUSE_PAPER, MC_ACT_ATTACH_RESULT, NULL };

  return action != NULL && g_strv_contains (acts, action);
}

gboolean
mc_act_expects_version (const char *action)
{
  return mc_act_is_handling (action) && !mc_act_is_about_files (action);
}

void
mc_act_unref (McAct *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->key);
  g_free (self->kind);
  g_free (self->record_id);
  g_free (self->action);
  g_clear_pointer (&self->performed_at, g_date_time_unref);
  g_free (self->form);
  g_free (self);
}

McOutcome *
mc_outcome_new (void)
{
  McOutcome *self = g_new0 (McOutcome, 1);

  g_atomic_ref_count_init (&self->ref_count);
  return self;
}

McOutcome *
mc_outcome_ref (McOutcome *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mc_outcome_unref (McOutcome *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->key);
  g_free (self->action);
  g_clear_pointer (&self->recorded_at, g_date_time_unref);
  g_clear_pointer (&self->summary, mc_summary_unref);
  g_free (self);
}

McChanges *
mc_changes_new (void)
{
  McChanges *self = g_new0 (McChanges, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_change_free);
  self->total = -1;
  return self;
}

McChanges *
mc_changes_ref (McChanges *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mc_changes_unref (McChanges *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->changes);
  g_free (self->next);
  g_free (self);
}

McChange *
mc_change_new (void)
{
  return g_new0 (McChange, 1);
}

void
mc_change_free (McChange *self)
{
  g_free (self->kind);
  g_free (self->id);
  g_clear_pointer (&self->summary, mc_summary_unref);
  g_free (self);
}

McOutboxEntry *
mc_outbox_entry_new (void)
{
  McOutboxEntry *self = g_new0 (McOutboxEntry, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_outbox_file_unref);
  return self;
}

McOutboxEntry *
mc_outbox_entry_ref (McOutboxEntry *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mc_outbox_entry_unref (McOutboxEntry *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->act, mc_act_unref);
  g_free (self->title);
  g_free (self->cause);
  g_free (self->detail);
  g_free (self->basis);
  g_ptr_array_unref (self->files);
  g_free (self);
}

McOutboxFile *
mc_outbox_entry_next_file (const McOutboxEntry *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->files->len; i++)
    {
      McOutboxFile *file = g_ptr_array_index (self->files, i);

      if (file->state != MC_FILE_THERE)
        return file;
    }
  return NULL;
}

McOutboxFile *
mc_outbox_file_new (void)
{
  McOutboxFile *self = g_new0 (McOutboxFile, 1);

  g_atomic_ref_count_init (&self->ref_count);
  return self;
}

McOutboxFile *
mc_outbox_file_ref (McOutboxFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mc_outbox_file_unref (McOutboxFile *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->media_type);
  g_free (self->sha256);
  g_free (self->upload_id);
  g_free (self->cause);
  g_free (self->detail);
  g_free (self);
}
