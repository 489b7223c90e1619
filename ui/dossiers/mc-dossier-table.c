// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-dossier-table.h"

#include <glib/gi18n.h>

#include "mc-deadline-badge.h"
#include "mc-dossier-words.h"
#include "mc-format.h"
#include "mc-slot.h"

#define N_COLUMNS 10
#define LEAST_FIT 8  /* characters: its heading has room */
#define MOST_SHOWN 8 /* of them at a time */

/* What a cell says of a record. (transfer full) */
typedef char *(*TextFunc) (McDossierTable *self, const McSummary *summary, GDateTime *now);

/* The list's width from which on a column is there. Whose it is, what it is about and until when always is; the procedure
 * has what room is left. */
typedef enum
{
  ROOM_ANY,
  ROOM_MORE, /* a list alone beside the sidebar at 1366 pixels */
  ROOM_ALL,
  ROOM_NEVER, /* only when it is asked for */
} Room;

typedef struct
{
  const char *id;   /* also in the settings: never another one */
  const char *sort; /* of mc_cache_list() */
  const char *title;
  TextFunc text;
  guint min_chars;
  guint chars; /* natural width */
  guint fits;  /* as wide as what it says, no wider than `chars`: percent of a character that one takes; 0: does not */
  Room room;
  gboolean numeric;
  gboolean moves; /* says something else as time passes */
  gboolean urgent;
} Column;

/* What is bound to one record: its cells as far as they are, and the row that holds them. */
typedef struct
{
  McDossierTable *table;
  McSlot *slot;
  GtkColumnViewCell *cells[N_COLUMNS];
  GtkColumnViewRow *row;
  guint n_bound;
  gboolean stale; /* what is said is not of the record: made good before the row is seen */
} Line;

struct _McDossierTable
{
  AdwBin parent_instance;

  /* children */
  GtkScrolledWindow *scroller;
  GtkColumnView *view;

  /* owned */
  McProfile *profile;
  McPicks *picks;
  McColumnWidths *widths;
  GHashTable *lines;      /* McSlot → Line, those in use */
  GStrv chosen;           /* ids of columns; NULL: as there is room */
  guint chars[N_COLUMNS]; /* natural widths now */

  AdwBreakpointBin *bin;
  AdwBreakpoint *narrow[ROOM_NEVER]; /* in force where there is no room for those columns */
  gboolean sorting;                  /* the order is being set, not chosen */
};

enum
{
  SORT_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *code_text (McDossierTable *self, const McSummary *summary, GDateTime *now);
static char *owner_text (McDossierTable *self, const McSummary *summary, GDateTime *now);
static char *procedure_text (McDossierTable *self, const McSummary *summary, GDateTime *now);
static char *field_text (McDossierTable *self, const McSummary *summary, GDateTime *now);
static char *submitted_text (McDossierTable *self, const McSummary *summary, GDateTime *now);
static char *accepted_text (McDossierTable *self, const McSummary *summary, GDateTime *now);
static char *due_text (McDossierTable *self, const McSummary *summary, GDateTime *now);
static char *state_text (McDossierTable *self, const McSummary *summary, GDateTime *now);
static char *handler_text (McDossierTable *self, const McSummary *summary, GDateTime *now);
static char *channel_text (McDossierTable *self, const McSummary *summary, GDateTime *now);

G_DEFINE_FINAL_TYPE (McDossierTable, mc_dossier_table, ADW_TYPE_BIN)

static const char *const room_conditions[] = { NULL, "max-width: 959sp", "max-width: 1279sp" };

static const Column columns[N_COLUMNS] = {
  { "code", "code", N_ ("Code"), code_text, 26, 26, 100, ROOM_ANY, TRUE, FALSE, FALSE },
  { "owner", "owner", N_ ("Dossier owner"), owner_text, 14, 21, 0, ROOM_ANY, FALSE, FALSE, FALSE },
  { "procedure", "procedure", N_ ("Procedure"), procedure_text, 18, 80, 0, ROOM_ANY, FALSE, FALSE, FALSE },
  { "field", "field", N_ ("Field"), field_text, 10, 12, 0, ROOM_NEVER, FALSE, FALSE, FALSE },
  { "submitted", "submitted", N_ ("Submitted"), submitted_text, 12, 12, 0, ROOM_MORE, TRUE, FALSE, FALSE },
  { "accepted", "accepted", N_ ("Accepted on"), accepted_text, 12, 12, 0, ROOM_NEVER, TRUE, FALSE, FALSE },
  { "due", "deadline", N_ ("Deadline"), due_text, 24, 24, 85, ROOM_ANY, TRUE, TRUE, TRUE },
  { "state", "state", N_ ("State"), state_text, 13, 15, 0, ROOM_MORE, FALSE, TRUE, FALSE },
  { "handler", "handler", N_ ("Handler"), handler_text, 12, 14, 0, ROOM_ALL, FALSE, FALSE, FALSE },
  { "channel", "channel", N_ ("Channel"), channel_text, 9, 9, 0, ROOM_ALL, FALSE, FALSE, FALSE },
};

static char *
code_text (McDossierTable *self, const McSummary *summary, GDateTime *now)
{
  return g_strdup (mc_format_text (summary->code != NULL ? summary->code : summary->provisional_code));
}

static char *
owner_text (McDossierTable *self, const McSummary *summary, GDateTime *now)
{
  return g_strdup (mc_words_owner (summary));
}

static char *
procedure_text (McDossierTable *self, const McSummary *summary, GDateTime *now)
{
  return g_strdup (mc_words_procedure (summary));
}

static char *
field_text (McDossierTable *self, const McSummary *summary, GDateTime *now)
{
  return g_strdup (mc_format_text (summary->field_name));
}

static char *
submitted_text (McDossierTable *self, const McSummary *summary, GDateTime *now)
{
  return mc_format_date (summary->submitted_at);
}

/* Nothing before it is accepted: the column next to it says when it came. */
static char *
accepted_text (McDossierTable *self, const McSummary *summary, GDateTime *now)
{
  return summary->accepted_at != NULL ? mc_format_date (summary->accepted_at) : g_strdup ("");
}

static char *
due_text (McDossierTable *self, const McSummary *summary, GDateTime *now)
{
  char *words = mc_deadline_badge_text (summary, now);

  return words != NULL ? words : g_strdup ("");
}

static char *
state_text (McDossierTable *self, const McSummary *summary, GDateTime *now)
{
  McOutboxEntry *entry = mc_sync_find_pending (mc_profile_get_sync (self->profile), summary->id);

  if (entry == NULL)
    return mc_words_state (summary->national_state);
  return g_strdup (entry->state == MC_OUTBOX_NEEDS_YOU ? _ ("Needs your attention") : _ ("Waiting to be sent"));
}

static char *
handler_text (McDossierTable *self, const McSummary *summary, GDateTime *now)
{
  return g_strdup (mc_format_text (summary->handler_name));
}

static char *
channel_text (McDossierTable *self, const McSummary *summary, GDateTime *now)
{
  return g_strdup (mc_words_channel (summary->channel));
}

static guint
column_of (gpointer object)
{
  return GPOINTER_TO_UINT (g_object_get_data (object, "mc-column"));
}

static void
size_cell (McDossierTable *self, GtkColumnViewCell *cell)
{
  guint index = column_of (cell);
  GtkInscription *child = GTK_INSCRIPTION (gtk_column_view_cell_get_child (cell));

  gtk_inscription_set_min_chars (child, MIN (columns[index].min_chars, self->chars[index]));
  gtk_inscription_set_nat_chars (child, self->chars[index]);
}

static void
set_chars (McDossierTable *self, guint index, guint chars)
{
  GHashTableIter iter;
  gpointer line;

  self->chars[index] = chars;
  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, NULL, &line))
    if (((Line *) line)->cells[index] != NULL)
      size_cell (self, ((Line *) line)->cells[index]);
}

/* What comes into sight makes its column wider, nothing makes it narrower: it would jump under the eyes. */
static void
fit_column (McDossierTable *self, guint index, const char *text)
{
  guint wanted = ((guint) g_utf8_strlen (text, -1) * columns[index].fits + 99) / 100 + 2;

  wanted = MIN (wanted, columns[index].chars);
  if (wanted > self->chars[index])
    set_chars (self, index, wanted);
}

static void
show_cell (McDossierTable *self, GtkColumnViewCell *cell)
{
  const Column *column = &columns[column_of (cell)];
  GtkWidget *child = gtk_column_view_cell_get_child (cell);
  McSlot *slot = gtk_column_view_cell_get_item (cell);
  McSummary *summary = slot != NULL ? mc_slot_get_summary (slot) : NULL;
  g_autoptr (GDateTime) now = column->moves ? mc_clock_now (mc_profile_get_clock (self->profile)) : NULL;
  g_autofree char *text = summary != NULL ? column->text (self, summary, now) : NULL;
  gboolean picked = slot != NULL && mc_picks_has (self->picks, mc_slot_get_key (slot));

  if (picked && column->text == owner_text)
    {
      g_autofree char *plain = g_steal_pointer (&text);

      text = g_strconcat ("✓ ", plain, NULL);
    }
  gtk_inscription_set_text (GTK_INSCRIPTION (child), text != NULL ? text : "");
  if (column->fits > 0 && text != NULL)
    fit_column (self, column_of (cell), text);
  if (picked)
    gtk_widget_add_css_class (child, "picked");
  else
    gtk_widget_remove_css_class (child, "picked");
  if (column->urgent)
    mc_deadline_badge_style (child, summary, now);
}

static void
show_row (McDossierTable *self, GtkColumnViewRow *row)
{
  McSlot *slot = gtk_column_view_row_get_item (row);
  McSummary *summary = slot != NULL ? mc_slot_get_summary (slot) : NULL;
  g_autofree char *spoken = NULL;

  if (summary != NULL)
    {
      g_autoptr (GDateTime) now = mc_clock_now (mc_profile_get_clock (self->profile));
      McOutboxEntry *entry = mc_sync_find_pending (mc_profile_get_sync (self->profile), summary->id);

      spoken = mc_words_spoken (summary, now, entry, mc_picks_has (self->picks, mc_slot_get_key (slot)));
    }
  gtk_column_view_row_set_accessible_label (row, spoken != NULL ? spoken : "");
}

static void
show_line (Line *line)
{
  line->stale = FALSE;
  for (guint i = 0; i < N_COLUMNS; i++)
    if (line->cells[i] != NULL)
      show_cell (line->table, line->cells[i]);
  if (line->row != NULL)
    show_row (line->table, line->row);
}

/* A view keeps some 200 rows and maps the twenty that are in sight: the others wait until they are. */
static gboolean
is_in_sight (const Line *line)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    if (line->cells[i] != NULL && gtk_widget_get_mapped (gtk_column_view_cell_get_child (line->cells[i])))
      return TRUE;
  return FALSE;
}

static void
refresh_line (Line *line)
{
  if (is_in_sight (line))
    show_line (line);
  else
    line->stale = TRUE;
}

static void
summary_changed_cb (McSlot *slot, GParamSpec *pspec, Line *line)
{
  refresh_line (line);
}

static void
line_free (Line *self)
{
  g_signal_handlers_disconnect_by_func (self->slot, summary_changed_cb, self);
  g_object_unref (self->slot);
  g_free (self);
}

/* One more thing is bound to the record. */
static Line *
line_take (McDossierTable *self, McSlot *slot)
{
  Line *line = g_hash_table_lookup (self->lines, slot);

  if (line == NULL)
    {
      line = g_new0 (Line, 1);
      line->table = self;
      line->slot = g_object_ref (slot);
      g_signal_connect (slot, "notify::summary", G_CALLBACK (summary_changed_cb), line);
      g_hash_table_insert (self->lines, slot, line);
    }
  line->n_bound++;
  return line;
}

static void
line_leave (Line *line)
{
  if (--line->n_bound == 0)
    g_hash_table_remove (line->table->lines, line->slot);
}

static void
mapped_cb (GtkWidget *child, GtkColumnViewCell *cell)
{
  McDossierTable *self = g_object_get_data (G_OBJECT (cell), "mc-table");
  gpointer slot = gtk_column_view_cell_get_item (cell);
  Line *line = slot != NULL ? g_hash_table_lookup (self->lines, slot) : NULL;

  if (line != NULL && line->stale)
    show_line (line);
}

static void
setup_cell_cb (GtkListItemFactory *factory, GtkColumnViewCell *cell, McDossierTable *self)
{
  guint index = column_of (factory);
  const Column *column = &columns[index];
  GtkWidget *child = gtk_inscription_new (NULL);

  g_object_set_data (G_OBJECT (cell), "mc-column", GUINT_TO_POINTER (index));
  g_object_set_data (G_OBJECT (cell), "mc-table", self);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (child), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (child), 0);
  if (column->numeric)
    gtk_widget_add_css_class (child, "numeric");
  g_signal_connect (child, "map", G_CALLBACK (mapped_cb), cell);
  gtk_column_view_cell_set_child (cell, child);
  size_cell (self, cell);
  gtk_column_view_cell_set_focusable (cell, FALSE);
}

static void
bind_cell_cb (GtkListItemFactory *factory, GtkColumnViewCell *cell, McDossierTable *self)
{
  Line *line = line_take (self, gtk_column_view_cell_get_item (cell));

  line->cells[column_of (cell)] = cell;
  size_cell (self, cell);
  if (!gtk_widget_get_mapped (gtk_column_view_cell_get_child (cell)))
    line->stale = TRUE;
  else if (line->stale)
    show_line (line);
  else
    show_cell (self, cell);
}

static void
unbind_cell_cb (GtkListItemFactory *factory, GtkColumnViewCell *cell, McDossierTable *self)
{
  Line *line = g_hash_table_lookup (self->lines, gtk_column_view_cell_get_item (cell));

  line->cells[column_of (cell)] = NULL;
  line_leave (line);
}

static void
bind_row_cb (GtkListItemFactory *factory, GtkColumnViewRow *row, McDossierTable *self)
{
  Line *line = line_take (self, gtk_column_view_row_get_item (row));

  line->row = row;
  if (is_in_sight (line))
    show_row (self, row);
  else
    line->stale = TRUE;
}

static void
unbind_row_cb (GtkListItemFactory *factory, GtkColumnViewRow *row, McDossierTable *self)
{
  Line *line = g_hash_table_lookup (self->lines, gtk_column_view_row_get_item (row));

  line->row = NULL;
  line_leave (line);
}

static void
add_column (McDossierTable *self, guint index)
{
  const Column *column = &columns[index];
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view_column = gtk_column_view_column_new (_ (column->title), factory);
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (NULL, NULL, NULL));

  g_object_set_data (G_OBJECT (factory), "mc-column", GUINT_TO_POINTER (index));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cell_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cell_cb), self);
  gtk_column_view_column_set_id (view_column, column->id);
  gtk_column_view_column_set_expand (view_column, column->text == procedure_text);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_column_set_visible (view_column, column->room < ROOM_NEVER);
  /* it compares nothing: the store sorts, the header shows and asks */
  gtk_column_view_column_set_sorter (view_column, sorter);
  gtk_column_view_append_column (self->view, view_column);
}

static gboolean
is_shown (McDossierTable *self, const Column *column)
{
  AdwBreakpoint *current = adw_breakpoint_bin_get_current_breakpoint (self->bin);
  Room room = ROOM_NEVER;

  if (self->chosen != NULL)
    return g_strv_contains ((const char *const *) self->chosen, column->id);
  for (Room r = ROOM_MORE; r < ROOM_NEVER; r++)
    if (current != NULL && current == self->narrow[r])
      room = r;
  return column->room < room;
}

/* Where there is little room the columns go that are needed least. */
static void
show_columns (McDossierTable *self)
{
  GListModel *view_columns;

  if (self->view == NULL)
    return;
  view_columns = gtk_column_view_get_columns (self->view);
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_autoptr (GtkColumnViewColumn) view_column = g_list_model_get_item (view_columns, i);

      gtk_column_view_column_set_visible (view_column, is_shown (self, &columns[i]));
    }
}

/* What is cut is whole in its tooltip. */
static gboolean
query_tooltip_cb (GtkWidget *view, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip)
{
  GtkWidget *at = by_keyboard ? NULL : gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);
  g_autoptr (PangoLayout) layout = NULL;
  const char *text;
  int width;

  if (!GTK_IS_INSCRIPTION (at))
    return FALSE;
  text = gtk_inscription_get_text (GTK_INSCRIPTION (at));
  layout = gtk_widget_create_pango_layout (at, text);
  pango_layout_get_pixel_size (layout, &width, NULL);
  if (width <= gtk_widget_get_width (at))
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static GtkWidget *
make_bin (McDossierTable *self)
{
  self->bin = ADW_BREAKPOINT_BIN (adw_breakpoint_bin_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->bin), 300, 100);
  adw_breakpoint_bin_set_child (self->bin, GTK_WIDGET (self->scroller));
  for (Room room = ROOM_ALL; room > ROOM_ANY; room--)
    {
      self->narrow[room] = adw_breakpoint_new (adw_breakpoint_condition_parse (room_conditions[room]));
      adw_breakpoint_bin_add_breakpoint (self->bin, self->narrow[room]);
    }
  g_signal_connect_swapped (self->bin, "notify::current-breakpoint", G_CALLBACK (show_columns), self);
  return GTK_WIDGET (self->bin);
}

/* A header was pressed. */
static void
sorter_changed_cb (GtkColumnViewSorter *sorter, GtkSorterChange change, McDossierTable *self)
{
  GtkColumnViewColumn *column = gtk_column_view_sorter_get_primary_sort_column (sorter);

  if (self->sorting)
    return;
  for (guint i = 0; column != NULL && i < N_COLUMNS; i++)
    if (g_str_equal (columns[i].id, gtk_column_view_column_get_id (column)))
      g_signal_emit (self, signals[SORT_CHOSEN], 0, columns[i].sort,
                     gtk_column_view_sorter_get_primary_sort_order (sorter) == GTK_SORT_DESCENDING);
}

static void
mc_dossier_table_dispose (GObject *object)
{
  McDossierTable *self = MC_DOSSIER_TABLE (object);

  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  self->view = NULL;
  self->scroller = NULL;
  if (self->bin != NULL)
    g_signal_handlers_disconnect_by_data (self->bin, self);
  self->bin = NULL;
  g_clear_object (&self->widths);
  g_clear_object (&self->profile);
  g_clear_object (&self->picks);
  G_OBJECT_CLASS (mc_dossier_table_parent_class)->dispose (object);
}

static void
mc_dossier_table_finalize (GObject *object)
{
  McDossierTable *self = MC_DOSSIER_TABLE (object);

  g_hash_table_unref (self->lines);
  g_strfreev (self->chosen);
  G_OBJECT_CLASS (mc_dossier_table_parent_class)->finalize (object);
}

static void
mc_dossier_table_class_init (McDossierTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_dossier_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_dossier_table_finalize;
  signals[SORT_CHOSEN] = g_signal_new ("sort-chosen", MC_TYPE_DOSSIER_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
mc_dossier_table_init (McDossierTable *self)
{
  g_autoptr (GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();

  self->lines = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) line_free);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_tab_behavior (self->view, GTK_LIST_TAB_ITEM);
  g_signal_connect (rows, "bind", G_CALLBACK (bind_row_cb), self);
  g_signal_connect (rows, "unbind", G_CALLBACK (unbind_row_cb), self);
  gtk_column_view_set_row_factory (self->view, rows);
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      self->chars[i] = columns[i].fits > 0 ? LEAST_FIT : columns[i].chars;
      add_column (self, i);
    }
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "queue-table");
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self->view), TRUE);
  g_signal_connect (self->view, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Dossiers of this queue"), -1);
  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (self->view));
  self->widths = mc_column_widths_new (self->view);
  g_signal_connect (gtk_column_view_get_sorter (self->view), "changed", G_CALLBACK (sorter_changed_cb), self);
  adw_bin_set_child (ADW_BIN (self), make_bin (self));
}

McDossierTable *
mc_dossier_table_new (McProfile *profile, McPicks *picks)
{
  McDossierTable *self;

  g_return_val_if_fail (MC_IS_PROFILE (profile), NULL);

  self = g_object_new (MC_TYPE_DOSSIER_TABLE, NULL);
  self->profile = g_object_ref (profile);
  self->picks = g_object_ref (picks);
  return self;
}

void
mc_dossier_table_set_model (McDossierTable *self, GtkSelectionModel *model)
{
  g_return_if_fail (MC_IS_DOSSIER_TABLE (self));

  gtk_column_view_set_model (self->view, model);
}

GtkColumnView *
mc_dossier_table_get_view (McDossierTable *self)
{
  g_return_val_if_fail (MC_IS_DOSSIER_TABLE (self), NULL);

  return self->view;
}

McColumnWidths *
mc_dossier_table_get_widths (McDossierTable *self)
{
  g_return_val_if_fail (MC_IS_DOSSIER_TABLE (self), NULL);

  return self->widths;
}

GtkAdjustment *
mc_dossier_table_get_adjustment (McDossierTable *self)
{
  g_return_val_if_fail (MC_IS_DOSSIER_TABLE (self), NULL);

  return gtk_scrolled_window_get_vadjustment (self->scroller);
}

const char *
mc_dossier_table_column (guint index, const char **title, const char **sort)
{
  if (index >= N_COLUMNS)
    return NULL;
  if (title != NULL)
    *title = columns[index].title;
  if (sort != NULL)
    *sort = columns[index].sort;
  return columns[index].id;
}

GStrv
mc_dossier_table_get_columns (McDossierTable *self)
{
  g_autoptr (GStrvBuilder) shown = g_strv_builder_new ();

  g_return_val_if_fail (MC_IS_DOSSIER_TABLE (self), NULL);

  for (guint i = 0; i < N_COLUMNS; i++)
    if (is_shown (self, &columns[i]))
      g_strv_builder_add (shown, columns[i].id);
  return g_strv_builder_end (shown);
}

void
mc_dossier_table_set_columns (McDossierTable *self, const char *const *ids)
{
  guint known = 0;

  g_return_if_fail (MC_IS_DOSSIER_TABLE (self));

  /* kept by another version, perhaps: what nobody knows shows nothing */
  for (guint i = 0; ids != NULL && i < N_COLUMNS; i++)
    known += g_strv_contains (ids, columns[i].id);
  g_clear_pointer (&self->chosen, g_strfreev);
  if (known > 0 && known <= MOST_SHOWN)
    self->chosen = g_strdupv ((char **) ids);
  show_columns (self);
}

void
mc_dossier_table_set_sort (McDossierTable *self, const char *sort, gboolean descending)
{
  GListModel *view_columns;
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_return_if_fail (MC_IS_DOSSIER_TABLE (self));

  view_columns = gtk_column_view_get_columns (self->view);
  for (guint i = 0; sort != NULL && column == NULL && i < N_COLUMNS; i++)
    if (g_str_equal (columns[i].sort, sort))
      column = g_list_model_get_item (view_columns, i);
  self->sorting = TRUE;
  gtk_column_view_sort_by_column (self->view, column, descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  self->sorting = FALSE;
}

void
mc_dossier_table_fit_anew (McDossierTable *self)
{
  g_return_if_fail (MC_IS_DOSSIER_TABLE (self));

  for (guint i = 0; i < N_COLUMNS; i++)
    if (columns[i].fits > 0)
      set_chars (self, i, LEAST_FIT);
  mc_dossier_table_refresh (self);
}

void
mc_dossier_table_refresh (McDossierTable *self)
{
  GHashTableIter iter;
  gpointer line;

  g_return_if_fail (MC_IS_DOSSIER_TABLE (self));

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, NULL, &line))
    refresh_line (line);
}
