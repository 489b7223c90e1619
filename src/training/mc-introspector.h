// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "mc-training.h"

G_BEGIN_DECLS

/* Asks an OpenID provider about tokens (RFC 7662), over validated TLS. */
typedef struct _McIntrospector McIntrospector;

typedef struct
{
  const char *issuer;      /* "https://…"; its discovery document must name it and an introspection_endpoint */
  const char *client_file; /* one line "client_id:client_secret"; others must not be able to read it */
  const char *people_file; /* JSON object: sub at the issuer → username here */
  const char *ca_file;     /* nullable: the system's */
} McIntrospectorOptions;

/* Blocks: reads the files and the discovery document. */
McIntrospector *mc_introspector_new (const McIntrospectorOptions *options, GError **error);
void mc_introspector_free (McIntrospector *self);

/* word: what the issuer says of the token; NULL with error NULL: it is not good, or nobody here; NULL with error: the issuer
 * could not be asked. */
typedef void (*McIntrospectorFunc) (const McTrainingWord *word, const GError *error, gpointer data);
void mc_introspector_ask (McIntrospector *self, const char *token, McIntrospectorFunc answered, gpointer data);

G_END_DECLS
