// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-document-words.h"

#include <glib/gi18n.h>

#include "mc-error-text.h"
#include "mc-portal-error.h"
#include "mc-render-error.h"

#define DOCUMENT_ICON "x-office-document-symbolic"
#define WARNING_ICON "dialog-warning-symbolic"

static McDocumentWords
render_words (int code)
{
  switch (code)
    {
    case MC_RENDER_ERROR_LOCKED:
      return (McDocumentWords) { _ ("The document has a password"),
                                 _ ("It cannot be looked at here. Ask the applicant for a copy without a password."),
                                 "system-lock-screen-symbolic", FALSE, FALSE };
    case MC_RENDER_ERROR_UNKNOWN_KIND:
      return (McDocumentWords) {
        _ ("This kind of file is not shown here"),
        _ ("PDF, JPEG and PNG files are shown. Save it to a file to open it with another program."), DOCUMENT_ICON,
        FALSE, FALSE
      };
    case MC_RENDER_ERROR_TOO_LARGE:
      return (McDocumentWords) {
        _ ("The document is too large to be shown"),
        _ ("It needs more memory than a document is given. Save it to a file to open it with another "
           "program, or ask the applicant for a smaller copy."),
        WARNING_ICON, FALSE, FALSE
      };
    case MC_RENDER_ERROR_STALLED:
      return (McDocumentWords) {
        _ ("The document takes too long to be shown"),
        _ ("It was stopped after 10 seconds; nothing else is affected. Ask the applicant for another "
           "copy if this happens again."),
        WARNING_ICON, TRUE, FALSE
      };
    case MC_RENDER_ERROR_FAILED:
      return (McDocumentWords) { _ ("Documents cannot be shown on this computer"),
                                 _ ("A part of the program is missing: it has to be installed again. All else works."),
                                 WARNING_ICON, TRUE, FALSE };
    case MC_RENDER_ERROR_BROKEN:
    case MC_RENDER_ERROR_DIED:
    case MC_RENDER_ERROR_SUPERSEDED:
    default:
      return (McDocumentWords) {
        _ ("The file is damaged"),
        _ ("It came whole from the portal but cannot be read. Ask the applicant to submit it again."), WARNING_ICON,
        FALSE, FALSE
      };
    }
}

McDocumentWords
mc_document_words (const GError *error)
{
  if (error->domain == MC_RENDER_ERROR)
    return render_words (error->code);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
    return (McDocumentWords) {
      _ ("The document is larger than 50 MB"),
      _ ("Documents of this size are not fetched. Look at it on the portal, or ask the applicant for "
         "a smaller copy."),
      WARNING_ICON, FALSE, FALSE
    };
  if (g_error_matches (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_FOUND)
      || g_error_matches (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_FORBIDDEN))
    return (McDocumentWords) { _ ("The document is no longer there"),
                               _ ("It was removed from the dossier, or the dossier is out of what may be seen."),
                               DOCUMENT_ICON, TRUE, FALSE };
  if (error->domain == MC_PORTAL_ERROR && mc_portal_error_can_heal (error))
    return (
        McDocumentWords) { _ ("The document is not on this computer yet"),
                           _ ("It could not be fetched because the connection is lost. It will be fetched by itself "
                              "when the connection is back."),
                           "network-offline-symbolic", TRUE, TRUE };
  return (McDocumentWords) { _ ("The document could not be fetched"), mc_error_text (error), WARNING_ICON, TRUE,
                             FALSE };
}
