// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-official.h"

/* of a version */
#define N_PARTS 4
#define MAX_PART 1000000

G_DEFINE_BOXED_TYPE (McAbout, mc_about, mc_about_ref, mc_about_unref)
G_DEFINE_BOXED_TYPE (McMe, mc_me, mc_me_ref, mc_me_unref)

McAbout *
mc_about_new (void)
{
  McAbout *self = g_new0 (McAbout, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->redirect_ports = g_array_new (FALSE, FALSE, sizeof (guint));
  self->contract = self->oldest_contract = MC_CONTRACT_VERSION;
  return self;
}

McAbout *
mc_about_ref (McAbout *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mc_about_unref (McAbout *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->name);
  g_free (self->issuer);
  g_free (self->client_id);
  g_free (self->oldest_client);
  g_strfreev (self->scopes);
  g_strfreev (self->file_types);
  g_array_unref (self->redirect_ports);
  g_free (self);
}

const char *
mc_client_version (void)
{
  return MC_CLIENT_VERSION;
}

/* parts: numbers, those that are missing are 0. */
static gboolean
read_version (const char *text, gint64 parts[N_PARTS])
{
  g_auto (GStrv) words = g_strsplit (text, ".", N_PARTS + 1);
  guint count = g_strv_length (words);

  for (guint i = 0; i < N_PARTS; i++)
    {
      guint64 value = 0;

      if (i < count && !g_ascii_string_to_unsigned (words[i], 10, 0, MAX_PART, &value, NULL))
        return FALSE;
      parts[i] = (gint64) value;
    }
  return count > 0 && count <= N_PARTS;
}

gboolean
mc_client_version_is_sound (const char *text)
{
  gint64 parts[N_PARTS];

  return text != NULL && read_version (text, parts);
}

gboolean
mc_about_takes_client (const McAbout *self)
{
  gint64 ours[N_PARTS], oldest[N_PARTS];

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->oldest_contract > MC_CONTRACT_VERSION)
    return FALSE;
  if (self->oldest_client == NULL || !read_version (self->oldest_client, oldest)
      || !read_version (MC_CLIENT_VERSION, ours))
    return TRUE;
  for (guint i = 0; i < N_PARTS; i++)
    if (ours[i] != oldest[i])
      return ours[i] > oldest[i];
  return TRUE;
}

McMe *
mc_me_new (void)
{
  McMe *self = g_new0 (McMe, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->queues = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_queue_free);
  self->actions = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_action_info_free);
  return self;
}

McMe *
mc_me_ref (McMe *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mc_me_unref (McMe *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->sub);
  g_free (self->name);
  g_free (self->position);
  g_free (self->unit_id);
  g_free (self->unit_name);
  g_free (self->unit_superior);
  g_free (self->unit_place);
  g_free (self->unit_address);
  g_free (self->unit_phone);
  g_free (self->tracking_url);
  g_free (self->survey_url);
  g_strfreev (self->roles);
  g_clear_pointer (&self->grants, g_ptr_array_unref);
  g_clear_pointer (&self->permissions, g_ptr_array_unref);
  g_ptr_array_unref (self->queues);
  g_ptr_array_unref (self->actions);
  g_free (self);
}

const McActionInfo *
mc_me_find_action (const McMe *self, const char *id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->actions->len; i++)
    {
      const McActionInfo *info = g_ptr_array_index (self->actions, i);

      if (g_str_equal (info->id, id))
        return info;
    }
  return NULL;
}

McMeGrant *
mc_me_grant_new (void)
{
  return g_new0 (McMeGrant, 1);
}

void
mc_me_grant_free (McMeGrant *self)
{
  g_free (self->role);
  g_free (self->unit_name);
  g_clear_pointer (&self->from, g_date_time_unref);
  g_clear_pointer (&self->until, g_date_time_unref);
  g_free (self->delegator);
  g_free (self->state);
  g_free (self);
}

McMePermission *
mc_me_permission_new (void)
{
  return g_new0 (McMePermission, 1);
}

void
mc_me_permission_free (McMePermission *self)
{
  g_free (self->kind);
  g_strfreev (self->can);
  g_free (self);
}

McQueue *
mc_queue_new (void)
{
  return g_new0 (McQueue, 1);
}

McQueue *
mc_queue_copy (const McQueue *self)
{
  McQueue *copy = mc_queue_new ();

  copy->id = g_strdup (self->id);
  copy->title = g_strdup (self->title);
  copy->order = g_strdup (self->order);
  copy->total = g_strdup (self->total);
  copy->filter = self->filter != NULL ? mc_filter_ref (self->filter) : mc_filter_new ();
  copy->mine = self->mine;
  return copy;
}

void
mc_queue_free (McQueue *self)
{
  g_free (self->id);
  g_free (self->title);
  g_clear_pointer (&self->filter, mc_filter_unref);
  g_free (self->order);
  g_free (self->total);
  g_free (self);
}

McActionInfo *
mc_action_info_new (void)
{
  return g_new0 (McActionInfo, 1);
}

void
mc_action_info_free (McActionInfo *self)
{
  g_free (self->id);
  g_free (self->title);
  g_clear_pointer (&self->form, mc_form_unref);
  g_free (self);
}
