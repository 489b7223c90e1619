#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents of the training portal as other programs see them: what is sound is taken, what is broken refused.

usage: check-documents.py WRITE-DOCUMENTS
"""
import os
import re
import struct
import subprocess
import sys
import tempfile
import unicodedata
import zlib

GOOD, SCANNED, EMPTY, OTHER, HUGE, LOCKED, CUT, UNSIGNED, BAD_SEAL, SIDEWAYS, HEIC = range(11)
number = 0
failed = 0
folder = None
documents = {}


def report(name, problems):
    global number, failed
    number += 1
    problems = list(problems)
    failed += bool(problems)
    print('%sok %d - %s' % ('not ' if problems else '', number, name))
    for problem in problems[:20]:
        print('# ' + problem)


def run(*command):
    """(code, what it said) of a command in the folder."""
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=60)
    return done.returncode, (done.stdout + done.stderr).decode(errors='replace')


def content(name):
    with open(os.path.join(folder, name), 'rb') as file:
        return file.read()


def pixels(name, *options):
    """A PDF's first page as (width, height, bytes of RGB)."""
    code, text = run('pdftoppm', '-r', '50', '-singlefile', *options, name, 'page')
    assert code == 0, text
    head, size, _, data = content('page.ppm').split(b'\n', 3)
    width, height = map(int, size.split())
    return width, height, data


def red(data):
    return sum(1 for i in range(0, len(data) - 2, 3) if data[i] > data[i + 1] + 40 and data[i] > data[i + 2] + 40)


def grey(data):
    return sum(1 for i in range(0, len(data) - 2, 3) if 180 < data[i] < 215 and abs(data[i] - data[i + 1]) < 4 and abs(data[i] - data[i + 2]) < 4)


def every_flavour_is_there():
    expected = {'%d-pdf' % n for n in range(9)} | {'0-form-pdf', '0-draft-pdf', '0-result-pdf', '1-jpeg', '3-jpeg', '9-jpeg', '1-png', '2-png', '1-heic', '10-heic'}
    yield from sorted(expected - set(documents))
    for name, (owner, same) in documents.items():
        if not same:
            yield name + ' is another when it is made again'


def good_ones_are_taken():
    for flavour in (GOOD, SCANNED, EMPTY, OTHER, HUGE, UNSIGNED, BAD_SEAL):
        code, text = run('pdfinfo', '%d-pdf' % flavour)
        if code or 'Error' in text or not re.search(r'Page size: +59\d\S* x 84[12]\S* pts \(A4\)', text):
            yield '%d-pdf: %s' % (flavour, text[:200])
        code, text = run('pdftoppm', '-r', '20', '-png', '%d-pdf' % flavour, 'any')
        if code or 'Error' in text:
            yield '%d-pdf is not drawn: %s' % (flavour, text[:200])


def words_can_be_read():
    _, text = run('pdftotext', '-raw', '0-pdf', '-')
    text = unicodedata.normalize('NFC', text)
    for words in ('Độc lập - Tự do - Hạnh phúc', documents['0-pdf'][0], '999'):
        if words not in text:
            yield words
    for name, words in (('0-draft-pdf', 'Dự thảo: '), ('0-pdf', 'Người ký'), ('0-form-pdf', 'Điện thoại')):
        _, text = run('pdftotext', '-raw', name, '-')
        if words not in unicodedata.normalize('NFC', text):
            yield '%s: %s' % (name, words)
    _, text = run('pdftotext', '-raw', '3-pdf', '-')
    if 'THƯ MỜI' not in unicodedata.normalize('NFC', text):
        yield 'another paper says ' + text[:100]


def stamps_are_red_and_the_mark_is_there():
    for flavour in (GOOD, EMPTY, OTHER):
        _, _, data = pixels('%d-pdf' % flavour)
        if grey(data) < 1500:
            yield '%d-pdf: %d grey pixels of the mark' % (flavour, grey(data))
        if (red(data) > 100) != (flavour != EMPTY):
            yield '%d-pdf: %d red pixels' % (flavour, red(data))
    for name, stamped in (('0-draft-pdf', False), ('0-result-pdf', True)):
        _, _, data = pixels(name)
        if (red(data) > 100) != stamped:
            yield '%s: %d red pixels' % (name, red(data))


def broken_ones_are_refused():
    code, text = run('pdfinfo', '6-pdf')
    if code == 0:
        yield 'the cut one is taken: ' + text[:100]
    code, text = run('pdfinfo', '5-pdf')
    if code == 0 or 'Incorrect password' not in text:
        yield 'the locked one opens: ' + text[:100]
    code, text = run('pdfinfo', '-upw', 'taphuan', '5-pdf')
    if code or not re.search('^Encrypted: +yes', text, re.M):
        yield 'the locked one does not open with its word: ' + text[:100]
    width, height, data = pixels('5-pdf', '-upw', 'taphuan')
    if len(set(data[:3000])) < 3:
        yield 'nothing is drawn of the locked one'


def signatures_are_told():
    _, text = run('pdfsig', '-nocert', '7-pdf')
    if 'not signed' not in text:
        yield 'the unsigned one: ' + text[:300]
    _, text = run('pdfsig', '-nocert', '8-pdf')
    if 'Signature #1' not in text or 'Signature is Valid' in text or 'not signed' in text:
        yield 'the broken signature: ' + text[:300]
    _, text = run('pdfsig', '-nocert', '0-pdf')
    if 'does not contain any signatures' not in text:
        yield 'the good one: ' + text[:300]


def sizes_are_as_said():
    size = len(content('4-pdf'))
    if not 28e6 <= size <= 36e6:
        yield 'the huge one has %d bytes' % size


def jpegs_are_sound():
    for name in ('1-jpeg', '3-jpeg', '9-jpeg'):
        data, at, orientation, size = content(name), 2, None, None
        if data[:2] != b'\xff\xd8' or data[-2:] != b'\xff\xd9':
            yield name + ': no JPEG'
        while data[at] == 0xff and data[at + 1] != 0xda:
            marker, length = data[at + 1], struct.unpack('>H', data[at + 2:at + 4])[0]
            if marker == 0xe1 and data[at + 4:at + 10] == b'Exif\0\0':
                orientation = struct.unpack('>H', data[at + 28:at + 30])[0]
            if marker == 0xc0:
                height, width = struct.unpack('>HH', data[at + 5:at + 9])
                size = width < height
            at += 2 + length
        if (orientation, size) != ((6, False) if name == '9-jpeg' else (None, True)):
            yield '%s: orientation %s, upright %s' % (name, orientation, size)


def pngs_are_sound():
    for name in ('1-png', '2-png'):
        data, at, packed = content(name), 8, b''
        width, height = struct.unpack('>II', data[16:24])
        while at < len(data):
            length, kind = struct.unpack('>I4s', data[at:at + 8])
            if zlib.crc32(data[at + 4:at + 8 + length]) != struct.unpack('>I', data[at + 8 + length:at + 12 + length])[0]:
                yield name + ': a broken chunk'
            packed += data[at + 8:at + 8 + length] if kind == b'IDAT' else b''
            at += 12 + length
        if len(zlib.decompress(packed)) != height * (1 + 3 * width):
            yield name + ': pixels are missing'


def heic_is_whole_or_a_head():
    for name in ('1-heic', '10-heic'):
        if content(name)[4:12] != b'ftypheic':
            yield name + ': no box'
    at, kinds, data = 0, [], content('1-heic')
    while at + 8 <= len(data):
        length, kind = struct.unpack('>I4s', data[at:at + 8])
        if length < 8:
            break
        kinds.append(kind)
        at += length
    if at != len(data) or not {b'ftyp', b'meta', b'mdat'} <= set(kinds):
        yield '1-heic: boxes %s up to %d of %d bytes' % (kinds, at, len(data))


def main():
    global folder
    with tempfile.TemporaryDirectory() as folder:
        lines = subprocess.run([sys.argv[1], folder], check=True, capture_output=True, text=True).stdout.splitlines()
        for line in lines:
            _, name, owner, same = line.split('\t')
            documents[name] = (unicodedata.normalize('NFC', owner), same == '1')
        report('every flavour is in the sample, and is made alike again', every_flavour_is_there())
        report('what is sound is taken and drawn', good_ones_are_taken())
        report('the words of a page can be read', words_can_be_read())
        report('stamps are red, the training mark is across', stamps_are_red_and_the_mark_is_there())
        report('the cut and the locked one are refused', broken_ones_are_refused())
        report('signatures: none, empty, broken', signatures_are_told())
        report('the huge one is huge', sizes_are_as_said())
        report('JPEGs are whole, one is turned by EXIF alone', jpegs_are_sound())
        report('PNGs are whole', pngs_are_sound())
        report('HEIC is a picture, or a head alone', heic_is_whole_or_a_head())
        print('1..%d' % number)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
