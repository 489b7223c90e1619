// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Codes of agencies, procedures and payers, and telephone numbers, as people and scanners give them (domain 7). Foreign
 * input: bounded, ASCII digits alone, blanks around and between dropped. Dossier codes: mc_dossier_code_normalise(). */

/* An agency's identifier (mã định danh điện tử, QĐ 20/2020/QĐ-TTg: "H26.5.12", at most 35 characters; older QCVN
 * 102:2016: "000.00.19.H26") in capitals, in the form it was given in: which agency of the one form is which of the other
 * is for the catalogue to say. NULL for anything else. (transfer full) (nullable) */
char *mc_agency_code_normalise (const char *text);

/* The ministry or province it belongs to, of either form: "H26". (transfer full) (nullable) */
char *mc_agency_code_get_root (const char *text);

/* A procedure's code, national ("1.000656") or long with the agency that published it ("1.000656.000.00.00.H29").
 * code, agency: (out) (transfer full): agency NULL for the national one. FALSE, and nothing set, for anything else. */
gboolean mc_procedure_code_split (const char *text, char **code, char **agency);

typedef enum
{
  MC_TAX_CODE_WRONG,    /* no tax code */
  MC_TAX_CODE_DOUBTFUL, /* the check digit disagrees, or sources disagree about it: to be warned of, not blocked */
  MC_TAX_CODE_GOOD,
  MC_TAX_CODE_PERSON, /* 12 digits: since 01/07/2025 the number of the person or of the head of the household business */
} McTaxCode;

/* A tax code (mã số thuế): 10 digits with a check digit, 13 with that of a branch ("0000000000-001"), 12 of a person.
 * digits: (out) (optional) (transfer full): written form; NULL when wrong */
McTaxCode mc_tax_code_check (const char *text, char **digits);

typedef enum
{
  MC_PHONE_MOBILE,
  MC_PHONE_FIXED,
  MC_PHONE_HOTLINE, /* 1800…, 1900… */
} McPhone;

/* A telephone number of Việt Nam as it is dialled there: "0912345678". NULL for anything else. kind: (out) (optional).
 * (transfer full) (nullable) */
char *mc_phone_normalise (const char *text, McPhone *kind);

G_END_DECLS
