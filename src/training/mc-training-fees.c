// SPDX-License-Identifier: GPL-3.0-or-later
/* What a dossier's payment orders come to: whole in its detail, in two sums in its summary. */
#include "mc-training-private.h"

#include "mc-wall.h"

static GDateTime *
ref_time (GDateTime *time)
{
  return time != NULL ? g_date_time_ref (time) : NULL;
}

GPtrArray *
mc_training_list_payments (const McTrainingLife *life)
{
  GPtrArray *orders = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_payment_order_free);

  for (guint i = 0; i < life->orders->len; i++)
    {
      const McTrainingOrder *from = g_ptr_array_index (life->orders, i);
      McPaymentOrder *order = mc_payment_order_new ();

      g_ptr_array_add (orders, order);
      order->state = g_strdup (mc_payment_to_string (from->state));
      order->ordered_at = ref_time (from->ordered_at);
      order->ordered_by = g_strdup (from->ordered_by);
      order->payer = g_strdup (from->payer);
      order->due_at = ref_time (from->due_at);
      order->lines = from->lines != NULL ? mc_payment_lines_read (from->lines) : NULL;
      order->settled_at = ref_time (from->settled_at);
      order->method = g_strdup (from->method);
      order->receipt = g_strdup (from->receipt);
      order->exempt_basis = g_strdup (from->exempt_basis);
    }
  return orders;
}

/* One more order in a sum that begins with -1 and none: what is not known in full is not told. */
static void
add_order (gint64 *sum, guint *n, const McPaymentOrder *order)
{
  gint64 amount = mc_payment_order_sum (order);
  gboolean lost = *n > 0 && *sum < 0;

  (*n)++;
  *sum = MAX (*sum, 0);
  *sum = lost || amount < 0 || amount > MC_PAYMENT_MAX - *sum ? -1 : *sum + amount;
}

/* What was paid for stays paid, whatever is given back later: that is another day's. */
static gboolean
was_paid (const McPaymentOrder *order)
{
  static const char *const states[] = { "paid", "refund_due", "refunded", NULL };

  return order->settled_at != NULL && g_strv_contains (states, order->state);
}

static int
day_of (GDateTime *time)
{
  return mc_wall_day (mc_wall_from_time (time));
}

void
mc_training_set_fees (McTrainingRecord *record)
{
  McSummary *s = record->dossier->summary;
  g_autoptr (GPtrArray) orders = mc_training_list_payments (&record->life);
  GDateTime *last = NULL;
  guint due = 0;
  guint paid = 0;

  s->fee_due = s->fee_paid = -1;
  for (guint i = 0; i < orders->len; i++)
    {
      const McPaymentOrder *order = g_ptr_array_index (orders, i);

      if (g_str_equal (order->state, "due"))
        add_order (&s->fee_due, &due, order);
      if (was_paid (order) && (last == NULL || g_date_time_compare (last, order->settled_at) < 0))
        last = order->settled_at;
    }
  for (guint i = 0; i < orders->len; i++)
    {
      const McPaymentOrder *order = g_ptr_array_index (orders, i);

      if (was_paid (order) && day_of (order->settled_at) == day_of (last))
        add_order (&s->fee_paid, &paid, order);
    }
  g_clear_pointer (&s->fee_paid_at, g_date_time_unref);
  s->fee_paid_at = last != NULL ? g_date_time_to_utc (last) : NULL;
}
