#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A dossier from hand to hand, each official at their own computer, by keyboard alone: accepted and handed over → assigned →
the specialist proposes a supplement → the counter issues it, takes what is brought and registers it → submitted → endorsed →
approved → numbered and issued → received at the counter → returned.

usage: chain.py BUILD
"""
import subprocess
import sys
from datetime import date

from desk import Desk, travel
from journey import only_portal, wait

SAME_DAY = {'2.000815', '2.000884', '2.000635', '2.000908', '2.001035'}


class Journey(Desk):
    def __init__(self, build):
        super().__init__(build, '--dossiers=200', '--undo-seconds=0')

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


if __name__ == '__main__':
    sys.exit(travel(Journey(sys.argv[1])))
