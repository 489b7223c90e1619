// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-record-part.h"

#include <string.h>

#include "mc-handling.h"
#include "mc-rule.h"

McDocument *
mc_document_new (void)
{
  McDocument *self = g_new0 (McDocument, 1);

  self->size = -1;
  return self;
}

McClockEntry *
mc_clock_entry_new (void)
{
  McClockEntry *self = g_new0 (McClockEntry, 1);

  self->limit_amount = -1;
  return self;
}

McDossierClock *
mc_dossier_clock_new (void)
{
  McDossierClock *self = g_new0 (McDossierClock, 1);

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_clock_entry_free);
  return self;
}

McPaymentLine *
mc_payment_line_new (void)
{
  McPaymentLine *self = g_new0 (McPaymentLine, 1);

  self->amount = -1;
  return self;
}

McPaymentOrder *
mc_payment_order_new (void)
{
  return g_new0 (McPaymentOrder, 1);
}

McResult *
mc_result_new (void)
{
  McResult *self = g_new0 (McResult, 1);

  self->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_document_free);
  self->earlier = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_document_free);
  return self;
}

McReturn *
mc_return_new (void)
{
  return g_new0 (McReturn, 1);
}

McNote *
mc_note_new (void)
{
  return g_new0 (McNote, 1);
}

McRelated *
mc_related_new (void)
{
  return g_new0 (McRelated, 1);
}

McDecidingSystem *
mc_deciding_system_new (void)
{
  return g_new0 (McDecidingSystem, 1);
}

McProposal *
mc_proposal_new (void)
{
  McProposal *self = g_new0 (McProposal, 1);

  self->applicant_days = -1;
  return self;
}

void
mc_document_free (McDocument *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->media_type);
  g_free (self->origin);
  g_clear_pointer (&self->added_at, g_date_time_unref);
  g_free (self->added_by);
  g_free (self->taken_from);
  g_clear_pointer (&self->ended_at, g_date_time_unref);
  g_free (self->ended_by);
  g_free (self->ended_reason);
  g_free (self);
}

static GDateTime *
ref_time (GDateTime *time)
{
  return time != NULL ? g_date_time_ref (time) : NULL;
}

gboolean
mc_document_is_waiting (const McDocument *self)
{
  return g_strcmp0 (self->origin, MC_DOCUMENT_WAITING) == 0;
}

McDocument *
mc_document_copy (const McDocument *self)
{
  McDocument *copy = mc_document_new ();

  copy->id = g_strdup (self->id);
  copy->name = g_strdup (self->name);
  copy->media_type = g_strdup (self->media_type);
  copy->size = self->size;
  copy->origin = g_strdup (self->origin);
  copy->added_at = ref_time (self->added_at);
  copy->added_by = g_strdup (self->added_by);
  copy->taken_from = g_strdup (self->taken_from);
  copy->ended_at = ref_time (self->ended_at);
  copy->ended_by = g_strdup (self->ended_by);
  copy->ended_reason = g_strdup (self->ended_reason);
  return copy;
}

gboolean
mc_document_may_end (const McDocument *self, int national_state)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->ended_at == NULL && (national_state != MC_HANDLING_PROCESSING || self->origin != NULL);
}

gboolean
mc_result_is_released (const McResult *self)
{
  return g_strcmp0 (self->state, "released") == 0;
}

void
mc_clock_entry_free (McClockEntry *self)
{
  g_free (self->kind);
  g_clear_pointer (&self->at, g_date_time_unref);
  g_free (self->cause);
  g_clear_pointer (&self->submitted_at, g_date_time_unref);
  g_clear_pointer (&self->until, g_date_time_unref);
  g_free (self->limit_unit);
  g_free (self->reason);
  g_free (self->actor);
  g_free (self->form_no);
  g_free (self);
}

void
mc_dossier_clock_free (McDossierClock *self)
{
  g_clear_pointer (&self->response_rule, mc_rule_free);
  g_clear_pointer (&self->result_rule, mc_rule_free);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

void
mc_payment_line_free (McPaymentLine *self)
{
  g_free (self->name);
  g_free (self);
}

void
mc_payment_order_free (McPaymentOrder *self)
{
  g_free (self->state);
  g_clear_pointer (&self->ordered_at, g_date_time_unref);
  g_free (self->ordered_by);
  g_free (self->payer);
  g_clear_pointer (&self->due_at, g_date_time_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->settled_at, g_date_time_unref);
  g_free (self->method);
  g_free (self->receipt);
  g_free (self->exempt_basis);
  g_free (self);
}

void
mc_result_free (McResult *self)
{
  g_free (self->id);
  g_free (self->state);
  g_free (self->kind);
  g_free (self->made_by);
  g_clear_pointer (&self->made_at, g_date_time_unref);
  g_free (self->number);
  g_free (self->issued_on);
  g_free (self->signer);
  g_free (self->valid_until);
  g_clear_pointer (&self->released_at, g_date_time_unref);
  g_ptr_array_unref (self->documents);
  g_ptr_array_unref (self->earlier);
  g_free (self);
}

void
mc_return_free (McReturn *self)
{
  g_free (self->state);
  g_free (self->address);
  g_free (self->carrier);
  g_free (self->tracking_code);
  g_clear_pointer (&self->handed_at, g_date_time_unref);
  g_clear_pointer (&self->delivered_at, g_date_time_unref);
  g_free (self->recipient);
  g_free (self);
}

void
mc_note_free (McNote *self)
{
  g_free (self->id);
  g_clear_pointer (&self->at, g_date_time_unref);
  g_free (self->author_name);
  g_free (self->author_unit);
  g_free (self->text);
  g_free (self);
}

void
mc_related_free (McRelated *self)
{
  g_free (self->id);
  g_free (self->code);
  g_free (self->procedure_name);
  g_clear_pointer (&self->submitted_at, g_date_time_unref);
  g_clear_pointer (&self->finished_at, g_date_time_unref);
  g_free (self);
}

void
mc_deciding_system_free (McDecidingSystem *self)
{
  g_free (self->name);
  g_free (self->url);
  g_free (self);
}

void
mc_proposal_free (McProposal *self)
{
  g_clear_pointer (&self->at, g_date_time_unref);
  g_free (self->actor_name);
  g_free (self->demand);
  g_free (self->basis);
  g_free (self);
}

/* The last number of a line, thousands set apart by points or not; start: where it begins. -1: none, or too many digits for
 * a sum of money. */
static gint64
find_amount (const char *line, const char **start)
{
  const char *end = NULL;
  gint64 amount = 0;
  int digits = 0;

  for (const char *p = line; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      end = p;
  if (end == NULL)
    return -1;
  *start = end;
  while (*start > line && (g_ascii_isdigit ((*start)[-1]) || ((*start)[-1] == '.' && g_ascii_isdigit (**start))))
    (*start)--;
  for (const char *p = *start; p <= end; p++)
    if (g_ascii_isdigit (*p))
      {
        amount = digits++ < 15 ? amount * 10 + (*p - '0') : amount;
      }
  return digits <= 15 ? amount : -1;
}

static McPaymentLine *
read_line (const char *text)
{
  McPaymentLine *line = mc_payment_line_new ();
  const char *start = NULL;
  g_autofree char *name = NULL;

  line->amount = find_amount (text, &start);
  name = line->amount >= 0 ? g_strndup (text, (gsize) (start - text)) : g_strdup (text);
  g_strstrip (name);
  while (*name != '\0' && strchr (":-,;= ", name[strlen (name) - 1]) != NULL)
    name[strlen (name) - 1] = '\0';
  /* a sum alone says what it is by itself */
  line->name = g_strdup (*name != '\0' ? name : text);
  return line;
}

GPtrArray *
mc_payment_lines_read (const char *text)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_payment_line_free);
  g_auto (GStrv) words = g_strsplit (text, "\n", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*g_strstrip (words[i]) != '\0')
      g_ptr_array_add (lines, read_line (words[i]));
  return lines;
}

gint64
mc_payment_order_sum (const McPaymentOrder *self)
{
  gint64 sum = 0;

  if (self->lines == NULL || self->lines->len == 0)
    return -1;
  for (guint i = 0; i < self->lines->len; i++)
    {
      const McPaymentLine *line = g_ptr_array_index (self->lines, i);

      if (line->amount < 0 || sum > G_MAXINT64 / 2 - line->amount)
        return -1;
      sum += line->amount;
    }
  return sum;
}
