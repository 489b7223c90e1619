#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads forms 02 and 03 back from their PDF with tools that did not write them: poppler and zbar.

usage: check-notices.py WRITE_NOTICES
"""
import os
import re
import subprocess
import sys
import tempfile

CODE = 'TT-700042'
MARK = 'TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ'
TITLES = {'02': 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ', '03': 'Phiếu từ chối tiếp nhận giải quyết hồ sơ'}
COMMON = """ỦY BAN NHÂN DÂN PHƯỜNG AN BÌNH
TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG PHƯỜNG AN BÌNH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
An Bình, ngày 23 tháng 11 năm 2026
Mã tiếp nhận tạm: TT-700042
Bộ phận Tiếp nhận và Trả kết quả: Trung tâm Phục vụ hành chính công phường An Bình
Nội dung yêu cầu giải quyết: Đăng ký khai sinh
Địa chỉ: Số 12 đường Hoa Ban, phường An Bình
Số điện thoại: 0309123456
Email: uoc@vidu.example
(Ký, ghi rõ họ tên)
Nguyễn Thị Hường""".splitlines()
FIELDS = {
    '02': COMMON + """Số: ...............…/HDHS
PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ
Tiếp nhận hồ sơ/yêu cầu của Ông/Bà: Nguyễn Thị Ước
Yêu cầu Ông/Bà hoàn thiện hồ sơ gồm những nội dung như sau:
Nội dung khác cần bổ sung, hoàn thiện: Ghi rõ nơi cư trú của người mẹ.
Căn cứ pháp lý: Điều 16 Luật Hộ tịch số 60/2014/QH13
Thời hạn bổ sung, hoàn thiện hồ sơ: đến hết ngày 08 tháng 12 năm 2026
Ông/Bà liên hệ với Nguyễn Thị Hường, số điện thoại 0309 100 001 để được hướng dẫn./.
NGƯỜI HƯỚNG DẪN""".replace('…', '').splitlines(),
    '03': COMMON + """Số: ...............…/TCHS
PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ
Tiếp nhận hồ sơ của: Nguyễn Thị Ước
Qua xem xét, Trung tâm Phục vụ hành chính công phường An Bình thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:
- Không thuộc thẩm quyền giải quyết
- Người mẹ cư trú tại phường An Hòa.
- Cơ quan có thẩm quyền giải quyết: Ủy ban nhân dân phường An Hòa
Căn cứ pháp lý: Điều 13 Luật Hộ tịch số 60/2014/QH13
Xin thông báo cho Ông/Bà được biết và thực hiện./.
NGƯỜI NỘP HỒ SƠ
NGƯỜI TIẾP NHẬN HỒ SƠ""".replace('…', '').splitlines(),
}
EMPTY = {
    '02': ['Mã tiếp nhận tạm: ..........', 'của Ông/Bà: ..........', 'Căn cứ pháp lý: ..........', 'hồ sơ: ..........',
           'liên hệ với ..........', 'Số: ..........'],
    '03': ['Mã tiếp nhận tạm: ..........', 'hồ sơ của: ..........', 'như sau: ..........', 'Căn cứ pháp lý: ..........',
           'Qua xem xét, ..........'],
}

folder = ''
number = 0
failed = 0


def report(name, problems):
    global number, failed
    problems = list(problems)
    number += 1
    failed += bool(problems)
    print('%sok %d - %s' % ('not ' if problems else '', number, name))
    for problem in problems[:20]:
        print('# ' + problem)


def run(*command):
    done = subprocess.run(command, capture_output=True, cwd=folder)
    if done.returncode not in (0, 4):
        raise RuntimeError('%s: %s' % (command, done.stderr.decode(errors='replace')))
    return done.stdout.decode()


def pages_of(name, *options):
    return run('pdftotext', *options, name + '.pdf', '-').split('\f')[:-1]


def words(text):
    return re.sub(r'\s+', ' ', text)


def missing(name, fields):
    texts = [words(' '.join(pages_of(name, *options))) for options in ((), ('-layout',), ('-raw',))]
    return ['%s misses: %s' % (name, field) for field in fields if not any(field in text for text in texts)]


def check_rows():
    """Number, name, kind and count, mark and reason of each paper that is asked for; none of the sufficient one."""
    raw = words(''.join(pages_of('plain-02', '-raw')))
    for row in ('TT Thành phần hồ sơ Bản chính Bản chứng thực Bản photo Lý do', 'Chưa hợp lệ – Ảnh mờ, không đọc được: Không đọc được ngày sinh', 'Chưa đầy đủ – Thiếu trang',
                'Chưa hợp lệ – Chữ ký số chưa hợp lệ', '(bản điện tử)', 'giấy tờ số 1', 'giấy tờ số 2', 'giấy tờ số 4'):
        if row not in raw:
            yield 'no ' + row
    if 'giấy tờ số 3' in raw:
        yield 'a sufficient paper is asked for'
    text = words(''.join(pages_of('plain-02', '-layout')))
    for row in ('theo 01 – – Chưa hợp lệ', 'trường hợp – 01 – Chưa đầy đủ', 'chứng – – – Chưa hợp lệ'):
        if row not in text:
            yield 'not in the column of its kind: ' + row


def check_pages():
    for name in sorted(os.path.splitext(entry)[0] for entry in os.listdir(folder) if entry.endswith('.pdf')):
        title = TITLES[name[-2:]]
        info = run('pdfinfo', '-isodates', name + '.pdf')
        if not re.search(r'^Page size: .*\(A4\)$', info, re.M):
            yield '%s is not A4' % name
        if not re.search(r'^Title: +%s%s$' % (title, '' if 'empty' in name else ' – ' + CODE), info, re.M):
            yield '%s: %s' % (name, re.search(r'^Title.*', info, re.M).group())
        if not re.search('^CreationDate: +2026-11-23T03:42:00Z$', info, re.M):
            yield '%s: another date' % name
        pages = pages_of(name)
        if len(pages) != (2 if re.match('rows-1|lines-(2[89]|3)', name) else len(pages)) or len(pages) > 2:
            yield '%s has %d pages' % (name, len(pages))
        for row in run('pdffonts', name + '.pdf').splitlines()[2:]:
            if row.split()[-5:-2] != ['yes', 'yes', 'yes']:
                yield '%s: %s' % (name, row)
        for page, text in enumerate(pages, 1):
            if text.count(MARK) != ('training' in name) or text.count('In lần 2') != ('training' in name):
                yield '%s, page %d: the mark stands there %d times' % (name, page, text.count(MARK))


def check_foreign():
    for name, series in (('foreign-02', '17/HDHS'), ('foreign-03', '4/TCHS')):
        yield from missing(name, ['Số: ' + series, 'BỘ PHẬN MỘT CỬA PHƯỜNG AN HÒA', '......., ngày 23 tháng 11 năm 2026'])
        text = words(''.join(pages_of(name)))
        for own in ('ỦY BAN NHÂN DÂN PHƯỜNG AN BÌNH', 'hành chính công', 'An Bình, ngày', '0309 100 001'):
            if own in text:
                yield '%s: stands there: %s' % (name, own)


def check_scans():
    for name in ('plain-02', 'plain-03', 'training-02', 'training-03'):
        for symbology in ('code128', 'qrcode'):
            run('pdftoppm', '-r', '200', '-gray', '-png', '-singlefile', name + '.pdf', 'scan')
            found = run('zbarimg', '--nodbus', '-q', '--raw', '-Sdisable', '-S%s.enable' % symbology, 'scan.png').split()
            if found != [CODE if symbology == 'code128' else 'https://portal.example.gov.vn/tra-cuu?ma=' + CODE]:
                yield '%s: %s reads %s' % (name, symbology, found)


def check_end():
    """What goes before a signature, role and name are on the last page together; nothing is lost on the way there."""
    for count in range(8, 15):
        pages = pages_of('rows-%d-02' % count)
        for field in ('Ông/Bà liên hệ với', 'NGƯỜI HƯỚNG DẪN'):
            if [n for n, text in enumerate(pages, 1) if field in text] != [len(pages)]:
                yield 'rows-%d: %s is not on the last page alone' % (count, field)
        text = words(' '.join(pages))
        for n in range(1, count + 1):
            if text.count('(giấy tờ số %d)' % n) != 1:
                yield 'rows-%d: paper %d is there %d times' % (count, n, text.count('(giấy tờ số %d)' % n))
    for lines in range(20, 35, 2):
        pages = pages_of('lines-%d-03' % lines)
        for field in ('Xin thông báo', 'NGƯỜI NỘP HỒ SƠ', 'NGƯỜI TIẾP NHẬN HỒ SƠ'):
            if [n for n, text in enumerate(pages, 1) if field in text] != [len(pages)]:
                yield 'lines-%d: %s is not on the last page alone' % (lines, field)
        if len(re.findall(r'Lý do thứ \d+\)', ' '.join(pages))) != lines:
            yield 'lines-%d: a reason is lost' % lines


def main():
    global folder
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.argv[1], folder], check=True)
        report('A4, title, date, fonts, training mark', check_pages())
        report('form 02 says every field', missing('plain-02', FIELDS['02']))
        report('form 02 lists what is asked for, and why', check_rows())
        report('form 03 says every field', missing('plain-03', FIELDS['03']))
        report('no data: dots, nothing made up', missing('empty-02', EMPTY['02']) + missing('empty-03', EMPTY['03']))
        report('numbered, of another unit: nothing of the own', check_foreign())
        report('bars are the code, the QR code leads to tracking', check_scans())
        report('the end stays together on the last page', check_end())
        print('1..%d' % number)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
