// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-axis.h"

#define N_HANDLING 11
#define TO(value) (1u << (value))

/* Row: where from; bits: where to. Domain 3.2, "previous" of a refused withdrawal written out. 2 → 1 is the acceptance
 * that was a mistake, 9 → 4 the error found before the return. */
static const guint handling_moves[N_HANDLING] = {
  [0] = TO (1) | TO (2),
  [1] = TO (2) | TO (3) | TO (5) | TO (6) | TO (7),
  [2] = TO (1) | TO (4) | TO (5) | TO (6) | TO (7),
  [4] = TO (5) | TO (6) | TO (7) | TO (8) | TO (9),
  [5] = TO (1) | TO (3) | TO (4) | TO (7) | TO (8),
  [6] = TO (1) | TO (3) | TO (4) | TO (7),
  [7] = TO (1) | TO (2) | TO (4) | TO (5) | TO (6) | TO (8),
  [9] = TO (4) | TO (10),
};

static const guint delivery_moves[] = {
  [MC_DELIVERY_NONE] = TO (MC_DELIVERY_ON_WAY) | TO (MC_DELIVERY_DELIVERED),
  [MC_DELIVERY_ON_WAY] = TO (MC_DELIVERY_FAILED) | TO (MC_DELIVERY_DELIVERED),
  [MC_DELIVERY_FAILED] = TO (MC_DELIVERY_ON_WAY) | TO (MC_DELIVERY_DELIVERED),
  [MC_DELIVERY_DELIVERED] = 0,
};

static const guint payment_moves[] = {
  [MC_PAYMENT_NONE] = TO (MC_PAYMENT_DUE) | TO (MC_PAYMENT_PAID) | TO (MC_PAYMENT_EXEMPT),
  [MC_PAYMENT_DUE] = TO (MC_PAYMENT_PAID) | TO (MC_PAYMENT_EXEMPT) | TO (MC_PAYMENT_CANCELLED),
  [MC_PAYMENT_PAID] = TO (MC_PAYMENT_REFUND_DUE),
  [MC_PAYMENT_EXEMPT] = 0,
  [MC_PAYMENT_CANCELLED] = 0,
  [MC_PAYMENT_REFUND_DUE] = TO (MC_PAYMENT_REFUNDED),
  [MC_PAYMENT_REFUNDED] = 0,
};

static const guint sync_moves[] = {
  [MC_SYNC_PENDING] = TO (MC_SYNC_OK) | TO (MC_SYNC_ERROR),
  [MC_SYNC_OK] = TO (MC_SYNC_PENDING),
  [MC_SYNC_ERROR] = TO (MC_SYNC_PENDING),
};

static const struct
{
  const guint *moves;
  int count;
} axes[MC_N_AXES] = {
  [MC_AXIS_HANDLING] = { handling_moves, G_N_ELEMENTS (handling_moves) },
  [MC_AXIS_DELIVERY] = { delivery_moves, G_N_ELEMENTS (delivery_moves) },
  [MC_AXIS_PAYMENT] = { payment_moves, G_N_ELEMENTS (payment_moves) },
  [MC_AXIS_SYNC] = { sync_moves, G_N_ELEMENTS (sync_moves) },
};

static const char *const payment_ids[] = {
  [MC_PAYMENT_NONE] = "none",           [MC_PAYMENT_DUE] = "due",
  [MC_PAYMENT_PAID] = "paid",           [MC_PAYMENT_EXEMPT] = "exempt",
  [MC_PAYMENT_CANCELLED] = "cancelled", [MC_PAYMENT_REFUND_DUE] = "refund_due",
  [MC_PAYMENT_REFUNDED] = "refunded",
};

static const char *const sync_ids[] = {
  [MC_SYNC_PENDING] = "pending",
  [MC_SYNC_OK] = "ok",
  [MC_SYNC_ERROR] = "error",
};

/* Its place among them; n: it is none. */
static guint
find_word (const char *const *words, guint n, const char *text)
{
  guint at = 0;

  while (at < n && g_strcmp0 (words[at], text) != 0)
    at++;
  return at;
}

gboolean
mc_axis_may_move (McAxis axis, int from, int to)
{
  g_return_val_if_fail ((guint) axis < MC_N_AXES, FALSE);

  return from >= 0 && from < axes[axis].count && to >= 0 && to < axes[axis].count
         && (axes[axis].moves[from] & TO (to)) != 0;
}

int
mc_axis_count (McAxis axis)
{
  g_return_val_if_fail ((guint) axis < MC_N_AXES, 0);

  return axes[axis].count;
}

McPayment
mc_payment_worse (McPayment a, McPayment b)
{
  static const McPayment order[] = { MC_PAYMENT_DUE,    MC_PAYMENT_REFUND_DUE, MC_PAYMENT_PAID, MC_PAYMENT_REFUNDED,
                                     MC_PAYMENT_EXEMPT, MC_PAYMENT_CANCELLED,  MC_PAYMENT_NONE };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (order[i] == a || order[i] == b)
      return order[i];
  return MC_PAYMENT_NONE;
}

const char *
mc_payment_to_string (McPayment value)
{
  return (guint) value < G_N_ELEMENTS (payment_ids) ? payment_ids[value] : NULL;
}

gboolean
mc_payment_from_string (const char *text, McPayment *value)
{
  guint at = find_word (payment_ids, G_N_ELEMENTS (payment_ids), text);

  if (at == G_N_ELEMENTS (payment_ids))
    return FALSE;
  *value = (McPayment) at;
  return TRUE;
}

const char *
mc_sync_state_to_string (McSyncState value)
{
  return (guint) value < G_N_ELEMENTS (sync_ids) ? sync_ids[value] : NULL;
}

gboolean
mc_sync_state_from_string (const char *text, McSyncState *value)
{
  guint at = find_word (sync_ids, G_N_ELEMENTS (sync_ids), text);

  if (at == G_N_ELEMENTS (sync_ids))
    return FALSE;
  *value = (McSyncState) at;
  return TRUE;
}
