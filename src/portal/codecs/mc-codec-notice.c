// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-codec-json.h"

#define SHORT 200
#define LONG 2000
#define MAX_NOTICES 500
#define MAX_ITEMS 500

static void
read_items (McReader *r, GPtrArray *items)
{
  JsonArray *array = mc_reader_array (r, "items", MAX_ITEMS);

  for (guint i = 0; array != NULL && i < json_array_get_length (array) && mc_reader_ok (r); i++)
    {
      JsonObject *object = mc_reader_element (r, array, i, "items");
      McReader e = MC_READER_INIT (object);
      McNoticeItem *item;
      GError *error = NULL;

      if (object == NULL)
        return;
      item = mc_notice_item_new ();
      g_ptr_array_add (items, item);
      item->component = mc_reader_string (&e, "component", 64);
      item->name = mc_reader_string (&e, "name", LONG);
      item->copy_kind = mc_reader_string (&e, "copy_kind", SHORT);
      item->quantity = (int) mc_reader_integer (&e, "quantity", 0, 10000);
      item->mark = mc_reader_string (&e, "mark", SHORT);
      item->reason = mc_reader_optional_string (&e, "reason", LONG);
      if (!mc_reader_finish (&e, &error))
        mc_reader_take_error (r, error);
    }
}

static void
put_item (GString *o, gconstpointer value)
{
  const McNoticeItem *item = value;

  mc_put_string (o, "component", item->component);
  mc_put_string (o, "name", item->name);
  mc_put_string (o, "copy_kind", item->copy_kind);
  mc_put_int (o, "quantity", item->quantity);
  mc_put_string (o, "mark", item->mark);
  mc_put_string (o, "reason", item->reason);
}

static void
read_notice (McReader *e, McNotice *notice)
{
  notice->at = mc_reader_time (e, "at");
  notice->action = mc_reader_string (e, "action", SHORT);
  notice->actor_name = mc_reader_string (e, "actor_name", LONG);
  notice->channel = mc_reader_optional_string (e, "channel", SHORT);
  notice->text = mc_reader_string (e, "text", MC_NOTICE_MAX_BYTES);
  notice->paper = mc_reader_optional_string (e, "paper", SHORT);
  notice->number = mc_reader_optional_string (e, "number", SHORT);
  notice->due_at = mc_reader_optional_time (e, "due_at");
  notice->reason = mc_reader_optional_string (e, "reason", MC_NOTICE_MAX_BYTES);
  notice->demand = mc_reader_optional_string (e, "demand", MC_NOTICE_MAX_BYTES);
  notice->basis = mc_reader_optional_string (e, "basis", LONG);
  read_items (e, notice->items);
}

void
mc_codec_notices_read (McReader *self, GPtrArray *notices)
{
  JsonArray *array;

  if (!json_object_has_member (self->object, "notices"))
    return;
  array = mc_reader_array (self, "notices", MAX_NOTICES);
  for (guint i = 0; array != NULL && i < json_array_get_length (array) && mc_reader_ok (self); i++)
    {
      JsonObject *object = mc_reader_element (self, array, i, "notices");
      McReader e = MC_READER_INIT (object);
      McNotice *notice;
      GError *error = NULL;

      if (object == NULL)
        return;
      notice = mc_notice_new ();
      g_ptr_array_add (notices, notice);
      read_notice (&e, notice);
      if (!mc_reader_finish (&e, &error))
        mc_reader_take_error (self, error);
    }
}

void
mc_codec_notice_put (GString *o, gconstpointer value)
{
  const McNotice *notice = value;

  mc_put_time (o, "at", notice->at);
  mc_put_string (o, "action", notice->action);
  mc_put_string (o, "actor_name", notice->actor_name);
  mc_put_string (o, "channel", notice->channel);
  mc_put_string (o, "text", notice->text);
  mc_put_string (o, "paper", notice->paper);
  mc_put_string (o, "number", notice->number);
  mc_put_time (o, "due_at", notice->due_at);
  mc_put_string (o, "reason", notice->reason);
  mc_put_string (o, "demand", notice->demand);
  mc_put_string (o, "basis", notice->basis);
  mc_put_list (o, "items", notice->items, put_item);
}
