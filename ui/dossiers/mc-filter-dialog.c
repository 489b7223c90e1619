// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-filter-dialog.h"

#include <glib/gi18n.h>

#include "mc-choice-factory.h"
#include "mc-dialog-size.h"
#include "mc-dossier-words.h"
#include "mc-task.h"

struct _McFilterDialog
{
  AdwDialog parent_instance;

  /* owned */
  McProfile *profile;
  McScope *scope;
  McFilter *filter;
  McQueueView *view;               /* a copy */
  GPtrArray *values[MC_N_NARROWS]; /* char *: values beside the model's strings, the first NULL */

  GtkWidget *rows[MC_N_NARROWS]; /* children */
  gboolean filling;
};

enum
{
  NARROWED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McFilterDialog, mc_filter_dialog, ADW_TYPE_DIALOG)

static void
narrow_to (McFilterDialog *self, McNarrow narrow, const char *value, const char *label)
{
  if (g_strcmp0 (self->view->values[narrow], value) == 0)
    return;
  mc_queue_view_narrow (self->view, narrow, value, label);
  g_signal_emit (self, signals[NARROWED], 0, (int) narrow, value, label);
}

static McNarrow
narrow_of (gpointer row)
{
  return GPOINTER_TO_UINT (g_object_get_data (row, "mc-narrow"));
}

static const char *
string_at (AdwComboRow *row, guint position)
{
  return gtk_string_list_get_string (GTK_STRING_LIST (adw_combo_row_get_model (row)), position);
}

/* The toolkit gives such a row no name of its own. */
static void
name_row (McFilterDialog *self, McNarrow narrow)
{
  AdwComboRow *row = ADW_COMBO_ROW (self->rows[narrow]);
  guint position = adw_combo_row_get_selected (row);
  const char *value = adw_combo_row_get_model (row) != NULL ? string_at (row, position) : NULL;
  g_autofree char *name = g_strdup_printf ("%s: %s", _ (mc_queue_view_title (narrow)), value != NULL ? value : "");

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
selected_cb (AdwComboRow *row, GParamSpec *pspec, McFilterDialog *self)
{
  McNarrow narrow = narrow_of (row);
  guint position = adw_combo_row_get_selected (row);

  if (self->filling || self->values[narrow] == NULL || position >= self->values[narrow]->len)
    return;
  name_row (self, narrow);
  narrow_to (self, narrow, g_ptr_array_index (self->values[narrow], position), string_at (row, position));
}

static void
day_changed_cb (GtkEditable *row, McFilterDialog *self)
{
  const char *text = gtk_editable_get_text (row);
  g_autofree char *day = mc_queue_view_parse_day (text);
  g_autofree char *label = mc_queue_view_format_day (day);
  gboolean wrong = *text != '\0' && day == NULL;

  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (!wrong)
    narrow_to (self, narrow_of (row), day, label);
}

static GtkWidget *
make_choice (McFilterDialog *self)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkListItemFactory) shown = mc_choice_factory_new (FALSE);
  g_autoptr (GtkListItemFactory) listed = mc_choice_factory_new (TRUE);
  g_autoptr (GtkExpression) text = mc_choice_expression_new ();

  adw_combo_row_set_factory (ADW_COMBO_ROW (row), shown);
  adw_combo_row_set_list_factory (ADW_COMBO_ROW (row), listed);
  adw_combo_row_set_expression (ADW_COMBO_ROW (row), text);
  adw_combo_row_set_search_match_mode (ADW_COMBO_ROW (row), GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
  g_signal_connect (row, "notify::selected", G_CALLBACK (selected_cb), self);
  return row;
}

static GtkWidget *
make_day (McFilterDialog *self, McNarrow narrow)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *day = mc_queue_view_format_day (self->view->values[narrow]);

  gtk_editable_set_text (GTK_EDITABLE (row), day != NULL ? day : "");
  g_signal_connect (row, "changed", G_CALLBACK (day_changed_cb), self);
  return row;
}

static const char *
label_of (McNarrow narrow, const McFieldValue *value)
{
  return narrow == MC_NARROW_CHANNEL ? mc_words_channel (value->value) : value->label;
}

/* All, then what there is; what is chosen stays in it although no record has it any more. */
static void
fill_choice (McFilterDialog *self, McNarrow narrow, GPtrArray *found)
{
  g_autoptr (GtkStringList) strings = gtk_string_list_new (NULL);
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);
  const char *chosen = self->view->values[narrow];
  guint selected = 0;

  gtk_string_list_append (strings, _ ("All of them"));
  g_ptr_array_add (values, NULL);
  for (guint i = 0; i < found->len; i++)
    {
      const McFieldValue *value = g_ptr_array_index (found, i);

      if (g_strcmp0 (chosen, value->value) == 0)
        selected = values->len;
      gtk_string_list_append (strings, label_of (narrow, value));
      g_ptr_array_add (values, g_strdup (value->value));
    }
  if (chosen != NULL && selected == 0)
    {
      selected = values->len;
      gtk_string_list_append (strings, self->view->labels[narrow] != NULL ? self->view->labels[narrow] : chosen);
      g_ptr_array_add (values, g_strdup (chosen));
    }
  self->filling = TRUE;
  adw_combo_row_set_model (ADW_COMBO_ROW (self->rows[narrow]), G_LIST_MODEL (strings));
  adw_combo_row_set_enable_search (ADW_COMBO_ROW (self->rows[narrow]), values->len > 8);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->rows[narrow]), selected);
  self->filling = FALSE;
  name_row (self, narrow);
  g_clear_pointer (&self->values[narrow], g_ptr_array_unref);
  self->values[narrow] = values;
}

static DexFuture *
read_fiber (gpointer data)
{
  McFilterDialog *self = data;
  g_autoptr (McScope) scope = g_object_ref (self->scope);

  for (guint i = 0; i < MC_N_NARROWS; i++)
    {
      GError *error = NULL;
      g_autoptr (GPtrArray) found = NULL;

      if (MC_NARROW_IS_DAY (i))
        continue;
      found = mc_await_boxed (
          mc_cache_values (mc_profile_get_cache (self->profile), self->filter, mc_queue_view_field (i)), &error);
      if (found == NULL)
        return dex_future_new_for_error (error);
      if (mc_scope_is_ended (scope))
        break;
      fill_choice (self, i, found);
    }
  return dex_future_new_true ();
}

static GtkWidget *
make_page (McFilterDialog *self)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *groups[2] = { adw_preferences_group_new (), adw_preferences_group_new () };

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (groups[1]), _ ("Days"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (groups[1]), _ ("Day/month/year, as 23/11/2026"));
  for (guint i = 0; i < MC_N_NARROWS; i++)
    {
      self->rows[i] = MC_NARROW_IS_DAY (i) ? make_day (self, i) : make_choice (self);
      g_object_set_data (G_OBJECT (self->rows[i]), "mc-narrow", GUINT_TO_POINTER (i));
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[i]), _ (mc_queue_view_title (i)));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (groups[MC_NARROW_IS_DAY (i)]), self->rows[i]);
      if (!MC_NARROW_IS_DAY (i))
        name_row (self, i);
    }
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (groups[i]));
  return page;
}

static void
mc_filter_dialog_dispose (GObject *object)
{
  McFilterDialog *self = MC_FILTER_DIALOG (object);

  mc_scope_clear (&self->scope);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (mc_filter_dialog_parent_class)->dispose (object);
}

static void
mc_filter_dialog_finalize (GObject *object)
{
  McFilterDialog *self = MC_FILTER_DIALOG (object);

  for (guint i = 0; i < MC_N_NARROWS; i++)
    g_clear_pointer (&self->values[i], g_ptr_array_unref);
  g_clear_pointer (&self->filter, mc_filter_unref);
  g_clear_pointer (&self->view, mc_queue_view_free);
  G_OBJECT_CLASS (mc_filter_dialog_parent_class)->finalize (object);
}

static void
mc_filter_dialog_class_init (McFilterDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_filter_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_filter_dialog_finalize;
  signals[NARROWED] = g_signal_new ("narrowed", MC_TYPE_FILTER_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_STRING, G_TYPE_STRING);
}

static void
mc_filter_dialog_init (McFilterDialog *self)
{
  self->scope = mc_scope_new (NULL);
}

McFilterDialog *
mc_filter_dialog_new (McProfile *profile, McFilter *filter, const McQueueView *view)
{
  McFilterDialog *self = g_object_new (MC_TYPE_FILTER_DIALOG, NULL);
  g_autofree char *kept = mc_queue_view_to_string (view);
  GtkWidget *toolbar = adw_toolbar_view_new ();

  self->profile = g_object_ref (profile);
  self->filter = filter != NULL ? mc_filter_ref (filter) : NULL;
  self->view = mc_queue_view_from_string (kept);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar), make_page (self));
  adw_dialog_set_child (ADW_DIALOG (self), toolbar);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Narrow down this list"));
  mc_dialog_size_set (ADW_DIALOG (self), 520, 620);
  mc_task_run (self->scope, "values", read_fiber, g_object_ref (self), g_object_unref);
  return self;
}
