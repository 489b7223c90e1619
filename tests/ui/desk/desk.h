// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-portal.h"
#include "mc-profile.h"

G_BEGIN_DECLS

/* A portal in memory that answers at once: a few dossiers, the acts it got, and a line that can be cut. */
#define DESK_TYPE_PORTAL (desk_portal_get_type ())
G_DECLARE_FINAL_TYPE (DeskPortal, desk_portal, DESK, PORTAL, GObject)

/* Real journal, cache and engine on a virtual clock that stands at Monday 23/11/2026, 10:00. */
typedef struct
{
  McClock *clock;
  DeskPortal *portal;
  McProfile *profile;
  McQueue *queue; /* Chờ tiếp nhận */
  GtkWindow *window;
} Desk;

/* name: of the profile; the same one finds the same store again. */
void desk_open (Desk *self, const char *name, int n_dossiers);
void desk_close (Desk *self);

/* Starts the engine and waits until the records are there. */
void desk_sync (Desk *self);

/* Adds or changes a dossier at the portal; the next update brings it. Number n is due n hours after the clock's start. */
McDossier *desk_put (Desk *self, int number, const char *owner);
const char *desk_id (int number); /* static buffer */
/* Before the engine starts: another role than the receiver's, with queues "first", "second" and those of that role. */
void desk_set_role (Desk *self, const char *role);
void desk_cut_line (Desk *self, gboolean cut);
void desk_hold_news (Desk *self, gboolean hold);    /* so does what comes after the first page of the first update */
void desk_hold_details (Desk *self, gboolean hold); /* their answers come when it ends */
/* What every document is from now on (three pages of a word before); NULL: they are gone. */
void desk_set_document (Desk *self, GBytes *bytes);
/* Out of what the official may see; unit: where it was moved to; NULL: nobody tells. */
void desk_hide (Desk *self, int number, const char *unit);
/* Has every record open, too, as the next lease tells; NULL: nobody. */
void desk_set_colleague (Desk *self, const char *name);
void desk_refuse_acts (Desk *self, gboolean refuse);
void desk_find_fault (Desk *self, gboolean find); /* with their forms: the same act in other words may be taken */
/* Somebody else acts at the portal, unseen until the next update or act. */
void desk_colleague_acts (Desk *self, int number, const char *action, const char *form);
void desk_touch (Desk *self, int number); /* changes its handling version and nothing else */
void desk_tell (Desk *self, int number);  /* the next update brings it as it is */
guint desk_n_acts (Desk *self);           /* that reached the portal */
const char *desk_last_form (Desk *self);
/* What reached the audit last: "reveal owner_id_number Đối chiếu"; NULL: nothing. */
const char *desk_last_reveal (Desk *self);

/* Shows a page in a window, painted and active. */
void desk_present (Desk *self, AdwNavigationPage *page);

/* Waits for a condition, at most 20 s. */
#define desk_wait(condition)                                                                                           \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    gint64 until = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;                                                      \
    guint ticker = g_timeout_add (50, desk_tick_cb, NULL);                                                             \
    while (!(condition))                                                                                               \
      {                                                                                                                \
        if (g_get_monotonic_time () > until)                                                                           \
          g_error ("%s:%d: waited in vain for: %s", __FILE__, __LINE__, #condition);                                   \
        g_main_context_iteration (NULL, TRUE);                                                                         \
      }                                                                                                                \
    g_source_remove (ticker);                                                                                          \
  }                                                                                                                    \
  G_STMT_END
gboolean desk_tick_cb (gpointer data);

/* Runs the loop until the future is settled; an error fails the test. (transfer full) */
DexFuture *desk_await (DexFuture *future);

/* The first shown widget of a type below root; text: (nullable): that says this (label, button, inscription). */
GtkWidget *desk_find (GtkWidget *root, GType type, const char *text);
gboolean desk_says (GtkWidget *root, const char *text);

/* The dialog that is open; NULL: none. */
AdwDialog *desk_dialog (Desk *self);

/* A real key press, and real typing, as a person does it. */
void desk_key (const char *key);
void desk_type (const char *text);
/* As a scanner does it: at once, Enter at the end. */
void desk_scan (const char *text);

G_END_DECLS
