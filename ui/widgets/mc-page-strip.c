// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-page-strip.h"

#include <glib/gi18n.h>
#include <math.h>

#define STEP 60
/* pages beyond what is in sight whose pictures are kept */
#define KEPT 2

/* A page that was painted, or could not be. */
typedef struct
{
  GdkTexture *texture; /* NULL: it could not */
  int asked_width;     /* pixels that were asked for */
  gboolean reduced;
} Painted;

struct _McPageStrip
{
  GtkWidget parent_instance;

  /* owned */
  GtkAdjustment *horizontal;
  GtkAdjustment *vertical;
  McRenderer *renderer;
  McPageLayout layout;
  GHashTable *pictures; /* page → Painted */
  GArray *marks;        /* graphene_rect_t */

  guint marked_page;
  guint generation;
  gboolean painting;
  gboolean placing;
  guint place_source;
  guint page;     /* that one looks at */
  guint top_page; /* where one is: stays when the size changes */
  double top_part;
};

enum
{
  PAINTED,
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  McPageStrip *strip;
  guint page;
  guint generation;
  int asked_width;
} Painting;

static void paint_next (McPageStrip *self);

G_DEFINE_FINAL_TYPE (McPageStrip, mc_page_strip, GTK_TYPE_WIDGET)

static void
painted_free (gpointer data)
{
  Painted *self = data;

  g_clear_object (&self->texture);
  g_free (self);
}

static void
painting_free (gpointer data)
{
  Painting *self = data;

  g_object_unref (self->strip);
  g_free (self);
}

static double
scale_in (McPageStrip *self, int width)
{
  return mc_page_layout_get_scale (&self->layout, width,
                                   self->vertical != NULL ? gtk_adjustment_get_page_size (self->vertical) : 0);
}

static double
scale_of (McPageStrip *self)
{
  return scale_in (self, gtk_widget_get_width (GTK_WIDGET (self)));
}

static guint
page_at (McPageStrip *self, double y)
{
  return mc_page_layout_find (&self->layout, y, scale_of (self));
}

static gboolean
get_sight (McPageStrip *self, guint *first, guint *last)
{
  double top = self->vertical != NULL ? gtk_adjustment_get_value (self->vertical) : 0;
  double height = self->vertical != NULL ? gtk_adjustment_get_page_size (self->vertical) : 0;

  if (self->layout.pages == NULL || gtk_widget_get_width (GTK_WIDGET (self)) == 0)
    return FALSE;
  *first = page_at (self, top);
  *last = page_at (self, top + height);
  return TRUE;
}

static graphene_rect_t
place_of (McPageStrip *self, guint page)
{
  return mc_page_layout_place (&self->layout, page, scale_of (self), gtk_widget_get_width (GTK_WIDGET (self)));
}

/* How wide the page, upright, should be painted. */
static int
wanted_width (McPageStrip *self, guint page)
{
  return MAX ((int) round (self->layout.pages->sizes[page].width * scale_of (self)
                           * gtk_widget_get_scale_factor (GTK_WIDGET (self))),
              1);
}

static void
tell (McPageStrip *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static DexFuture *
page_painted_cb (DexFuture *future, gpointer data)
{
  Painting *painting = data;
  McPageStrip *self = painting->strip;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  McPagePicture *picture = value != NULL ? g_value_get_boxed (value) : NULL;
  Painted *painted;

  if (painting->generation != self->generation)
    return dex_future_new_true ();
  self->painting = FALSE;
  painted = g_new0 (Painted, 1);
  painted->asked_width = painting->asked_width;
  if (picture != NULL)
    {
      painted->texture = gdk_memory_texture_new (picture->width, picture->height, GDK_MEMORY_DEFAULT, picture->pixels,
                                                 picture->stride);
      painted->reduced = picture->reduced;
    }
  g_hash_table_replace (self->pictures, GUINT_TO_POINTER (painting->page), painted);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (painted->texture != NULL)
    g_signal_emit (self, signals[PAINTED], 0);
  tell (self);
  paint_next (self);
  return dex_future_new_true ();
}

static void
paint (McPageStrip *self, guint page)
{
  Painting *painting = g_new0 (Painting, 1);
  int width = wanted_width (self, page);
  double height = (double) width * self->layout.pages->sizes[page].height / self->layout.pages->sizes[page].width;
  DexFuture *painted = mc_renderer_paint (self->renderer, page, width, MAX ((int) round (height), 1));

  painting->strip = g_object_ref (self);
  painting->page = page;
  painting->generation = self->generation;
  painting->asked_width = width;
  self->painting = TRUE;
  dex_future_disown (dex_future_finally (painted, page_painted_cb, painting, painting_free));
}

static gboolean
is_due (McPageStrip *self, guint page)
{
  const Painted *painted = g_hash_table_lookup (self->pictures, GUINT_TO_POINTER (page));

  return painted == NULL || painted->asked_width != wanted_width (self, page);
}

static gboolean
is_far_cb (gpointer key, gpointer value, gpointer data)
{
  const guint *sight = data;
  guint page = GPOINTER_TO_UINT (key);

  return page + KEPT < sight[0] || page > sight[1] + KEPT;
}

/* One at a time, what is in sight first. */
static void
paint_next (McPageStrip *self)
{
  guint sight[2];

  if (self->painting || !gtk_widget_get_mapped (GTK_WIDGET (self)) || !get_sight (self, &sight[0], &sight[1]))
    return;
  g_hash_table_foreach_remove (self->pictures, is_far_cb, sight);
  for (guint page = sight[0]; page <= sight[1]; page++)
    if (is_due (self, page))
      {
        paint (self, page);
        return;
      }
  if (sight[1] + 1 < self->layout.pages->count && is_due (self, sight[1] + 1))
    paint (self, sight[1] + 1);
}

/* Where one is, as page and part of it. */
static void
remember_place (McPageStrip *self)
{
  graphene_rect_t place;
  double top = gtk_adjustment_get_value (self->vertical);

  if (self->placing || self->layout.pages == NULL || gtk_widget_get_width (GTK_WIDGET (self)) == 0)
    return;
  self->top_page = page_at (self, top);
  place = place_of (self, self->top_page);
  self->top_part = (top - place.origin.y) / place.size.height;
}

/* The page in the middle of what is seen: the one a person looks at. */
static guint
middle_page (McPageStrip *self)
{
  if (self->placing || self->layout.pages == NULL || gtk_widget_get_width (GTK_WIDGET (self)) == 0)
    return self->top_page;
  return page_at (self, gtk_adjustment_get_value (self->vertical) + gtk_adjustment_get_page_size (self->vertical) / 2);
}

static gboolean
place_cb (gpointer data)
{
  McPageStrip *self = data;
  graphene_rect_t place;

  self->place_source = 0;
  self->placing = FALSE;
  if (self->layout.pages == NULL || self->vertical == NULL)
    return G_SOURCE_REMOVE;
  place = place_of (self, self->top_page);
  gtk_adjustment_set_value (self->vertical, self->top_page == 0 && self->top_part <= 0
                                                ? 0
                                                : place.origin.y + self->top_part * place.size.height);
  self->page = middle_page (self);
  paint_next (self);
  tell (self);
  return G_SOURCE_REMOVE;
}

/* After the next allocation one is where one was. */
static void
keep_place (McPageStrip *self)
{
  self->placing = TRUE;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  if (self->place_source == 0)
    self->place_source = g_timeout_add (20, place_cb, self);
}

static void
scrolled_cb (McPageStrip *self)
{
  guint before = self->page;

  remember_place (self);
  self->page = middle_page (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  paint_next (self);
  if (self->page != before)
    tell (self);
}

static void
page_size_cb (McPageStrip *self)
{
  if (self->layout.fit == MC_FIT_PAGE)
    keep_place (self);
  paint_next (self);
}

static GtkSizeRequestMode
mc_page_strip_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
mc_page_strip_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  McPageStrip *self = MC_PAGE_STRIP (widget);
  double size = 1;

  if (self->layout.pages != NULL && orientation == GTK_ORIENTATION_VERTICAL)
    {
      double scale = scale_in (self, for_size >= 0 ? for_size : gtk_widget_get_width (widget));

      size = mc_page_layout_get_height (&self->layout, scale);
    }
  else if (self->layout.pages != NULL && self->layout.fit == MC_FIT_NONE)
    size = mc_page_layout_get_width (&self->layout, scale_of (self));
  *minimum = *natural = (int) MIN (ceil (size), G_MAXINT / 2);
}

static void
mc_page_strip_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  McPageStrip *self = MC_PAGE_STRIP (widget);

  if (self->layout.pages != NULL)
    {
      self->placing = TRUE;
      if (self->place_source == 0)
        self->place_source = g_timeout_add (20, place_cb, self);
    }
}

/* Into the place of the page, upright points and all, when it is turned. */
static void
turn (McPageStrip *self, GtkSnapshot *snapshot, const graphene_rect_t *place, float *width, float *height)
{
  gtk_snapshot_translate (snapshot, &place->origin);
  *width = place->size.width;
  *height = place->size.height;
  if (self->layout.turns == 0)
    return;
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (*width / 2, *height / 2));
  gtk_snapshot_rotate (snapshot, 90.0f * (float) self->layout.turns);
  if (mc_page_layout_lies_on_its_side (&self->layout))
    {
      *width = place->size.height;
      *height = place->size.width;
    }
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (-*width / 2, -*height / 2));
}

static void
draw_words (McPageStrip *self, GtkSnapshot *snapshot, const graphene_rect_t *place)
{
  const GdkRGBA grey = { 0.35f, 0.35f, 0.35f, 1 };
  g_autoptr (PangoLayout) layout
      = gtk_widget_create_pango_layout (GTK_WIDGET (self), _ ("This page cannot be shown. The others can."));

  pango_layout_set_width (layout, (int) (place->size.width * 0.8) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (place->origin.x + place->size.width * 0.1f,
                                                          place->origin.y + place->size.height * 0.3f));
  gtk_snapshot_append_layout (snapshot, layout, &grey);
  gtk_snapshot_restore (snapshot);
}

static void
draw_marks (McPageStrip *self, GtkSnapshot *snapshot, guint page, float scale)
{
  const GdkRGBA yellow = { 1, 0.8f, 0, 0.4f };

  for (guint i = 0; self->marks != NULL && self->marked_page == page && i < self->marks->len; i++)
    {
      graphene_rect_t mark = g_array_index (self->marks, graphene_rect_t, i);

      graphene_rect_scale (&mark, scale, scale, &mark);
      gtk_snapshot_append_color (snapshot, &yellow, &mark);
    }
}

static void
draw_page (McPageStrip *self, GtkSnapshot *snapshot, guint page)
{
  const GdkRGBA white = { 1, 1, 1, 1 };
  const Painted *painted = g_hash_table_lookup (self->pictures, GUINT_TO_POINTER (page));
  graphene_rect_t place = place_of (self, page);
  float width, height;

  gtk_snapshot_append_color (snapshot, &white, &place);
  if (painted != NULL && painted->texture == NULL)
    {
      draw_words (self, snapshot, &place);
      return;
    }
  gtk_snapshot_save (snapshot);
  turn (self, snapshot, &place, &width, &height);
  if (painted != NULL)
    gtk_snapshot_append_texture (snapshot, painted->texture, &GRAPHENE_RECT_INIT (0, 0, width, height));
  draw_marks (self, snapshot, page, width / self->layout.pages->sizes[page].width);
  gtk_snapshot_restore (snapshot);
}

static void
mc_page_strip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  McPageStrip *self = MC_PAGE_STRIP (widget);
  guint first, last;

  if (!get_sight (self, &first, &last))
    return;
  for (guint page = first; page <= last; page++)
    draw_page (self, snapshot, page);
}

static void
mc_page_strip_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mc_page_strip_parent_class)->map (widget);
  paint_next (MC_PAGE_STRIP (widget));
}

static void
scroll (GtkAdjustment *adjustment, double by)
{
  if (adjustment != NULL)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + by);
}

static gboolean
step_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  McPageStrip *self = MC_PAGE_STRIP (widget);
  int across, down;

  g_variant_get (arguments, "(ii)", &across, &down);
  scroll (self->horizontal, across * STEP);
  scroll (self->vertical, down * STEP);
  return TRUE;
}

static gboolean
turn_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  int step;

  g_variant_get (arguments, "(i)", &step);
  mc_page_strip_turn (MC_PAGE_STRIP (widget), step);
  return TRUE;
}

static gboolean
end_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  McPageStrip *self = MC_PAGE_STRIP (widget);
  int last;

  g_variant_get (arguments, "(i)", &last);
  if (self->layout.pages != NULL)
    mc_page_strip_show_page (self, last ? self->layout.pages->count - 1 : 0);
  return TRUE;
}

static void
drop_adjustments (McPageStrip *self)
{
  if (self->vertical != NULL)
    g_signal_handlers_disconnect_by_data (self->vertical, self);
  g_clear_object (&self->vertical);
  g_clear_object (&self->horizontal);
}

static void
mc_page_strip_dispose (GObject *object)
{
  McPageStrip *self = MC_PAGE_STRIP (object);

  self->generation++;
  drop_adjustments (self);
  g_clear_handle_id (&self->place_source, g_source_remove);
  g_clear_object (&self->renderer);
  mc_page_layout_set_pages (&self->layout, NULL);
  g_hash_table_remove_all (self->pictures);
  g_clear_pointer (&self->marks, g_array_unref);
  G_OBJECT_CLASS (mc_page_strip_parent_class)->dispose (object);
}

static void
mc_page_strip_finalize (GObject *object)
{
  McPageStrip *self = MC_PAGE_STRIP (object);

  g_hash_table_unref (self->pictures);
  mc_page_layout_clear (&self->layout);
  G_OBJECT_CLASS (mc_page_strip_parent_class)->finalize (object);
}

static void
bind_keys (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key;
    int across, down;
  } steps[]
      = { { GDK_KEY_Down, 0, 1 },    { GDK_KEY_Up, 0, -1 },    { GDK_KEY_Right, 1, 0 },    { GDK_KEY_Left, -1, 0 },
          { GDK_KEY_KP_Down, 0, 1 }, { GDK_KEY_KP_Up, 0, -1 }, { GDK_KEY_KP_Right, 1, 0 }, { GDK_KEY_KP_Left, -1, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    gtk_widget_class_add_binding (klass, steps[i].key, 0, step_cb, "(ii)", steps[i].across, steps[i].down);
  gtk_widget_class_add_binding (klass, GDK_KEY_Page_Down, 0, turn_cb, "(i)", 1);
  gtk_widget_class_add_binding (klass, GDK_KEY_KP_Page_Down, 0, turn_cb, "(i)", 1);
  gtk_widget_class_add_binding (klass, GDK_KEY_Page_Up, 0, turn_cb, "(i)", -1);
  gtk_widget_class_add_binding (klass, GDK_KEY_KP_Page_Up, 0, turn_cb, "(i)", -1);
  gtk_widget_class_add_binding (klass, GDK_KEY_Home, 0, end_cb, "(i)", 0);
  gtk_widget_class_add_binding (klass, GDK_KEY_KP_Home, 0, end_cb, "(i)", 0);
  gtk_widget_class_add_binding (klass, GDK_KEY_End, 0, end_cb, "(i)", 1);
  gtk_widget_class_add_binding (klass, GDK_KEY_KP_End, 0, end_cb, "(i)", 1);
}

static void
mc_page_strip_class_init (McPageStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mc_page_strip_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_page_strip_finalize;
  widget_class->get_request_mode = mc_page_strip_get_request_mode;
  widget_class->measure = mc_page_strip_measure;
  widget_class->size_allocate = mc_page_strip_size_allocate;
  widget_class->snapshot = mc_page_strip_snapshot;
  widget_class->map = mc_page_strip_map;
  signals[PAINTED]
      = g_signal_new ("painted", MC_TYPE_PAGE_STRIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGED]
      = g_signal_new ("changed", MC_TYPE_PAGE_STRIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  bind_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "pages");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DOCUMENT);
}

static void
mc_page_strip_init (McPageStrip *self)
{
  self->pictures = g_hash_table_new_full (NULL, NULL, NULL, painted_free);
  mc_page_layout_init (&self->layout);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

void
mc_page_strip_set_adjustments (McPageStrip *self, GtkAdjustment *horizontal, GtkAdjustment *vertical)
{
  g_return_if_fail (MC_IS_PAGE_STRIP (self));

  drop_adjustments (self);
  self->horizontal = g_object_ref (horizontal);
  self->vertical = g_object_ref (vertical);
  g_signal_connect_swapped (vertical, "value-changed", G_CALLBACK (scrolled_cb), self);
  g_signal_connect_swapped (vertical, "notify::page-size", G_CALLBACK (page_size_cb), self);
}

void
mc_page_strip_set_pages (McPageStrip *self, McRenderer *renderer, McPageSizes *pages)
{
  g_return_if_fail (MC_IS_PAGE_STRIP (self));

  self->generation++;
  self->painting = FALSE;
  g_set_object (&self->renderer, renderer);
  mc_page_layout_set_pages (&self->layout, pages);
  self->page = self->top_page = 0;
  self->top_part = 0;
  g_hash_table_remove_all (self->pictures);
  g_clear_pointer (&self->marks, g_array_unref);
  keep_place (self);
}

guint
mc_page_strip_count_pages (McPageStrip *self)
{
  g_return_val_if_fail (MC_IS_PAGE_STRIP (self), 0);

  return self->layout.pages != NULL ? self->layout.pages->count : 0;
}

guint
mc_page_strip_get_page (McPageStrip *self)
{
  g_return_val_if_fail (MC_IS_PAGE_STRIP (self), 0);

  return self->page;
}

void
mc_page_strip_show_page (McPageStrip *self, guint page)
{
  g_return_if_fail (MC_IS_PAGE_STRIP (self));

  if (self->layout.pages == NULL || page >= self->layout.pages->count || self->vertical == NULL)
    return;
  if (self->placing)
    {
      /* what is being laid out anew comes to stand there */
      self->top_page = page;
      self->top_part = page == 0 ? 0 : -0.001;
      return;
    }
  gtk_adjustment_set_value (self->vertical, page == 0 ? 0 : place_of (self, page).origin.y - MC_PAGE_MARGIN / 2);
}

void
mc_page_strip_turn (McPageStrip *self, int step)
{
  g_return_if_fail (MC_IS_PAGE_STRIP (self));

  if (self->layout.pages == NULL || self->vertical == NULL)
    return;
  if (self->layout.fit != MC_FIT_PAGE)
    scroll (self->vertical, step * 0.9 * gtk_adjustment_get_page_size (self->vertical));
  else if (step > 0 || self->page > 0)
    mc_page_strip_show_page (self, self->page + (step > 0 ? 1 : -1));
}

void
mc_page_strip_set_fit (McPageStrip *self, McPageFit fit)
{
  g_return_if_fail (MC_IS_PAGE_STRIP (self));

  if (fit == MC_FIT_NONE)
    self->layout.zoom = mc_page_strip_get_zoom (self);
  self->layout.fit = fit;
  keep_place (self);
}

McPageFit
mc_page_strip_get_fit (McPageStrip *self)
{
  g_return_val_if_fail (MC_IS_PAGE_STRIP (self), MC_FIT_WIDTH);

  return self->layout.fit;
}

void
mc_page_strip_set_zoom (McPageStrip *self, double zoom)
{
  g_return_if_fail (MC_IS_PAGE_STRIP (self));

  self->layout.fit = MC_FIT_NONE;
  self->layout.zoom = CLAMP (zoom, MC_ZOOM_LEAST, MC_ZOOM_MOST);
  keep_place (self);
}

double
mc_page_strip_get_zoom (McPageStrip *self)
{
  g_return_val_if_fail (MC_IS_PAGE_STRIP (self), 1);

  return mc_page_layout_get_zoom (scale_of (self));
}

void
mc_page_strip_rotate (McPageStrip *self)
{
  g_return_if_fail (MC_IS_PAGE_STRIP (self));

  mc_page_layout_rotate (&self->layout);
  keep_place (self);
}

gboolean
mc_page_strip_is_reduced (McPageStrip *self)
{
  const Painted *painted = g_hash_table_lookup (self->pictures, GUINT_TO_POINTER (self->page));

  return painted != NULL && painted->reduced;
}

void
mc_page_strip_mark (McPageStrip *self, guint page, GArray *places)
{
  g_return_if_fail (MC_IS_PAGE_STRIP (self));

  g_clear_pointer (&self->marks, g_array_unref);
  self->marks = places != NULL ? g_array_ref (places) : NULL;
  self->marked_page = page;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (places == NULL || places->len == 0 || self->layout.pages == NULL || page >= self->layout.pages->count)
    return;
  if (self->layout.turns == 0)
    gtk_adjustment_set_value (self->vertical,
                              place_of (self, page).origin.y
                                  + g_array_index (places, graphene_rect_t, 0).origin.y * scale_of (self)
                                  - gtk_adjustment_get_page_size (self->vertical) / 3);
  else
    mc_page_strip_show_page (self, page);
}
