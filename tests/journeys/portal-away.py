#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The portal goes away under the program's hands, by kill -9, and so does the program: what was done is there, once.

usage: portal-away.py BUILD
"""
import re
import sys

from journey import FreePortal, Program, Tap, only_portal, wait


class Journey:
    def __init__(self, build):
        self.portal_process = FreePortal(build, '--undo-seconds=0')
        self.program = Program(build, 'tiepnhan1', self.portal_process.options)

    def steps(self):
        return [
            ('signed in, with the portal there', self.sign_in),
            ('the portal is killed; accepting works and the program says what waits', self.accept_away),
            ('the portal returns: the act goes out by itself and is recorded once', self.returns),
            ('away again: another act waits', self.accept_again),
            ('the program is killed, and started without the portal: the act still waits', self.kill),
            ('the portal returns: that act too is recorded once', self.returns_again),
            ('nothing waits any more', self.nothing_waits),
            ('the program ends in order', self.quit),
        ]

    def sign_in(self):
        self.portal_process.start()
        self.program.start()
        self.program.enter()
        self.program.see(re.compile(r'^Đã cập nhật \d\d:\d\d'), 'button')
        self.portal = only_portal(self.portal_process)

    def accept_away(self):
        self.record = self.program.open_first(self.portal, 'tiepnhan1')
        self.program.mark_all(self.record)
        self.portal_process.kill()
        self.program.accept()
        self.program.see(re.compile('^Tiếp nhận: chờ gửi từ '))
        self.program.key('Escape')
        self.program.see(re.compile('^Mất kết nối – 1 thao tác chờ gửi$'), seconds=40)

    def returns(self):
        self.portal_process.start()
        self.recorded_once(self.record)
        self.program.see(re.compile(r'^Đã cập nhật \d\d:\d\d$'), 'button', 60)

    def recorded_once(self, before):
        def now():
            return self.portal.get('tiepnhan1', '/dossiers/' + before['summary']['id'])
        record = wait(lambda: (lambda d: d if d['summary']['national_state'] == 2 else None)(now()), 'the portal to have it', 60)
        accepted = [entry for entry in record['history'] if entry['action'] == 'accept']
        assert len(accepted) == 1, 'accepted %d times' % len(accepted)
        assert record['summary']['handling_version'] == before['summary']['handling_version'] + 1

    def accept_again(self):
        self.second = self.program.open_first(self.portal, 'tiepnhan1')
        assert self.second['summary']['id'] != self.record['summary']['id']
        self.program.mark_all(self.second)
        self.portal_process.kill()
        self.program.accept()
        self.program.see(re.compile('^Tiếp nhận: chờ gửi từ '))

    def kill(self):
        self.program.kill()
        self.program.start()
        self.program.see(re.compile('^Mất kết nối – 1 thao tác chờ gửi$'), seconds=40)

    def returns_again(self):
        self.portal_process.start()
        self.recorded_once(self.second)
        self.recorded_once(self.record)

    def nothing_waits(self):
        self.program.see(re.compile(r'^Đã cập nhật \d\d:\d\d$'), 'button', 60)

    def quit(self):
        assert self.program.quit() == 0


def main():
    journey = Journey(sys.argv[1])
    try:
        return Tap(journey.steps()).run(journey.program)
    finally:
        journey.portal_process.kill()


if __name__ == '__main__':
    sys.exit(main())
