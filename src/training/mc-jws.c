// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include <string.h>

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#define FIELD 32 /* bytes of a P-256 coordinate */

char *
mc_base64url (const guint8 *data, gsize length)
{
  char *text = g_base64_encode (data, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

char *
mc_random_token (void)
{
  guint8 bytes[32];

  if (gnutls_rnd (GNUTLS_RND_KEY, bytes, sizeof bytes) != 0)
    g_error ("no random bytes");
  return mc_base64url (bytes, sizeof bytes);
}

/* GnuTLS gives integers of 31 to 33 bytes: strip or left-pad to the field's size. */
static void
put_field (const gnutls_datum_t *number, guint8 *field)
{
  const guint8 *data = number->data;
  gsize size = number->size;

  while (size > FIELD)
    {
      data++;
      size--;
    }
  memset (field, 0, FIELD);
  memcpy (field + FIELD - size, data, size);
}

gboolean
mc_jws_make_key (gnutls_privkey_t *key, char **key_id, GError **error)
{
  int status = gnutls_privkey_init (key);

  if (status == 0)
    status = gnutls_privkey_generate (*key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0);
  if (status != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "signing key: %s", gnutls_strerror (status));
      return FALSE;
    }
  *key_id = mc_random_token ();
  return TRUE;
}

char *
mc_jws_sign (gnutls_privkey_t key, const char *key_id, JsonNode *payload, GError **error)
{
  g_autofree char *body = json_to_string (payload, FALSE);
  g_autofree char *header = g_strdup_printf ("{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"%s\"}", key_id);
  g_autofree char *header64 = mc_base64url ((guint8 *) header, strlen (header));
  g_autofree char *body64 = mc_base64url ((guint8 *) body, strlen (body));
  g_autofree char *input = g_strconcat (header64, ".", body64, NULL);
  g_autofree char *signature64 = NULL;
  gnutls_datum_t data = { (unsigned char *) input, (unsigned int) strlen (input) };
  gnutls_datum_t der = { NULL, 0 };
  gnutls_datum_t r = { NULL, 0 };
  gnutls_datum_t s = { NULL, 0 };
  guint8 signature[2 * FIELD];
  int status = gnutls_privkey_sign_data2 (key, GNUTLS_SIGN_ECDSA_SHA256, 0, &data, &der);

  if (status == 0)
    status = gnutls_decode_rs_value (&der, &r, &s);
  if (status == 0)
    {
      put_field (&r, signature);
      put_field (&s, signature + FIELD);
      signature64 = mc_base64url (signature, sizeof signature);
    }
  gnutls_free (der.data);
  gnutls_free (r.data);
  gnutls_free (s.data);
  if (status != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "signing: %s", gnutls_strerror (status));
      return NULL;
    }
  return g_strconcat (input, ".", signature64, NULL);
}

JsonNode *
mc_jws_public_jwk (gnutls_privkey_t key, const char *key_id)
{
  gnutls_pubkey_t public_key;
  gnutls_ecc_curve_t curve;
  gnutls_datum_t x = { NULL, 0 };
  gnutls_datum_t y = { NULL, 0 };
  guint8 field[FIELD];
  g_autofree char *x64 = NULL;
  g_autofree char *y64 = NULL;
  JsonObject *o = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  gnutls_pubkey_init (&public_key);
  gnutls_pubkey_import_privkey (public_key, key, 0, 0);
  gnutls_pubkey_export_ecc_raw2 (public_key, &curve, &x, &y, GNUTLS_EXPORT_FLAG_NO_LZ);
  put_field (&x, field);
  x64 = mc_base64url (field, FIELD);
  put_field (&y, field);
  y64 = mc_base64url (field, FIELD);
  gnutls_free (x.data);
  gnutls_free (y.data);
  gnutls_pubkey_deinit (public_key);

  json_object_set_string_member (o, "kty", "EC");
  json_object_set_string_member (o, "crv", "P-256");
  json_object_set_string_member (o, "use", "sig");
  json_object_set_string_member (o, "alg", "ES256");
  json_object_set_string_member (o, "kid", key_id);
  json_object_set_string_member (o, "x", x64);
  json_object_set_string_member (o, "y", y64);
  json_node_take_object (node, o);
  return node;
}

static GBytes *
from_base64url (const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);
  g_autoptr (GString) padded = g_string_new (g_strdelimit (g_strdelimit (copy, "-", '+'), "_", '/'));
  gsize size = 0;
  guchar *data;

  while (padded->len % 4 != 0)
    g_string_append_c (padded, '=');
  data = g_base64_decode (padded->str, &size);
  return g_bytes_new_take (data, size);
}

static gboolean
signature_fits (gnutls_privkey_t key, const char *input, gsize length, GBytes *signature)
{
  unsigned char *bytes = (unsigned char *) g_bytes_get_data (signature, NULL);
  gnutls_datum_t data = { (unsigned char *) input, (unsigned int) length };
  gnutls_datum_t der = { NULL, 0 };
  gnutls_pubkey_t public_key;
  gboolean fits = FALSE;

  if (g_bytes_get_size (signature) != 2 * FIELD || gnutls_pubkey_init (&public_key) != 0)
    return FALSE;
  if (gnutls_pubkey_import_privkey (public_key, key, 0, 0) == 0
      && gnutls_encode_rs_value (&der, &(gnutls_datum_t) { bytes, FIELD }, &(gnutls_datum_t) { bytes + FIELD, FIELD })
             == 0)
    fits = gnutls_pubkey_verify_data2 (public_key, GNUTLS_SIGN_ECDSA_SHA256, 0, &data, &der) >= 0;
  gnutls_free (der.data);
  gnutls_pubkey_deinit (public_key);
  return fits;
}

JsonNode *
mc_jws_verify (gnutls_privkey_t key, const char *token)
{
  const char *first = strchr (token, '.');
  const char *second = first != NULL ? strchr (first + 1, '.') : NULL;
  g_autoptr (GBytes) signature = second != NULL ? from_base64url (second + 1, strlen (second + 1)) : NULL;
  g_autoptr (GBytes) payload = NULL;

  if (signature == NULL || strlen (token) > 4096 || !signature_fits (key, token, (gsize) (second - token), signature))
    return NULL;
  payload = from_base64url (first + 1, (gsize) (second - first - 1));
  return mc_codec_parse_object (payload, NULL);
}
