#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A dossier from hand to hand, each official at their own computer, by keyboard alone: accepted and handed over → assigned →
the specialist proposes a supplement → the counter issues it, takes what is brought and registers it → submitted → endorsed →
approved → numbered and issued → received at the counter → returned.

usage: chain.py BUILD
"""
import os
import re
import subprocess
import sys
from datetime import date

from journey import FreePortal, Lost, Program, Tap, only_portal, wait

SAME_DAY = {'2.000815', '2.000884', '2.000635', '2.000908', '2.001035'}
CURRENT = re.compile(r'^Đã cập nhật \d\d:\d\d')


class Journey:
    def __init__(self, build):
        self.build = build
        self.portal_process = FreePortal(build, '--dossiers=200', '--undo-seconds=0')
        self.programs = {}
        self.program = None

    def steps(self):
        return [
            ('the receiver accepts a dossier and hands it over', self.accept),
            ('the head assigns it', self.assign),
            ('the specialist proposes a supplement', self.propose),
            ('the counter issues the request, takes what is brought and registers it', self.supplement),
            ('the specialist submits it for approval', self.submit),
            ('the head endorses it', self.endorse),
            ('the leader approves it', self.approve),
            ('the clerk numbers and issues the result', self.issue),
            ('the counter receives the result and returns it', self.give),
            ('the history at the portal has every act once, in this order', self.history),
        ]

    # whose turn it is

    def turn(self, account):
        """The program of that official, signed in, with the dossier open: found by its code as anybody finds one."""
        if self.program is not None:
            assert self.program.quit() == 0
        known = account in self.programs
        if not known:
            home = os.path.join(os.environ['XDG_RUNTIME_DIR'], 'home-' + account)
            self.programs[account] = Program(self.build, account, self.portal_process.options, data=home)
        self.program = self.programs[account]
        self.program.start()
        if not known:
            self.program.enter()
        self.program.see(CURRENT, 'button', 40)

    # what a failed step shows: the program whose turn it is

    @property
    def process(self):
        return self.program and self.program.process

    def tree(self):
        return self.program.tree()

    def said(self):
        return self.program.said()

    def open(self, queue):
        """By the queue that holds it: searched for by its code, and opened."""
        summary = self.now()['summary']
        code = summary['code'] or summary['provisional_code']
        self.program.key('alt+2')
        self.program.key('shift+F6')
        row = re.compile('^' + queue + r'( |$)')
        wait(lambda: self.program.find('list item', row), 'the queue ' + queue)
        for _ in range(40):
            self.focus_on('list item')
            if row.search(self.program.focused().get_name()):
                break
            self.next_by('Down' if self.is_before(row) else 'Up')
        self.program.key('Return', 'ctrl+f')
        self.focus_on('text', 'entry')
        self.program.type(code)
        wait(lambda: self.rows() == 1 and self.program.find('list item', re.compile(re.escape('…' + code[-4:]))), 'the one record')
        self.program.key('Down')
        self.program.stands_on_row(True)
        self.program.key('Return')
        self.program.see(re.compile(re.escape(code)), 'label')

    def rows(self):
        return sum(1 for _ in self.program.everything('list item', re.compile(r'…\d{4}')))

    def is_before(self, row):
        """Whether the focus stands above that row of the sidebar."""
        names = [node.get_name() for node in self.program.everything('list item')]
        return names.index(self.program.focused().get_name()) < next(i for i, name in enumerate(names) if row.search(name))

    def focus_on(self, *roles):
        wait(lambda: (self.program.focused() or self.program.app).get_role_name() in roles, 'the focus on ' + ' or '.join(roles))

    def now(self):
        return self.portal.get('tiepnhan1', '/dossiers/' + self.id)

    # acts

    def primary(self, title, values=()):
        """The button of this state, by Ctrl+Enter. A key within half a second of the page's coming is refused."""
        wait(lambda: self.program.is_sensitive(self.program.find('button', title)), 'the button ' + title)

        def opened():
            self.program.key('ctrl+Return')
            return self.program.find('dialog', title)
        wait(opened, 'the form ' + title)
        self.fill(title, values)

    def other(self, title, values=()):
        """An act of the menu."""
        self.program.focus_by_tab('Thao tác khác')
        self.program.key('space')
        self.focus_on('menu item')
        for _ in range(20):
            if self.program.focused().get_name() == title:
                break
            self.next_by('Down')
        self.program.key('Return')
        self.program.see(title, 'dialog')
        self.fill(title, values)

    def write(self, name, value):
        self.program.focus_by_tab(re.compile('^' + re.escape(name)))  # a choice says what is chosen, too
        if value is None:
            self.choose_first(name)
        else:
            self.program.key('ctrl+a')
            self.program.type(value)

    def choose_first(self, name):
        """A list that is still opening begins again at its top: chosen until it is taken."""
        chosen = re.compile('^' + re.escape(name) + r' (?!Chọn…)\S')
        for _ in range(5):
            self.program.key('space')
            self.focus_on('list item')
            self.program.key('Down', 'Return')
            self.focus_on('combo box', 'toggle button')
            try:
                self.program.see(chosen, 'combo box', 3)
                return
            except Lost:
                continue
        raise Lost('nothing can be chosen: ' + name)

    def next_by(self, key):
        before = self.program.focused()
        self.program.key(key)
        wait(lambda: self.program.focused() not in (before, None), 'the focus to go on')

    def fill(self, title, values):
        """Writes into the fields of these names and sends the form; what it says is still missing is given again."""
        version = self.now()['summary']['handling_version']

        def recorded():
            if self.now()['summary']['handling_version'] > version:
                return True
            if self.program.find('dialog', title):
                self.program.key('ctrl+Return')
            return False
        for last_time in (False, False, True):
            for name, value in values:
                self.write(name, value)
            try:
                wait(recorded, 'the portal to have it', 10)
                return
            except Lost:
                if last_time or self.program.find('label', re.compile('cần được điền')) is None:
                    raise

    def mark_all(self):
        self.program.to_components()
        self.program.key('Home')
        for _ in self.now()['components']:
            self.program.key('space', 'Down')

    def stands(self, state, step):
        summary = self.now()['summary']
        assert (summary['national_state'], summary['local_step']) == (state, step), summary

    # the steps

    def accept(self):
        subprocess.run(['xdotool', 'mousemove', '1365', '767'], check=True)  # a list that opens under the pointer follows it
        self.portal_process.start()
        self.portal = only_portal(self.portal_process)
        waiting = [change['summary'] for change in self.portal.get('tiepnhan1', '/changes')['changes'] if change['summary']]
        chosen = next(s for s in waiting if s['national_state'] == 1 and s['local_step'] == 'new' and 'accept' in s['actions'] and s['received_unit'].endswith('phường An Bình')
                      and s['procedure_code'] not in SAME_DAY and 'request_payment' not in s['actions'])
        self.id = chosen['id']
        self.turn('tiepnhan1')
        self.open('Chờ tiếp nhận')
        self.program.mark_all(self.now())
        self.program.accept()
        wait(lambda: self.now()['summary']['national_state'] == 2, 'the portal to have accepted it', 40)
        self.primary('Chuyển xử lý', [('Đơn vị, người nhận bàn giao', 'Van phong')])
        self.stands(4, 'assignment')

    def assign(self):
        self.turn('truongphong1')
        self.open('Chờ phân công')
        self.primary('Phân công', [('Người được phân công', None)])
        summary = self.now()['summary']
        self.stands(4, 'appraisal')
        self.specialist = 'chuyenvien1' if summary['handler_name'] == 'Đinh Công Thành' else 'chuyenvien2'

    def propose(self):
        self.turn(self.specialist)
        self.open('Chờ tôi xử lý')
        self.other('Đề nghị bổ sung', [('Nội dung khác cần bổ sung, hoàn thiện', 'Ban chup ro hon'), ('Căn cứ pháp lý', 'Nghi dinh 118/2025/ND-CP')])
        self.stands(4, 'supplement_proposed')

    def supplement(self):
        self.turn('tiepnhan1')
        self.open('Đề nghị bổ sung')
        self.primary('Phát hành yêu cầu bổ sung')  # in the specialist's words: nothing is typed again
        self.stands(5, 'supplement_in_appraisal')
        notice = self.now()['notices'][-1]
        assert (notice['demand'], notice['basis']) == ('Ban chup ro hon', 'Nghi dinh 118/2025/ND-CP'), notice
        self.other('Nhận giấy tờ bổ sung tại quầy', [('Giấy tờ đã nhận', 'Ban chup ro hon'), ('Người nộp giấy tờ bổ sung', 'Nguoi nop')])
        self.stands(5, 'supplement_submitted')
        self.program.see('Ghi nhận hồ sơ đã bổ sung', 'button')  # the page has come to this state
        self.mark_all()
        self.primary('Ghi nhận hồ sơ đã bổ sung')
        self.stands(4, 'appraisal')

    def submit(self):
        self.turn(self.specialist)
        self.open('Chờ tôi xử lý')
        self.primary('Trình lãnh đạo', [('Đề xuất', None), ('Ý kiến thẩm định', 'Du dieu kien')])
        self.stands(4, 'review')

    def endorse(self):
        self.turn('truongphong1')
        self.open('Chờ tôi xem xét')
        self.primary('Xem xét, ký nháy')
        self.stands(4, 'approval')

    def approve(self):
        self.turn('lanhdao1')
        self.open('Chờ tôi duyệt')
        self.primary('Duyệt, ký')
        self.stands(4, 'numbering')

    def issue(self):
        self.turn('vanthu1')
        self.open('Chờ cấp số, phát hành')
        self.primary('Cấp số, phát hành', [('Số, ký hiệu văn bản', '12/GXN-UBND'), ('Ngày ban hành', date.today().strftime('%d/%m/%Y'))])
        self.stands(9, 'result_issued')

    def give(self):
        self.turn('tiepnhan1')
        self.open('Chờ trả kết quả')
        self.primary('Nhận kết quả về quầy')
        self.stands(9, 'waiting_return')
        self.primary('Trả kết quả', [('Người nhận kết quả', None), ('Họ và tên người nhận', 'Nguoi nop'), ('Đối chiếu nhân thân bằng', None)])
        self.stands(10, 'closed')
        assert self.program.quit() == 0

    def history(self):
        acts = [entry['action'] for entry in self.now()['history'] if entry['action'] != 'submit']
        assert acts == ['accept', 'forward', 'assign', 'propose_supplement', 'issue_supplement', 'submit_supplement', 'register_supplement',
                        'submit_approval', 'endorse', 'approve', 'issue', 'receive_result', 'return_result'], acts


def main():
    journey = Journey(sys.argv[1])
    tap = Tap(journey.steps())
    try:
        return tap.run(journey)
    except Lost as lost:
        print('Bail out! %s' % lost)
        return 1
    finally:
        journey.portal_process.kill()


if __name__ == '__main__':
    sys.exit(main())
