// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-steps.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "mc-codecs.h"
#include "mc-text.h"
#include "mc-training-test.h"
#include "mc-world-check.h"

#define SECOND G_TIME_SPAN_SECOND

/* An act as officials take it: how its form is filled in. */
typedef struct
{
  const char *action;
  char *(*fill) (const McDossier *dossier);
} SampleAct;

typedef struct
{
  int weight;
  const char *name;
  void (*run) (McWorld *world, McPlayer *player);
  gboolean running; /* needs a program that runs */
} Step;

static char *
fill_accept (const McDossier *dossier)
{
  g_autoptr (JsonObject) form = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonArray *components = json_array_new ();

  for (guint i = 0; i < dossier->components->len; i++)
    {
      const McComponent *component = dossier->components->pdata[i];
      JsonObject *mark = json_object_new ();

      json_object_set_string_member (mark, "id", component->id);
      json_object_set_string_member (mark, "mark", "sufficient");
      json_array_add_object_element (components, mark);
    }
  json_object_set_array_member (form, "components", components);
  json_node_set_object (node, form);
  return json_to_string (node, FALSE);
}

static char *
fill_supplement (const McDossier *dossier)
{
  return g_strdup ("{\"demand\":\"Nộp bản chính.\",\"applicant_days\":10}");
}

static char *
fill_refusal (const McDossier *dossier)
{
  return g_strdup ("{\"reason\":\"other\",\"explanation\":\"Không rõ yêu cầu.\",\"legal_basis\":\"Điều 5\"}");
}

/* A row for each act that the portal knows. */
static const SampleAct acts[] = {
  { "accept", fill_accept },
  { "request_supplement", fill_supplement },
  { "refuse", fill_refusal },
};

static McPlayer *
pick_player (McWorld *self)
{
  return self->players->pdata[mc_world_draw (self, 0, (int) self->players->len)];
}

/* One of the player's acts that was told safe; nullable. */
static McDeed *
pick_deed (McWorld *self, McPlayer *player, McOutboxState from, McOutboxState to)
{
  GPtrArray *entries = mc_sync_get_outbox (player->sync);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      const McOutboxEntry *entry = entries->pdata[i];
      McDeed *deed = mc_world_find_deed (self, entry->act->key);

      if (deed != NULL && entry->state >= from && entry->state <= to)
        g_ptr_array_add (found, deed);
    }
  return found->len > 0 ? found->pdata[mc_world_draw (self, 0, (int) found->len)] : NULL;
}

/* A record of the portal's, preferably one with something to do; nullable. */
static char *
pick_record (McWorld *self, McPlayer *player)
{
  DexFuture *future = mc_cache_list (player->cache, NULL, "deadline", NULL);
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  const McListing *listing;
  char *id = NULL;

  mc_world_await (future);
  listing = g_value_get_boxed (dex_future_get_value (future, NULL));
  for (guint i = 0; i < listing->rows->len; i++)
    if (((McSummary *) listing->rows->pdata[i])->actions[0] != NULL)
      g_ptr_array_add (open, listing->rows->pdata[i]);
  if (open->len > 0 && mc_world_draw (self, 0, 8) > 0)
    id = g_strdup (((McSummary *) open->pdata[mc_world_draw (self, 0, (int) open->len)])->id);
  else if (listing->rows->len > 0)
    id = g_strdup (((McSummary *) listing->rows->pdata[mc_world_draw (self, 0, (int) listing->rows->len)])->id);
  dex_unref (future);
  return id;
}

static void
do_open (McWorld *world, McPlayer *player)
{
  g_autofree char *id = pick_record (world, player);

  mc_world_step (world, "%s opens %s", player->username, id);
  if (id != NULL)
    mc_player_open (player, id);
}

static void
do_type (McWorld *world, McPlayer *player)
{
  g_autofree char *id = pick_record (world, player);
  g_autofree char *text = g_strdup_printf ("Ghi chú %d", mc_world_draw (world, 0, 1000000));

  mc_world_step (world, "%s types on %s", player->username, id);
  if (id != NULL)
    mc_player_type (player, id, text);
}

static void
do_act (McWorld *world, McPlayer *player)
{
  static const int windows[] = { 0, 5, 10, 60 };
  const SampleAct *act = &acts[mc_world_draw (world, 0, G_N_ELEMENTS (acts))];
  int window = windows[mc_world_draw (world, 0, G_N_ELEMENTS (windows))];
  gboolean empty = mc_world_draw (world, 0, 8) == 0;
  g_autofree char *form = NULL;
  McDossier *dossier;

  if (player->opened->len == 0)
    {
      do_open (world, player);
      return;
    }
  dossier = player->opened->pdata[mc_world_draw (world, 0, (int) player->opened->len)];
  form = empty ? NULL : act->fill (dossier);
  mc_world_step (world, "%s: %s on %s v%d, undo %d s%s", player->username, act->action, dossier->summary->id,
                 (int) dossier->summary->handling_version, window, empty ? ", form empty" : "");
  mc_player_act (player, dossier, act->action, form, window);
}

static void
do_undo (McWorld *world, McPlayer *player)
{
  McDeed *deed = pick_deed (world, player, MC_OUTBOX_HELD, MC_OUTBOX_HELD);

  if (deed == NULL)
    return;
  mc_world_step (world, "%s undoes %s", player->username, deed->key);
  mc_player_undo (player, deed);
  /* the window may end while the undo is under way */
  if (mc_world_draw (world, 0, 3) == 0)
    {
      mc_world_stir (world, mc_world_draw (world, 0, 3));
      mc_clock_advance (world->clock, 60 * SECOND);
    }
}

static void
do_retry (McWorld *world, McPlayer *player)
{
  McDeed *deed = pick_deed (world, player, MC_OUTBOX_WAITING, MC_OUTBOX_NEEDS_YOU);

  if (deed == NULL)
    return;
  mc_world_step (world, "%s retries %s", player->username, deed->key);
  dex_future_disown (mc_sync_retry (player->sync, deed->key));
}

static void
do_discard (McWorld *world, McPlayer *player)
{
  McDeed *deed = pick_deed (world, player, MC_OUTBOX_HELD, MC_OUTBOX_NEEDS_YOU);

  if (deed == NULL)
    return;
  mc_world_step (world, "%s gives up %s", player->username, deed->key);
  mc_player_discard (player, deed);
}

static void
do_poke (McWorld *world, McPlayer *player)
{
  mc_world_step (world, "%s pokes", player->username);
  mc_sync_poke (player->sync);
}

static void
do_wait (McWorld *world, McPlayer *player)
{
  gint64 us = mc_world_draw (world, 1, mc_world_draw (world, 0, 3) == 0 ? 90000 : 12000) * G_GINT64_CONSTANT (1000);

  mc_world_step (world, "%.3f s pass", (double) us / SECOND);
  mc_world_advance (world, us);
}

/* A computer that slept: the clock jumps. */
static void
do_jump (McWorld *world, McPlayer *player)
{
  int minutes = mc_world_draw (world, 0, 3) == 0 ? mc_world_draw (world, 60, 26 * 60) : mc_world_draw (world, 1, 40);

  mc_world_step (world, "the clock jumps by %d min", minutes);
  mc_clock_advance (world->clock, minutes * 60 * SECOND);
}

/* Somebody else acts on a record, at the portal itself. */
static void
act_elsewhere (McWorld *world, const char *name, const char *id)
{
  const SampleAct *act = &acts[mc_world_draw (world, 0, G_N_ELEMENTS (acts))];
  g_autofree char *token = mc_test_sign_in (world->training, name);
  g_autofree char *record = g_strdup_printf ("/officials/v1/dossiers/%s", id);
  g_autofree char *address = g_strconcat (record, "/actions", NULL);
  g_autofree char *key = mc_uuid_new (mc_clock_now_us (world->clock) / 1000);
  g_autofree char *form = NULL;
  g_autofree char *version = NULL;
  g_autofree char *body = NULL;
  g_autoptr (McTrainingResponse) detail = mc_test_send (world->training, "GET", record, token, NULL, NULL);
  g_autoptr (McDossier) dossier = detail->status == 200 ? mc_codec_dossier_parse (detail->body, NULL) : NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (McTrainingResponse) response = NULL;
  const char *headers[] = { "Idempotency-Key", key, "If-Match", NULL, NULL };

  if (dossier == NULL)
    return;
  form = act->fill (dossier);
  version = g_strdup_printf ("\"%d\"", (int) dossier->summary->handling_version);
  headers[3] = version;
  body = g_strdup_printf ("{\"action\":\"%s\",\"performed_at\":\"2026-11-23T02:00:00Z\",\"form\":%s}", act->action,
                          form);
  bytes = g_bytes_new (body, strlen (body));
  g_hash_table_add (world->foreign, g_strdup (key));
  response = mc_test_send (world->training, "POST", address, token, headers, bytes);
  mc_world_step (world, "%s elsewhere: %s on %s → %d", name, act->action, id, response->status);
}

/* While the official looks at the record, now and then. */
static void
do_colleague (McWorld *world, McPlayer *player)
{
  g_autofree char *id = pick_record (world, player);

  if (world->training == NULL || id == NULL)
    return;
  if (mc_world_draw (world, 0, 2) == 0)
    {
      mc_world_step (world, "%s opens %s", player->username, id);
      mc_player_open (player, id);
      mc_world_settle (world);
    }
  act_elsewhere (world, player->username, id);
  if (mc_world_draw (world, 0, 2) == 0)
    do_poke (world, player);
}

static const char *
other_unit (McWorld *world, const char *id)
{
  /* of the two that have players */
  return mc_training_move_dossier (world->training, id, "an-hoa")    ? "an-hoa"
         : mc_training_move_dossier (world->training, id, "an-binh") ? "an-binh"
                                                                     : "nowhere";
}

/* The record goes to another unit: its officials learn of it, the old ones are told to forget it. */
static void
move (McWorld *world, const char *id)
{
  g_hash_table_add (world->moved, g_strdup (id));
  mc_world_step (world, "    %s goes to %s", id, other_unit (world, id));
}

/* There and back: a newer version, after a tombstone. */
static void
touch (McWorld *world, const char *id)
{
  move (world, id);
  move (world, id);
}

static void
do_move (McWorld *world, McPlayer *player)
{
  for (int i = mc_world_draw (world, 1, 4); world->training != NULL && i > 0; i--)
    {
      g_autofree char *id = pick_record (world, player);

      if (id != NULL)
        move (world, id);
    }
}

/* Much happens at once: more than a page of it. */
static void
burst (McWorld *world, McPlayer *player)
{
  for (int i = mc_world_draw (world, 2, 9); world->training != NULL && i > 0; i--)
    {
      g_autofree char *id = pick_record (world, player);

      if (id != NULL && mc_world_draw (world, 0, 3) == 0)
        touch (world, id);
      else if (id != NULL)
        act_elsewhere (world, player->username, id);
    }
}

/* A cursor that the portal has forgotten; and what may happen while the new snapshot is under way. */
static void
do_resync (McWorld *world, McPlayer *player)
{
  guint pages = (guint) mc_world_draw (world, 0, 12);

  mc_world_step (world, "the cursor of %s is forgotten, and much happens %u pages later", player->username, pages);
  mc_direct_portal_resync_next (player->portal);
  mc_sync_poke (player->sync);
  mc_world_let_pages (player, pages);
  burst (world, player);
  if (mc_world_draw (world, 0, 4) == 0)
    mc_direct_portal_resync_next (player->portal);
  if (mc_world_draw (world, 0, 3) == 0)
    mc_direct_portal_break_after (player->portal, (guint) mc_world_draw (world, 1, 20));
}

/* The answer to an opened record is on its way for long: what happens to the record meanwhile overtakes it. */
static void
do_overtake (McWorld *world, McPlayer *player)
{
  g_autofree char *id = pick_record (world, player);

  if (world->training == NULL || id == NULL)
    return;
  touch (world, id);
  mc_sync_poke (player->sync);
  mc_world_settle (world);
  mc_world_step (world, "%s opens %s, and is overtaken", player->username, id);
  mc_direct_portal_delay_detail (player->portal, 20 * SECOND);
  mc_player_open (player, id);
  mc_world_settle (world);
  if (mc_world_draw (world, 0, 3) == 0)
    move (world, id);
  else
    touch (world, id);
  mc_sync_poke (player->sync);
  mc_world_settle (world);
  mc_world_advance (world, mc_world_draw (world, 15, 25) * SECOND);
}

static void
do_stream (McWorld *world, McPlayer *player)
{
  gboolean silently = mc_world_draw (world, 0, 2) == 0;

  mc_world_step (world, "the stream of %s %s", player->username, silently ? "falls silent" : "ends");
  mc_direct_portal_end_stream (player->portal, silently);
}

static void
do_portal (McWorld *world, McPlayer *player)
{
  gboolean was_up = world->training != NULL;

  mc_world_stop_portal (world);
  if (!was_up || mc_world_draw (world, 0, 2) == 0)
    mc_world_start_portal (world);
  mc_world_step (world, "the portal %s", world->training == NULL ? "goes down" : was_up ? "restarts" : "is up again");
}

static void
do_line (McWorld *world, McPlayer *player)
{
  gboolean offline = !mc_direct_portal_is_offline (player->portal);

  mc_world_step (world, "%s is %s", player->username, offline ? "offline" : "on line");
  mc_direct_portal_set_offline (player->portal, offline);
}

static void
do_sign (McWorld *world, McPlayer *player)
{
  gboolean signed_in = !mc_direct_portal_is_signed_in (player->portal);

  mc_world_step (world, "%s %s", player->username, signed_in ? "signs in" : "is signed out");
  mc_direct_portal_set_signed_in (player->portal, signed_in);
  /* often it is done in passing, while answers to the old token are on their way */
  if (!signed_in && mc_world_draw (world, 0, 2) == 0)
    {
      if (player->sync != NULL)
        mc_sync_poke (player->sync);
      mc_world_advance (world, mc_world_draw (world, 1, 20000) * G_GINT64_CONSTANT (1000));
      mc_world_step (world, "%s signs in again", player->username);
      mc_direct_portal_set_signed_in (player->portal, signed_in = TRUE);
    }
  if (signed_in && player->sync != NULL)
    mc_sync_poke (player->sync);
}

static void
start (McPlayer *player)
{
  mc_player_start (player);
  if (player->sync != NULL)
    mc_player_check_journal (player);
}

static void
start_or (McPlayer *player, const char *what, gboolean copy, gboolean lose_cache)
{
  McWorld *world = player->world;

  if (player->sync == NULL)
    {
      mc_world_step (world, "%s starts", player->username);
      start (player);
      return;
    }
  mc_world_step (world, "%s %s", player->username, what);
  if (what[0] == 's')
    mc_player_stop (player);
  else
    mc_player_crash (player, copy, lose_cache);
  if (mc_world_draw (world, 0, 3) == 0)
    return;
  start (player);
}

static void
do_crash (McWorld *world, McPlayer *player)
{
  start_or (player, "crashes", TRUE, FALSE);
}

/* In the middle of an update, at an instant like any other. */
static void
do_crash_updating (McWorld *world, McPlayer *player)
{
  burst (world, player);
  mc_sync_poke (player->sync);
  mc_world_let_pages (player, (guint) mc_world_draw (world, 1, 4));
  for (int i = mc_world_draw (world, 0, 8); i > 0; i--)
    mc_world_let_pages (player, 1);
  start_or (player, "crashes while it is updating", TRUE, FALSE);
}

static void
do_lose_cache (McWorld *world, McPlayer *player)
{
  start_or (player, "crashes and loses its cache", TRUE, TRUE);
}

static void
do_drop (McWorld *world, McPlayer *player)
{
  start_or (player, "ends without closing", FALSE, FALSE);
}

static void
do_stop (McWorld *world, McPlayer *player)
{
  start_or (player, "stops", FALSE, FALSE);
}

static void
do_weather (McWorld *world, McPlayer *player)
{
  static const McFaults kinds[] = {
    { 0 },
    { .slow = 300 },
    { .slow = 150, .lose_request = 100, .lose_answer = 200 },
    { .truncate = 150, .page = 60, .server_error = 200, .rate_limit = 60, .busy = 100 },
    { .slow = 400, .lose_answer = 100, .sign_out = 60, .resync = 200 },
    { .only_acts = TRUE, .slow = 300, .lose_answer = 150, .rate_limit = 200, .busy = 150, .server_error = 150 },
    { .slow = 200, .lose_answer = 100, .cut = 150, .silent = 60 },
    { FALSE, 150, 100, 150, 80, 40, 100, 50, 60, 100, 25, 50, 20 },
  };
  int kind = mc_world_draw (world, 0, G_N_ELEMENTS (kinds));

  mc_world_step (world, "%s has faults of kind %d", player->username, kind);
  mc_direct_portal_set_faults (player->portal, &kinds[kind]);
}

static const Step steps[] = {
  { 14, "open", do_open, TRUE },
  { 5, "type", do_type, TRUE },
  { 18, "act", do_act, TRUE },
  { 8, "undo", do_undo, TRUE },
  { 4, "retry", do_retry, TRUE },
  { 3, "discard", do_discard, TRUE },
  { 4, "poke", do_poke, TRUE },
  { 22, "wait", do_wait, FALSE },
  { 3, "jump", do_jump, FALSE },
  { 6, "colleague", do_colleague, TRUE },
  { 3, "portal", do_portal, FALSE },
  { 4, "line", do_line, FALSE },
  { 4, "sign", do_sign, FALSE },
  { 4, "crash", do_crash, FALSE },
  { 1, "lose cache", do_lose_cache, FALSE },
  { 3, "move", do_move, TRUE },
  { 3, "resync", do_resync, TRUE },
  { 3, "overtake", do_overtake, TRUE },
  { 3, "stream", do_stream, FALSE },
  { 3, "crash updating", do_crash_updating, TRUE },
  { 2, "drop", do_drop, FALSE },
  { 2, "stop", do_stop, FALSE },
  { 9, "weather", do_weather, FALSE },
};

void
mc_steps_do_one (McWorld *self)
{
  McPlayer *player = pick_player (self);
  int total = 0;
  int drawn;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    total += steps[i].weight;
  drawn = mc_world_draw (self, 0, total);
  while (drawn >= steps[n].weight)
    drawn -= steps[n++].weight;
  if (!steps[n].running || player->sync != NULL)
    steps[n].run (self, player);
  /* now and then the next thing happens while this is under way */
  if (mc_world_draw (self, 0, 4) == 0)
    mc_world_stir (self, mc_world_draw (self, 0, 12));
  else
    mc_world_settle (self);
  for (guint i = 0; i < self->players->len; i++)
    if (((McPlayer *) self->players->pdata[i])->sync != NULL)
      mc_player_check_had (self->players->pdata[i], NULL);
}

/* Asks again for what was put before the official for its age alone; whether something is still to be sent. */
static gboolean
something_waits (McWorld *self)
{
  gboolean waits = FALSE;

  for (guint i = 0; i < self->players->len; i++)
    {
      McPlayer *player = self->players->pdata[i];
      GPtrArray *entries = mc_sync_get_outbox (player->sync);

      for (guint n = 0; n < entries->len; n++)
        {
          const McOutboxEntry *entry = entries->pdata[n];

          if (entry->state == MC_OUTBOX_NEEDS_YOU
              && g_strv_contains ((const char *[]) { "old", "too-old", NULL }, entry->cause))
            dex_future_disown (mc_sync_retry (player->sync, entry->act->key));
          waits |= entry->state < MC_OUTBOX_DONE;
        }
    }
  return waits;
}

void
mc_steps_come_to_rest (McWorld *self)
{
  static const McFaults none = { 0 };

  mc_world_step (self, "everything is well");
  mc_world_start_portal (self);
  for (guint i = 0; i < self->players->len; i++)
    {
      McPlayer *player = self->players->pdata[i];
      gboolean signs_in = !mc_direct_portal_is_signed_in (player->portal);

      mc_direct_portal_set_faults (player->portal, &none);
      mc_direct_portal_set_offline (player->portal, FALSE);
      mc_direct_portal_set_signed_in (player->portal, TRUE);
      if (player->sync == NULL)
        mc_player_start (player);
      else if (signs_in)
        mc_sync_poke (player->sync);
    }
  mc_world_settle (self);
  /* the longest backoff is five minutes; what is slow takes one more */
  for (int i = 0; i < 8 && something_waits (self); i++)
    mc_world_advance (self, 60 * SECOND);
  mc_world_advance (self, 65 * SECOND);
}
