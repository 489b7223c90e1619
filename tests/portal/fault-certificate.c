// SPDX-License-Identifier: GPL-3.0-or-later
#include "fault-certificate.h"

#include <string.h>
#include <time.h>

#include <gnutls/crypto.h>
#include <gnutls/x509.h>

#define DAY (24 * 3600)

typedef struct
{
  gnutls_x509_crt_t certificate;
  gnutls_x509_privkey_t key;
} Pair;

static void
check (int status)
{
  if (status < 0)
    g_error ("%s", gnutls_strerror (status));
}

static void
pair_init (Pair *self, const char *name, time_t from, time_t until)
{
  guint8 serial[12];

  check (gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial));
  serial[0] &= 0x7F;
  check (gnutls_x509_privkey_init (&self->key));
  check (gnutls_x509_crt_init (&self->certificate));
  check (
      gnutls_x509_privkey_generate (self->key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0));
  check (gnutls_x509_crt_set_version (self->certificate, 3));
  check (gnutls_x509_crt_set_serial (self->certificate, serial, sizeof serial));
  check (gnutls_x509_crt_set_activation_time (self->certificate, from));
  check (gnutls_x509_crt_set_expiration_time (self->certificate, until));
  check (gnutls_x509_crt_set_dn_by_oid (self->certificate, GNUTLS_OID_X520_COMMON_NAME, 0, name,
                                        (unsigned int) strlen (name)));
  check (gnutls_x509_crt_set_key (self->certificate, self->key));
}

static void
pair_clear (Pair *self)
{
  gnutls_x509_crt_deinit (self->certificate);
  gnutls_x509_privkey_deinit (self->key);
}

static void
ca_init (Pair *self, const char *name)
{
  time_t now = time (NULL);

  pair_init (self, name, now - 10 * DAY, now + 10 * DAY);
  check (gnutls_x509_crt_set_basic_constraints (self->certificate, 1, 0));
  check (gnutls_x509_crt_set_key_usage (self->certificate, GNUTLS_KEY_KEY_CERT_SIGN));
  check (gnutls_x509_crt_sign2 (self->certificate, self->certificate, self->key, GNUTLS_DIG_SHA256, 0));
}

static char *
to_pem (const Pair *self, gboolean with_key)
{
  gnutls_datum_t certificate = { NULL, 0 };
  gnutls_datum_t key = { NULL, 0 };
  char *text;

  check (gnutls_x509_crt_export2 (self->certificate, GNUTLS_X509_FMT_PEM, &certificate));
  if (with_key)
    check (gnutls_x509_privkey_export2_pkcs8 (self->key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &key));
  text = g_strdup_printf ("%.*s%.*s", (int) certificate.size, (char *) certificate.data, (int) key.size,
                          key.data != NULL ? (char *) key.data : "");
  gnutls_free (certificate.data);
  gnutls_free (key.data);
  return text;
}

GTlsCertificate *
fault_certificate_make (FaultCertificate kind, const char *ca_file)
{
  static const guint8 address[4] = { 127, 0, 0, 1 };
  time_t now = time (NULL);
  time_t from = kind == FAULT_CERTIFICATE_EARLY ? now + DAY : now - 2 * DAY;
  time_t until = kind == FAULT_CERTIFICATE_EXPIRED ? now - DAY : now + 2 * DAY;
  g_autoptr (GError) error = NULL;
  g_autofree char *ca_pem = NULL;
  g_autofree char *leaf_pem = NULL;
  const char *other_host = "cong.example.vn";
  GTlsCertificate *certificate;
  Pair ca, other_ca, leaf;
  Pair *signer = kind == FAULT_CERTIFICATE_OTHER_CA ? &other_ca : &ca;

  ca_init (&ca, "CA of a test");
  ca_init (&other_ca, "another CA of a test");
  pair_init (&leaf, "leaf", from, until);
  check (gnutls_x509_crt_set_basic_constraints (leaf.certificate, 0, -1));
  if (kind == FAULT_CERTIFICATE_OTHER_HOST)
    check (gnutls_x509_crt_set_subject_alt_name (leaf.certificate, GNUTLS_SAN_DNSNAME, other_host,
                                                 (unsigned int) strlen (other_host), GNUTLS_FSAN_SET));
  else
    check (gnutls_x509_crt_set_subject_alt_name (leaf.certificate, GNUTLS_SAN_IPADDRESS, address, sizeof address,
                                                 GNUTLS_FSAN_SET));
  check (gnutls_x509_crt_set_key_usage (leaf.certificate, GNUTLS_KEY_DIGITAL_SIGNATURE));
  check (gnutls_x509_crt_set_key_purpose_oid (leaf.certificate, GNUTLS_KP_TLS_WWW_SERVER, 0));
  check (gnutls_x509_crt_sign2 (leaf.certificate, signer->certificate, signer->key, GNUTLS_DIG_SHA256, 0));

  ca_pem = to_pem (&ca, FALSE);
  leaf_pem = to_pem (&leaf, TRUE);
  g_file_set_contents (ca_file, ca_pem, -1, &error);
  g_assert_no_error (error);
  certificate = g_tls_certificate_new_from_pem (leaf_pem, -1, &error);
  g_assert_no_error (error);
  pair_clear (&ca);
  pair_clear (&other_ca);
  pair_clear (&leaf);
  return certificate;
}
