#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The counter's other ways, by keyboard alone: a supplement asked for and answered, then accepted; a fee asked for, paid at
the cashier's and then accepted; a refusal with its paper; a code that a scanner types into a text.

usage: counter.py BUILD
"""
import os
import re
import subprocess
import sys
from datetime import date

from desk import Desk, travel
from journey import Lost, only_portal, wait

BASIS = 'Nghi dinh 118/2025/ND-CP'
NOTE, WORDS = 'Ghi ý kiến nội bộ', 'Da goi dien'


class Journey(Desk):
    def __init__(self, build):
        super().__init__(build, '--dossiers=400', '--undo-seconds=0')

    def steps(self):
        return [
            ('the receiver signs in', self.sign_in),
            ('asks for a supplement of one paper', self.ask_supplement),
            ('takes what is brought: the dossier stands among those that were supplemented', self.take),
            ('and accepts it', self.accept_supplemented),
            ('asks for the fee of another before it is accepted', self.ask_fee),
            ('the cashier confirms that it is paid', self.confirm_fee),
            ('the receiver finds it among the paid ones and accepts it', self.accept_paid),
            ('refuses a third, with reason and legal basis', self.refuse),
            ('and its paper is form 03, with both', self.print_refusal),
            ('a code scanned into a text leaves the text as it was and finds its dossier', self.scan),
            ('the program ends in order', self.quit),
        ]

    def choose(self, has, lacks=()):
        """A new dossier of the unit that allows these acts and not those; it is in hand from now on."""
        for change in self.portal.get('tiepnhan1', '/changes')['changes']:
            summary = change['summary']
            if (summary and (summary['national_state'], summary['local_step']) == (1, 'new') and summary['received_unit'].endswith('phường An Bình')
                    and all(act in summary['actions'] for act in has) and not any(act in summary['actions'] for act in lacks)):
                record = self.portal.get('tiepnhan1', '/dossiers/' + summary['id'])
                if any(component['source'] == 'attached' for component in record['components']):
                    self.id = summary['id']
                    return
        raise Lost('no dossier allows ' + ', '.join(has))

    def sign_in(self):
        subprocess.run(['xdotool', 'mousemove', '1365', '767'], check=True)  # a list that opens under the pointer follows it
        self.portal_process.start()
        self.portal = only_portal(self.portal_process)
        self.turn('tiepnhan1')

    def ask_supplement(self):
        self.choose(['accept', 'request_supplement'], ['request_payment'])
        self.open('Chờ tiếp nhận')
        self.program.to_components()
        self.program.key('Home')
        for component in self.now()['components']:
            if component['source'] == 'attached':
                break
            self.program.key('Down')
        self.program.key('minus')
        self.program.see('Lý do chưa đạt', 'dialog')
        self.program.key('1')
        self.program.see(re.compile('Chưa đạt: Ảnh mờ, không đọc được'))
        self.primary('Yêu cầu bổ sung', [('Căn cứ pháp lý', BASIS)])
        self.stands(5, 'supplement_at_intake')

    def take(self):
        self.other('Nhận giấy tờ bổ sung tại quầy', [('Giấy tờ đã nhận', 'Ban chup ro hon'), ('Người nộp giấy tờ bổ sung', 'Nguoi nop')])
        self.stands(1, 'supplemented')
        self.program.see('Tiếp nhận', 'button')
        self.program.key('Escape')
        self.open('Đã bổ sung')

    def accept_supplemented(self):
        self.mark_all()
        self.program.accept()
        wait(lambda: self.now()['summary'].get('code'), 'the portal to have accepted it', 40)
        self.stands(2, 'accepted')
        self.program.key('Escape')

    def ask_fee(self):
        self.choose(['request_payment'])
        self.open('Chờ tiếp nhận')
        self.other('Yêu cầu nộp phí, lệ phí', [('Khoản phải nộp', 'Le phi: 8000'), ('Người nộp tiền', 'Nguoi nop'), ('Căn cứ pháp lý', BASIS)])
        self.stands(6, 'payment_at_intake')

    def confirm_fee(self):
        self.turn('thuquy1')
        self.open('Chờ (nộp phí, lệ phí|thu)')
        self.primary('Xác nhận đã nộp', [('Số biên lai hoặc mã giao dịch', 'BL 0012'), ('Ngày nộp', date.today().strftime('%d/%m/%Y')),
                                         ('Hình thức nộp', None)])
        self.stands(1, 'paid_at_intake')

    def accept_paid(self):
        self.turn('tiepnhan1')
        self.open('Đã nộp phí, chờ tiếp nhận')
        self.mark_all()
        self.program.accept()
        wait(lambda: self.now()['summary'].get('code'), 'the portal to have accepted it', 40)
        self.stands(2, 'accepted')
        self.program.key('Escape')

    def refuse(self):
        self.choose(['refuse'])
        self.open('Chờ tiếp nhận')
        self.other('Từ chối tiếp nhận', [('Lý do từ chối', None), ('Lý do cụ thể', 'Nguoi me cu tru tai phuong khac'), ('Căn cứ pháp lý', BASIS),
                                         ('Cơ quan có thẩm quyền giải quyết', 'UBND phuong An Hoa')])
        self.stands(3, 'closed')

    def print_refusal(self):
        paper = os.path.join(os.environ['HOME'], 'phieu-tu-choi.pdf')
        self.program.see(re.compile('Từ chối|Không tiếp nhận|không được tiếp nhận', re.I))
        text = self.program.save_paper('Mẫu 03', paper)
        for wanted in ('PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ', 'Nguoi me cu tru tai phuong khac', BASIS, 'KHÔNG CÓ GIÁ TRỊ',
                       self.now()['summary']['provisional_code']):
            assert wanted in text, 'the paper lacks: ' + wanted
        self.program.key('Escape')

    def scan(self):
        wanted = self.now()['summary']['provisional_code']
        self.choose(['accept'])
        self.open('Chờ tiếp nhận')
        self.open_other(NOTE)
        self.focus_on('text', 'entry')
        self.program.type(WORDS)
        wait(lambda: self.said_by_field() == WORDS, 'the words in the field')
        self.program.scan(wanted)
        # searched for, and nothing else: what was written is a draft as it was
        wait(lambda: self.rows() == 1 and self.program.find('list item', re.compile(re.escape('…' + wanted[-4:]))), 'the dossier of the code')
        self.program.key('Escape', 'Escape')
        self.open('Chờ tiếp nhận')
        self.open_other(NOTE)
        self.focus_on('text', 'entry')
        wait(lambda: self.said_by_field() == WORDS, 'the words as they were written')
        self.program.key('Escape')

    def quit(self):
        assert self.program.quit() == 0


if __name__ == '__main__':
    sys.exit(travel(Journey(sys.argv[1])))
