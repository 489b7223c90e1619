#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tour: the running program on its training portal, photographed page by page, state by state.

usage: tour.py BUILD OUTPUT    (inside tests/session.sh; leaves OUTPUT/NN-name.png and OUTPUT/index.md)
"""
import os
import re
import shutil
import sys

from journey import Program, settled_screenshot, wait


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
        program.key('ctrl+f')
        wait(lambda: program.focused() and program.focused().get_role_name() in ('entry', 'text'), 'the search to be ready')
        program.type('khai sinh')
        program.gone(re.compile('Chứng thực'))
        self.take('tim', 'Searching without tone marks.')
        program.quit()


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
