#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The counter's first journey, by keyboard alone: start → sign in → open → check → accept → undo → accept → the receipt's
text → the portal's own record → start again without signing in.

usage: accept.py BUILD
"""
import os
import re
import subprocess
import sys

from journey import Program, Tap, Lost, only_portal, wait

UNDO = 4


class Journey:
    def __init__(self, build):
        self.program = Program(build, options=['--training-option=--undo-seconds=%d' % UNDO])
        self.record = None   # as the portal has it before anything was done
        self.paper = os.path.join(os.environ['HOME'], 'giay-tiep-nhan.pdf')

    def steps(self):
        return [
            ('the program starts and asks to sign in', self.start),
            ('signing in through the browser leads to the desk', self.sign_in),
            ('the queue shows as many dossiers as the sidebar counts', self.count),
            ('Enter opens the first dossier that can be accepted', self.open),
            ('nothing can be accepted before it is checked, and the page says so', self.refuse),
            ('Space marks every component', self.mark),
            ('Ctrl+K, with nothing typed, begins with the act that comes next', self.look_in_palette),
            ('Ctrl+Enter commits; F8 takes it back', self.undo),
            ('Ctrl+Enter accepts; the portal answers with a code', self.accept),
            ('Ctrl+P shows the receipt; it is saved as PDF from there', self.save),
            ('the PDF carries the code, the owner and the procedure', self.read_paper),
            ('the portal itself has it, accepted once', self.ask_portal),
            ('Chờ gửi says that the portal has it', self.outbox),
            ('the program ends in order', self.quit),
            ('started again it opens the desk without signing in', self.again),
        ]

    def start(self):
        self.program.start()
        self.program.see('Đăng nhập', 'button')

    def sign_in(self):
        self.program.enter()
        self.program.see(re.compile(r'^Chờ tiếp nhận \d+$'), 'list item')
        self.program.see(re.compile(r'^Đã cập nhật \d\d:\d\d'), 'button')

    def count(self):
        name = self.program.see(re.compile(r'^Chờ tiếp nhận \d+$'), 'list item').get_name()
        self.total = int(name.split()[-1])
        assert self.total > 0
        self.program.see(re.compile(r'^(Chờ tiếp nhận\W+)?%d\b' % self.total))

    def open(self):
        self.portal = only_portal(self.program)
        summary, place = self.program.to_first(self.portal, 'tiepnhan1')
        self.provisional = summary['provisional_code']
        self.program.key('Return')
        self.program.see('Tiếp nhận', 'button')
        position = self.program.see(re.compile(r'%d/%d$' % (place, self.total)))
        assert position
        title = self.program.see(re.compile(r'Mã tiếp nhận tạm')).get_name()
        assert self.provisional in title, title
        self.record = self.portal.get('tiepnhan1', '/dossiers/' + summary['id'])
        assert self.record['summary']['national_state'] == 1

    def now(self):
        return self.portal.get('tiepnhan1', '/dossiers/' + self.record['summary']['id'])

    def refuse(self):
        self.program.key('ctrl+Return')
        self.program.see(re.compile('đạt'))
        assert self.program.find(name='Hoàn tác (F8)') is None
        assert self.now()['summary']['national_state'] == 1

    def mark(self):
        self.program.mark_all(self.record)

    def look_in_palette(self):
        self.program.key('ctrl+k')
        self.program.see(re.compile(r'^Tiếp nhận, Ctrl\+'), 'list item')
        names = [item.get_name() for item in self.program.everything('list item') if ', Ctrl+' in item.get_name()]
        assert names[0].startswith('Tiếp nhận, '), names
        self.program.key('Escape')
        self.program.gone(re.compile(r'^Tiếp nhận, Ctrl\+'), 'list item')

    def undo(self):
        self.program.follow_announcements()
        self.program.key('ctrl+Return')
        self.program.see('Hoàn tác (F8)', 'button')
        self.program.hear(r'^Tiếp nhận: .*Hoàn tác \(F8\)$')
        self.program.key('F8')
        self.program.gone('Hoàn tác (F8)', 'button')
        self.program.see('Tiếp nhận', 'button')
        assert self.now()['summary']['national_state'] == 1, 'undone, and yet at the portal'

    def accept(self):
        # two presses, as an impatient hand does: one act
        self.program.key('ctrl+Return', 'ctrl+Return')
        self.program.see('Hoàn tác (F8)', 'button')
        self.program.gone('Hoàn tác (F8)', 'button', UNDO + 15)
        after = wait(lambda: (lambda d: d if d['summary']['national_state'] == 2 else None)(self.now()), 'the portal to have it')
        self.code = after['summary']['code']
        assert self.code
        self.program.see(re.compile(re.escape(self.code)))
        self.program.see('Được tiếp nhận')

    def save(self):
        self.program.key('ctrl+p')
        self.program.see(re.compile(r'^Mẫu 01'), 'dialog')
        wait(lambda: self.program.is_sensitive(self.program.find('button', 'Lưu tệp PDF…')), 'the pages to be set')
        self.program.see(re.compile(r'^Trang 1/\d+$'))
        self.program.focus_by_tab('Lưu tệp PDF…')
        self.program.key('Return')
        wait(lambda: self.program.find('text') or self.program.find('entry'), 'the file dialog')
        wait(lambda: (self.program.focused() or self.program.app).get_role_name() in ('text', 'entry'), 'the name to be asked')
        self.program.key('ctrl+a')
        self.program.type(self.paper)
        self.program.key('Return')
        wait(lambda: os.path.exists(self.paper), 'the file')
        self.program.see(re.compile(r'^Đã lưu'))

    def read_paper(self):
        text = subprocess.run(['pdftotext', '-layout', self.paper, '-'], capture_output=True, text=True, check=True).stdout
        flat = ' '.join(text.split())
        for wanted in ('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', self.code, self.record['owner']['name'],
                       self.record['summary']['procedure_name'][:40], 'KHÔNG CÓ GIÁ TRỊ'):
            assert wanted in flat, 'the paper lacks: ' + wanted

    def ask_portal(self):
        record = self.now()
        accepted = [entry for entry in record['history'] if entry['action'] == 'accept']
        assert len(accepted) == 1, 'accepted %d times' % len(accepted)
        assert record['summary']['handling_version'] == self.record['summary']['handling_version'] + 1
        assert record['summary'].get('due_at') or record['limit']['unit'] == 'unknown'

    def outbox(self):
        self.program.key('ctrl+j')
        self.program.see(re.compile('Cổng đã ghi nhận'))

    def quit(self):
        status = self.program.quit()
        assert status == 0, 'ended with %d' % status

    def again(self):
        self.program.start()
        self.program.see(re.compile(r'^Chờ tiếp nhận %d$' % (self.total - 1)), 'list item')
        self.program.see(re.compile(r'^Đã cập nhật \d\d:\d\d'), 'button')
        assert self.program.find('button', 'Đăng nhập') is None, 'asked to sign in again'
        self.quit()


def main():
    journey = Journey(sys.argv[1])
    try:
        return Tap(journey.steps()).run(journey.program)
    except Lost as lost:
        print('Bail out! %s' % lost)
        return 1


if __name__ == '__main__':
    sys.exit(main())
