// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

#include "mc-record.h"

G_BEGIN_DECLS

/* National handling states (trạng thái hồ sơ), domain 3.1. */
typedef enum
{
  MC_HANDLING_NEW = 1,        /* Mới đăng ký */
  MC_HANDLING_ACCEPTED = 2,   /* Được tiếp nhận */
  MC_HANDLING_REJECTED = 3,   /* Không được tiếp nhận */
  MC_HANDLING_PROCESSING = 4, /* Đang xử lý */
  MC_HANDLING_SUPPLEMENT = 5, /* Yêu cầu bổ sung giấy tờ */
  MC_HANDLING_PAYMENT = 6,    /* Yêu cầu thực hiện nghĩa vụ tài chính */
  MC_HANDLING_WITHDRAW = 7,   /* Công dân yêu cầu rút hồ sơ */
  MC_HANDLING_STOPPED = 8,    /* Dừng xử lý */
  MC_HANDLING_DONE = 9,       /* Đã xử lý xong */
  MC_HANDLING_RETURNED = 10,  /* Đã trả kết quả */
} McHandling;

/* The exact Vietnamese label of the law, never translated or shortened; NULL for a number outside 1–10. */
const char *mc_handling_label (int state);

/* Nothing more is to be done by anybody: 3, 8, 10. */
gboolean mc_handling_is_closed (int state);

/* Why an act is not possible now; MC_REFUSAL_NONE: it is. */
typedef enum
{
  MC_REFUSAL_NONE,
  MC_REFUSAL_UNKNOWN_ACT, /* no such act */
  MC_REFUSAL_STATE,       /* the state does not lead there */
  MC_REFUSAL_ROLE,        /* not this role's act */
  MC_REFUSAL_UNIT,        /* another unit's dossier */
  MC_REFUSAL_COMPONENTS,  /* a required component is not marked sufficient */
} McRefusal;

/* Ids of the acts that the table knows, NULL-terminated: "accept" (tiếp nhận), "request_supplement" (yêu cầu bổ sung),
 * "refuse" (từ chối tiếp nhận). (transfer none) */
const char *const *mc_handling_get_actions (void);

/* The transition table of domain 3.2, for client (explains, predicts) and portal (decides) alike.
 * roles: NULL-terminated; same_unit: the official belongs to the unit that received the dossier.
 * to_state: (out) (nullable): the state the act leads to. */
McRefusal mc_handling_check (const char *action, int from_state, const char *local_step, const char *const *roles,
                             gboolean same_unit, int *to_state);

/* Whether every required component carries the mark "sufficient" (components: of McComponent). State data count as
 * marked: they are looked up, not demanded. */
gboolean mc_components_all_sufficient (GPtrArray *components);

/* "wrong_state" …: stable code of a refusal for the wire, NULL for NONE. */
const char *mc_refusal_code (McRefusal refusal);

G_END_DECLS
