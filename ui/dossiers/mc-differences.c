// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-differences.h"

#include <glib/gi18n.h>

#include "mc-dossier-words.h"
#include "mc-format.h"
#include "mc-step.h"

typedef struct
{
  const char *title;
  gsize offset; /* of the member in McSummary */
  char *(*say) (gconstpointer member);
} Member;

static char *
say_state (gconstpointer member)
{
  return mc_words_state (*(const int *) member);
}

static char *
say_step (gconstpointer member)
{
  const char *step = *(char *const *) member;
  const char *title = mc_step_kind_get_title (step);

  return g_strdup (title != NULL ? title : mc_format_text (step));
}

static char *
say_text (gconstpointer member)
{
  return g_strdup (mc_format_text (*(char *const *) member));
}

static char *
say_code (gconstpointer member)
{
  const char *code = *(char *const *) member;

  return g_strdup (code != NULL ? code : _ ("No code yet"));
}

static char *
say_time (gconstpointer member)
{
  return mc_format_date_time (*(GDateTime *const *) member);
}

static char *
say_money (gconstpointer member)
{
  return mc_format_money (*(const gint64 *) member);
}

static char *
say_payment (gconstpointer member)
{
  return g_strdup (mc_words_payment (*(char *const *) member));
}

static char *
say_delivery (gconstpointer member)
{
  return g_strdup (mc_words_delivery (*(char *const *) member));
}

static char *
say_whether (gconstpointer member)
{
  return g_strdup (*(const gboolean *) member ? _ ("Yes") : _ ("No"));
}

/* Not here: what never changes, who the owner is (nobody keeps that for a comparison), and marks for machines. */
static const Member members[] = {
  { N_ ("State"), G_STRUCT_OFFSET (McSummary, national_state), say_state },
  { N_ ("Step"), G_STRUCT_OFFSET (McSummary, local_step), say_step },
  { N_ ("Sent back to be corrected"), G_STRUCT_OFFSET (McSummary, sent_back), say_whether },
  { N_ ("Handler"), G_STRUCT_OFFSET (McSummary, handler_name), say_text },
  { N_ ("Secret content"), G_STRUCT_OFFSET (McSummary, secret), say_whether },
  { N_ ("Answer due"), G_STRUCT_OFFSET (McSummary, response_due_at), say_time },
  { N_ ("This step due"), G_STRUCT_OFFSET (McSummary, step_due_at), say_time },
  { N_ ("Supplement due"), G_STRUCT_OFFSET (McSummary, supplement_due_at), say_time },
  { N_ ("Result due"), G_STRUCT_OFFSET (McSummary, due_at), say_time },
  { N_ ("Payment"), G_STRUCT_OFFSET (McSummary, payment), say_payment },
  { N_ ("Sum to be paid"), G_STRUCT_OFFSET (McSummary, fee_due), say_money },
  { N_ ("Sum paid"), G_STRUCT_OFFSET (McSummary, fee_paid), say_money },
  { N_ ("Paid at"), G_STRUCT_OFFSET (McSummary, fee_paid_at), say_time },
  { N_ ("Code"), G_STRUCT_OFFSET (McSummary, code), say_code },
  { N_ ("Accepted at"), G_STRUCT_OFFSET (McSummary, accepted_at), say_time },
  { N_ ("Finished at"), G_STRUCT_OFFSET (McSummary, finished_at), say_time },
  { N_ ("How the result is returned"), G_STRUCT_OFFSET (McSummary, delivery), say_delivery },
  { N_ ("Received at"), G_STRUCT_OFFSET (McSummary, received_unit), say_text },
  { N_ ("Competent agency"), G_STRUCT_OFFSET (McSummary, competent_unit), say_text },
};

static void
difference_free (McDifference *self)
{
  g_free (self->then);
  g_free (self->now);
  g_free (self);
}

GPtrArray *
mc_differences_list (const McSummary *then, const McSummary *now)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) difference_free);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *before = members[i].say (G_STRUCT_MEMBER_P (then, members[i].offset));
      g_autofree char *after = members[i].say (G_STRUCT_MEMBER_P (now, members[i].offset));
      McDifference *difference;

      if (g_str_equal (before, after))
        continue;
      difference = g_new0 (McDifference, 1);
      difference->title = _ (members[i].title);
      difference->then = g_steal_pointer (&before);
      difference->now = g_steal_pointer (&after);
      g_ptr_array_add (list, difference);
    }
  return list;
}

const McNotice *
mc_differences_find_notice (const McDossier *now, GDateTime *since)
{
  const McNotice *last = now->notices->len > 0 ? g_ptr_array_index (now->notices, now->notices->len - 1) : NULL;

  return last != NULL && last->text != NULL && g_date_time_compare (last->at, since) >= 0 ? last : NULL;
}
