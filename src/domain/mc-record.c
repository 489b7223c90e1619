// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-record.h"

G_DEFINE_BOXED_TYPE (McSummary, mc_summary, mc_summary_ref, mc_summary_unref)
G_DEFINE_BOXED_TYPE (McDossier, mc_dossier, mc_dossier_ref, mc_dossier_unref)

McSummary *
mc_summary_new (void)
{
  McSummary *self = g_new0 (McSummary, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->fee_due = -1;
  self->fee_paid = -1;
  return self;
}

McSummary *
mc_summary_ref (McSummary *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mc_summary_unref (McSummary *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  char *strings[] = {
    self->id,
    self->code,
    self->provisional_code,
    self->procedure_code,
    self->procedure_name,
    self->field_name,
    self->owner_name,
    self->owner_id_masked,
    self->submitter_name,
    self->channel,
    self->local_step,
    self->delivery,
    self->payment,
    self->sync,
    self->received_unit,
    self->competent_unit,
    self->handler_id,
    self->handler_name,
  };
  GDateTime *times[] = {
    self->submitted_at, self->accepted_at,       self->response_due_at, self->due_at,      self->warn_at,
    self->finished_at,  self->supplement_due_at, self->step_due_at,     self->fee_paid_at,
  };

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    g_free (strings[i]);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    g_clear_pointer (&times[i], g_date_time_unref);
  g_strfreev (self->actions);
  g_free (self);
}

/* As mc_due_nearer() chooses: a response goes before all, and who waits for the applicant has no step that runs. */
GDateTime *
mc_summary_get_deadline (const McSummary *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->accepted_at == NULL)
    return self->response_due_at != NULL ? self->response_due_at : self->due_at;
  if (self->step_due_at == NULL)
    return self->due_at;
  return self->due_at == NULL || g_date_time_compare (self->step_due_at, self->due_at) < 0 ? self->step_due_at
                                                                                           : self->due_at;
}

gboolean
mc_summary_allows (const McSummary *self, const char *action)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->actions != NULL && g_strv_contains ((const char *const *) self->actions, action);
}

McDossier *
mc_dossier_new (void)
{
  McDossier *self = g_new0 (McDossier, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->limit_amount = -1;
  self->fee = -1;
  self->same_person_total = -1;
  self->components = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_component_free);
  self->history = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_history_entry_free);
  self->notices = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_notice_free);
  return self;
}

McDossier *
mc_dossier_ref (McDossier *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mc_dossier_unref (McDossier *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->summary, mc_summary_unref);
  mc_person_clear (&self->owner);
  mc_person_clear (&self->submitter);
  mc_person_clear (&self->proxy);
  g_free (self->abstract);
  g_free (self->limit_unit);
  g_free (self->limit_source);
  g_free (self->limit_basis);
  g_free (self->limit_by);
  g_clear_pointer (&self->limit_at, g_date_time_unref);
  g_free (self->procedure_since);
  g_free (self->procedure_decision);
  g_free (self->case_id);
  g_free (self->case_title);
  g_free (self->return_place);
  g_free (self->register_no);
  g_free (self->receiver_name);
  g_ptr_array_unref (self->components);
  g_ptr_array_unref (self->history);
  g_ptr_array_unref (self->notices);
  g_clear_pointer (&self->clock, mc_dossier_clock_free);
  g_clear_pointer (&self->payments, g_ptr_array_unref);
  g_clear_pointer (&self->results, g_ptr_array_unref);
  g_clear_pointer (&self->delivery, mc_return_free);
  g_clear_pointer (&self->deciding_system, mc_deciding_system_free);
  g_clear_pointer (&self->proposal, mc_proposal_free);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->same_person, g_ptr_array_unref);
  g_free (self);
}

const McNotice *
mc_dossier_find_notice (const McDossier *self, const char *paper)
{
  g_return_val_if_fail (self != NULL && paper != NULL, NULL);

  for (guint i = self->notices->len; i > 0; i--)
    {
      const McNotice *notice = g_ptr_array_index (self->notices, i - 1);

      if (g_strcmp0 (notice->paper, paper) == 0)
        return notice;
    }
  return NULL;
}

guint
mc_dossier_count_requests (const McDossier *self)
{
  guint count = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->history->len; i++)
    {
      const char *action = ((McHistoryEntry *) g_ptr_array_index (self->history, i))->action;

      count += g_strcmp0 (action, "request_supplement") == 0 || g_strcmp0 (action, "issue_supplement") == 0;
    }
  return count;
}

McComponent *
mc_component_new (void)
{
  McComponent *self = g_new0 (McComponent, 1);

  self->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_document_free);
  self->earlier = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_document_free);
  return self;
}

McHistoryEntry *
mc_history_entry_new (void)
{
  return g_new0 (McHistoryEntry, 1);
}

McNoticeItem *
mc_notice_item_new (void)
{
  return g_new0 (McNoticeItem, 1);
}

McNotice *
mc_notice_new (void)
{
  McNotice *self = g_new0 (McNotice, 1);

  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_notice_item_free);
  return self;
}

void
mc_person_clear (McPerson *self)
{
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->id_number, g_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->phone, g_free);
  g_clear_pointer (&self->email, g_free);
}

void
mc_component_free (McComponent *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->copy_kind);
  g_free (self->source);
  g_free (self->mark);
  g_free (self->mark_reason);
  g_ptr_array_unref (self->documents);
  g_ptr_array_unref (self->earlier);
  g_free (self);
}

void
mc_history_entry_free (McHistoryEntry *self)
{
  g_clear_pointer (&self->at, g_date_time_unref);
  g_free (self->actor_name);
  g_free (self->actor_unit);
  g_free (self->action);
  g_free (self->note);
  g_free (self);
}

void
mc_notice_item_free (McNoticeItem *self)
{
  g_free (self->component);
  g_free (self->name);
  g_free (self->copy_kind);
  g_free (self->mark);
  g_free (self->reason);
  g_free (self);
}

void
mc_notice_free (McNotice *self)
{
  g_clear_pointer (&self->at, g_date_time_unref);
  g_free (self->action);
  g_free (self->actor_name);
  g_free (self->channel);
  g_free (self->text);
  g_free (self->paper);
  g_free (self->number);
  g_clear_pointer (&self->due_at, g_date_time_unref);
  g_free (self->reason);
  g_free (self->demand);
  g_free (self->basis);
  g_ptr_array_unref (self->items);
  g_free (self);
}

McComponent *
mc_dossier_find_component (const McDossier *self, const char *id)
{
  for (guint i = 0; i < self->components->len; i++)
    {
      McComponent *component = g_ptr_array_index (self->components, i);

      if (g_strcmp0 (component->id, id) == 0)
        return component;
    }
  return NULL;
}

McDocument *
mc_dossier_find_document (const McDossier *self, const char *id, McComponent **component)
{
  for (guint i = 0; i < self->components->len; i++)
    {
      McComponent *at = g_ptr_array_index (self->components, i);

      for (guint d = 0; d < at->documents->len; d++)
        if (g_strcmp0 (((McDocument *) g_ptr_array_index (at->documents, d))->id, id) == 0)
          {
            if (component != NULL)
              *component = at;
            return g_ptr_array_index (at->documents, d);
          }
    }
  return NULL;
}
