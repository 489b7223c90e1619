#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tour: the running program on its training portal, photographed page by page, state by state.

usage: tour.py BUILD OUTPUT    (inside tests/session.sh; leaves OUTPUT/NN-name.png and OUTPUT/index.md)
"""
import os
import re
import shutil
import sys

from journey import FreePortal, Program, settled_screenshot, wait, walk


class Tour:
    """One round in one colour scheme: a portal that may go away, and the program on it."""

    def __init__(self, build, output, lines, dark=False):
        self.build, self.output, self.lines, self.dark = build, output, lines, dark
        if dark:
            os.environ['ADW_DEBUG_COLOR_SCHEME'] = 'prefer-dark'
        self.scheme = 'dark' if dark else 'light'
        self.place = os.path.join(os.environ['XDG_RUNTIME_DIR'], self.scheme)
        os.makedirs(self.place)
        self.portal = self.make_portal('full', '--dossiers=6000', '--undo-seconds=12')
        self.program = self.make_program('full', self.portal)

    def make_portal(self, name, *options):
        return FreePortal(self.build, *options, directory=os.path.join(self.place, name + '-portal'))

    def make_program(self, name, portal):
        return Program(self.build, options=portal.options, data=os.path.join(self.place, name))

    def take(self, name, words):
        file = '%02d-%s%s.png' % (len(self.lines) + 1, name, '-toi' if self.dark else '')
        settled_screenshot(os.path.join(self.output, file), 2)
        self.lines.append('![%s](%s)\n\n%s (%s)\n' % (words, file, words, self.scheme))
        print('%s  %s' % (file, words), flush=True)

    def press(self, name, role=None):
        self.program.see(name, role).get_action_iface().do_action(0)

    def show(self, name):
        """A view of the dossier, by its switch."""
        wait(lambda: any(node.get_name() == name and node.get_action_iface() and node.get_action_iface().get_n_actions()
                         and node.get_action_iface().do_action(0) for node in walk(self.program.app)), name)

    def run(self):
        try:
            self.enter()
            self.queue()
            self.dossier()
            self.dialogs()
            self.away()
            self.program.quit()
            self.empty()
        finally:
            self.portal.kill()
            if self.program.process.poll() is None:
                self.program.kill()

    def enter(self):
        program = self.program
        self.portal.start()
        program.start()
        program.see('Đăng nhập', 'button')
        self.take('dang-nhap', 'Before anybody is known: which portal, and one button. The password is typed in the browser.')
        os.rename(program.account, program.account + '.away')  # a browser whose user is slow
        program.key('Return')
        program.see('Hủy', 'button')
        self.take('dang-nhap-cho', 'The browser is open; this page waits, offers the address to copy, and can be left.')
        self.press('Hủy', 'button')
        os.rename(program.account + '.away', program.account)
        program.see('Đăng nhập', 'button')
        self.portal.kill()
        self.press('Đăng nhập', 'button')
        program.see(re.compile('^Chi tiết'))
        self.take('dang-nhap-loi', 'The portal cannot be reached: what happened, what comes next, details for the IT colleague.')
        self.portal.start()
        self.press('Đăng nhập', 'button')
        program.see(re.compile('^Đã tải '), seconds=40)
        with self.portal.held():
            self.take('cap-nhat-dau', 'The first update runs: what is urgent is there first and can be opened at once.')
        program.see(re.compile(r'^Đã cập nhật \d\d:\d\d'), 'button', 120)

    def queue(self):
        program = self.program
        self.take('hang-doi', 'The queue of a receiver: what is late stands first; counts are those of the lists.')
        program.key('ctrl+f')
        wait(lambda: program.focused() and program.focused().get_role_name() in ('entry', 'text'), 'the search to be ready')
        program.type('khai sinh')
        program.gone(re.compile('Chứng thực'))
        self.take('tim', 'Searching without tone marks.')
        program.type('xyzq')
        program.see('Không tìm thấy hồ sơ trong danh sách này')
        self.take('tim-khong-thay', 'Nothing found: the page says what can be searched for.')
        program.key('Escape', 'Escape')
        program.gone('Không tìm thấy hồ sơ trong danh sách này')

    def dossier(self):
        program = self.program
        program.key('Home', 'Return')
        program.see('Tiếp nhận', 'button')
        self.take('ho-so-chua-kiem-tra', 'A dossier opened for checking: nothing marked yet, and the page says what is missing.')
        for _ in range(12):
            program.key('space', 'Down')
        wait(lambda: program.is_sensitive(program.find('button', 'Tiếp nhận')), 'the button to become possible')
        self.take('ho-so-kiem-tra-xong', 'Every component marked: accepting is possible.')
        self.show('Thông tin')
        self.take('ho-so-thong-tin', 'Who applies, for what, until when.')
        self.show('Quá trình xử lý')
        self.take('ho-so-qua-trinh', 'What happened to the dossier so far.')
        program.key('ctrl+Return')
        program.see('Hoàn tác (F8)', 'button')
        self.take('ho-so-giu', 'Accepted, and held for some seconds: F8 takes it back.')
        program.key('ctrl+j')
        program.see(re.compile('Sẽ gửi sau'))
        self.take('cho-gui', 'Chờ gửi: what waits to be sent, and when.')
        program.see(re.compile('Cổng đã ghi nhận'), seconds=40)
        self.take('cho-gui-xong', 'The portal has it; what is lately finished stays for a look.')

    def dialogs(self):
        program = self.program
        program.key('F1')
        program.see('Phím tắt', 'dialog')
        self.take('phim-tat', 'Every key, from the one table of acts.')
        program.key('Escape')
        program.gone('Phím tắt', 'dialog')

    def away(self):
        program = self.program
        program.key('alt+2')
        program.see(re.compile(r'^Đã cập nhật \d\d:\d\d'), 'button')
        self.portal.kill()
        program.key('F5')
        program.see(re.compile('^Mất kết nối từ'))
        self.take('mat-ket-noi', 'Offline: since when, and that work goes on.')
        program.key('Home', 'Down', 'Down', 'Return')
        program.see(re.compile('^Thử lại'), 'button')
        self.take('ho-so-chua-co', 'Offline, and this dossier was never opened here: the page says why it is not there.')

    def empty(self):
        self.portal = self.make_portal('empty', '--dossiers=0')
        self.portal.start()
        self.program = program = self.make_program('empty', self.portal).start()
        program.see('Đăng nhập', 'button')
        program.key('Return')
        program.see(re.compile(r'^Đã cập nhật \d\d:\d\d'), 'button')
        self.take('hang-doi-trong', 'Nothing waits for reception.')
        program.key('ctrl+j')
        program.see('Không có thao tác nào chờ gửi')
        self.take('cho-gui-trong', 'Nothing waits to be sent.')
        program.quit()


def main():
    build, output = sys.argv[1:3]
    shutil.rmtree(output, ignore_errors=True)
    os.makedirs(output)
    lines = []
    try:
        for dark in (False, True):
            tour = Tour(build, output, lines, dark)
            try:
                tour.run()
            except Exception:
                print(tour.program.tree(), tour.program.said(), file=sys.stderr)
                tour.take('unfinished', 'The tour stopped here.')
                raise
    finally:
        with open(os.path.join(output, 'index.md'), 'w', encoding='utf-8') as file:
            file.write('# Một Cửa: a tour\n\n' + '\n'.join(lines))
    return 0


if __name__ == '__main__':
    sys.exit(main())
