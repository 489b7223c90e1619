// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-desk-head.h"

#include <glib/gi18n.h>

#include "mc-format.h"
#include "mc-minute-hand.h"
#include "mc-role.h"
#include "mc-task.h"
#include "mc-today.h"

#define SPACING 6
#define FIELD_WIDTH 760

/* A number that opens what it counts. */
typedef struct
{
  McQueue *queue;
  gboolean listed; /* in the sidebar */
  char *words;     /* what it counts */
  GtkWidget *button;
  GtkLabel *number;
} Figure;

struct _McDeskHead
{
  GtkBox parent_instance;

  /* children */
  GtkWidget *field;
  GtkLabel *caption;
  AdwWrapBox *box;

  /* owned */
  McProfile *profile;
  McScope *scope;
  GPtrArray *figures;
  char *queue_id;

  const struct _Head *head; /* of the role; NULL: nothing stands above its lists */
  gboolean counting;
  gboolean count_again;
};

typedef struct _Head
{
  McRole role;
  gboolean finds; /* a field to search or scan into */
  const char *caption;
  void (*add_figures) (McDeskHead *self, const McMe *me);
} Head;

enum
{
  FIND,
  OPEN_LIST,
  OPEN_QUEUE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void add_people (McDeskHead *self, const McMe *me);
static void add_takings (McDeskHead *self, const McMe *me);
static void add_watch (McDeskHead *self, const McMe *me);

static const Head heads[] = {
  { MC_ROLE_RECEIVER, TRUE, NULL, NULL },
  { MC_ROLE_HEAD, FALSE, N_ ("Open dossiers of each person"), add_people },
  { MC_ROLE_CASHIER, FALSE, N_ ("Fees and charges"), add_takings },
  { MC_ROLE_SUPERVISOR, FALSE, N_ ("To look after today"), add_watch },
};

G_DEFINE_FINAL_TYPE (McDeskHead, mc_desk_head, GTK_TYPE_BOX)

static void
figure_free (Figure *self)
{
  mc_queue_free (self->queue);
  g_free (self->words);
  g_free (self);
}

static void
figure_clicked_cb (GtkButton *button, McDeskHead *self)
{
  const Figure *figure = g_object_get_data (G_OBJECT (button), "mc-figure");

  if (figure->listed)
    g_signal_emit (self, signals[OPEN_QUEUE], 0, figure->queue->id);
  else
    g_signal_emit (self, signals[OPEN_LIST], 0, figure->queue);
}

/* Takes queue. */
static void
add_figure (McDeskHead *self, McQueue *queue, const char *words, gboolean listed)
{
  Figure *figure = g_new0 (Figure, 1);
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  GtkWidget *label = gtk_label_new (words);

  figure->queue = queue;
  figure->words = g_strdup (words);
  figure->listed = listed;
  figure->button = gtk_button_new ();
  figure->number = GTK_LABEL (gtk_label_new ("–"));
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (figure->number), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (figure->number), "heading");
  gtk_box_append (GTK_BOX (inside), label);
  gtk_box_append (GTK_BOX (inside), GTK_WIDGET (figure->number));
  gtk_button_set_child (GTK_BUTTON (figure->button), inside);
  g_object_set_data (G_OBJECT (figure->button), "mc-figure", figure);
  g_signal_connect_object (figure->button, "clicked", G_CALLBACK (figure_clicked_cb), self, G_CONNECT_DEFAULT);
  adw_wrap_box_append (self->box, figure->button);
  g_ptr_array_add (self->figures, figure);
}

static void
add_listed (McDeskHead *self, const McMe *me, const char *id)
{
  for (guint i = 0; i < me->queues->len; i++)
    {
      const McQueue *queue = g_ptr_array_index (me->queues, i);

      if (g_str_equal (queue->id, id))
        add_figure (self, mc_queue_copy (queue), queue->title, TRUE);
    }
}

/* All that is with somebody and has not ended; of whom work can be assigned to, as the form of that act names them. */
static void
add_people (McDeskHead *self, const McMe *me)
{
  static const char *const past[] = { "3", "8", "9", "10", NULL };
  const McActionInfo *assign = mc_me_find_action (me, "assign");
  const McFormField *field = assign != NULL ? mc_form_find_field (assign->form, "assignee") : NULL;

  for (guint i = 0; field != NULL && i < field->choices->len; i++)
    {
      const McFormChoice *choice = g_ptr_array_index (field->choices, i);
      const char *const whose[] = { choice->id, NULL };
      g_auto (GStrv) parts = g_strsplit (choice->label, " – ", 2);
      McQueue *queue = mc_queue_new ();

      queue->id = g_strconcat ("load-", choice->id, NULL);
      queue->title = g_strdup (parts[0]);
      queue->order = g_strdup ("deadline");
      queue->filter = mc_filter_new ();
      mc_filter_add (queue->filter, "national_state", MC_FILTER_NOT_IN, past);
      mc_filter_add (queue->filter, "handler_id", MC_FILTER_IN, whose);
      add_figure (self, queue, parts[0], FALSE);
    }
}

/* The lists of which the portal says that amounts are added up. */
static void
add_takings (McDeskHead *self, const McMe *me)
{
  for (guint i = 0; i < me->queues->len; i++)
    {
      const McQueue *queue = g_ptr_array_index (me->queues, i);

      if (mc_cache_adds_up (queue->total))
        add_figure (self, mc_queue_copy (queue), queue->title, TRUE);
    }
}

static void
add_watch (McDeskHead *self, const McMe *me)
{
  g_autoptr (GDateTime) now = mc_clock_now (mc_profile_get_clock (self->profile));
  g_autoptr (GPtrArray) today = mc_today_make_queues (me, now);
  McQueue *due = mc_queue_copy (mc_today_find_due (today));

  add_listed (self, me, "overdue");
  add_figure (self, due, due->title, FALSE);
  add_listed (self, me, "sync_error");
}

/* (transfer full) */
static char *
total_text (const McTotal *total)
{
  g_autofree char *number = mc_format_number (total->count);
  g_autofree char *count = g_strdup_printf (ngettext ("%s dossier", "%s dossiers", (gulong) total->count), number);
  g_autofree char *sum = mc_format_money (total->sum);
  g_autofree char *unknown = mc_format_number (total->unknown);

  if (total->unknown == 0)
    return g_strdup_printf ("%s, %s", count, sum);
  if (total->unknown == total->count)
    return g_strdup_printf ("%s, %s", count, _ ("no data"));
  return g_strdup_printf (_ ("%s, %s and %s of unknown amount"), count, sum, unknown);
}

/* text: NULL: not known yet */
static void
show_number (const Figure *figure, const char *text)
{
  const char *number = text != NULL ? text : "–";
  g_autofree char *spoken = g_strdup_printf ("%s: %s", figure->words, number);

  gtk_label_set_label (figure->number, number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (figure->button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/* How many each figure counts, in one read; each sum is one more. (transfer full) of char *; NULL and an error when it failed */
static GPtrArray *
read_numbers (McCache *cache, GPtrArray *figures, GError **error)
{
  g_autoptr (GPtrArray) filters = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_filter_unref);
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) counts = NULL;

  for (guint i = 0; i < figures->len; i++)
    g_ptr_array_add (filters, mc_filter_ref (((Figure *) g_ptr_array_index (figures, i))->queue->filter));
  counts = mc_await_boxed (mc_cache_counts (cache, filters), error);
  for (guint i = 0; counts != NULL && i < counts->len; i++)
    {
      const McQueue *queue = ((Figure *) g_ptr_array_index (figures, i))->queue;
      g_autoptr (McTotal) total = NULL;

      if (queue->total != NULL)
        total = mc_await_boxed (mc_cache_total (cache, queue->filter, queue->total), error);
      if (queue->total != NULL && total == NULL)
        return NULL;
      g_ptr_array_add (numbers,
                       total != NULL ? total_text (total) : mc_format_number (g_array_index (counts, guint, i)));
    }
  return counts != NULL ? g_steal_pointer (&numbers) : NULL;
}

static DexFuture *
count_fiber (gpointer data)
{
  McDeskHead *self = data;
  g_autoptr (McScope) scope = g_object_ref (self->scope);
  g_autoptr (McCache) cache = g_object_ref (mc_profile_get_cache (self->profile));
  g_autoptr (GError) error = NULL;

  do
    {
      g_autoptr (GPtrArray) figures = g_ptr_array_ref (self->figures);
      g_autoptr (GPtrArray) numbers = NULL;

      self->count_again = FALSE;
      g_clear_error (&error);
      numbers = read_numbers (cache, figures, &error);
      if (mc_scope_is_ended (scope))
        return dex_future_new_true ();
      /* nobody looks any more, and the store may be closed: it is counted at the next look */
      if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
        {
          self->counting = FALSE;
          return dex_future_new_true ();
        }
      /* others stand there now, who are counted next */
      if (figures != self->figures)
        continue;
      for (guint i = 0; numbers != NULL && i < numbers->len; i++)
        show_number (g_ptr_array_index (figures, i),
                     mc_sync_get_line (mc_profile_get_sync (self->profile))->updated_us != 0
                         ? g_ptr_array_index (numbers, i)
                         : NULL);
    }
  while (self->count_again);
  self->counting = FALSE;
  return error != NULL ? dex_future_new_for_error (g_steal_pointer (&error)) : dex_future_new_true ();
}

/* One counting at a time, and none while nobody looks. */
static void
count (McDeskHead *self)
{
  if (self->figures->len == 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->count_again = TRUE;
  if (self->counting)
    return;
  self->counting = TRUE;
  mc_task_run (self->scope, "figures", count_fiber, g_object_ref (self), g_object_unref);
}

static void
remove_figures (McDeskHead *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    adw_wrap_box_remove (self->box, child);
  g_ptr_array_unref (self->figures);
  self->figures = g_ptr_array_new_with_free_func ((GDestroyNotify) figure_free);
}

static const Head *
find_head (const McMe *me)
{
  guint held = me != NULL && me->roles != NULL ? mc_role_set ((const char *const *) me->roles) : 0;

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    if ((held & MC_ROLE_BIT (heads[i].role)) != 0)
      return &heads[i];
  return NULL;
}

static void
show_or_hide (McDeskHead *self)
{
  McMe *me = self->profile != NULL ? mc_sync_get_me (mc_profile_get_sync (self->profile)) : NULL;
  gboolean is_first = me != NULL && me->queues->len > 0 && self->queue_id != NULL
                      && g_str_equal (((McQueue *) g_ptr_array_index (me->queues, 0))->id, self->queue_id);
  gboolean has_any = self->head != NULL && (self->head->finds || self->figures->len > 0);

  gtk_widget_set_visible (GTK_WIDGET (self), is_first && has_any);
}

/* Made anew when it is told who is here, and which queues and colleagues they have. */
static void
rebuild (McDeskHead *self)
{
  McMe *me = mc_sync_get_me (mc_profile_get_sync (self->profile));

  remove_figures (self);
  self->head = find_head (me);
  if (self->head != NULL && self->head->add_figures != NULL)
    self->head->add_figures (self, me);
  gtk_widget_set_visible (self->field, self->head != NULL && self->head->finds);
  gtk_widget_set_visible (GTK_WIDGET (self->caption), self->figures->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->box), self->figures->len > 0);
  if (self->head != NULL && self->head->caption != NULL)
    gtk_label_set_label (self->caption, _ (self->head->caption));
  show_or_hide (self);
  count (self);
}

static void
changed_cb (McDeskHead *self)
{
  count (self);
}

/* figures that speak of "now" move with it */
static void
minute_cb (gpointer data)
{
  count (data);
}

static void
found_cb (GtkSearchEntry *entry, McDeskHead *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));

  if (*g_strstrip (text) == '\0')
    return;
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  g_signal_emit (self, signals[FIND], 0, text);
}

static void
mc_desk_head_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mc_desk_head_parent_class)->map (widget);
  count (MC_DESK_HEAD (widget));
}

static void
mc_desk_head_dispose (GObject *object)
{
  McDeskHead *self = MC_DESK_HEAD (object);

  mc_scope_clear (&self->scope);
  if (self->profile != NULL)
    g_signal_handlers_disconnect_by_data (mc_profile_get_sync (self->profile), self);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (mc_desk_head_parent_class)->dispose (object);
}

static void
mc_desk_head_finalize (GObject *object)
{
  McDeskHead *self = MC_DESK_HEAD (object);

  g_ptr_array_unref (self->figures);
  g_free (self->queue_id);
  G_OBJECT_CLASS (mc_desk_head_parent_class)->finalize (object);
}

static void
mc_desk_head_class_init (McDeskHeadClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_desk_head_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_desk_head_finalize;
  GTK_WIDGET_CLASS (klass)->map = mc_desk_head_map;
  signals[FIND]
      = g_signal_new ("find", MC_TYPE_DESK_HEAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPEN_LIST] = g_signal_new ("open-list", MC_TYPE_DESK_HEAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[OPEN_QUEUE] = g_signal_new ("open-queue", MC_TYPE_DESK_HEAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkWidget *
make_field (McDeskHead *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *entry = gtk_search_entry_new ();

  gtk_search_entry_set_placeholder_text (GTK_SEARCH_ENTRY (entry), _ ("Scan or type a code, a name, a procedure"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search in all dossiers"),
                                  -1);
  gtk_widget_add_css_class (entry, "find-all");
  g_signal_connect_object (entry, "activate", G_CALLBACK (found_cb), self, G_CONNECT_DEFAULT);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), FIELD_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), entry);
  return clamp;
}

static void
mc_desk_head_init (McDeskHead *self)
{
  self->scope = mc_scope_new (NULL);
  self->figures = g_ptr_array_new_with_free_func ((GDestroyNotify) figure_free);
  self->field = make_field (self);
  self->caption = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->caption, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "caption-heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "dimmed");
  self->box = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->box, SPACING);
  adw_wrap_box_set_line_spacing (self->box, SPACING);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), SPACING);
  gtk_box_append (GTK_BOX (self), self->field);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->caption));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->box));
  gtk_widget_add_css_class (GTK_WIDGET (self), "desk-head");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
mc_desk_head_set_profile (McDeskHead *self, McProfile *profile)
{
  McSync *sync;

  g_return_if_fail (MC_IS_DESK_HEAD (self));
  g_return_if_fail (self->profile == NULL);

  sync = mc_profile_get_sync (profile);
  self->profile = g_object_ref (profile);
  g_signal_connect_swapped (sync, "me-changed", G_CALLBACK (rebuild), self);
  g_signal_connect_swapped (sync, "records-changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (sync, "line-changed", G_CALLBACK (changed_cb), self);
  mc_minute_hand_start (self->scope, mc_profile_get_clock (profile), self, minute_cb);
  rebuild (self);
}

void
mc_desk_head_set_queue (McDeskHead *self, const char *queue_id)
{
  g_return_if_fail (MC_IS_DESK_HEAD (self));

  if (g_set_str (&self->queue_id, queue_id))
    show_or_hide (self);
}
