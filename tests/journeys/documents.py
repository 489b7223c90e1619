#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checking papers by keyboard alone: walk the components, see their documents, turn pages, search, a window of its own, mark
what was seen, go on to the next dossier; the line goes, and what was seen is still there.

usage: documents.py BUILD
"""
import os
import re
import sys

from journey import FreePortal, Program, Tap, only_portal, wait

PAGE = re.compile(r'^Trang \d+ trên \d+$')
SHOWN = re.compile(r', Trang \d+ trên \d+$')
SEEN = re.compile('· đã xem$')
WHY_NOT = re.compile('chưa hiển thị được|có mật khẩu|bị hỏng|quá lớn|lớn hơn')


class Journey:
    def __init__(self, build):
        self.portal = FreePortal(build, '--undo-seconds=0', directory=os.path.join(os.environ['XDG_RUNTIME_DIR'], 'portal'))
        self.program = Program(build, options=self.portal.options)

    def steps(self):
        return [
            ('the first dossier with a document that can be shown is open', self.open),
            ('its page has a name, and the component says that it was looked at', self.seen),
            ('PgDn turns the page while the focus stays on the component', self.turn),
            ('F6 leads to the document; + and 0 change its size there and mark nothing', self.zoom),
            ('Ctrl+F searches in the document, not in the list', self.search),
            ('W opens it in a window of its own, Esc closes that', self.window),
            ('Shift+F6 leads back; Shift+Space marks what was seen', self.mark),
            ('Alt+Down goes to the next dossier', self.next),
            ('without the line what was seen is shown, what was not says so', self.offline),
            ('the program ends in order', self.quit),
        ]

    def is_shown(self):
        return self.program.find(None, SHOWN)

    def settle(self):
        """Whatever the chosen component has: a page, why not, or nothing."""
        wait(lambda: self.is_shown() or self.program.find(None, WHY_NOT) or self.program.find(None, re.compile('^Không có giấy tờ|^Cơ quan nhà nước')),
             'the component to be shown')

    def components(self):
        return [node for node in self.program.everything('list item') if re.search('bản|khai thác', node.get_name() or '')]

    def find_document(self):
        """Walks the components of the open dossier until one shows a page whose documents were all seen."""
        self.program.stands_on_row(False)
        self.program.key('Home')
        for _ in range(len(self.components())):
            for _ in range(3):
                self.settle()
                if self.is_shown() and self.program.find(None, SEEN):
                    return True
                self.program.key('Right')
            self.program.key('Down')
        return False

    def open(self):
        self.portal.start()
        self.program.start()
        self.program.see('Đăng nhập', 'button')
        self.program.enter()
        self.program.see(re.compile(r'^Đã cập nhật \d\d:\d\d'), 'button', 60)
        self.program.stands_on_row(True)
        self.program.key('Home', 'Return')
        self.program.see('Tiếp nhận', 'button')
        for _ in range(12):
            if self.find_document():
                return
            self.program.key('alt+Down')
        raise AssertionError('no dossier has a document that can be shown')

    def seen(self):
        self.program.see(PAGE)
        name = self.program.see(SHOWN).get_name()
        assert re.search(r'\.(pdf|jpg|jpeg|png|heic)\b', name), name

    def turn(self):
        self.program.key('Next', 'Next', 'Prior')
        self.program.stands_on_row(False)
        assert self.is_shown()

    def zoom(self):
        self.program.key('F6')
        wait(lambda: SHOWN.search(self.program.focused().get_name() or ''), 'the focus on the page')
        self.program.see('Vừa bề rộng')
        self.program.key('plus')
        self.program.see(re.compile(r'^\d+%$'))
        self.program.key('minus', '0')
        self.program.see('Vừa bề rộng')
        assert self.program.find('dialog') is None, '− asked for a reason'

    def search(self):
        self.program.key('ctrl+f')
        wait(lambda: self.program.focused().get_role_name() in ('text', 'entry'), 'a place to type what is searched for')
        self.program.type('khong')
        self.program.see(re.compile(r'^\d+/\d+$|^Không tìm thấy$|là ảnh chụp'))
        self.program.key('Escape')
        wait(lambda: SHOWN.search(self.program.focused().get_name() or ''), 'the focus back on the page')

    def window(self):
        self.program.key('w')
        wait(lambda: len(self.pages()) == 2, 'a second page')
        self.program.key('Escape')
        wait(lambda: len(self.pages()) == 1, 'its window to be gone')

    def pages(self):
        return list(self.program.everything(None, SHOWN))

    def mark(self):
        self.program.key('shift+F6')
        self.program.stands_on_row(False)
        self.program.key('shift+space')
        self.program.see(re.compile('đánh dấu đạt$'), 'list item')

    def next(self):
        before = self.program.see(re.compile('Mã tiếp nhận tạm')).get_name()
        self.program.key('alt+Down')
        wait(lambda: self.program.see(re.compile('Mã tiếp nhận tạm')).get_name() != before, 'the next dossier')
        self.program.key('alt+Up')
        wait(lambda: self.program.see(re.compile('Mã tiếp nhận tạm')).get_name() == before, 'the one before')

    def offline(self):
        self.portal.kill()
        assert self.find_document(), 'what was seen is not there without the line'

    def quit(self):
        assert self.program.quit() == 0


if __name__ == '__main__':
    journey = Journey(sys.argv[1])
    try:
        sys.exit(Tap(journey.steps()).run(journey.program))
    finally:
        journey.portal.kill()
