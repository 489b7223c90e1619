// SPDX-License-Identifier: GPL-3.0-or-later
/* Which acts an official may take on a dossier, told from a line of text that is stored beside its summary: a page of the
 * feed asks for 500, and the whole record is read for none of them. */
#include "mc-training-private.h"

#include <string.h>

#include "mc-json-text.h"

/* answers of the rules that are remembered */
#define MAX_REMEMBERED 20000

/* Words of a kin. First who has it and who accepted it ("-": nobody), which counts only as "that is me"; behind '|' what is
 * the same for everybody. */
enum
{
  WORD_WAY,
  WORD_STATE,
  WORD_STEP,
  WORD_PAYMENT,
  WORD_DELIVERY,
  WORD_ROUNDS,
  WORD_EXTENSIONS,
  WORD_FLAGS,
  WORD_PLACES, /* state and step of each */
};

/* In this order, '0' or '1'. */
enum
{
  FLAG_FEE,
  FLAG_DRAFT,
  FLAG_SIGNED,
  FLAG_READABLE,
  FLAG_VERIFIED,
  FLAG_IDENTITY,
  FLAG_ATTACHED,
  FLAG_SUFFICIENT,
  FLAG_ACCEPTED, /* instants count as there or not there */
  FLAG_DUE,
  FLAG_APPLICANT_DUE,
  FLAG_SECRET,
  FLAG_SYNC_FAILED,
  N_FLAGS,
};

static guint64
mix (guint64 mark, const char *text)
{
  /* FNV-1a, with the end of each text */
  do
    mark = (mark ^ (guchar) *text) * G_GUINT64_CONSTANT (0x100000001b3);
  while (*text++ != '\0');
  return mark;
}

/* What leads an official the same way has the same mark. */
static guint64
mark_way (const McProcess *process, const McRule *rule)
{
  const int numbers[] = { rule->max_rounds,        rule->max_extensions,      rule->extend_before_days,
                          rule->supplement_policy, process->refuse_by_leader, process->same_day };
  guint64 mark = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    mark = (mark ^ (guint64) numbers[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  for (guint i = 0; i < process->steps->len; i++)
    {
      const McStep *step = g_ptr_array_index (process->steps, i);

      mark = mix (mix (mark, step->id), step->kind);
    }
  return mark;
}

static const char *
or_nobody (const char *sub)
{
  return sub != NULL ? sub : "-";
}

void
mc_way_free (McWay *self)
{
  mc_process_unref (self->process);
  g_free (self);
}

char *
mc_training_get_kin (const McTrainingRecord *record)
{
  const McCase c = mc_training_record_get_case (record);
  const gboolean flags[N_FLAGS] = { c.fee_at_reception,
                                    c.draft,
                                    c.result_signed,
                                    c.result_readable,
                                    c.signature_verified,
                                    c.identity,
                                    c.attached,
                                    c.sufficient,
                                    c.accepted_at != NULL,
                                    c.due_at != NULL,
                                    c.applicant_due_at != NULL,
                                    record->dossier->summary->secret,
                                    c.sync == MC_SYNC_ERROR };
  char digits[N_FLAGS + 1] = { 0 };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < N_FLAGS; i++)
    digits[i] = flags[i] ? '1' : '0';
  g_string_printf (text, "%s %s|%016" G_GINT64_MODIFIER "x %d %s %d %d %d %d %s", or_nobody (c.handler),
                   or_nobody (c.acceptor), mark_way (c.process, c.rule), c.state, c.step, c.payment, c.delivery,
                   c.rounds, c.extensions, digits);
  for (guint i = 0; i < c.n_remembered; i++)
    g_string_append_printf (text, " %d %s", c.remembered[i].state, c.remembered[i].step);
  return g_string_free_and_steal (text);
}

/* What time alone forbids is offered, too, and refused with its reason: no change would tell a client that a day is over. */
GStrv
mc_training_list_actions (const McCase *dossier, const McActor *actor, const char *secrecy, GDateTime *now)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GDateTime) later = g_date_time_add_years (now, 1);
  g_autoptr (GDateTime) earlier = g_date_time_add_years (now, -1);
  g_autoptr (GPtrArray) possible = NULL;
  McCase asked = *dossier;

  if (asked.accepted_at != NULL)
    asked.accepted_at = now;
  if (asked.due_at != NULL)
    asked.due_at = later;
  if (asked.applicant_due_at != NULL)
    asked.applicant_due_at = earlier;
  possible = mc_handling_list (&asked, actor, now);
  for (guint i = 0; i < possible->len; i++)
    g_strv_builder_add (builder, possible->pdata[i]);
  if (secrecy != NULL)
    g_strv_builder_add (builder, secrecy);
  return g_strv_builder_end (builder);
}

/* The case that the words tell of, which it borrows of; FALSE: they are no kin of this version. */
static gboolean
read_case (GStrv words, const McWay *way, GDateTime *now, McCase *c)
{
  guint count = g_strv_length (words);
  const char *flags = count > WORD_FLAGS ? words[WORD_FLAGS] : "";

  if (strlen (flags) != N_FLAGS || (count - WORD_PLACES) % 2 != 0 || (count - WORD_PLACES) / 2 > MC_MAX_PLACES)
    return FALSE;
  *c = (McCase) { .state = atoi (words[WORD_STATE]),
                  .step = words[WORD_STEP],
                  .n_remembered = (count - WORD_PLACES) / 2,
                  .process = way->process,
                  .rule = way->rule,
                  .payment = (McPayment) atoi (words[WORD_PAYMENT]),
                  .delivery = (McDelivery) atoi (words[WORD_DELIVERY]),
                  .rounds = atoi (words[WORD_ROUNDS]),
                  .extensions = atoi (words[WORD_EXTENSIONS]),
                  .sync = flags[FLAG_SYNC_FAILED] == '1' ? MC_SYNC_ERROR : MC_SYNC_OK,
                  .fee_at_reception = flags[FLAG_FEE] == '1',
                  .draft = flags[FLAG_DRAFT] == '1',
                  .result_signed = flags[FLAG_SIGNED] == '1',
                  .result_readable = flags[FLAG_READABLE] == '1',
                  .signature_verified = flags[FLAG_VERIFIED] == '1',
                  .identity = flags[FLAG_IDENTITY] == '1',
                  .attached = flags[FLAG_ATTACHED] == '1',
                  .sufficient = flags[FLAG_SUFFICIENT] == '1',
                  .accepted_at = flags[FLAG_ACCEPTED] == '1' ? now : NULL,
                  .due_at = flags[FLAG_DUE] == '1' ? now : NULL,
                  .applicant_due_at = flags[FLAG_APPLICANT_DUE] == '1' ? now : NULL };
  for (guint i = 0; i < c->n_remembered; i++)
    c->remembered[i] = (McPlace) { atoi (words[WORD_PLACES + 2 * i]), words[WORD_PLACES + 2 * i + 1] };
  return TRUE;
}

/* "0": nobody, "1": this official, "2": another one. */
static char
stands (const char *word, gsize length, const char *sub)
{
  if (length == 1 && *word == '-')
    return '0';
  return strlen (sub) == length && memcmp (word, sub, length) == 0 ? '1' : '2';
}

/* From the whole record: of an older database, or of a process that was not met since the portal was started. */
static GStrv
look_closely (McTraining *self, const McAccount *account, const char *id, GDateTime *now)
{
  g_autoptr (McTrainingRecord) record = mc_training_load (self, id);
  const McRule *rule = mc_training_record_get_rule (record);
  g_autofree char *mark = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", mark_way (record->process, rule));
  McWay *way;

  if (!g_hash_table_contains (self->ways, mark))
    {
      way = g_new (McWay, 1);
      *way = (McWay) { mc_process_ref (record->process), rule };
      g_hash_table_insert (self->ways, g_steal_pointer (&mark), way);
    }
  return mc_training_allowed_actions (record, account, now);
}

/* handler, acceptor: how this official stands to them. (nullable): it takes the record */
static GStrv
look_at_kin (McTraining *self, const McAccount *account, const char *shared, char handler, char acceptor, guint near,
             GDateTime *now)
{
  static const char somebody[] = "?";
  g_auto (GStrv) words = g_strsplit (shared, " ", -1);
  const McWay *way = g_hash_table_lookup (self->ways, words[WORD_WAY] != NULL ? words[WORD_WAY] : "");
  McCase dossier;
  McActor actor;
  gboolean secret;

  if (way == NULL || !read_case (words, way, now, &dossier))
    return NULL;
  dossier.handler = handler == '0' ? NULL : handler == '1' ? account->sub : somebody;
  dossier.acceptor = acceptor == '0' ? NULL : acceptor == '1' ? account->sub : somebody;
  mc_training_get_actor_near (near, dossier.handler, account, now, &actor);
  secret = words[WORD_FLAGS][FLAG_SECRET] == '1';
  return mc_training_list_actions (&dossier, &actor, mc_training_find_secrecy_near (near, secret, account, now), now);
}

static char *
print_actions (GStrv actions)
{
  GString *text = g_string_new (NULL);

  mc_put_strings (text, NULL, (const char *const *) actions);
  return g_string_free_and_steal (text);
}

static const char *
remember (McTraining *self, char *key, GStrv actions)
{
  char *text = print_actions (actions);

  if (g_hash_table_size (self->actions) >= MAX_REMEMBERED)
    g_hash_table_remove_all (self->actions);
  g_hash_table_insert (self->actions, key, text);
  return text;
}

char *
mc_training_who (const McAccount *account, GDateTime *now)
{
  guint roles;

  return g_strdup_printf ("%s %x ", account->sub, mc_training_grants_in_force (account, now, &roles));
}

const char *
mc_training_get_actions (McTraining *self, const McAccount *account, const char *who, const char *id, const char *kin,
                         guint near, GDateTime *now)
{
  const char *shared = kin != NULL ? strchr (kin, '|') : NULL;
  const char *second = shared != NULL ? memchr (kin, ' ', (gsize) (shared - kin)) : NULL;
  g_autoptr (GString) key = NULL;
  g_auto (GStrv) actions = NULL;
  const char *known;
  char handler, acceptor;

  if (second == NULL)
    {
      actions = look_closely (self, account, id, now);
      return remember (self, g_strdup (""), actions);
    }
  handler = stands (kin, (gsize) (second - kin), account->sub);
  acceptor = stands (second + 1, (gsize) (shared - second - 1), account->sub);
  /* by hand: a page has 500 of them */
  key = g_string_new (who);
  g_string_append_c (key, (char) ('0' + near));
  g_string_append_c (key, handler);
  g_string_append_c (key, acceptor);
  g_string_append (key, shared);
  known = g_hash_table_lookup (self->actions, key->str);
  if (known != NULL)
    return known;
  actions = look_at_kin (self, account, shared + 1, handler, acceptor, near, now);
  if (actions == NULL)
    actions = look_closely (self, account, id, now);
  return remember (self, g_strdup (key->str), actions);
}
