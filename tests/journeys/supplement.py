#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asking for a supplement, by keyboard alone: open → − and a reason → Ctrl+B → text → Esc keeps it → Ctrl+B again → send →
the portal's own record → form 02.

usage: supplement.py BUILD
"""
import os
import re
import sys

from journey import Program, Tap, Lost, only_portal, wait

UNDO = 2
WORDS = 'Ban chup lai can ro bon goc'


class Journey:
    def __init__(self, build):
        self.program = Program(build, options=['--training-option=--undo-seconds=%d' % UNDO])
        self.record = None
        self.paper = os.path.join(os.environ['HOME'], 'phieu-yeu-cau.pdf')

    def steps(self):
        return [
            ('signing in and opening the first dossier', self.open),
            ('− asks why; a digit marks the first component as not sufficient', self.mark),
            ('accepting is off, and the primary act is the request', self.primary),
            ('Ctrl+B opens the form, filled in from the mark', self.form),
            ('Esc keeps what was typed', self.keep),
            ('Ctrl+Enter commits once and the portal records it', self.send),
            ('the portal has state 5, the reason and the words', self.ask_portal),
            ('Ctrl+P shows form 02, saved by the keyboard: it carries the reason and the words', self.print),
            ('the program ends in order', self.quit),
        ]

    def open(self):
        program = self.program.start()
        program.enter()
        program.see(re.compile(r'^Chờ tiếp nhận \d+$'), 'list item')
        program.see(re.compile(r'^Đã cập nhật \d\d:\d\d'), 'button')
        self.portal = only_portal(program)
        self.record = program.open_first(self.portal, 'tiepnhan1')
        self.component = next(c for c in self.record['components'] if c['source'] != 'state_data')

    def now(self):
        return self.portal.get('tiepnhan1', '/dossiers/' + self.record['summary']['id'])

    def mark(self):
        for component in self.record['components']:
            if component['id'] == self.component['id']:
                break
            self.program.key('Down')
        self.program.key('minus')
        self.program.see('Lý do chưa đạt', 'dialog')
        self.program.key('1')
        self.program.gone('Lý do chưa đạt', 'dialog')
        self.program.see(re.compile('Chưa đạt: Ảnh mờ, không đọc được'))

    def primary(self):
        self.program.see('Yêu cầu bổ sung', 'button')
        assert not self.program.is_sensitive(self.program.find('button', 'Tiếp nhận'))
        self.program.see(re.compile('giấy tờ chưa đạt'))

    def form(self):
        self.program.key('ctrl+b')
        self.program.see('Yêu cầu bổ sung', 'dialog')
        self.program.see(re.compile('chưa hợp lệ – Ảnh mờ, không đọc được'))
        wait(lambda: (self.program.focused() or self.program.app).get_role_name() in ('text', 'entry'), 'the first field')
        self.program.type(WORDS)
        self.program.see(re.compile('Nội dung cần bổ sung, hoàn thiện: ' + WORDS))

    def keep(self):
        self.program.key('Escape')
        self.program.gone('Yêu cầu bổ sung', 'dialog')
        assert self.now()['summary']['national_state'] == 1
        self.program.key('ctrl+b')
        self.program.see('Yêu cầu bổ sung', 'dialog')
        self.program.see(re.compile('Nội dung cần bổ sung, hoàn thiện: ' + WORDS))

    def send(self):
        # a key that comes too soon after the form is refused: pressed until it is taken
        def closed():
            self.program.key('ctrl+Return', 'ctrl+Return')
            return self.program.find('dialog', 'Yêu cầu bổ sung') is None
        wait(closed, 'the form to be sent')
        wait(lambda: self.now()['summary']['national_state'] == 5, 'the portal to have it', UNDO + 20)
        self.program.see('Yêu cầu bổ sung giấy tờ')

    def ask_portal(self):
        record = self.now()
        asked = [entry for entry in record['history'] if entry['action'] == 'request_supplement']
        assert len(asked) == 1, 'asked %d times' % len(asked)
        assert WORDS in asked[0]['note']
        component = next(c for c in record['components'] if c['id'] == self.component['id'])
        assert component['mark'] == 'invalid' and component['mark_reason'] == 'Ảnh mờ, không đọc được'
        assert record['summary']['handling_version'] == self.record['summary']['handling_version'] + 1

    def print(self):
        text = self.program.save_paper('Mẫu 02', self.paper)
        for wanted in ('PHIẾU YÊU CẦU BỔ SUNG', 'Ảnh mờ', WORDS, 'KHÔNG CÓ GIÁ TRỊ'):
            assert wanted in text, 'the paper lacks: ' + wanted

    def quit(self):
        status = self.program.quit()
        assert status == 0, 'ended with %d' % status


def main():
    journey = Journey(sys.argv[1])
    try:
        return Tap(journey.steps()).run(journey.program)
    except Lost as lost:
        print('Bail out! %s' % lost)
        return 1


if __name__ == '__main__':
    sys.exit(main())
