// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-announce.h"

/* The toolkit's context for tests lacks the function, and calls it (GTK 4.18, gtktestatcontext.c). */
static gboolean
can_announce (GtkAccessible *accessible)
{
  g_autoptr (GtkATContext) context = gtk_accessible_get_at_context (accessible);

  return context != NULL && !g_str_equal (G_OBJECT_TYPE_NAME (context), "GtkTestATContext");
}

void
mc_announce (GtkWidget *widget, const char *text, gboolean urgent)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && text != NULL);

  if (can_announce (GTK_ACCESSIBLE (widget)))
    gtk_accessible_announce (GTK_ACCESSIBLE (widget), text,
                             urgent ? GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM
                                    : GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
}
