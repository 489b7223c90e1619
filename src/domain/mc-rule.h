// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-limit.h"

G_BEGIN_DECLS

/* What happens to the clock when a supplement asked in appraisal arrives. */
typedef enum
{
  MC_SUPPLEMENT_RESUME,  /* what was left goes on */
  MC_SUPPLEMENT_RESTART, /* tính lại từ đầu */
} McSupplementPolicy;

/* When a supplement counts as arrived. */
typedef enum
{
  MC_RESUME_REGISTERED, /* when the office registered it complete */
  MC_RESUME_SUBMITTED,  /* when the applicant sent it */
} McResumeAt;

/* What "trước hạn" is [M?] (domain 3.4). */
typedef enum
{
  MC_EARLY_BEFORE_DAY,     /* finished on a day before the due day */
  MC_EARLY_BEFORE_INSTANT, /* finished before the due instant */
} McEarly;

/* A rule of counting (quy tắc tính thời hạn): dated data of a procedure, of a unit, of both, or of everybody. A dossier
 * is counted by the rule in force when it was accepted, its first answer by the one in force when it was submitted
 * (domain 3.3, 4): from mc_rule_book_find(), whose answer never changes for the same day. */
typedef struct _McRule McRule;
struct _McRule
{
  char *id;
  int since;           /* day of effect */
  char *procedure;     /* NULL: any */
  char *unit;          /* NULL: any */
  gboolean within_day; /* holds for limits within the day alone */
  char *basis;
  gboolean confirmed; /* FALSE: [M?] */

  McLimit limit;    /* hạn trả kết quả; unknown: the dossier names its own */
  McLimit response; /* T7, first answer */
  McCutoff cutoff;
  McSupplementPolicy supplement_policy;
  McLimit supplement_limit; /* the applicant's time; unknown: each request sets it */
  McLimit ask_within;       /* T9, from acceptance */
  int max_rounds;           /* supplement requests in appraisal */
  McResumeAt resume_at;
  int max_extensions;
  int extend_before_days; /* T10: the letter at least so many days before the due day */
  McEarly early;
};

void mc_rule_free (McRule *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McRule, mc_rule_free)

/* One shape in catalogue and contract. NULL and G_IO_ERROR_INVALID_DATA naming the member that is wrong. (transfer full) */
McRule *mc_rule_from_json (JsonObject *object, GError **error);
JsonObject *mc_rule_to_json (const McRule *self);

/* Rules by the day from which they hold (data/catalogues/rules.json). Immutable, good for any number of threads. */
typedef struct _McRuleBook McRuleBook;

/* The one that ships with the program: everybody's rules. (transfer none) */
McRuleBook *mc_rule_book_get_default (void);
/* One of its own with the same rules, to add to. (transfer full) */
McRuleBook *mc_rule_book_new_default (void);
/* Rules of one procedure, as its text or its unit has them: [{"since", "basis", "confirmed", "unit", …}], by the day of
 * effect, oldest first. What an entry names goes before everybody's rule that holds beside it, until the next entry of the
 * same unit. FALSE and G_IO_ERROR_INVALID_DATA naming the member that is wrong. */
gboolean mc_rule_book_add_procedure (McRuleBook *self, const char *procedure, JsonArray *entries, GError **error);
McRuleBook *mc_rule_book_new_from_json (const char *json, gssize length, GError **error);
void mc_rule_book_free (McRuleBook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McRuleBook, mc_rule_book_free)

/* The rule in force at `on`: of procedure and unit before procedure before unit before everybody's; of a limit within the
 * day before of any; then the newest. Before the first, the first. limit: the dossier's own; NULL: none known.
 * (transfer none) */
const McRule *mc_rule_book_find (McRuleBook *self, const char *procedure, const char *unit, const McLimit *limit,
                                 GDateTime *on);

G_END_DECLS
