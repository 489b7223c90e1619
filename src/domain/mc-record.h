// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "mc-record-part.h"

G_BEGIN_DECLS

/* The records an official works on, as values: built once by a codec or a query, never changed afterwards, counted by
 * reference, safe to hand from thread to thread. Strings are UTF-8 in NFC; NULL is "no data" and is shown as such,
 * never as zero or "". Words of a closed list (channel, local_step, …) stay strings, so that one that this version does
 * not know survives a round trip and is shown as it came. */

/* One dossier (hồ sơ) as lists, search and clocks need it. */
typedef struct
{
  gatomicrefcount ref_count;

  char *id;                /* UUIDv7 */
  gint64 version;          /* grows with any change */
  gint64 handling_version; /* grows with state, handler, due date, components only */
  char *code;              /* mã hồ sơ; NULL until the portal has issued it */
  char *provisional_code;  /* mã tiếp nhận tạm (online); nullable */
  char *procedure_code;    /* "1.001193" */
  char *procedure_name;
  char *field_name;      /* lĩnh vực */
  char *owner_name;      /* chủ hồ sơ */
  char *owner_id_masked; /* "••••••••0412"; nullable */
  char *submitter_name;  /* người nộp hồ sơ; nullable when it is the owner */
  char *channel;         /* "online" | "direct" | "post" */
  int national_state;    /* 1–10, domain 3.1; others survive */
  char *local_step;      /* "new", "supplemented", "accepted", …: data of the portal */
  char *delivery;        /* axis: "counter" | "post" | "electronic" */
  char *payment;         /* axis: "none" | "due" | "paid" | "exempt" */
  char *sync;            /* axis: "ok" | "pending" | "error" */
  char *received_unit;   /* nơi tiếp nhận */
  char *competent_unit;  /* cơ quan có thẩm quyền giải quyết */
  char *handler_id;      /* nullable */
  char *handler_name;    /* nullable */
  GDateTime *submitted_at;
  GDateTime *accepted_at;       /* nullable */
  GDateTime *response_due_at;   /* hạn phản hồi of a dossier not yet accepted; nullable */
  GDateTime *due_at;            /* hạn trả kết quả; nullable */
  GDateTime *step_due_at;       /* hạn bước này, while the clock of a step runs; nullable */
  GDateTime *warn_at;           /* from here on mc_summary_get_deadline() is "sắp đến hạn"; nullable */
  GDateTime *finished_at;       /* nullable */
  GDateTime *supplement_due_at; /* end of the applicant's time to supplement, while it is waited for; nullable */
  gboolean sent_back;           /* bị trả lại: its last step handed it back to be corrected */
  gint64 fee_due;               /* đồng of the orders that are open; -1: none is, or not all is known */
  gint64 fee_paid;              /* đồng paid on the day of fee_paid_at; -1: nothing was, or not all is known */
  GDateTime *fee_paid_at;       /* when it was last paid for; nullable */
  gboolean secret;              /* có nội dung bí mật nhà nước: handled on paper, its text withheld */
  GStrv actions;                /* ids of the acts this official may take now */
} McSummary;

#define MC_TYPE_SUMMARY (mc_summary_get_type ())
GType mc_summary_get_type (void);
McSummary *mc_summary_new (void); /* all NULL and zero: for codecs and queries to fill */
McSummary *mc_summary_ref (McSummary *self);
void mc_summary_unref (McSummary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McSummary, mc_summary_unref)

/* The instant that counts for it now: response_due_at before acceptance, then the nearer of step_due_at and due_at. Badge,
 * order, filters and warn_at all go by it. (transfer none) (nullable) */
GDateTime *mc_summary_get_deadline (const McSummary *self);
gboolean mc_summary_allows (const McSummary *self, const char *action);

/* A person or organisation named in a dossier. */
typedef struct
{
  char *kind; /* "citizen" | "business" | "household_business" | "organisation"; nullable */
  char *name;
  char *id_number; /* số định danh cá nhân or mã số thuế, whole; only in details; nullable */
  char *address;   /* nullable */
  char *phone;     /* nullable */
  char *email;     /* nullable */
} McPerson;

/* One component of a dossier (thành phần hồ sơ). */
typedef struct
{
  char *id;
  char *name;
  gboolean required;
  char *copy_kind; /* "original" | "certified" | "photo" | "electronic" */
  int quantity;
  char *source;         /* "attached" | "state_data" (khai thác, không yêu cầu nộp) */
  char *mark;           /* "sufficient" | "missing" | "invalid"; NULL before checking */
  char *mark_reason;    /* nullable */
  GPtrArray *documents; /* McDocument */
  GPtrArray *earlier;   /* McDocument that were replaced or removed, oldest first: they stay to be looked at */
} McComponent;

/* A line of the history (quá trình xử lý), oldest first. */
typedef struct
{
  GDateTime *at;
  char *actor_name;
  char *actor_unit; /* nullable */
  char *action;     /* act id: "submit", "accept", … */
  int from_state;   /* 0: none */
  int to_state;
  char *note; /* nullable */
} McHistoryEntry;

/* The longest text of a notice. */
#define MC_NOTICE_MAX_BYTES 20000

/* A component that a notice is about. */
typedef struct
{
  char *component; /* its id */
  char *name;
  char *copy_kind; /* as in McComponent */
  int quantity;
  char *mark;   /* "missing" (chưa đầy đủ) | "invalid" (chưa hợp lệ) */
  char *reason; /* for people: "Ảnh mờ, không đọc được: trang 2"; nullable */
} McNoticeItem;

/* What the applicant was told (thông báo), with all that its paper says: nothing of it changes when catalogues do. */
typedef struct
{
  GDateTime *at;
  char *action; /* act that told it: "request_supplement", … */
  char *actor_name;
  char *channel;     /* "portal" | "sms" | "email" | "phone" | "paper"; nullable */
  char *text;        /* what the applicant reads, whole */
  char *paper;       /* "02" | "03"; NULL: none goes with it */
  char *number;      /* số: …/HDHS, …/TCHS; NULL: not numbered */
  GDateTime *due_at; /* end of the applicant's time; nullable */
  char *reason;      /* of a refusal, one line a statement; nullable */
  char *demand;      /* what is demanded besides items; nullable */
  char *basis;       /* căn cứ pháp lý; nullable */
  GPtrArray *items;  /* McNoticeItem */
} McNotice;

/* One dossier whole: what the checking page and the papers need. */
typedef struct
{
  gatomicrefcount ref_count;

  McSummary *summary;
  gboolean outline; /* for who only sees, not reads: no papers, contact data, notices and notes are told */
  McPerson owner;
  McPerson submitter; /* name NULL: the owner submitted it */
  McPerson proxy;     /* người được ủy quyền; name NULL: nobody */
  char *abstract;     /* trích yếu; nullable */
  char *limit_unit;   /* "working_day" | "calendar_day" | "hour" | "month" | "unknown" */
  int limit_amount;   /* in limit_unit; -1 unknown */
  char *
      limit_source; /* "catalogue" | "unit_override", of which basis, by and at say on what ground, who and when; nullable:
                            no data */
  char *limit_basis; /* nullable, as the next two */
  char *limit_by;
  GDateTime *limit_at;
  char *procedure_since;    /* day of effect of the version of the procedure that it is handled by; nullable: no data */
  char *procedure_decision; /* that published it; nullable */
  char *case_id;            /* trường hợp of the procedure that it is of; NULL, as the next: it has none */
  char *case_title;
  gint64 fee;            /* đồng; -1: chưa có số liệu */
  int sets;              /* số lượng hồ sơ (bộ) */
  char *return_place;    /* where the result is collected; nullable */
  char *register_no;     /* số: …/TNHS of the receipt; NULL until accepted */
  char *receiver_name;   /* who accepted it; NULL until accepted */
  GPtrArray *components; /* McComponent */
  GPtrArray *history;    /* McHistoryEntry */
  GPtrArray *notices;    /* McNotice, oldest first */

  /* NULL: chưa có số liệu; a list that is empty: none */
  McDossierClock *clock;
  GPtrArray *payments; /* McPaymentOrder, oldest first */
  GPtrArray *results;  /* McResult, oldest first */
  McReturn *delivery;
  McDecidingSystem *deciding_system;
  McProposal *proposal;   /* NULL: none waits for the counter */
  GPtrArray *notes;       /* McNote, oldest first */
  GPtrArray *same_person; /* McRelated, newest first: the owner's other dossiers, at most MC_RELATED_MAX of them */
  int same_person_total;  /* how many there are; -1 unknown */
} McDossier;

#define MC_RELATED_MAX 50

#define MC_TYPE_DOSSIER (mc_dossier_get_type ())
GType mc_dossier_get_type (void);
McDossier *mc_dossier_new (void); /* with empty arrays, no summary */
McDossier *mc_dossier_ref (McDossier *self);
void mc_dossier_unref (McDossier *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McDossier, mc_dossier_unref)

McComponent *mc_component_new (void);
McHistoryEntry *mc_history_entry_new (void);
McNoticeItem *mc_notice_item_new (void);
McNotice *mc_notice_new (void); /* with an empty array */
void mc_person_clear (McPerson *self);
void mc_component_free (McComponent *self);
void mc_history_entry_free (McHistoryEntry *self);
void mc_notice_item_free (McNoticeItem *self);
void mc_notice_free (McNotice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McNotice, mc_notice_free)

/* (transfer none) (nullable) */
McComponent *mc_dossier_find_component (const McDossier *self, const char *id);
/* The document in force with that id, of a component. component: (out) (optional) (transfer none). (transfer none) (nullable) */
McDocument *mc_dossier_find_document (const McDossier *self, const char *id, McComponent **component);

/* The last notice with that paper; NULL: there is none. (transfer none) (nullable) */
const McNotice *mc_dossier_find_notice (const McDossier *self, const char *paper);

/* How often a supplement was asked of the applicant so far, at intake and in appraisal. */
guint mc_dossier_count_requests (const McDossier *self);

G_END_DECLS
