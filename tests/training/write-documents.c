// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-test.h"

#include <stdio.h>
#include <string.h>

#include "mc-codecs.h"
#include "mc-training-sample-document.h"

/* Writes one document of each flavour and type of the sample into a folder, of the good ones a form, a draft and a result too, and a line about
 * each: flavour, file, name of the owner. usage: write-documents FOLDER */
static void
write_document (const char *folder, const McDossier *dossier, const McDocument *document, McSampleFlavour flavour,
                const char *what, GHashTable *seen)
{
  g_autofree char *kind = g_strdup_printf ("%d%s-%s", (int) flavour, what, strrchr (document->media_type, '/') + 1);
  g_autofree char *path = g_build_filename (folder, kind, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) again = NULL;

  if (!g_hash_table_add (seen, g_strdup (kind)))
    return;
  bytes = mc_training_sample_document (dossier, document);
  again = mc_training_sample_document (dossier, document);
  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL);
  printf ("%d\t%s\t%s\t%d\n", (int) flavour, kind, dossier->owner.name, g_bytes_equal (bytes, again));
}

static void
write_results (const char *folder, const McDossier *dossier, GHashTable *seen)
{
  for (guint i = 0; dossier->results != NULL && i < dossier->results->len; i++)
    {
      const McResult *result = g_ptr_array_index (dossier->results, i);
      const char *what = g_str_equal (result->state, "draft") ? "-draft" : "-result";

      for (guint k = 0; k < result->documents->len; k++)
        write_document (folder, dossier, g_ptr_array_index (result->documents, k), MC_SAMPLE_GOOD, what, seen);
    }
}

static void
write_component (const char *folder, const McDossier *dossier, const McComponent *component, GHashTable *seen)
{
  for (guint k = 0; k < component->documents->len; k++)
    {
      const McDocument *document = g_ptr_array_index (component->documents, k);
      McSampleFlavour flavour = mc_training_sample_flavour (dossier, document);

      write_document (folder, dossier, document, flavour,
                      flavour == MC_SAMPLE_GOOD && mc_training_is_form (component->name) ? "-form" : "", seen);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (McClock) clock = mc_test_clock (10, 0);
  g_autoptr (McTraining) portal = mc_test_portal (NULL, 7, 1200, clock);
  g_autofree char *token = mc_test_sign_in (portal, "tiepnhan1");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *address = g_strdup ("/officials/v1/changes");

  for (gboolean more = TRUE; more;)
    {
      g_autoptr (McTrainingResponse) page = mc_test_send (portal, "GET", address, token, NULL, NULL);
      g_autoptr (McChanges) changes = mc_codec_changes_parse (page->body, NULL);

      for (guint i = 0; i < changes->changes->len; i++)
        {
          const McChange *change = g_ptr_array_index (changes->changes, i);
          g_autofree char *place = g_strconcat ("/officials/v1/dossiers/", change->id, NULL);
          g_autoptr (McTrainingResponse) answer = mc_test_send (portal, "GET", place, token, NULL, NULL);
          g_autoptr (McDossier) dossier = mc_codec_dossier_parse (answer->body, NULL);

          for (guint j = 0; j < dossier->components->len; j++)
            write_component (argv[1], dossier, g_ptr_array_index (dossier->components, j), seen);
          write_results (argv[1], dossier, seen);
        }
      more = changes->more && changes->snapshot;
      g_free (address);
      address = g_strconcat ("/officials/v1/changes?cursor=", changes->next, NULL);
    }
  return 0;
}
