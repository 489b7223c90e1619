// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#define LEASE (30 * G_USEC_PER_SEC)
#define MAX_RECORDS 20   /* open at once, of one official */
#define MAX_RENEWALS 120 /* a minute, of one official */

/* An official has a record open, in one sign-in. */
typedef struct
{
  const McAccount *account;
  char *family; /* of the sign-in's tokens */
  char *dossier;
  gint64 until_us;
} Lease;

static void schedule (McTraining *self);

static void
lease_free (gpointer data)
{
  Lease *self = data;

  g_free (self->family);
  g_free (self->dossier);
  g_free (self);
}

static Lease *
find_lease (McTraining *self, const char *family, const char *dossier)
{
  for (guint i = 0; i < self->leases->len; i++)
    {
      Lease *lease = g_ptr_array_index (self->leases, i);

      if (g_str_equal (lease->family, family) && g_str_equal (lease->dossier, dossier))
        return lease;
    }
  return NULL;
}

static void
tell_change (McTraining *self, const Lease *lease)
{
  g_autoptr (McTrainingRecord) record = mc_training_load (self, lease->dossier);

  if (record != NULL)
    mc_training_streams_presence (self, record, lease->account);
}

/* Ends the leases that have run out (family: NULL) or came from that sign-in. */
static void
end_leases (McTraining *self, const char *family)
{
  gint64 now = mc_clock_now_us (self->wall);

  for (guint i = self->leases->len; i > 0; i--)
    {
      Lease *lease = g_ptr_array_index (self->leases, i - 1);

      if (family != NULL ? !g_str_equal (lease->family, family) : lease->until_us > now)
        continue;
      g_ptr_array_steal_index (self->leases, i - 1);
      tell_change (self, lease);
      lease_free (lease);
    }
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static DexFuture *
timer_cb (DexFuture *future, gpointer data)
{
  g_autoptr (McTraining) self = g_weak_ref_get (data);

  if (self != NULL)
    {
      end_leases (self, NULL);
      schedule (self);
    }
  return NULL;
}

static void
schedule (McTraining *self)
{
  gint64 next = G_MAXINT64;
  GWeakRef *weak;

  dex_clear (&self->presence_timer);
  for (guint i = 0; i < self->leases->len; i++)
    next = MIN (next, ((Lease *) g_ptr_array_index (self->leases, i))->until_us);
  if (next == G_MAXINT64)
    return;
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  next = MAX (next - mc_clock_now_us (self->wall), 1);
  self->presence_timer = dex_future_finally (mc_clock_sleep (self->wall, next), timer_cb, weak, weak_ref_free);
}

JsonArray *
mc_training_presence_others (McTraining *self, const char *dossier, const McAccount *account)
{
  JsonArray *array = json_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  gint64 now = mc_clock_now_us (self->wall);

  for (guint i = 0; i < self->leases->len; i++)
    {
      const Lease *lease = g_ptr_array_index (self->leases, i);
      JsonObject *o;

      if (lease->account == account || lease->until_us <= now || !g_str_equal (lease->dossier, dossier)
          || !g_hash_table_add (seen, (gpointer) lease->account))
        continue;
      o = json_object_new ();
      json_object_set_string_member (o, "name", lease->account->name);
      json_object_set_string_member (o, "unit", mc_training_find_unit (lease->account->unit)->name);
      json_array_add_object_element (array, o);
    }
  return array;
}

static guint
count_leases (McTraining *self, const McAccount *account, gint64 *first_us)
{
  guint count = 0;

  *first_us = G_MAXINT64;
  for (guint i = 0; i < self->leases->len; i++)
    {
      const Lease *lease = g_ptr_array_index (self->leases, i);

      if (lease->account != account)
        continue;
      count++;
      *first_us = MIN (*first_us, lease->until_us);
    }
  return count;
}

static McTrainingResponse *
answer (McTraining *self, const McAccount *account, const char *id, gint64 until_us)
{
  g_autoptr (GDateTime) until = until_us > 0 ? g_date_time_new_from_unix_utc_usec (until_us) : NULL;
  JsonObject *o = json_object_new ();

  mc_write_time (o, "until", until);
  json_object_set_array_member (o, "others", mc_training_presence_others (self, id, account));
  return mc_training_answer_json (200, mc_node_take_object (o));
}

/* PUT: opens or renews; no longer than the token is good. */
static McTrainingResponse *
renew (McTraining *self, const McAccount *account, const char *id, const char *family, gint64 token_us)
{
  gint64 now = mc_clock_now_us (self->wall);
  Lease *lease = find_lease (self, family, id);
  gint64 first_us;
  gboolean begins;

  if (lease == NULL && count_leases (self, account, &first_us) >= MAX_RECORDS)
    return mc_training_too_many (first_us - now);
  if (lease == NULL)
    {
      lease = g_new0 (Lease, 1);
      lease->account = account;
      lease->family = g_strdup (family);
      lease->dossier = g_strdup (id);
      g_ptr_array_add (self->leases, lease);
    }
  begins = lease->until_us == 0;
  lease->until_us = MIN (now + LEASE, token_us);
  if (begins)
    tell_change (self, lease);
  schedule (self);
  return answer (self, account, id, lease->until_us);
}

McTrainingResponse *
mc_training_presence (McTraining *self, const McAccount *account, const char *id, const McTrainingRequest *request)
{
  g_autoptr (GDateTime) at = mc_clock_now (self->clock);
  g_autoptr (McTrainingRecord) record = mc_training_load (self, id);
  gint64 token_us = 0;
  g_autofree char *family = mc_training_token_family (self, request, &token_us);
  McTrainingResponse *refused;
  Lease *lease;

  if (record == NULL || mc_training_check (record, account, MC_CAN_SEE, at) != MC_DENIED_NOT)
    return mc_training_problem (404, "not_found", "Hồ sơ ngoài phạm vi được xem.");
  refused = mc_training_limit (self, account, "presence", MAX_RENEWALS, 60 * G_USEC_PER_SEC);
  if (refused != NULL)
    return refused;
  end_leases (self, NULL);
  if (g_str_equal (request->method, "PUT"))
    return renew (self, account, id, family, token_us);
  lease = find_lease (self, family, id);
  if (lease != NULL)
    {
      lease->until_us = 0;
      end_leases (self, NULL);
      schedule (self);
    }
  return answer (self, account, id, 0);
}

void
mc_training_presence_revoke (McTraining *self, const char *family)
{
  end_leases (self, family);
  schedule (self);
}

void
mc_training_presence_init (McTraining *self)
{
  self->leases = g_ptr_array_new_with_free_func (lease_free);
}
