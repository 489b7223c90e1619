// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtk/gtk.h>

#include "mc-list-growth.h"

#define MANY 1000
/* no view makes more widgets than this at once, however long the list */
#define AT_ONCE 20

/* What a view believes of the model, and how much it had to make at once. */
typedef struct
{
  GListModel *model;
  GPtrArray *shadow; /* GtkStringObject */
  guint most_added;
} Auditor;

typedef struct
{
  GtkStringList *whole;
  McListGrowth *growth;
  Auditor auditor;
} Growing;

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, Auditor *self)
{
  /* beyond what a view makes there are only numbers */
  if (self->shadow->len < 250)
    self->most_added = MAX (self->most_added, added);
  if (removed > 0)
    g_ptr_array_remove_range (self->shadow, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (self->shadow, (int) (position + i), g_list_model_get_item (model, position + i));
  g_assert_cmpuint (self->shadow->len, ==, g_list_model_get_n_items (model));
}

static void
open_growing (Growing *self)
{
  self->whole = gtk_string_list_new (NULL);
  self->growth = mc_list_growth_new (G_LIST_MODEL (self->whole));
  self->auditor
      = (Auditor) { mc_list_growth_get_model (self->growth), g_ptr_array_new_with_free_func (g_object_unref) };
  g_signal_connect (self->auditor.model, "items-changed", G_CALLBACK (items_changed_cb), &self->auditor);
}

static void
close_growing (Growing *self)
{
  g_signal_handlers_disconnect_by_data (self->auditor.model, &self->auditor);
  g_object_unref (self->growth);
  g_object_unref (self->whole);
  g_ptr_array_unref (self->auditor.shadow);
}

/* n strings that nobody has seen before, as a new result set. */
static void
replace (Growing *self, guint n)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) strings = NULL;
  static guint serial;

  for (guint i = 0; i < n; i++)
    g_strv_builder_take (builder, g_strdup_printf ("%u", serial++));
  strings = g_strv_builder_end (builder);
  mc_list_growth_begin (self->growth);
  gtk_string_list_splice (self->whole, 0, g_list_model_get_n_items (G_LIST_MODEL (self->whole)),
                          (const char *const *) strings);
}

static guint
n_shown (Growing *self)
{
  return g_list_model_get_n_items (self->auditor.model);
}

static void
assert_whole (Growing *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->whole));

  g_assert_cmpuint (self->auditor.shadow->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->whole), i);

      g_assert_true (item == g_ptr_array_index (self->auditor.shadow, i));
    }
}

static void
test_in_portions (void)
{
  Growing self;

  open_growing (&self);
  replace (&self, MANY);
  g_assert_cmpuint (n_shown (&self), ==, AT_ONCE);
  while (n_shown (&self) < MANY)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (self.auditor.most_added, ==, AT_ONCE);
  assert_whole (&self);

  /* the view has made its widgets: nothing is gained by waiting */
  replace (&self, 2 * MANY);
  g_assert_cmpuint (n_shown (&self), ==, 2 * MANY);
  assert_whole (&self);
  g_assert_false (g_main_context_pending (NULL));
  close_growing (&self);
}

/* Another result set while the one before still grows, longer, shorter or none. */
static void
test_replaced (void)
{
  static const guint lengths[] = { MANY, 60, 0, MANY, 10, 300, MANY };
  Growing self;

  open_growing (&self);
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      replace (&self, lengths[i]);
      g_assert_cmpuint (n_shown (&self), <=, lengths[i]);
      g_main_context_iteration (NULL, FALSE);
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
  assert_whole (&self);
  g_assert_cmpuint (n_shown (&self), ==, MANY);
  close_growing (&self);
}

/* Who wants to go somewhere does not wait for the list to come there. */
static void
test_reached (void)
{
  Growing self;

  open_growing (&self);
  replace (&self, MANY);
  mc_list_growth_reach (self.growth, AT_ONCE - 1);
  g_assert_cmpuint (n_shown (&self), ==, AT_ONCE);
  mc_list_growth_reach (self.growth, MANY / 2);
  assert_whole (&self);

  replace (&self, 0);
  replace (&self, MANY);
  g_assert_cmpuint (n_shown (&self), ==, AT_ONCE);
  mc_list_growth_finish (self.growth);
  assert_whole (&self);
  g_assert_false (g_main_context_pending (NULL));
  close_growing (&self);
}

/* Nothing of it is left when it goes. */
static void
test_dropped (void)
{
  Growing self;

  open_growing (&self);
  replace (&self, MANY);
  close_growing (&self);
  g_assert_false (g_main_context_pending (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/list-growth/in-portions", test_in_portions);
  g_test_add_func ("/list-growth/replaced", test_replaced);
  g_test_add_func ("/list-growth/reached", test_reached);
  g_test_add_func ("/list-growth/dropped", test_dropped);
  return g_test_run ();
}
