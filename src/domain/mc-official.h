// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "mc-filter.h"
#include "mc-form.h"

G_BEGIN_DECLS

/* What the portal says of itself, without a token. */
typedef struct
{
  gatomicrefcount ref_count;

  char *name;
  char *issuer; /* https URL */
  char *client_id;
  GStrv scopes;
  GArray *redirect_ports; /* of guint; empty: any */
  int contract;           /* newest version of the contract that it speaks; ours is MC_CONTRACT_VERSION */
  int oldest_contract;    /* … and the oldest one */
  char *oldest_client;    /* oldest version of Một Cửa that it lets in, "1.2.3"; NULL: any */
  gboolean idempotent;
  int lease_days;   /* 1–30 */
  int history_days; /* how long finished records stay in the feed */
  gboolean training;
  gint64 max_file_bytes; /* of one file that is uploaded; 0: this portal takes none */
  GStrv file_types;      /* media types that it takes; NULL: none */
} McAbout;

#define MC_CONTRACT_VERSION 1
#define MC_TYPE_ABOUT (mc_about_get_type ())
GType mc_about_get_type (void);
McAbout *mc_about_new (void);
McAbout *mc_about_ref (McAbout *self);
void mc_about_unref (McAbout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McAbout, mc_about_unref)

/* Version of this program as a portal asks for it: numbers and dots. */
const char *mc_client_version (void);
/* Whether text is such a version: one to four numbers. */
gboolean mc_client_version_is_sound (const char *text);
/* Whether the portal still takes this program. */
gboolean mc_about_takes_client (const McAbout *self);

/* A queue of the official's role: data of the portal, counted and listed by the client with the same filter. */
typedef struct
{
  char *id;
  char *title; /* Vietnamese, from the portal */
  McFilter *filter;
  char *order;   /* "deadline" | "submitted" | "submitted_desc" | "finished_desc" */
  char *total;   /* what its head adds up, in đồng: "fee_due" | "fee_paid"; nullable: nothing */
  gboolean mine; /* it holds the official's own work */
} McQueue;

/* An act as the portal's catalogue describes it. */
typedef struct
{
  char *id;
  char *title;      /* verb and object, Vietnamese */
  gboolean primary; /* it takes the record on: the button of its state, not one of the menu */
  int undo_seconds; /* held that long before it is sent; 0: at once */
  McForm *form;     /* what the official fills in; NULL: nothing that this portal tells */
} McActionInfo;

/* A role that the official was given in a unit (vai trò), for a time. */
typedef struct
{
  char *role;       /* "receiver" | … */
  char *unit_name;  /* nullable */
  GDateTime *from;  /* nullable: always */
  GDateTime *until; /* from here on it holds no more; nullable: open */
  char *delegator;  /* who delegated it (ủy quyền); NULL: it is the official's own */
  char *state;      /* "in_force" | "not_yet" | "ended" | "void" (who delegated it no longer has it) */
} McMeGrant;

/* What the official may do with records of a kind, by the roles in force. */
typedef struct
{
  char *kind; /* "dossier" | "inquiry" | … */
  GStrv can;  /* "see" | "read" | "handle" | … */
} McMePermission;

/* Who is signed in. */
typedef struct
{
  gatomicrefcount ref_count;

  char *sub; /* stable id of the official at the issuer */
  char *name;
  char *position; /* chức danh; nullable */
  char *unit_id;
  char *unit_name;
  char *unit_superior;    /* agency above, for the national heading; nullable */
  char *unit_place;       /* địa danh, for the place-date line; nullable */
  char *unit_address;     /* nullable */
  char *unit_phone;       /* nullable */
  char *tracking_url;     /* where a citizen follows a dossier, with "{code}" in it; nullable */
  char *survey_url;       /* where one says how it was, likewise; nullable */
  GStrv roles;            /* in force: "receiver" | "specialist" | "head" | "leader" | "clerk" | … */
  GPtrArray *grants;      /* McMeGrant, the main one first, those that have ended too; NULL: not told */
  GPtrArray *permissions; /* McMePermission; NULL: not told */
  GPtrArray *queues;      /* McQueue, in order of the sidebar */
  GPtrArray *actions;     /* McActionInfo */
} McMe;

#define MC_TYPE_ME (mc_me_get_type ())
GType mc_me_get_type (void);
McMe *mc_me_new (void); /* with empty arrays */
McMe *mc_me_ref (McMe *self);
void mc_me_unref (McMe *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McMe, mc_me_unref)

/* (transfer none) (nullable) */
const McActionInfo *mc_me_find_action (const McMe *self, const char *id);
McMeGrant *mc_me_grant_new (void);
void mc_me_grant_free (McMeGrant *self);
McMePermission *mc_me_permission_new (void);
void mc_me_permission_free (McMePermission *self);
McQueue *mc_queue_new (void);
McQueue *mc_queue_copy (const McQueue *self);
void mc_queue_free (McQueue *self);
McActionInfo *mc_action_info_new (void);
void mc_action_info_free (McActionInfo *self);

G_END_DECLS
