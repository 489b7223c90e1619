// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-timeliness.h"

G_BEGIN_DECLS

/* Indicator 2.1 of the national index (QĐ 766/QĐ-TTg, "Mô tả công thức tính"; domain 5.3): an arithmetic of its own,
 * which takes away the time of supplements from the end instead of moving the appointment, by the clock and not by
 * working days. Beside the legal clock, never instead of it. */
typedef struct
{
  GDateTime *requested_at;
  GDateTime *completed_at; /* NULL: open */
} McIndex766Supplement;

typedef struct
{
  GDateTime *accepted_at;    /* NgayTiepNhan */
  GDateTime *appointment_at; /* NgayHenTra as synchronised, of an extension the first; nullable */
  GDateTime *done_at;        /* state 9; nullable */
  GDateTime *returned_at;    /* state 10; nullable */
  GDateTime *stopped_at;     /* states 8, 3, 7 after acceptance; nullable */
  const McIndex766Supplement *supplements;
  guint n_supplements;
  GDateTime *period_end;    /* kỳ báo cáo */
  const McLimit *max_limit; /* the longest of the procedure, when there is no appointment */
} McIndex766Dossier;

/* ONTIME, LATE; NONE when neither appointment nor a known limit is there. end_at: (out) (optional) (nullable)
 * (transfer full): the end that was compared; NULL where two requests made it late. */
McTimeliness mc_index766_timeliness (const McIndex766Dossier *dossier, McOffice *office, GDateTime **end_at);

/* Whether one more supplement request would make it late (hồ sơ sẽ bị tính quá hạn): warn before it. */
gboolean mc_index766_next_request_is_late (const McIndex766Dossier *dossier);

G_END_DECLS
