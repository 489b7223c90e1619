// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-sample-document.h"

#include <string.h>

#include "mc-calendar.h"
#include "mc-training-world.h"

#define HUGE_BYTES (28 * 1000 * 1000)
#define SCAN_WIDTH 1240 /* A4 at 150 dots an inch */
#define HUGE_WIDTH 2480 /* at 300 */
#define HEIC_WIDTH 826  /* at 100: more takes its encoder too long */
#define HUGE_NOISE 60
#define OLD_DIGITS 9

static guint32
seed_of (const McDossier *dossier, const McDocument *document)
{
  g_autofree char *both = g_strconcat (dossier->summary->id, "/", document->id, NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, both, -1);

  sum[8] = '\0';
  return (guint32) g_ascii_strtoull (sum, NULL, 16);
}

/* Of a hundred; what is left is good. */
typedef struct
{
  const char *media_type;
  guint share;
  McSampleFlavour flavour;
} Share;

static const Share shares[] = {
  { "application/pdf", 30, MC_SAMPLE_SCANNED }, { "application/pdf", 3, MC_SAMPLE_EMPTY_PAGE },
  { "application/pdf", 4, MC_SAMPLE_OTHER },    { "application/pdf", 1, MC_SAMPLE_HUGE },
  { "application/pdf", 3, MC_SAMPLE_LOCKED },   { "application/pdf", 3, MC_SAMPLE_CUT },
  { "application/pdf", 4, MC_SAMPLE_UNSIGNED }, { "application/pdf", 3, MC_SAMPLE_BAD_SEAL },
  { "image/jpeg", 25, MC_SAMPLE_SIDEWAYS },     { "image/jpeg", 4, MC_SAMPLE_OTHER },
  { "image/jpeg", 71, MC_SAMPLE_SCANNED },      { "image/png", 10, MC_SAMPLE_EMPTY_PAGE },
  { "image/png", 90, MC_SAMPLE_SCANNED },       { "image/heic", 10, MC_SAMPLE_HEIC_HEAD },
  { "image/heic", 90, MC_SAMPLE_SCANNED },
};

McSampleFlavour
mc_training_sample_flavour (const McDossier *dossier, const McDocument *document)
{
  guint drawn = seed_of (dossier, document) % 100;

  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      if (!g_str_equal (shares[i].media_type, document->media_type))
        continue;
      if (drawn < shares[i].share)
        return shares[i].flavour;
      drawn -= shares[i].share;
    }
  return MC_SAMPLE_GOOD;
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static const McComponent *
component_of (const McDossier *dossier, const McDocument *document)
{
  for (guint i = 0; i < dossier->components->len; i++)
    {
      const McComponent *component = g_ptr_array_index (dossier->components, i);

      for (guint j = 0; j < component->documents->len; j++)
        if (g_str_equal (((const McDocument *) g_ptr_array_index (component->documents, j))->id, document->id))
          return component;
    }
  return NULL;
}

/* The box that says what it is, and noise. */
static GBytes *
make_heic_head (guint32 seed)
{
  static const guint8 box[] = { 0,   0,   0,   24,  'f', 't', 'y', 'p', 'h', 'e', 'i',  'c',  0,   0,   0,   0,
                                'm', 'i', 'f', '1', 'h', 'e', 'i', 'c', 0,   0,   0x40, 0x08, 'm', 'd', 'a', 't' };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_byte_array_append (bytes, box, sizeof box);
  for (guint i = 0; i < 0x4000; i += 4)
    {
      guint32 noise = GUINT32_TO_LE (g_rand_int (rand));

      g_byte_array_append (bytes, (const guint8 *) &noise, sizeof noise);
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static GBytes *
make_huge (const McSamplePage *page)
{
  g_autoptr (McSampleScan) scan = mc_sample_page_scan (page, HUGE_WIDTH, HUGE_NOISE, 0.8);
  g_autoptr (GBytes) jpeg = mc_training_sample_jpeg (scan, 90, 0);
  guint pages = (guint) (HUGE_BYTES / g_bytes_get_size (jpeg)) + 1;

  return mc_training_sample_pdf (jpeg, scan->width, scan->height, pages, MC_SAMPLE_SCANNED);
}

static GBytes *
make_scan (const McSamplePage *page, const char *media_type, McSampleFlavour flavour)
{
  double contrast = page->seed % 5 == 0 ? 0.35 : 0.85; /* some are hardly to be read */
  g_autoptr (McSampleScan) scan = mc_sample_page_scan (page, SCAN_WIDTH, 10, contrast);
  g_autoptr (GBytes) jpeg = NULL;

  if (g_str_equal (media_type, "image/png"))
    return mc_sample_scan_to_png (scan);
  if (flavour == MC_SAMPLE_SIDEWAYS)
    mc_sample_scan_turn (scan);
  jpeg = mc_training_sample_jpeg (scan, 75, flavour == MC_SAMPLE_SIDEWAYS ? 6 : 0);
  if (g_str_equal (media_type, "image/jpeg"))
    return g_steal_pointer (&jpeg);
  return mc_training_sample_pdf (jpeg, scan->width, scan->height, 1, flavour);
}

/* Where nothing writes it there are heads alone: few office machines have an encoder. */
static GBytes *
make_heic (const McSamplePage *page, McSampleFlavour flavour)
{
  g_autoptr (McSampleScan) scan = NULL;
  GBytes *picture;

  if (flavour == MC_SAMPLE_HEIC_HEAD)
    return make_heic_head (page->seed);
  scan = mc_sample_page_scan (page, HEIC_WIDTH, 6, 0.85);
  picture = mc_training_sample_heif (scan, 45);
  return picture != NULL ? picture : make_heic_head (page->seed);
}

static GBytes *
make_pdf (const McSamplePage *page, GDateTime *created, McSampleFlavour flavour)
{
  g_autoptr (GBytes) whole = NULL;

  switch (flavour)
    {
    case MC_SAMPLE_HUGE:
      return make_huge (page);
    case MC_SAMPLE_SCANNED:
    case MC_SAMPLE_LOCKED:
    case MC_SAMPLE_UNSIGNED:
    case MC_SAMPLE_BAD_SEAL:
      return make_scan (page, "application/pdf", flavour);
    case MC_SAMPLE_CUT:
      whole = mc_sample_page_to_pdf (page, created);
      return g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) / 3);
    default:
      return mc_sample_page_to_pdf (page, created);
    }
}

gboolean
mc_training_is_form (const char *name)
{
  return g_str_has_prefix (name, "Tờ khai") || g_str_has_prefix (name, "Đơn")
         || g_str_has_prefix (name, "Giấy đề nghị");
}

static McSampleKind
kind_of (const McComponent *component, McSampleFlavour flavour)
{
  if (flavour == MC_SAMPLE_EMPTY_PAGE)
    return MC_SAMPLE_BLANK;
  if (flavour == MC_SAMPLE_OTHER)
    return MC_SAMPLE_LETTER;
  if (component == NULL)
    return MC_SAMPLE_CERTIFICATE;
  return mc_training_is_form (component->name) ? MC_SAMPLE_DECLARATION : MC_SAMPLE_CERTIFICATE;
}

/* Each third paper that is no form is older than the communes of today: it names who issued it then, and the owner's number
 * of nine digits where that is known. */
static gboolean
is_old (McSampleKind kind, const McComponent *component, guint32 seed)
{
  return kind == MC_SAMPLE_CERTIFICATE && component != NULL && seed % 3 == 0;
}

static const McSampleUnit *
find_unit (const char *name)
{
  guint count;
  const McSampleUnit *units = mc_world_get_units (&count);

  for (guint i = 0; i < count; i++)
    if (g_strcmp0 (units[i].name, name) == 0)
      return &units[i];
  return NULL;
}

const char *
mc_training_old_agency (const McDossier *dossier)
{
  const McSampleUnit *unit = find_unit (dossier->summary->received_unit);

  while (unit != NULL && unit->before == NULL)
    unit = unit->parent != NULL ? mc_world_find_unit (unit->parent) : NULL;
  return unit != NULL ? unit->before : dossier->summary->competent_unit;
}

const char *
mc_training_old_number (const McDossier *dossier)
{
  guint count;
  const McWorldPerson *people = mc_world_get_people (&count);

  for (guint i = 0; i < count; i++)
    if (people[i].old_number != NULL && g_strcmp0 (people[i].id_number, dossier->owner.id_number) == 0)
      return people[i].old_number;
  return dossier->owner.id_number;
}

/* What it is called that they are known by: of organisations the tax code, of foreigners their passport. */
static const char *
number_label (const McPerson *owner, const char *number)
{
  if (strlen (number) == OLD_DIGITS)
    return "Số CMND";
  if (g_strcmp0 (owner->kind, "citizen") == 0)
    return "Số định danh";
  return owner->kind != NULL ? "Mã số thuế" : "Số hộ chiếu";
}

/* What the applicant wrote. (transfer full) */
static GStrv
fill_form (const McDossier *dossier)
{
  const McPerson *owner = &dossier->owner;
  const char *number = or_empty (owner->id_number);
  GStrvBuilder *fields = g_strv_builder_new ();
  gboolean organisation = owner->kind != NULL && g_strcmp0 (owner->kind, "citizen") != 0;

  g_strv_builder_add_many (fields, organisation ? "Tên tổ chức" : "Họ, chữ đệm, tên", or_empty (owner->name),
                           number_label (owner, number), number, organisation ? "Địa chỉ" : "Nơi cư trú",
                           or_empty (owner->address), "Điện thoại", or_empty (owner->phone), NULL);
  if (owner->email != NULL)
    g_strv_builder_add_many (fields, "Thư điện tử", owner->email, NULL);
  g_strv_builder_add_many (fields, "Nội dung", or_empty (dossier->summary->procedure_name), NULL);
  return g_strv_builder_unref_to_strv (fields);
}

/* A day before it was handed in; of an old one before the communes of today. */
static char *
day_of_issue (const McDossier *dossier, gboolean old, guint32 seed)
{
  g_autoptr (GDateTime) merged = g_date_time_new (mc_calendar_zone (), 2025, 7, 1, 0, 0, 0);
  GDateTime *until = old ? merged : dossier->summary->submitted_at;
  int days = old ? 400 + (int) (seed / 7 % 3000) : 20 + (int) (seed / 7 % 300);
  g_autoptr (GDateTime) day = g_date_time_add_days (until, -days);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (day, mc_calendar_zone ());

  return g_date_time_format (local, "%d/%m/%Y");
}

/* What an office wrote: number, day and signer, as whoever checks it wants to see. (transfer full) */
static GStrv
fill_certificate (const McDossier *dossier, gboolean old, guint32 seed)
{
  static const char *const signers[] = { "Lê Văn Thắng", "Phạm Thị Hòa",  "Nông Văn Bằng", "Trần Quốc Toàn",
                                         "Vũ Thị Liên",  "Huỳnh Văn Lợi", "Lò Văn Xôm" };
  const McPerson *owner = &dossier->owner;
  GStrvBuilder *fields = g_strv_builder_new ();
  const char *known_by = or_empty (old ? mc_training_old_number (dossier) : owner->id_number);
  g_autofree char *number = g_strdup_printf ("%u", 100 + seed / 11 % 9000);
  g_autofree char *day = day_of_issue (dossier, old, seed);

  g_strv_builder_add_many (fields, "Số", number, "Cấp cho", or_empty (owner->name), number_label (owner, known_by),
                           known_by, "Địa chỉ", or_empty (owner->address), "Ngày cấp", day, "Người ký",
                           signers[seed / 13 % G_N_ELEMENTS (signers)], NULL);
  return g_strv_builder_unref_to_strv (fields);
}

/* What came of it. Its number is in the register and on no page: it is given when the page is signed already. */
static GStrv
fill_result (const McDossier *dossier)
{
  const McPerson *owner = &dossier->owner;
  const char *number = or_empty (owner->id_number);
  GStrvBuilder *fields = g_strv_builder_new ();

  g_strv_builder_add_many (fields, "Cấp cho", or_empty (owner->name), number_label (owner, number), number, "Địa chỉ",
                           or_empty (owner->address), "Theo hồ sơ", or_empty (dossier->summary->procedure_name), NULL);
  return g_strv_builder_unref_to_strv (fields);
}

/* What is no component's is a result's. (nullable) */
static const McResult *
result_of (const McDossier *dossier, const McDocument *document)
{
  for (guint i = 0; dossier->results != NULL && i < dossier->results->len; i++)
    {
      const McResult *result = g_ptr_array_index (dossier->results, i);

      for (guint k = 0; k < result->documents->len; k++)
        if (g_str_equal (((const McDocument *) g_ptr_array_index (result->documents, k))->id, document->id))
          return result;
    }
  return NULL;
}

static char *
title_of (const McDossier *dossier, const McComponent *component, const McResult *result)
{
  const McWorldProcedure *procedure = mc_world_find_procedure (dossier->summary->procedure_code);
  const char *title = procedure != NULL ? procedure->result : "Kết quả giải quyết";

  if (component != NULL)
    return g_strdup (component->name);
  if (result != NULL && g_str_equal (result->kind, "refusal"))
    title = "Thông báo từ chối giải quyết";
  return result != NULL && g_str_equal (result->state, "draft") ? g_strconcat ("Dự thảo: ", title, NULL)
                                                                : g_strdup (title);
}

GBytes *
mc_training_sample_document (const McDossier *dossier, const McDocument *document)
{
  static const char *const letter[] = { "Kính gửi", "Quý khách hàng", "Nội dung", "Thư mời dự khai trương", NULL };
  const McSummary *s = dossier->summary;
  const McComponent *component = component_of (dossier, document);
  const McResult *result = component == NULL ? result_of (dossier, document) : NULL;
  /* a result is what a system made */
  McSampleFlavour flavour = component != NULL ? mc_training_sample_flavour (dossier, document) : MC_SAMPLE_GOOD;
  g_autofree char *title = title_of (dossier, component, result);
  gboolean draft = result != NULL && g_str_equal (result->state, "draft");
  McSampleKind kind = draft ? MC_SAMPLE_DRAFT : kind_of (component, flavour);
  guint32 seed = seed_of (dossier, document);
  gboolean old = is_old (kind, component, seed);
  g_auto (GStrv) fields = kind == MC_SAMPLE_DECLARATION ? fill_form (dossier)
                          : component == NULL           ? fill_result (dossier)
                                                        : fill_certificate (dossier, old, seed);
  McSamplePage page = {
    .kind = kind,
    .title = kind == MC_SAMPLE_LETTER ? "THƯ MỜI" : title,
    .agency = kind == MC_SAMPLE_LETTER ? "Cửa hàng Tập Huấn"
                                       : or_empty (old ? mc_training_old_agency (dossier) : s->competent_unit),
    .fields = kind == MC_SAMPLE_LETTER ? letter : (const char *const *) fields,
    .seed = seed,
    .skew = (double) (seed % 61) / 10 - 3,
  };

  if (g_str_equal (document->media_type, "image/heic"))
    return make_heic (&page, flavour);
  if (g_str_equal (document->media_type, "application/pdf"))
    return make_pdf (&page, s->submitted_at, flavour);
  return make_scan (&page, document->media_type, flavour);
}
