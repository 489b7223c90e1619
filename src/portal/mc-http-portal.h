// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-portal.h"
#include "mc-clock.h"

G_BEGIN_DECLS

/* Gives the token for calls; refreshes it single-flight. Implemented by McSession. */
#define MC_TYPE_AUTHORIZER (mc_authorizer_get_type ())
G_DECLARE_INTERFACE (McAuthorizer, mc_authorizer, MC, AUTHORIZER, GObject)

struct _McAuthorizerInterface
{
  GTypeInterface parent_iface;

  /* Resolves with a string: an access token good for now. rejected: (nullable): the one the portal just refused, never
   * given again. Rejects with MC_PORTAL_ERROR_NOT_SIGNED_IN when only signing in helps. */
  DexFuture *(*access_token) (McAuthorizer *self, const char *rejected);
};

DexFuture *mc_authorizer_access_token (McAuthorizer *self, const char *rejected);

/* McPortal over HTTPS with libsoup: one function sends (design §6). */
#define MC_TYPE_HTTP_PORTAL (mc_http_portal_get_type ())
G_DECLARE_FINAL_TYPE (McHttpPortal, mc_http_portal, MC, HTTP_PORTAL, GObject)

/* base_url: "https://host[:port]", anything but https is refused: NULL and MC_PORTAL_ERROR_INVALID.
 * ca_file: (nullable): the profile's own CA (PEM); NULL: the system's trust.
 * authorizer: (nullable): NULL: only about() can be called. */
McHttpPortal *mc_http_portal_new (const char *base_url, const char *ca_file, McClock *clock, GError **error);
void mc_http_portal_set_authorizer (McHttpPortal *self, McAuthorizer *authorizer);

G_END_DECLS
