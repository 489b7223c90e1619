// SPDX-License-Identifier: GPL-3.0-or-later
/* Preloaded into the program by journeys that have to come later in the day: its wall clock runs ahead by the seconds
 * that stand in the file $MC_TEST_LATER (8 bytes, the machine's order), also while it runs. Timers are as they were. */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t *ahead;

__attribute__ ((constructor)) static void
find_ahead (void)
{
  const char *path = getenv ("MC_TEST_LATER");
  int file = path != NULL ? open (path, O_RDONLY | O_CLOEXEC) : -1;
  void *place;

  if (file < 0)
    return;
  place = mmap (NULL, sizeof *ahead, PROT_READ, MAP_SHARED, file, 0);
  close (file);
  if (place != MAP_FAILED)
    ahead = place;
}

__attribute__ ((visibility ("default"))) int
clock_gettime (clockid_t id, struct timespec *at)
{
  int status = (int) syscall (SYS_clock_gettime, id, at);

  if (status == 0 && id == CLOCK_REALTIME && ahead != NULL)
    at->tv_sec += *ahead;
  return status;
}

__attribute__ ((visibility ("default"))) int
gettimeofday (struct timeval *restrict at, void *restrict zone)
{
  struct timespec now;
  int status = clock_gettime (CLOCK_REALTIME, &now);

  (void) zone;
  *at = (struct timeval) { .tv_sec = now.tv_sec, .tv_usec = now.tv_nsec / 1000 };
  return status;
}
