// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

static const char style[]
    = "*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;background:#f4f1ec;color:"
      "#241f31;"
      "font:16px/1.5 system-ui,'Segoe UI',sans-serif}main{width:min(26rem,94vw);background:#fff;border-radius:16px;"
      "padding:2rem;box-shadow:0 2px 24px #0002}h1{font-size:1.5rem;margin:0}p{margin:.4rem 0 1rem}"
      "label{display:block;font-weight:600;margin:.8rem 0 .25rem}input{width:100%;font:inherit;padding:.6rem .8rem;"
      "border:1px solid #9a9996;border-radius:8px}button{width:100%;font:inherit;font-weight:600;margin-top:1.2rem;"
      "padding:.7rem;border:0;border-radius:8px;background:#1a5fb4;color:#fff}input:focus,button:focus{outline:3px "
      "solid #99c1f1}"
      ".mark{color:#9c4a00;font-weight:700;font-size:.8rem;letter-spacing:.04em}.problem{background:#fde8e6;color:#"
      "8a1010;"
      "border-radius:8px;padding:.6rem "
      ".8rem}table{width:100%;border-collapse:collapse;margin-top:1.4rem;font-size:.86rem}"
      "td,th{text-align:left;padding:.3rem .2rem;border-top:1px solid #deddda;vertical-align:top}code{font-size:.9rem}";

static const char *
role_text (const char *role)
{
  return g_str_equal (role, "receiver") ? "Tiếp nhận hồ sơ" : "Lãnh đạo";
}

char *
mc_training_sign_in_page (const char *request_id, const char *username, const char *problem)
{
  g_autoptr (GString) page = g_string_new ("<!doctype html><html lang=\"vi\"><head><meta charset=\"utf-8\">"
                                           "<meta name=\"viewport\" content=\"width=device-width\">"
                                           "<title>Đăng nhập – Cổng tập huấn</title><style>");
  g_autofree char *safe_name = g_markup_escape_text (username != NULL ? username : "", -1);
  guint count;
  const McAccount *accounts = mc_training_get_accounts (&count);

  g_string_append (page, style);
  g_string_append (page, "</style></head><body><main><div class=\"mark\">TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ</div>"
                         "<h1>Đăng nhập</h1><p>Cổng Dịch vụ công – bản tập huấn</p>");
  if (problem != NULL)
    g_string_append_printf (page, "<p class=\"problem\" role=\"alert\">%s</p>", problem);
  g_string_append_printf (
      page,
      "<form method=\"post\" action=\"/oidc/authorize\"><input type=\"hidden\" name=\"request\" value=\"%s\">"
      "<label for=\"u\">Tài khoản</label><input id=\"u\" name=\"username\" value=\"%s\" "
      "autocomplete=\"username\" required autofocus>"
      "<label for=\"p\">Mật khẩu</label><input id=\"p\" name=\"password\" type=\"password\" "
      "autocomplete=\"current-password\" required><button>Đăng nhập</button></form>",
      request_id, safe_name);
  g_string_append (page, "<table><caption class=\"mark\">Tài khoản mẫu, mật khẩu " MC_TRAINING_PASSWORD "</caption>"
                         "<tr><th>Tài khoản</th><th>Vai trò</th><th>Đơn vị</th></tr>");
  for (guint i = 0; i < count; i++)
    g_string_append_printf (page, "<tr><td><code>%s</code></td><td>%s</td><td>%s</td></tr>", accounts[i].username,
                            role_text (accounts[i].role), mc_training_find_unit (accounts[i].unit)->place);
  g_string_append (page, "</table></main></body></html>");
  return g_string_free_and_steal (g_steal_pointer (&page));
}
