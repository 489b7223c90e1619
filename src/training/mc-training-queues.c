// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include "mc-deadline.h"

/* A queue of a role: its filter written as in the contract, "field op value,value;…"; "me" is the official's sub, "overdue"
 * and "soon" alone are what badges call so. */
typedef struct
{
  guint roles; /* MC_ROLE_BIT()s */
  const char *id;
  const char *title;
  const char *filter;
  const char *order;
  gboolean mine;
  const char *total; /* nullable */
} SampleQueue;

#define R MC_ROLE_BIT (MC_ROLE_RECEIVER)
#define S MC_ROLE_BIT (MC_ROLE_SPECIALIST)
#define H MC_ROLE_BIT (MC_ROLE_HEAD)
#define L MC_ROLE_BIT (MC_ROLE_LEADER)
#define V MC_ROLE_BIT (MC_ROLE_CLERK)
#define P MC_ROLE_BIT (MC_ROLE_CASHIER)
#define SUPERVISOR MC_ROLE_BIT (MC_ROLE_SUPERVISOR)
/* A leader approves and looks at reports: the rest is others' work (interface §1). */
#define AT_WORK (R | S | H | V | P)

/* In the order of the sidebar: the first of a role is where its work begins. Steps are those of the internal processes. */
static const SampleQueue queues[] = {
  { R, "waiting", "Chờ tiếp nhận", "national_state in 1;local_step in new", "deadline", TRUE },
  { R, "supplemented", "Đã bổ sung", "local_step in supplemented,supplement_submitted", "deadline", TRUE },
  { P, "to_collect", "Chờ thu", "national_state in 6", "submitted", TRUE, "fee_due" },
  { P, "paid_today", "Đã thu hôm nay", "fee_paid_at not_before today", "submitted_desc", FALSE, "fee_paid" },
  { P, "to_refund", "Chờ hoàn trả", "payment in refund_due", "finished_desc", TRUE },
  { R, "payment", "Chờ nộp phí, lệ phí", "national_state in 6", "submitted", FALSE },
  { R, "paid", "Đã nộp phí, chờ tiếp nhận", "national_state in 1;local_step in paid_at_intake", "deadline", TRUE },
  { R, "to_forward", "Chờ chuyển xử lý", "national_state in 2;local_step in accepted", "deadline", TRUE },
  { R, "sent_back", "Bị trả lại", "local_step in returned_to_counter", "deadline", TRUE },
  { R, "proposed", "Đề nghị bổ sung", "local_step in supplement_proposed", "deadline", TRUE },
  { H, "to_assign", "Chờ phân công", "national_state in 4;local_step in assignment,transfer_pending", "deadline",
    TRUE },
  { S, "to_handle", "Chờ tôi xử lý", "national_state in 4;local_step in appraisal;handler_id in me", "deadline", TRUE },
  { S, "sent_back", "Bị trả lại", "national_state in 4;local_step in appraisal;handler_id in me;sent_back in true",
    "deadline", TRUE },
  { S, "nobodys", "Chưa có người xử lý", "national_state in 4;local_step in appraisal;handler_id null", "deadline",
    FALSE },
  { H, "sent_back", "Bị trả lại", "national_state in 4;local_step in assignment,review;sent_back in true", "deadline",
    TRUE },
  { H, "to_review", "Chờ tôi xem xét", "national_state in 4;local_step in review", "deadline", TRUE },
  { L, "to_approve", "Chờ tôi duyệt", "national_state in 4;local_step in approval", "deadline", TRUE },
  { L, "approve_late", "Quá hạn, chờ tôi duyệt", "local_step in approval;overdue", "deadline", TRUE },
  { L, "withdrawals", "Đề nghị rút hồ sơ", "national_state in 7;accepted_at not_null", "deadline", TRUE },
  { V, "to_number", "Chờ cấp số, phát hành", "national_state in 4;local_step in numbering", "deadline", TRUE },
  { R | S, "supplement", "Chờ bổ sung", "national_state in 5", "submitted", FALSE },
  { R, "withdrawals", "Đề nghị rút hồ sơ", "national_state in 7", "submitted", TRUE },
  { R, "processing", "Đang xử lý", "national_state in 2,4", "deadline", FALSE },
  { R, "to_return", "Chờ trả kết quả", "national_state in 9", "deadline", TRUE },
  { SUPERVISOR, "overdue", "Quá hạn", "overdue", "deadline", TRUE },
  { AT_WORK | SUPERVISOR, "soon", "Sắp đến hạn", "soon", "deadline", FALSE },
  { AT_WORK, "overdue", "Quá hạn", "overdue", "deadline", FALSE },
  { AT_WORK | SUPERVISOR, "paused", "Tạm dừng tính thời hạn", "national_state in 5,6;accepted_at not_null", "deadline",
    FALSE },
  { R | H | SUPERVISOR, "sync_error", "Lỗi đồng bộ", "sync in error", "deadline", FALSE },
  { AT_WORK | SUPERVISOR, "open", "Tất cả đang mở", "national_state not_in 3,8,10", "deadline", FALSE },
  { AT_WORK | SUPERVISOR, "closed", "Đã kết thúc", "national_state in 3,8,10", "finished_desc", FALSE },
};

static gboolean
add_condition (McFilter *filter, const char *text, const McAccount *account)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 3);
  g_auto (GStrv) values = NULL;
  McFilterOp op;

  if (!mc_filter_op_from_string (words[1], &op))
    return FALSE;
  values = words[2] != NULL ? g_strsplit (words[2], ",", -1) : g_new0 (char *, 1);
  for (guint v = 0; values[v] != NULL; v++)
    if (g_str_equal (values[v], "me"))
      g_set_str (&values[v], account->sub);
  return mc_filter_add (filter, words[0], op, (const char *const *) values);
}

static McFilter *
parse_filter (const char *text, const McAccount *account)
{
  McFilter *filter = mc_filter_new ();
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_str_equal (parts[i], "overdue"))
      mc_deadline_narrow (filter, MC_URGENCY_OVERDUE);
    else if (g_str_equal (parts[i], "soon"))
      mc_deadline_narrow (filter, MC_URGENCY_SOON);
    else if (!add_condition (filter, parts[i], account))
      g_error ("training portal: a queue's filter is unsound: %s", text);
  return filter;
}

void
mc_training_add_queues (const McAccount *account, GDateTime *now, GPtrArray *list)
{
  guint held;

  mc_training_grants_in_force (account, now, &held);
  for (guint i = 0; i < G_N_ELEMENTS (queues); i++)
    {
      McQueue *queue;

      if ((queues[i].roles & held) == 0)
        continue;
      queue = mc_queue_new ();
      queue->id = g_strdup (queues[i].id);
      queue->title = g_strdup (queues[i].title);
      queue->filter = parse_filter (queues[i].filter, account);
      queue->order = g_strdup (queues[i].order);
      queue->total = g_strdup (queues[i].total);
      queue->mine = queues[i].mine;
      g_ptr_array_add (list, queue);
    }
}
