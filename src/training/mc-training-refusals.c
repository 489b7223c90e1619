// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

static const char *const sentences[MC_N_REFUSALS] = {
  [MC_REFUSAL_IDENTITY] = "Chưa xác định được người thực hiện.",
  [MC_REFUSAL_ATTACHED] = "Hồ sơ còn thiếu thành phần bắt buộc.",
  [MC_REFUSAL_COMPONENTS] = "Còn thành phần bắt buộc chưa được xác nhận là đạt.",
  [MC_REFUSAL_FEE] = "Phí, lệ phí phải nộp khi tiếp nhận chưa được nộp.",
  [MC_REFUSAL_ORDER_OPEN] = "Hồ sơ đang có một yêu cầu nộp tiền chưa hoàn thành.",
  [MC_REFUSAL_NO_ORDER] = "Hồ sơ không có khoản nào đang chờ nộp.",
  [MC_REFUSAL_APPLICANT_HAS_TIME] = "Thời hạn dành cho người nộp chưa hết.",
  [MC_REFUSAL_ROUNDS] = "Đã hết số lần được yêu cầu bổ sung.",
  [MC_REFUSAL_ALREADY_SIGNED] = "Kết quả đã được ký.",
  [MC_REFUSAL_NOT_SIGNED] = "Kết quả chưa được ký.",
  [MC_REFUSAL_NO_DRAFT] = "Chưa có dự thảo kết quả.",
  [MC_REFUSAL_WAS_ACCEPTED] = "Hồ sơ đã được tiếp nhận: lãnh đạo quyết định.",
  [MC_REFUSAL_NEVER_ACCEPTED] = "Hồ sơ chưa được tiếp nhận: bộ phận tiếp nhận quyết định.",
  [MC_REFUSAL_ACCEPTED_EARLIER] = "Chỉ hủy được tiếp nhận trong ngày.",
  [MC_REFUSAL_PAID] = "Đã thu tiền nên không hủy được tiếp nhận.",
  [MC_REFUSAL_NOT_ACCEPTOR] = "Chỉ người đã tiếp nhận hoặc trưởng phòng được hủy tiếp nhận.",
  [MC_REFUSAL_EXTENDED] = "Đã hết số lần được gia hạn.",
  [MC_REFUSAL_NO_DUE_DATE] = "Hồ sơ không có ngày hẹn trả.",
  [MC_REFUSAL_TOO_LATE] = "Đã quá muộn để xin lỗi và hẹn lại ngày trả.",
  [MC_REFUSAL_NOT_SAME_DAY] = "Thủ tục này không trả kết quả ngay.",
  [MC_REFUSAL_HANDED_OUT] = "Kết quả đã rời cơ quan.",
  [MC_REFUSAL_NOT_ON_WAY] = "Kết quả không ở bưu chính.",
  [MC_REFUSAL_NOBODY_ELSES] = "Hồ sơ không do người khác đang xử lý.",
  [MC_REFUSAL_NO_FEE_AT_RECEPTION] = "Hồ sơ không có phí, lệ phí thu khi tiếp nhận.",
  [MC_REFUSAL_NO_REFUND] = "Hồ sơ không có khoản nào đang chờ hoàn trả.",
  [MC_REFUSAL_SYNC_NOT_FAILED] = "Hồ sơ không bị lỗi đồng bộ.",
};

const char *
mc_training_say_refusal (McRefusal refusal)
{
  const char *sentence = (guint) refusal < G_N_ELEMENTS (sentences) ? sentences[refusal] : NULL;

  return sentence != NULL ? sentence : "Trạng thái hiện tại của hồ sơ không cho phép thao tác này.";
}
