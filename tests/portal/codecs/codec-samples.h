// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

/* Whole messages of each kind, with every member that there is. */
#define SUMMARY                                                                                                        \
  "{\"id\":\"0199a0f2-3c41-7b1e-8a52-00000000002a\",\"version\":3,\"handling_version\":2,"                             \
  "\"code\":\"H99.1.7-20261123-0000001\",\"provisional_code\":\"TT-700042\",\"procedure_code\":\"1.001193\","          \
  "\"procedure_name\":\"Đăng ký khai sinh\",\"field_name\":\"Hộ tịch\",\"owner_name\":\"Giàng A Sử\","                 \
  "\"owner_id_masked\":\"••••••••0412\",\"submitter_name\":\"H'Mai Niê\",\"channel\":\"online\",\"national_state\":2," \
  "\"local_step\":\"accepted\",\"delivery\":\"post\",\"payment\":\"paid\",\"sync\":\"ok\","                            \
  "\"received_unit\":\"Trung tâm Phục vụ hành chính công phường An Bình\",\"competent_unit\":\"Ủy ban nhân dân\","     \
  "\"handler_id\":\"0199a001-0000-7000-8000-000000000001\",\"handler_name\":\"Nguyễn Thị Hường\","                     \
  "\"submitted_at\":\"2026-11-23T01:10:00Z\",\"accepted_at\":\"2026-11-23T03:42:05.250000Z\","                         \
  "\"response_due_at\":\"2026-11-24T01:10:00Z\",\"due_at\":\"2026-11-25T10:00:00Z\","                                  \
  "\"warn_at\":\"2026-11-25T00:30:00Z\",\"finished_at\":\"2026-11-25T09:00:00Z\",\"supplement_due_at\":\"2026-12-"     \
  "08T10:00:00Z\",\"step_due_at\":\"2026-11-24T10:00:00Z\","                                                           \
  "\"sent_back\":true,\"fee_due\":50000,\"fee_paid\":8000,\"fee_paid_at\":\"2026-11-23T03:00:00Z\","                   \
  "\"secret\":true,\"actions\":[\"accept\"]}"
#define PERSON                                                                                                         \
  "{\"kind\":\"citizen\",\"name\":\"Giàng A Sử\",\"id_number\":\"999190000412\",\"address\":\"Số 12 đường Hoa Ban\","  \
  "\"phone\":\"0309 123 412\",\"email\":\"a@example.vn\"}"
#define DOSSIER                                                                                                        \
  "{\"summary\":" SUMMARY ",\"outline\":false,\"owner\":" PERSON ",\"submitter\":" PERSON ",\"proxy\":" PERSON         \
  ",\"abstract\":\"Khai sinh\","                                                                                       \
  "\"procedure_since\":\"2026-11-16\",\"procedure_decision\":\"Quyết định 2\","                                        \
  "\"case_variant\":{\"id\":\"house\",\"title\":\"Nhà ở riêng lẻ\"},"                                                  \
  "\"limit\":{\"amount\":3,\"unit\":\"working_day\",\"source\":\"unit_override\",\"basis\":\"Quyết định 1\","          \
  "\"by\":\"Ủy ban nhân dân tỉnh\",\"at\":\"2025-07-01T01:00:00Z\"},\"fee\":8000,\"sets\":1,"                          \
  "\"return_place\":\"Quầy 1\",\"register_no\":\"17\",\"receiver_name\":\"Nguyễn Thị Hường\","                         \
  "\"components\":[{\"id\":\"tp1\",\"name\":\"Tờ khai\",\"required\":true,\"copy_kind\":\"electronic\","               \
  "\"quantity\":1,\"source\":\"attached\",\"mark\":\"sufficient\",\"mark_reason\":\"Đủ\","                             \
  "\"documents\":[{\"id\":\"t1\",\"name\":\"to-khai.pdf\",\"media_type\":\"application/pdf\",\"size\":1024}]}],"       \
  "\"history\":[{\"at\":\"2026-11-23T01:10:00Z\",\"actor_name\":\"Giàng A Sử\",\"actor_unit\":\"An Bình\","            \
  "\"action\":\"submit\",\"from_state\":1,\"to_state\":2,\"note\":\"Ghi chú\"}],"                                      \
  "\"notices\":[{\"at\":\"2026-11-23T03:42:05Z\",\"action\":\"request_supplement\",\"actor_name\":\"Lò Văn "           \
  "Đức\",\"channel\":\"sms\","                                                                                         \
  "\"text\":\"Cần bổ sung.\",\"paper\":\"02\",\"number\":\"17\",\"due_at\":\"2026-12-08T10:00:00Z\","                  \
  "\"reason\":\"Trùng\",\"demand\":\"Bản chính\",\"basis\":\"Điều 16\",\"items\":[{\"component\":\"tp1\","             \
  "\"name\":\"Tờ khai\",\"copy_kind\":\"electronic\",\"quantity\":1,\"mark\":\"invalid\",\"reason\":\"Mờ\"}]}]," PARTS \
  "}"
#define RULE_LIMIT                                                                                                     \
  "{\"unit\":\"hour\",\"amount\":8,\"source\":\"catalogue\",\"basis\":\"Quyết định 1\",\"by\":\"Ủy ban\","             \
  "\"at\":\"2026-11-23T01:10:00Z\"}"
#define RULE                                                                                                           \
  "{\"id\":\"r1\",\"since\":\"2025-07-01\",\"procedure\":\"1.001193\",\"unit\":\"an-binh\",\"within_day\":true,"       \
  "\"basis\":\"Nghị định\",\"confirmed\":true,\"limit\":" RULE_LIMIT ",\"response\":" RULE_LIMIT ","                   \
  "\"cutoff_rule\":\"shift_first_day\",\"cutoff_time\":\"15:00\",\"supplement_policy\":\"restart\","                   \
  "\"supplement_limit\":" RULE_LIMIT ",\"ask_within\":" RULE_LIMIT ",\"max_rounds\":1,\"resume_at\":\"submitted\","    \
  "\"max_extensions\":1,\"extend_before_days\":2,\"early\":\"before_instant\"}"
#define PARTS                                                                                                          \
  "\"clock\":{\"response_rule\":" RULE ",\"result_rule\":" RULE ",\"events\":[{\"kind\":\"paused\","                   \
  "\"at\":\"2026-11-23T01:10:00Z\",\"cause\":\"fee\",\"submitted_at\":\"2026-11-23T01:10:00Z\","                       \
  "\"until\":\"2026-11-23T01:10:00Z\",\"limit\":{\"unit\":\"hour\",\"amount\":4},\"reason\":\"Thiếu\","                \
  "\"actor\":\"Lò Văn Đức\",\"form_no\":\"02\"}]},"                                                                    \
  "\"payments\":[{\"state\":\"paid\",\"ordered_at\":\"2026-11-23T01:10:00Z\",\"ordered_by\":\"Lò Văn Đức\","           \
  "\"payer\":\"Giàng A Sử\",\"due_at\":\"2026-11-23T01:10:00Z\",\"lines\":[{\"name\":\"Phí\",\"amount\":8000}],"       \
  "\"settled_at\":\"2026-11-23T01:10:00Z\",\"method\":\"cash\",\"receipt\":\"BL-1\",\"exempt_basis\":\"Điều 3\"}],"    \
  "\"results\":[{\"id\":\"kq1\",\"state\":\"released\",\"kind\":\"result\",\"made_by\":\"Lò Văn Đức\","                \
  "\"made_at\":\"2026-11-23T01:10:00Z\",\"number\":\"12/TP\",\"issued_on\":\"2026-11-24\",\"signer\":\"Lê Thị Mơ\","   \
  "\"valid_until\":\"2027-11-24\",\"released_at\":\"2026-11-24T01:10:00Z\",\"documents\":[{\"id\":\"k1\","             \
  "\"name\":\"kq.pdf\",\"media_type\":\"application/pdf\",\"size\":7}]}],"                                             \
  "\"notes\":[{\"id\":\"0199a0f2-3c41-7b1e-8a52-00000000002b\",\"at\":\"2026-11-23T01:10:00Z\","                       \
  "\"author_name\":\"Lò Văn Đức\",\"author_unit\":\"An Bình\",\"text\":\"Đã gọi\"}],"                                  \
  "\"delivery\":{\"state\":\"on_way\",\"address\":\"Số 1\",\"carrier\":\"Bưu chính\",\"tracking_code\":\"VN1\","       \
  "\"handed_at\":\"2026-11-23T01:10:00Z\",\"delivered_at\":\"2026-11-23T01:10:00Z\",\"recipient\":\"Giàng A Sử\"},"    \
  "\"deciding_system\":{\"name\":\"Hệ thống\",\"url\":\"https://portal.example.gov.vn/1\"},"                           \
  "\"proposal\":{\"at\":\"2026-11-23T01:10:00Z\",\"actor_name\":\"Lò Văn Đức\",\"demand\":\"Bản chính\","              \
  "\"basis\":\"Điều 16\",\"applicant_days\":30},"                                                                      \
  "\"same_person\":{\"total\":3,\"dossiers\":[{\"id\":\"0199a0f2-3c41-7b1e-8a52-00000000002c\",\"code\":\"H99-1\","    \
  "\"procedure_name\":\"Khai tử\",\"national_state\":4,\"submitted_at\":\"2026-11-23T01:10:00Z\","                     \
  "\"finished_at\":\"2026-11-24T01:10:00Z\"}]}"
#define ABOUT                                                                                                          \
  "{\"name\":\"Cổng Dịch vụ "                                                                                          \
  "công\",\"issuer\":\"https://portal.example.gov.vn/oidc\",\"client_id\":\"motcua-desktop\","                         \
  "\"scopes\":[\"openid\"],\"redirect_ports\":[45678],\"contract\":1,\"oldest_contract\":1,"                           \
  "\"oldest_client\":\"0.1.0\",\"idempotent\":true,\"lease_days\":7,"                                                  \
  "\"history_days\":365,\"training\":false,\"uploads\":{\"max_bytes\":52428800,\"media_types\":[\"image/png\"]}}"
#define ME                                                                                                             \
  "{\"sub\":\"0199a001-0000-7000-8000-000000000001\",\"name\":\"Nguyễn Thị Hường\",\"position\":\"Công chức\","        \
  "\"roles\":[\"receiver\"],\"grants\":[{\"role\":\"leader\",\"unit_name\":\"Trung tâm\","                             \
  "\"from\":\"2026-11-01T17:00:00Z\",\"until\":\"2026-12-31T17:00:00Z\",\"delegator\":\"Phạm Quang Dũng\","            \
  "\"state\":\"in_force\"}],\"permissions\":[{\"kind\":\"dossier\",\"can\":[\"see\",\"read\"]}],\"unit\":{\"id\":"     \
  "\"an-binh\",\"name\":\"Trung tâm\",\"superior\":\"Ủy ban nhân dân\","                                               \
  "\"place\":\"An Bình\",\"address\":\"Số 1\",\"phone\":\"0309 100 001\","                                             \
  "\"tracking_url\":\"https://portal.example.gov.vn/tra-cuu?ma={code}\","                                              \
  "\"survey_url\":\"https://portal.example.gov.vn/danh-gia?ma={code}\"},"                                              \
  "\"queues\":[{\"id\":\"waiting\",\"title\":\"Chờ tiếp nhận\","                                                       \
  "\"filter\":[{\"field\":\"national_state\",\"op\":\"in\",\"values\":[\"1\"]}],\"order\":\"deadline\",\"total\":"     \
  "\"fee_due\",\"mine\":true}"                                                                                         \
  "],"                                                                                                                 \
  "\"actions\":[{\"id\":\"accept\",\"title\":\"Tiếp nhận\",\"primary\":true,\"undo_seconds\":10,"                      \
  "\"form\":{\"paper\":\"02\",\"message\":\"Hồ sơ {dossier.code}\",\"any_of\":[\"components\"],"                       \
  "\"fields\":[{\"id\":\"components\",\"label\":\"Giấy "                                                               \
  "tờ\",\"kind\":\"marks\",\"required\":true,\"required_when\":\"second_round\",\"suggestions\":[\"Điều 16\"],"        \
  "\"help\":\"Chỉ giấy tờ đã công bố\",\"default\":\"30\",\"max_length\":300,\"min\":1,\"max\":90,"                    \
  "\"marks\":[\"missing\"],\"complete\":false,"                                                                        \
  "\"choices\":[{\"id\":\"blurred\",\"label\":\"Ảnh mờ\",\"mark\":\"invalid\",\"needs\":\"note\"}]}]}}]}"
#define CHANGES                                                                                                        \
  "{\"changes\":[{\"kind\":\"dossier\",\"id\":\"0199a0f2-3c41-7b1e-8a52-00000000002a\",\"op\":\"upsert\","             \
  "\"summary\":" SUMMARY "}],\"next\":\"l_1~2\",\"more\":false,\"snapshot\":true,\"total\":1}"
#define TOMBSTONE                                                                                                      \
  "{\"changes\":[{\"kind\":\"dossier\",\"id\":\"0199a0f2-3c41-7b1e-8a52-00000000002a\",\"op\":\"remove\"}],"           \
  "\"next\":\"l_1~2\",\"more\":true,\"snapshot\":false,\"total\":null}"
#define ACT                                                                                                            \
  "{\"action\":\"accept\",\"performed_at\":\"2026-11-23T03:42:00Z\","                                                  \
  "\"form\":{\"components\":[{\"id\":\"tp1\",\"mark\":\"sufficient\"}],\"note\":null,\"n\":1.5}}"
#define OUTCOME                                                                                                        \
  "{\"key\":\"0199a0f2-9d10-7c33-9b0e-5f2a60c1d7e4\",\"action\":\"accept\",\"recorded_at\":\"2026-11-23T03:42:05Z\","  \
  "\"dossier\":" SUMMARY "}"

/* Members that may be null or absent; all others must be there. */
static const char *const nullable[] = { "code",
                                        "grants",
                                        "permissions",
                                        "unit_name",
                                        "from",
                                        "delegator",
                                        "oldest_client",
                                        "provisional_code",
                                        "field_name",
                                        "owner_id_masked",
                                        "submitter_name",
                                        "received_unit",
                                        "handler_id",
                                        "competent_unit",
                                        "accepted_at",
                                        "response_due_at",
                                        "handler_name",
                                        "due_at",
                                        "warn_at",
                                        "finished_at",
                                        "supplement_due_at",
                                        "id_number",
                                        "address",
                                        "phone",
                                        "email",
                                        "submitter",
                                        "abstract",
                                        "fee",
                                        "return_place",
                                        "register_no",
                                        "receiver_name",
                                        "amount",
                                        "basis",
                                        "procedure_since",
                                        "procedure_decision",
                                        "case_variant",
                                        "mark",
                                        "mark_reason",
                                        "size",
                                        "actor_unit",
                                        "from_state",
                                        "note",
                                        "position",
                                        "superior",
                                        "tracking_url",
                                        "survey_url",
                                        "place",
                                        "total",
                                        "paper",
                                        "message",
                                        "help",
                                        "default",
                                        "max_length",
                                        "min",
                                        "max",
                                        "needs",
                                        "number",
                                        "reason",
                                        "demand",
                                        "uploads",
                                        "proxy",
                                        "clock",
                                        "response_rule",
                                        "result_rule",
                                        "supplement_limit",
                                        "ask_within",
                                        "by",
                                        "cause",
                                        "until",
                                        "actor",
                                        "form_no",
                                        "payments",
                                        "ordered_at",
                                        "ordered_by",
                                        "payer",
                                        "due_at",
                                        "lines",
                                        "settled_at",
                                        "method",
                                        "receipt",
                                        "exempt_basis",
                                        "results",
                                        "made_by",
                                        "made_at",
                                        "issued_on",
                                        "signer",
                                        "valid_until",
                                        "released_at",
                                        "notes",
                                        "author_unit",
                                        "carrier",
                                        "tracking_code",
                                        "handed_at",
                                        "delivered_at",
                                        "recipient",
                                        "deciding_system",
                                        "url",
                                        "same_person",
                                        "proposal",
                                        "required_when",
                                        "suggestions",
                                        "applicant_days",
                                        NULL };

/* Those of members that elsewhere must be there. */
static const char *const nullable_paths[] = { "owner/kind",
                                              "notices/0/channel",
                                              "submitter/kind",
                                              "proxy/kind",
                                              "limit/source",
                                              "limit/at",
                                              "clock/*_rule/procedure",
                                              "clock/*_rule/unit",
                                              "clock/*_rule/limit",
                                              "clock/*_rule/response",
                                              "clock/*_rule/*/at",
                                              "clock/events/0/submitted_at",
                                              "clock/events/0/limit" };

static const char *const needed_paths[]
    = { "notices/0/items/0/mark", "clock/*_rule/basis", "clock/*_rule/*/amount", "same_person/total" };
