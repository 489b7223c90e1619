// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-act-field.h"

#include <glib/gi18n.h>

#include "mc-choice-factory.h"
#include "mc-dossier-words.h"
#include "mc-suggest.h"

#define LONG_TEXT_HEIGHT 84
/* more choices than the eye takes in at once can be searched */
#define SEARCHED_FROM 6

struct _McActField
{
  GtkBox parent_instance;

  GtkWidget *title;
  GtkWidget *input; /* what takes the focus; of marks: the list of lines */
  GtkLabel *problem;

  /* owned */
  McForm *form;
  JsonNode *marks; /* value of the kind "marks"; nullable */

  const McFormField *field; /* of form */
  gboolean touched;
  gboolean setting;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McActField, mc_act_field, GTK_TYPE_BOX)

static gboolean
is_kind (McActField *self, const char *kind)
{
  return g_str_equal (self->field->kind, kind);
}

static void
input_changed_cb (McActField *self)
{
  if (self->setting)
    return;
  self->touched = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_title (McActField *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->title = gtk_label_new (self->field->label);
  gtk_label_set_wrap (GTK_LABEL (self->title), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_widget_add_css_class (self->title, "caption-heading");
  gtk_box_append (GTK_BOX (row), self->title);
  if (self->field->required || self->field->required_when != NULL)
    {
      GtkWidget *required = gtk_label_new (_ ("required"));

      gtk_widget_add_css_class (required, "caption");
      gtk_widget_add_css_class (required, "dim-label");
      gtk_box_append (GTK_BOX (row), required);
    }
  gtk_box_append (GTK_BOX (self), row);
}

static GtkLabel *
add_line (McActField *self, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (self), label);
  return GTK_LABEL (label);
}

/* An entry, for everything written on one line; a date is written 23/11/2026. */
static GtkWidget *
make_entry (McActField *self, const char *text)
{
  GtkWidget *entry = gtk_entry_new ();

  if (is_kind (self, "date"))
    gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("day/month/year"));
  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (input_changed_cb), self);
  if (*self->field->suggestions != NULL)
    mc_suggest_attach (GTK_ENTRY (entry), (const char *const *) self->field->suggestions);
  gtk_box_append (GTK_BOX (self), entry);
  return entry;
}

static GtkWidget *
make_text_view (McActField *self, const char *text)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 6);
  if (text != NULL)
    gtk_text_buffer_set_text (buffer, text, -1);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (input_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), LONG_TEXT_HEIGHT);
  gtk_widget_add_css_class (scroller, "text-field");
  gtk_box_append (GTK_BOX (self), scroller);
  return view;
}

static void
setup_chosen_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_chosen_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

/* What is chosen is cut to the room there is: a reason of the law is longer than a form is wide. In the list it is whole. */
static void
cut_chosen (GtkDropDown *drop_down)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) listed = mc_choice_factory_new (TRUE);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_chosen_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_chosen_cb), NULL);
  gtk_drop_down_set_list_factory (drop_down, listed);
  gtk_drop_down_set_factory (drop_down, factory);
}

/* Who is long in a list is found by typing, with or without marks. */
static void
make_searchable (GtkDropDown *drop_down, guint n_choices)
{
  g_autoptr (GtkExpression) text = mc_choice_expression_new ();

  gtk_drop_down_set_expression (drop_down, text);
  gtk_drop_down_set_search_match_mode (drop_down, GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
  gtk_drop_down_set_enable_search (drop_down, n_choices >= SEARCHED_FROM);
}

static GtkWidget *
make_choice (McActField *self, const char *text)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint chosen = 0;
  GtkWidget *drop_down;

  /* a drop down has something selected always: nothing is chosen for the official */
  gtk_string_list_append (labels, _ ("Choose…"));
  for (guint i = 0; i < self->field->choices->len; i++)
    {
      const McFormChoice *choice = g_ptr_array_index (self->field->choices, i);

      gtk_string_list_append (labels, choice->label);
      if (g_strcmp0 (text, choice->id) == 0)
        chosen = i + 1;
    }
  drop_down = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (labels)), NULL);
  /* what is searched is not what is shown: the factories come after it */
  make_searchable (GTK_DROP_DOWN (drop_down), self->field->choices->len);
  cut_chosen (GTK_DROP_DOWN (drop_down));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), chosen);
  g_signal_connect_swapped (drop_down, "notify::selected", G_CALLBACK (input_changed_cb), self);
  gtk_box_append (GTK_BOX (self), drop_down);
  return drop_down;
}

static GtkWidget *
make_days (McActField *self, const char *text)
{
  int min = MAX (self->field->min, 0);
  int max = self->field->max >= 0 ? self->field->max : MC_FORM_MAX_LENGTH;
  GtkWidget *spin = gtk_spin_button_new_with_range (min, max, 1);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), text != NULL ? g_ascii_strtod (text, NULL) : min);
  gtk_widget_set_halign (spin, GTK_ALIGN_START);
  gtk_widget_add_css_class (spin, "numeric");
  g_signal_connect_swapped (spin, "value-changed", G_CALLBACK (input_changed_cb), self);
  gtk_box_append (GTK_BOX (self), spin);
  return spin;
}

static GtkWidget *
make_marks (McActField *self)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (self), lines);
  return lines;
}

static void
add_input (McActField *self, const char *text)
{
  if (is_kind (self, "marks"))
    self->input = make_marks (self);
  else if (mc_form_field_is_choice (self->field))
    self->input = make_choice (self, text);
  else if (is_kind (self, "days"))
    self->input = make_days (self, text);
  else if (is_kind (self, "long_text") || is_kind (self, "money_lines"))
    self->input = make_text_view (self, text);
  else
    self->input = make_entry (self, text);
  if (GTK_IS_DROP_DOWN (self->input)) /* which calls itself by what is chosen, and has no other way to say that */
    gtk_accessible_update_relation (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->title,
                                    gtk_widget_get_first_child (self->input), NULL, -1);
  else
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_PROPERTY_LABEL, self->field->label,
                                    -1);
}

/* "23/11/2026" as "2026-11-23"; anything else as it is, for the check to say so. (transfer full) */
static char *
date_to_wire (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", -1);

  if (g_strv_length (parts) != 3)
    return g_strdup (text);
  return g_strdup_printf ("%04d-%02d-%02d", (int) g_ascii_strtoll (parts[2], NULL, 10),
                          (int) g_ascii_strtoll (parts[1], NULL, 10), (int) g_ascii_strtoll (parts[0], NULL, 10));
}

/* (transfer full) */
static char *
date_from_wire (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "-", -1);

  if (g_strv_length (parts) != 3)
    return g_strdup (text);
  return g_strdup_printf ("%s/%s/%s", parts[2], parts[1], parts[0]);
}

static void
mc_act_field_finalize (GObject *object)
{
  McActField *self = MC_ACT_FIELD (object);

  g_clear_pointer (&self->marks, json_node_unref);
  g_clear_pointer (&self->form, mc_form_unref);
  G_OBJECT_CLASS (mc_act_field_parent_class)->finalize (object);
}

static void
mc_act_field_class_init (McActFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mc_act_field_finalize;
  signals[CHANGED]
      = g_signal_new ("changed", MC_TYPE_ACT_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mc_act_field_init (McActField *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
}

gboolean
mc_act_field_knows (const McFormField *field)
{
  static const char *const kinds[] = { "text", "long_text", "money_lines", "date", "days", "marks", NULL };

  return mc_form_field_is_choice (field) || g_strv_contains (kinds, field->kind);
}

McActField *
mc_act_field_new (McForm *form, guint index, const char *text)
{
  McActField *self = g_object_new (MC_TYPE_ACT_FIELD, NULL);

  self->form = mc_form_ref (form);
  self->field = g_ptr_array_index (form->fields, index);
  self->setting = TRUE;
  add_title (self);
  add_input (self, text != NULL ? text : self->field->default_value);
  if (self->field->help != NULL)
    add_line (self, self->field->help, "dim-label");
  self->problem = add_line (self, "", "error");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  self->setting = FALSE;
  return self;
}

const McFormField *
mc_act_field_get_field (McActField *self)
{
  g_return_val_if_fail (MC_IS_ACT_FIELD (self), NULL);

  return self->field;
}

char *
mc_act_field_get_text (McActField *self)
{
  g_return_val_if_fail (MC_IS_ACT_FIELD (self), NULL);

  if (GTK_IS_TEXT_VIEW (self->input))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->input));
      char *text;

      g_object_get (buffer, "text", &text, NULL);
      return text;
    }
  if (GTK_IS_DROP_DOWN (self->input))
    {
      guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->input));

      if (chosen == 0 || chosen > self->field->choices->len)
        return g_strdup ("");
      return g_strdup (((McFormChoice *) g_ptr_array_index (self->field->choices, chosen - 1))->id);
    }
  if (GTK_IS_SPIN_BUTTON (self->input))
    return g_strdup_printf ("%d", gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->input)));
  if (GTK_IS_EDITABLE (self->input))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->input)));
  return g_strdup ("");
}

static void
add_mark_line (McActField *self, const McComponent *component, JsonObject *entry, const McMe *me)
{
  const char *mark = json_object_get_string_member_with_default (entry, "mark", "");
  g_autofree char *reason = mc_words_reason (me, json_object_get_string_member_with_default (entry, "reason", NULL),
                                             json_object_get_string_member_with_default (entry, "note", NULL));
  g_autofree char *said = g_strdup_printf (
      "%s – %s", g_str_equal (mark, "missing") ? _ ("incomplete") : _ ("not valid"), reason != NULL ? reason : "…");
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *texts[] = { component->name, said };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GtkWidget *label = gtk_label_new (texts[i]);

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      if (i == 1)
        {
          gtk_widget_add_css_class (label, "caption");
          gtk_widget_add_css_class (label, "error");
        }
      gtk_box_append (GTK_BOX (line), label);
    }
  gtk_box_append (GTK_BOX (self->input), line);
}

void
mc_act_field_set_marks (McActField *self, JsonArray *value, const McDossier *dossier, const McMe *me)
{
  guint lines = 0;

  g_return_if_fail (MC_IS_ACT_FIELD (self) && is_kind (self, "marks"));

  g_clear_pointer (&self->marks, json_node_unref);
  self->marks = json_node_new (JSON_NODE_ARRAY);
  json_node_set_array (self->marks, value);
  for (guint i = 0; i < json_array_get_length (value); i++)
    for (guint c = 0; c < dossier->components->len; c++)
      {
        JsonObject *entry = json_array_get_object_element (value, i);
        const McComponent *component = g_ptr_array_index (dossier->components, c);

        if (g_strcmp0 (json_object_get_string_member (entry, "id"), component->id) != 0
            || g_str_equal (json_object_get_string_member (entry, "mark"), "sufficient"))
          continue;
        add_mark_line (self, component, entry, me);
        lines++;
      }
  if (lines == 0)
    {
      GtkWidget *none = gtk_label_new (_ ("None is marked so far"));

      gtk_label_set_xalign (GTK_LABEL (none), 0);
      gtk_box_append (GTK_BOX (self->input), none);
    }
}

void
mc_act_field_add_value (McActField *self, JsonObject *values)
{
  const char *id;
  g_autofree char *text = mc_act_field_get_text (self);

  g_return_if_fail (MC_IS_ACT_FIELD (self));

  id = self->field->id;
  g_strstrip (text);
  if (self->marks != NULL && json_array_get_length (json_node_get_array (self->marks)) > 0)
    json_object_set_member (values, id, json_node_copy (self->marks));
  else if (is_kind (self, "marks") || *text == '\0')
    return;
  else if (is_kind (self, "days"))
    json_object_set_int_member (values, id, g_ascii_strtoll (text, NULL, 10));
  else if (is_kind (self, "date"))
    {
      g_autofree char *date = date_to_wire (text);

      json_object_set_string_member (values, id, date);
    }
  else
    json_object_set_string_member (values, id, text);
}

char *
mc_act_field_read_value (const McFormField *field, JsonObject *values)
{
  JsonNode *node = json_object_get_member (values, field->id);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (g_str_equal (field->kind, "days"))
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  if (g_str_equal (field->kind, "date"))
    return date_from_wire (json_node_get_string (node));
  return json_node_dup_string (node);
}

gboolean
mc_act_field_is_touched (McActField *self)
{
  g_return_val_if_fail (MC_IS_ACT_FIELD (self), FALSE);

  return self->touched;
}

void
mc_act_field_show_problem (McActField *self, const char *text)
{
  g_return_if_fail (MC_IS_ACT_FIELD (self));

  gtk_label_set_label (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_STATE_INVALID,
                               text != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

gboolean
mc_act_field_focus (McActField *self)
{
  g_return_val_if_fail (MC_IS_ACT_FIELD (self), FALSE);

  return !is_kind (self, "marks") && gtk_widget_grab_focus (self->input);
}
