#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads form 01 back from its PDF with tools that did not write it: poppler and zbar.

usage: check-pdf.py WRITE_PAPERS
"""
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter

CODE = 'H99.1.7-20260305-5000123'
MARK = 'TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ'
PAGES = {
    'plain-1': 1, 'plain-8': 2, 'plain-60': 5, 'training-1': 1, 'training-8': 2, 'training-60': 5,
    'long': 2, 'empty': 1, 'huge': 3,
}
FIELDS = """ỦY BAN NHÂN DÂN PHƯỜNG AN BÌNH
TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG PHƯỜNG AN BÌNH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
An Bình, ngày 05 tháng 3 năm 2026
Số: 1234/TNHS
Mã hồ sơ: H99.1.7-20260305-5000123
GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ
Bộ phận Tiếp nhận và Trả kết quả: Trung tâm Phục vụ hành chính công phường An Bình
Tiếp nhận hồ sơ của (ông/bà/tổ chức): Nguyễn Thị Ước
Số định danh cá nhân: 999195000412
Địa chỉ: Số 12 đường Hoa Ban, phường An Bình
Số điện thoại: 0309123456
Email: uoc@vidu.example
Nội dung yêu cầu giải quyết: Đăng ký khai sinh
1. Thành phần hồ sơ, yêu cầu và số lượng mỗi loại giấy tờ:
Tờ khai đăng ký khai sinh theo mẫu (giấy tờ số 1)
Bản chính
2. Số lượng hồ sơ: 01 (bộ)
3. Thời gian giải quyết hồ sơ theo quy định là: 02 ngày làm việc
4. Thời gian nhận hồ sơ: 08 giờ 05 phút, ngày 05 tháng 3 năm 2026
5. Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 09 tháng 3 năm 2026
6. Đăng ký nhận kết quả tại: Quầy số 3
7. Phí, lệ phí (nếu có): 1.250.000 đồng (đã nộp)
Vào Sổ theo dõi hồ sơ, Quyển số: ..........
Số thứ tự: ..........
NGƯỜI NỘP HỒ SƠ
NGƯỜI TIẾP NHẬN HỒ SƠ
(Ký, ghi rõ họ tên)
Nguyễn Thị Hường
Giấy này được nộp lại khi nhận kết quả trực tiếp.
Số 1 đường Tập Huấn, phường An Bình, điện thoại 0309 100 001.""".splitlines()
EMPTY_FIELDS = """Số: ..............
Bộ phận Tiếp nhận và Trả kết quả: ..........
Tiếp nhận hồ sơ của (ông/bà/tổ chức): ..........
Số định danh cá nhân/Mã số thuế: ..........
Địa chỉ: ..........
Số điện thoại: ..........
Email: ..........
Nội dung yêu cầu giải quyết: ..........
số lượng mỗi loại giấy tờ: chưa có số liệu
2. Số lượng hồ sơ: ....... (bộ)
theo quy định là: ..........
4. Thời gian nhận hồ sơ: 10 giờ 42 phút, ngày 23 tháng 11 năm 2026
5. Thời gian trả kết quả giải quyết hồ sơ: ..... giờ ..... phút, ngày ..... tháng ..... năm ....
6. Đăng ký nhận kết quả tại: ..........
7. Phí, lệ phí (nếu có): ..........""".splitlines()
LONG_FIELDS = """Mã số thuế: 9990000123
Chi nhánh phường An Bình
Email: phong-hanh-chinh-tong-hop.chi-nhanh-an-binh@tap-huan-so-mot.example
Đăng ký khai sinh – Quá 60 ngày kể từ ngày sinh (Thay đổi người đại diện, địa chỉ chi nhánh và bổ sung ngành, nghề kinh doanh)
Số 12 đường Hoa Ban, phường An Bình (qua dịch vụ bưu chính)
Công Tằng Tôn Nữ Thị Huyền Trân Minh Nguyệt
Khai thác từ cơ sở dữ liệu, không phải nộp
Không nộp""".splitlines()

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
    # zbarimg says 4 when it found nothing: the case tells that itself
    if done.returncode not in (0, 4):
        raise RuntimeError('%s: %s' % (command, done.stderr.decode(errors='replace')))
    return done.stdout.decode()


def pages_of(name, *options):
    return run('pdftotext', *options, name + '.pdf', '-').split('\f')[:-1]


def words(text):
    return re.sub(r'\s+', ' ', text)


def missing(name, fields):
    """Fields that neither the reading order nor the layout of the text has; blanks and line ends are one."""
    texts = [words(' '.join(pages_of(name, *options))) for options in ((), ('-layout',), ('-raw',))]
    return ['missing: ' + field for field in fields if not any(field in text for text in texts)]


def check_long_names():
    yield from missing('long', LONG_FIELDS)
    # text that is cut on paper is whole to poppler, but on one line
    for line in ''.join(pages_of('long', '-layout')).splitlines():
        if 'Công Tằng' in line and 'Nguyệt' in line or 'ỦY BAN' in line and 'AN BÌNH' in line:
            yield 'cut: ' + line


def check_foreign():
    yield from missing('foreign', ['BỘ PHẬN MỘT CỬA PHƯỜNG AN HÒA', '......., ngày 05 tháng 3 năm 2026'])
    text = words(''.join(pages_of('foreign')))
    for own in ('ỦY BAN', 'hành chính công', 'An Bình, ngày', 'đường Tập Huấn', '0309 100 001'):
        if own in text:
            yield 'stands there: ' + own


def scan(name, symbology, page=1):
    run('pdftoppm', '-r', '200', '-gray', '-png', '-singlefile', '-f', str(page), '-l', str(page), name + '.pdf', 'scan')
    return run('zbarimg', '--nodbus', '-q', '--raw', '-Sdisable', '-S%s.enable' % symbology, 'scan.png').splitlines()


def check_pages():
    for name, pages in PAGES.items():
        info = run('pdfinfo', '-isodates', name + '.pdf')
        if not re.search(r'^Pages: +%d$' % pages, info, re.M):
            yield '%s: %s' % (name, re.search(r'^Pages.*', info, re.M).group())
        if not re.search(r'^Page size: .*\(A4\)$', info, re.M):
            yield '%s: %s' % (name, re.search(r'^Page size.*', info, re.M).group())
        if not re.search(r'^Title: +Giấy tiếp nhận hồ sơ và hẹn trả kết quả – %s$' % re.escape(CODE), info, re.M):
            yield '%s: no title' % name
        made = '2026-11-23T03:42:00Z' if name == 'empty' else '2026-03-05T01:05:00Z'
        if not re.search('^CreationDate: +%s$' % made, info, re.M):
            yield '%s: %s' % (name, re.search(r'^CreationDate.*', info, re.M).group())
        for page, text in enumerate(pages_of(name, '-layout'), 1):
            found = re.findall(r'^.*\b(\d+/%d)\b' % pages, text.split('\n\n')[0], re.M)
            if found != ([] if page == 1 else ['%d/%d' % (page, pages)]):
                yield '%s, page %d: number %s' % (name, page, found)


def check_fonts():
    for name in PAGES:
        rows = run('pdffonts', name + '.pdf').splitlines()[2:]
        if not rows:
            yield '%s: no font' % name
        for row in rows:
            # … emb sub uni object ID
            if row.split()[-5:-2] != ['yes', 'yes', 'yes']:
                yield '%s: %s' % (name, row)


def check_mark():
    for name in PAGES:
        training = name.startswith('training') or name == 'long'
        for page, text in enumerate(pages_of(name), 1):
            if text.count(MARK) != training:
                yield '%s, page %d: the mark stands there %d times' % (name, page, text.count(MARK))
            if text.count('In lần 2') != training or text.count('In lần') != training:
                yield '%s, page %d: In lần …' % (name, page)


def check_mark_is_no_text():
    """Across the page it is shapes: letter by letter, nothing but the two words in the head comes on top."""
    for count in ('1', '60'):
        plain, training = ['\f'.join(pages_of(name + count)) for name in ('plain-', 'training-')]
        more = Counter(training) - Counter(plain)
        pages = PAGES['plain-' + count]
        expected = Counter((MARK + 'In lần 2') * pages)
        for blank in ' \n\f':
            more.pop(blank, None)
            expected.pop(blank, None)
        if more != expected:
            yield 'training-%s: %s' % (count, {c: n - expected[c] for c, n in more.items() if n != expected[c]})


def check_mark_is_large():
    """Large and grey on the training paper, absent on the other."""
    greys = {}
    for name in ('plain-1', 'training-1'):
        run('pdftoppm', '-r', '50', '-gray', '-singlefile', name + '.pdf', 'shade')
        with open(os.path.join(folder, 'shade.pgm'), 'rb') as file:
            pixels = file.read().split(b'\n', 3)[3]
        greys[name] = sum(1 for value in pixels if value in range(218, 231))
    if greys['training-1'] < greys['plain-1'] + 3000:
        yield 'grey pixels: %s' % greys


def check_scans():
    """Bars are the code; QR codes lead to the pages the portal names, or, where it names none, are the code too."""
    for name, pages in PAGES.items():
        address = 'https://portal.example.gov.vn/%s?ma=' + CODE
        tracking, survey = ([CODE], []) if name == 'empty' else ([address % 'tra-cuu'], [address % 'danh-gia'])
        expected = {1: tracking, pages: survey} if pages > 1 else {1: sorted(survey + tracking)}
        for page, text in expected.items():
            found = sorted(scan(name, 'qrcode', page))
            if found != text:
                yield '%s, page %d: QR reads %s' % (name, page, found)
        found = scan(name, 'code128')
        if found != [CODE]:
            yield '%s: code128 reads %s' % (name, found)


def check_strips():
    with open(os.path.join(folder, 'strips.txt'), encoding='ascii') as file:
        expected = sorted(file.read().split('\n')[:-1])
    found = sorted(scan('strips', 'code128'))
    if found != expected:
        yield 'expected %s' % expected
        yield 'found    %s' % found
    text = scan('strips', 'qrcode')
    if text != ['https://vidu.example/tra-cuu?ma=%s&đường=Ước' % CODE]:
        yield 'QR reads %s' % text


def check_rows(name, count):
    pages = pages_of(name, '-layout')
    numbers = []
    for page, text in enumerate(pages, 1):
        rows = [int(n) for n in re.findall(r'^ {0,3}(\d+) +[TGVẢ]', text, re.M)]
        titles = len(re.findall(r'TT +Tên giấy tờ +Hình thức +Số lượng +Ghi chú', text))
        if bool(rows) != (titles == 1) or titles > 1:
            yield '%s, page %d: %d rows, titles %d times' % (name, page, len(rows), titles)
        if len(rows) == 1:
            yield '%s, page %d: row %d stands alone' % (name, page, rows[0])
        numbers += rows
    if numbers != list(range(1, count + 1)):
        yield '%s: rows %s' % (name, numbers)
    text = words(' '.join(pages))
    for n in range(1, count + 1):
        if not re.search(r'\b%d\)' % n, text):
            yield '%s: component %d is missing' % (name, n)


def check_table():
    yield from check_rows('plain-60', 60)
    for count in range(9, 17):
        yield from check_rows('rows-%d' % count, count)


def check_end():
    """When the result is given back, register, both signatures and names are on the last page, all of them."""
    for name in PAGES:
        pages = pages_of(name)
        for field in ('5. Thời gian trả kết quả', 'Vào Sổ theo dõi', 'NGƯỜI NỘP HỒ SƠ', 'NGƯỜI TIẾP NHẬN HỒ SƠ', 'Ghi chú: Giấy này'):
            where = [n for n, text in enumerate(pages, 1) if field in text]
            if where != [len(pages)]:
                yield '%s: "%s" on pages %s of %d' % (name, field, where, len(pages))


def check_huge():
    text = words(' '.join(pages_of('huge')))
    for n in range(1, 401):
        if len(re.findall(r'\btừ%d\b' % n, text)) != 2:
            yield 'word %d is there %d times' % (n, len(re.findall(r'\btừ%d\b' % n, text)))


def main():
    global folder
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.argv[1], folder], check=True)
        report('A4, pages, their numbers, title, date', check_pages())
        report('fonts are embedded and can be read as text', check_fonts())
        report('every field of the record is in the text', missing('plain-1', FIELDS))
        report('no data: dots, nothing made up', missing('empty', EMPTY_FIELDS))
        report('organisation, post, long names', check_long_names())
        report('nothing of the own unit on the paper of another', check_foreign())
        report('training mark and number of the print once on each page', check_mark())
        report('the mark across the page is no text', check_mark_is_no_text())
        report('the mark is large and light grey', check_mark_is_large())
        report('bars are the code, QR codes lead to tracking and survey', check_scans())
        report('every character of Code 128 B and C; a QR with Vietnamese', check_strips())
        report('the table runs over pages with its titles', check_table())
        report('the end stays together on the last page', check_end())
        report('a row and a paragraph longer than a page lose nothing', check_huge())
        print('1..%d' % number)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
