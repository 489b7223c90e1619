// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-dossier-page.h"
#include "mc-outbox-page.h"
#include "mc-queue-page.h"
#include "mc-scanner.h"
#include "mc-sidebar.h"
#include "mc-today-page.h"
#include "mc-undo-bar.h"
#include "mc-window.h"

G_BEGIN_DECLS

struct _McWindow
{
  AdwApplicationWindow parent_instance;

  /* template */
  GtkRevealer *training_mark;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  McSignInPage *sign_in_page;
  AdwBanner *signed_out_banner;
  AdwBanner *outdated_banner;
  AdwOverlaySplitView *frame;
  McSidebar *sidebar;
  AdwNavigationSplitView *panes;
  McUndoBar *undo_bar;

  /* owned */
  GSettings *settings;
  McScanner *scanner;
  McProfile *profile;
  McQueuePage *queue_page;
  McOutboxPage *outbox_page;
  McDossierPage *dossier_page;
  McTodayPage *today_page; /* NULL until it is looked at */
  McScope *scope;          /* of the profile shown */
  gboolean restored;       /* the program did not end in order last time */
  char *queue_id;
  gboolean found_shown; /* in the place of a queue */
  gboolean was_pending; /* an act on the open record was in the outbox already */
  gboolean list_folded; /* by hand, where there is room for it */
};

/* The open dossier is to be seen. */
gboolean mc_window_shows_dossier (McWindow *self);

/* The page beside the sidebar: a list, or what stands in the place of one. */
void mc_window_set_list (McWindow *self, AdwNavigationPage *page);

void mc_window_show_today (McWindow *self);

void mc_window_open_record (McWindow *self, const char *id);

/* step: 1 or −1 in the queue; nothing while a dialog is open. */
void mc_window_open_neighbour (McWindow *self, int step);

/* Looks for the text in everything. */
void mc_window_find (McWindow *self, const char *text);

/* mc-window-actions.c */
void mc_window_install_actions (GtkWidgetClass *klass);

G_END_DECLS
