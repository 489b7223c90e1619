#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The training portal is the program's child: killed, it is started again on its port, in words, and work goes on.

usage: portal-restarts.py BUILD
"""
import os
import re
import signal
import subprocess
import sys

from journey import Program, Tap, only_portal, wait


class Journey:
    def __init__(self, build):
        self.program = Program(build, options=['--training-option=--undo-seconds=0'])

    def steps(self):
        return [
            ('signed in, with a portal of its own', self.sign_in),
            ('the portal is killed: the program says so and starts it again on its port', self.killed),
            ('an act done then is recorded once', self.accept),
            ('the program ends in order, and the portal with it', self.quit),
        ]

    def children(self):
        run = subprocess.run(['pgrep', '-P', str(self.program.process.pid), 'motcua-portal'], capture_output=True, text=True)
        return [int(pid) for pid in run.stdout.split()]

    def sign_in(self):
        self.program.start()
        self.program.enter()
        self.program.see(re.compile(r'^Đã cập nhật \d\d:\d\d'), 'button')
        self.url = only_portal(self.program).about['url']

    def killed(self):
        self.child, = self.children()
        os.kill(self.child, signal.SIGKILL)
        self.program.see(re.compile('^Cổng tập huấn đã dừng và đang được khởi động lại'))
        self.program.see(re.compile('^Cổng tập huấn đã chạy lại'))
        again, = self.children()
        assert again != self.child
        self.child = again
        self.portal = only_portal(self.program)
        assert self.portal.about['url'] == self.url, 'another port: %s' % self.portal.about['url']

    def accept(self):
        record = self.program.open_first(self.portal, 'tiepnhan1')
        self.program.mark_all(record)
        self.program.accept()
        path = '/dossiers/' + record['summary']['id']
        after = wait(lambda: (lambda d: d if d['summary']['national_state'] == 2 else None)(self.portal.get('tiepnhan1', path)),
                     'the portal to have it', 60)
        assert len([entry for entry in after['history'] if entry['action'] == 'accept']) == 1

    def quit(self):
        assert self.program.quit() == 0
        wait(lambda: not os.path.exists('/proc/%d' % self.child), 'the portal to end')


def main():
    journey = Journey(sys.argv[1])
    return Tap(journey.steps()).run(journey.program)


if __name__ == '__main__':
    sys.exit(main())
