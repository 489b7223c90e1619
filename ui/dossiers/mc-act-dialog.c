// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-act-dialog.h"

#include <glib/gi18n.h>

#include "mc-act-field.h"
#include "mc-announce.h"
#include "mc-dialog-size.h"
#include "mc-draft-saver.h"
#include "mc-dossier-words.h"
#include "mc-error-text.h"
#include "mc-format.h"
#include "mc-handling.h"
#include "mc-print-dialog.h"
#include "mc-print-pages.h"
#include "mc-task.h"

/* whose drafts those are of a form for many records */
#define MANY "many"

/* every text is a draft within a second */
#define SAVE_AFTER_MS 300
/* the paper follows the typing, not every key */
#define PAPER_AFTER_MS 400
/* the key that opened the dialog must not send it */
#define GUARD_US (G_USEC_PER_SEC / 2)

/* of the dialog; of that for an act among officials; of the bars above and below its fields */
#define WIDTH 980
#define HEIGHT 540
#define INTERNAL_WIDTH 540
#define BARS_HEIGHT 96

struct _McActDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwBanner *failure;
  GtkWidget *fields;
  GtkButton *send;
  GtkWidget *message_scroller;
  GtkLabel *message;
  GtkWidget *paper_box;
  GtkLabel *paper_title;
  GtkPicture *paper;
  GtkLabel *hint;

  /* owned */
  McScope *scope;      /* of the dialog */
  McScope *page_scope; /* of the page: drafts are saved in it */
  McProfile *profile;
  McDossier *dossier;
  McForm *form;
  char *action;
  GPtrArray *inputs;   /* McActField, in order; owned by the template */
  GHashTable *unsaved; /* set of McActField */

  gint64 shown_us;
  int undo_seconds;
  guint n_records; /* of many; 0: of the dossier alone */
  guint save_source;
  guint paper_source;
  guint paper_turn;  /* of the paper: one set for older words comes too late */
  guint latched_key; /* held down: a repeat is no second press */
  gboolean tried;    /* to send: from then on everything wrong is said */
  gboolean sending;
};

enum
{
  MANY_COMMITTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McActDialog, mc_act_dialog, ADW_TYPE_DIALOG)

static void
save_drafts (McActDialog *self)
{
  GHashTableIter iter;
  gpointer field;

  g_clear_handle_id (&self->save_source, g_source_remove);
  g_hash_table_iter_init (&iter, self->unsaved);
  while (g_hash_table_iter_next (&iter, &field, NULL))
    {
      g_autofree char *name = g_strdup_printf (MC_ACT_DRAFT, self->action, mc_act_field_get_field (field)->id);
      g_autofree char *text = mc_act_field_get_text (field);

      mc_draft_save (self->page_scope, self->profile, self->n_records > 0 ? MANY : self->dossier->summary->id, name,
                     self->n_records > 0 && self->sending ? NULL : text);
      g_hash_table_iter_remove (&iter);
    }
}

/* The act's object as text. (transfer full) */
static char *
build_values (McActDialog *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *values = json_object_new ();

  for (guint i = 0; i < self->inputs->len; i++)
    mc_act_field_add_value (g_ptr_array_index (self->inputs, i), values);
  json_node_take_object (root, values);
  return json_to_string (root, FALSE);
}

static const McFormError *
find_problem (GPtrArray *problems, const char *field)
{
  for (guint i = 0; i < problems->len; i++)
    if (g_strcmp0 (((McFormError *) g_ptr_array_index (problems, i))->field, field) == 0)
      return g_ptr_array_index (problems, i);
  return NULL;
}

/* That something is still empty is said of a field that was emptied, or once sending was tried. */
static gboolean
is_said (McActDialog *self, McActField *input, const McFormError *problem)
{
  return self->tried || mc_act_field_is_touched (input) || !g_str_equal (problem->code, "required");
}

/* What is wrong and what will be read, as it stands. The first field with a problem; NULL: nothing is wrong. */
static McActField *
update (McActDialog *self)
{
  g_autofree char *values = build_values (self);
  g_autoptr (GPtrArray) problems = mc_form_check (self->form, values, self->dossier);
  g_autoptr (GDateTime) now = mc_clock_now (mc_profile_get_clock (self->profile));
  g_autofree char *message = mc_form_message (self->form, values, self->dossier, now);
  McActField *first = NULL;

  for (guint i = 0; i < self->inputs->len; i++)
    {
      McActField *input = g_ptr_array_index (self->inputs, i);
      const McFormError *problem = find_problem (problems, mc_act_field_get_field (input)->id);

      mc_act_field_show_problem (input, problem != NULL && is_said (self, input, problem) ? problem->detail : NULL);
      if (problem != NULL && first == NULL)
        first = input;
    }
  gtk_label_set_label (self->message, message != NULL ? message : "");
  return first;
}

static DexFuture *
paper_fiber (gpointer data)
{
  McActDialog *self = data;
  guint turn = self->paper_turn;
  g_autoptr (GDateTime) now = mc_clock_now (mc_profile_get_clock (self->profile));
  const McMe *me = mc_sync_get_me (mc_profile_get_sync (self->profile));
  g_autofree char *values = build_values (self);
  g_autoptr (McNotice) notice
      = mc_form_notice (self->form, self->action, values, self->dossier, me != NULL ? me->name : "", now);
  g_autoptr (McPrintPages) pages = NULL;
  GError *error = NULL;

  pages = mc_await_object (mc_print_pages_draft (self->scope, self->profile, self->dossier, g_steal_pointer (&notice)),
                           &error);
  if (pages == NULL)
    return dex_future_new_for_error (error);
  if (turn == self->paper_turn && !mc_scope_is_ended (self->scope))
    gtk_picture_set_paintable (self->paper, GDK_PAINTABLE (mc_print_pages_get_texture (pages, 0)));
  return dex_future_new_true ();
}

static void
show_paper_cb (gpointer data)
{
  McActDialog *self = data;

  self->paper_source = 0;
  self->paper_turn++;
  mc_task_run (self->scope, "draft paper", paper_fiber, g_object_ref (self), g_object_unref);
}

static gboolean
has_paper (McActDialog *self)
{
  return g_strcmp0 (self->form->paper, "02") == 0 || g_strcmp0 (self->form->paper, "03") == 0;
}

static gboolean
save_cb (gpointer data)
{
  McActDialog *self = data;

  self->save_source = 0;
  save_drafts (self);
  return G_SOURCE_REMOVE;
}

static void
field_changed_cb (McActDialog *self, McActField *field)
{
  g_hash_table_add (self->unsaved, field);
  if (self->save_source == 0)
    self->save_source = g_timeout_add (SAVE_AFTER_MS, save_cb, self);
  if (self->paper_source == 0 && has_paper (self))
    self->paper_source = g_timeout_add_once (PAPER_AFTER_MS, show_paper_cb, self);
  update (self);
}

static DexFuture *
send_fiber (gpointer data)
{
  McActDialog *self = data;
  g_autofree char *values = build_values (self);
  g_autoptr (McOutboxEntry) entry = NULL;
  g_autoptr (GError) error = NULL;

  entry = mc_await_boxed (mc_sync_act (mc_profile_get_sync (self->profile), self->dossier->summary, self->action,
                                       values, self->undo_seconds),
                          &error);
  if (mc_scope_is_ended (self->scope))
    return dex_future_new_true ();
  if (entry != NULL)
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return dex_future_new_true ();
    }
  self->sending = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->send), TRUE);
  adw_banner_set_title (self->failure, mc_error_text (error));
  adw_banner_set_revealed (self->failure, TRUE);
  return dex_future_new_true ();
}

/* What was typed is in the outbox's entries from now on, and no draft any more. */
static void
send_many (McActDialog *self)
{
  g_autofree char *values = build_values (self);
  g_autoptr (McActDialog) alive = g_object_ref (self);

  for (guint i = 0; i < self->inputs->len; i++)
    g_hash_table_add (self->unsaved, g_ptr_array_index (self->inputs, i));
  adw_dialog_force_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[MANY_COMMITTED], 0, values, self->undo_seconds);
}

static void
send_cb (McActDialog *self)
{
  mc_act_dialog_send (self);
}

/* Ctrl+S: what was typed is a draft now, and when. */
static void
say_saved (McActDialog *self)
{
  g_autoptr (GDateTime) now = mc_clock_now (mc_profile_get_clock (self->profile));
  g_autofree char *time = mc_format_time (now, now);
  g_autofree char *text = g_strdup_printf (_ ("Draft saved %s"), time);

  save_drafts (self);
  gtk_label_set_label (self->hint, text);
  mc_announce (GTK_WIDGET (self), text, TRUE);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                McActDialog *self)
{
  if (keyval == GDK_KEY_s && (state & gtk_accelerator_get_default_mod_mask ()) == GDK_CONTROL_MASK)
    {
      say_saved (self);
      return GDK_EVENT_STOP;
    }
  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter)
      || (state & gtk_accelerator_get_default_mod_mask ()) != GDK_CONTROL_MASK)
    return GDK_EVENT_PROPAGATE;
  if (self->latched_key != keycode)
    {
      self->latched_key = keycode;
      mc_act_dialog_send (self);
    }
  return GDK_EVENT_STOP;
}

static void
key_released_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                 McActDialog *self)
{
  if (self->latched_key == keycode)
    self->latched_key = 0;
}

static void
mc_act_dialog_closed (AdwDialog *dialog)
{
  save_drafts (MC_ACT_DIALOG (dialog));
}

static void
mc_act_dialog_dispose (GObject *object)
{
  McActDialog *self = MC_ACT_DIALOG (object);

  g_clear_handle_id (&self->save_source, g_source_remove);
  g_clear_handle_id (&self->paper_source, g_source_remove);
  mc_scope_clear (&self->scope);
  g_clear_object (&self->page_scope);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (mc_act_dialog_parent_class)->dispose (object);
}

static void
mc_act_dialog_finalize (GObject *object)
{
  McActDialog *self = MC_ACT_DIALOG (object);

  g_clear_pointer (&self->dossier, mc_dossier_unref);
  g_clear_pointer (&self->form, mc_form_unref);
  g_free (self->action);
  g_ptr_array_unref (self->inputs);
  g_hash_table_unref (self->unsaved);
  G_OBJECT_CLASS (mc_act_dialog_parent_class)->finalize (object);
}

static void
mc_act_dialog_class_init (McActDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[MANY_COMMITTED] = g_signal_new ("many", MC_TYPE_ACT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT);
  G_OBJECT_CLASS (klass)->dispose = mc_act_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_act_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = mc_act_dialog_closed;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/motcua/MotCua/dossiers/mc-act-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, McActDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, McActDialog, fields);
  gtk_widget_class_bind_template_child (widget_class, McActDialog, send);
  gtk_widget_class_bind_template_child (widget_class, McActDialog, message_scroller);
  gtk_widget_class_bind_template_child (widget_class, McActDialog, message);
  gtk_widget_class_bind_template_child (widget_class, McActDialog, paper_box);
  gtk_widget_class_bind_template_child (widget_class, McActDialog, paper_title);
  gtk_widget_class_bind_template_child (widget_class, McActDialog, paper);
  gtk_widget_class_bind_template_child (widget_class, McActDialog, hint);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
}

static void
mc_act_dialog_init (McActDialog *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->scope = mc_scope_new (NULL);
  self->inputs = g_ptr_array_new ();
  self->unsaved = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  mc_dialog_size_set (ADW_DIALOG (self), WIDTH, HEIGHT);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (keys, "key-released", G_CALLBACK (key_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
add_field (McActDialog *self, guint index, McMarks *marks, GHashTable *drafts)
{
  const McFormField *field = g_ptr_array_index (self->form->fields, index);
  g_autofree char *name = g_strdup_printf (MC_ACT_DRAFT, self->action, field->id);
  const char *draft = g_hash_table_lookup (drafts, name);
  g_autofree char *suggestion
      = draft == NULL && marks != NULL ? mc_form_suggest (self->action, field, self->dossier) : NULL;
  McActField *input = mc_act_field_new (self->form, index, draft != NULL ? draft : suggestion);

  if (marks != NULL && g_str_equal (field->kind, "marks"))
    {
      g_autoptr (JsonArray) value = mc_marks_build_value (marks, self->dossier, field);

      mc_act_field_set_marks (input, value, self->dossier, mc_sync_get_me (mc_profile_get_sync (self->profile)));
    }
  g_signal_connect_swapped (input, "changed", G_CALLBACK (field_changed_cb), self);
  gtk_box_append (GTK_BOX (self->fields), GTK_WIDGET (input));
  g_ptr_array_add (self->inputs, input);
}

/* What is not asked for of this dossier is not there. */
static void
add_fields (McActDialog *self, McMarks *marks, GHashTable *drafts)
{
  for (guint i = 0; i < self->form->fields->len; i++)
    if (mc_form_field_is_asked (g_ptr_array_index (self->form->fields, i), self->dossier))
      add_field (self, i, marks, drafts);
}

/* Said before anything is written: none of it forbids the act. */
static void
add_warning (McActDialog *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "act-warning");
  gtk_box_append (GTK_BOX (self->fields), label);
}

static void
add_warnings (McActDialog *self)
{
  g_autoptr (GDateTime) now = mc_clock_now (mc_profile_get_clock (self->profile));
  guint warnings = mc_form_warn (self->action, self->dossier, now);

  if (warnings & MC_WARNING_SECOND_ROUND)
    add_warning (self,
                 _ ("A supplement was asked for before: with another request the national index counts the dossier "
                    "as overdue."));
  if (warnings & MC_WARNING_ASKED_LATE)
    add_warning (self, _ ("The days in which a supplement is to be asked for have passed."));
}

static void
focus_first (McActDialog *self)
{
  for (guint i = 0; i < self->inputs->len; i++)
    if (mc_act_field_focus (g_ptr_array_index (self->inputs, i)))
      return;
}

static void
painted_cb (GdkFrameClock *clock, McActDialog *self)
{
  g_signal_handlers_disconnect_by_func (clock, painted_cb, self);
  focus_first (self);
}

/* A layout for large text takes the fields off the screen for a moment, whereupon GTK moves the focus on once it has
 * painted: the first field takes it back after that. */
static void
mapped_cb (McActDialog *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  focus_first (self);
  if (clock == NULL || adw_dialog_get_current_breakpoint (ADW_DIALOG (self)) == NULL)
    return;
  g_signal_connect_object (clock, "after-paint", G_CALLBACK (painted_cb), self, 0);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
}

/* Of what stays among officials the applicant reads nothing: the fields alone, in no more room than they need. */
static void
fit_without_message (McActDialog *self)
{
  AdwDialog *dialog = ADW_DIALOG (self);
  int most = adw_dialog_get_content_height (dialog);
  int height;

  gtk_widget_set_visible (self->message_scroller, FALSE);
  mc_dialog_size_set (dialog, INTERNAL_WIDTH, -1);
  gtk_widget_measure (self->fields, GTK_ORIENTATION_VERTICAL, adw_dialog_get_content_width (dialog), NULL, &height,
                      NULL, NULL);
  adw_dialog_set_content_height (dialog, MIN (height + BARS_HEIGHT, most));
}

McActDialog *
mc_act_dialog_new (McScope *scope, McProfile *profile, McDossier *dossier, McMarks *marks, const McActionInfo *action,
                   GHashTable *drafts)
{
  const char *title = mc_words_act_title (action, dossier->summary);
  McActDialog *self = g_object_new (MC_TYPE_ACT_DIALOG, "title", title, NULL);

  self->page_scope = g_object_ref (scope);
  self->profile = g_object_ref (profile);
  self->dossier = mc_dossier_ref (dossier);
  self->form = mc_form_ref (action->form);
  self->action = g_strdup (action->id);
  self->undo_seconds = action->undo_seconds;
  self->shown_us = mc_clock_now_us (mc_profile_get_clock (profile));
  gtk_button_set_label (self->send, title);
  if (marks != NULL)
    add_warnings (self);
  add_fields (self, marks, drafts);
  if (self->form->message == NULL)
    fit_without_message (self);
  gtk_widget_set_visible (self->paper_box, has_paper (self));
  if (has_paper (self))
    {
      gtk_label_set_label (self->paper_title, mc_print_dialog_title (self->form->paper));
      show_paper_cb (self);
    }
  update (self);
  g_signal_connect_object (self->fields, "map", G_CALLBACK (mapped_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return self;
}

void
mc_act_dialog_set_many (McActDialog *self, guint n_records)
{
  g_autofree char *number = mc_format_number (n_records);
  g_autofree char *label = NULL;

  g_return_if_fail (MC_IS_ACT_DIALOG (self));

  self->n_records = n_records;
  /* Translators: an act, then of how many dossiers: "Chuyển xử lý (12 hồ sơ)" */
  label = g_strdup_printf (_ ("%s (%s dossiers)"), adw_dialog_get_title (ADW_DIALOG (self)), number);
  gtk_button_set_label (self->send, label);
}

void
mc_act_dialog_show_newer (McActDialog *self, const McNotice *notice)
{
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *time = NULL;
  g_autofree char *heading = NULL;
  GtkWidget *title;
  GtkWidget *text;

  g_return_if_fail (MC_IS_ACT_DIALOG (self));

  now = mc_clock_now (mc_profile_get_clock (self->profile));
  time = mc_format_time (notice->at, now);
  /* Translators: a colleague, a time */
  heading = g_strdup_printf (_ ("Newer content on the portal: %s, %s"), mc_format_text (notice->actor_name), time);
  title = gtk_label_new (heading);
  text = gtk_label_new (notice->text);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "caption-heading");
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_widget_add_css_class (text, "act-warning");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL, -1);
  gtk_box_prepend (GTK_BOX (self->fields), text);
  gtk_box_prepend (GTK_BOX (self->fields), title);
}

void
mc_act_dialog_send (McActDialog *self)
{
  McActField *wrong;

  g_return_if_fail (MC_IS_ACT_DIALOG (self));

  if (self->sending || mc_clock_now_us (mc_profile_get_clock (self->profile)) - self->shown_us < GUARD_US)
    return;
  self->tried = TRUE;
  wrong = update (self);
  if (wrong != NULL)
    {
      mc_act_field_focus (wrong);
      return;
    }
  self->sending = TRUE;
  if (self->n_records > 0)
    {
      send_many (self);
      return;
    }
  adw_banner_set_revealed (self->failure, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->send), FALSE);
  save_drafts (self);
  mc_task_run (self->scope, "send act", send_fiber, g_object_ref (self), g_object_unref);
}
