// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-info-pane.h"

#include <glib/gi18n.h>

#include "mc-act.h"
#include "mc-dossier-words.h"
#include "mc-format.h"
#include "mc-handling.h"
#include "mc-info-rows.h"
#include "mc-number-row.h"
#include "mc-rule.h"

/* What the page is made of. */
typedef struct
{
  AdwPreferencesPage *page;
  McProfile *profile;
  const McDossier *dossier;
} Pane;

static void
add_person (const Pane *pane, const char *title, const McPerson *person, const char *field)
{
  AdwPreferencesGroup *group = mc_info_add_group (pane->page, title);
  g_autofree char *whose = g_strdup_printf ("%s: %s", title, mc_format_text (person->name));

  if (person->kind != NULL)
    mc_info_add_row (group, _ ("Kind"), mc_words_person_kind (person->kind));
  mc_info_add_row (group, _ ("Full name"), person->name);
  adw_preferences_group_add (
      group, mc_number_row_new (pane->profile, pane->dossier->summary, field, whose, person->id_number));
  mc_info_add_optional_row (group, _ ("Address"), person->address);
  mc_info_add_optional_row (group, _ ("Telephone"), person->phone);
  mc_info_add_optional_row (group, _ ("Email"), person->email);
}

static void
add_deciding_system (AdwPreferencesGroup *group, const McDecidingSystem *system)
{
  mc_info_add_row (group, _ ("Its state is decided in"), system != NULL ? system->name : NULL);
  if (system != NULL)
    mc_info_add_link (group, _ ("This dossier there"), system->url);
}

static void
add_procedure (AdwPreferencesPage *page, const McDossier *dossier)
{
  const McSummary *summary = dossier->summary;
  AdwPreferencesGroup *group = mc_info_add_group (page, _ ("Procedure"));
  g_autofree char *since = mc_format_day (dossier->procedure_since);

  mc_info_add_row (group, _ ("Name of the procedure"), summary->procedure_name);
  mc_info_add_row (group, _ ("Code of the procedure"), summary->procedure_code);
  mc_info_add_optional_row (group, _ ("Case of the procedure"), dossier->case_title);
  mc_info_add_optional_row (group, _ ("Handled as in force from"), since);
  mc_info_add_row (group, _ ("Field"), summary->field_name);
  mc_info_add_optional_row (group, _ ("Abstract"), dossier->abstract);
  mc_info_add_row (group, _ ("Received at"), summary->received_unit);
  mc_info_add_row (group, _ ("Competent agency"), summary->competent_unit);
  mc_info_add_row (group, _ ("Way of submitting"), mc_words_channel (summary->channel));
  add_deciding_system (group, dossier->deciding_system);
}

static void
add_times (AdwPreferencesPage *page, const McDossier *dossier)
{
  const McSummary *summary = dossier->summary;
  AdwPreferencesGroup *group = mc_info_add_group (page, _ ("Time limit"));
  g_autofree char *submitted = mc_format_date_time (summary->submitted_at);
  g_autofree char *limit = mc_words_limit (dossier);
  const McDossierClock *clock = dossier->clock;
  const McRule *rule = clock == NULL ? NULL : summary->accepted_at != NULL ? clock->result_rule : clock->response_rule;

  mc_info_add_row (group, _ ("Submitted"), submitted);
  if (summary->accepted_at == NULL)
    {
      g_autofree char *response = mc_format_date_time (summary->response_due_at);

      mc_info_add_row (group, _ ("Answer due"), response);
    }
  else
    {
      g_autofree char *accepted = mc_format_date_time (summary->accepted_at);
      g_autofree char *due = mc_format_date_time (summary->due_at);

      mc_info_add_row (group, _ ("Accepted at"), accepted);
      mc_info_add_row (group, _ ("Result due"), due);
    }
  mc_info_add_row (group, _ ("Time limit of the procedure"), limit);
  mc_info_add_row (group, _ ("Counted by"), rule != NULL ? rule->basis : NULL);
  mc_info_add_button (group, _ ("How the time limit is counted"), "win.explain-deadline");
}

static void
add_order_rows (AdwPreferencesGroup *group, const McPaymentOrder *order)
{
  g_autofree char *ordered = order->ordered_at != NULL ? mc_format_date_time (order->ordered_at) : NULL;
  g_autofree char *due = order->due_at != NULL ? mc_format_date (order->due_at) : NULL;
  g_autofree char *settled = order->settled_at != NULL ? mc_format_date_time (order->settled_at) : NULL;

  for (guint i = 0; order->lines != NULL && i < order->lines->len; i++)
    {
      const McPaymentLine *line = g_ptr_array_index (order->lines, i);
      g_autofree char *amount = mc_format_money (line->amount);

      mc_info_add_fact (group, line->name, NULL, amount);
    }
  if (order->lines == NULL || order->lines->len != 1)
    {
      g_autofree char *sum = mc_format_money (mc_payment_order_sum (order));

      mc_info_add_sum (group, _ ("Altogether"), sum);
    }
  mc_info_add_optional_row (group, _ ("Asked for"), ordered);
  mc_info_add_optional_row (group, _ ("By"), order->ordered_by);
  mc_info_add_optional_row (group, _ ("Payer"), order->payer);
  mc_info_add_optional_row (group, _ ("To be paid until"), due);
  mc_info_add_optional_row (group, _ ("Settled"), settled);
  if (order->method != NULL)
    mc_info_add_row (group, _ ("Way of paying"), mc_words_payment_method (order->method));
  mc_info_add_optional_row (group, _ ("Receipt or transaction"), order->receipt);
  mc_info_add_optional_row (group, _ ("Ground of the exemption"), order->exempt_basis);
}

static void
add_payments (AdwPreferencesPage *page, const McDossier *dossier)
{
  AdwPreferencesGroup *group = mc_info_add_group (page, _ ("Fee and payment"));
  g_autofree char *fee = mc_format_money (dossier->fee);

  mc_info_add_row (group, _ ("Fee"), fee);
  mc_info_add_row (group, _ ("Payment"), mc_words_payment (dossier->summary->payment));
  for (guint i = 0; dossier->payments != NULL && i < dossier->payments->len; i++)
    {
      const McPaymentOrder *order = g_ptr_array_index (dossier->payments, i);
      g_autofree char *title = g_strdup_printf (_ ("Payment order %u: %s"), i + 1, mc_words_payment (order->state));

      add_order_rows (mc_info_add_group (page, title), order);
    }
}

static void
add_result (AdwPreferencesPage *page, const McResult *result)
{
  g_autofree char *title
      = g_strdup_printf ("%s – %s", mc_words_result_kind (result->kind), mc_words_result_state (result->state));
  AdwPreferencesGroup *group = mc_info_add_group (page, title);
  g_autofree char *issued = mc_format_day (result->issued_on);
  g_autofree char *until = mc_format_day (result->valid_until);
  g_autofree char *made = result->made_at != NULL ? mc_format_date_time (result->made_at) : NULL;
  g_autofree char *released = result->released_at != NULL ? mc_format_date_time (result->released_at) : NULL;

  if (g_strcmp0 (result->state, "released") == 0)
    {
      mc_info_add_row (group, _ ("Number and sign"), result->number);
      mc_info_add_row (group, _ ("Day of issue"), issued);
      mc_info_add_row (group, _ ("Signed by"), result->signer);
      mc_info_add_optional_row (group, _ ("Valid until"), until);
      mc_info_add_optional_row (group, _ ("Issued at"), released);
    }
  else
    mc_info_add_optional_row (group, _ ("Signed by"), result->signer);
  mc_info_add_optional_row (group, _ ("Drafted by"), result->made_by);
  mc_info_add_optional_row (group, _ ("Drafted"), made);
  for (guint i = 0; i < result->documents->len; i++)
    {
      const McDocument *document = g_ptr_array_index (result->documents, i);
      g_autofree char *size = document->size >= 0 ? mc_format_size (document->size) : NULL;

      mc_info_add_fact (group, document->name, mc_words_media_type (document->media_type), size);
    }
}

static void
add_results (AdwPreferencesPage *page, const McDossier *dossier)
{
  for (guint i = dossier->results != NULL ? dossier->results->len : 0; i > 0; i--)
    add_result (page, g_ptr_array_index (dossier->results, i - 1));
  if (dossier->results == NULL || dossier->results->len == 0)
    mc_info_add_row (mc_info_add_group (page, _ ("Result of the procedure")), _ ("Document"),
                     dossier->results != NULL ? _ ("None yet") : NULL);
}

static void
add_return (AdwPreferencesPage *page, const McDossier *dossier)
{
  AdwPreferencesGroup *group = mc_info_add_group (page, _ ("Return of the result"));
  const McReturn *delivery = dossier->delivery;

  mc_info_add_row (group, _ ("How the result is returned"), mc_words_delivery (dossier->summary->delivery));
  mc_info_add_row (group, _ ("Where the result is returned"), dossier->return_place);
  mc_info_add_row (group, _ ("State of the delivery"),
                   delivery != NULL ? mc_words_return_state (delivery->state) : NULL);
  if (delivery != NULL)
    {
      g_autofree char *handed = delivery->handed_at != NULL ? mc_format_date_time (delivery->handed_at) : NULL;
      g_autofree char *done = delivery->delivered_at != NULL ? mc_format_date_time (delivery->delivered_at) : NULL;

      mc_info_add_optional_row (group, _ ("Carrier"), delivery->carrier);
      mc_info_add_optional_row (group, _ ("Tracking code"), delivery->tracking_code);
      mc_info_add_optional_row (group, _ ("Handed over"), handed);
      mc_info_add_optional_row (group, _ ("Received"), done);
      mc_info_add_optional_row (group, _ ("Received by"), delivery->recipient);
    }
}

static void
add_same_person (AdwPreferencesPage *page, const McDossier *dossier)
{
  AdwPreferencesGroup *group = mc_info_add_group (page, _ ("Other dossiers of the owner"));

  if (dossier->same_person == NULL || dossier->same_person->len == 0)
    {
      mc_info_add_row (group, _ ("Among those that you may see"), dossier->same_person != NULL ? _ ("None") : NULL);
      return;
    }
  if (dossier->same_person_total > (int) dossier->same_person->len)
    {
      g_autofree char *words = g_strdup_printf (_ ("%d altogether, the newest %u are shown"),
                                                dossier->same_person_total, dossier->same_person->len);

      adw_preferences_group_set_description (group, words);
    }
  for (guint i = 0; i < dossier->same_person->len; i++)
    {
      const McRelated *related = g_ptr_array_index (dossier->same_person, i);
      g_autofree char *state = mc_words_state (related->national_state);
      g_autofree char *detail = g_strdup_printf ("%s · %s", mc_format_text (related->code), state);
      g_autofree char *day = mc_format_date (related->submitted_at);
      g_autoptr (GVariant) target = g_variant_ref_sink (g_variant_new_string (related->id));
      g_autofree char *action = g_action_print_detailed_name ("dossier.open-related", target);

      mc_info_add_opening (group, related->procedure_name, detail, day, action);
    }
}

/* Something is to be paid, or paid back: how much is what one comes here for. */
static gboolean
is_about_money (const McSummary *summary)
{
  return summary->national_state == MC_HANDLING_PAYMENT || g_strcmp0 (summary->payment, "refund_due") == 0;
}

GtkWidget *
mc_info_pane_new (McProfile *profile, const McDossier *dossier)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  const Pane pane = { page, profile, dossier };

  if (dossier->outline)
    adw_preferences_page_set_description (page, _ ("Your role sees this dossier without its papers and contact data"));
  if (is_about_money (dossier->summary))
    add_payments (page, dossier);
  add_person (&pane, _ ("Owner"), &dossier->owner, "owner_id_number");
  if (dossier->submitter.name != NULL)
    add_person (&pane, _ ("Submitter"), &dossier->submitter, "submitter_id_number");
  if (dossier->proxy.name != NULL)
    add_person (&pane, _ ("Authorised person"), &dossier->proxy, "proxy_id_number");
  add_procedure (page, dossier);
  add_times (page, dossier);
  if (!is_about_money (dossier->summary))
    add_payments (page, dossier);
  add_results (page, dossier);
  add_return (page, dossier);
  add_same_person (page, dossier);
  return GTK_WIDGET (page);
}

static void
add_history_row (AdwPreferencesGroup *group, const McHistoryEntry *entry, const McMe *me, GDateTime *now)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  g_autofree char *time = mc_format_time (entry->at, now);
  g_autofree char *state = mc_words_state (entry->to_state);
  g_autoptr (GString) who = g_string_new (mc_format_text (entry->actor_name));
  GtkWidget *label = gtk_label_new (time);

  if (entry->actor_unit != NULL)
    g_string_append_printf (who, " – %s", entry->actor_unit);
  g_string_append_printf (who, "\n%s", state);
  if (entry->note != NULL)
    g_string_append_printf (who, "\n%s", entry->note);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), mc_words_action (me, entry->action));
  adw_action_row_set_subtitle (row, who->str);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (row, label);
  adw_preferences_group_add (group, GTK_WIDGET (row));
}

static void
add_notice (AdwPreferencesGroup *group, const McNotice *notice, const McMe *me, GDateTime *now)
{
  g_autofree char *time = mc_format_time (notice->at, now);
  g_autofree char *title = notice->channel != NULL ? g_strdup_printf ("%s, %s", mc_words_action (me, notice->action),
                                                                      mc_words_notice_channel (notice->channel))
                                                   : g_strdup (mc_words_action (me, notice->action));

  mc_info_add_fact (group, title, notice->text, time);
}

GtkWidget *
mc_history_pane_new (const McDossier *dossier, const McMe *me, GDateTime *now)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  AdwPreferencesGroup *group = mc_info_add_group (page, "");

  for (guint i = 0; i < dossier->history->len; i++)
    add_history_row (group, g_ptr_array_index (dossier->history, i), me, now);
  group = mc_info_add_group (page, _ ("What the applicant was told"));
  for (guint i = 0; i < dossier->notices->len; i++)
    add_notice (group, g_ptr_array_index (dossier->notices, i), me, now);
  if (dossier->notices->len == 0)
    adw_preferences_group_set_description (group, _ ("Nothing yet"));
  return GTK_WIDGET (page);
}

GtkWidget *
mc_note_pane_new (const McDossier *dossier, GDateTime *now)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  AdwPreferencesGroup *group = mc_info_add_group (page, "");

  adw_preferences_group_set_description (group, _ ("Among officials: the applicant does not see this."));
  for (guint i = 0; dossier->notes != NULL && i < dossier->notes->len; i++)
    {
      const McNote *note = g_ptr_array_index (dossier->notes, i);
      g_autofree char *time = mc_format_time (note->at, now);
      g_autofree char *who = note->author_unit != NULL
                                 ? g_strdup_printf ("%s – %s", note->author_name, note->author_unit)
                                 : g_strdup (note->author_name);

      mc_info_add_fact (group, note->text, who, time);
    }
  if (dossier->notes == NULL || dossier->notes->len == 0)
    mc_info_add_row (group, _ ("Internal notes"), dossier->notes != NULL ? _ ("None yet") : NULL);
  mc_info_add_button (group, _ ("Write an internal note"), "win.act('" MC_ACT_NOTE "')");
  return GTK_WIDGET (page);
}
