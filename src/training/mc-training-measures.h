// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How often what happens, of a thousand: data/training/made.json, estimates. */
typedef enum
{
  MC_SHARE_ONLINE,
  MC_SHARE_POST, /* the rest comes to the counter */
  MC_SHARE_SUBMITTED_FOR_ANOTHER,
  MC_SHARE_UNUSUAL_PERSON, /* of data/training/people.json */
  MC_SHARE_ORGANISATION,   /* where the field has organisations among its applicants */
  MC_SHARE_CAPITALS,       /* names */
  MC_SHARE_NO_TONES,
  MC_SHARE_OLD_ADDRESS, /* with its district */
  MC_SHARE_PHONE_WITHOUT_0,
  MC_SHARE_INCOMPLETE, /* of those who submit, without a required paper */
  MC_SHARE_FILE_NAMED_BY_CAMERA,
  MC_SHARE_PAID_WHEN_SUBMITTED, /* online, where there is a fee */
  MC_SHARE_DELIVER_BY_POST,
  MC_SHARE_DELIVER_AT_COUNTER, /* the rest is electronic */
  MC_SHARE_SYNC_ERROR,
} McShare;

#define MC_N_SHARES (MC_SHARE_SYNC_ERROR + 1)

int mc_measure_share (McShare share);
gboolean mc_measure_drawn (GRand *rand, McShare share);

/* A kind of file that is submitted. */
typedef struct
{
  const char *media_type;
  const char *ending;
  int share;
} McMeasureFile;

const McMeasureFile *mc_measure_draw_file (GRand *rand);

/* Whether organisations apply in this field (lĩnh vực). */
gboolean mc_measure_has_organisations (const char *field);

G_END_DECLS
