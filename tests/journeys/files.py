#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file by keyboard: attached while the portal is away, the program killed and started; it is at the portal, whole and once.
Then it is replaced, with a reason.

usage: files.py BUILD
"""
import hashlib
import os
import re
import sys

from journey import FreePortal, Lost, Program, Tap, only_portal, wait

PAPER = re.compile(r'^bien-ban\.pdf')


def a_pdf(pages):
    """A PDF that opens, of so many pages."""
    objects = [b'<< /Type /Catalog /Pages 2 0 R >>',
               b'<< /Type /Pages /Count %d /Kids [%s] >>' % (pages, b' '.join(b'%d 0 R' % (3 + n) for n in range(pages)))]
    objects += [b'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>'] * pages
    data, places = b'%PDF-1.4\n', []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b'%d 0 obj\n%s\nendobj\n' % (number, body)
    start = len(data)
    data += b'xref\n0 %d\n0000000000 65535 f \n' % (len(objects) + 1) + b''.join(b'%010d 00000 n \n' % place for place in places)
    return data + b'trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n' % (len(objects) + 1, start)


class Journey:
    def __init__(self, build):
        place = os.environ['XDG_RUNTIME_DIR']
        self.portal_process = FreePortal(build, '--undo-seconds=0', directory=os.path.join(place, 'portal'))
        self.program = Program(build, 'tiepnhan1', self.portal_process.options)
        self.first = os.path.join(place, 'bien-ban.pdf')
        self.second = os.path.join(place, 'bien-ban-ky.pdf')
        for path, pages in ((self.first, 2), (self.second, 3)):
            with open(path, 'wb') as file:
                file.write(a_pdf(pages))

    def steps(self):
        return [
            ('signed in, and a dossier is open', self.open),
            ('the portal is away: a file is attached, shown at once, and waits', self.attach),
            ('the program is killed, and started without the portal: it still waits', self.kill),
            ('the portal returns: the file is there, whole and once', self.returns),
            ('it is replaced, which asks for the reason; the earlier one stays', self.replace),
            ('what the applicant sees can be looked at', self.as_citizen),
            ('the program ends in order', self.quit),
        ]

    def open(self):
        self.portal_process.start()
        self.program.start()
        self.program.enter()
        self.program.see(re.compile(r'^Đã cập nhật \d\d:\d\d'), 'button')
        self.portal = only_portal(self.portal_process)
        self.record = self.program.open_first(self.portal, 'tiepnhan1')
        self.program.stands_on_row(False)

    def choose(self, words):
        self.program.key('ctrl+k')
        self.program.see('Tìm thao tác, nơi làm việc, hồ sơ', 'dialog')
        wait(lambda: self.program.focused().get_role_name() in ('text', 'entry'), 'a place to type')
        self.program.type(words)
        self.program.see(re.compile('^(Đính kèm tệp|Thay tệp|Xem như người dân)'), 'list item')
        self.program.key('Return')
        self.program.gone('Tìm thao tác, nơi làm việc, hồ sơ', 'dialog')

    def pick(self, title, path):
        """The desktop's chooser, where a place can be typed."""
        self.program.see(title, 'dialog')

        def inside():
            node = self.program.focused()
            while node is not None and node.get_name() != title:
                node = node.get_parent()
            return node is not None

        wait(inside, 'the focus in the chooser')
        self.program.type('/')
        wait(lambda: inside() and self.program.focused().get_role_name() in ('text', 'entry'), 'a place to type')
        self.program.type(path[1:])
        # what the chooser completes by itself, late, stands behind the cursor
        def whole():
            self.program.key('shift+End', 'Delete')
            return self.program.focused().get_character_count() == len(path)

        wait(whole, 'the place to stand there as it was typed')
        self.program.key('Return')
        self.program.gone(title, 'dialog')

    def attach(self):
        self.portal_process.kill()
        self.choose('dinh kem tep')
        self.pick('Đính kèm tệp', self.first)
        self.program.see(re.compile(r'^Đính kèm tệp: Tệp chưa tải lên'))
        self.program.see(re.compile(r'1 tệp chờ gửi'))

    def kill(self):
        self.program.kill()
        self.program.start()
        self.program.see(re.compile('^Mất kết nối – 1 thao tác chờ gửi$'), seconds=40)

    def documents(self):
        record = self.portal.get('tiepnhan1', '/dossiers/' + self.record['summary']['id'])
        return [(component, document) for component in record['components'] for document in component['documents']
                if document.get('origin') == 'official']

    def returns(self):
        self.portal_process.start()
        found = wait(self.documents, 'the portal to have it', 60)
        assert len(found) == 1 and found[0][1]['name'] == 'bien-ban.pdf', found
        self.same_bytes(found[0][1], self.first)
        self.program.see(re.compile(r'^Đã cập nhật \d\d:\d\d$'), 'button', 60)

    def same_bytes(self, document, path):
        import contract  # noqa: PLC0415 beside the portal only
        token = self.portal.sign_in('tiepnhan1')['access_token']
        answer = self.portal.ask('GET', self.portal.about['url'] + contract.BASE + '/dossiers/%s/documents/%s'
                                 % (self.record['summary']['id'], document['id']), {'Authorization': 'Bearer ' + token})
        with open(path, 'rb') as file:
            assert hashlib.sha256(answer.data).digest() == hashlib.sha256(file.read()).digest()

    def replace(self):
        self.program.key('alt+2')  # after the crash the day stood first
        self.program.open_first(self.portal, 'tiepnhan1')
        self.program.stands_on_row(False)  # on the paper where it began before
        for _ in range(8):
            if self.program.find(None, PAPER):
                break
            self.program.key('Right')
            try:
                self.program.see(PAPER, seconds=2)
            except Lost:
                continue
        self.program.see(PAPER)
        self.choose('thay tep')
        self.pick('Thay tệp', self.second)
        self.program.see('Thay tệp', 'button')
        wait(lambda: self.program.focused().get_role_name() in ('text', 'entry'), 'a place for the reason')
        self.program.type('Ban truoc chua ky')
        # at once it would be a scanner's burst
        wait(lambda: self.program.is_sensitive(self.program.find('button', 'Thay tệp')), 'the button to become possible')
        self.program.see(re.compile('^Ban truoc chua ky$|Lý do'))
        self.program.key('Return')
        found = wait(lambda: [pair for pair in self.documents() if pair[1]['name'] == 'bien-ban-ky.pdf'], 'the portal to have it', 60)
        self.same_bytes(found[0][1], self.second)
        earlier = found[0][0]['earlier']
        assert [(d['name'], d['ended_reason']) for d in earlier] == [('bien-ban.pdf', 'Ban truoc chua ky')]
        self.same_bytes(earlier[0], self.first)

    def as_citizen(self):
        self.choose('xem nhu nguoi dan')
        self.program.see('Xem như người dân', 'dialog')
        self.program.see('Người dân không thấy')
        self.program.key('Escape')
        self.program.gone('Xem như người dân', 'dialog')

    def quit(self):
        assert self.program.quit() == 0


if __name__ == '__main__':
    journey = Journey(sys.argv[1])
    try:
        sys.exit(Tap(journey.steps()).run(journey.program))
    finally:
        journey.portal_process.kill()
