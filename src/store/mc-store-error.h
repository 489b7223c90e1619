// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MC_STORE_ERROR_WRONG_KEY, /* the file is encrypted with another key, or is no database */
  MC_STORE_ERROR_NEWER,     /* written by a newer version of the program */
  MC_STORE_ERROR_PLAINTEXT, /* the file is not encrypted: refused */
  MC_STORE_ERROR_BUSY,      /* another process has this profile */
  MC_STORE_ERROR_FULL,      /* no space left */
  MC_STORE_ERROR_CORRUPT,
  MC_STORE_ERROR_CONFLICT, /* the record has an unsent handling act already */
  MC_STORE_ERROR_FAILED,
} McStoreError;

#define MC_STORE_ERROR (mc_store_error_quark ())
GQuark mc_store_error_quark (void);

G_END_DECLS
