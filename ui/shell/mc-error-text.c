// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-error-text.h"

#include <glib/gi18n.h>

#include "mc-format.h"
#include "mc-keyring.h"
#include "mc-portal-error.h"
#include "mc-store-error.h"

typedef struct
{
  const char *cause;
  const char *text;
} Sentence;

/* What stopped an act, by the code name that the outbox keeps. */
static const Sentence causes[] = {
  { "stale", N_ ("The dossier was changed by somebody else in the meantime. Nothing was recorded; look at it again.") },
  { "forbidden", N_ ("The portal says this act is not yours to do. Ask your unit's administrator about your role.") },
  { "not-found", N_ ("The dossier is no longer within what you may see. It may have been moved to another unit.") },
  { "invalid", N_ ("The portal did not take it as it stands. Its reason is below; correct it and send it again.") },
  { "not-signed-in", N_ ("Signing in is needed before it can be sent. It is kept on this computer.") },
  { "old", N_ ("It has waited since more than 12 hours ago. Check that it is still right, then send it.") },
  { "too-old",
    N_ ("It was first sent more than 25 days ago. Check at the portal what became of it before sending again.") },
  { "protocol",
    N_ ("The portal's answer could not be read. It is kept on this computer and will be asked about again.") },
};

static const char *
portal_text (int code)
{
  switch ((McPortalError) code)
    {
    case MC_PORTAL_ERROR_OFFLINE:
      return _ ("The portal cannot be reached. Everything stays on this computer and continues by itself once the "
                "connection is back.");
    case MC_PORTAL_ERROR_TIMEOUT:
      return _ ("The portal did not answer in time. It will be asked again by itself.");
    case MC_PORTAL_ERROR_TLS:
      return _ (
          "The portal's certificate is not trusted, so nothing was sent. Check the computer's date and time, then "
          "tell your IT colleague.");
    case MC_PORTAL_ERROR_CLOCK:
      return _ ("This computer's clock differs from the portal's by more than 5 minutes. Set the date and time right, "
                "then sign in again.");
    case MC_PORTAL_ERROR_OUTDATED:
      return _ (
          "This version of Một Cửa is older than the portal accepts. What you have done is kept on this computer. "
          "Ask your IT colleague to install the new version, then sign in again.");
    case MC_PORTAL_ERROR_CAPTIVE:
      return _ (
          "Something between here and the portal answered in its place (a network sign-in page or a firewall). Open "
          "the network's page in the browser, or tell your IT colleague.");
    case MC_PORTAL_ERROR_NOT_SIGNED_IN:
      return _ ("Signing in is needed again. What you have done is kept on this computer.");
    case MC_PORTAL_ERROR_FORBIDDEN:
      return _ ("The portal says this is not yours to see or do. Ask your unit's administrator about your role.");
    case MC_PORTAL_ERROR_NOT_FOUND:
      return _ ("This is no longer within what you may see. It may have been moved to another unit.");
    case MC_PORTAL_ERROR_STALE:
      return _ ("It was changed by somebody else in the meantime. Nothing was recorded; look at it again.");
    case MC_PORTAL_ERROR_BUSY:
    case MC_PORTAL_ERROR_RATE_LIMITED:
    case MC_PORTAL_ERROR_SERVER:
      return _ ("The portal has a problem of its own. It will be asked again by itself.");
    case MC_PORTAL_ERROR_INVALID:
    case MC_PORTAL_ERROR_PROTOCOL:
    case MC_PORTAL_ERROR_RESYNC:
    default:
      return _ ("The portal's answer is not as agreed. Nothing is lost; tell your IT colleague what the details say.");
    }
}

static const char *
store_text (int code)
{
  switch ((McStoreError) code)
    {
    case MC_STORE_ERROR_WRONG_KEY:
      return _ ("The data on this computer do not open with the key in the keyring. Nothing was changed; tell your IT "
                "colleague before signing in anew.");
    case MC_STORE_ERROR_NEWER:
      return _ ("The data on this computer were written by a newer version of Một Cửa. Install that version again.");
    case MC_STORE_ERROR_PLAINTEXT:
      return _ ("The data on this computer are not encrypted and are therefore not opened. Tell your IT colleague.");
    case MC_STORE_ERROR_BUSY:
      return _ ("Một Cửa is already open with this account. Use the window that is there.");
    case MC_STORE_ERROR_FULL:
      return _ ("The disk is full, so nothing could be saved. Free some space, then do it again.");
    case MC_STORE_ERROR_CONFLICT:
      return _ ("An act on this dossier is already waiting to be sent.");
    case MC_STORE_ERROR_CORRUPT:
    case MC_STORE_ERROR_FAILED:
    default:
      return _ ("The data on this computer could not be read or written. Tell your IT colleague what the details say.");
    }
}

static const char *
keyring_text (int code)
{
  switch ((McKeyringError) code)
    {
    case MC_KEYRING_ERROR_MISSING:
      return _ ("This computer has no keyring, so nothing can be kept safely. Ask your IT colleague to install GNOME "
                "Keyring or KWallet.");
    case MC_KEYRING_ERROR_LOCKED:
      return _ ("The computer's keyring is locked. Unlock it, then sign in again.");
    case MC_KEYRING_ERROR_NO_KEY:
      return _ ("The key to the data on this computer is no longer in the computer's keyring, so they stay closed. "
                "Nothing was changed. Ask your IT colleague to restore the keyring from a backup, then sign in again.");
    case MC_KEYRING_ERROR_FAILED:
    default:
      return _ ("The computer's keyring did not answer. Sign out of the computer and in again, then try once more.");
    }
}

const char *
mc_error_text (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == MC_PORTAL_ERROR)
    return portal_text (error->code);
  if (error->domain == MC_STORE_ERROR)
    return store_text (error->code);
  if (error->domain == MC_KEYRING_ERROR)
    return keyring_text (error->code);
  return _ ("Something went wrong. Nothing is lost; tell your IT colleague what the details say.");
}

const char *
mc_error_text_signing_in (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (g_error_matches (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_OFFLINE))
    return _ ("The portal cannot be reached. Check the network connection, then sign in again.");
  if (g_error_matches (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_TIMEOUT))
    return _ ("The portal did not answer in time. Sign in again in a moment.");
  return mc_error_text (error);
}

const char *
mc_error_text_for_cause (const char *cause)
{
  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    if (g_strcmp0 (causes[i].cause, cause) == 0)
      return _ (causes[i].text);
  return _ ("The portal did not take it as it stands. Its reason is below; correct it and send it again.");
}

char *
mc_error_details (const GError *error)
{
  const McProblem *problem;

  g_return_val_if_fail (error != NULL, NULL);

  problem = mc_portal_error_get_problem (error);
  if (problem == NULL || (problem->detail == NULL && problem->code == NULL))
    return g_strdup_printf ("%s %d: %s", g_quark_to_string (error->domain), error->code, error->message);
  return g_strdup_printf ("%s %d (HTTP %d, %s): %s", g_quark_to_string (error->domain), error->code, problem->status,
                          problem->code != NULL ? problem->code : "–",
                          problem->detail != NULL ? problem->detail : error->message);
}

/* How far its files are: all of them are one number. (transfer full) (nullable): it waits for none */
static char *
progress_text (const McOutboxEntry *entry)
{
  gint64 done = 0;
  gint64 all = 0;
  const McOutboxFile *next = mc_outbox_entry_next_file (entry);
  g_autofree char *there = NULL;
  g_autofree char *whole = NULL;

  if (next == NULL)
    return NULL;
  for (guint i = 0; i < entry->files->len; i++)
    {
      const McOutboxFile *file = g_ptr_array_index (entry->files, i);

      done += file->offset;
      all += file->size;
    }
  there = mc_format_size (done);
  whole = mc_format_size (all);
  if (next->state == MC_FILE_SENDING)
    return g_strdup_printf (_ ("Sending the file, %s of %s"), there, whole);
  if (done > 0)
    return g_strdup_printf (_ ("The file is not sent whole yet, %s of %s"), there, whole);
  return g_strdup_printf (_ ("The file is not sent yet, %s"), whole);
}

static char *
waiting_text (const McOutboxEntry *entry, gint64 now_us)
{
  gint64 seconds = (entry->next_try_us - now_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
  const McOutboxFile *next = mc_outbox_entry_next_file (entry);
  int attempts = next != NULL ? next->attempts : entry->attempts;

  if (next != NULL && next->state == MC_FILE_SENDING)
    return progress_text (entry);
  if (g_strcmp0 (entry->cause, "not-signed-in") == 0)
    return g_strdup (_ ("Waits for signing in"));
  if (attempts == 0 || seconds <= 0)
    return g_strdup (_ ("Waits for its turn"));
  if (seconds > 60 * 60)
    return g_strdup (_ ("Waits for the connection"));
  return g_strdup_printf (ngettext ("Waits for the connection, next try in %d second",
                                    "Waits for the connection, next try in %d seconds", (gulong) seconds),
                          (int) seconds);
}

/* Takes text. */
static char *
with_progress (const McOutboxEntry *entry, char *text)
{
  const McOutboxFile *next = mc_outbox_entry_next_file (entry);
  g_autofree char *why = text;
  g_autofree char *progress = NULL;

  if (next == NULL || next->state == MC_FILE_SENDING)
    return g_steal_pointer (&why);
  progress = progress_text (entry);
  return g_strdup_printf ("%s · %s", progress, why);
}

char *
mc_outbox_state_text (const McOutboxEntry *entry, gint64 now_us)
{
  gint64 seconds;

  switch (entry->state)
    {
    case MC_OUTBOX_HELD:
      seconds = MAX (0, (entry->held_until_us - now_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
      return g_strdup_printf (ngettext ("Will be sent in %d second", "Will be sent in %d seconds", (gulong) seconds),
                              (int) seconds);
    case MC_OUTBOX_WAITING:
      return with_progress (entry, waiting_text (entry, now_us));
    case MC_OUTBOX_SENDING:
      return g_strdup (_ ("Being sent…"));
    case MC_OUTBOX_DONE:
      return g_strdup (_ ("Recorded at the portal"));
    case MC_OUTBOX_NEEDS_YOU:
      return g_strdup (_ ("Needs your attention"));
    case MC_OUTBOX_DROPPED:
    default:
      return g_strdup (_ ("Discarded"));
    }
}
