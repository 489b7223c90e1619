// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-dossier-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "mc-deadline-badge.h"
#include "mc-format.h"
#include "mc-handling.h"
#include "mc-text.h"

#define TAIL 4

typedef struct
{
  const char *id;
  const char *text;
} Word;

static const Word channels[] = {
  { "online", N_ ("Online") },
  { "direct", N_ ("In person") },
  { "post", N_ ("Post") },
  { NULL },
};

static const Word deliveries[] = {
  { "counter", N_ ("At the counter") },
  { "post", N_ ("By post") },
  { "electronic", N_ ("Electronically") },
  { NULL },
};

static const Word payments[] = {
  { "none", N_ ("Nothing to pay") }, { "due", N_ ("Not paid yet") },
  { "paid", N_ ("Paid") },           { "exempt", N_ ("Exempt") },
  { "cancelled", N_ ("Cancelled") }, { "refund_due", N_ ("To be refunded") },
  { "refunded", N_ ("Refunded") },   { NULL },
};

static const Word copy_kinds[] = {
  { "original", N_ ("Original") },
  { "certified", N_ ("Certified copy") },
  { "photo", N_ ("Photocopy") },
  { "electronic", N_ ("Electronic") },
  { NULL },
};

static const Word media_types[] = {
  { "application/pdf", "PDF" }, { "image/jpeg", "JPEG" }, { "image/png", "PNG" },
  { "image/heic", "HEIC" },     { "image/tiff", "TIFF" }, { NULL },
};

static const Word person_kinds[] = {
  { "citizen", N_ ("Citizen") },
  { "business", N_ ("Enterprise") },
  { "household_business", N_ ("Household business") },
  { "organisation", N_ ("Agency or organisation") },
  { NULL },
};

static const Word return_states[] = {
  { "none", N_ ("Not handed over yet") },
  { "on_way", N_ ("On its way") },
  { "failed", N_ ("Could not be delivered") },
  { "delivered", N_ ("Received") },
  { NULL },
};

static const Word result_states[] = {
  { "draft", N_ ("Draft, binds nobody") },
  { "signed", N_ ("Signed, not issued yet") },
  { "released", N_ ("Issued") },
  { "void", N_ ("Void") },
  { NULL },
};

/* On the page itself, where nobody may take the one for the other. */
static const Word result_marks[] = {
  { "none", N_ ("No draft yet") },          { "draft", N_ ("Draft – not issued") },
  { "signed", N_ ("Signed – not issued") }, { "released", N_ ("Already issued") },
  { "void", N_ ("No longer valid") },       { NULL },
};

static const Word result_kinds[] = {
  { "result", N_ ("Result of the procedure") },
  { "refusal", N_ ("Refusal to settle") },
  { NULL },
};

static const Word payment_methods[] = {
  { "cash", N_ ("Cash") },
  { "transfer", N_ ("Bank transfer") },
  { "card", N_ ("Card") },
  { "online", N_ ("Online on the portal") },
  { NULL },
};

static const Word notice_channels[] = {
  { "portal", N_ ("on the portal") }, { "sms", N_ ("by text message") }, { "email", N_ ("by email") },
  { "phone", N_ ("by telephone") },   { "paper", N_ ("on paper") },      { NULL },
};

static const Word limits[] = {
  { "working_day", N_ ("%d working days") },
  { "calendar_day", N_ ("%d days") },
  { "hour", N_ ("%d working hours") },
  { "month", N_ ("%d months") },
  { NULL },
};

static const Word actions[] = {
  { "submit", N_ ("Dossier submitted") },
  { "reveal", N_ ("Show personal number") },
  { "print", N_ ("Print") },
  { "save", N_ ("Save the document") },
  { "accept", N_ ("Accepted") },
  { "request_supplement", N_ ("Supplement requested") },
  { "refuse", N_ ("Reception refused") },
  { "forward", N_ ("Forwarded") },
  { "result", N_ ("Result") },
  { "attach_file", N_ ("File attached") },
  { "replace_file", N_ ("File replaced") },
  { "remove_file", N_ ("File removed") },
  { "reuse_paper", N_ ("Digitised paper reused") },
  { "attach_result", N_ ("Draft of the result attached") },
  { NULL },
};

static const char *
find (const Word *words, const char *id)
{
  for (; words->id != NULL; words++)
    if (g_strcmp0 (words->id, id) == 0)
      return _ (words->text);
  return mc_format_text (id);
}

const char *
mc_words_channel (const char *channel)
{
  return find (channels, channel);
}

const char *
mc_words_delivery (const char *delivery)
{
  return find (deliveries, delivery);
}

const char *
mc_words_payment (const char *payment)
{
  return find (payments, payment);
}

const char *
mc_words_person_kind (const char *kind)
{
  return find (person_kinds, kind);
}

const char *
mc_words_return_state (const char *state)
{
  return find (return_states, state);
}

const char *
mc_words_result_mark (const char *state)
{
  return find (result_marks, state);
}

const char *
mc_words_result_state (const char *state)
{
  return find (result_states, state);
}

const char *
mc_words_result_kind (const char *kind)
{
  return find (result_kinds, kind);
}

const char *
mc_words_payment_method (const char *method)
{
  return find (payment_methods, method);
}

const char *
mc_words_notice_channel (const char *channel)
{
  return find (notice_channels, channel);
}

const char *
mc_words_copy_kind (const char *copy_kind)
{
  return find (copy_kinds, copy_kind);
}

const char *
mc_words_media_type (const char *media_type)
{
  return find (media_types, media_type);
}

char *
mc_words_limit (const McDossier *dossier)
{
  if (dossier->limit_amount == 0 && g_strcmp0 (dossier->limit_unit, "working_day") == 0)
    return g_strdup (_ ("Within the working day"));
  for (const Word *word = limits; word->id != NULL; word++)
    if (g_strcmp0 (word->id, dossier->limit_unit) == 0 && dossier->limit_amount >= 0)
      return g_strdup_printf (_ (word->text), dossier->limit_amount);
  return g_strdup (mc_format_text (NULL));
}

const char *
mc_words_action (const McMe *me, const char *action)
{
  const McActionInfo *info = me != NULL && action != NULL ? mc_me_find_action (me, action) : NULL;

  return info != NULL ? info->title : find (actions, action);
}

const char *
mc_words_act_title (const McActionInfo *info, const McSummary *summary)
{
  g_autofree char *field = summary->field_name != NULL ? mc_text_fold (summary->field_name) : NULL;

  if (!g_str_equal (info->id, "request_payment") || summary->accepted_at == NULL || field == NULL
      || (strstr (field, "dat dai") == NULL && strstr (field, "thue") == NULL))
    return info->title;
  return _ ("Require the financial obligation to be met");
}

const McFormField *
mc_words_find_reasons (const McMe *me)
{
  for (guint i = 0; me != NULL && i < me->actions->len; i++)
    {
      const McActionInfo *info = g_ptr_array_index (me->actions, i);

      for (guint f = 0; info->form != NULL && f < info->form->fields->len; f++)
        {
          const McFormField *field = g_ptr_array_index (info->form->fields, f);

          if (g_str_equal (field->kind, "marks") && field->choices->len > 0)
            return field;
        }
    }
  return NULL;
}

char *
mc_words_reason (const McMe *me, const char *reason, const char *note)
{
  const McFormField *field = mc_words_find_reasons (me);
  const McFormChoice *choice = field != NULL ? mc_form_field_find_choice (field, reason) : NULL;
  const char *label = choice != NULL ? choice->label : reason;

  if (label == NULL || g_strcmp0 (reason, MC_FORM_OTHER) == 0)
    return g_strdup (note);
  return note != NULL ? g_strdup_printf ("%s: %s", label, note) : g_strdup (label);
}

char *
mc_words_state (int national_state)
{
  const char *label = mc_handling_label (national_state);

  return label != NULL ? g_strdup (label) : g_strdup_printf (_ ("State %d"), national_state);
}

char *
mc_words_code (const McSummary *summary)
{
  if (summary->code != NULL)
    return g_strdup (summary->code);
  if (summary->provisional_code != NULL)
    return g_strdup_printf (_ ("Provisional reception code %s"), summary->provisional_code);
  return g_strdup (_ ("No code yet"));
}

const char *
mc_words_owner (const McSummary *summary)
{
  return summary->secret ? _ ("Dossier with secret content") : mc_format_text (summary->owner_name);
}

const char *
mc_words_procedure (const McSummary *summary)
{
  return summary->secret ? "" : mc_format_text (summary->procedure_name);
}

char *
mc_words_code_tail (const McSummary *summary)
{
  const char *code = summary->code != NULL ? summary->code : summary->provisional_code;
  glong length = code != NULL ? g_utf8_strlen (code, -1) : 0;

  if (length <= TAIL)
    return g_strdup (mc_format_text (code));
  return g_strconcat ("…", g_utf8_offset_to_pointer (code, length - TAIL), NULL);
}

char *
mc_words_spoken (const McSummary *summary, GDateTime *now, const McOutboxEntry *pending, gboolean picked)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *deadline = mc_deadline_badge_text (summary, now);
  g_autofree char *tail = mc_words_code_tail (summary);

  if (picked)
    g_string_append_printf (text, "%s, ", _ ("Picked"));
  if (deadline != NULL)
    g_string_append_printf (text, "%s, ", deadline);
  g_string_append_printf (text, "%s, %s, ", mc_words_owner (summary), tail);
  if (!summary->secret)
    g_string_append_printf (text, "%s, ", mc_words_procedure (summary));
  g_string_append (text, mc_words_channel (summary->channel));
  if (pending != NULL)
    g_string_append_printf (
        text, ", %s", pending->state == MC_OUTBOX_NEEDS_YOU ? _ ("Needs your attention") : _ ("Waiting to be sent"));
  return g_string_free_and_steal (g_steal_pointer (&text));
}
