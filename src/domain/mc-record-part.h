// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _McRule McRule; /* mc-rule.h */

/* Parts of a dossier's detail. As in mc-record.h: NULL is "no data", words of a closed list stay strings. */

/* A document: what there is to look at. */
typedef struct
{
  char *id;
  char *name;
  char *media_type;
  gint64 size; /* bytes; -1 unknown */

  /* NULL: the applicant sent it, or it is not told */
  /* "official" (an official attached it) | "reused" (dùng lại giấy tờ đã số hóa) | MC_DOCUMENT_WAITING */
  char *origin;
  GDateTime *added_at;
  char *added_by;
  char *taken_from; /* code of the dossier that it was taken over from */

  /* of one that no longer counts (đã thay, đã gỡ); NULL: it does */
  GDateTime *ended_at;
  char *ended_by;
  char *ended_reason;
} McDocument;

/* Whether it may be replaced or removed in that national state, by whoever may do so at all: once a dossier is handled, what
 * the applicant sent stays. */
gboolean mc_document_may_end (const McDocument *self, int national_state);

/* Put down here, not yet sent: the official's own, that no portal knows. */
#define MC_DOCUMENT_WAITING "waiting"
gboolean mc_document_is_waiting (const McDocument *self);

/* (transfer full) */
McDocument *mc_document_copy (const McDocument *self);

/* What happened to the clocks, as the portal tells it; McClockEvent is what the rules make of it. */
typedef struct
{
  char *kind; /* "submitted" | "accepted" | "paused" | …, see mc_clock_entry_read() */
  GDateTime *at;
  char *cause;             /* of a pause: "supplement" | "fee" | "other"; nullable */
  GDateTime *submitted_at; /* when the applicant sent what ended a pause; nullable */
  GDateTime *until;        /* end of the applicant's time, new date of return; nullable */
  char *limit_unit;        /* of a step of the process, as in McDossier; nullable */
  int limit_amount;        /* in limit_unit; -1: none */
  char *reason;            /* nullable; 〃 the next two */
  char *actor;
  char *form_no; /* official form that went with it */
} McClockEntry;

/* All that the clocks of a dossier are counted from, beside its limit. */
typedef struct
{
  McRule *response_rule; /* in force at submission; NULL: not told, or of a kind that this version cannot count by */
  McRule *result_rule;   /* in force at acceptance; 〃 */
  GPtrArray *entries;    /* McClockEntry, in order of time */
} McDossierClock;

/* One sum of a payment order. */
typedef struct
{
  char *name;
  gint64 amount; /* đồng; -1: chưa có số liệu */
} McPaymentLine;

/* A payment order (yêu cầu thực hiện nghĩa vụ tài chính): a fee at intake and a tax later are two. */
typedef struct
{
  char *state; /* "due" | "paid" | "exempt" | "cancelled" | "refund_due" | "refunded" */
  GDateTime *ordered_at;
  char *ordered_by;
  char *payer;
  GDateTime *due_at;
  GPtrArray *lines; /* McPaymentLine; NULL: not told */
  GDateTime *settled_at;
  char *method;       /* "online" | "cash" | …, as in the form */
  char *receipt;      /* số biên lai, mã giao dịch */
  char *exempt_basis; /* căn cứ miễn */
} McPaymentOrder;

/* A result (kết quả giải quyết), from its draft on. */
typedef struct
{
  char *id;
  char *state;   /* "draft" (dự thảo) | "signed" (đã ký, chưa phát hành) | "released" (đã phát hành) | "void" */
  char *kind;    /* "result" | "refusal" (từ chối giải quyết) */
  char *made_by; /* nullable; as all that follows */
  GDateTime *made_at;
  char *number;    /* số, ký hiệu */
  char *issued_on; /* day, "2026-11-23" */
  char *signer;
  char *valid_until; /* day; NULL: no end is told */
  GDateTime *released_at;
  GPtrArray *documents; /* McDocument; never NULL */
  GPtrArray *earlier;   /* McDocument that were replaced, oldest first; never NULL */
} McResult;

/* Whether it binds anybody: everything else is a draft (dự thảo), or no longer valid. */
gboolean mc_result_is_released (const McResult *self);

/* How the result gets to the applicant, beside the way that the summary names. */
typedef struct
{
  char *state;   /* "none" | "on_way" | "failed" | "delivered" */
  char *address; /* of the post; nullable, as all that follows */
  char *carrier;
  char *tracking_code; /* mã vận đơn */
  GDateTime *handed_at;
  GDateTime *delivered_at;
  char *recipient;
} McReturn;

/* An internal note (ý kiến nội bộ): among officials, never the applicant's to read. */
typedef struct
{
  char *id; /* UUIDv7 of who wrote it */
  GDateTime *at;
  char *author_name;
  char *author_unit; /* nullable */
  char *text;
} McNote;

/* The longest text of a note. */
#define MC_NOTE_MAX_BYTES 8000

/* Another dossier of the same person, as far as this official sees it. */
typedef struct
{
  char *id;
  char *code; /* or the provisional one; nullable */
  char *procedure_name;
  int national_state;
  GDateTime *submitted_at;
  GDateTime *finished_at; /* nullable */
} McRelated;

/* What a specialist proposes to ask the applicant for (đề nghị bổ sung), while the counter has not issued it or given it
 * back; the components in question carry its marks. */
typedef struct
{
  GDateTime *at;
  char *actor_name;
  char *demand;       /* besides the components; nullable */
  char *basis;        /* căn cứ pháp lý; nullable */
  int applicant_days; /* working days; -1: not said */
} McProposal;

/* The system that decides what state a dossier has (domain 2.2): others keep what it says. */
typedef struct
{
  char *name;
  char *url; /* of this dossier there; nullable */
} McDecidingSystem;

McDocument *mc_document_new (void);
McClockEntry *mc_clock_entry_new (void);
McDossierClock *mc_dossier_clock_new (void); /* with an empty array */
McPaymentLine *mc_payment_line_new (void);
McPaymentOrder *mc_payment_order_new (void);
McResult *mc_result_new (void); /* with an empty array */
McReturn *mc_return_new (void);
McNote *mc_note_new (void);
McRelated *mc_related_new (void);
McDecidingSystem *mc_deciding_system_new (void);
McProposal *mc_proposal_new (void);
void mc_document_free (McDocument *self);
void mc_clock_entry_free (McClockEntry *self);
void mc_dossier_clock_free (McDossierClock *self);
void mc_payment_line_free (McPaymentLine *self);
void mc_payment_order_free (McPaymentOrder *self);
void mc_result_free (McResult *self);
void mc_return_free (McReturn *self);
void mc_note_free (McNote *self);
void mc_related_free (McRelated *self);
void mc_deciding_system_free (McDecidingSystem *self);
void mc_proposal_free (McProposal *self);

/* No single sum is more, in đồng. */
#define MC_PAYMENT_MAX G_GINT64_CONSTANT (1000000000000)

/* What an official wrote, a line a sum: "Phí thẩm định: 150.000 đồng". A line without a sum has no data for it.
 * (transfer full) of McPaymentLine */
GPtrArray *mc_payment_lines_read (const char *text);

/* What the order comes to in đồng; -1: not all of it is known. */
gint64 mc_payment_order_sum (const McPaymentOrder *self);

G_END_DECLS
