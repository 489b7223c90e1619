#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tour: the running program on its training portal, photographed page by page, state by state.

usage: tour.py BUILD OUTPUT    (inside tests/session.sh; leaves OUTPUT/NN-name.png and OUTPUT/index.md)
"""
import os
import re
import shutil
import sys

from journey import Program, only_portal, settled_screenshot, wait


class Tour:
    def __init__(self, build, output):
        shutil.rmtree(output, ignore_errors=True)
        os.makedirs(output)
        self.output = output
        self.lines = []
        self.program = Program(build, options=['--training-option=--undo-seconds=30'])

    def take(self, name, words):
        file = '%02d-%s.png' % (len(self.lines) + 1, name)
        settled_screenshot(os.path.join(self.output, file))
        self.lines.append('![%s](%s)\n\n%s\n' % (words, file, words))
        print('%s  %s' % (file, words), flush=True)

    def finish(self):
        with open(os.path.join(self.output, 'index.md'), 'w', encoding='utf-8') as file:
            file.write('# Một Cửa: a tour\n\n' + '\n'.join(self.lines))

    def run(self):
        program = self.program.start()
        program.see('Đăng nhập', 'button')
        self.take('dang-nhap', 'Before anybody is known: which portal, and one button. The password is typed in the browser.')
        program.key('Return')
        program.see(re.compile(r'^Chờ tiếp nhận \d+$'), 'list item')
        program.see(re.compile(r'^Đã cập nhật \d\d:\d\d'), 'button')
        self.take('hang-doi', 'The queue of a receiver: what is late stands first; counts are those of the lists.')
        program.key('Home', 'Return')
        program.see('Tiếp nhận', 'button')
        self.take('kiem-tra-chua-xong', 'A dossier opened for checking: nothing marked yet, and the page says what is missing.')
        for _ in range(8):
            program.key('space', 'Down')
        wait(lambda: program.is_sensitive(program.find('button', 'Tiếp nhận')), 'the button to become possible')
        self.take('kiem-tra', 'Every component marked: accepting is possible.')
        program.key('ctrl+Return')
        program.see('Hoàn tác (F8)', 'button')
        self.take('hoan-tac', 'Accepted, and held for some seconds: F8 takes it back.')
        program.key('ctrl+j')
        program.see(re.compile('Sẽ gửi sau'))
        self.take('cho-gui', 'Chờ gửi: what waits to be sent, and when.')
        program.key('F1')
        program.see('Phím tắt', 'dialog')
        self.take('phim-tat', 'Every key, from the one table of acts.')
        program.key('Escape')
        program.gone('Phím tắt', 'dialog')
        program.key('F8')
        program.gone('Hoàn tác (F8)', 'button')
        self.take('cho-gui-trong', 'Taken back: nothing waits to be sent.')
        self.not_sufficient()
        self.conflict()
        self.receipt()
        program.key('alt+2', 'ctrl+f')
        wait(lambda: program.focused() and program.focused().get_role_name() in ('entry', 'text'), 'the search to be ready')
        program.type('khai sinh')
        program.gone(re.compile('Chứng thực'))
        self.take('tim', 'Searching without tone marks.')
        program.quit()

    def open_first(self):
        self.program.key('alt+2', 'Home', 'Return')
        self.program.see('Tiếp nhận', 'button')

    def not_sufficient(self):
        program = self.program
        self.open_first()
        program.key('minus')
        program.see('Lý do chưa đạt', 'dialog')
        self.take('ly-do', 'A paper that is not sufficient: why, with one digit.')
        program.key('1')
        program.gone('Lý do chưa đạt', 'dialog')
        self.take('chua-dat', 'One paper is not sufficient: the primary act is the request for a supplement.')
        program.key('ctrl+b')
        program.see('Yêu cầu bổ sung', 'dialog')
        program.see(re.compile('chưa hợp lệ – Ảnh mờ'))
        self.take('yeu-cau-bo-sung', 'The form of the act, and beside it what the applicant will read.')
        program.key('Escape')
        program.gone('Yêu cầu bổ sung', 'dialog')

    def record(self):
        """The open dossier as the portal has it."""
        title = self.program.see(re.compile(r'Mã tiếp nhận tạm')).get_name()
        code = re.search(r'[\w.-]*\d{4,}[\w.-]*', title).group(0)
        changes = self.portal.get('tiepnhan2', '/changes')['changes']
        found = next(c['summary'] for c in changes if c['summary'] and code in (c['summary']['provisional_code'] or ''))
        return self.portal.get('tiepnhan2', '/dossiers/' + found['id'])

    def conflict(self):
        """A colleague refuses the dossier that a supplement was just asked for."""
        program = self.program
        self.portal = only_portal(program)
        record = self.record()

        def sent():
            program.key('ctrl+Return')
            return program.find('dialog', 'Yêu cầu bổ sung') is None

        program.key('ctrl+b')
        program.see('Yêu cầu bổ sung', 'dialog')
        wait(sent, 'the form to be sent')
        self.portal.act('tiepnhan2', record, 'refuse', {
            'reason': 'not_eligible', 'explanation': 'Người nộp đề nghị không tiếp tục hồ sơ này.',
            'legal_basis': 'Điều 17 Nghị định số 118/2025/NĐ-CP'})
        program.see(re.compile('^Đã được Lò Văn Đức thay đổi'), seconds=60)
        self.take('xung-dot', 'Changed meanwhile by a colleague: both states in words, and the ways on.')
        program.focus_by_tab('Hủy thao tác')
        program.key('Return')
        program.gone(re.compile('^Đã được Lò Văn Đức thay đổi'))
        program.key('ctrl+p')
        program.see(re.compile('^Mẫu 03'), 'dialog')
        program.see(re.compile(r'^Trang 1/\d+$'))
        self.take('mau-03', 'The paper of this state before it is printed: form 03.')
        program.key('Escape')
        program.gone(re.compile('^Mẫu 03'), 'dialog')

    def receipt(self):
        program = self.program
        self.open_first()
        for _ in range(8):
            program.key('space', 'Down')
        wait(lambda: program.is_sensitive(program.find('button', 'Tiếp nhận')), 'the button to become possible')
        program.key('ctrl+Return')
        program.see('Hoàn tác (F8)', 'button')
        program.see('Được tiếp nhận', seconds=60)
        program.key('ctrl+p')
        program.see(re.compile('^Mẫu 01'), 'dialog')
        program.see(re.compile(r'^Trang 1/\d+$'))
        self.take('mau-01', 'The receipt before it is printed: Enter prints, Ctrl+S saves a PDF file.')
        program.key('Escape')
        program.gone(re.compile('^Mẫu 01'), 'dialog')


def main():
    tour = Tour(*sys.argv[1:3])
    try:
        tour.run()
    except Exception:
        print(tour.program.tree(), file=sys.stderr)
        tour.take('unfinished', 'The tour stopped here.')
        raise
    finally:
        tour.finish()
    return 0


if __name__ == '__main__':
    sys.exit(main())
