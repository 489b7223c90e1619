// SPDX-License-Identifier: GPL-3.0-or-later
/* motcua-render: opens foreign documents for a window of Một Cửa. It is started by the program alone, speaks over the socket
 * it was given (mc-render-wire.h) and ends with it. It reads what libraries need, locks itself up, and only then takes
 * the first document. */
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "mc-render-jail.h"
#include "mc-render-job.h"

int
main (void)
{
  McRenderDocument *document = NULL;
  g_autoptr (GError) error = NULL;
  McRenderRequest request;
  int memory;

  /* should the program be killed while a document keeps this busy */
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  mc_render_document_prepare ();
  if (!mc_render_jail_enter (&error))
    {
      g_printerr ("motcua-render: %s\n", error->message);
      return 1;
    }
  while (mc_render_receive (MC_RENDER_SOCKET, TRUE, &request, sizeof request, &memory, &error))
    {
      McRenderAnswer answer;
      int result = mc_render_job_do (&document, &request, memory, &answer);
      gboolean sent = mc_render_send (MC_RENDER_SOCKET, &answer, sizeof answer, result, &error);

      if (result >= 0)
        close (result);
      if (!sent)
        break;
    }
  g_clear_pointer (&document, mc_render_document_free);
  return error != NULL;
}
