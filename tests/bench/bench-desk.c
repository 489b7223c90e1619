// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench-list.h"
#include "mc-codecs.h"
#include "mc-handling.h"
#include "mc-keyring.h"

/* What the program finds of an official who worked here yesterday: the key in the keyring, the queues in the cache. */

static char *
describe_official (void)
{
  const char *in[] = { G_STRINGIFY (1), NULL };
  g_autoptr (McMe) me = mc_me_new ();
  McQueue *queue = mc_queue_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GBytes) bytes = NULL;

  G_STATIC_ASSERT (MC_HANDLING_NEW == 1);
  me->sub = g_strdup (BENCH_SUB);
  me->name = g_strdup ("Nguyễn Thị Hường");
  me->unit_id = g_strdup ("an-binh");
  me->unit_name = g_strdup ("Trung tâm Phục vụ hành chính công phường An Bình");
  me->roles = g_strsplit ("receiver", " ", -1);
  queue->id = g_strdup ("waiting");
  queue->title = g_strdup ("Chờ tiếp nhận");
  queue->filter = mc_filter_new ();
  g_assert_true (mc_filter_add (queue->filter, "national_state", MC_FILTER_IN, in));
  queue->order = g_strdup ("deadline");
  g_ptr_array_add (me->queues, queue);
  node = mc_codec_me_build (me);
  bytes = mc_codec_print (node);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

void
run_desk (void)
{
  g_autoptr (McProfile) profile = bench_open ();
  g_autoptr (McKeyring) keyring = mc_keyring_new ();
  g_autofree char *me = describe_official ();
  g_autofree char *key = g_base64_encode (bench_key, KEY_BYTES);

  dex_unref (bench_await (mc_keyring_store (keyring, BENCH_URL, BENCH_SUB, "store-key", "bench", key)));
  dex_unref (bench_await (mc_cache_set (mc_profile_get_cache (profile), "me", me)));
  dex_unref (bench_await (mc_profile_close (profile)));
}
