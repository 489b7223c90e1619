// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-draft-saver.h"

#include "mc-task.h"

typedef struct
{
  McJournal *journal;
  char *record_id;
  char *field;
  char *text; /* NULL: deletes */
} Draft;

static void
draft_free (Draft *self)
{
  g_object_unref (self->journal);
  g_free (self->record_id);
  g_free (self->field);
  g_free (self->text);
  g_free (self);
}

static DexFuture *
save_fiber (gpointer data)
{
  Draft *draft = data;

  return mc_journal_save_draft (draft->journal, draft->record_id, draft->field, draft->text);
}

void
mc_draft_save (McScope *scope, McProfile *profile, const char *record_id, const char *field, const char *text)
{
  Draft *draft = g_new0 (Draft, 1);

  draft->journal = g_object_ref (mc_profile_get_journal (profile));
  draft->record_id = g_strdup (record_id);
  draft->field = g_strdup (field);
  draft->text = text != NULL && *text != '\0' ? g_strdup (text) : NULL;
  mc_task_run (scope, "save draft", save_fiber, draft, (GDestroyNotify) draft_free);
}
