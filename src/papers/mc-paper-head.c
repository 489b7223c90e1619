// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-paper-head.h"

#include "mc-code128.h"
#include "mc-paper-parts.h"
#include "mc-paper-qr.h"
#include "mc-receipt-words.h"

#define DOTS "..............."
#define NATION_SIZE 12
#define TITLE_SIZE 14
#define AGENCY_WIDTH MC_PAPER_MM (70)
#define NATION_WIDTH (MC_PAPER_TEXT_WIDTH - AGENCY_WIDTH)
/* bars as wide as the column allows, but no wider than readers like nor narrower than a 300-dpi printer can */
#define BAR_HEIGHT MC_PAPER_MM (10)
#define BAR_MODULE_MAX MC_PAPER_MM (0.33)
#define BAR_MODULE_MIN MC_PAPER_MM (0.19)
#define HINT_SIZE 9

static gboolean
is_there (const char *text)
{
  return text != NULL && *text != '\0';
}

/* Before acceptance a dossier has but the number that the applicant was given when it was submitted. */
static const char *
get_code (const McDossier *dossier)
{
  return is_there (dossier->summary->code) ? dossier->summary->code : dossier->summary->provisional_code;
}

/* "Mã hồ sơ: H99…", before acceptance "Mã tiếp nhận tạm: TT-…". (transfer full) */
static char *
say_code (const McPaperWords *words, const McDossier *dossier)
{
  const char *label = mc_paper_words_get (words, is_there (dossier->summary->code) ? "code" : "provisional_code");
  const char *code = get_code (dossier);

  return g_strdup_printf ("%s: %s", label, is_there (code) ? code : DOTS);
}

static void
set_marks (McPaperLayout *paper, const McDossier *dossier, const McPaperHead *head)
{
  g_autofree char *copy = g_strdup_printf ("%d", head->copy);
  g_autofree char *corner = head->copy > 1 ? mc_paper_words_fill (head->words, "copy", "copy", copy, NULL) : NULL;
  g_autofree char *foot = say_code (head->words, dossier);

  mc_paper_layout_set_marks (paper, head->training ? MC_PAPER_TRAINING_MARK : NULL, corner, foot);
}

static double
place_short_rule (McPaperLayout *paper, double x, double width, double length, double y)
{
  mc_paper_layout_place_rule (paper, x + (width - length) / 2, y + 3, length, 0);
  return y + 5;
}

static void
draw_bars_cb (cairo_t *cr, double x, double y, double width, double height, gpointer data)
{
  double modules = mc_code128_get_n_modules (data) + 2 * MC_CODE128_QUIET;

  mc_code128_draw (data, cr, x, y, width / modules, height);
}

/* A code that bars cannot carry, or only too fine to be read, stands there as text and QR alone. */
static double
place_bars (McPaperLayout *paper, const char *code, double y)
{
  g_autoptr (GBytes) symbols = is_there (code) ? mc_code128_encode (code) : NULL;
  double modules;
  double width;

  if (symbols == NULL)
    return y;
  modules = mc_code128_get_n_modules (symbols) + 2 * MC_CODE128_QUIET;
  width = MIN (AGENCY_WIDTH, modules * BAR_MODULE_MAX);
  if (width / modules < BAR_MODULE_MIN)
    return y;
  mc_paper_layout_place_drawing (paper, (AGENCY_WIDTH - width) / 2, y + 3, width, BAR_HEIGHT, draw_bars_cb,
                                 g_steal_pointer (&symbols), (GDestroyNotify) g_bytes_unref);
  return y + 3 + BAR_HEIGHT;
}

static double
place_agency (McPaperLayout *paper, const McDossier *dossier, const McMe *me, const McPaperHead *head)
{
  const char *issuer = mc_receipt_unit (dossier, me);
  g_autofree char *unit = g_utf8_strup (is_there (issuer) ? issuer : DOTS, -1);
  g_autofree char *number
      = mc_paper_words_fill (head->words, "number", "number", is_there (head->number) ? head->number : DOTS, "series",
                             mc_paper_words_get (head->words, "series"), NULL);
  g_autofree char *code = say_code (head->words, dossier);
  double y = 0;

  if (mc_receipt_is_own_unit (dossier, me) && is_there (me->unit_superior))
    {
      g_autofree char *superior = g_utf8_strup (me->unit_superior, -1);

      y = mc_paper_layout_place_centred (paper, superior, NATION_SIZE, MC_PAPER_PLAIN, 0, AGENCY_WIDTH, y);
    }
  y = mc_paper_layout_place_centred (paper, unit, NATION_SIZE, MC_PAPER_BOLD, 0, AGENCY_WIDTH, y);
  y = place_short_rule (paper, 0, AGENCY_WIDTH, AGENCY_WIDTH * 0.4, y);
  y = mc_paper_layout_place_centred (paper, number, MC_PAPER_TEXT_SIZE, MC_PAPER_PLAIN, 0, AGENCY_WIDTH, y + 4);
  y = mc_paper_layout_place_centred (paper, code, NATION_SIZE, MC_PAPER_PLAIN, 0, AGENCY_WIDTH, y + 2);
  return place_bars (paper, get_code (dossier), y);
}

static double
place_nation (McPaperLayout *paper, const McDossier *dossier, const McMe *me, const McPaperHead *head)
{
  const char *motto = mc_paper_words_get (head->words, "motto");
  const char *code = get_code (dossier);
  g_autoptr (PangoLayout) line
      = mc_paper_text_new (mc_paper_layout_get_context (paper), motto, MC_PAPER_TEXT_SIZE, MC_PAPER_BOLD, -1);
  g_autofree char *date
      = mc_receipt_place_and_date (mc_receipt_is_own_unit (dossier, me) ? me->unit_place : NULL, head->date);
  g_autofree char *address = NULL;
  double x = AGENCY_WIDTH;
  double y;

  y = mc_paper_layout_place_centred (paper, mc_paper_words_get (head->words, "nation"), NATION_SIZE, MC_PAPER_BOLD, x,
                                     NATION_WIDTH, 0);
  y = mc_paper_layout_place_centred (paper, motto, MC_PAPER_TEXT_SIZE, MC_PAPER_BOLD, x, NATION_WIDTH, y);
  y = place_short_rule (paper, x, NATION_WIDTH, mc_paper_text_get_width (line), y);
  y = mc_paper_layout_place_centred (paper, date, MC_PAPER_TEXT_SIZE, MC_PAPER_ITALIC, x, NATION_WIDTH, y + 4);
  if (!is_there (code))
    return y;
  address = mc_paper_qr_address (me->tracking_url, code);
  /* where no tracking address is known: the code itself, as data */
  y = mc_paper_qr_place (paper, address != NULL ? address : code, x + (NATION_WIDTH - MC_PAPER_QR_SIDE) / 2, y + 3);
  if (address == NULL)
    return y;
  return mc_paper_layout_place_centred (paper, mc_paper_words_get (head->words, "tracking"), HINT_SIZE, MC_PAPER_ITALIC,
                                        x, NATION_WIDTH, y);
}

char *
mc_paper_head_say_title (const McPaperWords *words, const McDossier *dossier)
{
  const char *title = mc_paper_words_get (words, "title");
  const char *code = get_code (dossier);

  return is_there (code) ? g_strdup_printf ("%s – %s", title, code) : g_strdup (title);
}

void
mc_paper_head_add (McPaperLayout *paper, const McDossier *dossier, const McMe *me, const McPaperHead *head)
{
  g_autofree char *capitals = g_utf8_strup (mc_paper_words_get (head->words, "title"), -1);
  g_autoptr (PangoLayout) text = mc_paper_text_new (mc_paper_layout_get_context (paper), capitals, TITLE_SIZE,
                                                    MC_PAPER_BOLD | MC_PAPER_CENTER, MC_PAPER_TEXT_WIDTH);
  double left = place_agency (paper, dossier, me, head);
  double right = place_nation (paper, dossier, me, head);

  set_marks (paper, dossier, head);
  mc_paper_layout_advance (paper, MAX (left, right));
  mc_paper_layout_add_paragraph (paper, text, 10);
  mc_paper_layout_advance (paper, 4);
}
