#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of the training portal's world belong to nobody: read as text, by rules that the loader does not share.

usage: check-world.py DATA_TRAINING
"""
import json
import os
import re
import sys
import unicodedata

number = 0
failed = 0


def report(name, problems):
    global number, failed
    number += 1
    problems = list(problems)
    failed += bool(problems)
    print('%sok %d - %s' % ('not ' if problems else '', number, name))
    for problem in problems[:20]:
        print('# ' + problem)


def strings(value, place):
    """(place, text) of every text of a tree."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(inner, place + '.' + key)
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from strings(inner, '%s[%d]' % (place, i))


def check_numbers(texts):
    """Whatever looks like a personal number or tax code begins 999; telephones begin 0309, with or without the 0."""
    for place, text in texts:
        if place.endswith(('.sub', '.delegator')):
            continue
        for found in re.findall(r'(?<![\d.])\d{9,12}(?!\d)', text):
            if not (found.startswith('999') or re.fullmatch('0?309[0-9]{6}', found)):
                yield '%s: %s' % (place, found)
        for found in re.findall(r'(?:\+84|(?<![\d.])0)[ .]?\d{2,3}[ .]\d{3}[ .]\d{3}', text):
            if not found.startswith('0309'):
                yield '%s: %s' % (place, found)


def check_text(texts):
    for place, text in texts:
        if unicodedata.normalize('NFC', text) != text:
            yield place + ' is not in NFC'
        if re.search(r'theo quy định(?! (?:tại|của|chi))', text) and '.text' in place:
            yield place + ' says "theo quy định" without naming it'
        if re.search(r'Không có thông tin|Miễn phí|\b(huyện|thị xã|quận)\b', text):
            if not re.search(r'\.(before|old_address|old_districts)', place):
                yield '%s: %s' % (place, text[:60])


def check_addresses(texts):
    for place, text in texts:
        if re.search(r'[\w.]+@[\w.]+|https?://', text):
            yield '%s: %s' % (place, text)


def check_agencies(texts):
    for place, text in texts:
        for found in re.findall(r'\b[GH]\d{2}\b', text):
            if found != 'H99':
                yield '%s: %s' % (place, found)


def main():
    folder = sys.argv[1]
    texts = []
    names = sorted(name for name in os.listdir(folder) if name.endswith('.json'))
    report('the files are there', [] if len(names) >= 8 else [str(names)])
    for name in names:
        with open(os.path.join(folder, name), encoding='utf-8') as file:
            data = json.load(file)
        report(name + ' says what it is', [] if data.get('comment') else ['no comment'])
        del data['comment']
        texts += strings(data, name)
    report('numbers are nobody\'s', check_numbers(texts))
    report('texts are in NFC, name their rule, and know no district', check_text(texts))
    report('no address of the network is in them', check_addresses(texts))
    report('no agency of a real province is in them', check_agencies(texts))
    print('1..%d' % number)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
