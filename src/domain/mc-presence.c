// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-presence.h"

G_DEFINE_BOXED_TYPE (McPresence, mc_presence, mc_presence_ref, mc_presence_unref)

static void
colleague_free (gpointer data)
{
  McColleague *self = data;

  g_free (self->name);
  g_free (self->unit);
  g_free (self);
}

McPresence *
mc_presence_new (void)
{
  McPresence *self = g_new0 (McPresence, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->others = g_ptr_array_new_with_free_func (colleague_free);
  return self;
}

McPresence *
mc_presence_ref (McPresence *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mc_presence_unref (McPresence *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->until, g_date_time_unref);
  g_ptr_array_unref (self->others);
  g_free (self);
}

void
mc_presence_add (McPresence *self, const char *name, const char *unit)
{
  McColleague *colleague = g_new0 (McColleague, 1);

  colleague->name = g_strdup (name);
  colleague->unit = g_strdup (unit);
  g_ptr_array_add (self->others, colleague);
}
