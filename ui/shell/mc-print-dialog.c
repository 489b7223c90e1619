// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-print-dialog.h"

#include <glib/gi18n.h>

#include "mc-dialog-size.h"
#include "mc-error-text.h"
#include "mc-task.h"

/* as wide as the dialog gives it */
#define PAGE_WIDTH 800

struct _McPrintDialog
{
  AdwDialog parent_instance;

  /* template */
  GtkLabel *position;
  GtkWidget *print;
  GtkWidget *save;
  AdwBanner *problem;
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkWidget *page_box;

  /* owned */
  McScope *scope;
  McProfile *profile;
  McDossier *dossier;
  McPrintPages *pages; /* NULL until they are set */

  gboolean printing; /* a job is under way */
};

typedef struct
{
  McPrintDialog *dialog;
  GFile *file;
} Save;

enum
{
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* what was chosen last, for the next paper of this run */
static GtkPrintSettings *last_settings;

G_DEFINE_FINAL_TYPE (McPrintDialog, mc_print_dialog, ADW_TYPE_DIALOG)

static void
save_free (Save *self)
{
  g_object_unref (self->dialog);
  g_object_unref (self->file);
  g_free (self);
}

static void
say_problem (McPrintDialog *self, const char *text)
{
  adw_banner_set_title (self->problem, text);
  adw_banner_set_revealed (self->problem, TRUE);
}

/* Which page the middle of the view is on. */
static int
current_page (McPrintDialog *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double upper = gtk_adjustment_get_upper (adjustment);
  double middle = gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) / 2;
  int n_pages = mc_print_pages_get_n_pages (self->pages);

  if (upper <= 0)
    return 0;
  return CLAMP ((int) (middle / upper * n_pages), 0, n_pages - 1);
}

static void
scrolled_cb (McPrintDialog *self)
{
  g_autofree char *text = NULL;

  if (self->pages == NULL)
    return;
  /* Translators: a page of how many */
  text = g_strdup_printf (_ ("Page %d/%d"), current_page (self) + 1, mc_print_pages_get_n_pages (self->pages));
  gtk_label_set_label (self->position, text);
}

static void
turn (McPrintDialog *self, int step)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment)
                                            + step * gtk_adjustment_get_page_size (adjustment) * 0.9);
}

static void
show_pages (McPrintDialog *self)
{
  double width, height;

  mc_print_pages_get_size (self->pages, &width, &height);
  for (int i = 0; i < mc_print_pages_get_n_pages (self->pages); i++)
    {
      GtkWidget *page = gtk_picture_new_for_paintable (GDK_PAINTABLE (mc_print_pages_get_texture (self->pages, i)));
      g_autofree char *name = g_strdup_printf (_ ("Page %d/%d"), i + 1, mc_print_pages_get_n_pages (self->pages));

      gtk_picture_set_content_fit (GTK_PICTURE (page), GTK_CONTENT_FIT_FILL);
      gtk_picture_set_alternative_text (GTK_PICTURE (page), name);
      gtk_widget_add_css_class (page, "paper");
      gtk_widget_set_size_request (page, PAGE_WIDTH, (int) (PAGE_WIDTH * height / width));
      gtk_widget_set_halign (page, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (self->page_box), page);
    }
  gtk_widget_set_sensitive (self->print, TRUE);
  gtk_widget_set_sensitive (self->save, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "pages");
  gtk_widget_grab_focus (self->print);
  scrolled_cb (self);
}

static DexFuture *
make_fiber (gpointer data)
{
  McPrintDialog *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (McPrintPages) pages
      = mc_await_object (mc_print_pages_make (self->scope, self->profile, self->dossier), &error);

  if (mc_scope_is_ended (self->scope))
    return dex_future_new_true ();
  if (pages == NULL)
    {
      say_problem (self, mc_error_text (error));
      return dex_future_new_true ();
    }
  self->pages = g_steal_pointer (&pages);
  show_pages (self);
  return dex_future_new_true ();
}

static void
finish (McPrintDialog *self, const char *text)
{
  g_signal_emit (self, signals[DONE], 0, text);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static DexFuture *
save_fiber (gpointer data)
{
  Save *save = data;
  McPrintDialog *self = save->dialog;
  g_autofree char *name = g_file_get_basename (save->file);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gboolean saved = mc_await (mc_print_pages_save (self->pages, self->scope, save->file), &error);

  if (mc_scope_is_ended (self->scope))
    return dex_future_new_true ();
  if (saved)
    {
      text = g_strdup_printf (_ ("Saved %s"), name);
      finish (self, text);
      return dex_future_new_true ();
    }
  if (error->domain == G_IO_ERROR)
    {
      g_message ("paper: %s", error->message);
      text = g_strdup_printf (_ ("%s could not be written there. Choose another folder and save again."), name);
    }
  say_problem (self, text != NULL ? text : mc_error_text (error));
  return dex_future_new_true ();
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (McPrintDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  /* closed without a choice: nothing to say */
  if (file != NULL && self->pages != NULL)
    mc_print_dialog_save_to (self, file);
}

static void
save_cb (McPrintDialog *self)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  g_autoptr (GtkFileDialog) dialog = NULL;

  if (self->pages == NULL)
    return;
  dialog = gtk_file_dialog_new ();
  if (documents != NULL)
    {
      g_autoptr (GFile) folder = g_file_new_for_path (documents);

      gtk_file_dialog_set_initial_folder (dialog, folder);
    }
  gtk_file_dialog_set_title (dialog, adw_dialog_get_title (ADW_DIALOG (self)));
  gtk_file_dialog_set_initial_name (dialog, mc_print_pages_get_file_name (self->pages));
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, file_chosen_cb,
                        g_object_ref (self));
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, McPrintPages *pages)
{
  mc_print_pages_draw (pages, gtk_print_context_get_cairo_context (context), page);
}

/* What comes of the words of the journal stands there; the paper is out, or is not. */
static void
printed_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, McPrintDialog *self)
{
  g_autoptr (GError) error = NULL;

  self->printing = FALSE;
  if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    {
      g_set_object (&last_settings, gtk_print_operation_get_print_settings (operation));
      dex_future_disown (mc_print_pages_count (self->pages));
      finish (self, _ ("Sent to the printer"));
      return;
    }
  dex_future_disown (mc_print_pages_cancel (self->pages));
  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      g_message ("print: %s", error != NULL ? error->message : "failed");
      say_problem (self, _ ("It could not be printed. Choose another printer, or save it as a PDF file."));
    }
}

static void
run_operation (McPrintDialog *self)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) size = gtk_paper_size_new (GTK_PAPER_NAME_A4);
  g_autoptr (GError) error = NULL;

  gtk_page_setup_set_paper_size_and_default_margins (setup, size);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_n_pages (operation, mc_print_pages_get_n_pages (self->pages));
  gtk_print_operation_set_job_name (operation, mc_print_pages_get_file_name (self->pages));
  gtk_print_operation_set_allow_async (operation, TRUE);
  if (last_settings != NULL)
    gtk_print_operation_set_print_settings (operation, last_settings);
  g_signal_connect_object (operation, "draw-page", G_CALLBACK (draw_page_cb), self->pages, G_CONNECT_DEFAULT);
  g_signal_connect_object (operation, "done", G_CALLBACK (printed_cb), self, G_CONNECT_DEFAULT);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), &error)
      == GTK_PRINT_OPERATION_RESULT_ERROR)
    g_message ("print: %s", error != NULL ? error->message : "failed");
}

/* The journal knows of the job before there is one: after a crash it is told that this paper broke off. */
static DexFuture *
print_fiber (gpointer data)
{
  McPrintDialog *self = data;
  g_autoptr (McScope) scope = g_object_ref (self->scope);
  g_autoptr (GError) error = NULL;
  gboolean begun = mc_await (mc_print_pages_begin (self->pages), &error);

  if (mc_scope_is_ended (scope))
    return dex_future_new_true ();
  self->printing = begun;
  if (begun)
    run_operation (self);
  else
    say_problem (self, mc_error_text (error));
  return dex_future_new_true ();
}

static void
print_cb (McPrintDialog *self)
{
  if (self->pages == NULL || self->printing)
    return;
  self->printing = TRUE;
  mc_task_run (self->scope, "print", print_fiber, g_object_ref (self), g_object_unref);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                McPrintDialog *self)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  if (keyval == GDK_KEY_s && modifiers == GDK_CONTROL_MASK)
    save_cb (self);
  else if (keyval == GDK_KEY_Page_Down && modifiers == 0)
    turn (self, 1);
  else if (keyval == GDK_KEY_Page_Up && modifiers == 0)
    turn (self, -1);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
mc_print_dialog_dispose (GObject *object)
{
  McPrintDialog *self = MC_PRINT_DIALOG (object);

  mc_scope_clear (&self->scope);
  g_clear_object (&self->profile);
  g_clear_object (&self->pages);
  G_OBJECT_CLASS (mc_print_dialog_parent_class)->dispose (object);
}

static void
mc_print_dialog_finalize (GObject *object)
{
  g_clear_pointer (&MC_PRINT_DIALOG (object)->dossier, mc_dossier_unref);
  G_OBJECT_CLASS (mc_print_dialog_parent_class)->finalize (object);
}

static void
mc_print_dialog_class_init (McPrintDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mc_print_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_print_dialog_finalize;
  signals[DONE] = g_signal_new ("done", MC_TYPE_PRINT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/motcua/MotCua/shell/mc-print-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, McPrintDialog, position);
  gtk_widget_class_bind_template_child (widget_class, McPrintDialog, print);
  gtk_widget_class_bind_template_child (widget_class, McPrintDialog, save);
  gtk_widget_class_bind_template_child (widget_class, McPrintDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, McPrintDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, McPrintDialog, scroller);
  gtk_widget_class_bind_template_child (widget_class, McPrintDialog, page_box);
  gtk_widget_class_bind_template_callback (widget_class, print_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
mc_print_dialog_init (McPrintDialog *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->scope = mc_scope_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  mc_dialog_size_set (ADW_DIALOG (self), 860, 700);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                           G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}

McPrintDialog *
mc_print_dialog_new (McProfile *profile, McDossier *dossier)
{
  McPrintDialog *self
      = g_object_new (MC_TYPE_PRINT_DIALOG, "title", mc_print_dialog_title (mc_print_pages_find_paper (dossier)), NULL);

  self->profile = g_object_ref (profile);
  self->dossier = mc_dossier_ref (dossier);
  mc_task_run (self->scope, "paper", make_fiber, g_object_ref (self), g_object_unref);
  return self;
}

McPrintPages *
mc_print_dialog_get_pages (McPrintDialog *self)
{
  g_return_val_if_fail (MC_IS_PRINT_DIALOG (self), NULL);

  return self->pages;
}

void
mc_print_dialog_save_to (McPrintDialog *self, GFile *file)
{
  Save *save;

  g_return_if_fail (MC_IS_PRINT_DIALOG (self));

  if (self->pages == NULL)
    return;
  save = g_new0 (Save, 1);
  save->dialog = g_object_ref (self);
  save->file = g_object_ref (file);
  mc_task_run (self->scope, "save", save_fiber, save, (GDestroyNotify) save_free);
}

const char *
mc_print_dialog_title (const char *paper)
{
  if (g_strcmp0 (paper, "02") == 0)
    return _ ("Form 02: request for a supplement");
  return g_strcmp0 (paper, "03") == 0 ? _ ("Form 03: refusal of reception") : _ ("Form 01: receipt");
}
