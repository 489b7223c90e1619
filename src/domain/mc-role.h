// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Who does things (vai trò). The first twelve are held by officials; an applicant and the portal itself take part in the
 * life of a dossier, too, but nobody signs in as one of them. */
typedef enum
{
  MC_ROLE_RECEIVER,            /* cán bộ tiếp nhận, trả kết quả */
  MC_ROLE_SPECIALIST,          /* chuyên viên thụ lý */
  MC_ROLE_HEAD,                /* trưởng phòng */
  MC_ROLE_LEADER,              /* lãnh đạo duyệt, ký */
  MC_ROLE_CLERK,               /* văn thư */
  MC_ROLE_CASHIER,             /* thu phí, kế toán */
  MC_ROLE_PETITIONS,           /* phản ánh, kiến nghị và hỏi đáp */
  MC_ROLE_PROCEDURE_EDITOR,    /* nhập thủ tục hành chính */
  MC_ROLE_PROCEDURE_REVIEWER,  /* kiểm duyệt */
  MC_ROLE_PROCEDURE_PUBLISHER, /* công khai */
  MC_ROLE_SUPERVISOR,          /* theo dõi, báo cáo */
  MC_ROLE_ADMINISTRATOR,       /* quản trị đơn vị: never reads dossiers */
  MC_ROLE_APPLICANT,           /* người nộp hồ sơ */
  MC_ROLE_SYSTEM,              /* the portal */
} McRole;

#define MC_N_OFFICIAL_ROLES (MC_ROLE_ADMINISTRATOR + 1)
#define MC_N_ROLES (MC_ROLE_SYSTEM + 1)

/* A set of roles is a guint of these. */
#define MC_ROLE_BIT(role) (1u << (role))
#define MC_ROLES_OFFICIAL (MC_ROLE_BIT (MC_N_OFFICIAL_ROLES) - 1)

/* "receiver" …: as on the wire. */
const char *mc_role_to_string (McRole role);
gboolean mc_role_from_string (const char *text, McRole *role);

/* The set of an official's roles as GET /me tells them: unknown ones count for nothing, and nobody is an applicant or the
 * portal by being told so. roles: NULL-terminated */
guint mc_role_set (const char *const *roles);

G_END_DECLS
