// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* An HTTPS server for tests that answers what it is told, byte for byte, however wrong: each connection is read to the
 * end of its request, answered by the next answer (the last one repeats) and closed. Works on threads of its own. */
typedef struct _FaultServer FaultServer;

typedef enum
{
  FAULT_CERTIFICATE_GOOD,       /* 127.0.0.1, by the CA of fault_server_get_ca_file() */
  FAULT_CERTIFICATE_EXPIRED,    /* until yesterday */
  FAULT_CERTIFICATE_EARLY,      /* from tomorrow on */
  FAULT_CERTIFICATE_OTHER_HOST, /* cong.example.vn */
  FAULT_CERTIFICATE_OTHER_CA,   /* by a CA that nobody knows */
  FAULT_CERTIFICATE_NONE,       /* closes before the handshake */
} FaultCertificate;

/* What is done with one request. */
typedef struct
{
  const char *head; /* status line and headers, each with its CRLF, without the empty line; NULL: close at once */
  const char *body; /* nullable */
  gsize repeat;     /* the body that often; 0: once */
  gboolean drip;    /* a byte every few milliseconds, until the other side goes */
  gboolean dies;    /* the connection ends without a TLS good-bye */
} FaultAnswer;

FaultServer *fault_server_new (FaultCertificate certificate);
void fault_server_free (FaultServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FaultServer, fault_server_free)

/* "https://127.0.0.1:PORT". (transfer none) */
const char *fault_server_get_url (FaultServer *self);
/* The CA as PEM. (transfer none) */
const char *fault_server_get_ca_file (FaultServer *self);

/* The strings of answers are static. The count of requests begins at 0 again. */
void fault_server_answer (FaultServer *self, const FaultAnswer *answers, guint count);

guint fault_server_count_requests (FaultServer *self);
/* Head and body of a request as they came. (transfer full) */
char *fault_server_dup_request (FaultServer *self, guint index);

/* Connections that are being answered. */
guint fault_server_count_busy (FaultServer *self);

G_END_DECLS
