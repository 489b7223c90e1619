#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two officials, two computers (a data directory each), one dossier: the one who comes second is told who was first, and nothing is recorded twice.

The second's act is committed while the portal is away, so that both acts were meant for the same version. A session has
one Một Cửa at a time: the second program is killed while its act waits, and comes back after the first has worked.

usage: two-officials.py BUILD
"""
import re
import sys

from journey import FreePortal, Program, Tap, only_portal, wait


class Journey:
    def __init__(self, build):
        self.portal_process = FreePortal(build, '--undo-seconds=0')
        self.first = Program(build, 'tiepnhan1', self.portal_process.options)
        self.second = Program(build, 'tiepnhan2', self.portal_process.options, data=self.first.place + '-second')

    def steps(self):
        return [
            ('the second of two officials of a unit signs in', self.sign_in),
            ('and opens a dossier and checks it', self.check),
            ('each sees that the other has it open, as long as that is so', self.see_each_other),
            ('the portal goes away; the second accepts all the same', self.accept_offline),
            ('the portal returns; the first accepts the same dossier, and the portal has it', self.first_accepts),
            ('the second is told that it needs a look, and who was first', self.told),
            ('the dossier shows what differs from the one acted on', self.differences),
            ('the dossier was accepted once, by the first', self.once),
            ('the program ends in order', self.quit),
        ]

    def enter(self, program):
        program.start()
        program.enter()
        program.see(re.compile(r'^Đã cập nhật \d\d:\d\d'), 'button')

    def sign_in(self):
        self.portal_process.start()
        self.portal = only_portal(self.portal_process)
        self.enter(self.second)

    def check(self):
        self.record = self.second.open_first(self.portal, 'tiepnhan2')
        self.second.mark_all(self.record)

    def presence(self, method):
        answer = self.portal.ask(method, self.portal.about['url'] + '/officials/v1/dossiers/%s/presence'
                                 % self.record['summary']['id'], {'Authorization': 'Bearer ' + self.token})
        assert answer.status_code == 200, answer.data[:300]
        return [other['name'] for other in answer.json()['others']]

    def see_each_other(self):
        """The first has no program yet: the session has one at a time. Nobody is kept from anything."""
        self.token = self.portal.sign_in('tiepnhan1')['access_token']
        wait(lambda: self.presence('PUT') == ['Lò Văn Đức'], 'the second to be known to have it open')
        self.second.see(re.compile(r'^Nguyễn Thị Hường \(.+\) đang mở hồ sơ này$'))
        self.presence('DELETE')
        self.second.gone(re.compile('đang mở hồ sơ này'))

    def accept_offline(self):
        self.portal_process.kill()
        self.second.accept()
        self.second.see(re.compile('^Tiếp nhận: chờ gửi từ '))
        self.second.key('Escape')
        self.second.see(re.compile('^Mất kết nối – 1 thao tác chờ gửi$'), seconds=40)
        self.second.kill()

    def first_accepts(self):
        self.portal_process.start()
        self.enter(self.first)
        record = self.first.open_first(self.portal, 'tiepnhan1')
        assert record['summary']['id'] == self.record['summary']['id'], 'the two see another dossier first'
        self.first.mark_all(record)
        self.first.accept()
        self.after = wait(lambda: (lambda d: d if d['summary']['national_state'] == 2 else None)(self.now()), 'the portal to have it', 40)

    def now(self):
        return self.portal.get('tiepnhan1', '/dossiers/' + self.record['summary']['id'])

    def told(self):
        assert self.first.quit() == 0
        self.second.start()
        self.second.see(re.compile('^1 thao tác cần xem lại'), seconds=40)
        self.second.key('ctrl+j')
        self.second.see(re.compile('Nguyễn Thị Hường'))

    def differences(self):
        self.second.key('Return')
        self.second.see('Khi thao tác', 'label')
        for words in ('Chờ tiếp nhận', 'Chờ chuyển xử lý', 'Chưa có mã', self.after['summary']['code']):
            self.second.see(words, 'label')

    def once(self):
        record = self.now()
        accepted = [entry for entry in record['history'] if entry['action'] == 'accept']
        assert len(accepted) == 1, 'accepted %d times' % len(accepted)
        assert record['summary']['handling_version'] == self.record['summary']['handling_version'] + 1
        assert record['summary']['code'] == self.after['summary']['code']

    def quit(self):
        assert self.second.quit() == 0


def main():
    journey = Journey(sys.argv[1])
    try:
        return Tap(journey.steps()).run(journey.first, journey.second)
    finally:
        journey.portal_process.kill()


if __name__ == '__main__':
    sys.exit(main())
