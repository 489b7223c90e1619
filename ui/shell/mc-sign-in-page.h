// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Before anybody is known: which portal, one button, and what becomes of it. Signals: "sign-in", "cancel". */
#define MC_TYPE_SIGN_IN_PAGE (mc_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (McSignInPage, mc_sign_in_page, MC, SIGN_IN_PAGE, AdwBin)

/* Being opened: nothing can be done yet. */
void mc_sign_in_page_show_opening (McSignInPage *self);

/* portal: its address. training: says whose accounts are good here. */
void mc_sign_in_page_show_ready (McSignInPage *self, const char *portal, gboolean training);

/* The browser has been asked to open uri (nullable: not yet); the page offers to copy it. */
void mc_sign_in_page_show_waiting (McSignInPage *self, const char *uri);

/* error: of any domain of ours. */
void mc_sign_in_page_show_error (McSignInPage *self, const GError *error);

void mc_sign_in_page_focus (McSignInPage *self);

G_END_DECLS
