// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

/* Invented agencies and people. The agency code H99 belongs to no province; the telephone prefix 0599 is not allocated. */
static const McSampleUnit units[] = {
  { "an-binh", "H99.1.7", "Trung tâm Phục vụ hành chính công phường An Bình", "Ủy ban nhân dân phường An Bình",
    "An Bình", "Số 1 đường Tập Huấn, phường An Bình", "0599 100 001" },
  { "an-hoa", "H99.1.8", "Trung tâm Phục vụ hành chính công phường An Hòa", "Ủy ban nhân dân phường An Hòa", "An Hòa",
    "Số 2 đường Tập Huấn, phường An Hòa", "0599 100 002" },
};

static const McAccount accounts[] = {
  { "tiepnhan1", "0199a001-0000-7000-8000-000000000001", "Nguyễn Thị Hường", "Công chức tiếp nhận", "receiver",
    "an-binh" },
  { "tiepnhan2", "0199a001-0000-7000-8000-000000000002", "Lò Văn Đức", "Công chức tiếp nhận", "receiver", "an-binh" },
  { "tiepnhan3", "0199a001-0000-7000-8000-000000000003", "Trần Ngọc Ánh", "Công chức tiếp nhận", "receiver", "an-hoa" },
  { "lanhdao1", "0199a001-0000-7000-8000-000000000004", "Phạm Quang Dũng", "Giám đốc Trung tâm", "leader", "an-binh" },
  { "chuyenvien1", "0199a001-0000-7000-8000-000000000005", "Đinh Công Thành", "Chuyên viên", "specialist", "an-binh" },
  { "chuyenvien2", "0199a001-0000-7000-8000-000000000006", "Vũ Thị Oanh", "Chuyên viên", "specialist", "an-binh" },
  { "truongphong1", "0199a001-0000-7000-8000-000000000007", "Hoàng Văn Nam", "Trưởng phòng", "head", "an-binh" },
  { "truongphong2", "0199a001-0000-7000-8000-000000000008", "Lê Thu Hà", "Trưởng phòng", "head", "an-hoa" },
  { "vanthu1", "0199a001-0000-7000-8000-000000000009", "Bùi Thị Lan", "Văn thư", "clerk", "an-binh" },
  { "thuquy1", "0199a001-0000-7000-8000-000000000010", "Ngô Minh Tuấn", "Thủ quỹ", "cashier", "an-binh" },
};

const McAccount *
mc_training_get_accounts (guint *count)
{
  *count = G_N_ELEMENTS (accounts);
  return accounts;
}

const McAccount *
mc_training_find_account (const char *username)
{
  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    if (g_strcmp0 (accounts[i].username, username) == 0)
      return &accounts[i];
  return NULL;
}

const McAccount *
mc_training_find_sub (const char *sub)
{
  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    if (g_strcmp0 (accounts[i].sub, sub) == 0)
      return &accounts[i];
  return NULL;
}

const McSampleUnit *
mc_training_find_unit (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_strcmp0 (units[i].id, id) == 0)
      return &units[i];
  return NULL;
}
