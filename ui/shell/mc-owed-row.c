// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-owed-row.h"

#include <glib/gi18n.h>

#include "mc-dossier-words.h"
#include "mc-print-dialog.h"
#include "mc-task.h"

struct _McOwedRow
{
  AdwActionRow parent_instance;

  /* owned */
  char *record;
  char *paper;
};

enum
{
  PRINT,
  SETTLE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McOwedRow, mc_owed_row, ADW_TYPE_ACTION_ROW)

static void
owed_record_free (McOwedRecord *self)
{
  mc_summary_unref (self->summary);
  g_free (self->paper);
  g_free (self);
}

static void
print_cb (McOwedRow *self)
{
  g_signal_emit (self, signals[PRINT], 0);
}

static void
settle_cb (McOwedRow *self)
{
  g_signal_emit (self, signals[SETTLE], 0);
}

static void
mc_owed_row_finalize (GObject *object)
{
  McOwedRow *self = MC_OWED_ROW (object);

  g_free (self->record);
  g_free (self->paper);
  G_OBJECT_CLASS (mc_owed_row_parent_class)->finalize (object);
}

static void
mc_owed_row_class_init (McOwedRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mc_owed_row_finalize;
  signals[PRINT] = g_signal_new ("print", MC_TYPE_OWED_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SETTLE] = g_signal_new ("settle", MC_TYPE_OWED_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mc_owed_row_init (McOwedRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
}

GPtrArray *
mc_owed_records_read (McProfile *profile, GError **error)
{
  g_autoptr (GPtrArray) papers = mc_await_boxed (mc_journal_papers (mc_profile_get_journal (profile)), error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) owed_record_free);

  for (guint i = 0; papers != NULL && i < papers->len; i++)
    {
      const McOwedPaper *paper = g_ptr_array_index (papers, i);
      McOwedRecord *record;
      McSummary *summary;

      if (paper->state == MC_PAPER_PRINTING)
        continue;
      /* a record that is no longer ours to see keeps its paper and shows nothing */
      summary = mc_await_boxed (mc_cache_summary (mc_profile_get_cache (profile), paper->record_id), NULL);
      if (summary == NULL)
        continue;
      record = g_new0 (McOwedRecord, 1);
      record->summary = summary;
      record->paper = g_strdup (paper->paper);
      record->broken = paper->state == MC_PAPER_BROKEN_OFF;
      g_ptr_array_add (records, record);
    }
  return papers != NULL ? g_steal_pointer (&records) : NULL;
}

McOwedRow *
mc_owed_row_new (const McSummary *summary, const char *paper, gboolean broken)
{
  McOwedRow *self = g_object_new (MC_TYPE_OWED_ROW, NULL);
  GtkWidget *print = gtk_button_new_with_label (broken ? _ ("Print again") : _ ("Print…"));
  GtkWidget *settle = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *code = mc_words_code (summary);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s%s%s", mc_print_dialog_title (paper), code, broken ? " · " : "",
                                               broken ? _ ("Printing broke off") : "");

  self->record = g_strdup (summary->id);
  self->paper = g_strdup (paper);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), mc_words_owner (summary));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_widget_set_valign (print, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (settle, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (settle, "flat");
  gtk_widget_set_tooltip_text (settle, _ ("Take off the list: nobody needs it any more"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (settle), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Take off the list"), -1);
  g_signal_connect_object (print, "clicked", G_CALLBACK (print_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settle, "clicked", G_CALLBACK (settle_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), print);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), settle);
  return self;
}

const char *
mc_owed_row_get_record (McOwedRow *self)
{
  g_return_val_if_fail (MC_IS_OWED_ROW (self), NULL);

  return self->record;
}

const char *
mc_owed_row_get_paper (McOwedRow *self)
{
  g_return_val_if_fail (MC_IS_OWED_ROW (self), NULL);

  return self->paper;
}
