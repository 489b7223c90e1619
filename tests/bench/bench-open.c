// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "bench-list.h"
#include "mc-codecs.h"
#include "mc-dossier-page.h"

/* open-dossier: from asking the page for a record in the cache to the end of the frame that shows its text */

#define OPENS 40
#define WARM_UP 2
#define FIRST 90000 /* records that no other part changes */
#define APART 211
#define COMPONENTS 7
#define EVENTS 6

typedef struct
{
  GtkWidget *page;
  const char *owner;
  double painted_ms; /* 0: not yet */
} Opening;

static void
add_component (McDossier *dossier, int n)
{
  static const char *const names[] = { "Tờ khai theo mẫu", "Giấy chứng sinh", "Văn bản ủy quyền",
                                       "Dữ liệu cư trú của cha, mẹ", "Bản sao giấy tờ tùy thân có chứng thực" };
  McComponent *component = mc_component_new ();
  McDocument *file = mc_document_new ();

  component->id = g_strdup_printf ("c%d", n);
  component->name = g_strdup (names[n % (int) G_N_ELEMENTS (names)]);
  component->required = TRUE;
  component->copy_kind = g_strdup ("electronic");
  component->quantity = 1;
  component->source = g_strdup ("attached");
  file->id = g_strdup_printf ("d%d", n);
  file->name = g_strdup_printf ("tep-%d.pdf", n);
  file->media_type = g_strdup ("application/pdf");
  file->size = 1258291;
  g_ptr_array_add (component->documents, file);
  g_ptr_array_add (dossier->components, component);
}

static void
add_event (McDossier *dossier, int n)
{
  McHistoryEntry *entry = mc_history_entry_new ();

  entry->at = g_date_time_add_minutes (dossier->summary->submitted_at, n);
  entry->actor_name = g_strdup_printf ("Cán bộ Thử %d", n);
  entry->action = g_strdup ("submit");
  entry->to_state = dossier->summary->national_state;
  g_ptr_array_add (dossier->history, entry);
}

static GBytes *
make_detail (McSummary *summary, const char *owner)
{
  g_autoptr (McDossier) dossier = mc_dossier_new ();
  g_autoptr (JsonNode) node = NULL;

  g_set_str (&summary->owner_name, owner);
  dossier->summary = mc_summary_ref (summary);
  dossier->owner.name = g_strdup (owner);
  dossier->owner.id_number = g_strdup ("999012345678");
  dossier->limit_unit = g_strdup ("working_day");
  dossier->limit_amount = 3;
  dossier->sets = 1;
  for (int i = 0; i < COMPONENTS; i++)
    add_component (dossier, i);
  for (int i = 0; i < EVENTS; i++)
    add_event (dossier, i);
  node = mc_codec_dossier_build (dossier);
  return mc_codec_print (node);
}

static gboolean
shows (GtkWidget *root, const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return FALSE;
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (shows (child, text))
      return TRUE;
  return FALSE;
}

static void
painted_cb (GdkFrameClock *clock, Opening *self)
{
  if (self->painted_ms <= 0 && shows (self->page, self->owner) && shows (self->page, "Tờ khai theo mẫu"))
    self->painted_ms = wall_ms ();
}

static double
open_dossier (Opening *self, const char *id, const char *owner, int n)
{
  double start = wall_ms ();

  self->owner = owner;
  self->painted_ms = 0;
  mc_dossier_page_show (MC_DOSSIER_PAGE (self->page), id, n + 1, RECORDS);
  while (self->painted_ms <= 0)
    g_main_context_iteration (NULL, TRUE);
  return self->painted_ms - start;
}

void
run_open (void)
{
  g_autoptr (McProfile) profile = bench_open ();
  Opening opening = { GTK_WIDGET (mc_dossier_page_new (profile)), "", 0 };
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));

  for (int i = 0; i < OPENS + WARM_UP; i++)
    {
      g_autoptr (McSummary) summary = bench_summary (FIRST + (guint) i * APART, 1);
      g_autofree char *owner = g_strdup_printf ("Người Mở Thứ %d.", i);
      g_autoptr (GBytes) detail = make_detail (summary, owner);

      dex_unref (bench_await (mc_cache_put_dossier (mc_profile_get_cache (profile), summary, detail)));
    }
  bench_window (opening.page);
  g_signal_connect (gtk_widget_get_frame_clock (opening.page), "after-paint", G_CALLBACK (painted_cb), &opening);
  for (int i = 0; i < OPENS + WARM_UP; i++)
    {
      g_autoptr (McSummary) summary = bench_summary (FIRST + (guint) i * APART, 1);
      g_autofree char *owner = g_strdup_printf ("Người Mở Thứ %d.", i);
      double cost = open_dossier (&opening, summary->id, owner, i);

      if (i >= WARM_UP)
        g_array_append_val (values, cost);
    }
  g_printerr ("open-dossier: %u dossiers, median %.1f ms\n", values->len, bench_median (values));
  bench_print ("open-dossier", bench_p95 (values), -1);
}
