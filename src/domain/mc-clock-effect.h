// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What an act does to the clocks of a dossier: hạn phản hồi (response, intake alone), hạn trả kết quả (the dossier's own),
 * hạn bước (the step of the internal process). The transition table names the effects, mc-deadline's side computes them.
 * A set, because acceptance ends one clock and starts two. */
typedef enum
{
  MC_CLOCK_NONE = 0,
  MC_CLOCK_START_RESPONSE = 1 << 0,  /* T7 begins, or begins anew after a supplement at intake */
  MC_CLOCK_PAUSE_RESPONSE = 1 << 1,  /* a fee at intake is awaited */
  MC_CLOCK_RESUME_RESPONSE = 1 << 2, /* it was paid */
  MC_CLOCK_END_RESPONSE = 1 << 3,    /* the agency has answered: accepted, asked for a supplement, refused */
  MC_CLOCK_START = 1 << 4,           /* valid acceptance */
  MC_CLOCK_PAUSE = 1 << 5,           /* supplement or fee while it is handled */
  MC_CLOCK_RESUME = 1 << 6,          /* the pause ends, what was left is left */
  MC_CLOCK_RESTART = 1 << 7,         /* the pause ends, the limit counts anew (supplement_policy RESTART) */
  MC_CLOCK_EXTEND = 1 << 8,          /* a new date of return, the first one is kept */
  MC_CLOCK_END = 1 << 9,             /* end of processing: result issued, refused, stopped */
  MC_CLOCK_REOPEN = 1 << 10,         /* an error was found before the return: as though it had never ended */
  MC_CLOCK_VOID = 1 << 11,           /* acceptance was a mistake: no date of return, T7 as it was before */
  MC_CLOCK_START_STEP = 1 << 12,     /* another step of the internal process begins */
} McClockEffect;

G_END_DECLS
