// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include <string.h>

/* Tokens of an outside issuer: who asks it (the front) settles here what it said. */

#define TRUSTED (30 * G_USEC_PER_SEC) /* how long its word is taken */
#define REFUSED (10 * G_USEC_PER_SEC) /* … that a token is not good */
#define MAX_REFUSED 1000
#define MAX_TOKEN 4096

static gboolean
is_token (const char *text)
{
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && strchr ("-._~+/=", text[i]) == NULL)
      return FALSE;
  return length > 0 && length <= MAX_TOKEN;
}

char *
mc_training_token_to_check (McTraining *self, const McTrainingRequest *request)
{
  const char *header = mc_training_request_header (request, "authorization");
  const McAccessToken *known;
  gint64 now = mc_clock_now_us (self->wall);
  gint64 *refused;

  g_return_val_if_fail (MC_IS_TRAINING (self), NULL);

  if (!self->outside || request->browser || header == NULL || g_ascii_strncasecmp (header, "Bearer ", 7) != 0
      || !is_token (header + 7))
    return NULL;
  known = g_hash_table_lookup (self->access_tokens, header + 7);
  refused = g_hash_table_lookup (self->refused, header + 7);
  if ((known != NULL && now < known->checked_us + TRUSTED) || (refused != NULL && now < *refused))
    return NULL;
  return g_strdup (header + 7);
}

static void
refuse (McTraining *self, const char *token)
{
  const McAccessToken *known = g_hash_table_lookup (self->access_tokens, token);
  g_autofree char *family = known != NULL ? g_strdup (known->family) : NULL;
  gint64 until = mc_clock_now_us (self->wall) + REFUSED;

  if (family != NULL)
    mc_training_revoke_family (self, family);
  if (g_hash_table_size (self->refused) >= MAX_REFUSED)
    g_hash_table_remove_all (self->refused);
  g_hash_table_insert (self->refused, g_strdup (token), g_memdup2 (&until, sizeof until));
}

void
mc_training_settle_token (McTraining *self, const char *token, const McTrainingWord *word)
{
  const McAccount *account = word != NULL ? mc_training_find_account (word->username) : NULL;
  gint64 now = mc_clock_now_us (self->wall);
  McAccessToken *known;

  g_return_if_fail (MC_IS_TRAINING (self) && token != NULL);

  if (account == NULL || mc_training_is_disabled (self, account) || word->until_us <= now)
    {
      refuse (self, token);
      return;
    }
  mc_training_sweep_tokens (self);
  known = g_new0 (McAccessToken, 1);
  known->sub = g_strdup (account->sub);
  known->family = g_strdup (word->sign_in != NULL ? word->sign_in : token);
  known->until_us = word->until_us;
  known->auth_us = word->auth_us;
  known->checked_us = now;
  g_hash_table_insert (self->access_tokens, g_strdup (token), known);
}
