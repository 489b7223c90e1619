// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include "mc-training-resources.h"

#define STYLE "/io/github/motcua/training/pages/page.css"

/* A gate, of the colour of its surroundings. */
#define GATE                                                                                                           \
  "<svg viewBox=\"0 0 48 48\" aria-hidden=\"true\"><path fill=\"currentColor\" d=\"M4 10 24 3l20 7v5H4zM8 "            \
  "18h7v26H8zm25 "                                                                                                     \
  "0h7v26h-7zM18 20h12v24h-5V29h-2v15h-5z\"/></svg>"

static const struct
{
  const char *role;
  const char *title;
} titles[] = {
  { "receiver", "Tiếp nhận hồ sơ" },
  { "specialist", "Thụ lý hồ sơ" },
  { "head", "Trưởng phòng" },
  { "leader", "Lãnh đạo" },
  { "clerk", "Văn thư" },
  { "cashier", "Thu phí, lệ phí" },
  { "petition_officer", "Phản ánh, hỏi đáp" },
  { "editor", "Biên tập thủ tục" },
  { "reviewer", "Kiểm duyệt thủ tục" },
  { "publisher", "Công khai thủ tục" },
  { "supervisor", "Giám sát" },
  { "admin", "Quản trị hệ thống" },
};

const char *
mc_training_role_title (const char *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].role, role))
      return titles[i].title;
  return role;
}

static GBytes *
get_style (void)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_resource_lookup_data (mc_training_get_resource (), STYLE, 0, &error);

  if (bytes == NULL)
    g_error ("training portal: %s", error->message);
  return bytes;
}

/* classes: of the main part. */
static GString *
open_page (const char *title, const char *classes)
{
  GString *page = g_string_new (NULL);
  g_autoptr (GBytes) style = get_style ();

  g_string_append_printf (page,
                          "<!doctype html><html lang=\"vi\"><head><meta charset=\"utf-8\">"
                          "<meta name=\"viewport\" content=\"width=device-width\">"
                          "<title>%s – Cổng tập huấn</title><style>",
                          title);
  g_string_append_len (page, g_bytes_get_data (style, NULL), (gssize) g_bytes_get_size (style));
  g_string_append_printf (page,
                          "</style></head><body><p class=\"mark\">TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ</p>"
                          "<main class=\"%s\">",
                          classes);
  return page;
}

static void
add_header (GString *page, const char *title)
{
  g_string_append_printf (page,
                          "<header>" GATE "<div><h1>%s</h1><p class=\"quiet\">Cổng Dịch vụ công – bản tập huấn dành "
                          "cho cán bộ</p></div></header>",
                          title);
}

static void
add_form (GString *page, const char *request_id, const char *username, const char *problem)
{
  g_autofree char *safe_name = g_markup_escape_text (username != NULL ? username : "", -1);
  const char *wrong = problem != NULL ? " aria-invalid=\"true\" aria-describedby=\"e\"" : "";
  gboolean named = username != NULL && *username != '\0';

  g_string_append (page, "<section>");
  add_header (page, "Đăng nhập");
  if (problem != NULL)
    g_string_append_printf (page, "<p class=\"problem\" id=\"e\" role=\"alert\">%s</p>", problem);
  g_string_append_printf (page,
                          "<form method=\"post\" action=\"/oidc/authorize\">"
                          "<input type=\"hidden\" name=\"request\" value=\"%s\">"
                          "<label for=\"u\">Tài khoản</label><input id=\"u\" name=\"username\" value=\"%s\" "
                          "autocomplete=\"username\" autocapitalize=\"none\" spellcheck=\"false\" maxlength=\"100\" "
                          "required%s%s>"
                          "<label for=\"p\">Mật khẩu</label><input id=\"p\" name=\"password\" type=\"password\" "
                          "autocomplete=\"current-password\" maxlength=\"100\" required%s%s>"
                          "<button class=\"deed\">Đăng nhập</button></form>"
                          "<p class=\"hint quiet\">Mật khẩu chung của các tài khoản mẫu: <code>" MC_TRAINING_PASSWORD
                          "</code></p></section>",
                          request_id, safe_name, named ? "" : " autofocus", wrong, named ? " autofocus" : "", wrong);
}

/* A room of a department is known by its department; a commune's says it in its name. */
static char *
make_unit_text (const McSampleUnit *unit)
{
  gboolean room = g_str_equal (unit->kind, "room") && g_str_equal (unit->level, "province");
  g_autofree char *text = room ? g_strdup_printf ("%s, %s", unit->name, unit->superior) : g_strdup (unit->name);

  return g_markup_escape_text (text, -1);
}

/* Each is a button of a form of its own, which has the page made again with that name: no script is needed. */
static void
add_accounts (GString *page, const char *request_id, const char *chosen)
{
  guint count;
  const McAccount *accounts = mc_training_get_accounts (&count);

  g_string_append_printf (page,
                          "<section aria-labelledby=\"a\"><h2 id=\"a\">Tài khoản mẫu</h2>"
                          "<p class=\"quiet\">Chọn một vai trò để điền tên tài khoản. Người và đơn vị đều không có "
                          "thật.</p><form method=\"post\" action=\"/oidc/authorize\">"
                          "<input type=\"hidden\" name=\"request\" value=\"%s\"><ul>",
                          request_id);
  for (guint i = 0; i < count; i++)
    {
      g_autofree char *name = g_markup_escape_text (accounts[i].name, -1);
      g_autofree char *unit = make_unit_text (mc_training_find_unit (accounts[i].unit));

      g_string_append_printf (page,
                              "<li><button class=\"account\" name=\"choose\" value=\"%s\"%s><b>%s</b><code>%s</code>"
                              "<small>%s<br>%s</small></button></li>",
                              accounts[i].username,
                              g_strcmp0 (chosen, accounts[i].username) == 0 ? " aria-current=\"true\"" : "",
                              mc_training_role_title (accounts[i].role), accounts[i].username, name, unit);
    }
  g_string_append (page, "</ul></form></section>");
}

char *
mc_training_sign_in_page (const char *request_id, const char *username, const char *problem)
{
  g_autoptr (GString) page = open_page (problem != NULL ? "Chưa đăng nhập được" : "Đăng nhập", "");

  add_form (page, request_id, username, problem);
  add_accounts (page, request_id, username);
  g_string_append (page, "</main></body></html>");
  return g_string_free_and_steal (g_steal_pointer (&page));
}

char *
mc_training_problem_page (const char *problem)
{
  g_autoptr (GString) page = open_page ("Không đăng nhập được", "narrow");

  g_string_append (page, "<section>");
  add_header (page, "Không đăng nhập được");
  g_string_append_printf (page,
                          "<p class=\"problem\" role=\"alert\">%s</p><p class=\"hint quiet\">Có thể đóng trang này và "
                          "bấm <b>Đăng nhập</b> một lần nữa trong Một Cửa.</p></section></main></body></html>",
                          problem);
  return g_string_free_and_steal (g_steal_pointer (&page));
}

char *
mc_training_make_page (const char *title, const char *inside)
{
  g_autoptr (GString) page = open_page (title, "narrow");

  g_string_append_printf (page,
                          "<section><header>" GATE "<div><h1>%s</h1><p class=\"quiet\">Cổng Dịch vụ công – bản tập "
                          "huấn</p></div></header>%s</section></main></body></html>",
                          title, inside);
  return g_string_free_and_steal (g_steal_pointer (&page));
}

char *
mc_training_page_policy (void)
{
  g_autoptr (GBytes) style = get_style ();
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *digest = NULL;
  guint8 bytes[32];
  gsize length = sizeof bytes;

  g_checksum_update (sum, g_bytes_get_data (style, NULL), (gssize) g_bytes_get_size (style));
  g_checksum_get_digest (sum, bytes, &length);
  digest = g_base64_encode (bytes, length);
  /* no form-action: browsers would hold it against the redirect to the program as well */
  return g_strdup_printf ("default-src 'none'; style-src 'sha256-%s'; frame-ancestors 'none'; base-uri 'none'", digest);
}
