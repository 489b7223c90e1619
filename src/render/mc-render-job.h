// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-render-document.h"

G_BEGIN_DECLS

/* Does what a request asks for. document: (inout): the one that is open. memory: what came with the request, -1 none; it is
 * closed. answer: (out). Gives what goes with the answer, sealed, -1 none. (transfer full) */
int mc_render_job_do (McRenderDocument **document, const McRenderRequest *request, int memory, McRenderAnswer *answer);

G_END_DECLS
