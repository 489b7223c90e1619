# SPDX-License-Identifier: GPL-3.0-or-later
"""Officials at their desks, each at their own computer, and one dossier after the other in hand: what journeys of acts share."""
import os
import re

from journey import Atspi, FreePortal, Lost, Program, Tap, wait

CURRENT = re.compile(r'^Đã cập nhật \d\d:\d\d')


def travel(journey):
    """Runs the journey of a Desk; its portal ends with it."""
    try:
        return Tap(journey.steps()).run(journey)
    except Lost as lost:
        print('Bail out! %s' % lost)
        return 1
    finally:
        journey.portal_process.kill()


class Desk:
    """self.portal: the portal as an independent client sees it (only_portal()); self.id: the dossier in hand."""

    def __init__(self, build, *options):
        self.build = build
        self.portal_process = FreePortal(build, *options)
        self.programs = {}
        self.program = None
        self.portal = None
        self.id = None

    # whose turn it is

    def turn(self, account):
        """The program of that official, signed in, with the dossier open: found by its code as anybody finds one."""
        if self.program is not None:
            assert self.program.quit() == 0
        known = account in self.programs
        if not known:
            home = os.path.join(os.environ['XDG_RUNTIME_DIR'], 'home-' + account)
            self.programs[account] = Program(self.build, account, self.portal_process.options, data=home)
        self.program = self.programs[account]
        self.program.start()
        if not known:
            self.program.enter()
        self.program.see(CURRENT, 'button', 40)

    # what a failed step shows: the program whose turn it is

    @property
    def process(self):
        return self.program and self.program.process

    def tree(self):
        return self.program.tree()

    def said(self):
        return self.program.said()

    def to_queue(self, queue):
        """The focus goes to that queue of the sidebar."""
        self.program.key('alt+2')
        self.program.key('shift+F6')
        row = re.compile('^' + queue + r'( |$)')
        wait(lambda: self.program.find('list item', row), 'the queue ' + queue)
        for _ in range(40):
            self.focus_on('list item')
            if row.search(self.program.focused().get_name()):
                return
            self.next_by('Down' if self.is_before(row) else 'Up')

    def open(self, queue):
        """By the queue that holds it: searched for by its code, and opened."""
        summary = self.now()['summary']
        code = summary.get('code') or summary['provisional_code']
        self.to_queue(queue)
        self.program.key('Return', 'ctrl+f')
        self.focus_on('text', 'entry')
        self.search(code)
        wait(lambda: self.rows() == 1 and self.program.find('list item', re.compile(re.escape('…' + code[-4:]))), 'the one record')
        self.program.key('Down')
        self.program.stands_on_row(True)
        self.program.key('Return')
        self.program.see(re.compile(re.escape(code)), 'label')

    def search(self, text):
        """Into the field of the list, in the place of what was searched for before."""
        for _ in range(5):
            self.program.key('ctrl+a')
            self.program.type(text)
            try:
                wait(lambda: self.said_by_field() == text, text + ' in the field', 2)
                return
            except Lost:
                self.program.key('ctrl+f')
        raise Lost('the field takes no text')

    def said_by_field(self):
        node = self.program.focused()
        text = node and node.get_text_iface()
        return text and Atspi.Text.get_text(text, 0, text.get_character_count())

    def rows(self):
        return sum(1 for _ in self.program.everything('list item', re.compile(r'…\d{4}')))

    def is_before(self, row):
        """Whether the focus stands above that row of the sidebar."""
        names = [node.get_name() for node in self.program.everything('list item')]
        return names.index(self.program.focused().get_name()) < next(i for i, name in enumerate(names) if row.search(name))

    def focus_on(self, *roles):
        wait(lambda: (self.program.focused() or self.program.app).get_role_name() in roles, 'the focus on ' + ' or '.join(roles))

    def now(self):
        return self.portal.get('tiepnhan1', '/dossiers/' + self.id)

    # acts

    def primary(self, title, values=()):
        """The button of this state, by Ctrl+Enter. A key within half a second of the page's coming is refused."""
        wait(lambda: self.program.is_sensitive(self.program.find('button', title)), 'the button ' + title)

        # pressed again only when it was refused: in the form the same key sends it
        for _ in range(5):
            self.program.key('ctrl+Return')
            try:
                self.program.see(title, 'dialog', 4)
                break
            except Lost:
                continue
        self.fill(title, values)

    def other(self, title, values=()):
        """An act of the menu."""
        self.open_other(title)
        self.fill(title, values)

    def open_other(self, title):
        self.program.focus_by_tab('Thao tác khác')
        self.program.key('space')
        self.focus_on('menu item')
        for _ in range(20):
            if self.program.focused().get_name() == title:
                break
            self.next_by('Down')
        self.program.key('Return')
        self.program.see(title, 'dialog')

    def write(self, name, value):
        self.program.focus_by_tab(re.compile('^' + re.escape(name)))  # a choice says what is chosen, too
        if value is None:
            self.choose_first(name)
        else:
            self.program.key('ctrl+a')
            self.program.type(value)

    def choose_first(self, name):
        """A list that is still opening begins again at its top: chosen until it is taken."""
        chosen = re.compile('^' + re.escape(name) + r' (?!Chọn…)\S')
        for _ in range(5):
            self.program.key('space')
            self.focus_on('list item', 'text', 'entry')
            # a long list has a field to look in, from which an arrow leads into it
            if self.program.focused().get_role_name() != 'list item':
                self.program.key('Down')
                self.focus_on('list item')
            self.program.key('Down', 'Return')
            self.focus_on('combo box', 'toggle button')
            try:
                self.program.see(chosen, 'combo box', 3)
                return
            except Lost:
                continue
        raise Lost('nothing can be chosen: ' + name)

    def next_by(self, key):
        """A menu that is still opening takes no key: it is pressed again while nothing moves."""
        before = self.program.focused()
        for _ in range(5):
            self.program.key(key)
            try:
                wait(lambda: self.program.focused() not in (before, None), 'the focus to go on', 4)
                return
            except Lost:
                continue
        raise Lost('the focus does not go on by ' + key)

    def fill(self, title, values):
        """Writes into the fields of these names and sends the form; what it says is still missing is given again."""
        version = self.now()['summary']['handling_version']

        def recorded():
            if self.now()['summary']['handling_version'] > version:
                return True
            if self.program.find('dialog', title):
                self.program.key('ctrl+Return')
            return False
        for last_time in (False, False, True):
            for name, value in values:
                self.write(name, value)
            try:
                wait(recorded, 'the portal to have it', 20)
                return
            except Lost:
                if last_time or self.program.find('dialog', title) is None:
                    raise

    def mark_all(self):
        self.program.to_components()
        self.program.key('Home')
        for _ in self.now()['components']:
            self.program.key('space', 'Down')

    def stands(self, state, step):
        summary = self.now()['summary']
        assert (summary['national_state'], summary['local_step']) == (state, step), summary
