// SPDX-License-Identifier: GPL-3.0-or-later
/* What the pages say to a screen reader: the first page of every role, and the others. */
#include "../named.h"
#include "desk.h"
#include "mc-dossier-page.h"
#include "mc-outbox-page.h"
#include "mc-queue-page.h"
#include "mc-queue-row.h"
#include "mc-today-page.h"

static const char *const roles[]
    = { "receiver", "specialist", "head", "leader", "clerk", "cashier", "supervisor", "petition_officer" };

/* With the figures or the field of that role above its list, and a row of it. */
static void
test_first_page (gconstpointer data)
{
  const char *role = data;
  g_autofree char *name = g_strconcat ("names-", role, NULL);
  Desk desk;
  McMe *me;
  GtkWidget *page, *row;

  desk_open (&desk, name, 3);
  desk_set_role (&desk, role);
  page = GTK_WIDGET (mc_queue_page_new (desk.profile));
  desk_present (&desk, ADW_NAVIGATION_PAGE (page));
  desk_sync (&desk);
  desk_wait ((me = mc_sync_get_me (mc_profile_get_sync (desk.profile))) != NULL);
  mc_queue_page_show_queue (MC_QUEUE_PAGE (page), g_ptr_array_index (me->queues, 0));
  desk_wait ((row = desk_find (page, MC_TYPE_QUEUE_ROW, NULL)) != NULL && gtk_widget_get_mapped (row)
             && desk_says (row, "Trần Văn A"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "1 hour left, Trần Văn A, …0001, Đăng ký khai sinh, Online");
  g_assert_cmpuint (named_check (page), >=, 5);
  desk_close (&desk);
}

static void
test_checking_page (void)
{
  Desk desk;
  GtkWidget *page;

  desk_open (&desk, "names-checking", 2);
  page = GTK_WIDGET (mc_dossier_page_new (desk.profile));
  desk_present (&desk, ADW_NAVIGATION_PAGE (page));
  desk_sync (&desk);
  mc_dossier_page_show (MC_DOSSIER_PAGE (page), desk_id (1), 1, 2);
  desk_wait (desk_says (page, "Giấy chứng sinh"));
  g_assert_cmpuint (named_check (page), >=, 10);
  desk_close (&desk);
}

static void
test_today (void)
{
  Desk desk;
  GtkWidget *page;

  desk_open (&desk, "names-today", 2);
  page = GTK_WIDGET (mc_today_page_new (desk.profile));
  desk_present (&desk, ADW_NAVIGATION_PAGE (page));
  desk_sync (&desk);
  desk_wait (desk_says (page, "Due today, whole unit"));
  g_assert_cmpuint (named_check (page), >, 0);
  desk_close (&desk);
}

static void
test_outbox (void)
{
  Desk desk;
  GtkWidget *page;

  desk_open (&desk, "names-outbox", 1);
  page = GTK_WIDGET (mc_outbox_page_new (desk.profile));
  desk_present (&desk, ADW_NAVIGATION_PAGE (page));
  desk_sync (&desk);
  desk_wait (gtk_widget_get_mapped (page));
  g_assert_cmpuint (named_check (page), >, 0);
  desk_close (&desk);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autofree char *path = g_strconcat ("/names/first-page/", roles[i], NULL);

      g_test_add_data_func (path, roles[i], test_first_page);
    }
  g_test_add_func ("/names/checking-page", test_checking_page);
  g_test_add_func ("/names/today", test_today);
  g_test_add_func ("/names/outbox", test_outbox);
  return g_test_run ();
}
