#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page as a screen reader has it: what takes the focus has a name, and no English is left in a Vietnamese window.

usage: names.py BUILD
"""
import re
import sys

from gi.repository import Atspi

from journey import Program, Tap, showing, walk

ROLES = {'button', 'toggle button', 'push button', 'check box', 'entry', 'text', 'combo box', 'menu item', 'link', 'tab'}
# libadwaita's own, where it has no Vietnamese: going back, closing a dialog
ALLOWED = {'Back', 'Close'}
ENGLISH = re.compile(r'\b(the|and|of|is|for|with|open|close|search|save|sign|back|undo|dossier|accept|send|sent|update|updated|'
                     r'waiting|outbox|cancel|copy|keys|history|details)\b', re.I)


class Journey:
    def __init__(self, build):
        self.program = Program(build, options=['--training-option=--undo-seconds=30'])

    def steps(self):
        return [
            ('signing in', self.sign_in), ('the queue', self.queue), ('a dossier', self.dossier),
            ('the outbox', self.outbox), ('the keys', self.keys), ('the program ends in order', self.quit),
        ]

    def look(self):
        nameless, english = [], []
        for node in walk(self.program.app):
            if not showing(node):
                continue
            name = (node.get_name() or '').strip()
            states = node.get_state_set()
            if node.get_role_name() in ROLES and states.contains(Atspi.StateType.FOCUSABLE) and not name:
                nameless.append(node.get_role_name())
            if ENGLISH.search(name) and name not in ALLOWED:
                english.append(name)
        assert not nameless, 'without a name: %s' % nameless
        assert not english, 'English: %s' % english

    def sign_in(self):
        self.program.start()
        self.program.see('Đăng nhập', 'button')
        self.look()

    def queue(self):
        self.program.key('Return')
        self.program.see(re.compile(r'^Đã cập nhật \d\d:\d\d'), 'button')
        self.look()

    def dossier(self):
        self.program.key('Home', 'Return')
        self.program.see('Tiếp nhận', 'button')
        self.look()

    def outbox(self):
        self.program.key('ctrl+j')
        self.program.see('Không có thao tác nào chờ gửi')
        self.look()

    def keys(self):
        self.program.key('F1')
        self.program.see('Phím tắt', 'dialog')
        self.look()
        self.program.key('Escape')
        self.program.gone('Phím tắt', 'dialog')

    def quit(self):
        assert self.program.quit() == 0


def main():
    journey = Journey(sys.argv[1])
    return Tap(journey.steps()).run(journey.program)


if __name__ == '__main__':
    sys.exit(main())
