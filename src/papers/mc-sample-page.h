// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Papers that applicants might have sent, for training: invented, filled in "by hand", stamped, laid crookedly on the
 * scanner. Each page says MC_PAPER_TRAINING_MARK across. The same page gives the same bytes. */
typedef enum
{
  MC_SAMPLE_DECLARATION, /* tờ khai: filled in by hand, signed; of some an office has confirmed it with its stamp */
  MC_SAMPLE_CERTIFICATE, /* giấy chứng nhận: printed, with a round red stamp */
  MC_SAMPLE_DRAFT,       /* dự thảo: printed; nobody has signed or stamped it */
  MC_SAMPLE_LETTER,      /* something that nobody asked for */
  MC_SAMPLE_BLANK,       /* the back of a sheet */
} McSampleKind;

typedef struct
{
  McSampleKind kind;
  const char *title;
  const char *agency;        /* who stamps, or to whom it is addressed */
  const char *const *fields; /* label, value, …, NULL; a value may be "" */
  guint32 seed;              /* of what differs from hand to hand */
  double skew;               /* degrees, clockwise */
} McSamplePage;

/* A page of A4 with text that can be read. created: the file's date. (transfer full) */
GBytes *mc_sample_page_to_pdf (const McSamplePage *page, GDateTime *created);

/* The page as a scanner or a camera gives it. */
typedef struct
{
  int width; /* pixels */
  int height;
  guint8 *rgb; /* three bytes a pixel, rows without a gap */
} McSampleScan;

/* width: pixels; noise: 0 … 100, how far a pixel may be off; contrast: 1 black on white, 0 grey on grey. */
McSampleScan *mc_sample_page_scan (const McSamplePage *page, int width, int noise, double contrast);
void mc_sample_scan_free (McSampleScan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McSampleScan, mc_sample_scan_free)

/* A quarter turn to the left, as a telephone held sideways stores it. */
void mc_sample_scan_turn (McSampleScan *self);
/* (transfer full) */
GBytes *mc_sample_scan_to_png (const McSampleScan *self);

G_END_DECLS
