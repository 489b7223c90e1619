// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The real training portal as a child process over HTTPS, on a directory of its own, with 30 dossiers. Its program is
 * named by $MC_TEST_PORTAL. Everything here blocks, and is meant to: the portal is another process. */
typedef struct _McTestPortal McTestPortal;

McTestPortal *mc_test_portal_start (void);
/* The same with so many dossiers. */
McTestPortal *mc_test_portal_start_with (guint dossiers);
/* Ends it and removes its directory. */
void mc_test_portal_free (McTestPortal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McTestPortal, mc_test_portal_free)

/* (transfer none); directory: where its files are */
const char *mc_test_portal_get_directory (McTestPortal *self);
const char *mc_test_portal_get_url (McTestPortal *self);
const char *mc_test_portal_get_ca_file (McTestPortal *self);

/* Stands still, as a computer that hangs, and goes on. */
void mc_test_portal_send_signal (McTestPortal *self, int signal);

/* Ends it: from here on nobody listens. */
void mc_test_portal_stop (McTestPortal *self);

/* Signs in by the form, without McSession. (transfer full) */
char *mc_test_portal_dup_access_token (McTestPortal *self, const char *username);

/* A call with a token; body of the answer. status: (out) (optional). (transfer full) */
char *mc_test_portal_get (McTestPortal *self, const char *path, const char *token, int *status);

/* POST of a form to the provider. (transfer full) */
char *mc_test_portal_post_form (McTestPortal *self, const char *path, const char *form, int *status);

/* What the scripted person does in the browser. */
typedef struct
{
  const char *username;
  const char *password; /* NULL: the right one */
  /* Changes the page's address, then the address the provider sends the browser to; NULL: as it is. May visit other
   * addresses with mc_test_visit(). (transfer full) */
  char *(*change_page) (const char *uri);
  char *(*change_return) (const char *uri);
  int status;     /* (out): of the last page */
  gboolean ended; /* (out), atomic */
} McTestPerson;

/* A McOpenBrowserFunc: a thread opens the page, fills in the form, follows the redirect. data: a McTestPerson. */
gboolean mc_test_browser_open (const char *uri, gpointer data, GError **error);

/* GET without following; the status, or 0 when nobody is there. */
int mc_test_visit (const char *uri);

/* Whether somebody listens at that host and port. */
gboolean mc_test_is_listening (const char *uri);

G_END_DECLS
