// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-receipt-words.h"

#include <string.h>

#include "mc-calendar.h"
#include "mc-text.h"

#define DOTS "......."
#define LAST_MONTH_WITH_ZERO 2

typedef struct
{
  const char *word;
  const char *label;
} Label;

static const Label copy_kinds[] = {
  { "original", "Bản chính" },
  { "certified", "Bản sao chứng thực" },
  { "photo", "Bản chụp" },
  { "electronic", "Bản điện tử" },
};

static const Label limit_units[] = {
  { "working_day", "ngày làm việc" },
  { "calendar_day", "ngày" },
  { "hour", "giờ làm việc" },
  { "month", "tháng" },
};

static const Label payments[] = {
  { "due", "chưa nộp" },
  { "paid", "đã nộp" },
  { "exempt", "được miễn" },
};

static gboolean
is_there (const char *text)
{
  return text != NULL && *text != '\0';
}

/* NULL for a word that is not in the list. */
static const char *
find_label (const Label *labels, gsize n_labels, const char *word)
{
  for (gsize i = 0; i < n_labels; i++)
    if (g_strcmp0 (labels[i].word, word) == 0)
      return labels[i].label;
  return NULL;
}

static char *
format_day (GDateTime *local)
{
  int month = g_date_time_get_month (local);

  return g_strdup_printf ("ngày %02d tháng %0*d năm %d", g_date_time_get_day_of_month (local),
                          month <= LAST_MONTH_WITH_ZERO ? 2 : 1, month, g_date_time_get_year (local));
}

/* An attached paper that was not handed in although the procedure knows it: it must not be receipted. */
static gboolean
was_not_submitted (const McComponent *component)
{
  if (g_strcmp0 (component->mark, "missing") == 0)
    return TRUE;
  return component->mark == NULL && !component->required && g_strcmp0 (component->copy_kind, "electronic") == 0
         && component->documents->len == 0;
}

const char *
mc_receipt_unit (const McDossier *dossier, const McMe *me)
{
  const char *received = dossier->summary->received_unit;

  return is_there (received) ? received : me->unit_name;
}

gboolean
mc_receipt_is_own_unit (const McDossier *dossier, const McMe *me)
{
  return g_strcmp0 (mc_receipt_unit (dossier, me), me->unit_name) == 0;
}

char *
mc_receipt_place_and_date (const char *place, GDateTime *time)
{
  g_autoptr (GDateTime) local = g_date_time_to_timezone (time, mc_calendar_zone ());
  g_autofree char *day = format_day (local);

  return g_strdup_printf ("%s, %s", is_there (place) ? place : DOTS, day);
}

char *
mc_receipt_instant (GDateTime *time)
{
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *day = NULL;

  if (time == NULL)
    return g_strdup ("..... giờ ..... phút, ngày ..... tháng ..... năm .........");
  local = g_date_time_to_timezone (time, mc_calendar_zone ());
  day = format_day (local);
  return g_strdup_printf ("%02d giờ %02d phút, %s", g_date_time_get_hour (local), g_date_time_get_minute (local), day);
}

char *
mc_receipt_limit (const McDossier *dossier)
{
  const char *unit = find_label (limit_units, G_N_ELEMENTS (limit_units), dossier->limit_unit);
  g_autofree char *basis = NULL;

  if (unit == NULL || dossier->limit_amount < 0)
    return NULL;
  basis = is_there (dossier->limit_basis) ? g_strdup_printf (" (%s)", dossier->limit_basis) : g_strdup ("");
  if (dossier->limit_amount == 0)
    return g_strdup_printf ("trong %s%s", g_str_equal (dossier->limit_unit, "working_day") ? "ngày làm việc" : "ngày",
                            basis);
  return g_strdup_printf ("%02d %s%s", dossier->limit_amount, unit, basis);
}

char *
mc_receipt_sets (const McDossier *dossier)
{
  return dossier->sets > 0 ? g_strdup_printf ("%02d (bộ)", dossier->sets) : g_strdup (DOTS " (bộ)");
}

char *
mc_receipt_return (const McDossier *dossier)
{
  const char *delivery = dossier->summary->delivery;

  if (g_strcmp0 (delivery, "post") == 0)
    return is_there (dossier->return_place) ? g_strdup_printf ("%s (qua dịch vụ bưu chính)", dossier->return_place)
                                            : g_strdup ("Qua dịch vụ bưu chính");
  if (is_there (dossier->return_place))
    return g_strdup (dossier->return_place);
  return g_strcmp0 (delivery, "electronic") == 0 ? g_strdup ("Bản điện tử") : NULL;
}

char *
mc_receipt_fee (const McDossier *dossier)
{
  const char *state = find_label (payments, G_N_ELEMENTS (payments), dossier->summary->payment);
  g_autofree char *amount = NULL;

  if (dossier->fee == 0)
    return g_strdup ("Không thu");
  if (dossier->fee < 0)
    return NULL;
  amount = mc_text_number (dossier->fee);
  if (state == NULL)
    return g_strdup_printf ("%s đồng", amount);
  return g_strdup_printf ("%s đồng (%s)", amount, state);
}

gboolean
mc_receipt_is_tax_code (const char *number)
{
  return number != NULL && g_regex_match_simple ("^\\d{10}(-?\\d{3})?$", number, G_REGEX_DOLLAR_ENDONLY, 0);
}

GStrv
mc_receipt_component_row (const McComponent *component, guint number)
{
  g_autoptr (GStrvBuilder) row = g_strv_builder_new ();
  const char *kind = find_label (copy_kinds, G_N_ELEMENTS (copy_kinds), component->copy_kind);
  const char *reason = is_there (component->mark_reason) ? component->mark_reason : "";
  g_autofree char *order = g_strdup_printf ("%u", number);
  g_autofree char *quantity = component->quantity > 0 ? g_strdup_printf ("%02d", component->quantity) : g_strdup (DOTS);

  g_strv_builder_add_many (row, order, is_there (component->name) ? component->name : DOTS, NULL);
  if (g_strcmp0 (component->source, "state_data") == 0)
    g_strv_builder_add_many (row, "Dữ liệu", "–", "Khai thác từ cơ sở dữ liệu, không phải nộp", NULL);
  else if (was_not_submitted (component))
    {
      g_autofree char *note = g_strconcat ("Không nộp", *reason != '\0' ? ": " : "", reason, NULL);

      g_strv_builder_add_many (row, "–", "–", note, NULL);
    }
  else
    {
      /* a kind that this version does not know is shown as it came */
      const char *shown = kind != NULL ? kind : is_there (component->copy_kind) ? component->copy_kind : DOTS;

      g_strv_builder_add_many (row, shown, quantity, reason, NULL);
    }
  return g_strv_builder_end (row);
}

const char *
mc_receipt_signer (const McDossier *dossier)
{
  if (is_there (dossier->submitter.name))
    return dossier->submitter.name;
  if (is_there (dossier->summary->submitter_name))
    return dossier->summary->submitter_name;
  return !is_there (dossier->owner.id_number) || mc_receipt_is_tax_code (dossier->owner.id_number)
             ? NULL
             : dossier->owner.name;
}

const char *
mc_receipt_owner (const McDossier *dossier)
{
  return is_there (dossier->owner.name) ? dossier->owner.name : dossier->summary->owner_name;
}

char *
mc_receipt_request (const McDossier *dossier)
{
  const McSummary *summary = dossier->summary;
  g_autoptr (GString) text = NULL;

  if (!is_there (summary->procedure_name))
    return g_strdup (summary->procedure_name);
  text = g_string_new (summary->procedure_name);
  if (is_there (dossier->case_title))
    g_string_append_printf (text, " – %s", dossier->case_title);
  if (is_there (dossier->abstract))
    g_string_append_printf (text, " (%s)", dossier->abstract);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

char *
mc_receipt_day (GDateTime *time)
{
  g_autoptr (GDateTime) local = time != NULL ? g_date_time_to_timezone (time, mc_calendar_zone ()) : NULL;

  return local != NULL ? format_day (local) : NULL;
}
