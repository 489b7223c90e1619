// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk.h"
#include "mc-slot-list.h"

#define RECORDS 60

/* What GTK believes of the model: built from items-changed alone. */
typedef struct
{
  GListModel *model;
  GPtrArray *shadow; /* McSlot */
  guint emissions;
} Auditor;

static McListing *
make_listing (const gint64 *keys, guint n)
{
  McListing *listing = g_new0 (McListing, 1);

  g_atomic_ref_count_init (&listing->ref_count);
  listing->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (listing->keys, keys, n);
  listing->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_summary_unref);
  return listing;
}

static McListing *
make_random_listing (GRand *rand)
{
  guint n = (guint) g_rand_int_range (rand, 0, 300);
  g_autofree gint64 *keys = g_new (gint64, n + 1);

  for (guint i = 0; i < n; i++)
    keys[i] = g_rand_int_range (rand, 1, 100000);
  return make_listing (keys, n);
}

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, Auditor *self)
{
  /* the difference in length, at the tail: rows that stay are not built anew */
  g_assert_cmpuint (position + removed, ==, self->shadow->len);
  g_assert_true (removed == 0 || added == 0);
  if (removed > 0)
    g_ptr_array_remove_range (self->shadow, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (self->shadow, (int) (position + i), g_list_model_get_item (model, position + i));
  g_assert_cmpuint (self->shadow->len, ==, g_list_model_get_n_items (model));
  self->emissions++;
}

static void
audit (Auditor *self, McListing *listing)
{
  g_assert_cmpuint (g_list_model_get_n_items (self->model), ==, listing->keys->len);
  g_assert_cmpuint (self->shadow->len, ==, listing->keys->len);
  for (guint i = 0; i < self->shadow->len; i++)
    {
      g_autoptr (McSlot) slot = g_list_model_get_item (self->model, i);

      g_assert_true (slot == g_ptr_array_index (self->shadow, i));
      g_assert_cmpuint (mc_slot_get_position (slot), ==, i);
      g_assert_cmpint (mc_slot_get_key (slot), ==, g_array_index (listing->keys, gint64, i));
    }
  g_assert_null (g_list_model_get_item (self->model, self->shadow->len));
}

static void
test_random_refills (void)
{
  Desk desk;
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autoptr (McSlotList) list = NULL;
  Auditor auditor = { 0 };

  desk_open (&desk, "refills", 0);
  list = mc_slot_list_new (mc_profile_get_cache (desk.profile));
  auditor.model = G_LIST_MODEL (list);
  auditor.shadow = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &auditor);
  for (int round = 0; round < 400; round++)
    {
      g_autoptr (McListing) listing = make_random_listing (rand);
      guint before = auditor.emissions;
      gboolean same_length = mc_slot_list_get_length (list) == listing->keys->len;

      mc_slot_list_set_listing (list, listing);
      g_assert_cmpuint (auditor.emissions - before, ==, same_length ? 0 : 1);
      audit (&auditor, listing);
      if (round % 7 == 0)
        g_main_context_iteration (NULL, FALSE);
    }
  mc_slot_list_set_listing (list, NULL);
  g_assert_cmpuint (auditor.shadow->len, ==, 0);
  g_ptr_array_unref (auditor.shadow);
  g_clear_object (&list);
  desk_close (&desk);
}

/* 100,000 rows cost what is looked at. */
static void
test_many_rows (void)
{
  enum
  {
    ROWS = 100000,
    LOOKED_AT = 200
  };
  Desk desk;
  g_autofree gint64 *keys = g_new (gint64, ROWS);
  g_autoptr (McListing) listing = NULL;
  g_autoptr (McSlotList) list = NULL;
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);
  guint position = 0;

  for (guint i = 0; i < ROWS; i++)
    keys[i] = i + 1;
  listing = make_listing (keys, ROWS);
  desk_open (&desk, "many", RECORDS);
  desk_sync (&desk);
  list = mc_slot_list_new (mc_profile_get_cache (desk.profile));
  mc_slot_list_set_listing (list, listing);
  for (guint i = 0; i < LOOKED_AT; i++)
    g_ptr_array_add (held, g_list_model_get_item (G_LIST_MODEL (list), i));
  g_assert_cmpuint (mc_slot_list_get_n_live (list), ==, LOOKED_AT);
  g_assert_cmpuint (mc_slot_list_get_n_batches (list), ==, 0);
  desk_wait (mc_slot_get_summary (g_ptr_array_index (held, RECORDS - 1)) != NULL);
  g_assert_cmpuint (mc_slot_list_get_n_batches (list), ==, 1);
  g_assert_null (mc_slot_get_summary (g_ptr_array_index (held, RECORDS)));

  /* scrolled past before anything was read: nothing is asked for */
  for (guint i = 0; i < ROWS; i += 100)
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (list), i));
  g_assert_cmpuint (mc_slot_list_get_n_live (list), ==, LOOKED_AT);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (mc_slot_list_get_n_batches (list), <=, 2);
  g_assert_true (mc_slot_list_find_key (list, ROWS, &position));
  g_assert_cmpuint (position, ==, ROWS - 1);
  g_assert_false (mc_slot_list_find_key (list, ROWS + 1, &position));
  g_ptr_array_set_size (held, 0);
  g_assert_cmpuint (mc_slot_list_get_n_live (list), ==, 0);
  g_clear_object (&list);
  desk_close (&desk);
}

static void
count_cb (gpointer object, GParamSpec *pspec, guint *count)
{
  (*count)++;
}

/* A slot tells when another record takes its place, and never shows the one before under the new key. */
static void
test_refill_tells (void)
{
  const gint64 first[] = { 1, 2, 3 };
  const gint64 second[] = { 3, 2 };
  Desk desk;
  g_autoptr (McListing) one = make_listing (first, 3);
  g_autoptr (McListing) two = make_listing (second, 2);
  g_autoptr (McSlotList) list = NULL;
  g_autoptr (McSlot) top = NULL;
  g_autoptr (McSlot) middle = NULL;
  g_autofree char *old = NULL;
  guint top_told = 0;
  guint middle_told = 0;

  desk_open (&desk, "tells", 3);
  desk_sync (&desk);
  list = mc_slot_list_new (mc_profile_get_cache (desk.profile));
  mc_slot_list_set_listing (list, one);
  top = g_list_model_get_item (G_LIST_MODEL (list), 0);
  middle = g_list_model_get_item (G_LIST_MODEL (list), 1);
  desk_wait (mc_slot_get_summary (top) != NULL && mc_slot_get_summary (middle) != NULL);
  old = g_strdup (mc_slot_get_summary (top)->id);
  g_signal_connect (top, "notify::summary", G_CALLBACK (count_cb), &top_told);
  g_signal_connect (middle, "notify::summary", G_CALLBACK (count_cb), &middle_told);
  mc_slot_list_set_listing (list, two);
  g_assert_cmpuint (top_told, ==, 1);
  g_assert_null (mc_slot_get_summary (top));
  g_assert_cmpuint (middle_told, ==, 0);
  g_assert_nonnull (mc_slot_get_summary (middle));
  desk_wait (mc_slot_get_summary (top) != NULL);
  g_assert_cmpstr (mc_slot_get_summary (top)->id, !=, old);
  g_clear_object (&list);
  desk_close (&desk);
}

/* An answer that comes when another result set is there already fills nothing. */
static void
test_late_answer (void)
{
  const gint64 first[] = { 1 };
  const gint64 second[] = { 2 };
  Desk desk;
  g_autoptr (McListing) one = make_listing (first, 1);
  g_autoptr (McListing) two = make_listing (second, 1);
  g_autoptr (McSlotList) list = NULL;
  g_autoptr (McSlot) slot = NULL;

  desk_open (&desk, "late", 2);
  desk_sync (&desk);
  list = mc_slot_list_new (mc_profile_get_cache (desk.profile));
  mc_slot_list_set_listing (list, one);
  slot = g_list_model_get_item (G_LIST_MODEL (list), 0);
  while (mc_slot_list_get_n_batches (list) == 0)
    g_main_context_iteration (NULL, TRUE);
  mc_slot_list_set_listing (list, two);
  desk_wait (mc_slot_get_summary (slot) != NULL);
  g_assert_cmpint (mc_slot_get_key (slot), ==, 2);
  g_assert_cmpuint (mc_slot_list_get_n_batches (list), ==, 2);
  g_assert_cmpstr (mc_slot_get_summary (slot)->id, ==, desk_id (2));
  g_clear_object (&list);
  desk_close (&desk);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  dex_init ();
  g_test_add_func ("/slot-list/random-refills", test_random_refills);
  g_test_add_func ("/slot-list/many-rows", test_many_rows);
  g_test_add_func ("/slot-list/refill-tells", test_refill_tells);
  g_test_add_func ("/slot-list/late-answer", test_late_answer);
  return g_test_run ();
}
