// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "mc-record.h"
#include "mc-sample-page.h"

G_BEGIN_DECLS

/* The bytes of a document of a dossier: invented from their ids, the same whenever they are made. Most are as they should
 * be, some are what counters really get (blank, sideways, huge, locked, cut short, another paper). (transfer full) */
GBytes *mc_training_sample_document (const McDossier *dossier, const McDocument *document);

/* What papers of before 07/2025 say: who was in the place of the unit then, and the owner's number of nine digits, where
 * there is one. (transfer none) (nullable) */
const char *mc_training_old_agency (const McDossier *dossier);
const char *mc_training_old_number (const McDossier *dossier);

/* Whether a component of that name is filled in and signed by the applicant. */
gboolean mc_training_is_form (const char *name);

/* What is special about it; the names stand in the tests and in the file's own title where it has one. */
typedef enum
{
  MC_SAMPLE_GOOD,
  MC_SAMPLE_SCANNED,    /* PDF of a scanned page, as most scanners give it; JPEG, PNG or HEIC of one */
  MC_SAMPLE_EMPTY_PAGE, /* blank but for the training mark */
  MC_SAMPLE_OTHER,      /* another paper than the component asks for */
  MC_SAMPLE_HUGE,       /* PDF of some 28 MB */
  MC_SAMPLE_LOCKED,     /* PDF that wants MC_SAMPLE_PASSWORD: standard security handler, RC4 of 40 bits */
  MC_SAMPLE_CUT,        /* PDF that breaks off */
  MC_SAMPLE_UNSIGNED,   /* PDF with a field for a signature that is empty */
  MC_SAMPLE_BAD_SEAL,   /* PDF whose signature is none */
  MC_SAMPLE_SIDEWAYS,   /* JPEG that only its EXIF orientation puts upright */
  MC_SAMPLE_HEIC_HEAD,  /* HEIC by its first box alone: it cannot be shown */
} McSampleFlavour;

#define MC_SAMPLE_PASSWORD "taphuan"

McSampleFlavour mc_training_sample_flavour (const McDossier *dossier, const McDocument *document);

/* mc-training-sample-jpeg.c. orientation: of EXIF, 1 upright … 8; 0: none is told. (transfer full) */
GBytes *mc_training_sample_jpeg (const McSampleScan *scan, int quality, int orientation);

/* mc-training-sample-heif.c: as telephones write it. quality: 0–100. (transfer full) (nullable): NULL: nothing here encodes
 * HEVC */
GBytes *mc_training_sample_heif (const McSampleScan *scan, int quality);

/* mc-training-sample-pdf.c: a PDF 1.4 whose pages are that JPEG, as MC_SAMPLE_SCANNED, _LOCKED, _UNSIGNED or _BAD_SEAL.
 * (transfer full) */
GBytes *mc_training_sample_pdf (GBytes *jpeg, int width, int height, guint pages, McSampleFlavour flavour);

G_END_DECLS
