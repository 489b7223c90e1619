// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include "mc-deadline.h"
#include "mc-handling.h"
#include "mc-text.h"

/* Procedures of a commune that really exist: codes and official names are facts, the components are written for training.
 * A component: '*' required, '=' state data (looked up, not submitted), '-' optional; then its name; parted by '|'. */
typedef struct
{
  const char *code;
  const char *name;
  const char *field;
  const char *limit_unit;
  int limit; /* -1: unknown */
  gint64 fee;
  int weight;
  const char *components;
} Procedure;

static const Procedure procedures[] = {
  { "2.000815", "Chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan, tổ chức có thẩm quyền của Việt Nam cấp",
    "Chứng thực", "working_day", 0, 10000, 30, "*Bản chính giấy tờ cần chứng thực|*Bản sao cần chứng thực" },
  { "2.000884", "Chứng thực chữ ký trong các giấy tờ, văn bản", "Chứng thực", "working_day", 0, 10000, 14,
    "=Dữ liệu căn cước của người yêu cầu|*Giấy tờ, văn bản mà người yêu cầu sẽ ký" },
  { "2.001035", "Chứng thực giao dịch liên quan đến tài sản là động sản, quyền sử dụng đất, nhà ở", "Chứng thực",
    "working_day", 2, 50000, 7,
    "*Dự thảo giao dịch|*Giấy chứng nhận quyền sử dụng, quyền sở hữu|=Dữ liệu căn cước các bên|-Giấy ủy quyền" },
  { "2.000635", "Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh", "Hộ tịch", "working_day", 0, 8000, 12,
    "*Tờ khai cấp bản sao trích lục hộ tịch|=Dữ liệu căn cước của người yêu cầu|-Văn bản ủy quyền" },
  { "2.000908", "Cấp bản sao từ sổ gốc", "Chứng thực", "working_day", 0, -1, 6, "*Văn bản yêu cầu|=Dữ liệu căn cước" },
  { "1.001193", "Đăng ký khai sinh", "Hộ tịch", "working_day", 0, 0, 12,
    "*Tờ khai đăng ký khai sinh điện tử|*Giấy chứng sinh|=Dữ liệu cư trú của cha, mẹ|-Giấy chứng nhận kết hôn" },
  { "1.000656", "Đăng ký khai tử", "Hộ tịch", "working_day", 0, 0, 4,
    "*Tờ khai đăng ký khai tử điện tử|*Giấy báo tử|=Dữ liệu cư trú của người chết" },
  { "1.000894", "Đăng ký kết hôn", "Hộ tịch", "working_day", 0, 0, 5,
    "*Tờ khai đăng ký kết hôn điện tử|=Tình trạng hôn nhân của hai bên|-Giấy xác nhận tình trạng hôn nhân" },
  { "1.004873", "Cấp Giấy xác nhận tình trạng hôn nhân", "Hộ tịch", "working_day", 3, 15000, 6,
    "*Tờ khai cấp Giấy xác nhận tình trạng hôn nhân|=Dữ liệu cư trú|-Quyết định ly hôn đã có hiệu lực" },
  { "1.004859", "Thay đổi, cải chính, bổ sung thông tin hộ tịch, xác định lại dân tộc", "Hộ tịch", "working_day", 3,
    28000, 3,
    "*Tờ khai thay đổi, cải chính hộ tịch|*Giấy tờ làm căn cứ thay đổi, cải chính|=Dữ liệu hộ tịch đã đăng ký" },
  { "1.004837", "Đăng ký giám hộ", "Hộ tịch", "working_day", 3, 0, 1,
    "*Tờ khai đăng ký giám hộ|*Văn bản cử người giám hộ" },
  { "1.001612", "Đăng ký thành lập hộ kinh doanh", "Hộ kinh doanh", "working_day", 3, 100000, 5,
    "*Giấy đề nghị đăng ký hộ kinh doanh|=Dữ liệu căn cước của chủ hộ|-Biên bản họp thành viên hộ gia đình" },
  { "1.013225", "Cấp giấy phép xây dựng mới đối với công trình cấp III, cấp IV", "Hoạt động xây dựng", "calendar_day",
    20, 75000, 4,
    "*Đơn đề nghị cấp giấy phép xây dựng|*Giấy tờ về quyền sử dụng đất|*Bản vẽ thiết kế xây dựng|*Bản vẽ vị trí công "
    "trình|"
    "-Bản cam kết bảo đảm an toàn công trình liền kề" },
  { "1.013229", "Cấp giấy phép xây dựng sửa chữa, cải tạo đối với công trình cấp III, cấp IV", "Hoạt động xây dựng",
    "calendar_day", 20, 75000, 2,
    "*Đơn đề nghị cấp giấy phép|*Giấy tờ về quyền sở hữu nhà ở|*Bản vẽ hiện trạng và ảnh chụp|*Bản vẽ thiết kế" },
  { "1.013949", "Giao đất, cho thuê đất, chuyển mục đích sử dụng đất không đấu giá quyền sử dụng đất", "Đất đai",
    "unknown", -1, -1, 4,
    "*Đơn xin chuyển mục đích sử dụng đất|*Giấy chứng nhận đã cấp|=Dữ liệu địa chính của thửa đất" },
  { "2.000986", "Liên thông đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi",
    "Liên thông", "calendar_day", 20, 0, 4,
    "*Tờ khai điện tử liên thông|*Giấy chứng sinh|=Dữ liệu cư trú|=Dữ liệu bảo hiểm y tế" },
};

/* Invented people are put together from these; capitals, missing marks and peoples' own names as they occur. */
static const char *const surnames[] = { "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ",    "Đặng",
                                        "Bùi",    "Đỗ",   "Hồ", "Ngô",  "Dương", "Lý",   "Quách", "Lò" };
static const char *const middles[]
    = { "Văn", "Thị", "Hữu", "Ngọc", "Minh", "Thu", "Đức", "Thanh", "Quang", "Kim", "Xuân", "" };
static const char *const given[] = { "An",   "Bình",  "Châu", "Dũng", "Đạt", "Giang", "Hà",   "Hạnh",  "Hùng", "Khánh",
                                     "Lan",  "Linh",  "Mai",  "Nam",  "Nga", "Oanh",  "Phúc", "Quyên", "Sơn",  "Tâm",
                                     "Thảo", "Trang", "Tuấn", "Uyên", "Vân", "Yến",   "Ánh",  "Ấm",    "Đông", "Ước" };
static const char *const special[] = { "NGUYỄN VĂN BÌNH",
                                       "Tran Thi Hoa",
                                       "Y Blô Êban",
                                       "H'Mai Niê",
                                       "Giàng A Sử",
                                       "Thạch Thị Sa Rây",
                                       "Công ty TNHH Thương mại và Dịch vụ Tập Huấn Một",
                                       "Đàng Thị Năng",
                                       "Hoàng Văn" };
static const char *const streets[] = { "Hoa Ban", "Lúa Mới", "Bến Đò", "Cây Đa", "Giếng Nước", "Đồng Chiêm" };

/* How many of 100 stand where, in the order that they are made; the rest is closed. */
typedef struct
{
  int share; /* of 200 */
  int state;
  const char *step;
  const char *payment;
} Stand;

static const Stand stands[] = {
  { 28, MC_HANDLING_NEW, "new", NULL },
  { 4, MC_HANDLING_NEW, "supplemented", NULL },
  { 6, MC_HANDLING_PAYMENT, "payment_at_intake", "due" },
  { 2, MC_HANDLING_NEW, "paid_at_intake", "paid" },
  { 8, MC_HANDLING_SUPPLEMENT, "supplement_at_intake", NULL },
  { 12, MC_HANDLING_ACCEPTED, "accepted", NULL },
  { 48, MC_HANDLING_PROCESSING, "appraisal", NULL },
  { 8, MC_HANDLING_SUPPLEMENT, "supplement_in_appraisal", NULL },
  { 12, MC_HANDLING_DONE, "waiting_return", NULL },
  { 4, MC_HANDLING_REJECTED, "closed", NULL },
  { 2, MC_HANDLING_STOPPED, "closed", NULL },
  { 66, MC_HANDLING_RETURNED, "closed", NULL },
};

typedef struct
{
  McTraining *portal;
  GRand *rand;
  GDateTime *now;
  McCalendar *calendar;
  const McSampleUnit *unit;
  guint number;
} Maker;

#define PICK(maker, list) (list)[g_rand_int_range ((maker)->rand, 0, G_N_ELEMENTS (list))]

static const Procedure *
pick_procedure (Maker *maker)
{
  int total = 0;
  int drawn;

  for (guint i = 0; i < G_N_ELEMENTS (procedures); i++)
    total += procedures[i].weight;
  drawn = g_rand_int_range (maker->rand, 0, total);
  for (guint i = 0; i < G_N_ELEMENTS (procedures); i++)
    {
      drawn -= procedures[i].weight;
      if (drawn < 0)
        return &procedures[i];
    }
  g_assert_not_reached ();
}

static char *
make_name (Maker *maker)
{
  const char *middle;

  if (g_rand_int_range (maker->rand, 0, 20) == 0)
    return g_strdup (PICK (maker, special));
  middle = PICK (maker, middles);
  return g_strdup_printf ("%s%s%s %s", PICK (maker, surnames), *middle != '\0' ? " " : "", middle, PICK (maker, given));
}

/* 999: a province code that identity numbers do not have; +84 599: a prefix that is not allocated. */
static void
make_person (Maker *maker, McPerson *person)
{
  person->name = make_name (maker);
  person->id_number
      = g_strdup_printf ("999%d%02d%06d", g_rand_int_range (maker->rand, 0, 4), g_rand_int_range (maker->rand, 0, 100),
                         g_rand_int_range (maker->rand, 0, 1000000));
  person->address = g_strdup_printf ("Số %d đường %s, phường %s", g_rand_int_range (maker->rand, 1, 200),
                                     PICK (maker, streets), maker->unit->place);
  person->phone = g_strdup_printf ("0599%06d", g_rand_int_range (maker->rand, 0, 1000000));
}

static GDateTime *
minutes_ago (Maker *maker, int minutes)
{
  return g_date_time_add_minutes (maker->now, -minutes);
}

static void
add_components (Maker *maker, McDossier *dossier, const Procedure *procedure)
{
  g_auto (GStrv) parts = g_strsplit (procedure->components, "|", -1);
  static const char *const endings[] = { "pdf", "jpg", "png", "heic" };
  static const char *const types[] = { "application/pdf", "image/jpeg", "image/png", "image/heic" };

  for (guint i = 0; parts[i] != NULL; i++)
    {
      McComponent *component = mc_component_new ();
      int files;

      component->id = g_strdup_printf ("tp%u", i + 1);
      component->name = g_strdup (parts[i] + 1);
      component->required = parts[i][0] != '-';
      component->source = g_strdup (parts[i][0] == '=' ? "state_data" : "attached");
      component->copy_kind = g_strdup ("electronic");
      component->quantity = 1;
      files = parts[i][0] == '='   ? 0
              : parts[i][0] == '*' ? g_rand_int_range (maker->rand, 1, 3)
                                   : g_rand_int_range (maker->rand, 0, 2);
      for (int f = 0; f < files; f++)
        {
          McDocument *document = mc_document_new ();
          int kind = g_rand_int_range (maker->rand, 0, 10);

          kind = kind < 6 ? 0 : kind < 8 ? 1 : kind < 9 ? 2 : 3;
          document->id = g_strdup_printf ("tep%u%d", i + 1, f + 1);
          document->name = g_strdup_printf ("%s_%d.%s", i == 0 ? "to-khai" : "giay-to", f + 1, endings[kind]);
          document->media_type = g_strdup (types[kind]);
          document->size = -1; /* nobody has made it yet */
          /* as many draws as ever: a seed stands for the same dossiers as before */
          g_rand_int_range (maker->rand, 20, 6000);
          g_ptr_array_add (component->documents, document);
        }
      g_ptr_array_add (dossier->components, component);
    }
}

static void
add_history (McDossier *dossier, GDateTime *at, const char *actor, const char *action, int from, int to)
{
  McHistoryEntry *entry = mc_history_entry_new ();

  entry->at = g_date_time_ref (at);
  entry->actor_name = g_strdup (actor);
  entry->action = g_strdup (action);
  entry->from_state = from;
  entry->to_state = to;
  g_ptr_array_add (dossier->history, entry);
}

static gboolean
was_accepted (const Stand *stand)
{
  return stand->state == MC_HANDLING_ACCEPTED || stand->state == MC_HANDLING_PROCESSING
         || stand->state == MC_HANDLING_DONE || stand->state == MC_HANDLING_RETURNED
         || stand->state == MC_HANDLING_STOPPED || g_str_equal (stand->step, "supplement_in_appraisal");
}

/* The life after acceptance: due date from the rules, an end now and then late. */
static void
add_later_life (Maker *maker, McDossier *dossier, const Stand *stand)
{
  McSummary *s = dossier->summary;
  const char *receiver = "Nguyễn Thị Hường";
  g_autofree char *day = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autoptr (GDateTime) accepted = g_date_time_add_minutes (s->submitted_at, g_rand_int_range (maker->rand, 10, 300));
  int age;

  if (g_date_time_compare (accepted, maker->now) > 0)
    {
      g_date_time_unref (accepted);
      accepted = g_date_time_ref (maker->now);
    }
  s->accepted_at = g_date_time_ref (accepted);
  s->due_at = mc_deadline_result_due (maker->calendar, accepted, dossier->limit_unit, dossier->limit_amount);
  if (s->due_at != NULL)
    s->warn_at = mc_deadline_warn_at (maker->calendar, s->due_at, 0);
  local = g_date_time_to_timezone (accepted, mc_calendar_zone ());
  day = g_date_time_format (local, "%Y%m%d");
  s->code = g_strdup_printf ("%s-%s-%07u", maker->unit->code, day, 5000000 + maker->number);
  dossier->register_no = g_strdup_printf ("%u", 1000 + maker->number);
  dossier->receiver_name = g_strdup (receiver);
  s->handler_name = g_strdup (receiver);
  for (guint i = 0; i < dossier->components->len; i++)
    {
      McComponent *component = g_ptr_array_index (dossier->components, i);

      if (component->required)
        component->mark = g_strdup ("sufficient");
    }
  add_history (dossier, accepted, receiver, "accept", MC_HANDLING_NEW, MC_HANDLING_ACCEPTED);
  if (stand->state == MC_HANDLING_ACCEPTED)
    return;
  add_history (dossier, accepted, receiver, "forward", MC_HANDLING_ACCEPTED, MC_HANDLING_PROCESSING);
  if (stand->state == MC_HANDLING_PROCESSING)
    return;

  age = (int) (g_date_time_difference (maker->now, accepted) / G_TIME_SPAN_MINUTE);
  s->finished_at = stand->state == MC_HANDLING_SUPPLEMENT
                       ? NULL
                       : g_date_time_add_minutes (accepted, age > 20 ? g_rand_int_range (maker->rand, 10, age) : age);
  /* most are early: 95–98 % in time */
  if (s->finished_at != NULL && s->due_at != NULL && g_date_time_compare (s->finished_at, s->due_at) > 0
      && g_rand_int_range (maker->rand, 0, 20) != 0)
    {
      g_date_time_unref (s->finished_at);
      s->finished_at = g_date_time_add_minutes (s->due_at, -30);
      if (g_date_time_compare (s->finished_at, accepted) < 0)
        {
          g_date_time_unref (s->finished_at);
          s->finished_at = g_date_time_ref (accepted);
        }
    }
  add_history (dossier, s->finished_at != NULL ? s->finished_at : accepted, "Đinh Công Thành", "result",
               MC_HANDLING_PROCESSING, stand->state);
}

static int
age_in_minutes (Maker *maker, const Stand *stand, const Procedure *procedure)
{
  int longest = procedure->limit > 5 ? 20 : 6;

  if (stand->state == MC_HANDLING_NEW)
    return g_rand_int_range (maker->rand, 5, 26 * 60);
  if (stand->state == MC_HANDLING_ACCEPTED)
    return g_rand_int_range (maker->rand, 60, 8 * 60);
  if (stand->state == MC_HANDLING_PROCESSING || !was_accepted (stand))
    return g_rand_int_range (maker->rand, 4 * 60, longest * 24 * 60 / 2);
  return g_rand_int_range (maker->rand, 2 * 24 * 60, 60 * 24 * 60);
}

static McDossier *
make_dossier (Maker *maker, const Stand *stand)
{
  McDossier *dossier = mc_dossier_new ();
  McSummary *s = dossier->summary = mc_summary_new ();
  const Procedure *procedure = pick_procedure (maker);
  int age = age_in_minutes (maker, stand, procedure);

  maker->number++;
  make_person (maker, &dossier->owner);
  s->submitted_at = minutes_ago (maker, age);
  s->id = g_strdup_printf ("%08x-%04x-7%03x-8%03x-%012x", (guint) (g_date_time_to_unix (s->submitted_at) >> 4),
                           maker->number & 0xFFFF, g_rand_int (maker->rand) & 0xFFF, g_rand_int (maker->rand) & 0xFFF,
                           maker->number);
  s->version = s->handling_version = 1;
  s->provisional_code = g_strdup_printf ("TT-%u", 700000 + maker->number);
  s->procedure_code = g_strdup (procedure->code);
  s->procedure_name = g_strdup (procedure->name);
  s->field_name = g_strdup (procedure->field);
  s->owner_name = g_strdup (dossier->owner.name);
  s->owner_id_masked = mc_text_mask_number (dossier->owner.id_number);
  s->channel = g_strdup (g_rand_int_range (maker->rand, 0, 30) == 0 ? "post" : "online");
  s->national_state = stand->state;
  s->local_step = g_strdup (stand->step);
  s->delivery = g_strdup (g_rand_int_range (maker->rand, 0, 12) == 0 ? "post" : "electronic");
  s->payment = g_strdup (stand->payment != NULL ? stand->payment : procedure->fee > 0 ? "paid" : "none");
  s->sync = g_strdup (g_rand_int_range (maker->rand, 0, 300) == 0 ? "error" : "ok");
  s->received_unit = g_strdup (maker->unit->name);
  s->competent_unit = g_strdup (maker->unit->superior);
  if (g_rand_int_range (maker->rand, 0, 8) == 0)
    {
      make_person (maker, &dossier->submitter);
      s->submitter_name = g_strdup (dossier->submitter.name);
    }
  dossier->limit_unit = g_strdup (procedure->limit_unit);
  dossier->limit_amount = procedure->limit;
  dossier->fee = procedure->fee;
  dossier->sets = 1;
  dossier->return_place
      = g_strdup (g_str_equal (s->delivery, "post") ? dossier->owner.address : "Bản điện tử trên Cổng Dịch vụ công");
  add_components (maker, dossier, procedure);
  add_history (dossier, s->submitted_at, s->submitter_name != NULL ? s->submitter_name : s->owner_name, "submit", 0,
               MC_HANDLING_NEW);

  if (was_accepted (stand))
    add_later_life (maker, dossier, stand);
  else
    mc_training_tell_intake (maker->portal, dossier, maker->unit, maker->now, maker->number);
  return dossier;
}

static gboolean
fill_unit (Maker *maker, guint count)
{
  guint made = 0;

  for (guint i = 0; i < G_N_ELEMENTS (stands); i++)
    {
      guint share = i + 1 == G_N_ELEMENTS (stands) ? count - made : count * (guint) stands[i].share / 200;

      for (guint n = 0; n < share; n++)
        {
          g_autoptr (McDossier) dossier = make_dossier (maker, &stands[i]);

          if (!mc_training_save (maker->portal, dossier, maker->unit->id))
            return FALSE;
        }
      made += share;
    }
  return TRUE;
}

gboolean
mc_training_fill (McTraining *self, guint32 seed, guint dossiers, GError **error)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GDateTime) now = mc_clock_now (self->clock);
  Maker maker = { self, rand, now, mc_calendar_get_default (), mc_training_find_unit ("an-binh"), 0 };
  gboolean done;

  mc_training_begin (self);
  done = fill_unit (&maker, dossiers);
  maker.unit = mc_training_find_unit ("an-hoa");
  done = done && fill_unit (&maker, 20);
  if (done && mc_training_commit (self))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the training data could not be written");
  return FALSE;
}
