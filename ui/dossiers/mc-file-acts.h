// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "mc-profile.h"

G_BEGIN_DECLS

/* What the official does with files of the open dossier: attaches, replaces, removes, takes over from another dossier, attaches
 * the draft of the result. Signals: "changed": what can be done, or what waits, may be another; "said" (const char *): a
 * sentence to show. */
#define MC_TYPE_FILE_ACTS (mc_file_acts_get_type ())
G_DECLARE_FINAL_TYPE (McFileActs, mc_file_acts, MC, FILE_ACTS, GObject)

/* The "component" of a result's documents begins with this. */
#define MC_RESULT_COMPONENT "result:"

/* page: over which dialogs open; not kept alive. */
McFileActs *mc_file_acts_new (McProfile *profile, GtkWidget *page);

/* dossier: (nullable). */
void mc_file_acts_set_dossier (McFileActs *self, McDossier *dossier);

/* The portal allows it on the open dossier now, and no other act is under way. */
gboolean mc_file_acts_can (McFileActs *self, const char *action);
/* The same for this document of one of its components. */
gboolean mc_file_acts_can_end (McFileActs *self, const char *action, const McDocument *document);

/* Asks for what the act needs (files, a reason, a paper), then commits it. component: id of a component, of a result
 * MC_RESULT_COMPONENT; document: of it, nullable: for replacing and removing alone. */
void mc_file_acts_begin (McFileActs *self, const char *action, const char *component, const McDocument *document);
/* Attaches files that were dropped there. files: of GFile. FALSE: nothing can be attached there. */
gboolean mc_file_acts_drop (McFileActs *self, const char *component, GSList *files);

/* What is on its way to the component: documents with the ids of their files, origin "waiting". (transfer full) of
 * McDocument */
GPtrArray *mc_file_acts_get_waiting (McFileActs *self, const McComponent *component);

/* The document is being replaced or removed by an act that waits. */
gboolean mc_file_acts_is_ending (McFileActs *self, const McDocument *document);

G_END_DECLS
