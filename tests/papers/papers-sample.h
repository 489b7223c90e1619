// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-receipt-paper.h"

#define SAMPLE_CODE "H99.1.7-20260305-5000123"
#define SAMPLE_TAX_CODE "9990000123"

/* Invented papers, of one line and of several. */
static const char *const sample_names[] = {
  "Tờ khai đăng ký khai sinh theo mẫu",
  "Giấy chứng sinh; trường hợp không có giấy chứng sinh thì nộp văn bản của người làm chứng xác nhận về việc sinh",
  "Giấy chứng nhận kết hôn của cha, mẹ trẻ em",
  "Văn bản ủy quyền được chứng thực theo quy định của pháp luật trong trường hợp ủy quyền thực hiện việc đăng ký",
  "Ảnh chân dung 3 × 4 cm",
};
static const char *const sample_kinds[] = { "original", "certified", "photo", "electronic" };

static inline McComponent *
sample_component (guint number)
{
  McComponent *component = mc_component_new ();

  component->id = g_strdup_printf ("tp%u", number);
  component->name
      = g_strdup_printf ("%s (giấy tờ số %u)", sample_names[(number - 1) % G_N_ELEMENTS (sample_names)], number);
  component->required = TRUE;
  component->source = g_strdup ("attached");
  component->copy_kind = g_strdup (sample_kinds[(number - 1) % G_N_ELEMENTS (sample_kinds)]);
  component->quantity = 1;
  component->mark = g_strdup ("sufficient");
  return component;
}

/* Everything form 01 asks for, with that many components. */
static inline McDossier *
sample_dossier (guint n_components)
{
  McDossier *dossier = mc_dossier_new ();
  McSummary *summary = dossier->summary = mc_summary_new ();

  summary->id = g_strdup ("0199a001-0000-7000-8000-000000000123");
  summary->code = g_strdup (SAMPLE_CODE);
  summary->procedure_code = g_strdup ("1.001193");
  summary->procedure_name = g_strdup ("Đăng ký khai sinh");
  summary->owner_name = g_strdup ("Nguyễn Thị Ước");
  summary->delivery = g_strdup ("counter");
  summary->payment = g_strdup ("paid");
  summary->received_unit = g_strdup ("Trung tâm Phục vụ hành chính công phường An Bình");
  /* 5 and 9 March 2026, 08:05 and 17:00 in Việt Nam */
  summary->accepted_at = g_date_time_new_from_iso8601 ("2026-03-05T01:05:00Z", NULL);
  summary->due_at = g_date_time_new_from_iso8601 ("2026-03-09T10:00:00Z", NULL);
  dossier->owner.name = g_strdup ("Nguyễn Thị Ước");
  dossier->owner.id_number = g_strdup ("999195000412");
  dossier->owner.address = g_strdup ("Số 12 đường Hoa Ban, phường An Bình");
  dossier->owner.phone = g_strdup ("0309123456");
  dossier->owner.email = g_strdup ("uoc@vidu.example");
  dossier->limit_unit = g_strdup ("working_day");
  dossier->limit_amount = 2;
  dossier->fee = 1250000;
  dossier->sets = 1;
  dossier->return_place = g_strdup ("Quầy số 3");
  dossier->register_no = g_strdup ("1234");
  dossier->receiver_name = g_strdup ("Nguyễn Thị Hường");
  for (guint i = 1; i <= n_components; i++)
    g_ptr_array_add (dossier->components, sample_component (i));
  return dossier;
}

static inline McMe *
sample_me (void)
{
  McMe *me = mc_me_new ();

  me->name = g_strdup ("Nguyễn Thị Hường");
  me->unit_name = g_strdup ("Trung tâm Phục vụ hành chính công phường An Bình");
  me->unit_superior = g_strdup ("Ủy ban nhân dân phường An Bình");
  me->unit_place = g_strdup ("An Bình");
  me->unit_address = g_strdup ("Số 1 đường Tập Huấn, phường An Bình");
  me->unit_phone = g_strdup ("0309 100 001");
  me->tracking_url = g_strdup ("https://portal.example.gov.vn/tra-cuu?ma={code}");
  me->survey_url = g_strdup ("https://portal.example.gov.vn/danh-gia?ma={code}");
  return me;
}
