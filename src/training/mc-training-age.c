// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#define LOOK_AGAIN 3600 /* seconds */

static gint64
load_aged (McTraining *self)
{
  g_autoptr (sqlite3_stmt) row
      = mc_training_query (self, "SELECT CAST (value AS INTEGER) FROM meta WHERE name = 'aged'", "");

  return sqlite3_step (row) == SQLITE_ROW ? sqlite3_column_int64 (row, 0) : 0;
}

gboolean
mc_training_set_aged (McTraining *self, gint64 second)
{
  self->aged = second;
  return mc_training_run (self, "INSERT OR REPLACE INTO meta VALUES ('aged', CAST (? AS TEXT))", "i", second);
}

/* (transfer full) of ids */
static GPtrArray *
list_due (McTraining *self, gint64 now)
{
  g_autoptr (sqlite3_stmt) row = mc_training_query (
      self, "SELECT id FROM summaries WHERE until > ? AND until <= ? AND until < 2147483647", "ii", self->aged, now);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  while (sqlite3_step (row) == SQLITE_ROW)
    g_ptr_array_add (ids, g_strdup ((const char *) sqlite3_column_text (row, 0)));
  return ids;
}

/* A change like any other; what the log tells of it is that it is gone. */
static gboolean
change (McTraining *self, const char *id)
{
  g_autoptr (sqlite3_stmt) row = mc_training_query (self, "SELECT unit FROM views WHERE id = ?", "s", id);

  while (sqlite3_step (row) == SQLITE_ROW)
    {
      g_hash_table_add (self->touched, g_strdup ((const char *) sqlite3_column_text (row, 0)));
      g_hash_table_add (self->recount, g_strdup ((const char *) sqlite3_column_text (row, 0)));
    }
  sqlite3_reset (row);
  return mc_training_run (self, "UPDATE views SET seq = ?2 WHERE id = ?1", "si", id, ++self->seq);
}

void
mc_training_age (McTraining *self)
{
  gint64 now = mc_clock_now_us (self->clock) / G_USEC_PER_SEC;
  gint64 before;
  g_autoptr (GPtrArray) due = NULL;
  gboolean done;

  if (self->aged == 0)
    self->aged = load_aged (self);
  if (now - self->aged < LOOK_AGAIN)
    return;
  before = self->aged;
  due = list_due (self, now);
  done = mc_training_begin (self);
  for (guint i = 0; done && i < due->len; i++)
    done = change (self, g_ptr_array_index (due, i));
  if (done && mc_training_set_aged (self, now) && mc_training_commit (self))
    return;
  /* the next one who asks tries again */
  mc_training_rollback (self);
  self->aged = before;
}
