// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

#include "mc-permission.h"
#include "mc-process.h"
#include "mc-rule.h"

G_BEGIN_DECLS

/* The world of the training portal as data (data/training/…): procedures, units, people, texts, accounts. Read once,
 * checked whole, then plain structs that live as long as the process; nothing is looked up in JSON afterwards. Safe from
 * any thread. Codes, official names, limits and fees are facts of 2026-07, every sentence is written for training, every
 * person and unit is invented. Unsound data end the process by g_error, naming file, entry and member.
 *
 * Strings are UTF-8 in NFC; NULL is "no data". */

/* A unit of the one invented province: agency identifier H99…, which belongs to no province; telephones begin 0309, which
 * is not allocated. */
typedef struct
{
  const char *id;
  const char *code; /* agency identifier that dossier codes begin with (domain 7.1) */
  const char *name;
  const char *superior; /* agency above it, as papers head it */
  const char *place;    /* địa danh, for the place-date line */
  const char *address;
  const char *phone;
  const char *kind;   /* "committee" | "centre" | "department" | "room" | "branch" (outside counter) */
  const char *level;  /* "province" | "commune" */
  const char *agency; /* which competence it has: McWorldProcedure.agency; NULL: none of its own */
  const char *symbol; /* "UBND": in the numbers of what it signs (ký hiệu văn bản); NULL: it signs nothing of its own */
  const char *parent; /* id of a McSampleUnit; NULL: the top */
  const char *since;  /* "2025-07-01": under this name since */
  const char *before; /* what stood here before that day, for old papers; nullable */
} McSampleUnit;

/* A sample official. */
typedef struct
{
  const char *username; /* NULL: cannot sign in */
  const char *sub;
  const char *name;
  const char *position;
  const char
      *role; /* "receiver" | "specialist" | "head" | "leader" | "clerk" | "cashier" | "petition_officer" | "editor" |
                       "reviewer" | "publisher" | "supervisor" | "admin" */
  const char *unit;      /* id of a McSampleUnit */
  const McGrant *grants; /* all of that unit, the main role first; NULL: that role, always */
  guint n_grants;
} McAccount;

/* Who may apply for something. */
typedef enum
{
  MC_APPLICANT_CITIZEN,
  MC_APPLICANT_FOREIGNER,
  MC_APPLICANT_BUSINESS,    /* company, cooperative */
  MC_APPLICANT_HOUSEHOLD,   /* hộ kinh doanh */
  MC_APPLICANT_INSTITUTION, /* school, pagoda */
} McApplicant;

#define MC_N_APPLICANTS (MC_APPLICANT_INSTITUTION + 1)

/* A time limit (thời hạn giải quyết) of one case and channel. */
typedef struct
{
  const char *channel; /* "online" | "direct" | "post"; NULL: each */
  const char *when;    /* the case (trường hợp) it holds for; NULL: the ordinary one */
  const char *unit;    /* "working_day" | "calendar_day" | "hour" | "month" | "unknown": the text names none */
  int amount;          /* in unit; 0: the same day; -1: unknown */
  const char *source;  /* "catalogue" | "unit_override" (domain 3.3) */
  const char *basis;   /* nullable; of an override never, as the next two */
  const char *by;
  const char *at; /* "2025-07-01": that day */
} McWorldLimit;

/* A component (thành phần hồ sơ). */
typedef struct
{
  const char *name;
  gboolean required;
  const char *source;    /* "attached" | "state_data" (khai thác, không yêu cầu nộp) */
  const char *copy_kind; /* "original" | "certified" | "photo" | "electronic" */
  int quantity;
} McWorldComponent;

/* A fee (phí, lệ phí) of one case. "Lệ phí mới giảm": two entries, the older with until, the newer with since. */
typedef struct
{
  const char *name;
  const char *channel; /* "online" | "direct" | "post"; NULL: each */
  const char *when;    /* the case; NULL: the ordinary one */
  gint64 amount;       /* đồng; 0: free; -1: no figure is known (decided by the province) */
  const char *per;     /* "trang", "bản": counted by these; NULL: a dossier */
  const char *since;   /* first day, "2026-01-01"; nullable */
  const char *until;   /* last day; nullable */
  const char *basis;   /* nullable */
} McWorldFee;

/* A step of the internal process (quy trình nội bộ). */
typedef struct
{
  const char *name;
  const char *role; /* as in McAccount */
  int hours;        /* working hours */
} McWorldStep;

typedef struct _McWorldText McWorldText;

typedef struct _McWorldProcedure McWorldProcedure;

/* An administrative procedure (thủ tục hành chính), as it is published today, or was before. */
struct _McWorldProcedure
{
  const char *since;    /* "2025-07-01": this version's day of effect */
  const char *decision; /* that published it; nullable */
  const McWorldProcedure
      *before; /* the version that it replaced, with limits, components and fees of its own; nullable */
  const McWorldProcedure *cases; /* trường hợp, each the procedure with what is its own; they have none again */
  guint n_cases;
  const char *case_id;    /* of a case; NULL, as the next: it is the procedure itself */
  const char *case_title; /* as applicants choose it */
  int case_share;         /* its part of the procedure's dossiers, in thousandths [M] */
  const char *code;       /* "1.001193" */
  const char *name;
  const char *field;               /* lĩnh vực */
  const char *level;               /* "province" | "commune": which centre receives it here */
  const char *agency;              /* who decides: "commune_committee" | "province_committee" | "state_president" |
                              "finance" | "construction" | "agriculture_environment" | "justice" | "health" |
                              "home_affairs" | "land_registration" | "tax" | "social_insurance" | "police" */
  const char *result;              /* kết quả */
  gboolean same_day;               /* returned within the day, 2 → 4 → 9 → 10 in one go */
  gboolean fee_first;              /* the fee is due before acceptance (HinhThucThu 1) */
  gboolean refuse_by_leader;       /* the leader of the centre refuses reception */
  int weight;                      /* its part of the dossiers of its level, in thousandths [M] */
  int applicants[MC_N_APPLICANTS]; /* who applies (đối tượng thực hiện), in thousandths [M] */

  const McWorldLimit *limits;
  guint n_limits;
  const McWorldComponent *components;
  guint n_components;
  const McWorldFee *fees;
  guint n_fees;
  const McWorldStep *steps;
  guint n_steps;
  McProcess *process;       /* of its steps */
  const char *const *bases; /* căn cứ pháp lý, with article; NULL-terminated */
  guint n_bases;

  /* what officials write in dossiers of this procedure: its own and its field's texts, then the general ones; at least one
   * supplement is about a component that can be demanded */
  const McWorldText *const *supplements;
  guint n_supplements;
  const McWorldText *const *refusals;
  guint n_refusals;
};

/* A sentence written for the applicant or for colleagues. */
struct _McWorldText
{
  const char *id;
  const char *kind;  /* "supplement" | "refusal" | "stop" | "apology" | "note" | "opinion" | "assignment" | "rework" |
                            "back_to_counter" | "corrected_at_counter" | "withdrawal" | "exemption" | "denial" (từ chối
                            giải quyết) | "correction" | "transfer" | "transfer_back" */
  const char *field; /* of procedures of this field only; NULL: any */
  const char *procedure; /* code: of this procedure only; nullable */
  const char *component; /* beginning of the component's name it is about; nullable */
  const char *mark;      /* supplement: "missing" | "invalid" */
  const char *
      reason; /* supplement: of the list mark_reasons, refusal: of refusal_reasons, denial: of settlement_refusal_reasons
                  (data/catalogues/forms.json); exemption: "elderly": of those alone; nullable */
  const char *text;   /* the note at the component, the explanation, the whole letter: by kind */
  const char *basis;  /* căn cứ pháp lý, with article */
  const char *agency; /* competent agency, of a refusal with reason "not_competent" */
};

/* Parts that names of one people or region are put together from. */
typedef struct
{
  const char *id; /* "kinh_north", "tay", "ede", … */
  int weight;     /* its part of the applicants born then, in thousandths [M] */
  int from;       /* year of birth, as the next: whose names they are */
  int before;
  const char *const *families;
  guint n_families;
  const char *const *male_middles; /* "": none */
  guint n_male_middles;
  const char *const *female_middles;
  guint n_female_middles;
  const char *const *male_given;
  guint n_male_given;
  const char *const *female_given;
  guint n_female_given;
  gboolean family_last; /* Y Blô Êban: middle, given, family */
} McWorldNames;

/* An invented person or organisation with a trait that training needs. Numbers begin 999. */
typedef struct
{
  const char *id;
  const char *trait; /* "capitals" | "no_tones" | "same_name" | "twin" | "no_middle" | "foreign" | "old_number" |
                        "old_address" | "plain" | "company" | "cooperative" | "household" | "school" | "pagoda" */
  const char *name;
  const char *sex;        /* "male" | "female"; NULL: an organisation */
  const char *born;       /* "1975-03-02"; NULL: an organisation */
  const char *id_number;  /* 12 digits, of organisations the tax code of 10; NULL of foreigners */
  const char *old_number; /* 9 digits, on papers of before 2021; nullable */
  const char *passport;   /* of foreigners; nullable */
  const char *nationality;
  const char *address;
  const char *old_address; /* with the district that was; nullable */
  const char *phone;
  const char *representative; /* id of a person; of organisations */
} McWorldPerson;

/* What addresses are put together from. */
typedef struct
{
  const char *const *streets;
  guint n_streets;
  const char *const *hamlets; /* thôn, tổ dân phố, bản, buôn */
  guint n_hamlets;
  const char *const *old_districts; /* "huyện Thanh Bình cũ": on papers of before 07/2025 */
  guint n_old_districts;
} McWorldPlaces;

const McWorldProcedure *mc_world_get_procedures (guint *count); /* by level, then as the file has them */
const McWorldProcedure *mc_world_find_procedure (const char *code);
/* The case of that id; the procedure itself where it has no such case, or id is NULL. Never NULL. */
const McWorldProcedure *mc_world_find_case (const McWorldProcedure *self, const char *id);
/* The version in force at that time; before the first, the first. Never NULL. */
const McWorldProcedure *mc_world_get_version (const McWorldProcedure *self, GDateTime *on);
/* The limit that counts for that channel in the ordinary case: an override before the catalogue's. Never NULL. */
const McWorldLimit *mc_world_get_limit (const McWorldProcedure *self, const char *channel);
/* The fee of the ordinary case on that day ("2026-11-24"), that of the channel before that of each. NULL: none is charged. */
const McWorldFee *mc_world_get_fee (const McWorldProcedure *self, const char *channel, const char *day);

/* Everybody's rules and those that the procedures have of their own. (transfer none) */
McRuleBook *mc_world_get_rules (void);
/* The internal process of a dossier of that procedure, and case, nullable; of one that the world does not know the general
 * one. (transfer full) */
McProcess *mc_world_find_process (const char *code, const char *case_id, GDateTime *on);

const McSampleUnit *mc_world_get_units (guint *count);
const McSampleUnit *mc_world_find_unit (const char *id);
/* The unit and those above it, by the tree, NULL-terminated; empty when there is no such unit. Never NULL. */
const char *const *mc_world_get_unit_path (const char *id);
/* Who handles a dossier of this procedure that this centre received; the centre itself where nobody else does. Never NULL. */
const McSampleUnit *mc_world_find_competent (const McSampleUnit *centre, const McWorldProcedure *procedure);
const McAccount *mc_world_get_accounts (guint *count);
/* Colleagues who have no account here: they act in made histories. username is NULL. */
const McAccount *mc_world_get_staff (guint *count);

const McWorldNames *mc_world_get_names (guint *count);
/* The whole name, in the order that these people write it. (transfer full) */
char *mc_world_join_name (const McWorldNames *self, const char *family, const char *middle, const char *given);
const McWorldPerson *mc_world_get_people (guint *count);
const McWorldPerson *mc_world_get_organisations (guint *count);
const McWorldPerson *mc_world_find_person (const char *id);
McApplicant mc_world_get_applicant (const McWorldPerson *self);
const McWorldPlaces *mc_world_get_places (void);
const McWorldText *mc_world_get_texts (guint *count);

G_END_DECLS
