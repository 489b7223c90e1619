// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-palette.h"

#include <glib/gi18n.h>
#include <string.h>

#include "mc-deadline-badge.h"
#include "mc-dialog-size.h"
#include "mc-dossier-words.h"
#include "mc-format.h"
#include "mc-task.h"
#include "mc-text.h"

/* the rest is one row further: all of it as a list */
#define RECORDS_SHOWN 30
#define PAGE 8

typedef enum
{
  KIND_ACT,
  KIND_OTHER_ACT,
  KIND_GO,
  KIND_PLACE,
  KIND_RECORD,
  KIND_DRAFT,
  KIND_OUTBOX,
  KIND_FIND,
} Kind;

struct _McPalette
{
  AdwDialog parent_instance;

  /* children */
  GtkSearchEntry *entry;
  GtkStack *stack;
  GtkListBox *list;

  /* owned */
  McProfile *profile;
  McScope *scope;
  GPtrArray *acts;
  McListing *found;          /* of the last search; NULL: nothing was searched for */
  GPtrArray *drafts;         /* McDraft; NULL until read */
  GHashTable *draft_records; /* id → McSummary of a record with a draft */

  gboolean searching;
  gboolean search_again;
  gboolean go_wanted; /* Enter came before the answer */
};

enum
{
  ACT,
  PLACE,
  RECORD,
  FIND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* the group's heading and the signal that tells of the choice */
static const struct
{
  const char *heading;
  guint signal;
} kinds[] = {
  [KIND_ACT] = { N_ ("Acts"), ACT },           [KIND_OTHER_ACT] = { N_ ("Other acts"), ACT },
  [KIND_GO] = { N_ ("Places"), ACT },          [KIND_PLACE] = { N_ ("Places"), PLACE },
  [KIND_RECORD] = { N_ ("Dossiers"), RECORD }, [KIND_DRAFT] = { N_ ("Drafts"), RECORD },
  [KIND_OUTBOX] = { N_ ("Outbox"), RECORD },   [KIND_FIND] = { N_ ("Dossiers"), FIND },
};

static void search (McPalette *self);

G_DEFINE_FINAL_TYPE (McPalette, mc_palette, ADW_TYPE_DIALOG)

McPaletteAct *
mc_palette_act_new (const char *title, const char *keys, const char *action, McPaletteUse use)
{
  McPaletteAct *self = g_new0 (McPaletteAct, 1);

  self->title = g_strdup (title);
  self->keys = g_strdup (keys);
  self->action = g_strdup (action);
  self->use = use;
  return self;
}

void
mc_palette_act_free (McPaletteAct *self)
{
  g_free (self->title);
  g_free (self->keys);
  g_free (self->action);
  g_free (self);
}

static const char *
get_text (McPalette *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/* Every word typed begins a word of the text, marks aside. */
static gboolean
matches (const char *text, const char *typed)
{
  g_autofree char *folded = mc_text_fold (text != NULL ? text : "");
  g_autofree char *wanted = mc_text_fold (typed);
  g_auto (GStrv) words = g_strsplit (wanted, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *at = strstr (folded, words[i]);

      while (at != NULL && at != folded && g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at))))
        at = strstr (at + 1, words[i]);
      if (at == NULL)
        return FALSE;
    }
  return TRUE;
}

/* As it was typed, marks and all: such rows stand first. */
static gboolean
matches_exactly (const char *text, const char *typed)
{
  g_autofree char *small = g_utf8_strdown (text, -1);
  g_autofree char *wanted = g_utf8_strdown (typed, -1);

  return *g_strstrip (wanted) != '\0' && strstr (small, wanted) != NULL;
}

static GtkWidget *
make_label (const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

/* target: what the signal tells. */
static void
add_row (McPalette *self, Kind kind, const char *title, const char *subtitle, const char *side, const char *target)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (GString) spoken = g_string_new (title);

  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (lines), make_label (title, NULL));
  if (subtitle != NULL)
    {
      GtkWidget *label = make_label (subtitle, "caption");

      gtk_widget_add_css_class (label, "dimmed");
      gtk_box_append (GTK_BOX (lines), label);
      g_string_append_printf (spoken, ", %s", subtitle);
    }
  gtk_box_append (GTK_BOX (box), lines);
  if (side != NULL && *side != '\0')
    {
      GtkWidget *label = make_label (side, "numeric");

      gtk_widget_add_css_class (label, "dimmed");
      gtk_box_append (GTK_BOX (box), label);
      g_string_append_printf (spoken, ", %s", side);
    }
  gtk_widget_add_css_class (box, "palette-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken->str, -1);
  g_object_set_data (G_OBJECT (row), "mc-kind", GUINT_TO_POINTER (kind));
  g_object_set_data_full (G_OBJECT (row), "mc-target", g_strdup (target), g_free);
  gtk_list_box_append (self->list, row);
}

static void
add_acts (McPalette *self, McPaletteUse use, gboolean exact)
{
  static const Kind shown_as[]
      = { [MC_PALETTE_OPEN] = KIND_ACT, [MC_PALETTE_PLACE] = KIND_GO, [MC_PALETTE_OTHER] = KIND_OTHER_ACT };

  for (guint i = 0; i < self->acts->len; i++)
    {
      const McPaletteAct *act = g_ptr_array_index (self->acts, i);

      if (act->use == use && matches (act->title, get_text (self))
          && matches_exactly (act->title, get_text (self)) == exact)
        add_row (self, shown_as[use], act->title, NULL, act->keys, act->action);
    }
}

static void
add_places (McPalette *self, gboolean exact)
{
  McMe *me = mc_sync_get_me (mc_profile_get_sync (self->profile));

  for (guint i = 0; me != NULL && i < me->queues->len; i++)
    {
      const McQueue *queue = g_ptr_array_index (me->queues, i);

      if (matches (queue->title, get_text (self)) && matches_exactly (queue->title, get_text (self)) == exact)
        add_row (self, KIND_PLACE, queue->title, NULL, NULL, queue->id);
    }
}

static void
add_record (McPalette *self, Kind kind, const McSummary *summary, const char *note)
{
  g_autoptr (GDateTime) now = mc_clock_now (mc_profile_get_clock (self->profile));
  g_autofree char *deadline = mc_deadline_badge_text (summary, now);
  g_autofree char *code = mc_words_code (summary);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", code, note != NULL ? note : mc_words_procedure (summary));

  add_row (self, kind, mc_words_owner (summary), subtitle, deadline, summary->id);
}

static void
add_records (McPalette *self)
{
  guint shown = self->found != NULL ? MIN (self->found->rows->len, RECORDS_SHOWN) : 0;

  for (guint i = 0; i < shown; i++)
    if (g_ptr_array_index (self->found->rows, i) != NULL)
      add_record (self, KIND_RECORD, g_ptr_array_index (self->found->rows, i), NULL);
  if (self->found != NULL && self->found->keys->len > shown)
    {
      g_autofree char *number = mc_format_number (self->found->keys->len);
      g_autofree char *title = g_strdup_printf (_ ("Show all %s dossiers found"), number);

      add_row (self, KIND_FIND, title, NULL, NULL, get_text (self));
    }
}

/* What the official typed into forms and has not sent. */
static void
add_drafts (McPalette *self)
{
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; self->drafts != NULL && i < self->drafts->len; i++)
    {
      const McDraft *draft = g_ptr_array_index (self->drafts, i);
      McSummary *summary = g_hash_table_lookup (self->draft_records, draft->record_id);

      if (summary == NULL || !matches (draft->text, get_text (self)) || !g_hash_table_add (told, draft->record_id))
        continue;
      add_record (self, KIND_DRAFT, summary, draft->text);
    }
}

static void
add_outbox (McPalette *self)
{
  GPtrArray *entries = mc_sync_get_outbox (mc_profile_get_sync (self->profile));
  McMe *me = mc_sync_get_me (mc_profile_get_sync (self->profile));

  for (guint i = 0; i < entries->len; i++)
    {
      const McOutboxEntry *entry = g_ptr_array_index (entries, i);
      const char *act = mc_words_action (me, entry->act->action);

      if (entry->state == MC_OUTBOX_DONE || entry->state == MC_OUTBOX_DROPPED
          || (!matches (entry->title, get_text (self)) && !matches (act, get_text (self))))
        continue;
      add_row (self, KIND_OUTBOX, mc_format_text (entry->title), act, NULL, entry->act->record_id);
    }
}

static void
select_row (McPalette *self, GtkListBoxRow *row)
{
  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, row);
}

static void
fill (McPalette *self)
{
  gboolean typed = *get_text (self) != '\0';

  gtk_list_box_remove_all (self->list);
  add_acts (self, MC_PALETTE_OPEN, TRUE);
  add_acts (self, MC_PALETTE_OPEN, FALSE);
  add_places (self, TRUE);
  add_acts (self, MC_PALETTE_PLACE, TRUE);
  add_places (self, FALSE);
  add_acts (self, MC_PALETTE_PLACE, FALSE);
  add_acts (self, MC_PALETTE_OTHER, TRUE);
  add_acts (self, MC_PALETTE_OTHER, FALSE);
  if (typed)
    {
      add_records (self);
      add_drafts (self);
      add_outbox (self);
    }
  select_row (self, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_stack_set_visible_child_name (self->stack,
                                    gtk_list_box_get_row_at_index (self->list, 0) != NULL ? "found" : "nothing");
}

static void
go (McPalette *self, GtkListBoxRow *row)
{
  Kind kind;
  g_autofree char *target = NULL;
  g_autoptr (McPalette) alive = g_object_ref (self);

  if (row == NULL)
    return;
  kind = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "mc-kind"));
  target = g_strdup (g_object_get_data (G_OBJECT (row), "mc-target"));
  adw_dialog_force_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[kinds[kind].signal], 0, target);
}

/* The records that have a draft, so that they can be named. */
static void
read_drafts (McPalette *self, McScope *scope, GError **error)
{
  g_autoptr (GPtrArray) drafts = mc_await_boxed (mc_journal_all_drafts (mc_profile_get_journal (self->profile)), error);

  for (guint i = 0; drafts != NULL && i < drafts->len && !mc_scope_is_ended (scope); i++)
    {
      const McDraft *draft = g_ptr_array_index (drafts, i);
      McSummary *summary;

      if (!g_str_has_prefix (draft->field, "act:") || g_hash_table_contains (self->draft_records, draft->record_id))
        continue;
      summary = mc_await_boxed (mc_cache_summary (mc_profile_get_cache (self->profile), draft->record_id), NULL);
      if (summary != NULL)
        g_hash_table_insert (self->draft_records, g_strdup (draft->record_id), summary);
    }
  if (drafts != NULL)
    self->drafts = g_steal_pointer (&drafts);
}

static DexFuture *
search_fiber (gpointer data)
{
  McPalette *self = data;
  g_autoptr (McScope) scope = g_object_ref (self->scope);
  g_autoptr (GError) error = NULL;

  if (self->drafts == NULL)
    read_drafts (self, scope, &error);
  if (mc_scope_is_ended (scope))
    return dex_future_new_true ();
  do
    {
      g_autoptr (McListing) found = NULL;
      g_autofree char *typed = g_strdup (get_text (self));

      self->search_again = FALSE;
      g_clear_error (&error);
      if (*typed != '\0')
        found
            = mc_await_boxed (mc_cache_list (mc_profile_get_cache (self->profile), NULL, "open_first", typed), &error);
      if (mc_scope_is_ended (scope))
        return dex_future_new_true ();
      g_clear_pointer (&self->found, mc_listing_unref);
      self->found = g_steal_pointer (&found);
    }
  while (self->search_again);
  self->searching = FALSE;
  fill (self);
  if (self->go_wanted)
    go (self, gtk_list_box_get_selected_row (self->list));
  return error != NULL ? dex_future_new_for_error (g_steal_pointer (&error)) : dex_future_new_true ();
}

/* One search runs at a time; what is typed meanwhile is looked for after it. */
static void
search (McPalette *self)
{
  self->search_again = self->searching;
  self->go_wanted = FALSE;
  if (self->searching)
    return;
  self->searching = TRUE;
  mc_task_run (self->scope, "palette", search_fiber, g_object_ref (self), g_object_unref);
}

static void
activated_cb (McPalette *self)
{
  /* what stands there is of an older text: the answer first */
  self->go_wanted = self->searching;
  if (!self->searching)
    go (self, gtk_list_box_get_selected_row (self->list));
}

static void
row_activated_cb (McPalette *self, GtkListBoxRow *row)
{
  go (self, row);
}

static void
stop_cb (McPalette *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* Into sight, and said aloud: the focus stays where one types. */
static void
show_selected (McPalette *self, GtkListBoxRow *row)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self->list), GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  GtkWidget *label = gtk_widget_get_first_child (gtk_widget_get_first_child (gtk_list_box_row_get_child (row)));
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
  /* not announced: the toolkit's context for tests cannot, and falls over it */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  gtk_label_get_text (GTK_LABEL (label)), -1);
}

static void
move (McPalette *self, int step)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);
  int at = selected != NULL ? gtk_list_box_row_get_index (selected) : -1;
  GtkListBoxRow *next = NULL;

  /* a page further than there are rows is the last of them */
  for (int to = MAX (at + step, 0); next == NULL && to >= 0; to--)
    next = gtk_list_box_get_row_at_index (self->list, to);
  if (next == NULL)
    return;
  select_row (self, next);
  show_selected (self, next);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, McPalette *self)
{
  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      move (self, PAGE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      move (self, -PAGE);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static const char *
heading_of (GtkListBoxRow *row)
{
  return kinds[GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "mc-kind"))].heading;
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  GtkWidget *label = NULL;

  if (before == NULL || !g_str_equal (heading_of (row), heading_of (before)))
    {
      label = make_label (_ (heading_of (row)), "heading");
      gtk_widget_add_css_class (label, "palette-heading");
      gtk_widget_add_css_class (label, "dimmed");
    }
  gtk_list_box_row_set_header (row, label);
}

static GtkWidget *
make_list (McPalette *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What was found"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  return scroller;
}

static GtkWidget *
make_nothing (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "edit-find-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Nothing found"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (page),
      _ ("Acts and places are found by their name; dossiers by name, code or its last digits, by procedure."));
  gtk_widget_add_css_class (page, "compact");
  return page;
}

static GtkWidget *
make_entry (McPalette *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  gtk_search_entry_set_placeholder_text (self->entry, _ ("An act, a place, a name, a code"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Find an act, a place or a record"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "palette-entry");
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (search), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (stop_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  return GTK_WIDGET (self->entry);
}

static void
mc_palette_dispose (GObject *object)
{
  McPalette *self = MC_PALETTE (object);

  mc_scope_clear (&self->scope);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (mc_palette_parent_class)->dispose (object);
}

static void
mc_palette_finalize (GObject *object)
{
  McPalette *self = MC_PALETTE (object);

  g_clear_pointer (&self->acts, g_ptr_array_unref);
  g_clear_pointer (&self->found, mc_listing_unref);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_clear_pointer (&self->draft_records, g_hash_table_unref);
  G_OBJECT_CLASS (mc_palette_parent_class)->finalize (object);
}

static void
mc_palette_class_init (McPaletteClass *klass)
{
  static const char *const names[] = { "act", "place", "record", "find" };

  G_OBJECT_CLASS (klass)->dispose = mc_palette_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_palette_finalize;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], MC_TYPE_PALETTE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                               G_TYPE_STRING);
}

static void
mc_palette_init (McPalette *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  self->scope = mc_scope_new (NULL);
  self->draft_records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mc_summary_unref);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, make_list (self), "found");
  gtk_stack_add_named (self->stack, make_nothing (), "nothing");
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), make_entry (self));
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->stack));
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Find an act, a place or a record"));
  mc_dialog_size_set (ADW_DIALOG (self), 620, 520);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->entry));
}

McPalette *
mc_palette_new (McProfile *profile, GPtrArray *acts)
{
  McPalette *self;

  g_return_val_if_fail (MC_IS_PROFILE (profile), NULL);
  g_return_val_if_fail (acts != NULL, NULL);

  self = g_object_new (MC_TYPE_PALETTE, NULL);
  self->profile = g_object_ref (profile);
  self->acts = g_ptr_array_ref (acts);
  fill (self);
  return self;
}

gboolean
mc_palette_is_settled (McPalette *self)
{
  g_return_val_if_fail (MC_IS_PALETTE (self), FALSE);

  return !self->searching;
}
