// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

#include "mc-training.h"

/* The training portal in process, as its tests use it. */

#define MC_TEST_ISSUER "https://127.0.0.1:4443/oidc"
#define MC_TEST_REDIRECT "http://127.0.0.1:45678/"
#define MC_TEST_VERIFIER "a-verifier-of-more-than-forty-three-characters-0123456789"

/* Monday, 23 November 2026, at this hour and minute in Việt Nam. (transfer full) */
McClock *mc_test_clock (int hour, int minute);
/* directory: (nullable). (transfer full) */
McTraining *mc_test_portal (const char *directory, guint32 seed, guint dossiers, McClock *clock);
/* page_size: records on a page of changes; 0: as always. */
McTraining *mc_test_paged_portal (const char *directory, guint32 seed, guint dossiers, McClock *clock, guint page_size);
/* A new temporary directory; mc_test_remove() ends it. (transfer full) */
char *mc_test_directory (void);
void mc_test_remove (char *directory);

/* address: path, and query after '?'. headers: name, value, …, NULL; nullable. body: nullable. (transfer full) */
McTrainingResponse *mc_test_send (McTraining *portal, const char *method, const char *address, const char *token,
                                  const char *const *headers, GBytes *body);
/* GET of something that must be there: its JSON object. (transfer full) */
JsonNode *mc_test_get (McTraining *portal, const char *token, const char *address);
/* The answer's JSON object. (transfer full) */
JsonNode *mc_test_json (const McTrainingResponse *response);
/* Its text. (transfer full) */
char *mc_test_text (const McTrainingResponse *response);

/* The page for a browser, as it was asked for. (transfer full) */
McTrainingResponse *mc_test_browse (McTraining *portal, const char *method, const char *address, const char *body);
/* POST of a form: name, value, …, NULL. (transfer full) */
McTrainingResponse *mc_test_form (McTraining *portal, const char *path, ...) G_GNUC_NULL_TERMINATED;

/* Address of a sound authorization request with this state. (transfer full) */
char *mc_test_authorize_address (const char *state);
/* From the page to the code; the parameters of the redirect. (transfer full) */
GHashTable *mc_test_authorize (McTraining *portal, const char *username, const char *state);
/* The tokens. (transfer full) */
JsonNode *mc_test_tokens (McTraining *portal, const char *username);
/* The access token. (transfer full) */
char *mc_test_sign_in (McTraining *portal, const char *username);
