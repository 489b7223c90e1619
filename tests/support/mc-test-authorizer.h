// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-http-portal.h"

G_BEGIN_DECLS

/* A McAuthorizer with two tokens in its hand: the second when the first is rejected. */
#define MC_TYPE_TEST_AUTHORIZER (mc_test_authorizer_get_type ())
G_DECLARE_FINAL_TYPE (McTestAuthorizer, mc_test_authorizer, MC, TEST_AUTHORIZER, GObject)

McTestAuthorizer *mc_test_authorizer_new (const char *token, const char *next_token);

/* How often a token was said to be rejected. */
guint mc_test_authorizer_count_rejected (McTestAuthorizer *self);

G_END_DECLS
