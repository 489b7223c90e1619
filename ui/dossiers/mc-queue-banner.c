// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-queue-banner.h"

#include <adwaita.h>

#include "mc-queue-status.h"

struct _McQueueBanner
{
  GtkBox parent_instance;

  /* template */
  AdwBanner *offline;
  GtkRevealer *progress_revealer;
  GtkLabel *progress_label;
  GtkProgressBar *progress_bar;
};

G_DEFINE_FINAL_TYPE (McQueueBanner, mc_queue_banner, GTK_TYPE_BOX)

static void
mc_queue_banner_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MC_TYPE_QUEUE_BANNER);
  G_OBJECT_CLASS (mc_queue_banner_parent_class)->dispose (object);
}

static void
mc_queue_banner_class_init (McQueueBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mc_queue_banner_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/motcua/MotCua/dossiers/mc-queue-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, McQueueBanner, offline);
  gtk_widget_class_bind_template_child (widget_class, McQueueBanner, progress_revealer);
  gtk_widget_class_bind_template_child (widget_class, McQueueBanner, progress_label);
  gtk_widget_class_bind_template_child (widget_class, McQueueBanner, progress_bar);
}

static void
mc_queue_banner_init (McQueueBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
mc_queue_banner_set (McQueueBanner *self, const McLine *line, gint64 now_us)
{
  g_autofree char *offline = NULL;
  g_autofree char *progress = NULL;

  g_return_if_fail (MC_IS_QUEUE_BANNER (self));

  offline = mc_queue_status_offline_text (line, now_us);
  progress = mc_queue_status_progress_text (line);
  if (offline != NULL)
    adw_banner_set_title (self->offline, offline);
  adw_banner_set_revealed (self->offline, offline != NULL);
  if (progress != NULL)
    {
      gtk_label_set_label (self->progress_label, progress);
      gtk_progress_bar_set_fraction (self->progress_bar, mc_queue_status_progress (line));
    }
  gtk_revealer_set_reveal_child (self->progress_revealer, progress != NULL);
}
