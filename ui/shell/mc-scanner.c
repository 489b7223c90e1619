// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-scanner.h"

#include <string.h>

#define LONGEST 2048 /* a QR code of a paper */
/* the last character and Enter of a slow machine may come that much later than the gap */
#define END_MS 200
/* a window's scanner, by this name among its data */
#define OF_WINDOW "mc-scanner"

struct _McScanner
{
  GObject parent_instance;

  guint gap;
  guint length;

  GString *burst;   /* owned: what came so far; "" none */
  guint32 last;     /* time of the last key, ms */
  GtkWidget *focus; /* weak: where the burst began; NULL: no text */
  char *text;       /* owned: what it held then */
  int cursor;       /* characters before the cursor then */
  int bound;        /* before the other end of what was selected; the cursor: nothing was */
  gboolean swallowing;
  guint end_source;

  GQueue deferred; /* owned Deferred, in order */
  guint quiet_source;
};

/* What a key would do that may yet turn out to be of a burst. */
typedef struct
{
  GWeakRef widget;
  char *action;
  GVariant *target; /* nullable */
} Deferred;

enum
{
  PROP_GAP = 1,
  PROP_LENGTH,
  N_PROPS
};

enum
{
  SCANNED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

/* By the codes of Linux' input layer, which X and Wayland give with 8 added. */
static const struct
{
  guint first;
  const char *plain;
  const char *shifted;
} keys[] = {
  { 10, "1234567890-=", "!@#$%^&*()_+" },
  { 24, "qwertyuiop[]", "QWERTYUIOP{}" },
  { 38, "asdfghjkl;'`", "ASDFGHJKL:\"~" },
  { 51, "\\zxcvbnm,./", "|ZXCVBNM<>?" },
  { 65, " ", " " },
};

G_DEFINE_FINAL_TYPE (McScanner, mc_scanner, G_TYPE_OBJECT)

char
mc_scanner_character (guint keycode, gboolean shift)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keycode >= keys[i].first && keycode < keys[i].first + strlen (keys[i].plain))
      return (shift ? keys[i].shifted : keys[i].plain)[keycode - keys[i].first];
  return 0;
}

static void
set_focus (McScanner *self, GtkWidget *focus)
{
  g_set_weak_pointer (&self->focus, focus);
  g_clear_pointer (&self->text, g_free);
  self->cursor = self->bound = 0;
}

static char *
get_buffer_text (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static GtkTextBuffer *
get_buffer (GtkWidget *widget)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget));
}

static void
deferred_free (Deferred *self)
{
  g_weak_ref_clear (&self->widget);
  g_free (self->action);
  g_clear_pointer (&self->target, g_variant_unref);
  g_free (self);
}

static void
drop_deferred (McScanner *self)
{
  g_clear_handle_id (&self->quiet_source, g_source_remove);
  g_queue_clear_full (&self->deferred, (GDestroyNotify) deferred_free);
}

/* Hands pressed the keys. */
static void
run_deferred (McScanner *self)
{
  Deferred *next;

  g_clear_handle_id (&self->quiet_source, g_source_remove);
  while ((next = g_queue_pop_head (&self->deferred)) != NULL)
    {
      g_autoptr (GtkWidget) widget = g_weak_ref_get (&next->widget);

      if (widget != NULL && gtk_widget_get_mapped (widget))
        gtk_widget_activate_action_variant (widget, next->action, next->target);
      deferred_free (next);
    }
}

static gboolean
quiet_cb (gpointer data)
{
  McScanner *self = data;

  self->quiet_source = 0;
  run_deferred (self);
  return G_SOURCE_REMOVE;
}

/* After the keys that have come meanwhile, however busy the loop was. */
static void
wait_for_quiet (McScanner *self)
{
  g_clear_handle_id (&self->quiet_source, g_source_remove);
  if (!g_queue_is_empty (&self->deferred))
    self->quiet_source = g_timeout_add_full (G_PRIORITY_HIGH_IDLE, self->gap, quiet_cb, self, NULL);
}

/* What the text that has the focus holds before the key that came gets to it. */
static void
remember (McScanner *self, GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);
  int start, end;

  set_focus (self, NULL);
  if (GTK_IS_TEXT (focus) && gtk_editable_get_editable (GTK_EDITABLE (focus)))
    {
      set_focus (self, focus);
      self->text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (focus)));
      self->cursor = self->bound = gtk_editable_get_position (GTK_EDITABLE (focus));
      if (gtk_editable_get_selection_bounds (GTK_EDITABLE (focus), &start, &end))
        self->bound = self->cursor == start ? end : start;
    }
  else if (GTK_IS_TEXT_VIEW (focus) && gtk_text_view_get_editable (GTK_TEXT_VIEW (focus)))
    {
      GtkTextIter at;
      GtkTextBuffer *buffer = get_buffer (focus);

      set_focus (self, focus);
      self->text = get_buffer_text (buffer);
      gtk_text_buffer_get_iter_at_mark (buffer, &at, gtk_text_buffer_get_insert (buffer));
      self->cursor = gtk_text_iter_get_offset (&at);
      gtk_text_buffer_get_iter_at_mark (buffer, &at, gtk_text_buffer_get_selection_bound (buffer));
      self->bound = gtk_text_iter_get_offset (&at);
    }
}

/* The part between what both texts begin and end with, in characters. */
static void
find_difference (const char *now, const char *then, glong *start, glong *now_end, glong *then_end)
{
  g_autofree gunichar *a = g_utf8_to_ucs4_fast (now, -1, now_end);
  g_autofree gunichar *b = g_utf8_to_ucs4_fast (then, -1, then_end);

  *start = 0;
  while (*start < *now_end && *start < *then_end && a[*start] == b[*start])
    ++*start;
  while (*now_end > *start && *then_end > *start && a[*now_end - 1] == b[*then_end - 1])
    {
      --*now_end;
      --*then_end;
    }
}

/* Only what is different is touched, so that what was typed before can still be undone. */
static void
put_back (McScanner *self)
{
  glong start, now_end, then_end;
  g_autofree char *now = NULL;
  g_autofree char *missing = NULL;

  if (self->focus == NULL)
    return;
  now = GTK_IS_TEXT (self->focus) ? g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->focus)))
                                  : get_buffer_text (get_buffer (self->focus));
  find_difference (now, self->text, &start, &now_end, &then_end);
  missing = g_utf8_substring (self->text, start, then_end);
  if (GTK_IS_TEXT (self->focus))
    {
      int at = (int) start;

      gtk_editable_delete_text (GTK_EDITABLE (self->focus), (int) start, (int) now_end);
      gtk_editable_insert_text (GTK_EDITABLE (self->focus), missing, -1, &at);
      gtk_editable_select_region (GTK_EDITABLE (self->focus), self->bound, self->cursor);
    }
  else
    {
      GtkTextBuffer *buffer = get_buffer (self->focus);
      GtkTextIter from, to;

      gtk_text_buffer_get_iter_at_offset (buffer, &from, (int) start);
      gtk_text_buffer_get_iter_at_offset (buffer, &to, (int) now_end);
      gtk_text_buffer_delete (buffer, &from, &to);
      gtk_text_buffer_insert (buffer, &from, missing, -1);
      gtk_text_buffer_get_iter_at_offset (buffer, &from, self->cursor);
      gtk_text_buffer_get_iter_at_offset (buffer, &to, self->bound);
      gtk_text_buffer_select_range (buffer, &from, &to);
    }
}

/* It was no scan after all: what was swallowed is typed, in the place of what was selected. */
static void
give_back (McScanner *self)
{
  if (self->focus == NULL)
    return;
  if (GTK_IS_TEXT (self->focus))
    {
      int at = MIN (self->cursor, self->bound);

      gtk_editable_delete_selection (GTK_EDITABLE (self->focus));
      gtk_editable_insert_text (GTK_EDITABLE (self->focus), self->burst->str, -1, &at);
      gtk_editable_set_position (GTK_EDITABLE (self->focus), at);
    }
  else
    {
      gtk_text_buffer_delete_selection (get_buffer (self->focus), TRUE, TRUE);
      gtk_text_buffer_insert_at_cursor (get_buffer (self->focus), self->burst->str, -1);
    }
}

static void
forget (McScanner *self)
{
  g_clear_handle_id (&self->end_source, g_source_remove);
  g_string_truncate (self->burst, 0);
  set_focus (self, NULL);
  self->swallowing = FALSE;
}

static void
ended_cb (gpointer data)
{
  McScanner *self = data;

  self->end_source = 0;
  give_back (self);
  forget (self);
}

static void
wait_for_end (McScanner *self)
{
  g_clear_handle_id (&self->end_source, g_source_remove);
  self->end_source = g_timeout_add_once (self->gap + END_MS, ended_cb, self);
}

static gboolean
is_enter (guint keyval)
{
  return keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter;
}

static void
finish (McScanner *self)
{
  g_autofree char *text = g_strdup (self->burst->str);

  forget (self);
  g_signal_emit (self, signals[SCANNED], 0, text);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, McScanner *self)
{
  guint32 time = gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (controller));
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  gboolean quick = self->burst->len > 0 && time - self->last <= self->gap;
  char character = 0;

  if ((modifiers & ~GDK_SHIFT_MASK) == 0)
    character = mc_scanner_character (keycode, (modifiers & GDK_SHIFT_MASK) != 0);
  if (keyval == GDK_KEY_Shift_L || keyval == GDK_KEY_Shift_R)
    return self->swallowing ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
  if (self->swallowing && is_enter (keyval))
    {
      finish (self);
      return GDK_EVENT_STOP;
    }
  if (self->swallowing && (!quick || character == 0))
    {
      give_back (self);
      forget (self);
    }
  if (character == 0 || !quick)
    run_deferred (self);
  if (character == 0 || self->burst->len >= LONGEST)
    {
      forget (self);
      return GDK_EVENT_PROPAGATE;
    }
  if (!quick)
    {
      forget (self);
      remember (self, GTK_WINDOW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller))));
    }
  self->last = time;
  g_string_append_c (self->burst, character);
  if (self->burst->len < self->length)
    {
      wait_for_quiet (self);
      return GDK_EVENT_PROPAGATE;
    }
  drop_deferred (self);
  if (!self->swallowing)
    put_back (self);
  self->swallowing = TRUE;
  wait_for_end (self);
  return GDK_EVENT_STOP;
}

static void
mc_scanner_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_GAP)
    g_value_set_uint (value, MC_SCANNER (object)->gap);
  else if (id == PROP_LENGTH)
    g_value_set_uint (value, MC_SCANNER (object)->length);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mc_scanner_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_GAP)
    MC_SCANNER (object)->gap = g_value_get_uint (value);
  else if (id == PROP_LENGTH)
    MC_SCANNER (object)->length = g_value_get_uint (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mc_scanner_dispose (GObject *object)
{
  McScanner *self = MC_SCANNER (object);

  if (self->burst != NULL)
    forget (self);
  drop_deferred (self);
  G_OBJECT_CLASS (mc_scanner_parent_class)->dispose (object);
}

static void
mc_scanner_finalize (GObject *object)
{
  g_string_free (MC_SCANNER (object)->burst, TRUE);
  G_OBJECT_CLASS (mc_scanner_parent_class)->finalize (object);
}

static void
mc_scanner_class_init (McScannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = mc_scanner_get_property;
  object_class->set_property = mc_scanner_set_property;
  object_class->dispose = mc_scanner_dispose;
  object_class->finalize = mc_scanner_finalize;
  props[PROP_GAP]
      = g_param_spec_uint ("gap", NULL, NULL, 5, 500, MC_SCANNER_GAP, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_LENGTH]
      = g_param_spec_uint ("length", NULL, NULL, 3, 100, MC_SCANNER_LENGTH, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SCANNED] = g_signal_new ("scanned", MC_TYPE_SCANNER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_STRING);
}

static void
mc_scanner_init (McScanner *self)
{
  self->burst = g_string_new (NULL);
  self->gap = MC_SCANNER_GAP;
  self->length = MC_SCANNER_LENGTH;
}

McScanner *
mc_scanner_new (GtkWindow *window)
{
  McScanner *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);

  self = g_object_new (MC_TYPE_SCANNER, NULL);
  mc_scanner_watch (self, window);
  return self;
}

void
mc_scanner_watch (McScanner *self, GtkWindow *window)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  g_return_if_fail (MC_IS_SCANNER (self) && GTK_IS_WINDOW (window));

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  /* dialogs keep their keys from the window otherwise */
  gtk_event_controller_set_propagation_limit (controller, GTK_LIMIT_NONE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (window), controller);
  g_object_set_data_full (G_OBJECT (window), OF_WINDOW, g_object_ref (self), g_object_unref);
}

McScanner *
mc_scanner_find (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return root != NULL ? g_object_get_data (G_OBJECT (root), OF_WINDOW) : NULL;
}

void
mc_scanner_defer (GtkWidget *widget, const char *action, GVariant *target)
{
  McScanner *self = mc_scanner_find (widget);
  g_autoptr (GVariant) owned = target != NULL ? g_variant_ref_sink (target) : NULL;
  Deferred *deferred;

  if (self == NULL || self->burst->len == 0)
    {
      gtk_widget_activate_action_variant (widget, action, owned);
      return;
    }
  deferred = g_new0 (Deferred, 1);
  g_weak_ref_init (&deferred->widget, widget);
  deferred->action = g_strdup (action);
  deferred->target = g_steal_pointer (&owned);
  g_queue_push_tail (&self->deferred, deferred);
  wait_for_quiet (self);
}
