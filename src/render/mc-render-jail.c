// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-render-jail.h"

#include <errno.h>
#include <fcntl.h>
#include <fontconfig/fontconfig.h>
#include <gio/gio.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "mc-render-wire.h"

/* standard streams, the socket, a document or an answer, a font */
#define MAX_DESCRIPTORS 12

/* Where fonts may lie besides what fontconfig says, and the tables of writings that poppler reads. */
static const char *const more_places[] = { "/usr/share/poppler", "/run/host/fonts", NULL };

static gboolean
fail (GError **error, const char *doing, int code)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", doing, g_strerror (code));
  return FALSE;
}

static gboolean
limit (int what, guint64 most, GError **error)
{
  const struct rlimit limits = { most, most };

  return setrlimit (what, &limits) == 0 || fail (error, "setrlimit", errno);
}

static gboolean
set_limits (GError **error)
{
  return limit (RLIMIT_AS, MC_RENDER_MEMORY, error) && limit (RLIMIT_CORE, 0, error)
         && limit (RLIMIT_NOFILE, MAX_DESCRIPTORS, error)
         && limit (RLIMIT_FSIZE, (guint64) MC_RENDER_MAX_PIXELS * 4 + 65536, error);
}

static void
allow_below (int rules, const char *place)
{
  struct landlock_path_beneath_attr rule
      = { .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE, .parent_fd = open (place, O_PATH | O_CLOEXEC) };

  if (rule.parent_fd < 0)
    return; /* a place that is not there */
  syscall (SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  close (rule.parent_fd);
}

/* Documents without fonts of their own (many from office programs) need those of the machine, and which ones is known only
 * when they are met: reading below the folders of fonts must remain. FALSE: this kernel cannot confine it, and nothing may
 * be opened; such text is left out of the picture then. */
static gboolean
confine_reading (void)
{
  const struct landlock_ruleset_attr attributes
      = { .handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE
                               | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_REMOVE_DIR
                               | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG
                               | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_SYM };
  int rules = (int) syscall (SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
  FcStrList *places = rules >= 0 ? FcConfigGetFontDirs (NULL) : NULL;
  gboolean confined;
  FcChar8 *place;

  while (places != NULL && (place = FcStrListNext (places)) != NULL)
    allow_below (rules, (const char *) place);
  if (places != NULL)
    FcStrListDone (places);
  for (guint i = 0; rules >= 0 && more_places[i] != NULL; i++)
    allow_below (rules, more_places[i]);
  confined = rules >= 0 && syscall (SYS_landlock_restrict_self, rules, 0) == 0;
  if (rules >= 0)
    close (rules);
  return confined;
}

/* What drawing and answering needs, whatever the arguments. All else fails with EPERM: libraries bear that, and what does
 * not ends. */
static const int allowed[] = {
  SCMP_SYS (read),
  SCMP_SYS (pread64),
  SCMP_SYS (readv),
  SCMP_SYS (write),
  SCMP_SYS (close),
  SCMP_SYS (fstat),
  SCMP_SYS (newfstatat),
  SCMP_SYS (lseek),
  SCMP_SYS (munmap),
  SCMP_SYS (mremap),
  SCMP_SYS (brk),
  SCMP_SYS (madvise),
  SCMP_SYS (futex),
  SCMP_SYS (getrandom),
  SCMP_SYS (clock_gettime),
  SCMP_SYS (gettimeofday),
  SCMP_SYS (getpid),
  SCMP_SYS (gettid),
  SCMP_SYS (rt_sigprocmask),
  SCMP_SYS (rt_sigreturn),
  SCMP_SYS (sched_yield),
  SCMP_SYS (memfd_create),
  SCMP_SYS (ftruncate),
  SCMP_SYS (exit),
  SCMP_SYS (exit_group),
  SCMP_SYS (set_robust_list),
  SCMP_SYS (rseq),
  SCMP_SYS (restart_syscall),
};

static int
allow_some (scmp_filter_ctx filter, gboolean reading)
{
  int failed = 0;

  /* nothing that was made here is ever run */
  failed |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (mmap), 1, SCMP_A2 (SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  failed
      |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (mprotect), 1, SCMP_A2 (SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  failed |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (fcntl), 1, SCMP_A1 (SCMP_CMP_EQ, F_ADD_SEALS));
  failed |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (fcntl), 1, SCMP_A1 (SCMP_CMP_EQ, F_GET_SEALS));
  failed |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (fcntl), 1, SCMP_A1 (SCMP_CMP_EQ, F_GETFL));
  failed |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (fcntl), 1, SCMP_A1 (SCMP_CMP_EQ, F_SETFD));
  /* the one socket that there is */
  failed |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (recvmsg), 1, SCMP_A0 (SCMP_CMP_EQ, MC_RENDER_SOCKET));
  failed |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (sendmsg), 1, SCMP_A0 (SCMP_CMP_EQ, MC_RENDER_SOCKET));
  /* the decoder of HEIC has a thread of its own; glibc falls back from clone3, whose flags cannot be seen from here */
  failed |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (clone), 1,
                              SCMP_A0 (SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
  failed |= seccomp_rule_add (filter, SCMP_ACT_ERRNO (ENOSYS), SCMP_SYS (clone3), 0);
  /* abort() */
  failed |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (tgkill), 1,
                              SCMP_A0 (SCMP_CMP_EQ, (scmp_datum_t) getpid ()));
  if (reading)
    failed |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (openat), 1,
                                SCMP_A2 (SCMP_CMP_MASKED_EQ, O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND, O_RDONLY));
  return failed;
}

static gboolean
filter_calls (gboolean reading, GError **error)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ERRNO (EPERM));
  int failed = filter != NULL ? 0 : -ENOMEM;

  for (guint i = 0; failed == 0 && i < G_N_ELEMENTS (allowed); i++)
    failed = seccomp_rule_add (filter, SCMP_ACT_ALLOW, allowed[i], 0);
  if (failed == 0)
    failed = allow_some (filter, reading);
  if (failed == 0)
    failed = seccomp_load (filter);
  if (filter != NULL)
    seccomp_release (filter);
  return failed == 0 || fail (error, "seccomp", ABS (failed));
}

gboolean
mc_render_jail_enter (GError **error)
{
  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    return fail (error, "prctl", errno);
  return set_limits (error) && filter_calls (confine_reading (), error);
}
