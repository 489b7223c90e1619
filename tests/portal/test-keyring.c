// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include <glib/gstdio.h>

#include "mc-keyring.h"
#include "mc-test.h"

#define PORTAL "https://cong.example.vn"
#define TOKEN "refresh-token"

/* Runs in a throw-away session; KEYRING=no: in one without a keyring. */

static char *
look_up (McKeyring *keyring, const char *portal, const char *sub, const char *purpose)
{
  g_autoptr (GError) error = NULL;
  char *secret = dex_await_string (mc_keyring_lookup (keyring, portal, sub, purpose), &error);

  g_assert_no_error (error);
  return secret;
}

static void
put (McKeyring *keyring, const char *sub, const char *secret)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (dex_await (mc_keyring_store (keyring, PORTAL, sub, TOKEN, "Thử", secret), &error));
  g_assert_no_error (error);
}

MC_TEST_FIBER (test_secrets)
{
  g_autoptr (McKeyring) keyring = mc_keyring_new ();
  g_autoptr (McKeyring) another = mc_keyring_new ();
  g_autofree char *none = look_up (keyring, PORTAL, "a", TOKEN);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *of_another_official = NULL;
  g_autofree char *of_another_portal = NULL;
  g_autofree char *for_another_purpose = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *still = NULL;

  g_assert_null (none);
  put (keyring, "a", "bí mật một");
  first = look_up (another, PORTAL, "a", TOKEN);
  g_assert_cmpstr (first, ==, "bí mật một");
  of_another_official = look_up (keyring, PORTAL, "b", TOKEN);
  of_another_portal = look_up (keyring, "https://khac.example.vn", "a", TOKEN);
  for_another_purpose = look_up (keyring, PORTAL, "a", "store-key");
  g_assert_null (of_another_official);
  g_assert_null (of_another_portal);
  g_assert_null (for_another_purpose);

  /* stored twice: the newer replaces the older */
  put (keyring, "a", "bí mật hai");
  second = look_up (keyring, PORTAL, "a", TOKEN);
  g_assert_cmpstr (second, ==, "bí mật hai");

  put (keyring, "b", "của b");
  g_assert_true (dex_await_boolean (mc_keyring_forget (keyring, PORTAL, "a", TOKEN), NULL));
  g_assert_true (dex_await_boolean (mc_keyring_forget (keyring, PORTAL, "a", TOKEN), NULL));
  gone = look_up (keyring, PORTAL, "a", TOKEN);
  still = look_up (keyring, PORTAL, "b", TOKEN);
  g_assert_null (gone);
  g_assert_cmpstr (still, ==, "của b");
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_store_key)
{
  g_autoptr (McKeyring) keyring = mc_keyring_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) missing = dex_await_boxed (mc_keyring_store_key (keyring, PORTAL, "k", FALSE), &error);
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  g_autoptr (GBytes) other = NULL;

  /* a key that should be there and is not is never made anew in silence */
  g_assert_null (missing);
  g_assert_error (error, MC_KEYRING_ERROR, MC_KEYRING_ERROR_NO_KEY);
  g_clear_error (&error);
  first = dex_await_boxed (mc_keyring_store_key (keyring, PORTAL, "k", TRUE), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (first), ==, 32);
  second = dex_await_boxed (mc_keyring_store_key (keyring, PORTAL, "k", FALSE), &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (first, second));
  other = dex_await_boxed (mc_keyring_store_key (keyring, PORTAL, "l", TRUE), &error);
  g_assert_no_error (error);
  g_assert_false (g_bytes_equal (first, other));
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_unsound_key)
{
  g_autoptr (McKeyring) keyring = mc_keyring_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (dex_await (mc_keyring_store (keyring, PORTAL, "u", "store-key", "Thử", "c2hvcnQ="), NULL));
  g_assert_null (dex_await_boxed (mc_keyring_store_key (keyring, PORTAL, "u", TRUE), &error));
  g_assert_error (error, MC_KEYRING_ERROR, MC_KEYRING_ERROR_NO_KEY);
  return dex_future_new_true ();
}

/* Whatever stands in the private home and data directories of this session, with "secret" in it. */
static guint
count_plaintext (const char *directory, const char *secret)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;
  guint count = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      g_autofree char *text = NULL;
      gsize size = 0;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        count += count_plaintext (path, secret);
      else if (g_file_get_contents (path, &text, &size, NULL))
        count += memmem (text, size, secret, strlen (secret)) != NULL;
    }
  return count;
}

MC_TEST_FIBER (test_no_keyring)
{
  const char *secret = "khong-duoc-ghi-ra-dia";
  g_autoptr (McKeyring) keyring = mc_keyring_new ();
  g_autoptr (GError) looked = NULL;
  g_autoptr (GError) stored = NULL;
  g_autoptr (GError) forgot = NULL;
  g_autoptr (GError) key = NULL;

  g_assert_false (dex_await (mc_keyring_lookup (keyring, PORTAL, "a", TOKEN), &looked));
  g_assert_error (looked, MC_KEYRING_ERROR, MC_KEYRING_ERROR_MISSING);
  g_assert_false (dex_await (mc_keyring_store (keyring, PORTAL, "a", TOKEN, "Thử", secret), &stored));
  g_assert_error (stored, MC_KEYRING_ERROR, MC_KEYRING_ERROR_MISSING);
  g_assert_false (dex_await (mc_keyring_forget (keyring, PORTAL, "a", TOKEN), &forgot));
  g_assert_error (forgot, MC_KEYRING_ERROR, MC_KEYRING_ERROR_MISSING);
  g_assert_null (dex_await_boxed (mc_keyring_store_key (keyring, PORTAL, "a", TRUE), &key));
  g_assert_error (key, MC_KEYRING_ERROR, MC_KEYRING_ERROR_MISSING);

  g_assert_cmpuint (count_plaintext (g_get_home_dir (), secret), ==, 0);
  g_assert_cmpuint (count_plaintext (g_get_user_data_dir (), secret), ==, 0);
  g_assert_cmpuint (count_plaintext (g_get_user_config_dir (), secret), ==, 0);
  g_assert_cmpuint (count_plaintext (g_get_user_cache_dir (), secret), ==, 0);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  /* as in a sandbox: libsecret's own encrypted file instead of a service */
  if (g_getenv ("MC_TEST_KEYRING_FILE") != NULL)
    {
      g_autofree char *path = g_build_filename (g_get_user_data_dir (), "test.keyring", NULL);

      g_setenv ("SECRET_BACKEND", "file", TRUE);
      g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
      g_setenv ("SECRET_FILE_TEST_PASSWORD", "thử", TRUE);
    }
  g_test_init (&argc, &argv, NULL);
  if (g_strcmp0 (g_getenv ("KEYRING"), "no") == 0)
    g_test_add_func ("/keyring/none", test_no_keyring);
  else
    {
      g_test_add_func ("/keyring/secrets", test_secrets);
      g_test_add_func ("/keyring/store-key", test_store_key);
      g_test_add_func ("/keyring/unsound-key", test_unsound_key);
    }
  return g_test_run ();
}
