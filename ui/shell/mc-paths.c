// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-paths.h"

static gboolean
runs_in_build_tree (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return program != NULL && g_str_has_prefix (program, MC_BUILD_DIR "/");
}

const char *
mc_paths_locale_dir (void)
{
  return runs_in_build_tree () ? MC_BUILD_DIR "/po" : MC_LOCALE_DIR;
}

const char *
mc_paths_training_portal (void)
{
  return runs_in_build_tree () ? MC_BUILD_DIR "/src/training/motcua-portal" : MC_BIN_DIR "/motcua-portal";
}

const char *
mc_paths_render (void)
{
  return runs_in_build_tree () ? MC_BUILD_DIR "/src/render/motcua-render" : MC_LIBEXEC_DIR "/motcua-render";
}

void
mc_paths_prepare (void)
{
  if (runs_in_build_tree ())
    g_setenv ("GSETTINGS_SCHEMA_DIR", MC_BUILD_DIR "/data", TRUE);
}
