// SPDX-License-Identifier: GPL-3.0-or-later
/* The window in its states, with a portal in the process. */
#include "../named.h"
#include <adwaita.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#include "mc-format.h"
#include "mc-about-dialog.h"
#include "mc-actions.h"
#include "mc-codecs.h"
#include "mc-dossier-page.h"
#include "mc-dossier-table.h"
#include "mc-dossier-window.h"
#include "mc-handling.h"
#include "mc-line-symbol.h"
#include "mc-paths.h"
#include "mc-sidebar.h"
#include "mc-test.h"
#include "mc-today-page.h"
#include "mc-window-private.h"

#define RECORD "0199a0f2-3c41-7b1e-8a52-00000000002a"

static const char *const page_acts[]
    = { "win.accept", "win.print", "win.citizen-view", "win.explain-deadline", "win.request-supplement",
        "win.refuse", "win.undo",  "win.update" };

/* A portal that answers from memory, or is away. */
#define TEST_TYPE_PORTAL (test_portal_get_type ())
G_DECLARE_FINAL_TYPE (TestPortal, test_portal, TEST, PORTAL, GObject)

struct _TestPortal
{
  GObject parent_instance;
  McPortalError failure;
  gboolean fails;
  const char *oldest_client;
};

static void test_portal_portal_init (McPortalInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (TestPortal, test_portal, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MC_TYPE_PORTAL, test_portal_portal_init))

static DexFuture *
refuse (TestPortal *self)
{
  return dex_future_new_for_error (mc_portal_error_new (self->failure, NULL, "away"));
}

static void
add_grant (McMe *me, const char *role, const char *delegator, GDateTime *until, const char *state)
{
  McMeGrant *grant = mc_me_grant_new ();

  grant->role = g_strdup (role);
  grant->from = g_date_time_new_utc (2025, 6, 30, 17, 0, 0);
  grant->delegator = g_strdup (delegator);
  grant->until = until != NULL ? g_date_time_ref (until) : NULL;
  grant->state = g_strdup (state);
  g_ptr_array_add (me->grants, grant);
}

static void
add_grants (McMe *me)
{
  g_autoptr (GDateTime) midnight = g_date_time_new_utc (2026, 12, 31, 17, 0, 0);

  me->grants = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_me_grant_free);
  add_grant (me, "receiver", NULL, NULL, "in_force");
  add_grant (me, "leader", "Phạm Quang Dũng", midnight, "in_force");
  add_grant (me, "clerk", NULL, midnight, "ended");
  add_grant (me, "herald", "Cao Xuân Bách", midnight, "void");
}

static McMe *
make_me (void)
{
  static const char *const open_states[] = { "1", NULL };
  static const char *const none[] = { "9", NULL };
  static const char *const *const values[] = { open_states, none };
  static const char *const titles[] = { "Chờ tiếp nhận", "Chờ trả kết quả" };
  McMe *me = mc_me_new ();

  me->sub = g_strdup ("u1");
  me->name = g_strdup ("Nguyễn Thị Hường");
  me->unit_id = g_strdup ("an-binh");
  me->unit_name = g_strdup ("Trung tâm Phục vụ hành chính công phường An Bình");
  me->roles = g_strsplit ("receiver", ",", -1);
  add_grants (me);
  for (int i = 0; i < 2; i++)
    {
      McQueue *queue = mc_queue_new ();

      queue->id = g_strdup_printf ("queue-%d", i);
      queue->title = g_strdup (titles[i]);
      queue->filter = mc_filter_new ();
      g_assert_true (mc_filter_add (queue->filter, "national_state", MC_FILTER_IN, values[i]));
      queue->order = g_strdup ("deadline");
      queue->mine = i == 0;
      g_ptr_array_add (me->queues, queue);
    }
  return me;
}

static DexFuture *
answer_me (McPortal *portal)
{
  TestPortal *self = TEST_PORTAL (portal);
  g_autoptr (McMe) me = make_me ();
  g_autoptr (JsonNode) node = mc_codec_me_build (me);

  return self->fails ? refuse (self) : dex_future_new_take_boxed (G_TYPE_BYTES, mc_codec_print (node));
}

static DexFuture *
answer_changes (McPortal *portal, const char *cursor)
{
  TestPortal *self = TEST_PORTAL (portal);
  g_autoptr (McChanges) changes = mc_changes_new ();

  if (self->fails)
    return refuse (self);
  changes->next = g_strdup ("c1");
  changes->total = -1;
  changes->snapshot = cursor == NULL;
  changes->more = cursor == NULL;
  if (cursor == NULL)
    changes->total = 3;
  for (int i = 0; cursor == NULL && i < 3; i++)
    {
      McChange *change = mc_change_new ();

      change->kind = g_strdup ("dossier");
      change->summary = mc_summary_new ();
      change->id = g_strdup_printf ("01900000-0000-7000-8000-00000000000%d", i);
      change->summary->id = g_strdup (change->id);
      change->summary->version = change->summary->handling_version = 1;
      change->summary->procedure_code = g_strdup ("1.001193");
      change->summary->procedure_name = g_strdup ("Đăng ký khai sinh");
      change->summary->field_name = g_strdup ("Hộ tịch");
      change->summary->owner_name = g_strdup ("Trần Văn Bình");
      change->summary->channel = g_strdup ("online");
      change->summary->national_state = MC_HANDLING_NEW;
      change->summary->local_step = g_strdup ("new");
      change->summary->delivery = g_strdup ("counter");
      change->summary->payment = g_strdup ("none");
      change->summary->sync = g_strdup ("ok");
      change->summary->received_unit = g_strdup ("an-binh");
      change->summary->competent_unit = g_strdup ("an-binh");
      change->summary->submitted_at = g_date_time_new_utc (2026, 11, 24, 1, i, 0);
      change->summary->actions = g_strsplit ("accept", ",", -1);
      g_ptr_array_add (changes->changes, change);
    }
  return dex_future_new_take_boxed (MC_TYPE_CHANGES, g_steal_pointer (&changes));
}

static DexFuture *
answer_detail (McPortal *portal, const char *kind, const char *id)
{
  return refuse (TEST_PORTAL (portal));
}

static DexFuture *
answer_about (McPortal *portal)
{
  McAbout *about;

  if (TEST_PORTAL (portal)->fails)
    return refuse (TEST_PORTAL (portal));
  about = mc_about_new ();
  about->oldest_client = g_strdup (TEST_PORTAL (portal)->oldest_client);
  return dex_future_new_take_boxed (MC_TYPE_ABOUT, about);
}

static void
test_portal_portal_init (McPortalInterface *iface)
{
  iface->about = answer_about;
  iface->me = answer_me;
  iface->detail = answer_detail;
  iface->changes = answer_changes;
}

static void
test_portal_class_init (TestPortalClass *klass)
{
}

static void
test_portal_init (TestPortal *self)
{
  self->failure = MC_PORTAL_ERROR_OFFLINE;
}

typedef struct
{
  TestPortal *portal;
  McClock *clock;
  McProfile *profile;
  McWindow *window;
} Desk;

static void
turn (void)
{
  dex_await (dex_timeout_new_msec (5), NULL);
}

static Desk
open_desk (const char *sub, gboolean fails)
{
  Desk desk = { g_object_new (TEST_TYPE_PORTAL, NULL), mc_clock_new_system (), NULL, NULL };
  g_autoptr (McAbout) about = mc_about_new ();
  g_autoptr (GBytes) key = g_bytes_new ("0123456789abcdef0123456789abcdef", 32);
  g_autoptr (GError) error = NULL;

  about->name = g_strdup ("Cổng thử");
  about->issuer = g_strdup ("https://127.0.0.1:1");
  about->client_id = g_strdup ("motcua");
  about->scopes = g_strsplit ("openid", ",", -1);
  about->contract = MC_CONTRACT_VERSION;
  about->lease_days = 7;
  about->history_days = 365;
  about->training = TRUE;
  desk.portal->fails = fails;
  desk.profile = dex_await_object (
      mc_profile_open ("https://portal.example", sub, about, MC_PORTAL (desk.portal), key, desk.clock), &error);
  g_assert_no_error (error);
  desk.window = g_object_ref_sink (mc_window_new (NULL));
  mc_window_set_profile (desk.window, desk.profile);
  mc_sync_start (mc_profile_get_sync (desk.profile));
  gtk_window_present (GTK_WINDOW (desk.window));
  return desk;
}

static void
close_desk (Desk *desk)
{
  g_autoptr (GError) error = NULL;

  mc_window_set_profile (desk->window, NULL);
  gtk_window_destroy (GTK_WINDOW (desk->window));
  g_assert_true (dex_await (mc_profile_close (desk->profile), &error));
  g_assert_no_error (error);
  g_clear_object (&desk->window);
  g_clear_object (&desk->profile);
  g_clear_object (&desk->portal);
  g_clear_object (&desk->clock);
}

/* The first visible label with this text below widget. */
static GtkWidget *
find_label (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
wait_for_label (McWindow *window, const char *text)
{
  for (int i = 0; i < 2000 && find_label (GTK_WIDGET (window), text) == NULL; i++)
    turn ();
  if (find_label (GTK_WIDGET (window), text) == NULL)
    g_error ("never seen: %s", text);
}

static void
count_cb (gpointer instance, int *count)
{
  (*count)++;
}

MC_TEST_FIBER (test_sign_in_states)
{
  g_autoptr (McWindow) window = g_object_ref_sink (mc_window_new (NULL));
  McSignInPage *page = mc_window_get_sign_in_page (window);
  g_autoptr (GError) error = mc_portal_error_new (MC_PORTAL_ERROR_OFFLINE, NULL, "connection refused");
  g_autoptr (GError) outdated = mc_portal_error_new (MC_PORTAL_ERROR_OUTDATED, NULL, "version 0.1");
  int asked = 0;

  g_signal_connect (window, "sign-in", G_CALLBACK (count_cb), &asked);
  mc_window_set_training (window, TRUE);
  mc_sign_in_page_show_opening (page);
  gtk_window_present (GTK_WINDOW (window));
  wait_for_label (window, "TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ");
  mc_sign_in_page_show_ready (page, "https://portal.example", FALSE);
  wait_for_label (window, "Cổng: https://portal.example");
  g_assert_true (GTK_IS_BUTTON (gtk_window_get_focus (GTK_WINDOW (window))));
  gtk_widget_activate (gtk_window_get_focus (GTK_WINDOW (window)));
  for (int i = 0; i < 2000 && asked == 0; i++)
    turn ();
  g_assert_cmpint (asked, ==, 1);
  mc_sign_in_page_show_waiting (page, "https://issuer.example/authorize");
  wait_for_label (window, "Đăng nhập trên trang vừa mở trong trình duyệt, sau đó quay lại đây.");
  mc_sign_in_page_show_error (page, error);
  wait_for_label (window, "Chưa kết nối được với cổng. Kiểm tra kết nối mạng rồi đăng nhập lại.");
  mc_sign_in_page_show_error (page, outdated);
  wait_for_label (window,
                  "Phiên bản Một Cửa này cũ hơn mức cổng chấp nhận. Việc đã làm vẫn được giữ trên máy này. Đề nghị "
                  "cán bộ công nghệ thông tin cài phiên bản mới, rồi đăng nhập lại.");
  gtk_window_destroy (GTK_WINDOW (window));
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_sidebar_counts_what_the_lists_hold)
{
  Desk desk = open_desk ("counts", FALSE);

  wait_for_label (desk.window, "Nguyễn Thị Hường");
  wait_for_label (desk.window, "Chờ tiếp nhận");
  wait_for_label (desk.window, "3");
  wait_for_label (desk.window, "0");
  /* what roles they have, until the last day of each */
  adw_dialog_present (mc_about_dialog_new (desk.profile), GTK_WIDGET (desk.window));
  wait_for_label (desk.window, "Tiếp nhận hồ sơ, từ 01/07/2025\n"
                               "Lãnh đạo – ủy quyền của Phạm Quang Dũng, từ 01/07/2025 đến 31/12/2026\n"
                               "Văn thư, hết hiệu lực ngày 31/12/2026\n"
                               "herald – ủy quyền của Cao Xuân Bách, không còn hiệu lực");
  close_desk (&desk);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_line_tells_offline_and_signed_out)
{
  Desk desk = open_desk ("line", TRUE);

  wait_for_label (desk.window, "Mất kết nối");
  desk.portal->failure = MC_PORTAL_ERROR_NOT_SIGNED_IN;
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  wait_for_label (desk.window, "Chưa đăng nhập");
  wait_for_label (desk.window,
                  "Cần đăng nhập lại. Vẫn xem được dữ liệu đã lưu trên máy; các thao tác chờ đến khi đăng nhập.");
  desk.portal->fails = FALSE;
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  wait_for_label (desk.window, "Nguyễn Thị Hường");
  /* renewed while somebody works, as soon as the program hears of it */
  desk.portal->fails = TRUE;
  desk.portal->failure = MC_PORTAL_ERROR_OFFLINE;
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  wait_for_label (desk.window, "Mất kết nối");
  desk.portal->fails = FALSE;
  desk.portal->oldest_client = "999.0";
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  wait_for_label (desk.window,
                  "Phiên bản Một Cửa này cũ hơn mức cổng chấp nhận. Việc đã làm vẫn được giữ trên máy này. Đề nghị "
                  "cán bộ công nghệ thông tin cài phiên bản mới, rồi đăng nhập lại.");
  close_desk (&desk);
  return dex_future_new_true ();
}

/* The line's symbol that is to be seen below widget. */
static GtkWidget *
find_symbol (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (GTK_IS_BUTTON (widget) && MC_IS_LINE_SYMBOL (gtk_widget_get_parent (widget)))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_symbol (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
symbol_says (McWindow *window, const char *text)
{
  GtkWidget *symbol = find_symbol (GTK_WIDGET (window));
  g_autofree char *other = NULL;

  if (symbol == NULL)
    return FALSE;
  /* what its tooltip says */
  other = gtk_test_accessible_check_property (GTK_ACCESSIBLE (symbol), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, NULL);
  return other == NULL;
}

/* Ctrl+S says when; F1 is the help, and from there the keys come in its place. */
MC_TEST_FIBER (test_draft_and_help)
{
  Desk desk = open_desk ("help", FALSE);
  g_autoptr (GDateTime) now = mc_clock_now (desk.clock);
  g_autoptr (GDateTime) next = g_date_time_add_seconds (now, 30);
  g_autofree char *time = mc_format_time (now, now);
  g_autofree char *late = mc_format_time (next, next);
  g_autofree char *said = g_strconcat ("Đã lưu nháp ", time, NULL);
  g_autofree char *said_late = g_strconcat ("Đã lưu nháp ", late, NULL);

  gtk_widget_activate_action (GTK_WIDGET (desk.window), "win.save-draft", NULL);
  for (int i = 0; i < 2000 && find_label (GTK_WIDGET (desk.window), said) == NULL
                  && find_label (GTK_WIDGET (desk.window), said_late) == NULL;
       i++)
    turn ();
  if (find_label (GTK_WIDGET (desk.window), said) == NULL)
    wait_for_label (desk.window, said_late);
  gtk_widget_activate_action (GTK_WIDGET (desk.window), "win.help", NULL);
  wait_for_label (desk.window, "Làm gì trước tiên");
  gtk_widget_activate_action (GTK_WIDGET (desk.window), "win.shortcuts", NULL);
  wait_for_label (desk.window, "Phím tắt");
  close_desk (&desk);
  return dex_future_new_true ();
}

/* Folded, the sidebar leaves a symbol with the same words behind, on every page; shown, it needs none. */
MC_TEST_FIBER (test_line_symbol_while_folded)
{
  Desk desk = open_desk ("symbol", TRUE);

  wait_for_label (desk.window, "Mất kết nối");
  g_assert_null (find_symbol (GTK_WIDGET (desk.window)));
  gtk_widget_activate_action (GTK_WIDGET (desk.window), "win.fold", NULL);
  for (int i = 0; i < 2000 && !symbol_says (desk.window, "Mất kết nối"); i++)
    turn ();
  g_assert_true (symbol_says (desk.window, "Mất kết nối"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (find_symbol (GTK_WIDGET (desk.window))),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Mất kết nối");
  desk.portal->failure = MC_PORTAL_ERROR_NOT_SIGNED_IN;
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  for (int i = 0; i < 2000 && !symbol_says (desk.window, "Chưa đăng nhập"); i++)
    turn ();
  g_assert_true (symbol_says (desk.window, "Chưa đăng nhập"));
  g_signal_emit_by_name (find_symbol (GTK_WIDGET (desk.window)), "clicked");
  wait_for_label (desk.window, "Không có thao tác nào chờ gửi");
  g_assert_true (symbol_says (desk.window, "Chưa đăng nhập"));
  gtk_widget_activate_action (GTK_WIDGET (desk.window), "win.fold", NULL);
  for (int i = 0; i < 2000 && find_symbol (GTK_WIDGET (desk.window)) != NULL; i++)
    turn ();
  g_assert_null (find_symbol (GTK_WIDGET (desk.window)));
  close_desk (&desk);
  return dex_future_new_true ();
}

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_type (child, type);
  return found;
}

/* (transfer full) */
static GtkColumnViewColumn *
owner_column (McWindow *window)
{
  GtkWidget *table = find_type (GTK_WIDGET (window), MC_TYPE_DOSSIER_TABLE);

  return g_list_model_get_item (gtk_column_view_get_columns (mc_dossier_table_get_view (MC_DOSSIER_TABLE (table))), 1);
}

/* A width that was dragged is found again in the settings, and from there in the next window. */
MC_TEST_FIBER (test_column_widths_are_kept)
{
  g_autoptr (GSettings) settings = g_settings_new (MC_APP_ID);
  g_autoptr (GtkColumnViewColumn) column = NULL;
  g_autoptr (GtkColumnViewColumn) later = NULL;
  Desk desk = open_desk ("widths", FALSE);
  int kept = 0;

  wait_for_label (desk.window, "Chờ tiếp nhận");
  column = owner_column (desk.window);
  gtk_column_view_column_set_fixed_width (column, 231);
  for (int i = 0; i < 2000 && kept == 0; i++)
    {
      g_autoptr (GVariant) widths = g_settings_get_value (settings, "column-widths");

      g_variant_lookup (widths, "owner", "i", &kept);
      turn ();
    }
  g_assert_cmpint (kept, ==, 231);
  close_desk (&desk);
  desk = open_desk ("widths-again", FALSE);
  wait_for_label (desk.window, "Chờ tiếp nhận");
  later = owner_column (desk.window);
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (later), ==, 231);
  g_settings_reset (settings, "column-widths");
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (later), ==, -1);
  close_desk (&desk);
  return dex_future_new_true ();
}

/* No act may stumble over a page that is not there. */
MC_TEST_FIBER (test_every_act_at_every_moment)
{
  g_autoptr (McWindow) bare = g_object_ref_sink (mc_window_new (NULL));
  Desk desk = open_desk ("acts", FALSE);
  gsize n_rows;
  const McActionRow *rows = mc_actions_get (&n_rows);

  gtk_window_present (GTK_WINDOW (bare));
  wait_for_label (desk.window, "Chờ tiếp nhận");
  for (gsize i = 0; i < n_rows; i++)
    {
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;

      g_assert_true (g_action_parse_detailed_name (rows[i].action, &name, &target, NULL));
      if (g_str_has_prefix (name, "app."))
        continue;
      g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (bare), name, target));
      g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (desk.window), name, target));
      turn ();
    }
  gtk_window_destroy (GTK_WINDOW (bare));
  close_desk (&desk);
  return dex_future_new_true ();
}

static gboolean
palette_begins_with (AdwDialog *palette, int index, const char *title)
{
  GtkWidget *list = find_type (GTK_WIDGET (palette), GTK_TYPE_LIST_BOX);
  GtkListBoxRow *row = list != NULL ? gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), index) : NULL;

  return row != NULL && find_label (GTK_WIDGET (row), title) != NULL;
}

/* Nothing typed, no dossier open: where this role goes, its queues first. */
MC_TEST_FIBER (test_palette_begins_with_places)
{
  Desk desk = open_desk ("palette", FALSE);
  AdwDialog *palette = NULL;

  wait_for_label (desk.window, "3");
  gtk_widget_activate_action (GTK_WIDGET (desk.window), "win.palette", NULL);
  palette = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (desk.window));
  g_assert_nonnull (palette);
  for (int i = 0; i < 2000 && !palette_begins_with (palette, 0, "Chờ tiếp nhận"); i++)
    turn ();
  g_assert_true (palette_begins_with (palette, 0, "Chờ tiếp nhận"));
  g_assert_true (palette_begins_with (palette, 1, "Chờ trả kết quả"));
  g_assert_true (palette_begins_with (palette, 2, "Hôm nay"));
  adw_dialog_force_close (palette);
  close_desk (&desk);
  return dex_future_new_true ();
}

/* The window of one dossier, as long as there is one; count: (out): how many. */
static McDossierWindow *
find_dossier_window (guint *count)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  McDossierWindow *found = NULL;

  *count = 0;
  for (GList *l = windows; l != NULL; l = l->next)
    if (MC_IS_DOSSIER_WINDOW (l->data))
      {
        found = l->data;
        (*count)++;
      }
  return found;
}

/* A window of its own for the open dossier: it is marked as the program's window is, and goes with the profile. */
MC_TEST_FIBER (test_dossier_window)
{
  Desk desk = open_desk ("new-window", FALSE);
  McDossierWindow *window;
  GtkWidget *page;
  guint count;

  mc_window_set_training (desk.window, TRUE);
  wait_for_label (desk.window, "Chờ tiếp nhận");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk.window), "win.new-window", NULL));
  g_assert_null (find_dossier_window (&count)); /* no dossier is open */
  mc_window_open_record (desk.window, RECORD);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk.window), "win.new-window", NULL));
  window = find_dossier_window (&count);
  g_assert_cmpuint (count, ==, 1);
  for (int i = 0; i < 2000 && !gtk_widget_get_mapped (GTK_WIDGET (window)); i++)
    turn ();
  g_assert_nonnull (find_label (GTK_WIDGET (window), "TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ"));
  page = find_type (GTK_WIDGET (window), MC_TYPE_DOSSIER_PAGE);
  g_assert_cmpstr (mc_dossier_page_get_record_id (MC_DOSSIER_PAGE (page)), ==, RECORD);
  g_assert_cmpuint (named_check (GTK_WIDGET (window)), >, 0);
  /* its acts are those of the page; nothing of them stumbles while the dossier is not there */
  for (guint i = 0; i < G_N_ELEMENTS (page_acts); i++)
    g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), page_acts[i], NULL));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.act", "s", "forward"));
  mc_window_set_profile (desk.window, NULL);
  g_assert_null (find_dossier_window (&count));
  mc_window_set_profile (desk.window, desk.profile);
  close_desk (&desk);
  return dex_future_new_true ();
}

/* Where there is room for three panes, F9 leaves the dossier alone and brings both others back. */
MC_TEST_FIBER (test_fold_beside_a_dossier)
{
  Desk desk = open_desk ("fold", FALSE);
  AdwOverlaySplitView *frame = desk.window->frame;
  AdwNavigationSplitView *panes = desk.window->panes;

  wait_for_label (desk.window, "3");
  mc_window_open_record (desk.window, RECORD);
  adw_navigation_split_view_set_collapsed (panes, FALSE); /* as in a wide window */
  adw_overlay_split_view_set_show_sidebar (frame, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (desk.window), "win.fold", NULL);
  g_assert_true (adw_navigation_split_view_get_collapsed (panes));
  g_assert_true (adw_navigation_split_view_get_show_content (panes));
  g_assert_false (adw_overlay_split_view_get_show_sidebar (frame));
  gtk_widget_activate_action (GTK_WIDGET (desk.window), "win.fold", NULL);
  g_assert_false (adw_navigation_split_view_get_collapsed (panes));
  g_assert_true (adw_overlay_split_view_get_show_sidebar (frame));
  close_desk (&desk);
  return dex_future_new_true ();
}

static gboolean
shows_today (McWindow *window)
{
  return find_type (GTK_WIDGET (window), MC_TYPE_TODAY_PAGE) != NULL;
}

static void
wait_for_today (McWindow *window)
{
  for (int i = 0; i < 2000 && !shows_today (window); i++)
    turn ();
  g_assert_true (shows_today (window));
}

/* Whoever is somewhere stays there when the portal tells anew who is signed in, or tells it for the first time. */
MC_TEST_FIBER (test_place_stays)
{
  Desk desk = open_desk ("place", TRUE);
  McSync *sync = mc_profile_get_sync (desk.profile);
  McSidebar *sidebar;

  wait_for_label (desk.window, "Mất kết nối");
  sidebar = MC_SIDEBAR (find_type (GTK_WIDGET (desk.window), MC_TYPE_SIDEBAR));
  gtk_widget_activate_action (GTK_WIDGET (desk.window), "win.place", "i", 1);
  wait_for_today (desk.window);
  desk.portal->fails = FALSE;
  mc_sync_poke (sync);
  wait_for_label (desk.window, "3");
  g_assert_true (shows_today (desk.window));
  g_signal_emit_by_name (sync, "me-changed");
  g_assert_true (shows_today (desk.window));
  g_assert_true (mc_sidebar_choose_queue (sidebar, NULL));
  g_assert_false (shows_today (desk.window));
  g_signal_emit_by_name (sync, "me-changed");
  g_assert_false (shows_today (desk.window));
  close_desk (&desk);
  return dex_future_new_true ();
}

/* In a low window the sidebar scrolls; what one goes to by a key is seen there. */
MC_TEST_FIBER (test_place_is_in_sight)
{
  Desk desk = open_desk ("sight", FALSE);
  McSidebar *sidebar = MC_SIDEBAR (find_type (GTK_WIDGET (desk.window), MC_TYPE_SIDEBAR));
  GtkWidget *scroller = find_type (GTK_WIDGET (sidebar), GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *list = find_type (GTK_WIDGET (sidebar), GTK_TYPE_LIST_BOX);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, 0, 0);

  wait_for_label (desk.window, "3");
  gtk_widget_set_size_request (list, -1, 3000);
  for (int i = 0; i < 2000 && gtk_adjustment_get_upper (adjustment) < 3000; i++)
    turn ();
  gtk_adjustment_set_value (adjustment, 2000);
  for (int i = 0; i < 2000 && bounds.origin.y > -1000; i++)
    {
      turn ();
      g_assert_true (gtk_widget_compute_bounds (list, scroller, &bounds));
    }
  mc_sidebar_choose_today (sidebar);
  for (int i = 0; i < 2000 && gtk_adjustment_get_value (adjustment) > 200; i++)
    turn ();
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), <=, 200);
  close_desk (&desk);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_profile_opens_again_without_the_portal)
{
  Desk desk = open_desk ("again", FALSE);
  g_autoptr (GBytes) key = g_bytes_new ("0123456789abcdef0123456789abcdef", 32);
  g_autoptr (McClock) clock = mc_clock_new_system ();
  g_autoptr (TestPortal) away = g_object_new (TEST_TYPE_PORTAL, NULL);
  g_autoptr (McProfile) profile = NULL;
  g_autoptr (McProfile) nobody = NULL;
  g_autoptr (GError) error = NULL;

  wait_for_label (desk.window, "3");
  close_desk (&desk);
  /* a key made now would not open it */
  g_assert_true (mc_profile_exists ("https://portal.example", "again"));
  g_assert_false (mc_profile_exists ("https://portal.example", "nobody"));
  away->fails = TRUE;
  profile = dex_await_object (mc_profile_open ("https://portal.example", "again", NULL, MC_PORTAL (away), key, clock),
                              &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mc_profile_get_about (profile)->name, ==, "Cổng thử");
  desk.window = g_object_ref_sink (mc_window_new (NULL));
  mc_window_set_profile (desk.window, profile);
  mc_sync_start (mc_profile_get_sync (profile));
  gtk_window_present (GTK_WINDOW (desk.window));
  wait_for_label (desk.window, "Nguyễn Thị Hường");
  wait_for_label (desk.window, "3");
  wait_for_label (desk.window, "Mất kết nối");
  mc_window_set_profile (desk.window, NULL);
  gtk_window_destroy (GTK_WINDOW (desk.window));
  g_clear_object (&desk.window);
  g_assert_true (dex_await (mc_profile_close (profile), &error));
  /* of somebody who never signed in here nothing is kept */
  nobody = dex_await_object (mc_profile_open ("https://portal.example", "nobody", NULL, MC_PORTAL (away), key, clock),
                             &error);
  g_assert_no_error (error);
  g_assert_null (nobody);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_assert_nonnull (setlocale (LC_ALL, "vi_VN.UTF-8"));
  bindtextdomain (GETTEXT_PACKAGE, mc_paths_locale_dir ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/window/sign-in-states", test_sign_in_states);
  g_test_add_func ("/window/sidebar-counts-what-the-lists-hold", test_sidebar_counts_what_the_lists_hold);
  g_test_add_func ("/window/line-tells-offline-and-signed-out", test_line_tells_offline_and_signed_out);
  g_test_add_func ("/window/draft-and-help", test_draft_and_help);
  g_test_add_func ("/window/line-symbol-while-folded", test_line_symbol_while_folded);
  g_test_add_func ("/window/column-widths-are-kept", test_column_widths_are_kept);
  g_test_add_func ("/window/every-act-at-every-moment", test_every_act_at_every_moment);
  g_test_add_func ("/window/palette-begins-with-places", test_palette_begins_with_places);
  g_test_add_func ("/window/dossier-window", test_dossier_window);
  g_test_add_func ("/window/fold-beside-a-dossier", test_fold_beside_a_dossier);
  g_test_add_func ("/window/place-stays", test_place_stays);
  g_test_add_func ("/window/place-is-in-sight", test_place_is_in_sight);
  g_test_add_func ("/window/profile-opens-again-without-the-portal", test_profile_opens_again_without_the_portal);
  return g_test_run ();
}
