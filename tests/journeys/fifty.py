#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fifty at once: a head of department assigns fifty dossiers to one specialist, by keyboard; a colleague has been quicker with
three of them. Each record has a result of its own, and nothing happens twice.

usage: fifty.py BUILD
"""
import re
import subprocess
import sys

from desk import Desk, travel
from journey import only_portal, wait

MANY, QUICKER = 50, 3


class Journey(Desk):
    def __init__(self, build):
        super().__init__(build, '--dossiers=14000', '--undo-seconds=0')

    def steps(self):
        return [
            ('the head signs in; enough wait to be assigned', self.sign_in),
            ('fifty are picked by Shift and the arrow', self.pick),
            ('the form for all of them is filled in', self.fill_in),
            ('three are assigned by a colleague before it is sent', self.be_late),
            ('sent: the three are told apart from the others', self.send),
            ('the portal has each act once, and the three as the colleague decided', self.ask_portal),
            ('Chờ gửi keeps the three for a look', self.look),
            ('the program ends in order', self.quit),
        ]

    def summaries(self):
        cursor, found = '', {}
        while True:
            page = self.portal.get('truongphong1', '/changes' + cursor)
            for change in page['changes']:
                if change['summary']:
                    found[change['id']] = change['summary']
            if not page['more']:
                return found
            cursor = '?cursor=' + page['next']

    def sign_in(self):
        subprocess.run(['xdotool', 'mousemove', '1365', '767'], check=True)  # a list that opens under the pointer follows it
        self.portal_process.start()
        self.portal = only_portal(self.portal_process)
        self.waiting = {id: s for id, s in self.summaries().items() if (s['national_state'], s['local_step']) == (4, 'assignment')
                        and 'assign' in s['actions']}
        assert len(self.waiting) > MANY, 'only %d wait' % len(self.waiting)
        self.turn('truongphong1')

    def pick(self):
        self.to_queue('Chờ phân công')
        self.program.key('Return', 'alt+2')
        self.program.stands_on_row(True)
        self.program.key('Home', 'Insert', *['shift+Down'] * (MANY - 2))
        self.program.see('Đã chọn %d hồ sơ' % MANY, 'label', 40)

    def fill_in(self):
        self.program.focus_by_tab('Phân công')
        self.program.key('Return')
        self.program.see('Phân công', 'dialog')
        self.write('Người được phân công', None)

    def be_late(self):
        """Which fifty is not told: three that stand first for everybody, for the list is ordered by deadline."""
        order = sorted(self.waiting.values(), key=lambda s: (s.get('due_at') is None, s.get('due_at', ''), s['id']))
        self.quicker = [s['id'] for s in order[:QUICKER]]
        form = next(act['form'] for act in self.portal.get('truongphong1', '/me')['actions'] if act['id'] == 'assign')
        assignee = next(field for field in form['fields'] if field['id'] == 'assignee')['choices'][-1]['id']
        for id in self.quicker:
            record = self.portal.get('truongphong1', '/dossiers/' + id)
            self.portal.act('truongphong1', record, 'assign', {'assignee': assignee, 'note': 'Giao truoc'})

    def send(self):
        def sent():
            self.program.key('ctrl+Return')
            return self.program.find('label', re.compile('^Đã xong: '))
        wait(sent, 'the form to be sent')
        self.program.see('Đã xong: %d  ·  Đang chờ: 0  ·  Chưa thực hiện được: %d' % (MANY - QUICKER, QUICKER), 'label', 60)

    def ask_portal(self):
        after = self.summaries()
        done = [id for id in self.waiting if after[id]['local_step'] != 'assignment']
        assert len(done) == MANY, '%d are assigned' % len(done)
        for id in done:
            record = self.portal.get('truongphong1', '/dossiers/' + id)
            acts = [entry for entry in record['history'] if entry['action'] == 'assign']
            assert len(acts) == 1, '%s was assigned %d times' % (id, len(acts))
            assert (id in self.quicker) == ('Giao truoc' in (acts[0]['note'] or '')), acts

    def look(self):
        self.program.key('Escape')
        self.program.see('%d thao tác cần xem lại' % QUICKER, seconds=40)

    def quit(self):
        assert self.program.quit() == 0


if __name__ == '__main__':
    sys.exit(travel(Journey(sys.argv[1])))
