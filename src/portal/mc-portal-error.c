// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-portal-error.h"

typedef struct
{
  McProblem *problem; /* owned; never NULL once it is set */
} McPortalErrorPrivate;

static const char *const code_names[] = {
  [MC_PORTAL_ERROR_OFFLINE] = "offline",
  [MC_PORTAL_ERROR_TIMEOUT] = "timeout",
  [MC_PORTAL_ERROR_TLS] = "tls",
  [MC_PORTAL_ERROR_CAPTIVE] = "captive",
  [MC_PORTAL_ERROR_NOT_SIGNED_IN] = "not-signed-in",
  [MC_PORTAL_ERROR_FORBIDDEN] = "forbidden",
  [MC_PORTAL_ERROR_NOT_FOUND] = "not-found",
  [MC_PORTAL_ERROR_STALE] = "stale",
  [MC_PORTAL_ERROR_INVALID] = "invalid",
  [MC_PORTAL_ERROR_BUSY] = "busy",
  [MC_PORTAL_ERROR_RATE_LIMITED] = "rate-limited",
  [MC_PORTAL_ERROR_SERVER] = "server",
  [MC_PORTAL_ERROR_PROTOCOL] = "protocol",
  [MC_PORTAL_ERROR_RESYNC] = "resync",
  [MC_PORTAL_ERROR_CLOCK] = "clock",
  [MC_PORTAL_ERROR_OUTDATED] = "outdated",
};

static McProblem *
problem_copy (const McProblem *other)
{
  McProblem *self = mc_problem_new ();

  self->status = other->status;
  self->code = g_strdup (other->code);
  self->detail = g_strdup (other->detail);
  self->retry_after = other->retry_after;
  self->current = other->current != NULL ? mc_summary_ref (other->current) : NULL;
  self->changed_by = g_strdup (other->changed_by);
  self->changed_at = other->changed_at != NULL ? g_date_time_ref (other->changed_at) : NULL;
  self->changed_action = g_strdup (other->changed_action);
  self->moved_to = g_strdup (other->moved_to);
  for (guint i = 0; i < other->fields->len; i++)
    {
      const McProblemField *field = g_ptr_array_index (other->fields, i);
      McProblemField *copy = mc_problem_field_new ();

      copy->field = g_strdup (field->field);
      copy->item = g_strdup (field->item);
      copy->code = g_strdup (field->code);
      copy->detail = g_strdup (field->detail);
      g_ptr_array_add (self->fields, copy);
    }
  return self;
}

static void
mc_portal_error_private_init (McPortalErrorPrivate *priv)
{
  priv->problem = NULL;
}

static void
mc_portal_error_private_copy (const McPortalErrorPrivate *from, McPortalErrorPrivate *to)
{
  to->problem = from->problem != NULL ? problem_copy (from->problem) : NULL;
}

static void
mc_portal_error_private_clear (McPortalErrorPrivate *priv)
{
  g_clear_pointer (&priv->problem, mc_problem_free);
}

G_DEFINE_EXTENDED_ERROR (McPortalError, mc_portal_error)

McProblem *
mc_problem_new (void)
{
  McProblem *self = g_new0 (McProblem, 1);

  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_problem_field_free);
  return self;
}

void
mc_problem_free (McProblem *self)
{
  g_free (self->code);
  g_free (self->detail);
  g_clear_pointer (&self->current, mc_summary_unref);
  g_free (self->changed_by);
  g_clear_pointer (&self->changed_at, g_date_time_unref);
  g_free (self->changed_action);
  g_free (self->moved_to);
  g_ptr_array_unref (self->fields);
  g_free (self);
}

McProblemField *
mc_problem_field_new (void)
{
  return g_new0 (McProblemField, 1);
}

void
mc_problem_field_free (McProblemField *self)
{
  g_free (self->field);
  g_free (self->item);
  g_free (self->code);
  g_free (self->detail);
  g_free (self);
}

const McProblem *
mc_portal_error_get_problem (const GError *error)
{
  if (error == NULL || error->domain != MC_PORTAL_ERROR)
    return NULL;
  return mc_portal_error_get_private (error)->problem;
}

GError *
mc_portal_error_new (McPortalError code, McProblem *problem, const char *format, ...)
{
  va_list arguments;
  GError *error;

  va_start (arguments, format);
  error = g_error_new_valist (MC_PORTAL_ERROR, (int) code, format, arguments);
  va_end (arguments);
  mc_portal_error_get_private (error)->problem = problem;
  return error;
}

gboolean
mc_portal_error_can_heal (const GError *error)
{
  if (error == NULL || error->domain != MC_PORTAL_ERROR)
    return FALSE;
  switch ((McPortalError) error->code)
    {
    case MC_PORTAL_ERROR_OFFLINE:
    case MC_PORTAL_ERROR_TIMEOUT:
    case MC_PORTAL_ERROR_CAPTIVE:
    case MC_PORTAL_ERROR_BUSY:
    case MC_PORTAL_ERROR_RATE_LIMITED:
    case MC_PORTAL_ERROR_SERVER:
      return TRUE;
    default:
      return FALSE;
    }
}

const char *
mc_portal_error_code_name (McPortalError code)
{
  g_return_val_if_fail ((guint) code < G_N_ELEMENTS (code_names), NULL);

  return code_names[code];
}
