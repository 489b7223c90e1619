# SPDX-License-Identifier: GPL-3.0-or-later
"""What journeys and the tour share: the program in a session, seen through AT-SPI, driven by the keyboard alone.

Runs inside tests/session.sh. Waits are for conditions, bounded; nothing sleeps for a fixed time in the hope of luck.
"""
import contextlib
import ctypes
import json
import os
import re
import signal
import struct
import subprocess
import sys
import time
import zlib

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
PASSWORD = 'Tap-huan-2026'


class Lost(AssertionError):
    """What was waited for did not come."""


class Changing(Exception):
    """The tree changed, or did not answer, while it was looked through: nothing can be said to be absent."""


def wait(condition, what, seconds=20.0):
    """The first true value of condition(); errors of a tree that is just changing count as "not yet"."""
    end = time.monotonic() + seconds
    while True:
        try:
            value = condition()
        except (GLib.Error, Changing):
            value = None
        if value:
            return value
        if time.monotonic() > end:
            raise Lost('waited %g s in vain for: %s' % (seconds, what))
        time.sleep(0.03)


def walk(node, depth=0, whole=False):
    """node, and every showing element below it: where one does not show nothing below it does. whole: all or Changing; else
    what cannot be had is left out."""
    if depth > 60:
        return
    if node is None:
        if whole:
            raise Changing
        return
    try:
        if depth > 0 and not showing(node):
            return
        yield node
        count = node.get_child_count()
    except GLib.Error:
        if whole:
            raise
        return
    for index in range(min(count, 400)):
        try:
            child = node.get_child_at_index(index)
        except GLib.Error:
            if whole:
                raise
            continue
        yield from walk(child, depth + 1, whole)


def showing(node):
    states = node.get_state_set()
    return states.contains(Atspi.StateType.SHOWING) and states.contains(Atspi.StateType.VISIBLE)


def has_focus(node):
    states = node.get_state_set()
    return states.contains(Atspi.StateType.FOCUSED) and states.contains(Atspi.StateType.SHOWING)


class Program:
    """One running Một Cửa with its training portal."""

    def __init__(self, build, account='tiepnhan1', options=(), data=None, text=1, later=False):
        self.build = build
        self.place = data or os.environ['XDG_DATA_HOME']
        self.config = data + '-config' if data else os.environ['XDG_CONFIG_HOME']
        self.account = os.path.join(os.environ['XDG_RUNTIME_DIR'], 'account-' + account)
        self.sign_in_as(account)
        self._install_browser()
        self._maximise()
        self._set_text(text)
        self.later = os.path.join(self.place, 'later') if later else None
        if later:
            with open(self.later, 'wb') as file:
                file.write(bytes(8))
        self.options = list(options)
        self.about_file = os.path.join(self.place, 'motcua', 'training', 'portal.json')
        self.process = None
        self.app = None
        self._follow_focus()

    # the session around it

    def sign_in_as(self, account):
        with open(self.account, 'w', encoding='utf-8') as file:
            file.write('%s\n%s\n' % (account, PASSWORD))

    def _install_browser(self):
        applications = os.path.join(self.place, 'applications')
        os.makedirs(applications, exist_ok=True)
        with open(os.path.join(applications, 'journey-browser.desktop'), 'w', encoding='utf-8') as file:
            file.write('[Desktop Entry]\nType=Application\nName=Journey browser\nExec=%s %s %%u\n'
                       'MimeType=x-scheme-handler/http;x-scheme-handler/https;\n'
                       % (sys.executable, os.path.join(HERE, 'browser.py')))
        with open(os.path.join(applications, 'mimeapps.list'), 'w', encoding='utf-8') as file:
            file.write('[Default Applications]\nx-scheme-handler/http=journey-browser.desktop\n'
                       'x-scheme-handler/https=journey-browser.desktop\n')

    def _maximise(self):
        """As on a counter's screen: the window has all of it; and a dossier stays open after an act, to be looked at."""
        place = os.path.join(self.config, 'glib-2.0', 'settings')
        os.makedirs(place, exist_ok=True)
        with open(os.path.join(place, 'keyfile'), 'w', encoding='utf-8') as file:
            file.write('[io/github/motcua/MotCua]\nwindow-maximized=true\nopen-next=false\n')

    def _set_text(self, scale):
        """The size of text as a desktop's setting has it (GTK takes it from the display), and the font of the Flatpak's
        runtime."""
        place = os.path.join(self.config, 'gtk-4.0')
        os.makedirs(place, exist_ok=True)
        with open(os.path.join(place, 'settings.ini'), 'w', encoding='utf-8') as file:
            file.write('[Settings]\ngtk-font-name=Inter 11\ngtk-hint-font-metrics=true\n')
        resources = b'Xft.dpi: %d\n' % (96 * scale)
        x11 = ctypes.CDLL('libX11.so.6')
        x11.XOpenDisplay.restype = ctypes.c_void_p
        x11.XDefaultRootWindow.restype = ctypes.c_ulong
        display = ctypes.c_void_p(x11.XOpenDisplay(None))
        root = ctypes.c_ulong(x11.XDefaultRootWindow(display))
        resource_manager, string = ctypes.c_ulong(23), ctypes.c_ulong(31)  # X11/Xatom.h
        x11.XChangeProperty(display, root, resource_manager, string, 8, 0, resources, len(resources))
        x11.XCloseDisplay(display)

    def advance(self, seconds):
        """The program's wall clock is so much ahead of the machine's from now on (of a Program made with later)."""
        with open(self.later, 'r+b') as file:
            file.write(struct.pack('=q', seconds))

    # the process

    def start(self, seconds=30, training=True, **environs):
        """environs: variables of its environment that are another's than the session's."""
        environment = dict(os.environ, MC_TEST_ACCOUNT=self.account, XDG_DATA_HOME=self.place, XDG_CONFIG_HOME=self.config, GSK_RENDERER='cairo', GTK_A11Y='atspi',
                           G_DEBUG='fatal-criticals', **environs)
        if self.later:
            environment.update(LD_PRELOAD=os.path.join(self.build, 'tests', 'journeys', 'later.so'), MC_TEST_LATER=self.later)
        self.log = open(os.path.join(os.environ['XDG_RUNTIME_DIR'], 'motcua.log'), 'ab')
        few = ['--training-option=--dossiers=200'] if training and not any('--dossiers=' in o for o in self.options) else []
        self.process = subprocess.Popen([os.path.join(self.build, 'ui', 'motcua'), *['--training'][:training], *few, *self.options],
                                        env=environment, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        self.app = wait(self._find_app, 'the program on the accessibility bus', seconds)
        # keys that come before the window manager has given it the keyboard are lost
        wait(lambda: self.app.get_child_at_index(0).get_state_set().contains(Atspi.StateType.ACTIVE), 'the keyboard to be its', seconds)
        return self

    def _find_app(self):
        if self.process.poll() is not None:
            raise Lost('the program ended with %s:\n%s' % (self.process.returncode, self.said()))
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(index)
            if app is not None and app.get_process_id() == self.process.pid and app.get_child_count() > 0:
                return app
        return None

    def said(self):
        with open(self.log.name, 'rb') as file:
            return file.read()[-4000:].decode(errors='replace')

    def kill(self):
        self.process.kill()
        self.process.wait()

    def quit(self, seconds=10):
        """Closes as a person does, by the keyboard; the exit status. A dialog that is still going away has the keys."""
        wait(lambda: self.is_absent('dialog', None), 'the dialog to be gone')
        self.key('ctrl+q')
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Lost('the program did not quit')

    # looking

    def everything(self, role=None, name=None, where=None, whole=False):
        """Every showing element of this role whose name equals name, or matches it when it is a pattern."""
        for node in walk(where or self.app, whole=whole):
            if role is not None and node.get_role_name() != role:
                continue
            text = node.get_name() or ''
            if name is None or (name.search(text) if isinstance(name, re.Pattern) else text == name):
                yield node

    def find(self, role=None, name=None, where=None):
        """The first of everything()."""
        return next(self.everything(role, name, where), None)

    def see(self, name=None, role=None, seconds=20):
        return wait(lambda: self.find(role, name), 'to see %s %s' % (role or 'anything', getattr(name, 'pattern', name)), seconds)

    def gone(self, name=None, role=None, seconds=20):
        wait(lambda: self.is_absent(role, name), 'to see no more %s' % getattr(name, 'pattern', name), seconds)

    def is_absent(self, role, name):
        """Of a tree that was seen whole."""
        return next(self.everything(role, name, whole=True), None) is None

    def texts(self):
        return [name for name in (node.get_name() for node in walk(self.app)) if name]

    def tree(self):
        """The whole tree in words, for a failed test's log."""
        lines = []

        def add(node, depth):
            if node is None or depth > 40:
                return
            lines.append('%s%s "%s"%s' % ('  ' * depth, node.get_role_name(), node.get_name(), '' if showing(node) else ' (hidden)'))
            for index in range(min(node.get_child_count(), 60)):
                add(node.get_child_at_index(index), depth + 1)

        try:
            add(self.app, 0)
        except GLib.Error as error:
            lines.append(str(error))
        return '\n'.join(lines)

    def is_sensitive(self, node):
        return node is not None and node.get_state_set().contains(Atspi.StateType.SENSITIVE)

    def _follow_focus(self):
        """Hears where the focus goes, which is far cheaper than to look for it."""
        self.focuses = []
        self.listener = Atspi.EventListener.new(lambda event: self.focuses.append(event.source) if event.detail1 else None)
        self.listener.register('object:state-changed:focused')

    def follow_announcements(self):
        """Hears from now on what a screen reader is told to say."""
        self.announcements = []
        self.announcer = Atspi.EventListener.new(lambda event: self.announcements.append(event.any_data))
        self.announcer.register('object:announcement')

    def hear(self, pattern, seconds=20):
        """An announcement since follow_announcements()."""
        def said():
            self._hear()
            return next((text for text in self.announcements if re.search(pattern, text)), None)
        return wait(said, 'to hear ' + pattern, seconds)

    def _hear(self):
        """What has the focus by the last word of it; None when there was none."""
        context = GLib.MainContext.default()
        while context.iteration(False):
            pass
        del self.focuses[:-1]
        return self.focuses[0] if self.focuses else None

    def focused(self):
        """By what was heard, where that is still so; else looked for."""
        node = self._hear()
        try:
            if node is not None and node.get_process_id() == self.process.pid and has_focus(node):
                return node
        except GLib.Error:
            pass  # it is gone
        return next((node for node in walk(self.app) if has_focus(node)), None)

    def moved_by(self, key, seconds=3.0):
        """What has the focus after this key; None when it stayed where it was."""
        self._hear()
        self.focuses.clear()
        self.key(key)
        end = time.monotonic() + seconds
        while self._hear() is None and time.monotonic() < end:
            time.sleep(0.005)
        return self._hear()

    # acting

    def key(self, *keys):
        subprocess.run(['xdotool', 'key', '--clearmodifiers', *keys], check=True, stdin=subprocess.DEVNULL)

    def type(self, text):
        # as hands do: what comes quicker than 35 ms a key, with Enter after it, is a scanner's (half the delay is what comes)
        subprocess.run(['xdotool', 'type', '--clearmodifiers', '--delay', '120', text], check=True, stdin=subprocess.DEVNULL)

    def enter(self):
        """Signs in on the page that a first start shows."""
        self.see('Đăng nhập', 'button')
        wait(lambda: (self.focused() or self.app).get_name() == 'Đăng nhập', 'the focus on its button')
        self.key('Return')

    def stands_on_row(self, of_queue):
        """The focus has come to a list: of the queue, whose rows name the end of a code, or of a dossier."""
        def there():
            node = self.focused()
            return (node is not None and node.get_role_name() == 'list item'
                    and bool(re.search(r'…\d{4}', node.get_name())) == of_queue)
        wait(there, 'the focus on a row of ' + ('the queue' if of_queue else 'the dossier'))

    def to_first(self, portal, account):
        """Goes to the first dossier of the queue Chờ tiếp nhận that can be accepted: of the others the fee is still to be
        asked for. Its summary, and its place in the queue, from 1."""
        waiting = [change['summary'] for change in portal.get(account, '/changes')['changes'] if change['summary']
                   and change['summary']['national_state'] == 1 and change['summary']['local_step'] == 'new']
        waiting.sort(key=lambda summary: (summary['response_due_at'], summary['submitted_at']))
        place = next(i for i, summary in enumerate(waiting) if 'accept' in summary['actions'])
        self.stands_on_row(True)
        self.key('Home', *['Down'] * place)
        return waiting[place], place + 1

    def pick_refusable(self, count):
        """Picks the first rows, so many in a line, that may be refused reception: of some procedures the leader of the centre
        does that, and no act of the bar is theirs."""
        chosen = 'Đã chọn %d hồ sơ' % count
        self.key('Home')
        for _ in range(12):
            self.key(*['Insert'] * count)
            self.see(chosen)
            try:
                return self.see('Từ chối tiếp nhận', 'button', seconds=3)
            except Lost:
                self.key('Escape')
                self.gone(chosen)
        raise Lost('no %d dossiers in a line that may be refused' % count)

    def open_first(self, portal, account):
        """Opens it; the record as the portal has it."""
        summary, _ = self.to_first(portal, account)
        self.key('Return')
        self.see('Tiếp nhận', 'button')
        title = self.see(re.compile(r'Mã tiếp nhận tạm')).get_name()
        provisional = re.search(r'[\w.-]*\d{2,}[\w.-]*', title).group(0)
        assert provisional == summary['provisional_code'], '%s is open, not %s' % (provisional, summary['provisional_code'])
        return portal.get(account, '/dossiers/' + summary['id'])

    def to_components(self):
        """The focus goes to the components of the open dossier, by panes, unless it is there."""
        for _ in range(4):
            node = self.focused()
            if node is not None and node.get_role_name() == 'list item' and not re.search(r'…\d{4}', node.get_name()):
                break
            self.key('F6')
            try:
                wait(lambda: self.focused() != node, 'the focus to move', 2)
            except Lost:
                pass
        self.stands_on_row(False)

    def mark_all(self, record):
        """Every component of the open dossier is marked as good."""
        self.stands_on_row(False)
        self.key('Home')  # it begins at the first that is to be marked
        for _ in record['components']:
            self.key('space', 'Down')
        wait(lambda: self.is_sensitive(self.find('button', 'Tiếp nhận')), 'the button to become possible')

    def accept(self):
        """Accepts the open dossier. A key within half a second of its being shown is refused: pressed again only then, since
        on the dossier that was accepted the same key begins the next act."""
        for _ in range(5):
            self.key('ctrl+Return')
            try:
                self.gone('Tiếp nhận', 'button', 4)
                return
            except Lost:
                continue
        raise Lost('the act is not taken')

    def scan(self, code):
        """As a scanner does: one key right after the other, and Enter."""
        subprocess.run(['xdotool', 'type', '--delay', '4', '--args', '1', code, 'key', 'Return'], check=True, stdin=subprocess.DEVNULL)

    def save_as(self, path):
        """In the desktop's chooser, which asks for a name."""
        wait(lambda: (self.focused() or self.app).get_role_name() in ('text', 'entry'), 'the name to be asked')
        self.key('ctrl+a')
        self.type(path)
        self.key('Return')
        wait(lambda: os.path.exists(path), 'the file')

    def save_paper(self, form, path):
        """Ctrl+P shows the paper of this state, that form ("Mẫu 03"); saved as PDF from there: what it says."""
        self.key('ctrl+p')
        self.see(re.compile('^' + form), 'dialog')
        wait(lambda: self.is_sensitive(self.find('button', 'Lưu tệp PDF…')), 'the pages to be set')
        self.key('ctrl+s')
        self.save_as(path)
        self.see(re.compile(r'^Đã lưu'))
        text = subprocess.run(['pdftotext', '-layout', path, '-'], capture_output=True, text=True, check=True).stdout
        return ' '.join(text.split())

    def focus_by_tab(self, name, key='Tab', limit=80):
        """Moves the focus with the Tab key until it stands on the element of that name."""
        for _ in range(limit):
            node = self.focused()
            text = (node.get_name() or '') if node else ''
            if name.search(text) if isinstance(name, re.Pattern) else text == name:
                return node
            before = node
            self.key(key)
            try:
                wait(lambda: self.focused() != before, 'the focus to move', 2)
            except Lost:
                pass
        raise Lost('Tab does not reach %s' % getattr(name, 'pattern', name))


class FreePortal:
    """A training portal of nobody's, which may be killed and started again; programs join it with its options."""

    def __init__(self, build, *options, directory=None):
        self.program = os.path.join(build, 'src', 'training', 'motcua-portal')
        self.directory = directory or os.path.join(os.environ['XDG_RUNTIME_DIR'], 'portal')
        self.about_file = os.path.join(self.directory, 'portal.json')
        self.arguments = ['--directory', self.directory, *options]
        self.options = ['--training-join', '--training-directory', self.directory]
        self.process = None

    def start(self):
        self.process = subprocess.Popen([self.program, '--until-eof', *self.arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        line = self.process.stdout.readline()
        if not line:
            raise Lost('the portal did not start')

    def order(self, line):
        """What happens at the portal without anybody's act, as "move DOSSIER UNIT"."""
        self.process.stdin.write(line.encode() + b'\n')
        self.process.stdin.flush()
        assert self.process.stdout.readline() == b'ok\n', 'the portal refuses: ' + line

    @contextlib.contextmanager
    def held(self):
        """It stands still: takes connections and answers nothing."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def kill(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


def screenshot(path):
    """The X server's frame buffer (an XWD file) as PNG."""
    with open(os.environ['MC_TEST_FRAMEBUFFER'], 'rb') as file:
        data = file.read()
    head = struct.unpack('>25I', data[:100])
    header_size, width, height, bits, line, colours = head[0], head[4], head[5], head[11], head[12], head[19]
    assert bits == 32
    start = header_size + colours * 12
    rows = bytearray()
    for y in range(height):
        row = data[start + y * line:start + y * line + width * 4]
        rgb = bytearray(width * 3)
        rgb[0::3], rgb[1::3], rgb[2::3] = row[2::4], row[1::4], row[0::4]
        rows += b'\0' + rgb

    def chunk(kind, body):
        return struct.pack('>I', len(body)) + kind + body + struct.pack('>I', zlib.crc32(kind + body))

    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    with open(path, 'wb') as file:
        file.write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0))
                   + chunk(b'IDAT', zlib.compress(bytes(rows), 6)) + chunk(b'IEND', b''))


def settled_screenshot(path, seconds=5):
    """A picture of a screen that has stopped changing: three equal looks in a row."""
    end = time.monotonic() + seconds
    same, last = 0, None
    while same < 3 and time.monotonic() < end:
        with open(os.environ['MC_TEST_FRAMEBUFFER'], 'rb') as file:
            now = zlib.crc32(file.read())
        same = same + 1 if now == last else 0
        last = now
        time.sleep(0.1)
    screenshot(path)


class Tap:
    """Cases of a journey: each step is one, in order; after a failed one the rest cannot be run and fail too."""

    def __init__(self, steps):
        self.steps = steps

    def run(self, *programs):
        broken = None
        print('1..%d' % len(self.steps), flush=True)
        for number, (name, step) in enumerate(self.steps, 1):
            if broken is None:
                try:
                    step()
                except Exception as error:  # noqa: BLE001 a journey reports whatever went wrong
                    broken = error
                    seen = '\n'.join('%s\n%s' % (program.tree(), program.said()) for program in programs if program.process)
                    for line in ('%s: %s\n%s' % (type(error).__name__, error, seen)).splitlines():
                        print('# ' + line)
                    try:
                        screenshot(os.path.join(programs[0].build, 'failed-journey.png'))
                    except Exception:  # noqa: BLE001
                        pass
            print('%s %d - %s' % ('ok' if broken is None else 'not ok', number, name), flush=True)
        return 0 if broken is None else 1


def only_portal(program):
    """The program's training portal as an independent client sees it: its own sign-in, its own connection, and
    none of the program's code."""
    sys.path.insert(0, os.path.join(os.path.dirname(HERE), 'training'))
    import contract  # noqa: PLC0415 needs the validator only here

    class Running(contract.Portal):
        def start(self):
            with open(program.about_file, encoding='utf-8') as file:
                self.about = json.load(file)
            self.context = contract.ssl.create_default_context(cafile=self.about['ca'])

        def get(self, account, path):
            token = self.sign_in(account)['access_token']
            answer = self.ask('GET', self.about['url'] + contract.BASE + path, {'Authorization': 'Bearer ' + token})
            assert answer.status_code == 200, '%s: %d %s' % (path, answer.status_code, answer.data[:300])
            return answer.json()

        def act(self, account, record, action, form):
            """A colleague's act, as another client sends it; the record afterwards."""
            import uuid  # noqa: PLC0415 only here
            token = self.sign_in(account)['access_token']
            path = '/dossiers/' + record['summary']['id'] + '/actions'
            stamp = int(time.time() * 1000).to_bytes(6, 'big')
            key = bytearray(stamp + uuid.uuid4().bytes[6:])
            key[6] = (key[6] & 0x0f) | 0x70
            answer = self.ask('POST', self.about['url'] + contract.BASE + path,
                              {'Authorization': 'Bearer ' + token, 'Content-Type': 'application/json',
                               'Idempotency-Key': str(uuid.UUID(bytes=bytes(key))),
                               'If-Match': '"%d"' % record['summary']['handling_version']},
                              json.dumps({'action': action, 'performed_at': record['summary']['submitted_at'],
                                          'form': form}).encode())
            assert answer.status_code == 200, '%s: %d %s' % (path, answer.status_code, answer.data[:300])
            return answer.json()

    return Running(None, None, None)


__all__ = ['FreePortal', 'Program', 'Tap', 'Lost', 'wait', 'screenshot', 'settled_screenshot', 'only_portal', 'PASSWORD', 'showing', 'walk']
