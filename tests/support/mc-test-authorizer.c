// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-test-authorizer.h"

struct _McTestAuthorizer
{
  GObject parent_instance;

  /* owned */
  char *token;
  char *next_token;
  guint rejected;
};

static void mc_test_authorizer_iface_init (McAuthorizerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (McTestAuthorizer, mc_test_authorizer, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MC_TYPE_AUTHORIZER, mc_test_authorizer_iface_init))

static DexFuture *
mc_test_authorizer_access_token (McAuthorizer *authorizer, const char *rejected)
{
  McTestAuthorizer *self = MC_TEST_AUTHORIZER (authorizer);

  if (rejected != NULL)
    {
      self->rejected++;
      g_set_str (&self->token, self->next_token);
    }
  return dex_future_new_for_string (self->token);
}

static void
mc_test_authorizer_iface_init (McAuthorizerInterface *iface)
{
  iface->access_token = mc_test_authorizer_access_token;
}

static void
mc_test_authorizer_finalize (GObject *object)
{
  McTestAuthorizer *self = MC_TEST_AUTHORIZER (object);

  g_free (self->token);
  g_free (self->next_token);
  G_OBJECT_CLASS (mc_test_authorizer_parent_class)->finalize (object);
}

static void
mc_test_authorizer_class_init (McTestAuthorizerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mc_test_authorizer_finalize;
}

static void
mc_test_authorizer_init (McTestAuthorizer *self)
{
}

McTestAuthorizer *
mc_test_authorizer_new (const char *token, const char *next_token)
{
  McTestAuthorizer *self = g_object_new (MC_TYPE_TEST_AUTHORIZER, NULL);

  self->token = g_strdup (token);
  self->next_token = g_strdup (next_token);
  return self;
}

guint
mc_test_authorizer_count_rejected (McTestAuthorizer *self)
{
  return self->rejected;
}
