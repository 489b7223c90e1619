#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page and dialog as somebody has it who sees nothing and has no mouse: what takes the focus has a name in
Vietnamese and a role, Tab goes through all of it, and every page is reached by keys alone.

usage: names.py BUILD
"""
import os
import re
import sys
import time

from journey import Atspi, FreePortal, Program, Tap, only_portal, wait, walk

ENGLISH = re.compile(r'\b(the|and|of|is|for|with|open|close|search|save|sign|back|undo|dossier|accept|send|sent|update|updated|'
                     r'waiting|outbox|cancel|copy|keys|history|details|about|legal|menu|show|hide|print|version)\b', re.I)
# what says nothing about what it is; a screen reader reads only "panel"
SHAPELESS = {'panel', 'filler', 'grouping', 'unknown', 'invalid'}
# the window manager's keys and Esc do what these do; the toolkit leaves them out of Tab's way
OF_THE_WINDOW = {'Thu nhỏ', 'Phóng to hết cỡ', 'Phục hồi', 'Đóng'}
UNDO = 12
CURRENT = re.compile(r'^Đã cập nhật \d\d:\d\d')


def is_focusable(node):
    states = node.get_state_set()
    return all(states.contains(state) for state in (Atspi.StateType.FOCUSABLE, Atspi.StateType.SENSITIVE, Atspi.StateType.SHOWING))


class Journey:
    def __init__(self, build):
        self.portal_process = FreePortal(build, '--undo-seconds=%d' % UNDO)
        self.program = Program(build, options=self.portal_process.options)

    def steps(self):
        return [
            ('signing in', self.sign_in), ('no portal to sign in to', self.no_portal), ('the queue as cards', self.queue), ('searching', self.search),
            ('nothing found', self.not_found), ('the queue as a table', self.table), ('narrowing down', self.narrow), ('picking', self.pick), ('the day', self.today), ('the main menu', self.menu),
            ('about', self.about), ('the help', self.help), ('the keys', self.keys), ('the palette', self.palette), ('preferences', self.preferences), ('a dossier', self.dossier),
            ('a document in a window of its own', self.document), ('the files of a paper', self.files),
            ('its information', self.information), ('what a number is looked at for', self.purpose),
            ('its history', self.history), ('its notes', self.notes),
            ('how its time is counted', self.explanation), ('why not sufficient', self.reason),
            ('asking for a supplement', self.supplement), ('refusing reception', self.refuse),
            ('an act that waits', self.pending), ('the outbox with something held', self.held),
            ('the outbox with something done', self.done), ('an accepted dossier and its paper', self.paper),
            ('a dossier that is gone', self.gone), ('an act that needs somebody', self.needs_you),
            ('off line', self.offline), ('the program ends in order', self.quit),
        ]

    # what holds of every page

    def look(self, where=None):
        """A page that comes may lack names for a moment; what lacks them for longer has none."""
        end = time.monotonic() + 3
        while any(found := self.faults(where)) and time.monotonic() < end:
            time.sleep(0.05)
        nameless, english = found
        assert not nameless, 'without a name: %s' % nameless
        assert not english, 'English: %s' % english

    def faults(self, where):
        nameless, english = [], []
        for node in walk(where or self.program.app):
            name = (node.get_name() or '').strip()
            role = node.get_role_name() if is_focusable(node) else None
            if role and not name and role not in SHAPELESS | {'scroll pane', 'list', 'tree table'}:
                nameless.append('%s in %s' % (role, (node.get_parent() or node).get_name()))
            if role in SHAPELESS and node.get_child_count() == 0:
                nameless.append('%s takes the focus and is no thing: %s' % (role, [n.get_name() for n in walk(node)]))
            if ENGLISH.search(name):
                english.append(name)
        return nameless, english

    @staticmethod
    def stop(node):
        return node.get_role_name(), re.sub(r'\d', '0', node.get_name() or '')  # a minute may pass

    def stops(self, where=None):
        """What Tab has to reach: names of what takes the focus, rows aside."""
        return {self.stop(node) for node in walk(where or self.program.app)
                if node.get_role_name() in ('button', 'toggle button', 'entry', 'text', 'combo box', 'spin button', 'check box')
                and is_focusable(node) and node.get_name() not in OF_THE_WINDOW}

    def tab_through(self, where=None):
        """Tab comes by all of them and round to where it began, Shift+Tab too: nothing keeps the focus to itself."""
        for key in ('Tab', 'shift+Tab'):
            for last_time in (False, False, True):  # a list that is just read anew takes the focus to itself; a trap always does
                missing, last = self.missed_by(key, where)
                if not missing:
                    break
                assert not last_time, '%s does not reach %s, it ends on %s' % (key, sorted(missing), self.stop(last))

    def missed_by(self, key, where):
        met, last = set(), None
        wanted = self.stops(where)
        for node in self.round(key):
            last = node
            met |= {self.stop(part) for part in (node, node.get_parent()) if part is not None}
        return {stop for stop in wanted - met if not any(stop[1] == other[1] for other in met)}, last

    def round(self, key, limit=90):
        """What gets the focus by this key, until one has it again."""
        met = [wait(self.program.focused, 'a focus to begin with')]
        yield met[0]
        for _ in range(limit):
            node = self.program.moved_by(key)
            if node is None or node in met:
                return  # of one stop the focus cannot leave; who is never left is found by what is missing
            met.append(node)
            yield node
        raise AssertionError('%s does not come round in %d' % (key, limit))

    def stands_on(self, *roles):
        wait(lambda: (self.program.focused() or self.program.app).get_role_name() in roles, 'the focus on ' + ' or '.join(roles))

    # the pages

    def sign_in(self):
        self.portal_process.start()
        self.portal = only_portal(self.portal_process)
        self.program.start()
        self.program.see('Đăng nhập', 'button')
        self.look()
        self.tab_through()

    def no_portal(self):
        self.portal_process.kill()
        self.program.enter()
        self.program.see('Chi tiết', 'button')
        self.look()
        self.tab_through()
        self.portal_process.start()

    def queue(self):
        self.program.focus_by_tab('Đăng nhập')
        self.program.key('Return')
        self.program.see(CURRENT, 'button')
        self.stands_on('list item')
        self.look()
        self.tab_through()

    def search(self):
        self.program.see('Tìm trong tất cả hồ sơ')
        self.program.key('ctrl+f')
        self.stands_on('entry', 'text')
        self.program.gone('Tìm trong tất cả hồ sơ')  # one field at a time
        self.program.type('khai')
        self.look()
        self.tab_through()

    def not_found(self):
        self.program.type('xyzq')
        self.program.see('Không tìm thấy hồ sơ trong danh sách này')
        self.look()
        self.tab_through()
        self.program.key('Escape', 'Escape')
        self.program.gone('Không tìm thấy hồ sơ trong danh sách này')

    def table(self):
        toggle = 'Xem dạng bảng'
        self.program.focus_by_tab(toggle)
        self.program.key('space')
        self.program.see(role='tree table')
        self.look()
        self.tab_through()
        self.program.focus_by_tab(toggle)
        self.program.key('space')
        self.program.gone(role='tree table')
        self.program.key('alt+2')
        self.stands_on('list item')

    def narrow(self):
        self.program.focus_by_tab('Lọc danh sách này')
        self.program.key('space')
        dialog = self.program.see('Lọc danh sách này', 'dialog')
        wait(self.program.focused, 'a focus in the dialog')
        self.look(dialog)
        self.tab_through(dialog)
        self.program.key('Escape')
        self.program.gone('Lọc danh sách này', 'dialog')
        self.program.focus_by_tab('Sắp xếp, chọn cột')
        self.program.key('space')
        self.stands_on('menu item')
        self.look()
        self.program.key('Escape', 'alt+2')
        self.stands_on('list item')

    def pick(self):
        self.program.pick_refusable(2)
        self.look()
        self.tab_through()
        self.program.key('alt+2')
        self.stands_on('list item')
        self.program.key('Escape')
        self.program.gone('Đã chọn 2 hồ sơ')

    def today(self):
        self.program.key('alt+1')
        self.program.see('Việc của tôi')
        wait(self.program.focused, 'a focus on the day')
        self.look()
        self.tab_through()
        self.program.key('alt+2')
        self.stands_on('list item')

    def preferences(self):
        self.program.key('ctrl+comma')
        dialog = self.program.see('Tùy chọn', 'dialog')
        wait(self.program.focused, 'a focus in the dialog')
        self.look(dialog)
        self.tab_through(dialog)
        self.program.key('Escape')
        self.program.gone('Tùy chọn', 'dialog')

    def menu(self):
        self.program.key('F10')
        self.stands_on('menu item')
        self.look()

    def about(self):
        self.program.key('Up', 'Up', 'Return')
        dialog = self.program.see('Giới thiệu Một Cửa', 'dialog')
        self.look(dialog)
        self.tab_through(dialog)
        self.program.key('Escape')
        self.program.gone('Giới thiệu Một Cửa', 'dialog')

    def help(self):
        self.program.key('F1')
        dialog = self.program.see('Trợ giúp', 'dialog')
        self.look(dialog)
        self.tab_through(dialog)
        self.program.key('Escape')
        self.program.gone('Trợ giúp', 'dialog')

    def keys(self):
        self.program.key('ctrl+question')
        dialog = self.program.see('Phím tắt', 'dialog')
        self.look(dialog)
        self.tab_through(dialog)
        self.program.key('Escape')
        self.program.gone('Phím tắt', 'dialog')

    def palette(self):
        self.program.key('ctrl+k')
        dialog = self.program.see('Tìm thao tác, nơi làm việc, hồ sơ', 'dialog')
        self.stands_on('text', 'entry')
        self.look(dialog)
        self.tab_through(dialog)
        self.program.key('Escape')
        self.program.gone('Tìm thao tác, nơi làm việc, hồ sơ', 'dialog')
        self.program.key('ctrl+k')
        self.stands_on('text', 'entry')
        self.program.type('cho nop phi')
        self.program.see('Chờ nộp phí, lệ phí', 'list item')
        self.program.key('Return')
        self.program.gone('Tìm thao tác, nơi làm việc, hồ sơ', 'dialog')
        self.program.see('Chờ nộp phí, lệ phí')
        self.program.key('ctrl+k')
        self.stands_on('text', 'entry')
        self.program.type('cho tiep nhan')
        self.program.key('Return')
        self.stands_on('list item')

    def dossier(self):
        self.program.key('alt+2')
        self.stands_on('list item')
        self.record = self.program.open_first(self.portal, 'tiepnhan1')
        self.look()
        self.tab_through()

    def document(self):
        shown = re.compile(r', Trang \d+ trên \d+$')
        # Tab went through all rows: the last may be without a document
        self.program.to_components()
        self.program.key('Home')
        self.program.see(shown)
        self.program.key('F6')
        self.stands_on('document text')
        self.program.key('w')
        wait(lambda: len(list(self.program.everything(None, shown))) == 2, 'a window for the document')
        self.look()
        self.program.key('Escape')
        wait(lambda: len(list(self.program.everything(None, shown))) == 1, 'the window to be gone')
        self.stands_on('document text')
        self.program.focus_by_tab('Cỡ trang: Vừa bề rộng', 'shift+Tab')  # forwards would lead over the rows to another paper
        self.program.key('space')
        self.stands_on('menu item', 'radio menu item', 'radio button')
        self.look()
        self.program.key('Escape')

    def files(self):
        self.program.focus_by_tab('Tệp của giấy tờ này', 'shift+Tab')
        self.program.key('space')
        self.stands_on('menu item')
        self.look()
        self.program.key('Up', 'Return')  # the last one: where each file came from
        dialog = self.program.see('Quá trình của tệp', 'dialog')
        self.look(dialog)
        self.tab_through(dialog)
        self.program.key('Escape')
        self.program.gone('Quá trình của tệp', 'dialog')

    def purpose(self):
        self.program.focus_by_tab('Hiện số định danh')
        self.program.key('space')
        dialog = self.program.see('Hiện số định danh', 'dialog')
        self.stands_on('list item')
        self.look(dialog)
        self.program.key('5')
        self.stands_on('text', 'entry')
        self.look(dialog)
        self.tab_through(dialog)
        self.program.key('Escape')
        self.program.gone('Hiện số định danh', 'dialog')

    def view(self, name):
        """The one beside the one that is shown, by the arrow keys of the switcher."""
        self.program.focus_by_tab(re.compile('^(Thành phần hồ sơ|Thông tin|Quá trình xử lý|Ý kiến nội bộ)$'), 'shift+Tab')
        self.program.key('Right', 'space')
        wait(lambda: (self.program.focused() or self.program.app).get_name() == name, 'the focus on ' + name)
        self.program.gone('Đạt', 'toggle button')  # of the view that goes
        self.look()
        self.tab_through()

    def information(self):
        self.view('Thông tin')

    def history(self):
        self.view('Quá trình xử lý')

    def notes(self):
        self.view('Ý kiến nội bộ')

    def explanation(self):
        self.program.key('ctrl+i')
        dialog = self.program.see('Cách tính thời hạn', 'dialog')
        self.look(dialog)
        self.tab_through(dialog)
        self.program.key('Escape')
        self.program.gone('Cách tính thời hạn', 'dialog')

    def reason(self):
        self.program.to_components()
        submitted = [component['source'] != 'state_data' for component in self.record['components']].index(True)
        self.program.key('Home', *['Down'] * submitted, 'minus')
        dialog = self.program.see('Lý do chưa đạt', 'dialog')
        self.look(dialog)
        self.tab_through(dialog)
        self.program.key('7')
        self.stands_on('text', 'entry')
        self.look(dialog)
        self.tab_through(dialog)
        self.program.key('Escape')
        self.program.gone('Lý do chưa đạt', 'dialog')

    def supplement(self):
        self.program.key('ctrl+b')
        dialog = self.program.see('Yêu cầu bổ sung', 'dialog')
        self.stands_on('text', 'entry')
        self.look(dialog)
        self.tab_through(dialog)
        self.program.key('Escape')
        self.program.gone('Yêu cầu bổ sung', 'dialog')

    def refuse(self):
        self.program.key('ctrl+k')
        self.stands_on('text', 'entry')
        self.program.type('tu choi tiep nhan')
        self.program.see('Từ chối tiếp nhận', 'list item')
        self.program.key('Return')
        dialog = self.program.see('Từ chối tiếp nhận', 'dialog')
        wait(self.program.focused, 'a focus in the form')
        self.look(dialog)
        self.tab_through(dialog)
        self.program.key('Escape')
        self.program.gone('Từ chối tiếp nhận', 'dialog')

    def commit(self):
        def done():
            self.program.key('ctrl+Return')
            return self.program.find(None, re.compile('^Tiếp nhận: chờ gửi từ '))
        wait(done, 'the act to be taken')

    def pending(self):
        self.program.to_components()
        self.program.key('Home')
        self.program.mark_all(self.record)
        self.commit()
        self.look()
        self.tab_through()

    def held(self):
        self.program.key('ctrl+j')
        self.program.see(re.compile('Sẽ gửi sau'))
        wait(self.program.focused, 'a focus in the outbox')
        self.look()
        self.tab_through()

    def done(self):
        self.program.see(re.compile('Cổng đã ghi nhận'), seconds=40)
        self.stands_on('list item')
        self.look()
        self.tab_through()

    def paper(self):
        self.program.focus_by_tab(re.compile('^' + re.escape(self.record['summary']['provisional_code'])))
        self.program.key('Return')
        self.program.see('In…', 'button')
        self.stands_on('list item')
        self.look()
        self.tab_through()
        self.program.key('ctrl+p')
        dialog = self.program.see(re.compile('^Mẫu 01'), 'dialog')
        wait(lambda: self.program.is_sensitive(self.program.find('button', 'Lưu tệp PDF…')), 'the pages to be set')
        self.look(dialog)
        self.tab_through(dialog)
        self.program.key('Escape')
        self.program.gone(re.compile('^Mẫu 01'), 'dialog')

    def gone(self):
        self.program.key('alt+2')
        self.stands_on('list item')
        self.second = self.program.open_first(self.portal, 'tiepnhan1')
        self.program.mark_all(self.second)
        self.commit()
        self.portal_process.order('move %s an-hoa' % self.second['summary']['id'])
        self.program.see(re.compile('^Hồ sơ đã được chuyển đến '))
        wait(self.program.focused, 'a focus on the page')
        self.look()
        self.program.gone('Hoàn tác (F8)', 'button')  # a stop that goes by itself
        self.tab_through()

    def needs_you(self):
        self.program.key('ctrl+j')
        self.program.see('Hủy thao tác', 'button', 40)
        self.look()
        self.tab_through()
        # written out, for who has to do it otherwise
        path = os.path.join(os.environ['XDG_RUNTIME_DIR'], 'thao-tac.txt')
        self.program.focus_by_tab('Lưu ra tệp')
        self.program.key('space')
        self.program.save_as(path)
        self.program.see('Đã lưu thao-tac.txt', 'button')
        with open(path, encoding='utf-8') as file:
            assert self.second['summary']['id'] in file.read()
        self.program.key('alt+2', 'ctrl+j')

    def offline(self):
        self.program.key('alt+2')
        self.portal_process.kill()
        self.program.key('F5')
        self.program.see(re.compile('^Mất kết nối từ'))
        self.look()
        self.tab_through()
        wait(self.program.focused, 'a focus on the page')

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
