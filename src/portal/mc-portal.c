// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-portal.h"

G_DEFINE_INTERFACE (McPortal, mc_portal, G_TYPE_OBJECT)

static void
mc_portal_default_init (McPortalInterface *iface)
{
}

DexFuture *
mc_portal_about (McPortal *self)
{
  g_return_val_if_fail (MC_IS_PORTAL (self), NULL);

  return MC_PORTAL_GET_IFACE (self)->about (self);
}

DexFuture *
mc_portal_me (McPortal *self)
{
  g_return_val_if_fail (MC_IS_PORTAL (self), NULL);

  return MC_PORTAL_GET_IFACE (self)->me (self);
}

DexFuture *
mc_portal_changes (McPortal *self, const char *cursor)
{
  g_return_val_if_fail (MC_IS_PORTAL (self), NULL);

  return MC_PORTAL_GET_IFACE (self)->changes (self, cursor);
}

DexFuture *
mc_portal_events (McPortal *self)
{
  g_return_val_if_fail (MC_IS_PORTAL (self), NULL);

  if (MC_PORTAL_GET_IFACE (self)->events == NULL)
    return dex_future_new_for_error (mc_portal_error_new (MC_PORTAL_ERROR_NOT_FOUND, NULL, "no event stream"));
  return MC_PORTAL_GET_IFACE (self)->events (self);
}

DexFuture *
mc_portal_detail (McPortal *self, const char *kind, const char *id)
{
  g_return_val_if_fail (MC_IS_PORTAL (self), NULL);
  g_return_val_if_fail (kind != NULL && id != NULL, NULL);

  return MC_PORTAL_GET_IFACE (self)->detail (self, kind, id);
}

DexFuture *
mc_portal_act (McPortal *self, McAct *act)
{
  g_return_val_if_fail (MC_IS_PORTAL (self), NULL);
  g_return_val_if_fail (act != NULL, NULL);

  return MC_PORTAL_GET_IFACE (self)->act (self, act);
}

DexFuture *
mc_portal_outcome (McPortal *self, const char *key)
{
  g_return_val_if_fail (MC_IS_PORTAL (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  return MC_PORTAL_GET_IFACE (self)->outcome (self, key);
}

static DexFuture *
not_offered (void)
{
  return dex_future_new_for_error (mc_portal_error_new (MC_PORTAL_ERROR_NOT_FOUND, NULL, "this portal has none"));
}

DexFuture *
mc_portal_presence (McPortal *self, const char *id, gboolean open)
{
  g_return_val_if_fail (MC_IS_PORTAL (self) && id != NULL, NULL);

  if (MC_PORTAL_GET_IFACE (self)->presence == NULL)
    return not_offered ();
  return MC_PORTAL_GET_IFACE (self)->presence (self, id, open);
}

DexFuture *
mc_portal_reveal (McPortal *self, const McReveal *reveal)
{
  g_return_val_if_fail (MC_IS_PORTAL (self) && reveal != NULL, NULL);

  if (MC_PORTAL_GET_IFACE (self)->reveal == NULL)
    return not_offered ();
  return MC_PORTAL_GET_IFACE (self)->reveal (self, reveal);
}

DexFuture *
mc_portal_keep_key (McPortal *self, const char *device, GBytes *key)
{
  g_return_val_if_fail (MC_IS_PORTAL (self) && device != NULL, NULL);

  if (MC_PORTAL_GET_IFACE (self)->keep_key == NULL)
    return not_offered ();
  return MC_PORTAL_GET_IFACE (self)->keep_key (self, device, key);
}

DexFuture *
mc_portal_read_key (McPortal *self, const char *device)
{
  g_return_val_if_fail (MC_IS_PORTAL (self) && device != NULL, NULL);

  if (MC_PORTAL_GET_IFACE (self)->read_key == NULL)
    return not_offered ();
  return MC_PORTAL_GET_IFACE (self)->read_key (self, device);
}

static DexFuture *
no_files (void)
{
  return dex_future_new_for_error (mc_portal_error_new (MC_PORTAL_ERROR_INVALID, NULL, "this portal has no files"));
}

DexFuture *
mc_portal_upload (McPortal *self, McUpload *file, McUploadRead read, gpointer data, GDestroyNotify destroy)
{
  g_return_val_if_fail (MC_IS_PORTAL (self), NULL);
  g_return_val_if_fail (file != NULL && file->size > 0 && read != NULL, NULL);

  if (MC_PORTAL_GET_IFACE (self)->upload != NULL)
    return MC_PORTAL_GET_IFACE (self)->upload (self, file, read, data, destroy);
  if (destroy != NULL)
    destroy (data);
  return no_files ();
}

DexFuture *
mc_portal_download (McPortal *self, McDownload *download)
{
  g_return_val_if_fail (MC_IS_PORTAL (self), NULL);
  g_return_val_if_fail (MC_IS_DOWNLOAD (download), NULL);

  if (MC_PORTAL_GET_IFACE (self)->download == NULL)
    return no_files ();
  return MC_PORTAL_GET_IFACE (self)->download (self, download);
}
