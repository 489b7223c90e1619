#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tour: the running program on its training portal, photographed page by page, state by state, in every look.

usage: tour.py BUILD OUTPUT [LOOK…]    (inside tests/session.sh; leaves OUTPUT/NN-name[-LOOK].png and OUTPUT/index.md)
"""
import os
import re
import shutil
import subprocess
import sys
import time

import keyring
from album import LOOKS, Album
from journey import FreePortal, Program, only_portal, wait

UNDO = 6
CURRENT = re.compile(r'^Đã cập nhật \d\d:\d\d')
MINUTES, HOURS = 60, 3600
# of a document: a page of it, or why not
SHOWN = re.compile(r', Trang \d+ trên \d+$')
SIGNS = {
    'tai-lieu': SHOWN, 'tai-lieu-loai-khac': re.compile('^Loại tệp này chưa hiển thị được'),
    'tai-lieu-mat-khau': re.compile('^Tài liệu có mật khẩu'), 'tai-lieu-hong': re.compile('^Tệp bị hỏng'),
}


class Tour:
    """One round in one look: a portal that may go away, and the program on it."""

    def __init__(self, build, album, look):
        self.build, self.album, self.look = build, album, look
        os.environ['ADW_DEBUG_COLOR_SCHEME'] = 'prefer-dark' if look.dark else 'prefer-light'
        self.place = os.path.join(os.environ['XDG_RUNTIME_DIR'], 'tour-' + look.name)
        os.makedirs(self.place)
        subprocess.run(['xdotool', 'mousemove', '1365', '767'], check=True)  # out of the pictures
        self.portal = self.make_portal('full', '--dossiers=2500', '--undo-seconds=%d' % UNDO)
        self.program = self.make_program('full', self.portal)

    def make_portal(self, name, *options):
        return FreePortal(self.build, *options, directory=os.path.join(self.place, name + '-portal'))

    def make_program(self, name, portal):
        return Program(self.build, options=portal.options, data=os.path.join(self.place, name), text=self.look.text, later=True)

    def take(self, name, words, still=True):
        self.album.take(self.look, name, words, still)

    def press(self, name, role=None):
        """Presses what has this name, as an assistive technology does."""
        wait(lambda: self.try_to_press(name, role), 'to press %s' % getattr(name, 'pattern', name))

    def try_to_press(self, name, role):
        for node in self.program.everything(role, name):
            action = node.get_action_iface()
            if action is not None and action.get_n_actions() > 0 and action.do_action(0):
                return True
        return False

    def run(self):
        try:
            for chapter in (self.troubles, self.enter, self.queue, self.dossier, self.supplement, self.refuse, self.accept, self.outbox,
                            self.others, self.dialogs, self.away, self.later, self.roles, self.empty):
                began = time.monotonic()
                chapter()
                print('# %s: %.0f s' % (chapter.__name__, time.monotonic() - began), flush=True)
        except Exception:
            print(self.program.tree(), self.program.said(), file=sys.stderr)
            self.take('unfinished', 'The tour stopped here.')
            raise
        finally:
            self.portal.kill()
            if self.program.process is not None and self.program.process.poll() is None:
                self.program.kill()

    # signing in

    def troubles(self):
        """What may be wrong with a computer: each has a sentence of its own on the page."""
        self.portal.start()
        self.eyes = only_portal(self.portal)
        self.cannot_enter('dang-nhap-sai-dia-chi', 'Chưa kết nối được với cổng', 'No portal at this address: which one it is stands there.',
                          ['--portal', 'https://127.0.0.1:1'])
        self.cannot_enter('dang-nhap-lech-gio', 'Đồng hồ của máy này lệch', 'The clock of this computer is an hour ahead.',
                          self.portal.options, ahead=HOURS)
        self.cannot_enter('dang-nhap-khong-chum-khoa', 'chưa có chùm khóa', 'No keyring: nothing is stored in the clear.',
                          self.portal.options, AT_SPI_BUS_ADDRESS=keyring.accessibility_bus(),
                          DBUS_SESSION_BUS_ADDRESS='unix:path=' + os.path.join(self.place, 'no-bus'))
        with keyring.locked():
            self.cannot_enter('dang-nhap-khoa-chum-khoa', 'đang khóa', 'The keyring is locked: what to do first.', self.portal.options)

    def cannot_enter(self, name, sentence, words, options, ahead=0, **environs):
        program = Program(self.build, options=options, data=os.path.join(self.place, name), text=self.look.text, later=True)
        program.advance(ahead)
        program.start(training='--portal' not in options, **environs)
        program.enter()
        program.see(re.compile(sentence), seconds=40)
        self.take(name, words)
        assert program.quit() == 0

    def enter(self):
        program = self.program
        program.start()
        program.see('Đăng nhập', 'button')
        self.take('dang-nhap', 'Before anybody is known: which portal, and one button. The password is typed in the browser.')
        os.rename(program.account, program.account + '.away')  # a browser whose user goes away
        failures = program.said().count('FileNotFoundError')
        program.key('Return')
        wait(lambda: program.said().count('FileNotFoundError') > failures, 'the browser to have given up')
        self.take('dang-nhap-cho', 'The browser is open; this page waits, offers the address to copy, and can be left.', False)
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
        self.is_current()
        self.waiting = self.read_waiting()

    def is_current(self):
        """By the line at the bottom of the sidebar; where that is folded, by the list alone."""
        def current():
            if self.program.find('button', re.compile('^(Đã cập nhật|Đã tải|Đang cập nhật)')):
                return self.program.find('button', CURRENT)
            return self.program.find(None, re.compile('^Đã tải ')) is None and self.program.find('list item', re.compile('Còn|Quá'))
        wait(current, 'everything to be here', 120)

    def read_waiting(self):
        """The new dossiers, as the portal has them."""
        waiting, cursor, more = [], '', True
        while more:
            page = self.eyes.get('tiepnhan1', '/changes' + cursor)
            waiting += [change['summary'] for change in page['changes'] if change['summary']
                        and change['summary']['national_state'] == 1 and change['summary']['local_step'] == 'new'
                        and 'accept' in change['summary']['actions']]
            more, cursor = page['more'], '?cursor=' + page['next']
        return waiting

    # the queue

    def queue(self):
        program = self.program
        program.gone(re.compile('^Đến hạn hôm nay, do tôi xử lý'), seconds=30)  # told in passing, over the last rows
        self.take('hang-doi', 'The queue of a receiver: what is late stands first; counts are those of the lists.')
        if program.find('toggle button', 'Xem dạng bảng'):
            self.press('Xem dạng bảng', 'toggle button')
            program.see(role='tree table')
            self.take('hang-doi-bang', 'The same queue as a table.')
            self.press('Xem dạng bảng', 'toggle button')
            self.stands_on('list item')
        self.choices()
        self.search('khai sinh')
        program.gone(re.compile('Chứng thực'))
        self.take('tim', 'Searching without tone marks.')
        program.type('xyzq')
        program.see('Không tìm thấy hồ sơ trong danh sách này')
        self.take('tim-khong-thay', 'Nothing found: the page says what can be searched for.')
        program.key('Escape', 'Escape')
        program.gone('Không tìm thấy hồ sơ trong danh sách này')

    def choices(self):
        """What an official makes of a list: fewer records, another order, many picked."""
        program = self.program
        self.press('Lọc danh sách này', 'button')
        program.see('Lọc danh sách này', 'dialog')
        self.take('loc', 'Narrowing a list down: by what its records have, and by days.')
        program.key('Down', 'space')
        program.see('Bảo trợ xã hội')  # of the first rows: with large text the list is short
        self.take('loc-linh-vuc', 'Every value there is; typing finds it, with or without marks.')
        program.type('chung thuc')
        program.gone('Bảo trợ xã hội')
        program.key('Down', 'Return')
        wait(lambda: program.focused() and program.focused().get_role_name() not in ('list item', 'text', 'entry'), 'the field to be chosen')
        program.key('Escape')
        program.gone('Lọc danh sách này', 'dialog')
        program.see(re.compile('^Bỏ lọc Lĩnh vực'), 'button')
        self.take('loc-xong', 'The list narrowed down: what narrows it stands above it and goes by a press.')
        self.press(re.compile('^Bỏ lọc Lĩnh vực'), 'button')
        program.gone(re.compile('^Bỏ lọc Lĩnh vực'), 'button')
        self.stands_on('list item')
        program.pick_refusable(3)
        self.take('chon-nhieu', 'Three dossiers picked: the acts that all of them allow.')
        program.key('Escape')
        program.gone('Đã chọn 3 hồ sơ')

    def stands_on(self, *roles):
        wait(lambda: (self.program.focused() or self.program.app).get_role_name() in roles, 'the focus on ' + ' or '.join(roles))

    def search(self, text):
        program = self.program
        program.key('ctrl+f')
        self.stands_on('entry', 'text')
        program.key('ctrl+a', 'BackSpace')
        program.type(text)

    def choose(self, summary):
        """Onto the one record that the search for its code leaves."""
        def names():
            return [node.get_name() for node in self.program.everything('list item', re.compile(r'…\d{4}'))]

        def alone():
            found = names()
            return len(found) == 1 and '…' + summary['provisional_code'][-4:] in found[0]
        wait(alone, 'the one record')
        self.program.key('Return')
        self.stands_on('list item')

    def open(self, summary):
        """Opens a record as an official with its code in hand does."""
        program = self.program
        program.key('alt+2')
        self.search(summary['provisional_code'])
        self.choose(summary)
        program.key('Return')
        program.see(re.compile('Mã tiếp nhận tạm.*' + re.escape(summary['provisional_code'])))
        program.see('Tiếp nhận', 'button')
        return self.eyes.get('tiepnhan1', '/dossiers/' + summary['id'])

    # one dossier

    def dossier(self):
        program = self.program
        longest = max(self.waiting, key=lambda summary: len(summary['procedure_name']) + len(summary['owner_name']))
        self.open(longest)
        self.take('ho-so-ten-dai', 'Long names wrap; nothing is cut that matters.')
        records = [self.eyes.get('tiepnhan1', '/dossiers/' + summary['id']) for summary in self.waiting[:24]]
        # of some procedures the leader of the centre refuses reception
        records = [record for record in records if 'refuse' in record['summary']['actions']]
        self.best = max(records, key=lambda record: sum(min(len(c['documents']), 1) for c in record['components']))
        self.open(self.best['summary'])
        self.take('ho-so-chua-kiem-tra', 'A dossier opened for checking: nothing marked yet, and the page says what is missing.')
        self.press('Thông tin')
        self.take('ho-so-thong-tin', 'Who applies, for what, until when.')
        self.look_at_number()
        self.press('Quá trình xử lý')
        self.take('ho-so-qua-trinh', 'What happened to the dossier so far, and what the applicant was told.')
        self.press('Ý kiến nội bộ')
        self.take('ho-so-y-kien', 'What officials tell one another; the applicant does not see it.')
        program.key('ctrl+i')
        program.see('Cách tính thời hạn', 'dialog')
        self.take('ho-so-cach-tinh', 'How each time limit of the dossier came about, step by step.')
        program.key('Escape')
        program.gone('Cách tính thời hạn', 'dialog')
        self.press('Thành phần hồ sơ')
        program.to_components()
        self.documents(records)
        self.open(self.best['summary'])
        program.to_components()

    def look_at_number(self):
        """A number is shown for a purpose, which is recorded; and a colleague opens the same dossier."""
        program = self.program
        self.press('Hiện số định danh', 'button')
        program.see('Hiện số định danh', 'dialog')
        self.stands_on('list item')
        self.take('so-dinh-danh-muc-dich', 'What for is asked before a whole number is shown.')
        program.key('1')
        program.gone('Hiện số định danh', 'dialog')
        program.see('Ẩn số định danh', 'button')
        token = self.eyes.sign_in('tiepnhan2')['access_token']
        answer = self.eyes.ask('PUT', self.eyes.about['url'] + '/officials/v1/dossiers/%s/presence' % self.best['summary']['id'],
                               {'Authorization': 'Bearer ' + token})
        assert answer.status_code == 200, answer.data[:300]
        program.see(re.compile('đang mở hồ sơ này$'))
        self.take('ho-so-so-dinh-danh', 'The number is shown for a minute; a colleague has the dossier open, too.')
        self.press('Ẩn số định danh', 'button')

    # documents

    def documents(self, records):
        """What is attached, as it is looked at: papers, and why some are not shown, as far as the sample has them."""
        wanted = {
            'tai-lieu': 'A component and its document: the paper takes the room.',
            'tai-lieu-loai-khac': 'A kind of file that is not shown here.',
            'tai-lieu-mat-khau': 'A document with a password.',
            'tai-lieu-hong': 'A document that is damaged.',
        }
        for record in records[:8]:
            self.open(record['summary'])
            self.program.to_components()
            for component, documents in enumerate(c['documents'] for c in record['components']):
                for document in range(len(documents)):
                    self.see_document(component, document, wanted)
        assert 'tai-lieu' not in wanted, 'no document can be shown'

    def see_document(self, component, document, wanted):
        program = self.program
        program.key('Home', *['Down'] * component, *['Right'] * document)
        found = wait(lambda: next((name for name, sign in SIGNS.items() if program.find(None, sign)), None), 'the document')
        if found not in wanted:
            return
        self.take(found, wanted.pop(found))
        if found == 'tai-lieu':
            self.handle_document()

    def handle_document(self):
        program = self.program
        program.key('F6', '1')
        program.see('Vừa cả trang')
        program.key('r')
        self.take('tai-lieu-xoay', 'Turned, the whole page in sight.')
        program.key('0', 'ctrl+f')
        program.type('ho')
        program.see(re.compile(r'^\d+/\d+$|^Không tìm thấy$|là ảnh chụp'))
        self.take('tai-lieu-tim', 'Searching in the document.')
        program.key('Escape')
        self.press('Lưu ra tệp…', 'button')
        program.see('Lưu tài liệu', 'dialog')
        self.stands_on('list item')
        self.take('luu-tai-lieu', 'What a document is saved for is asked, and recorded.')
        program.key('Escape')
        program.gone('Lưu tài liệu', 'dialog')
        self.press('Mở trong cửa sổ riêng', 'button')
        wait(lambda: len(list(program.everything(None, SHOWN))) == 2, 'a window for the document')
        self.take('tai-lieu-cua-so', 'The document in a window of its own.')
        program.key('Escape')
        wait(lambda: len(list(program.everything(None, SHOWN))) == 1, 'the window to be gone')
        program.to_components()

    def supplement(self):
        program = self.program
        program.key('ctrl+b')
        self.form('Yêu cầu bổ sung')
        self.send_early('Yêu cầu bổ sung')
        self.take('bo-sung-thieu', 'Asking for a supplement without saying for what: the problem stands in words at its field.')
        program.key('Escape')
        program.gone('Yêu cầu bổ sung', 'dialog')
        program.key('Home', 'space', 'Down', 'minus')
        program.see('Lý do chưa đạt', 'dialog')
        self.take('ly-do-chua-dat', 'Not sufficient, and why: a digit chooses.')
        program.key('1')
        program.gone('Lý do chưa đạt', 'dialog')
        program.see(re.compile('Chưa đạt: Ảnh mờ, không đọc được'))
        self.take('ho-so-chua-dat', 'One component is not sufficient: the next step is asking for a supplement.')
        program.key('ctrl+b')
        self.form('Yêu cầu bổ sung')
        self.take('bo-sung', 'The form of the act; the mark is in it, beside it what the applicant will read.')
        self.write('Bản chụp lại cần rõ bốn góc, đọc được số và ngày cấp.')
        program.see(re.compile('Nội dung cần bổ sung, hoàn thiện: .*ngày cấp'))
        self.take('bo-sung-dien', 'As it is filled in, the text for the applicant follows.')
        program.key('Escape')
        program.gone('Yêu cầu bổ sung', 'dialog')

    def write(self, text):
        """Into the field that has the focus, as an input method does: the letters, not keys."""
        wait(lambda: self.program.focused().get_editable_text_iface().set_text_contents(text), 'the text to be taken')

    def form(self, title):
        self.program.see(title, 'dialog')
        self.stands_on('text', 'entry', 'combo box', 'toggle button')

    def send_early(self, title):
        """A key that comes too soon after the form is refused: pressed until problems are told."""
        def told():
            self.program.key('ctrl+Return')
            return self.program.find('label', re.compile(' (cần được|phải|chưa được|cần có) '), self.program.find('dialog', title))
        wait(told, 'the problems of ' + title)

    def refuse(self):
        program = self.program
        self.press('Thao tác khác')
        self.stands_on('menu item')
        self.take('thao-tac-khac', 'The other acts that the portal allows.')
        program.key('Return')
        self.form('Từ chối tiếp nhận')
        self.take('tu-choi', 'Refusing: nothing is chosen for the official.')
        self.send_early('Từ chối tiếp nhận')
        self.take('tu-choi-thieu', 'Refusing without a reason: what is missing stands in words.')
        program.key('Home')
        program.key('space')  # the list, with what is typed into it before its first row
        self.stands_on('text', 'entry', 'list item')
        program.type('tham quyen')
        program.see(re.compile('^Không thuộc thẩm quyền'), 'list item')
        self.take('tu-choi-tim', 'A reason is found by typing, with or without marks.')
        program.key('Down', 'Return')
        self.stands_on('combo box', 'toggle button')
        program.key('Tab')
        self.stands_on('text', 'entry')
        self.write('Việc yêu cầu thuộc địa bàn phường An Hòa.')
        program.key('Tab')
        self.write('Nghị định số 118/2025/NĐ-CP')
        program.key('Tab')
        self.write('Ủy ban nhân dân phường An Hòa')
        program.gone(re.compile(' cần được điền'))
        self.take('tu-choi-dien', 'Refusing: the reason from the list, the explanation in words, and the right agency.')
        program.key('Escape')
        program.gone('Từ chối tiếp nhận', 'dialog')

    def accept(self):
        program = self.program
        program.to_components()
        program.key('Home')
        for number in range(len(self.best['components'])):
            program.key(*['space', 'Down'][number == 0:])  # the first was marked before
        wait(lambda: program.is_sensitive(program.find('button', 'Tiếp nhận')), 'the button to become possible')
        self.take('ho-so-kiem-tra-xong', 'Every component marked: accepting is possible.')
        self.commit()
        program.see('Hoàn tác (F8)', 'button')
        self.take('ho-so-giu', 'Accepted, and held for some seconds: F8 takes it back.')

    def commit(self):
        """The primary act; its key does nothing in the first half second of a record."""
        def done():
            self.program.key('ctrl+Return')
            return self.program.find(None, re.compile('^Tiếp nhận: chờ gửi từ '))
        wait(done, 'the act to be taken')

    def outbox(self):
        program = self.program
        program.key('ctrl+j')
        program.see(re.compile('Sẽ gửi sau'))
        self.take('cho-gui', 'Chờ gửi: what waits to be sent, and when.')
        program.see(re.compile('Tiếp nhận lúc .*Cổng đã ghi nhận'), seconds=40)
        self.take('cho-gui-xong', 'The portal has it; what is lately finished stays for a look.')
        program.key('Return')
        program.see('In…', 'button')
        self.take('ho-so-da-tiep-nhan', 'An accepted dossier: code, date to return, and its paper to print.')
        program.key('ctrl+p')
        program.see(re.compile('^Mẫu 01'), 'dialog')
        wait(lambda: program.is_sensitive(program.find('button', 'Lưu tệp PDF…')), 'the pages to be set')
        self.take('in', 'The paper as it will be printed.')
        program.key('Escape')
        program.gone(re.compile('^Mẫu 01'), 'dialog')
        program.key('ctrl+k')
        program.see('Tìm thao tác, nơi làm việc, hồ sơ', 'dialog')
        program.type('nhu nguoi dan')
        program.see(re.compile('^Xem như người dân'), 'list item')
        program.key('Return')
        program.see('Xem như người dân', 'dialog')
        self.take('nguoi-dan-thay', 'What the applicant sees of it, and what not.')
        program.key('Escape')
        program.gone('Xem như người dân', 'dialog')

    # what others do meanwhile

    def others(self):
        """A colleague is quicker with one dossier, another is moved to the next ward: both while our act is held."""
        program = self.program
        first, second = [summary for summary in self.waiting if summary['id'] != self.best['summary']['id']][:2]
        self.accept_at_once(first)
        marks = [{'id': component['id'], 'mark': 'sufficient'} for component in self.components
                 if component['source'] != 'state_data']
        self.eyes.act('tiepnhan2', self.eyes.get('tiepnhan2', '/dossiers/' + first['id']), 'accept', {'components': marks})
        self.accept_at_once(second)
        self.portal.order('move %s an-hoa' % second['id'])
        program.see(re.compile('^Hồ sơ đã được chuyển đến '))
        self.take('ho-so-khong-con', 'Moved to another unit while it was open: where to, and what is left of it here.')
        program.key('ctrl+j')
        wait(lambda: len(list(program.everything('button', 'Hủy thao tác'))) >= 2, 'two acts that need somebody', 40)
        self.take('cho-gui-can-xem-lai', 'Two acts the portal did not take: why, and the ways on.')
        self.open_row(first)
        program.see('Xem quá trình xử lý', 'button')
        self.take('ho-so-xung-dot', 'A colleague was quicker: both versions side by side, and the ways on.')
        program.key('ctrl+j')
        self.open_row(second)
        program.see(re.compile('^Hồ sơ đã được chuyển đến '))
        self.secret([summary for summary in self.waiting if summary['id'] != self.best['summary']['id']][2])

    def secret(self, summary):
        """A colleague finds state secrets in a dossier while it is open here."""
        program = self.program
        record = self.open(summary)
        self.eyes.act('tiepnhan2', record, 'mark_secret', {'reason': 'Thuộc danh mục bí mật nhà nước của ngành'})
        program.see('Hồ sơ có nội dung mật')
        program.see(re.compile('^Nội dung và tài liệu của hồ sơ không lưu trên máy này'))
        self.take('ho-so-mat', 'A dossier with state secrets: nothing of it is here, and what to do on paper.')
        program.key('Escape')
        self.stands_on('list item')
        self.take('hang-doi-mat', 'In the list: its code, and that it is secret.')

    def open_row(self, summary):
        """A record, by its line in the outbox."""
        program = self.program
        wait(lambda: program.find('button', 'Hủy thao tác'), 'the outbox')
        wanted = re.compile('^' + re.escape(summary['provisional_code']))
        for _ in range(12):
            node = program.focused()
            if node is not None and node.get_role_name() == 'list item' and wanted.search(node.get_name()):
                break
            program.key('Tab')
            wait(lambda: program.focused() not in (None, node), 'the focus to move')
        program.key('Return')

    def accept_at_once(self, summary):
        self.components = self.open(summary)['components']
        self.program.mark_all({'components': self.components})
        self.commit()

    def dialogs(self):
        program = self.program
        program.key('alt+1')
        program.see(re.compile('^Đến hạn hôm nay'))
        self.take('hom-nay', 'Today: what is late, due, assigned, and what waits here.')
        program.key('alt+2')
        program.key('ctrl+k')
        program.see('Tìm thao tác, nơi làm việc, hồ sơ', 'dialog')
        self.take('bang-lenh', 'The palette: what can be done now, and where one can go.')
        program.type('khai sinh')
        program.see(re.compile('^Xem tất cả|Đăng ký khai sinh'))
        self.take('bang-lenh-tim', 'Every record by a few letters, with or without marks.')
        program.key('Escape')
        program.gone('Tìm thao tác, nơi làm việc, hồ sơ', 'dialog')
        program.key('ctrl+comma')
        program.see('Tùy chọn', 'dialog')
        self.take('tuy-chon', 'Preferences.')
        program.key('Escape')
        program.gone('Tùy chọn', 'dialog')
        program.key('F1')
        program.see('Trợ giúp', 'dialog')
        self.take('tro-giup', 'Help: what to do first.')
        program.key('Escape')
        program.gone('Trợ giúp', 'dialog')
        program.key('ctrl+question')
        program.see('Phím tắt', 'dialog')
        self.take('phim-tat', 'Every key, from the one table of acts.')
        program.key('Escape')
        program.gone('Phím tắt', 'dialog')
        self.search('')
        program.key('Escape', 'Escape')
        self.stands_on('list item')
        if self.look.text > 1:
            program.key('F9')
            program.see('Trình đơn chính')
            self.take('thanh-ben', 'Large text folds the sidebar away; F9 and its button bring it back.')
        program.key('F10')
        self.stands_on('menu item')
        self.take('trinh-don', 'The main menu.')
        program.key('Up', 'Up', 'Return')
        program.see('Giới thiệu Một Cửa', 'dialog')
        self.take('gioi-thieu', 'About: the version, and which portal it is connected to.')
        program.key('Escape')
        program.gone('Giới thiệu Một Cửa', 'dialog')

    # without the portal, and after that

    def away(self):
        program = self.program
        program.key('alt+2')
        unread, kept = self.waiting[-1], self.waiting[-2]
        self.open(kept)
        program.mark_all(self.eyes.get('tiepnhan1', '/dossiers/' + kept['id']))
        self.portal.kill()
        program.key('F5')
        self.commit()
        self.take('ho-so-cho-gui', 'Offline, and accepted all the same: it waits on this computer and is sent by itself.')
        program.key('alt+2')
        program.see(re.compile('^Mất kết nối từ'))
        self.take('mat-ket-noi', 'Offline: since when, and that work goes on.')
        program.key('ctrl+j')
        program.see(re.compile('Chờ kết nối'))
        self.take('cho-gui-mat-ket-noi', 'What waits for the connection, and what needs a look.')
        program.key('alt+2')
        self.search(unread['provisional_code'])
        self.choose(unread)
        program.key('Return')
        program.see(re.compile('^Thử lại'), 'button')
        self.take('ho-so-chua-co', 'Offline, and this dossier was never opened here: the page says why it is not there.')

    def later(self):
        program = self.program
        self.search('')
        program.key('Escape', 'Escape')
        self.stands_on('list item')
        program.advance(25 * MINUTES)
        program.key('F5')
        program.see(re.compile('phút'), 'label')
        self.take('cu', 'Still offline 25 minutes later: how old the data are stands beside the title.')
        program.kill()
        program.start()
        program.see(re.compile('^Đã khôi phục: '), seconds=40)
        program.see(re.compile('^Mất kết nối từ'), seconds=40)
        self.take('hom-nay-khoi-phuc', 'After a crash or a power cut: what is here again, and that the portal is still away.')
        program.quit()
        program.advance(13 * HOURS)
        program.start()
        program.see(re.compile('^Đến hạn hôm nay'), seconds=40)
        self.take('hom-nay-tro-lai', 'After an absence the day is there first.')
        program.key('ctrl+j')
        program.see(re.compile('12 giờ'))
        self.take('cho-gui-qua-dem', 'The next morning: what waited through the night is not sent unasked.')
        program.quit()

    def roles(self):
        """Where others than receivers begin their day."""
        self.portal = self.make_portal('roles', '--dossiers=2500')
        self.portal.start()
        for account, name, words in (
                ('chuyenvien1', 'vai-chuyen-vien', 'A specialist: the nearest date first, of the step or of the dossier.'),
                ('truongphong1', 'vai-truong-phong', 'A head of department: what waits to be assigned, and what each person has already.'),
                ('lanhdao1', 'vai-lanh-dao', 'A leader: what waits for a signature, what is late apart, and nothing else.'),
                ('vanthu1', 'vai-van-thu', 'A clerk: what is to be numbered and issued.'),
                ('thuquy1', 'vai-thu-quy', 'A cashier: what is to be collected; what nobody tells is said, not made up.'),
                ('giamsat1', 'vai-giam-sat', 'A supervisor: late, due today, not synchronised.')):
            self.program = program = Program(self.build, account=account, options=self.portal.options,
                                             data=os.path.join(self.place, account), text=self.look.text, later=True)
            program.start()
            program.enter()
            program.see(CURRENT, seconds=60)
            self.take(name, words)
            program.quit()
        self.portal.kill()

    def empty(self):
        self.portal = self.make_portal('empty', '--dossiers=0')
        self.portal.start()
        self.program = program = self.make_program('empty', self.portal).start()
        program.enter()
        program.see('Không còn hồ sơ chờ tiếp nhận')
        self.take('hang-doi-trong', 'Nothing waits for reception.')
        program.key('ctrl+j')
        program.see('Không có thao tác nào chờ gửi')
        self.take('cho-gui-trong', 'Nothing waits to be sent.')
        program.quit()


def main():
    build, output, *names = sys.argv[1:]
    shutil.rmtree(output, ignore_errors=True)
    os.makedirs(output)
    album = Album(output)
    try:
        for look in LOOKS:
            if names and (look.name or 'sang') not in names:
                continue
            Tour(build, album, look).run()
    finally:
        album.write_index()
    return 0


if __name__ == '__main__':
    sys.exit(main())
