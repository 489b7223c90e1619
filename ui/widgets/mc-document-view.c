// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-document-view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "mc-document-saver.h"
#include "mc-document-search.h"
#include "mc-document-window.h"
#include "mc-document-words.h"
#include "mc-format.h"
#include "mc-menu-names.h"
#include "mc-page-strip.h"
#include "mc-paths.h"
#include "mc-renderer.h"
#include "mc-scanner.h"

/* anything longer shows that it works */
#define LOADING_SHOWN_AFTER_MS 400
#define ZOOM_STEP 1.2
/* of a page's text, for who cannot see it */
#define MAX_DESCRIPTION 4000

struct _McDocumentView
{
  GtkBox parent_instance;

  /* template */
  GtkWidget *toolbar;
  GtkBox *start;
  GtkLabel *name_label;
  GtkLabel *page_label;
  GtkMenuButton *zoom_button;
  GtkWidget *window_button;
  GtkRevealer *search_bar;
  GtkSearchEntry *search_entry;
  GtkLabel *hits_label;
  GtkStack *stack;
  GtkLabel *loading_label;
  GtkProgressBar *progress;
  AdwStatusPage *problem;
  GtkWidget *retry_button;
  GtkWidget *save_button;
  GtkWidget *reduced_label;
  GtkScrolledWindow *scroller;
  McPageStrip *strip;

  /* owned */
  McSync *sync;
  McClock *clock;
  McRenderer *renderer;
  McDocumentSearch *search;
  char *dossier;
  McDocument document; /* id NULL: none */
  GBytes *bytes;       /* as it came */

  guint serial; /* of what was asked to be shown */
  guint loading_source;
  guint described_page;
  gboolean fetching;
  gboolean waits; /* for the line */
  gboolean viewed;
};

enum
{
  VIEWED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* An answer on its way. */
typedef struct
{
  McDocumentView *view;
  guint serial;
} Wait;

static void load (McDocumentView *self);

G_DEFINE_FINAL_TYPE (McDocumentView, mc_document_view, GTK_TYPE_BOX)

static Wait *
wait_new (McDocumentView *view)
{
  Wait *wait = g_new0 (Wait, 1);

  wait->view = g_object_ref (view);
  wait->serial = view->serial;
  return wait;
}

static void
wait_free (gpointer data)
{
  Wait *wait = data;

  g_object_unref (wait->view);
  g_free (wait);
}

static gboolean
shows_pages (McDocumentView *self)
{
  return mc_page_strip_count_pages (self->strip) > 0;
}

static void
update_actions (McDocumentView *self)
{
  static const char *const of_pages[]
      = { "document.zoom-in", "document.zoom-out", "document.rotate", "document.search", "document.fit" };

  for (guint i = 0; i < G_N_ELEMENTS (of_pages); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), of_pages[i], shows_pages (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "document.save", self->bytes != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "document.window", self->document.id != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->zoom_button), shows_pages (self));
}

static void
show_zoom (McDocumentView *self)
{
  McPageFit fit = mc_page_strip_get_fit (self->strip);
  g_autofree char *percent = g_strdup_printf ("%.0f%%", mc_page_strip_get_zoom (self->strip) * 100);
  const char *said = fit == MC_FIT_WIDTH  ? _ ("Fit the width")
                     : fit == MC_FIT_PAGE ? _ ("Fit the whole page")
                                          : percent;
  /* Translators: whoever sees nothing hears what the button is of, and what it says */
  g_autofree char *name = g_strdup_printf (_ ("Size of the page: %s"), said);

  gtk_menu_button_set_label (self->zoom_button, said);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->zoom_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static DexFuture *
described_cb (DexFuture *future, gpointer data)
{
  Wait *wait = data;
  McDocumentView *self = wait->view;
  const GValue *value = dex_future_get_value (future, NULL); /* without it the page has a name all the same */
  g_autofree char *text = NULL;

  if (value == NULL || wait->serial != self->serial)
    return dex_future_new_true ();
  text = mc_page_text_to_string (g_value_get_boxed (value), MAX_DESCRIPTION);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->strip), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text != NULL ? text : "", -1);
  return dex_future_new_true ();
}

/* What the page at the top says, for who cannot see it. */
static void
describe (McDocumentView *self)
{
  guint page = mc_page_strip_get_page (self->strip);

  if (!self->viewed || self->described_page == page + 1)
    return;
  self->described_page = page + 1;
  dex_future_disown (
      dex_future_finally (mc_renderer_read (self->renderer, page), described_cb, wait_new (self), wait_free));
}

static void
changed_cb (McDocumentView *self)
{
  guint count = mc_page_strip_count_pages (self->strip);
  g_autofree char *place = NULL;
  g_autofree char *name = NULL;

  if (count == 0)
    return;
  place = g_strdup_printf (_ ("Page %u of %u"), mc_page_strip_get_page (self->strip) + 1, count);
  name = g_strdup_printf ("%s, %s", self->document.name, place);
  gtk_label_set_label (self->page_label, place);
  gtk_widget_set_visible (self->reduced_label, mc_page_strip_is_reduced (self->strip));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->strip), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  show_zoom (self);
  describe (self);
}

static void
painted_cb (McDocumentView *self)
{
  if (self->viewed)
    return;
  self->viewed = TRUE;
  describe (self);
  g_signal_emit (self, signals[VIEWED], 0, self->document.id);
}

static void
stop_loading (McDocumentView *self)
{
  g_clear_handle_id (&self->loading_source, g_source_remove);
}

static void
show_loading_cb (gpointer data)
{
  McDocumentView *self = data;

  self->loading_source = 0;
  gtk_stack_set_visible_child_name (self->stack, "loading");
}

static void
show_problem (McDocumentView *self, const GError *error)
{
  McDocumentWords words = mc_document_words (error);

  stop_loading (self);
  self->waits = words.waits;
  adw_status_page_set_title (self->problem, words.title);
  adw_status_page_set_description (self->problem, words.text);
  adw_status_page_set_icon_name (self->problem, words.icon);
  gtk_widget_set_visible (self->retry_button, words.can_retry);
  gtk_widget_set_visible (self->save_button, self->bytes != NULL);
  gtk_label_set_label (self->page_label, "");
  gtk_stack_set_visible_child_name (self->stack, "problem");
  update_actions (self);
}

static DexFuture *
pages_cb (DexFuture *future, gpointer data)
{
  Wait *wait = data;
  McDocumentView *self = wait->view;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (wait->serial != self->serial)
    return dex_future_new_true ();
  if (value == NULL)
    {
      show_problem (self, error);
      return dex_future_new_true ();
    }
  stop_loading (self);
  mc_page_strip_set_pages (self->strip, self->renderer, g_value_get_boxed (value));
  mc_document_search_set_pages (self->search, self->renderer, mc_page_strip_count_pages (self->strip));
  gtk_stack_set_visible_child_name (self->stack, "pages");
  update_actions (self);
  changed_cb (self);
  return dex_future_new_true ();
}

static DexFuture *
fetched_cb (DexFuture *future, gpointer data)
{
  Wait *wait = data;
  McDocumentView *self = wait->view;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (wait->serial != self->serial)
    return dex_future_new_true ();
  self->fetching = FALSE;
  if (value == NULL)
    {
      show_problem (self, error);
      return dex_future_new_true ();
    }
  self->bytes = g_value_dup_boxed (value);
  gtk_label_set_label (self->loading_label, _ ("Opening the document…"));
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  dex_future_disown (
      dex_future_finally (mc_renderer_open (self->renderer, self->bytes), pages_cb, wait_new (self), wait_free));
  return dex_future_new_true ();
}

static void
progress_cb (McDocumentView *self, const char *dossier, const char *document, gint64 offset, gint64 size)
{
  g_autofree char *done = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *text = NULL;

  if (!self->fetching || size <= 0 || g_strcmp0 (dossier, self->dossier) != 0
      || g_strcmp0 (document, self->document.id) != 0)
    return;
  done = mc_format_size (offset);
  whole = mc_format_size (size);
  text = g_strdup_printf (_ ("Getting the document: %s of %s"), done, whole);
  gtk_label_set_label (self->loading_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
  gtk_progress_bar_set_fraction (self->progress, (double) offset / (double) size);
}

static void
line_changed_cb (McDocumentView *self)
{
  if (self->waits && mc_sync_get_line (self->sync)->state == MC_LINE_CURRENT)
    load (self);
}

/* What is shown goes, and what is on its way to it. */
static void
let_go (McDocumentView *self)
{
  self->serial++;
  stop_loading (self);
  if (self->fetching)
    mc_sync_let_go_document (self->sync, self->dossier, self->document.id);
  self->fetching = self->waits = self->viewed = FALSE;
  self->described_page = 0;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  if (self->renderer != NULL)
    mc_renderer_close (self->renderer);
  mc_document_search_set_pages (self->search, NULL, 0);
  mc_page_strip_set_pages (self->strip, NULL, NULL);
  gtk_revealer_set_reveal_child (self->search_bar, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "blank");
}

static void
load (McDocumentView *self)
{
  let_go (self);
  gtk_label_set_label (self->page_label, "");
  gtk_label_set_label (self->name_label, self->document.name);
  gtk_label_set_label (self->loading_label, _ ("Getting the document…"));
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  self->loading_source = g_timeout_add_once (LOADING_SHOWN_AFTER_MS, show_loading_cb, self);
  self->fetching = TRUE;
  update_actions (self);
  dex_future_disown (dex_future_finally (mc_sync_open_document (self->sync, self->dossier, &self->document), fetched_cb,
                                         wait_new (self), wait_free));
}

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  load (MC_DOCUMENT_VIEW (widget));
}

static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  McDocumentView *self = MC_DOCUMENT_VIEW (widget);
  double zoom = mc_page_strip_get_zoom (self->strip);

  mc_page_strip_set_zoom (self->strip, g_str_has_suffix (name, "in") ? zoom * ZOOM_STEP : zoom / ZOOM_STEP);
  show_zoom (self);
}

static void
fit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  McDocumentView *self = MC_DOCUMENT_VIEW (widget);
  const char *how = g_variant_get_string (parameter, NULL);

  if (g_str_equal (how, "width"))
    mc_page_strip_set_fit (self->strip, MC_FIT_WIDTH);
  else if (g_str_equal (how, "page"))
    mc_page_strip_set_fit (self->strip, MC_FIT_PAGE);
  else
    mc_page_strip_set_zoom (self->strip, g_ascii_strtod (how, NULL) / 100);
  show_zoom (self);
}

static void
rotate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mc_page_strip_rotate (MC_DOCUMENT_VIEW (widget)->strip);
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mc_document_view_search (MC_DOCUMENT_VIEW (widget));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  McDocumentView *self = MC_DOCUMENT_VIEW (widget);

  if (self->bytes != NULL)
    mc_document_saver_ask (widget, self->sync, self->dossier, &self->document, self->bytes);
}

static void
window_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  McDocumentView *self = MC_DOCUMENT_VIEW (widget);
  McDocumentWindow *window = mc_document_window_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->sync, self->clock,
                                                     self->dossier, &self->document);

  gtk_window_present (GTK_WINDOW (window));
  mc_document_window_focus (window);
}

static void
found_cb (McDocumentView *self)
{
  g_autofree char *text = mc_document_search_to_string (self->search);

  gtk_label_set_label (self->hits_label, text);
  mc_page_strip_mark (self->strip, mc_document_search_get_page (self->search),
                      mc_document_search_get_places (self->search));
}

static void
search_changed_cb (McDocumentView *self)
{
  mc_document_search_start (self->search, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)),
                            mc_page_strip_get_page (self->strip));
}

static void
next_hit_cb (McDocumentView *self)
{
  mc_document_search_step (self->search, 1);
}

static void
previous_hit_cb (McDocumentView *self)
{
  mc_document_search_step (self->search, -1);
}

static void
stop_search_cb (McDocumentView *self)
{
  gtk_revealer_set_reveal_child (self->search_bar, FALSE);
  mc_document_search_start (self->search, "", 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->strip));
}

static gboolean
wheel_cb (GtkEventControllerScroll *controller, double dx, double dy, McDocumentView *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if ((state & GDK_CONTROL_MASK) == 0 || !shows_pages (self))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), dy < 0 ? "document.zoom-in" : "document.zoom-out", NULL);
  return GDK_EVENT_STOP;
}

static void
mc_document_view_dispose (GObject *object)
{
  McDocumentView *self = MC_DOCUMENT_VIEW (object);

  if (self->sync != NULL)
    {
      let_go (self);
      g_signal_handlers_disconnect_by_data (self->sync, self);
    }
  /* its child ends with the view, whoever still holds it */
  if (self->renderer != NULL)
    g_object_run_dispose (G_OBJECT (self->renderer));
  g_clear_object (&self->renderer);
  g_clear_object (&self->search);
  g_clear_object (&self->sync);
  g_clear_object (&self->clock);
  gtk_widget_dispose_template (GTK_WIDGET (self), MC_TYPE_DOCUMENT_VIEW);
  G_OBJECT_CLASS (mc_document_view_parent_class)->dispose (object);
}

static void
clear_document (McDocumentView *self)
{
  g_clear_pointer (&self->dossier, g_free);
  g_clear_pointer (&self->document.id, g_free);
  g_clear_pointer (&self->document.name, g_free);
  g_clear_pointer (&self->document.media_type, g_free);
}

static void
mc_document_view_finalize (GObject *object)
{
  clear_document (MC_DOCUMENT_VIEW (object));
  G_OBJECT_CLASS (mc_document_view_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "document.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (klass, "document.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (klass, "document.fit", "s", fit_action);
  gtk_widget_class_install_action (klass, "document.rotate", NULL, rotate_action);
  gtk_widget_class_install_action (klass, "document.search", NULL, search_action);
  gtk_widget_class_install_action (klass, "document.save", NULL, save_action);
  gtk_widget_class_install_action (klass, "document.window", NULL, window_action);
  gtk_widget_class_install_action (klass, "document.retry", NULL, retry_action);
}

/* arguments: action, and its target or "" */
static gboolean
plain_key_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  const char *action;
  const char *target;

  g_variant_get (arguments, "(&s&s)", &action, &target);
  mc_scanner_defer (widget, action, *target != '\0' ? g_variant_new_string (target) : NULL);
  return GDK_EVENT_STOP;
}

static void
bind_keys (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *action;
    const char *target;
  } keys[] = { { GDK_KEY_plus, 0, "document.zoom-in", "" },   { GDK_KEY_plus, GDK_SHIFT_MASK, "document.zoom-in", "" },
               { GDK_KEY_equal, 0, "document.zoom-in", "" },  { GDK_KEY_KP_Add, 0, "document.zoom-in", "" },
               { GDK_KEY_minus, 0, "document.zoom-out", "" }, { GDK_KEY_KP_Subtract, 0, "document.zoom-out", "" },
               { GDK_KEY_r, 0, "document.rotate", "" },       { GDK_KEY_w, 0, "document.window", "" },
               { GDK_KEY_0, 0, "document.fit", "width" },     { GDK_KEY_KP_0, 0, "document.fit", "width" },
               { GDK_KEY_1, 0, "document.fit", "page" } };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (klass, keys[i].key, keys[i].modifiers, plain_key_cb, "(ss)", keys[i].action,
                                  keys[i].target);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_f, GDK_CONTROL_MASK, "document.search", NULL);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, McDocumentView, toolbar);
  gtk_widget_class_bind_template_child (klass, McDocumentView, start);
  gtk_widget_class_bind_template_child (klass, McDocumentView, name_label);
  gtk_widget_class_bind_template_child (klass, McDocumentView, page_label);
  gtk_widget_class_bind_template_child (klass, McDocumentView, zoom_button);
  gtk_widget_class_bind_template_child (klass, McDocumentView, window_button);
  gtk_widget_class_bind_template_child (klass, McDocumentView, search_bar);
  gtk_widget_class_bind_template_child (klass, McDocumentView, search_entry);
  gtk_widget_class_bind_template_child (klass, McDocumentView, hits_label);
  gtk_widget_class_bind_template_child (klass, McDocumentView, stack);
  gtk_widget_class_bind_template_child (klass, McDocumentView, loading_label);
  gtk_widget_class_bind_template_child (klass, McDocumentView, progress);
  gtk_widget_class_bind_template_child (klass, McDocumentView, problem);
  gtk_widget_class_bind_template_child (klass, McDocumentView, retry_button);
  gtk_widget_class_bind_template_child (klass, McDocumentView, save_button);
  gtk_widget_class_bind_template_child (klass, McDocumentView, reduced_label);
  gtk_widget_class_bind_template_child (klass, McDocumentView, scroller);
  gtk_widget_class_bind_template_child (klass, McDocumentView, strip);
  gtk_widget_class_bind_template_callback (klass, painted_cb);
  gtk_widget_class_bind_template_callback (klass, changed_cb);
  gtk_widget_class_bind_template_callback (klass, search_changed_cb);
  gtk_widget_class_bind_template_callback (klass, next_hit_cb);
  gtk_widget_class_bind_template_callback (klass, previous_hit_cb);
  gtk_widget_class_bind_template_callback (klass, stop_search_cb);
}

static void
mc_document_view_class_init (McDocumentViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mc_document_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_document_view_finalize;
  signals[VIEWED] = g_signal_new ("viewed", MC_TYPE_DOCUMENT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  1, G_TYPE_STRING);
  g_type_ensure (MC_TYPE_PAGE_STRIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/motcua/MotCua/widgets/mc-document-view.ui");
  bind_template (widget_class);
  install_actions (widget_class);
  bind_keys (widget_class);
}

static void
mc_document_view_init (McDocumentView *self)
{
  GtkEventController *wheel = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  gtk_widget_init_template (GTK_WIDGET (self));
  mc_menu_names_follow (self->zoom_button);
  self->search = mc_document_search_new ();
  g_signal_connect_object (self->search, "found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
  mc_page_strip_set_adjustments (self->strip, gtk_scrolled_window_get_hadjustment (self->scroller),
                                 gtk_scrolled_window_get_vadjustment (self->scroller));
  gtk_event_controller_set_propagation_phase (wheel, GTK_PHASE_CAPTURE);
  g_signal_connect (wheel, "scroll", G_CALLBACK (wheel_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->scroller), wheel);
  gtk_stack_set_visible_child_name (self->stack, "blank");
  show_zoom (self);
  update_actions (self);
}

McDocumentView *
mc_document_view_new (void)
{
  return g_object_new (MC_TYPE_DOCUMENT_VIEW, NULL);
}

void
mc_document_view_set_sync (McDocumentView *self, McSync *sync, McClock *clock)
{
  g_return_if_fail (MC_IS_DOCUMENT_VIEW (self));
  g_return_if_fail (self->sync == NULL);

  self->sync = g_object_ref (sync);
  self->clock = g_object_ref (clock);
  self->renderer = mc_renderer_new (mc_paths_render (), clock);
  g_signal_connect_swapped (sync, "document-progress", G_CALLBACK (progress_cb), self);
  g_signal_connect_swapped (sync, "line-changed", G_CALLBACK (line_changed_cb), self);
}

void
mc_document_view_set_title (McDocumentView *self, GtkWidget *title)
{
  g_return_if_fail (MC_IS_DOCUMENT_VIEW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->name_label), FALSE);
  gtk_box_append (self->start, title);
}

void
mc_document_view_stand_alone (McDocumentView *self)
{
  g_return_if_fail (MC_IS_DOCUMENT_VIEW (self));

  gtk_widget_set_visible (self->window_button, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->name_label), FALSE);
}

void
mc_document_view_show (McDocumentView *self, const char *dossier, const McDocument *document)
{
  g_return_if_fail (MC_IS_DOCUMENT_VIEW (self));
  g_return_if_fail (self->sync != NULL);

  if (document != NULL && g_strcmp0 (dossier, self->dossier) == 0 && g_strcmp0 (document->id, self->document.id) == 0)
    return;
  let_go (self);
  clear_document (self);
  gtk_label_set_label (self->page_label, "");
  if (document == NULL)
    {
      update_actions (self);
      return;
    }
  self->dossier = g_strdup (dossier);
  self->document.id = g_strdup (document->id);
  self->document.name = g_strdup (document->name);
  self->document.media_type = g_strdup (document->media_type);
  self->document.size = document->size;
  load (self);
}

const char *
mc_document_view_get_document (McDocumentView *self)
{
  g_return_val_if_fail (MC_IS_DOCUMENT_VIEW (self), NULL);

  return self->document.id;
}

void
mc_document_view_turn (McDocumentView *self, int step)
{
  g_return_if_fail (MC_IS_DOCUMENT_VIEW (self));

  mc_page_strip_turn (self->strip, step);
}

void
mc_document_view_focus (McDocumentView *self)
{
  g_return_if_fail (MC_IS_DOCUMENT_VIEW (self));

  if (shows_pages (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->strip));
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

gboolean
mc_document_view_search (McDocumentView *self)
{
  g_return_val_if_fail (MC_IS_DOCUMENT_VIEW (self), FALSE);

  if (!shows_pages (self))
    return FALSE;
  gtk_revealer_set_reveal_child (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  return TRUE;
}
