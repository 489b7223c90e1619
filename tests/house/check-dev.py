#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`./dev` on every kind of machine: each situation ends well or in one sentence, and nothing is written elsewhere.

usage: check-dev.py SOURCE_ROOT

Each case runs the real script in a throw-away folder whose PATH holds nothing but plain tools and stand-ins for the ones
that change a machine (apt-get, mmdebstrap, bwrap, …): they note how they were called and fail as the real ones were seen
to. The script's copy reads /etc of the sandbox; nothing else of it is changed.
"""
import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

PLAIN = ('bash sh env awk basename cat chmod comm cp cut date dirname find flock grep head ls mkdir mv printf readlink rm sed '
         'sha256sum sleep sort tail touch tr true false xargs').split()
DEBIAN_12 = 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n'
DEBIAN_13 = 'ID=debian\nVERSION_ID="13"\nPRETTY_NAME="Debian GNU/Linux 13 (trixie)"\n'
DEBIAN_SID = 'ID=debian\nPRETTY_NAME="Debian GNU/Linux forky/sid"\n'
FEDORA = 'ID=fedora\nVERSION_ID=42\nPRETTY_NAME="Fedora Linux 42"\n'
HOST_TOOLS = {'mmdebstrap': 'mmdebstrap', 'bubblewrap': 'bwrap', 'uidmap': 'newuidmap'}
NO_NETWORK = "Err:1 http://deb.debian.org/debian trixie InRelease\n  Temporary failure resolving 'deb.debian.org'"

# Every stand-in notes its name and words; $S is the sandbox. How it behaves says a file `NAME.mode`.
NOTE = '#!%s\nS=%s\nname=${0##*/}\nprintf \'%%s\\n\' "$name $*" >>"$S/calls"\nmode=$(cat "$S/$name.mode" 2>/dev/null) || :\n'
FAKES = {
    'apt-get': '''
export how=$mode
case " $* " in
  *" update "*) [ "$how" = stale ] && rm "$S/apt-get.mode"; exit 0 ;;
esac
case $how in
  offline) echo "%s"; exit 100 ;;
  full) echo "E: You don't have enough free space in /var/cache/apt/archives/."; exit 100 ;;
  stale) echo "E: Unable to locate package meson"; exit 100 ;;
  broken) echo "E: Sub-process /usr/bin/dpkg returned an error code (1)"; exit 100 ;;
esac
for word in "$@"; do
  case $word in -*|install) ;; *) echo "$word" >>"$S/installed"
    [ -e "$S/store/$word" ] && cp "$S/store/$word"/* "$S/bin/" ;; esac
done
exit 0
''' % NO_NETWORK,
    'dpkg-query': '''
shift 3
for word in "$@"; do
  grep -qxF "$word" "$S/installed" && echo "ii $word" || echo "dpkg-query: no packages found matching $word" >&2
done
exit 0
''',
    'dpkg': '',
    'mmdebstrap': '''
for target in "$@"; do case $target in --essential-hook=*) hook=${target#*=} ;; esac; done
[ -e "$target" ] && { echo "E: $target is not empty"; exit 1; }
mkdir -p "$target/usr" "$target/var"
case $mode in
  offline) echo "%s"; exit 1 ;;
  full) echo "dpkg: error: failed to write: No space left on device"; exit 1 ;;
  broken) echo "E: something nobody has seen before"; exit 1 ;;
  killed) kill -9 -- -$(cat "$S/dev.pid") ;;
  interrupted) kill -INT -- -$(cat "$S/dev.pid"); sleep 5; exit 1 ;;
esac
sh -c "$hook" exec "$target"
''' % NO_NETWORK,
    'bwrap': 'while [ "$1" != -- ]; do shift; done; shift; exec "$@"',
    'newuidmap': '',
    'unshare': '''
[ "$mode" = forbidden ] && { echo "unshare: unshare failed: Operation not permitted" >&2; exit 1; }
while [ "${1#--}" != "$1" ]; do shift; done; exec "$@"
''',
    'id': 'case $1 in -u) cat "$S/uid" ;; -un) [ "$(cat "$S/uid")" = 0 ] && echo root || echo thu ;; esac',
    'df': '''
free=90000; [ -n "$mode" ] && free=$mode
printf 'Filesystem 1M-blocks Used Available Capacity Mounted\\nx 100000 1 %%s 1%%%% /\\n' "$free"
'''.replace('%%', '%'),
    'locale': 'cat "$S/locales"',
    'localedef': '[ "$mode" = broken ] && exit 1; for word; do :; done; mkdir -p "$word"',
    'pkg-config': 'shift; ! grep -qxF "$1" "$S/lacks"',
    'cc': '', 'msgfmt': '', 'blueprint-compiler': '', 'clang-format': '', 'python3': '',
    'meson': '[ "$mode" = broken ] && exit 1; [ -e build/meson-private ] && exit 9; mkdir -p build; touch build/build.ninja',
    'ninja': '[ -z "$mode" ]',
}
BASIC_SYSTEM = ('apt-get', 'dpkg', 'dpkg-query', 'unshare', 'id', 'df', 'locale', 'localedef', 'meson', 'ninja', 'python3')
number = failed = 0


class Sandbox:
    """A machine: its /etc/os-release, who sits there, which tools it has."""

    def __init__(self, place, release, uid=0, host_tools=True):
        self.place = place
        self.checkout = self.path('checkout')
        for folder in ('bin', 'etc', 'home', 'tmp', 'store', 'checkout/src', 'checkout/ui', 'checkout/tests'):
            os.makedirs(self.path(folder))
        for name in PLAIN:
            os.symlink(shutil.which(name), self.path('bin', name))
        for name in BASIC_SYSTEM:
            self.fake(name)
        for package, tool in HOST_TOOLS.items():
            self.fake(tool, 'bin' if host_tools else os.path.join('store', package))
        self.write('etc/os-release', release)
        self.write('etc/subuid', 'thu:100000:65536\n')
        self.write('etc/subgid', 'thu:100000:65536\n')
        self.write('uid', '%d\n' % uid)
        self.write('locales', 'C\nC.utf8\nPOSIX\nen_US.utf8\nvi_VN.utf8\n')
        self.write('lacks', '')
        self.write('installed', '')
        self.write('calls', '')
        script, count = re.subn(r'/etc/(os-release|subuid|subgid)\b', lambda m: self.path(m.group(0)[1:]), read('dev'))
        assert count == 4, 'dev names the files of /etc that this test replaces %d times' % count
        self.write('checkout/dev', script)
        os.chmod(self.path('checkout/dev'), 0o755)
        for name in ('meson.build', 'ui/meson.build'):
            shutil.copy(name, self.path('checkout', name))

    def path(self, *names):
        return os.path.join(self.place, *names)

    def write(self, name, text):
        with open(self.path(name), 'w', encoding='utf-8') as file:
            file.write(text)

    def mode(self, name, how):
        self.write(name + '.mode', how)

    def fake(self, name, folder='bin'):
        os.makedirs(self.path(folder), exist_ok=True)
        self.write(os.path.join(folder, name), NOTE % (shutil.which('bash'), self.place) + FAKES[name])
        os.chmod(self.path(folder, name), 0o755)

    def cache(self, *names):
        return self.path('home', '.cache', 'motcua', *names)

    def roots(self):
        place = self.cache()
        return sorted(n for n in os.listdir(place) if n.startswith('root-')) if os.path.isdir(place) else []

    def calls(self, name=None):
        return [line for line in read(self.path('calls')).splitlines() if name is None or line.split()[0] == name]

    def start(self, *words, **variables):
        return self.start_program(self.path('checkout/dev'), *words, **variables)

    def start_program(self, *words, **variables):
        environment = {'PATH': self.path('bin'), 'HOME': self.path('home'), 'TMPDIR': self.path('tmp'), **variables}
        self.write('calls', '')
        process = subprocess.Popen([self.path('bin', 'bash'), '-c', 'echo $$ >%s; exec "$@"' % self.path('dev.pid'), 'dev',
                                    *words],
                                   env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True, start_new_session=True)
        return process

    def dev(self, *words, **variables):
        """(exit code, output, what it said) of ./dev WORDS."""
        return self.run(self.path('checkout/dev'), *words, **variables)

    def run(self, *words, **variables):
        process = self.start_program(*words, **variables)
        try:
            out, said = process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        return process.returncode, out, said

    def strays(self):
        """Everything below the sandbox that a machine would find changed, but for the checkout's build and the cache."""
        ours = {'bin', 'etc', 'store', 'uid', 'locales', 'lacks', 'installed', 'calls', 'dev.pid'}
        for place, _, files in os.walk(self.place):
            for name in files:
                path = os.path.relpath(os.path.join(place, name), self.place)
                if (path.split('/')[0] not in ours and not path.endswith('.mode')
                        and not path.startswith(('home/.cache/motcua/', 'checkout/build/'))
                        and path not in ('checkout/dev', 'checkout/.ci/run', 'checkout/meson.build', 'checkout/ui/meson.build')):
                    yield 'was written: ' + path


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def sentence(result, *words):
    """The run failed with exit code 1 and its last line is the one sentence, with these words."""
    code, _, said = result
    lines = [line for line in said.splitlines() if line.startswith('dev: ')]
    if code != 1:
        yield 'exit code %d' % code
    if len(lines) != 1 or said.splitlines()[-1:] != lines:
        yield 'not one sentence at the end: ' + said
        return
    for word in words:
        if word not in lines[0]:
            yield 'the sentence lacks "%s": %s' % (word, lines[0])


def works(result, code=0):
    if result[0] != code:
        yield 'exit code %d: %s' % (result[0], result[2])
    if 'dev: ' in result[2]:
        yield 'complains: ' + result[2]


def unless(true, problem):
    if not true:
        yield problem


def packages(name='PACKAGES'):
    return re.search(r'^%s="?([^"\n]*(?:\n [^"]*)*)' % name, read('dev'), re.M).group(1).split()


# ---- Debian 12 -------------------------------------------------------------------------------------------------------

def twelve_root(s):
    yield from works(s.dev('shell', 'true'))
    made = s.calls('mmdebstrap')
    wanted = ','.join(packages() + packages('ROOT_PACKAGES'))
    yield from unless(len(made) == 1 and '--include=%s ' % wanted in made[0], 'the root was not made once, with the packages')
    yield from unless(len(s.roots()) == 1 and not s.roots()[0].endswith('.part'), 'roots: %s' % s.roots())
    yield from unless('vi_VN.UTF-8 UTF-8' in read(s.cache(s.roots()[0], 'etc', 'locale.gen')), 'the root lacks vi_VN')
    yield from works(s.dev('shell', 'false'), 1)
    yield from unless(not s.calls('mmdebstrap') and not s.calls('apt-get'), 'the second call set something up')


def twelve_root_named(s):
    """By both lists: a package more in either is another root."""
    names = set()
    for line in ('', 'PACKAGES="x"', 'ROOT_PACKAGES=x'):
        script = read(s.path('checkout/dev'))
        name = line.split('=')[0]
        changed = re.sub(r'(?m)^%s=("[^"]*"|\w+)$' % name, line, script) if line else script
        s.write('checkout/dev', changed)
        s.dev('shell', 'true')
        names.add(s.calls('mmdebstrap')[-1].split()[-1])
        s.write('checkout/dev', script)
    yield from unless(len(names) == 3, 'roots: %s' % names)


def twelve_root_installs(s):
    yield from works(s.dev('shell', 'true'))
    asked = [c for c in s.calls('apt-get') if ' install ' in c]
    yield from unless(len(asked) == 1 and asked[0].endswith(' mmdebstrap bubblewrap'), 'apt-get was asked: %s' % asked)
    yield from unless(not s.calls('newuidmap'), 'root needs no uidmap')


def twelve_user(s):
    yield from works(s.dev('shell', 'true'))
    yield from unless(any('--map-root-user --map-auto mmdebstrap' in c for c in s.calls('unshare')), 'not in a namespace')
    yield from unless(any('--mode=unshare' in c for c in s.calls('mmdebstrap')), 'mmdebstrap would want root')


def twelve_user_lacks_tools(s):
    yield from sentence(s.dev('shell', 'true'), 'sudo apt-get install', ' mmdebstrap bubblewrap uidmap')
    yield from unless(not s.calls('apt-get'), 'apt-get was called')


def twelve_user_lacks_ids(s):
    s.write('etc/subuid', 'other:100000:65536\n')
    yield from sentence(s.dev('shell', 'true'), 'sudo usermod --add-subuids', 'thu')


def twelve_user_forbidden(s):
    s.mode('unshare', 'forbidden')
    yield from sentence(s.dev('shell', 'true'), 'sudo sysctl', 'user_namespaces')


def after(s, code=0):
    """What went wrong is over: the next call begins the step again."""
    s.mode('mmdebstrap', '')
    s.mode('df', '')
    yield from works(s.dev('shell', 'true'), code)
    yield from unless(len(s.calls('mmdebstrap')) == 1, 'the root was not made again')
    yield from unless(len(s.roots()) == 1 and not s.roots()[0].endswith('.part'), 'roots: %s' % s.roots())


def twelve_offline(s):
    s.mode('mmdebstrap', 'offline')
    yield from sentence(s.dev('shell', 'true'), 'http://deb.debian.org could not be reached', s.cache('root.log'))
    yield from unless(not s.roots(), 'left: %s' % s.roots())
    yield from after(s)


def twelve_full_before(s):
    s.mode('df', '700')
    yield from sentence(s.dev('shell', 'true'), '2.5 GB', '0.7 GB', s.cache())
    yield from unless(not s.calls('mmdebstrap'), 'mmdebstrap was called')
    yield from after(s)


def twelve_full_during(s):
    s.mode('mmdebstrap', 'full')
    yield from sentence(s.dev('shell', 'true'), 'the disk is full', '2.5 GB', s.cache())
    yield from unless(not s.roots(), 'the half root still takes room')
    yield from after(s)


def twelve_unknown(s):
    s.mode('mmdebstrap', 'broken')
    result = s.dev('shell', 'true')
    yield from sentence(result, s.cache('root.log'))
    yield from unless('nobody has seen before' in result[2], 'the reason is not shown')


def twelve_killed(s):
    s.mode('mmdebstrap', 'killed')
    result = s.dev('shell', 'true')
    yield from unless(result[0] == -signal.SIGKILL, 'was not killed: %s' % (result,))
    yield from unless(any(n.endswith('.part') for n in s.roots()), 'nothing half made, so this tests nothing')
    yield from after(s)


def twelve_interrupted(s):
    s.mode('mmdebstrap', 'interrupted')
    yield from sentence(s.dev('shell', 'true'), 'interrupted; the next call')
    yield from after(s)


def twelve_old_roots(s):
    for name in ('root-old', 'root-older.part', 'root-used', 'root-other'):
        os.makedirs(s.cache(name, 'usr'))
        if not name.endswith('.part'):
            s.write('home/.cache/motcua/%s/.ready' % name, '')
            os.utime(s.cache(name, '.ready'), times=(0, 0))
    os.utime(s.cache('root-other', '.ready'))
    s.mode('mmdebstrap', 'offline')
    s.dev('shell', 'true')
    yield from unless(len(s.roots()) == 4, 'a root was removed before the new one stood: %s' % s.roots())
    s.mode('mmdebstrap', '')
    used = os.open(s.cache('root-used'), os.O_RDONLY)
    fcntl.flock(used, fcntl.LOCK_SH)
    yield from works(s.dev('shell', 'true'))
    yield from unless(len(s.roots()) == 3 and {'root-used', 'root-other'} < set(s.roots()), 'roots: %s' % s.roots())
    os.close(used)
    new = (set(s.roots()) - {'root-used', 'root-other'}).pop()
    os.utime(s.cache(new, '.ready'), times=(0, 0))
    yield from works(s.dev('shell', 'true'))
    yield from unless(os.stat(s.cache(new, '.ready')).st_mtime > 0, 'that a root is used is not noted')


def twelve_two_at_once(s):
    os.makedirs(s.cache())
    lock = os.open(s.cache('root.lock'), os.O_RDWR | os.O_CREAT)
    fcntl.flock(lock, fcntl.LOCK_EX)
    process = s.start('shell', 'true')
    line = process.stderr.readline()
    yield from unless('waiting' in line, 'does not say that it waits: ' + line)
    yield from unless(not s.calls('mmdebstrap'), 'did not wait')
    os.close(lock)
    _, said = process.communicate(timeout=30)
    yield from works((process.returncode, '', said))


# ---- Debian 13 and newer ---------------------------------------------------------------------------------------------

def native(s):
    yield from works(s.dev('shell', 'true'))
    asked = [c.split() for c in s.calls('apt-get')]
    yield from unless(len(asked) == 1 and set(packages()) <= set(asked[0]), 'apt-get was asked: %s' % asked)
    yield from unless(not set(packages('ROOT_PACKAGES')) & set(asked[0]), 'a server was installed: %s' % asked)
    yield from unless(not s.calls('mmdebstrap') and not s.calls('bwrap'), 'a root was made or entered')
    yield from works(s.dev('shell', 'bash', '-c', 'exit 7'), 7)
    yield from unless(not s.calls('apt-get'), 'the second call installed something')


def native_stale_lists(s):
    s.mode('apt-get', 'stale')
    yield from works(s.dev('shell', 'true'))
    yield from unless(['update' in c for c in s.calls('apt-get')] == [False, True, False], '%s' % s.calls('apt-get'))


def native_user(s):
    s.write('installed', '\n'.join(p for p in packages() if p not in ('meson', 'valgrind')) + '\n')
    result = s.dev('shell', 'true')
    yield from sentence(result, 'sudo apt-get install', ' meson valgrind')
    yield from unless('gdb' not in result[2], 'names what is there')
    yield from unless(not s.calls('apt-get'), 'apt-get was called')


def native_offline(s):
    s.mode('apt-get', 'offline')
    yield from sentence(s.dev('shell', 'true'), 'http://deb.debian.org could not be reached')


def native_full(s):
    s.mode('apt-get', 'full')
    yield from sentence(s.dev('shell', 'true'), 'the disk is full', '2.5 GB')


def native_unknown(s):
    s.mode('apt-get', 'broken')
    yield from sentence(s.dev('shell', 'true'), s.cache('apt.log'))


def all_installed(s):
    s.write('installed', '\n'.join(packages()) + '\n')


def native_locale(s):
    all_installed(s)
    _, out, _ = s.dev('shell', 'env')
    yield from unless('LOCPATH' not in out, 'LOCPATH is set though the system has the locale')
    s.write('locales', 'C\nC.utf8\nPOSIX\n')
    s.mode('localedef', 'broken')
    yield from sentence(s.dev('shell', 'env'), 'vi_VN.UTF-8')
    s.mode('localedef', '')
    for made in (2, 0):
        code, out, _ = s.dev('shell', 'env')
        yield from unless(code == 0 and 'LOCPATH=%s\n' % s.cache('locale') in out, 'no LOCPATH: ' + out)
        yield from unless(len(s.calls('localedef')) == made, 'localedef: %s' % s.calls('localedef'))
    yield from unless('HOME=%s\n' % s.cache('home') in out, 'the build works in the home of the person')


def native_cache_elsewhere(s):
    all_installed(s)
    place = s.cache('elsewhere')
    yield from works(s.dev('shell', 'true', XDG_CACHE_HOME=place))
    yield from unless(os.listdir(s.cache()) == ['elsewhere'] and os.listdir(place) == ['motcua'], 'XDG_CACHE_HOME is ignored')


# ---- elsewhere -------------------------------------------------------------------------------------------------------

def fedora(s):
    s.write('lacks', 'gtk4 >= 4.18\nsqlcipher\n')
    for name in ('apt-get', 'dpkg', 'dpkg-query'):
        os.unlink(s.path('bin', name))
    yield from sentence(s.dev('shell', 'true'), 'Fedora Linux 42', 'blueprint-compiler', 'gtk4 >= 4.18,', 'sqlcipher,',
                        ' '.join(packages()))


def fedora_has_all(s):
    for name in ('cc', 'msgfmt', 'blueprint-compiler', 'pkg-config'):
        s.fake(name)
    yield from works(s.dev('shell', 'true'))
    asked = {c.split(' ', 2)[2] for c in s.calls('pkg-config')}
    wanted = set()
    for place, _, files in os.walk('.'):
        if 'meson.build' in files and not place.startswith('./build'):
            for name, version in re.findall(r"dependency \('([^']+)'(?:, version: '([^']+)')?",
                                            read(os.path.join(place, 'meson.build'))):
                wanted.add((name + ' ' + version).strip())
    yield from unless(asked == wanted, 'asked for %s' % sorted(asked ^ wanted))


def cache_unwritable(s):
    s.write('home/.cache', '')
    yield from sentence(s.dev('shell', 'true'), s.cache(), 'cannot be written')
    os.unlink(s.path('home/.cache'))
    if os.geteuid() != 0:  # root writes everywhere
        os.makedirs(s.cache('home'))
        os.chmod(s.cache(), 0o555)
        yield from sentence(s.dev('shell', 'true'), s.cache(), 'cannot be written')
        os.chmod(s.cache(), 0o755)


def set_up(s):
    all_installed(s)
    os.makedirs(s.path('checkout/build/meson-private'))  # a set-up that was interrupted
    yield from works(s.dev('test', '--all', 'store'))
    yield from unless(s.calls('meson') == ['meson setup build', 'meson setup build-asan -Db_sanitize=address,undefined'],
                      '%s' % s.calls('meson'))
    yield from unless(s.calls('python3')[-1:] == ['python3 tests/run-tests.py build --sanitized build-asan --all store'], '%s' % s.calls('python3'))
    yield from works(s.dev('bench', 'startup'))
    yield from unless(not s.calls('meson'), 'set up twice')
    os.unlink(s.path('checkout/build/build.ninja'))
    yield from works(s.dev('test', CI='true'))
    yield from unless(s.calls('meson') == ['meson setup build --werror'], 'CI: %s' % s.calls('meson'))


def continuous_integration(s):
    all_installed(s)
    s.fake('clang-format')
    os.makedirs(s.path('checkout/.ci'))
    shutil.copy('.ci/run', s.path('checkout/.ci/run'))
    yield from works(s.run(s.path('checkout/.ci/run')))
    told = [c for c in s.calls() if c.split()[0] in ('meson', 'clang-format', 'python3')]
    yield from unless(told == ['clang-format --dry-run --Werror', 'meson setup build --werror',
                               'meson setup build-asan --werror -Db_sanitize=address,undefined',
                               'python3 tests/run-tests.py build --sanitized build-asan --all'], '%s' % told)


def no_home(s):
    yield from sentence(s.dev('shell', 'true', HOME=''), 'HOME is not set')


def build_fails(s):
    all_installed(s)
    s.mode('ninja', 'broken')
    yield from sentence(s.dev('test'), 'the build failed')
    s.mode('df', '10')
    yield from sentence(s.dev('test'), 'The build needs', s.checkout)
    os.unlink(s.path('checkout/build/build.ninja'))
    s.mode('df', '')
    s.mode('meson', 'broken')
    yield from sentence(s.dev('test'), 'the build failed')


def commands(s):
    code, _, said = s.dev()
    yield from unless(code == 2, 'exit code %d' % code)
    usage = set(re.findall(r'^  ([a-z]+) ', said, re.M))
    table = set(re.findall(r'^\| `\./dev ([a-z]+)', read('README.md'), re.M))
    yield from unless(usage and usage == table, 'the usage and the README differ in %s' % sorted(usage ^ table))
    yield from unless(not s.calls(), 'it did something')


CASES = [
    ('commands', 'the usage names the commands of the README', commands, DEBIAN_12, {}),
    ('root', 'Debian 12, root: makes the root once and enters it', twelve_root, DEBIAN_12, {}),
    ('root-name', 'Debian 12, root: another list makes another root', twelve_root_named, DEBIAN_12, {}),
    ('tools', 'Debian 12, root: installs what makes the root', twelve_root_installs, DEBIAN_12, {'host_tools': False}),
    ('user', 'Debian 12, ordinary user: makes the root in a namespace', twelve_user, DEBIAN_12, {'uid': 1000}),
    ('user-tools', 'Debian 12, ordinary user: names the command for missing tools', twelve_user_lacks_tools, DEBIAN_12,
     {'uid': 1000, 'host_tools': False}),
    ('user-ids', 'Debian 12, ordinary user: names the command for missing subordinate ids', twelve_user_lacks_ids,
     DEBIAN_12, {'uid': 1000}),
    ('user-ns', 'Debian 12, ordinary user: names the command for forbidden namespaces', twelve_user_forbidden, DEBIAN_12,
     {'uid': 1000}),
    ('offline', 'Debian 12: no network', twelve_offline, DEBIAN_12, {}),
    ('full', 'Debian 12: a disk that is full before', twelve_full_before, DEBIAN_12, {}),
    ('full-during', 'Debian 12: a disk that fills up', twelve_full_during, DEBIAN_12, {}),
    ('unknown', 'Debian 12: a failure nobody foresaw', twelve_unknown, DEBIAN_12, {}),
    ('killed', 'Debian 12: killed half-way', twelve_killed, DEBIAN_12, {}),
    ('interrupted', 'Debian 12: Ctrl+C half-way', twelve_interrupted, DEBIAN_12, {}),
    ('old', 'Debian 12: older roots go when the new one stands and nobody works in them any more', twelve_old_roots, DEBIAN_12, {}),
    ('two', 'Debian 12: two at once', twelve_two_at_once, DEBIAN_12, {}),
    ('native', 'Debian 13, root: installs and works without a root tree', native, DEBIAN_13, {}),
    ('sid', 'Debian unstable, root: as Debian 13', native, DEBIAN_SID, {}),
    ('stale', 'Debian 13, root: old package lists', native_stale_lists, DEBIAN_13, {}),
    ('native-user', 'Debian 13, ordinary user: names the command for what is missing', native_user, DEBIAN_13,
     {'uid': 1000}),
    ('native-offline', 'Debian 13: no network', native_offline, DEBIAN_13, {}),
    ('native-full', 'Debian 13: a full disk', native_full, DEBIAN_13, {}),
    ('native-unknown', 'Debian 13: a failure nobody foresaw', native_unknown, DEBIAN_13, {}),
    ('locale', 'Debian 13: makes the Vietnamese locale in the cache when the system lacks it', native_locale, DEBIAN_13, {}),
    ('elsewhere', 'the cache is where the user keeps caches', native_cache_elsewhere, DEBIAN_13, {}),
    ('fedora', 'another distribution: lists what is needed', fedora, FEDORA, {'uid': 1000}),
    ('fedora-all', 'another distribution that has everything: works', fedora_has_all, FEDORA, {'uid': 1000}),
    ('cache', 'a cache directory that cannot be written', cache_unwritable, DEBIAN_13, {}),
    ('set-up', 'an interrupted set-up is begun again; CI turns warnings into errors', set_up, DEBIAN_13, {}),
    ('ci', '.ci/run checks the format and runs all, sanitized too', continuous_integration, DEBIAN_13, {}),
    ('home', 'no home', no_home, DEBIAN_13, {}),
    ('build', 'a build that fails, and one that runs out of disk', build_fails, DEBIAN_13, {}),
]


def main():
    global failed
    os.chdir(sys.argv[1])
    print('1..%d' % len(CASES))
    for index, (name, title, case, release, machine) in enumerate(CASES, 1):
        with tempfile.TemporaryDirectory(prefix='dev-' + name + '-') as place:
            try:
                sandbox = Sandbox(os.path.realpath(place), release, **machine)
                problems = list(case(sandbox)) + list(sandbox.strays())
            except Exception as error:  # a case that breaks fails alone
                problems = ['%s: %s' % (type(error).__name__, error)]
        failed += bool(problems)
        print('%sok %d - %s' % ('not ' if problems else '', index, title))
        for problem in problems[:20]:
            print('# ' + problem.strip().replace('\n', '\n# '))
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
