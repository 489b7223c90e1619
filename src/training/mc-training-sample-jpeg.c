// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-sample-document.h"

#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

/* One entry, the orientation (EXIF 2.3, 4.6.4). */
static void
write_orientation (struct jpeg_compress_struct *jpeg, int orientation)
{
  guint8 exif[] = {
    'E', 'x', 'i',  'f',  0, 0,                                            /* what this marker is */
    'M', 'M', 0,    42,   0, 0, 0, 8,                                      /* big-endian, the directory follows */
    0,   1,   0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (guint8) orientation, 0, 0, /* one entry: orientation, a short */
    0,   0,   0,    0,                                                     /* no further directory */
  };

  jpeg_write_marker (jpeg, JPEG_APP0 + 1, exif, sizeof exif);
}

GBytes *
mc_training_sample_jpeg (const McSampleScan *scan, int quality, int orientation)
{
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr errors;
  unsigned char *data = NULL;
  unsigned long size = 0;

  jpeg.err = jpeg_std_error (&errors); /* what it is given is our own: it has no errors but want of memory */
  jpeg_create_compress (&jpeg);
  jpeg_mem_dest (&jpeg, &data, &size);
  jpeg.image_width = (JDIMENSION) scan->width;
  jpeg.image_height = (JDIMENSION) scan->height;
  jpeg.input_components = 3;
  jpeg.in_color_space = JCS_RGB;
  jpeg_set_defaults (&jpeg);
  jpeg_set_quality (&jpeg, quality, TRUE);
  jpeg_start_compress (&jpeg, TRUE);
  if (orientation > 0)
    write_orientation (&jpeg, orientation);
  while (jpeg.next_scanline < jpeg.image_height)
    {
      JSAMPROW row = scan->rgb + (gsize) jpeg.next_scanline * (gsize) scan->width * 3;

      jpeg_write_scanlines (&jpeg, &row, 1);
    }
  jpeg_finish_compress (&jpeg);
  jpeg_destroy_compress (&jpeg);
  return g_bytes_new_with_free_func (data, size, free, data);
}
