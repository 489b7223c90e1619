// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-profile.h"

G_BEGIN_DECLS

/* What an act is for; the palette shows them in this order, the role's queues with the places. */
typedef enum
{
  MC_PALETTE_OPEN,  /* done to what is open or picked */
  MC_PALETTE_PLACE, /* goes somewhere */
  MC_PALETTE_OTHER,
} McPaletteUse;

/* An act that the palette offers. */
typedef struct
{
  char *title;  /* verb and object */
  char *keys;   /* in words; "" none */
  char *action; /* detailed action name */
  McPaletteUse use;
} McPaletteAct;

McPaletteAct *mc_palette_act_new (const char *title, const char *keys, const char *action, McPaletteUse use);
void mc_palette_act_free (McPaletteAct *self);

/* Ctrl+K: what can be done now, where one can go, and every record of the store, by typing a few letters of it, with or
 * without marks. Up and Down choose, Enter goes there. It closes before it tells.
 *
 * Signals: "act" (const char *detailed action) · "place" (const char *queue id) · "record" (const char *id) · "find" (const
 * char *text): all that was found is wanted, as a list. */
#define MC_TYPE_PALETTE (mc_palette_get_type ())
G_DECLARE_FINAL_TYPE (McPalette, mc_palette, MC, PALETTE, AdwDialog)

/* acts: of McPaletteAct, those that are possible now; of one use the likelier first. */
McPalette *mc_palette_new (McProfile *profile, GPtrArray *acts);

/* For tests: what was typed has been looked for. */
gboolean mc_palette_is_settled (McPalette *self);

G_END_DECLS
