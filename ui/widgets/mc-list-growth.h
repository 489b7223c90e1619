// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A view makes widgets for some 200 items as soon as its model has them, and nothing else happens meanwhile. So a long list
 * comes from its beginning, what fills a window at once and more of it whenever the loop has nothing to do, until the view
 * has made all it makes: then the model is whole. */
#define MC_TYPE_LIST_GROWTH (mc_list_growth_get_type ())
G_DECLARE_FINAL_TYPE (McListGrowth, mc_list_growth, MC, LIST_GROWTH, GObject)

McListGrowth *mc_list_growth_new (GListModel *whole);

/* What a view is given: the beginning of the whole. (transfer none) */
GListModel *mc_list_growth_get_model (McListGrowth *self);

/* To be called before the whole is replaced by one that may be longer: what comes, grows. A view that has made its widgets
 * already gets it at once. */
void mc_list_growth_begin (McListGrowth *self);

/* Makes sure that an item can be scrolled to or selected now. position: in the whole. */
void mc_list_growth_reach (McListGrowth *self, guint position);

/* Shows what is left at once. */
void mc_list_growth_finish (McListGrowth *self);

G_END_DECLS
