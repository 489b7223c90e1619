// SPDX-License-Identifier: GPL-3.0-or-later
/* What motcua-render may still do once it has locked itself up. The kernel is asked, not our table. */
#include <errno.h>
#include <fcntl.h>
#include <fontconfig/fontconfig.h>
#include <glib.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mc-render-document.h"
#include "mc-render-jail.h"

/* Each tries one thing in a process of its own that has entered; 0: it could be done, else the errno. */
typedef int (*Try) (void);

static char *font;
static char *planted;

static int
code_of (long result)
{
  return result >= 0 ? 0 : errno;
}

static int
try_read_font (void)
{
  return code_of (open (font, O_RDONLY | O_CLOEXEC));
}

static int
try_write_font (void)
{
  return code_of (open (font, O_RDWR));
}

static int
try_read_file (void)
{
  return code_of (open (planted, O_RDONLY));
}

static int
try_make_file (void)
{
  return code_of (open ("/tmp/motcua-jail", O_RDONLY | O_CREAT, 0600));
}

static int
try_old_open (void)
{
#ifdef SYS_open
  return code_of (syscall (SYS_open, planted, O_RDONLY));
#else
  return EPERM;
#endif
}

static int
try_list (void)
{
  return code_of (open ("/", O_RDONLY | O_DIRECTORY));
}

static int
try_socket (void)
{
  return code_of (socket (AF_INET, SOCK_STREAM, 0));
}

static int
try_local_socket (void)
{
  return code_of (socket (AF_UNIX, SOCK_STREAM, 0));
}

static int
try_pair (void)
{
  int ends[2];

  return code_of (socketpair (AF_UNIX, SOCK_STREAM, 0, ends));
}

static int
try_fork (void)
{
  pid_t pid = fork ();

  if (pid == 0)
    _exit (0);
  return code_of (pid);
}

static int
try_run (void)
{
  char *const arguments[] = { (char *) "/bin/true", NULL };

  execve (arguments[0], arguments, NULL);
  return errno;
}

static int
try_kill (void)
{
  return code_of (kill (getppid (), 0));
}

static int
try_trace (void)
{
  return code_of (syscall (SYS_ptrace, 16 /* PTRACE_ATTACH */, getppid (), 0, 0));
}

static int
try_code (void)
{
  void *memory = mmap (NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  return memory != MAP_FAILED ? 0 : errno;
}

static int
try_privileges (void)
{
  return code_of (prctl (PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0));
}

static int
try_more_memory (void)
{
  const struct rlimit more = { RLIM_INFINITY, RLIM_INFINITY };

  return code_of (setrlimit (RLIMIT_AS, &more));
}

static int
try_too_much_memory (void)
{
  const gsize size = 600 * 1024 * 1024;
  void *memory = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  return memory != MAP_FAILED ? munmap (memory, size) : errno;
}

static int
try_memory (void)
{
  void *memory = mmap (NULL, 200 * 1024 * 1024, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  return memory != MAP_FAILED ? 0 : errno;
}

static int
try_memory_of_a_name (void)
{
  int memory = memfd_create ("test", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  return memory >= 0 && ftruncate (memory, 4096) == 0 && fcntl (memory, F_ADD_SEALS, F_SEAL_SHRINK) == 0 ? 0 : errno;
}

static int
in_jail (Try try)
{
  int status = 0, code = -1;
  int ends[2];
  pid_t pid;

  g_assert_cmpint (pipe (ends), ==, 0);
  pid = fork ();
  if (pid == 0)
    {
      mc_render_document_prepare ();
      code = mc_render_jail_enter (NULL) ? try () : -2;
      (void) !write (ends[1], &code, sizeof code);
      _exit (0);
    }
  close (ends[1]);
  g_assert_cmpint (read (ends[0], &code, sizeof code), ==, sizeof code);
  close (ends[0]);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_cmpint (code, !=, -2);
  return code;
}

static void
test_refused (gconstpointer data)
{
  int code = in_jail ((Try) data);

  g_assert_true (code == EPERM || code == EACCES || code == ENOMEM);
}

static void
test_allowed (gconstpointer data)
{
  g_assert_cmpint (in_jail ((Try) data), ==, 0);
}

/* Outside it can be done: what is refused above is refused by the jail. */
static void
test_outside (void)
{
  g_assert_cmpint (try_read_file (), ==, 0);
  g_assert_cmpint (try_socket (), ==, 0);
  g_assert_cmpint (try_fork (), ==, 0);
  g_assert_cmpint (try_code (), ==, 0);
  g_assert_cmpint (try_too_much_memory (), ==, 0);
}

static char *
find_font (void)
{
  FcPattern *pattern = FcNameParse ((const FcChar8 *) "Sans");
  FcPattern *match;
  FcResult result;
  FcChar8 *file = NULL;
  char *path;

  FcConfigSubstitute (NULL, pattern, FcMatchPattern);
  FcDefaultSubstitute (pattern);
  match = FcFontMatch (NULL, pattern, &result);
  g_assert_cmpint (FcPatternGetString (match, FC_FILE, 0, &file), ==, FcResultMatch);
  path = g_strdup ((const char *) file);
  FcPatternDestroy (match);
  FcPatternDestroy (pattern);
  return path;
}

int
main (int argc, char **argv)
{
  const struct
  {
    const char *name;
    Try try;
  } refused[] = {
    { "write-font", try_write_font },
    { "read-file", try_read_file },
    { "make-file", try_make_file },
    { "old-open", try_old_open },
    { "list", try_list },
    { "socket", try_socket },
    { "local-socket", try_local_socket },
    { "socketpair", try_pair },
    { "fork", try_fork },
    { "run", try_run },
    { "kill", try_kill },
    { "trace", try_trace },
    { "code", try_code },
    { "privileges", try_privileges },
    { "more-memory", try_more_memory },
    { "too-much-memory", try_too_much_memory },
  };
  int result;

  g_test_init (&argc, &argv, NULL);
  font = find_font ();
  planted = g_build_filename (g_get_tmp_dir (), "motcua-jail-XXXXXX", NULL);
  close (g_mkstemp (planted));
  g_test_add_func ("/jail/outside", test_outside);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strconcat ("/jail/refused/", refused[i].name, NULL);

      g_test_add_data_func (path, (gconstpointer) refused[i].try, test_refused);
    }
  g_test_add_data_func ("/jail/allowed/font", (gconstpointer) try_read_font, test_allowed);
  g_test_add_data_func ("/jail/allowed/memory", (gconstpointer) try_memory, test_allowed);
  g_test_add_data_func ("/jail/allowed/memory-of-a-name", (gconstpointer) try_memory_of_a_name, test_allowed);
  result = g_test_run ();
  unlink (planted);
  g_free (planted);
  g_free (font);
  return result;
}
