// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a personal identity number tells by itself (số định danh cá nhân, domain 7.4). It has no check digit. */
typedef struct
{
  char digits[13];      /* 12 of the number in force, 9 of an old one */
  gboolean old;         /* chứng minh nhân dân: nothing more is known */
  int place;            /* code of the province or country where the birth was registered */
  gboolean known_place; /* a province of Thông tư 07/2016/TT-BCA; others are countries, or mistyped: to be warned of */
  gboolean training;    /* 999: invented people */
  gboolean female;
  int birth_year;
} McIdentity;

/* TRUE for 12 digits, or the 9 of an old number; blanks are dropped. The number itself is never to be logged. */
gboolean mc_identity_parse (const char *text, McIdentity *identity);

/* Whether the number agrees with what a paper says; unknown ones agree with all. birth_year: 0: not said. sex: 'm', 'f', 0:
 * not said */
gboolean mc_identity_agrees (const McIdentity *identity, int birth_year, char sex);

G_END_DECLS
