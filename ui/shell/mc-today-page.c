// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-today-page.h"

#include <glib/gi18n.h>

#include "mc-dossier-words.h"
#include "mc-error-text.h"
#include "mc-format.h"
#include "mc-line-symbol.h"
#include "mc-minute-hand.h"
#include "mc-owed-row.h"
#include "mc-print-dialog.h"
#include "mc-queue-banner.h"
#include "mc-queue-status.h"
#include "mc-task.h"
#include "mc-today.h"

struct _McTodayPage
{
  AdwNavigationPage parent_instance;

  /* children */
  AdwWindowTitle *title;
  McQueueBanner *line_banner;
  AdwBanner *restored_banner;
  AdwPreferencesGroup *due_group;
  AdwPreferencesGroup *mine_group;
  AdwPreferencesGroup *owed_group;
  AdwPreferencesGroup *here_group;
  AdwPreferencesGroup *drafts_group;

  /* owned */
  McProfile *profile;
  McScope *scope;
  GPtrArray *queues; /* McQueue, as counted */
  GPtrArray *rows;   /* AdwActionRow in the groups; not owned */
  char *shown;       /* what the rows say: they are made anew only when it changes */

  guint n_drafts;
  guint n_broken;    /* papers whose printing broke off */
  char *broken;      /* the record of the first; NULL: none */
  gboolean printing; /* one is being opened */
  gboolean restored;
  gboolean focus_wanted; /* by the first rows that come */
  gboolean reading;
  gboolean read_again;
};

enum
{
  OPEN_LIST,
  OPEN_QUEUE,
  OPEN_RECORD,
  OPEN_OUTBOX,
  SAID,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void update (McTodayPage *self);

G_DEFINE_FINAL_TYPE (McTodayPage, mc_today_page, ADW_TYPE_NAVIGATION_PAGE)

static void
show_restored (McTodayPage *self)
{
  guint waiting = mc_sync_get_line (mc_profile_get_sync (self->profile))->waiting;
  g_autofree char *text = self->n_broken > 0
                              ? g_strdup_printf (_ ("Restored: %u drafts, %u acts waiting, %u papers that broke off"),
                                                 self->n_drafts, waiting, self->n_broken)
                              : g_strdup_printf (_ ("Restored: %u drafts, %u acts waiting"), self->n_drafts, waiting);

  adw_banner_set_title (self->restored_banner, text);
  adw_banner_set_button_label (self->restored_banner, self->n_broken > 0 ? _ ("Print again") : NULL);
  adw_banner_set_revealed (self->restored_banner, self->restored && self->n_drafts + waiting + self->n_broken > 0);
}

static void
printed_cb (McTodayPage *self, const char *text)
{
  g_signal_emit (self, signals[SAID], 0, text);
}

typedef struct
{
  McTodayPage *page;
  char *record;
  char *paper;
} Owed;

static Owed *
owed_new (McTodayPage *page, const char *record, const char *paper)
{
  Owed *self = g_new0 (Owed, 1);

  self->page = g_object_ref (page);
  self->record = g_strdup (record);
  self->paper = g_strdup (paper);
  return self;
}

static void
owed_free (Owed *self)
{
  g_object_unref (self->page);
  g_free (self->record);
  g_free (self->paper);
  g_free (self);
}

static DexFuture *
print_fiber (gpointer data)
{
  Owed *owed = data;
  McTodayPage *self = owed->page;
  g_autoptr (McScope) scope = g_object_ref (self->scope);
  g_autoptr (GError) error = NULL;
  g_autoptr (McDossier) dossier
      = mc_await_boxed (mc_sync_open_dossier (mc_profile_get_sync (self->profile), owed->record), &error);
  McPrintDialog *dialog;

  if (mc_scope_is_ended (scope))
    return dex_future_new_true ();
  self->printing = FALSE;
  if (dossier == NULL)
    g_signal_emit (self, signals[SAID], 0, mc_error_text (error));
  else if (dossier->outline || mc_print_pages_find_paper (dossier) == NULL)
    g_signal_emit (self, signals[SAID], 0, _ ("There is no paper of it now"));
  else
    {
      dialog = mc_print_dialog_new (self->profile, dossier);
      g_signal_connect_object (dialog, "done", G_CALLBACK (printed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (dialog, "closed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
    }
  return dex_future_new_true ();
}

static void
print_record (McTodayPage *self, const char *record)
{
  if (self->printing)
    return;
  self->printing = TRUE;
  mc_task_run (self->scope, "print owed paper", print_fiber, owed_new (self, record, NULL), (GDestroyNotify) owed_free);
}

static void
print_broken_cb (McTodayPage *self)
{
  if (self->broken != NULL)
    print_record (self, self->broken);
}

static void
print_owed_cb (McOwedRow *row, McTodayPage *self)
{
  print_record (self, mc_owed_row_get_record (row));
}

static DexFuture *
settle_fiber (gpointer data)
{
  Owed *owed = data;
  g_autoptr (McScope) scope = g_object_ref (owed->page->scope);
  GError *error = NULL;

  if (!mc_await (mc_journal_settle_paper (mc_profile_get_journal (owed->page->profile), owed->record, owed->paper),
                 &error))
    return dex_future_new_for_error (error);
  if (!mc_scope_is_ended (scope))
    update (owed->page);
  return dex_future_new_true ();
}

static void
settle_owed_cb (McOwedRow *row, McTodayPage *self)
{
  mc_task_run (self->scope, "settle owed paper", settle_fiber,
               owed_new (self, mc_owed_row_get_record (row), mc_owed_row_get_paper (row)), (GDestroyNotify) owed_free);
}

static void
open_owed_cb (McOwedRow *row, McTodayPage *self)
{
  g_signal_emit (self, signals[OPEN_RECORD], 0, mc_owed_row_get_record (row));
}

static void
list_activated_cb (AdwActionRow *row, McTodayPage *self)
{
  g_signal_emit (self, signals[OPEN_LIST], 0, g_object_get_data (G_OBJECT (row), "mc-queue"));
}

static void
queue_activated_cb (AdwActionRow *row, McTodayPage *self)
{
  g_signal_emit (self, signals[OPEN_QUEUE], 0, ((McQueue *) g_object_get_data (G_OBJECT (row), "mc-queue"))->id);
}

static void
record_activated_cb (AdwActionRow *row, McTodayPage *self)
{
  g_signal_emit (self, signals[OPEN_RECORD], 0, g_object_get_data (G_OBJECT (row), "mc-record"));
}

static void
outbox_activated_cb (AdwActionRow *row, McTodayPage *self)
{
  g_signal_emit (self, signals[OPEN_OUTBOX], 0);
}

static void
put_row (McTodayPage *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  g_object_set_data (G_OBJECT (row), "mc-group", group);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
  gtk_widget_set_visible (GTK_WIDGET (group), TRUE);
}

static GtkWidget *
add_row (McTodayPage *self, AdwPreferencesGroup *group, const char *title, const char *subtitle, const char *count,
         GCallback activated)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  if (count != NULL)
    {
      GtkWidget *label = gtk_label_new (count);
      g_autofree char *spoken = g_strdup_printf ("%s, %s", title, count);

      gtk_widget_add_css_class (label, "numeric");
      gtk_widget_add_css_class (label, g_str_equal (count, "0") ? "dimmed" : "heading");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_signal_connect (row, "activated", activated, self);
  put_row (self, group, row);
  return row;
}

static void
remove_rows (McTodayPage *self)
{
  AdwPreferencesGroup *groups[]
      = { self->due_group, self->mine_group, self->owed_group, self->here_group, self->drafts_group };

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      adw_preferences_group_remove (g_object_get_data (G_OBJECT (row), "mc-group"), row);
    }
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    gtk_widget_set_visible (GTK_WIDGET (groups[i]), FALSE);
}

/* Before everything has come, how many there are is not known. (transfer full) */
static char *
count_text (McTodayPage *self, GArray *counts, guint index)
{
  if (mc_sync_get_line (mc_profile_get_sync (self->profile))->updated_us == 0)
    return g_strdup ("–");
  return mc_format_number (g_array_index (counts, guint, index));
}

static void
add_queue_rows (McTodayPage *self, GArray *counts, guint n_own)
{
  for (guint i = 0; i < self->queues->len; i++)
    {
      McQueue *queue = g_ptr_array_index (self->queues, i);
      g_autofree char *count = count_text (self, counts, i);
      GtkWidget *row = add_row (self, i < n_own ? self->due_group : self->mine_group, queue->title, NULL, count,
                                i < n_own ? G_CALLBACK (list_activated_cb) : G_CALLBACK (queue_activated_cb));

      g_object_set_data (G_OBJECT (row), "mc-queue", queue);
    }
}

static void
add_here_rows (McTodayPage *self)
{
  const McLine *line = mc_sync_get_line (mc_profile_get_sync (self->profile));
  g_autofree char *needs = mc_format_number (line->needs_you);
  g_autofree char *waiting = mc_format_number (line->waiting);

  add_row (self, self->here_group, _ ("Needs your attention"), _ ("Acts that the portal did not take"), needs,
           G_CALLBACK (outbox_activated_cb));
  add_row (self, self->here_group, _ ("Waiting to be sent"), NULL, waiting, G_CALLBACK (outbox_activated_cb));
}

static void
add_draft_rows (McTodayPage *self, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      const McSummary *summary = g_ptr_array_index (records, i);
      g_autofree char *code = mc_words_code (summary);
      GtkWidget *row
          = add_row (self, self->drafts_group, mc_words_owner (summary), code, NULL, G_CALLBACK (record_activated_cb));

      g_object_set_data_full (G_OBJECT (row), "mc-record", g_strdup (summary->id), g_free);
    }
}

static void
add_owed_rows (McTodayPage *self, GPtrArray *owed)
{
  for (guint i = 0; i < owed->len; i++)
    {
      const McOwedRecord *one = g_ptr_array_index (owed, i);
      GtkWidget *row = GTK_WIDGET (mc_owed_row_new (one->summary, one->paper, one->broken));

      g_signal_connect (row, "print", G_CALLBACK (print_owed_cb), self);
      g_signal_connect (row, "settle", G_CALLBACK (settle_owed_cb), self);
      g_signal_connect (row, "activated", G_CALLBACK (open_owed_cb), self);
      put_row (self, self->owed_group, row);
    }
}

/* What all rows will say: nothing is made anew under the fingers when that stays. (transfer full) */
static char *
describe (McTodayPage *self, GPtrArray *queues, GArray *counts, GPtrArray *owed, GPtrArray *records)
{
  const McLine *line = mc_sync_get_line (mc_profile_get_sync (self->profile));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < queues->len; i++)
    {
      g_autofree char *count = count_text (self, counts, i);

      g_string_append_printf (text, "%s=%s;", ((McQueue *) g_ptr_array_index (queues, i))->id, count);
    }
  for (guint i = 0; i < owed->len; i++)
    {
      const McOwedRecord *one = g_ptr_array_index (owed, i);

      g_string_append_printf (text, "%s %s %d;", one->summary->id, one->paper, one->broken);
    }
  for (guint i = 0; i < records->len; i++)
    g_string_append_printf (text, "%s;", ((McSummary *) g_ptr_array_index (records, i))->id);
  g_string_append_printf (text, "%u %u", line->waiting, line->needs_you);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* Who stands on a row stands on the same one afterwards. */
static void
show (McTodayPage *self, GPtrArray *queues, GArray *counts, guint n_own, GPtrArray *owed, GPtrArray *records)
{
  g_autofree char *text = describe (self, queues, counts, owed, records);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  guint at = 0;
  gboolean found = focus != NULL && g_ptr_array_find (self->rows, focus, &at);

  if (g_strcmp0 (text, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&text);
  remove_rows (self);
  g_clear_pointer (&self->queues, g_ptr_array_unref);
  self->queues = g_ptr_array_ref (queues);
  add_queue_rows (self, counts, n_own);
  add_owed_rows (self, owed);
  add_here_rows (self);
  add_draft_rows (self, records);
  if (self->focus_wanted && self->rows->len > 0)
    gtk_widget_grab_focus (g_ptr_array_index (self->rows, 0));
  else if (found && self->rows->len > 0)
    gtk_widget_grab_focus (g_ptr_array_index (self->rows, MIN (at, self->rows->len - 1)));
  self->focus_wanted = FALSE;
  show_restored (self);
}

/* The records in whose forms something was typed and not sent. (transfer full) (nullable) */
static GPtrArray *
read_draft_records (McProfile *profile, GError **error)
{
  g_autoptr (GPtrArray) drafts = mc_await_boxed (mc_journal_all_drafts (mc_profile_get_journal (profile)), error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_summary_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; drafts != NULL && i < drafts->len; i++)
    {
      const McDraft *draft = g_ptr_array_index (drafts, i);
      McSummary *summary;

      if (!g_str_has_prefix (draft->field, "act:") || !g_hash_table_add (seen, draft->record_id))
        continue;
      /* a record that is no longer ours to see keeps its text and shows nothing */
      summary = mc_await_boxed (mc_cache_summary (mc_profile_get_cache (profile), draft->record_id), NULL);
      if (summary != NULL)
        g_ptr_array_add (records, summary);
    }
  return drafts != NULL ? g_steal_pointer (&records) : NULL;
}

/* What broke off stands first. */
static void
note_broken (McTodayPage *self, GPtrArray *owed)
{
  self->n_broken = 0;
  while (self->n_broken < owed->len && ((McOwedRecord *) g_ptr_array_index (owed, self->n_broken))->broken)
    self->n_broken++;
  g_free (self->broken);
  self->broken = self->n_broken > 0 ? g_strdup (((McOwedRecord *) g_ptr_array_index (owed, 0))->summary->id) : NULL;
}

/* One reading from store to page. FALSE: the page is past, or the store said why not. */
static gboolean
read_once (McTodayPage *self, McScope *scope, GError **error)
{
  g_autoptr (McProfile) profile = g_object_ref (self->profile);
  McMe *me = mc_sync_get_me (mc_profile_get_sync (profile));
  g_autoptr (GDateTime) now = mc_clock_now (mc_profile_get_clock (profile));
  g_autoptr (GPtrArray) queues = NULL;
  g_autoptr (GPtrArray) filters = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_filter_unref);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) owed = NULL;
  g_autoptr (GArray) counts = NULL;
  guint n_own;

  if (me == NULL)
    return TRUE;
  queues = mc_today_make_queues (me, now);
  n_own = queues->len;
  for (guint i = 0; i < me->queues->len; i++)
    if (((McQueue *) g_ptr_array_index (me->queues, i))->mine)
      g_ptr_array_add (queues, mc_queue_copy (g_ptr_array_index (me->queues, i)));
  for (guint i = 0; i < queues->len; i++)
    g_ptr_array_add (filters, mc_filter_ref (((McQueue *) g_ptr_array_index (queues, i))->filter));
  records = read_draft_records (profile, error);
  if (records == NULL || mc_scope_is_ended (scope))
    return FALSE;
  owed = mc_owed_records_read (profile, error);
  counts = owed != NULL && !mc_scope_is_ended (scope)
               ? mc_await_boxed (mc_cache_counts (mc_profile_get_cache (profile), filters), error)
               : NULL;
  if (counts == NULL || mc_scope_is_ended (scope))
    return FALSE;
  self->n_drafts = records->len;
  note_broken (self, owed);
  show (self, queues, counts, n_own, owed, records);
  return TRUE;
}

static DexFuture *
read_fiber (gpointer data)
{
  McTodayPage *self = data;
  g_autoptr (McScope) scope = g_object_ref (self->scope);
  g_autoptr (GError) error = NULL;

  do
    {
      self->read_again = FALSE;
      g_clear_error (&error);
      if (!read_once (self, scope, &error) && mc_scope_is_ended (scope))
        return dex_future_new_true ();
    }
  while (self->read_again);
  self->reading = FALSE;
  /* of a page that nobody looks at any more the store may be closed: it was read for nobody */
  if (error != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

/* One reading at a time, and none while nobody looks. */
static void
update (McTodayPage *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->read_again = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  mc_task_run (self->scope, "today", read_fiber, g_object_ref (self), g_object_unref);
}

/* How old the numbers are, whether they still come, and what works meanwhile. */
static void
show_line (McTodayPage *self)
{
  const McLine *line = mc_sync_get_line (mc_profile_get_sync (self->profile));
  gint64 now = mc_clock_now_us (mc_profile_get_clock (self->profile));
  g_autofree char *age = mc_queue_status_age_text (line, now);

  mc_queue_banner_set (self->line_banner, line, now);
  adw_window_title_set_subtitle (self->title, age != NULL ? age : "");
}

static void
line_changed_cb (McSync *sync, McTodayPage *self)
{
  show_line (self);
  update (self);
}

static void
records_changed_cb (McSync *sync, GStrv ids, McTodayPage *self)
{
  update (self);
}

static void
changed_cb (McSync *sync, McTodayPage *self)
{
  update (self);
}

static void
minute_cb (gpointer data)
{
  show_line (data);
  update (data);
}

static void
mc_today_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mc_today_page_parent_class)->map (widget);
  update (MC_TODAY_PAGE (widget));
}

static AdwPreferencesGroup *
add_group (AdwPreferencesPage *page, const char *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  gtk_widget_set_visible (GTK_WIDGET (group), FALSE);
  adw_preferences_page_add (page, group);
  return group;
}

static void
mc_today_page_dispose (GObject *object)
{
  McTodayPage *self = MC_TODAY_PAGE (object);

  mc_scope_clear (&self->scope);
  if (self->profile != NULL)
    g_signal_handlers_disconnect_by_data (mc_profile_get_sync (self->profile), self);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (mc_today_page_parent_class)->dispose (object);
}

static void
mc_today_page_finalize (GObject *object)
{
  McTodayPage *self = MC_TODAY_PAGE (object);

  g_clear_pointer (&self->queues, g_ptr_array_unref);
  g_ptr_array_unref (self->rows);
  g_free (self->shown);
  g_free (self->broken);
  G_OBJECT_CLASS (mc_today_page_parent_class)->finalize (object);
}

static void
mc_today_page_class_init (McTodayPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_today_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_today_page_finalize;
  GTK_WIDGET_CLASS (klass)->map = mc_today_page_map;
  signals[OPEN_LIST] = g_signal_new ("open-list", MC_TYPE_TODAY_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[OPEN_QUEUE] = g_signal_new ("open-queue", MC_TYPE_TODAY_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPEN_RECORD] = g_signal_new ("open-record", MC_TYPE_TODAY_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPEN_OUTBOX]
      = g_signal_new ("open-outbox", MC_TYPE_TODAY_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAID] = g_signal_new ("said", MC_TYPE_TODAY_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_STRING);
}

static GtkWidget *
make_bar (McTodayPage *self, McSync *sync)
{
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *fold = gtk_button_new_from_icon_name ("sidebar-show-symbolic");
  McLineSymbol *symbol = g_object_new (MC_TYPE_LINE_SYMBOL, NULL);

  gtk_widget_set_tooltip_text (fold, _ ("Fold or show the sidebar (F9)"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (fold), "win.fold");
  gtk_accessible_update_property (GTK_ACCESSIBLE (fold), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Fold or show the sidebar"),
                                  -1);
  mc_line_symbol_set_sync (symbol, sync);
  self->title = ADW_WINDOW_TITLE (adw_window_title_new (_ ("Today"), NULL));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), GTK_WIDGET (self->title));
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), fold);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), GTK_WIDGET (symbol));
  return bar;
}

static void
mc_today_page_init (McTodayPage *self)
{
  self->scope = mc_scope_new (NULL);
  self->rows = g_ptr_array_new ();
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), _ ("Today"));
  adw_navigation_page_set_tag (ADW_NAVIGATION_PAGE (self), "today");
}

McTodayPage *
mc_today_page_new (McProfile *profile)
{
  McTodayPage *self = g_object_new (MC_TYPE_TODAY_PAGE, NULL);
  McSync *sync = mc_profile_get_sync (profile);
  GtkWidget *view = adw_toolbar_view_new ();
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  self->profile = g_object_ref (profile);
  self->restored_banner = ADW_BANNER (adw_banner_new (""));
  self->due_group = add_group (page, _ ("Deadlines"));
  self->mine_group = add_group (page, _ ("Waiting for me"));
  self->owed_group = add_group (page, _ ("Receipts to print or send again"));
  self->here_group = add_group (page, _ ("On this computer"));
  self->drafts_group = add_group (page, _ ("Drafts"));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), make_bar (self, sync));
  self->line_banner = g_object_new (MC_TYPE_QUEUE_BANNER, NULL);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->line_banner));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->restored_banner));
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (page));
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
  g_signal_connect_swapped (self->restored_banner, "button-clicked", G_CALLBACK (print_broken_cb), self);
  g_signal_connect (sync, "records-changed", G_CALLBACK (records_changed_cb), self);
  g_signal_connect (sync, "outbox-changed", G_CALLBACK (changed_cb), self);
  g_signal_connect (sync, "me-changed", G_CALLBACK (changed_cb), self);
  g_signal_connect (sync, "line-changed", G_CALLBACK (line_changed_cb), self);
  mc_minute_hand_start (self->scope, mc_profile_get_clock (profile), self, minute_cb);
  show_line (self);
  return self;
}

void
mc_today_page_set_restored (McTodayPage *self, gboolean restored)
{
  g_return_if_fail (MC_IS_TODAY_PAGE (self));

  self->restored = restored;
  show_restored (self);
}

void
mc_today_page_focus (McTodayPage *self)
{
  g_return_if_fail (MC_IS_TODAY_PAGE (self));

  self->focus_wanted = self->rows->len == 0;
  if (!self->focus_wanted)
    gtk_widget_grab_focus (g_ptr_array_index (self->rows, 0));
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
