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
  MC_SHARE_CAPITALS,       /* names */
  MC_SHARE_NO_TONES,
  MC_SHARE_OLD_ADDRESS, /* with its district */
  MC_SHARE_PHONE_WITHOUT_0,
  MC_SHARE_EMAIL,      /* has one, and told it */
  MC_SHARE_INCOMPLETE, /* of those who submit, without a required paper */
  MC_SHARE_FILE_NAMED_BY_CAMERA,
  MC_SHARE_PAID_WHEN_SUBMITTED, /* online, where there is a fee */
  MC_SHARE_DELIVER_BY_POST,
  MC_SHARE_DELIVER_AT_COUNTER, /* the rest is electronic */
  MC_SHARE_SYNC_ERROR,
  MC_SHARE_EXEMPT,               /* of what has a fee that was not paid when submitted */
  MC_SHARE_SUPPLEMENT_AT_INTAKE, /* of what is submitted online or by post */
  MC_SHARE_SUPPLEMENT_IN_APPRAISAL,
  MC_SHARE_TAX, /* of what is registered about land: paid while it is handled */
  MC_SHARE_REFUSED,
  MC_SHARE_WITHDRAWN,
  MC_SHARE_STOPPED,
  MC_SHARE_DENIED,        /* từ chối giải quyết */
  MC_SHARE_NOT_COLLECTED, /* the result waits for more than thirty days */
  MC_SHARE_EXTENDED,      /* of the limits that are long enough */
  MC_SHARE_REWORK,
  MC_SHARE_BACK_TO_COUNTER, /* chuyển trả Bộ phận Một cửa */
  MC_SHARE_TRANSFER,        /* chuyển đơn vị khác, được trả lại */
  MC_SHARE_CORRECTED,
  MC_SHARE_LATE,    /* of the procedures and handlers that are late at all */
  MC_SHARE_AT_ONCE, /* at the counter, of what is returned while one waits */
  MC_SHARE_POST_RETURNED,
  MC_SHARE_THREE_TIMES, /* the same dossier, submitted thrice in ten minutes */
} McShare;

#define MC_N_SHARES (MC_SHARE_THREE_TIMES + 1)

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

/* Where lateness comes from: few procedures and few persons (sub). */
gboolean mc_measure_may_be_late (const char *procedure, const char *handler);
const char *const *mc_measure_late_procedures (guint *count);
const char *const *mc_measure_late_handlers (guint *count);

/* What has happened to a dossier on its way, beside the ordinary. */
typedef enum
{
  MC_TURN_SUPPLEMENT, /* asked at intake */
  MC_TURN_FEE,        /* asked for at intake */
  MC_TURN_APPRAISAL,  /* a supplement while it is handled */
  MC_TURN_TAX,        /* paid while it is handled */
  MC_TURN_LATE,
  MC_TURN_WITHDRAWN_EARLY, /* before acceptance */
  MC_TURN_WITHDRAWN_LATE,  /* before it is signed */
  MC_TURN_COUNTER,         /* the result is fetched there */
  MC_TURN_POST,            /* … comes by post */
  MC_TURN_REWORK,          /* the head hands the draft back */
  MC_TURN_BACK_TO_COUNTER, /* what was handed over was not in order */
  MC_TURN_TRANSFER,        /* the head gives it to another unit, which sends it back */
} McTurn;

#define MC_N_TURNS (MC_TURN_TRANSFER + 1)

/* A place in which open dossiers stand. */
typedef struct
{
  const char *id;
  int share;         /* of the open ones, in thousandths */
  const char *until; /* the act that is waited for; "any": whatever comes after it was handed in */
  guint turns;       /* bits of McTurn that led there */
  int min, max;      /* how long it has stood there: minutes, of office hours where an official is waited for */
} McMeasureStand;

const McMeasureStand *mc_measure_get_stands (guint *count);

/* When dossiers come. weekday: 1 Monday; hour: 0–23; counter: during office hours alone. No unit. */
int mc_measure_weekday (int weekday, gboolean online);
int mc_measure_month (int month);
int mc_measure_hour (int hour, gboolean online);
/* "after_days_off" | "before_tet": of a thousand, more than the day would have. */
int mc_measure_day (const char *id);

G_END_DECLS
