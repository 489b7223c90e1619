// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-tls.h"

#include <string.h>

#include <gnutls/crypto.h>
#include <gnutls/x509.h>

#define HOUR 3600
#define YEAR (365 * 24 * HOUR)

static gboolean
check (int status, const char *what, GError **error)
{
  if (status >= 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", what, gnutls_strerror (status));
  return FALSE;
}

static char *
export_certificate (gnutls_x509_crt_t certificate)
{
  gnutls_datum_t out = { NULL, 0 };
  char *text;

  gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_PEM, &out);
  text = g_strndup ((char *) out.data, out.size);
  gnutls_free (out.data);
  return text;
}

static char *
export_key (gnutls_x509_privkey_t key)
{
  gnutls_datum_t out = { NULL, 0 };
  char *text;

  gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &out);
  text = g_strndup ((char *) out.data, out.size);
  gnutls_free (out.data);
  return text;
}

static void
prepare (gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key, const char *name, int years)
{
  guint8 serial[12];
  time_t now = time (NULL);

  gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial);
  serial[0] &= 0x7F;
  gnutls_x509_crt_set_version (certificate, 3);
  gnutls_x509_crt_set_serial (certificate, serial, sizeof serial);
  /* an hour back, for clocks that disagree a little */
  gnutls_x509_crt_set_activation_time (certificate, now - HOUR);
  gnutls_x509_crt_set_expiration_time (certificate, now + (time_t) years * YEAR);
  gnutls_x509_crt_set_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, name, (unsigned int) strlen (name));
  gnutls_x509_crt_set_key (certificate, key);
}

/* RFC 5280 4.2.1.1, 4.2.1.2: strict clients refuse a chain without them. */
static void
set_key_ids (gnutls_x509_crt_t certificate, gnutls_x509_crt_t issuer)
{
  guint8 id[64];
  size_t size = sizeof id;

  if (gnutls_x509_crt_get_key_id (certificate, 0, id, &size) == 0)
    gnutls_x509_crt_set_subject_key_id (certificate, id, size);
  size = sizeof id;
  if (gnutls_x509_crt_get_key_id (issuer, 0, id, &size) == 0)
    gnutls_x509_crt_set_authority_key_id (certificate, id, size);
}

static gboolean
make_ca (const char *certificate_file, const char *key_file, GError **error)
{
  gnutls_x509_crt_t certificate;
  gnutls_x509_privkey_t key;
  g_autofree char *certificate_pem = NULL;
  g_autofree char *key_pem = NULL;
  gboolean done;

  gnutls_x509_privkey_init (&key);
  gnutls_x509_crt_init (&certificate);
  done = check (
      gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0),
      "CA key", error);
  if (done)
    {
      prepare (certificate, key, "Một Cửa – CA tập huấn", 5);
      set_key_ids (certificate, certificate);
      gnutls_x509_crt_set_basic_constraints (certificate, 1, 0);
      gnutls_x509_crt_set_key_usage (certificate, GNUTLS_KEY_KEY_CERT_SIGN);
      done = check (gnutls_x509_crt_sign2 (certificate, certificate, key, GNUTLS_DIG_SHA256, 0), "CA", error);
    }
  if (done)
    {
      certificate_pem = export_certificate (certificate);
      key_pem = export_key (key);
      done = g_file_set_contents_full (key_file, key_pem, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error)
             && g_file_set_contents_full (certificate_file, certificate_pem, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0644,
                                          error);
    }
  gnutls_x509_crt_deinit (certificate);
  gnutls_x509_privkey_deinit (key);
  return done;
}

static char *
make_leaf (const char *certificate_file, const char *key_file, GError **error)
{
  gnutls_x509_crt_t ca, leaf;
  gnutls_x509_privkey_t ca_key, key;
  g_autofree char *ca_pem = NULL;
  g_autofree char *ca_key_pem = NULL;
  g_autofree char *leaf_pem = NULL;
  g_autofree char *key_pem = NULL;
  gnutls_datum_t datum;
  static const guint8 address[4] = { 127, 0, 0, 1 };
  char *joined = NULL;

  if (!g_file_get_contents (certificate_file, &ca_pem, NULL, error)
      || !g_file_get_contents (key_file, &ca_key_pem, NULL, error))
    return NULL;
  gnutls_x509_crt_init (&ca);
  gnutls_x509_crt_init (&leaf);
  gnutls_x509_privkey_init (&ca_key);
  gnutls_x509_privkey_init (&key);
  datum = (gnutls_datum_t) { (unsigned char *) ca_pem, (unsigned int) strlen (ca_pem) };
  if (check (gnutls_x509_crt_import (ca, &datum, GNUTLS_X509_FMT_PEM), "CA", error))
    {
      datum = (gnutls_datum_t) { (unsigned char *) ca_key_pem, (unsigned int) strlen (ca_key_pem) };
      if (check (gnutls_x509_privkey_import (ca_key, &datum, GNUTLS_X509_FMT_PEM), "CA key", error)
          && check (
              gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0),
              "key", error))
        {
          prepare (leaf, key, "127.0.0.1", 1);
          set_key_ids (leaf, ca);
          gnutls_x509_crt_set_basic_constraints (leaf, 0, -1);
          gnutls_x509_crt_set_subject_alt_name (leaf, GNUTLS_SAN_IPADDRESS, address, sizeof address, GNUTLS_FSAN_SET);
          gnutls_x509_crt_set_subject_alt_name (leaf, GNUTLS_SAN_DNSNAME, "localhost", strlen ("localhost"),
                                                GNUTLS_FSAN_APPEND);
          gnutls_x509_crt_set_key_usage (leaf, GNUTLS_KEY_DIGITAL_SIGNATURE);
          gnutls_x509_crt_set_key_purpose_oid (leaf, GNUTLS_KP_TLS_WWW_SERVER, 0);
          if (check (gnutls_x509_crt_sign2 (leaf, ca, ca_key, GNUTLS_DIG_SHA256, 0), "certificate", error))
            {
              leaf_pem = export_certificate (leaf);
              key_pem = export_key (key);
              joined = g_strconcat (leaf_pem, key_pem, NULL);
            }
        }
    }
  gnutls_x509_crt_deinit (ca);
  gnutls_x509_crt_deinit (leaf);
  gnutls_x509_privkey_deinit (ca_key);
  gnutls_x509_privkey_deinit (key);
  return joined;
}

GTlsCertificate *
mc_training_tls_make (const char *directory, char **ca_file, GError **error)
{
  g_autofree char *certificate_file = g_build_filename (directory, "ca.pem", NULL);
  g_autofree char *key_file = g_build_filename (directory, "ca.key", NULL);
  g_autofree char *pem = NULL;
  GTlsCertificate *certificate;

  if (!g_file_test (certificate_file, G_FILE_TEST_EXISTS) && !make_ca (certificate_file, key_file, error))
    return NULL;
  pem = make_leaf (certificate_file, key_file, error);
  certificate = pem != NULL ? g_tls_certificate_new_from_pem (pem, -1, error) : NULL;
  if (certificate != NULL)
    *ca_file = g_steal_pointer (&certificate_file);
  return certificate;
}
