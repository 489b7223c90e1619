// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A CA of the training portal's own, kept in `directory` (ca.pem, ca.key 0600; made when absent), and a fresh leaf of it
 * for 127.0.0.1 and localhost. ca_file: (out): path of the CA's certificate. (transfer full) */
GTlsCertificate *mc_training_tls_make (const char *directory, char **ca_file, GError **error);

G_END_DECLS
