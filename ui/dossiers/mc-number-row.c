// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-number-row.h"

#include <glib/gi18n.h>

#include "mc-error-text.h"
#include "mc-format.h"
#include "mc-purpose-dialog.h"
#include "mc-task.h"
#include "mc-text.h"

#define SHOWN_FOR_US (60 * (gint64) G_USEC_PER_SEC)

struct _McNumberRow
{
  AdwActionRow parent_instance;

  GtkWidget *button; /* NULL: not theirs to see */

  /* owned */
  McProfile *profile;
  McSummary *record;
  char *field;
  char *whose;
  char *number; /* nullable */
  McScope *scope;

  gboolean shown;
};

typedef struct
{
  McNumberRow *row;
  char *purpose;
} Look;

G_DEFINE_FINAL_TYPE (McNumberRow, mc_number_row, ADW_TYPE_ACTION_ROW)

static void
look_free (Look *self)
{
  g_object_unref (self->row);
  g_free (self->purpose);
  g_free (self);
}

static gboolean
is_whole (const char *number)
{
  return number != NULL && *number != '\0' && g_utf8_strchr (number, -1, 0x2022) == NULL;
}

static void
show (McNumberRow *self, gboolean whole)
{
  g_autofree char *masked = is_whole (self->number) ? mc_text_mask_number (self->number) : g_strdup (self->number);

  self->shown = whole;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), mc_format_text (whole ? self->number : masked));
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (self), whole);
  if (self->button != NULL)
    gtk_button_set_label (GTK_BUTTON (self->button), whole ? _ ("Hide it") : _ ("Show personal number"));
}

/* The journal has it before anybody sees it. */
static DexFuture *
look_fiber (gpointer data)
{
  Look *look = data;
  McNumberRow *self = look->row;
  g_autoptr (McScope) scope = g_object_ref (self->scope);
  g_autoptr (GError) error = NULL;
  gboolean recorded = mc_await (
      mc_sync_record (mc_profile_get_sync (self->profile), self->record, MC_ACT_REVEAL, self->field, look->purpose),
      &error);

  if (mc_scope_is_ended (scope))
    return dex_future_new_true ();
  gtk_widget_set_sensitive (self->button, TRUE);
  if (!recorded)
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self), mc_error_text (error));
      return dex_future_new_true ();
    }
  show (self, TRUE);
  mc_await (mc_clock_sleep (mc_profile_get_clock (self->profile), SHOWN_FOR_US),
            NULL); /* ended: nobody looks any more */
  if (!mc_scope_is_ended (scope))
    show (self, FALSE);
  return dex_future_new_true ();
}

static void
chosen_cb (McNumberRow *self, const char *id, const char *note)
{
  Look *look;

  if (self->profile == NULL)
    return;
  look = g_new0 (Look, 1);
  look->row = g_object_ref (self);
  look->purpose = mc_purpose_dialog_read (id, note);
  gtk_widget_set_sensitive (self->button, FALSE);
  mc_task_run (self->scope, "reveal", look_fiber, look, (GDestroyNotify) look_free);
}

static void
ask (McNumberRow *self)
{
  McReasonDialog *dialog
      = mc_purpose_dialog_new (_ ("Show personal number"), self->whose, _ ("Purpose of looking"), _ ("Show it"));

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
clicked_cb (McNumberRow *self)
{
  if (self->shown)
    {
      /* what was to hide it later has nothing left to do */
      mc_scope_clear (&self->scope);
      self->scope = mc_scope_new (NULL);
      show (self, FALSE);
    }
  else
    ask (self);
}

static void
mc_number_row_dispose (GObject *object)
{
  McNumberRow *self = MC_NUMBER_ROW (object);

  mc_scope_clear (&self->scope);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->record, mc_summary_unref);
  G_OBJECT_CLASS (mc_number_row_parent_class)->dispose (object);
}

static void
mc_number_row_finalize (GObject *object)
{
  McNumberRow *self = MC_NUMBER_ROW (object);

  g_free (self->field);
  g_free (self->whose);
  g_free (self->number);
  G_OBJECT_CLASS (mc_number_row_parent_class)->finalize (object);
}

/* A page that is no longer looked at shows nothing whole when it is looked at again. */
static void
mc_number_row_unmap (GtkWidget *widget)
{
  McNumberRow *self = MC_NUMBER_ROW (widget);

  if (self->shown)
    clicked_cb (self);
  GTK_WIDGET_CLASS (mc_number_row_parent_class)->unmap (widget);
}

static void
mc_number_row_class_init (McNumberRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mc_number_row_dispose;
  object_class->finalize = mc_number_row_finalize;
  GTK_WIDGET_CLASS (klass)->unmap = mc_number_row_unmap;
}

static void
mc_number_row_init (McNumberRow *self)
{
  self->scope = mc_scope_new (NULL);
}

GtkWidget *
mc_number_row_new (McProfile *profile, McSummary *record, const char *field, const char *whose, const char *number)
{
  McNumberRow *self = g_object_new (MC_TYPE_NUMBER_ROW, NULL);

  self->profile = g_object_ref (profile);
  self->record = mc_summary_ref (record);
  self->field = g_strdup (field);
  self->whose = g_strdup (whose);
  self->number = g_strdup (number);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Personal number"));
  gtk_widget_add_css_class (GTK_WIDGET (self), "property");
  if (is_whole (number))
    {
      self->button = gtk_button_new ();
      gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (self->button, "flat");
      g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
      adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->button);
    }
  show (self, FALSE);
  return GTK_WIDGET (self);
}
