// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fault-server.h"

G_BEGIN_DECLS

/* A CA made for this run, written to ca_file, and a leaf of the kind wanted. */
GTlsCertificate *fault_certificate_make (FaultCertificate kind, const char *ca_file);

G_END_DECLS
