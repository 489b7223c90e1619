#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of the interface: Vietnamese is complete and speaks as the house speaks.

usage: check-words.py SOURCE_ROOT
"""
import os
import re
import subprocess
import sys
import tempfile

CALL = re.compile(r'\b(?:_|N_|C_|ngettext)\s*\(\s*"')
# what an official is never told: blame, pronouns, shouting, English, empty promises
NEVER = {
    'an exclamation mark': re.compile(r'!'),
    'the pronoun "bạn"': re.compile(r'\bbạn\b', re.I),
    '"vui lòng"': re.compile(r'vui lòng', re.I),
    '"thất bại"': re.compile(r'thất bại', re.I),
    '"mất mạng" (say "mất kết nối")': re.compile(r'mất mạng', re.I),
    '"OK"': re.compile(r'\bOK\b'),
    'English': re.compile(r'\b(?:the|and|dossier|outbox|sign|error|file|offline|email)\b', re.I),
}
number = failed = 0


def report(name, problems):
    global number, failed
    number += 1
    problems = list(problems)
    failed += bool(problems)
    print('%sok %d - %s' % ('not ' if problems else '', number, name))
    for problem in problems[:20]:
        print('# ' + problem)


def entries(path):
    """(msgid, [msgstr…], flags) of a PO file, obsolete ones as (msgid, None, flags)."""
    with open(path, encoding='utf-8') as file:
        blocks = file.read().split('\n\n')
    for block in blocks:
        flags = ' '.join(re.findall(r'^#, (.*)$', block, re.M))
        if re.search(r'^#~ ', block, re.M):
            yield block, None, flags
            continue
        words = {}
        for key, text in re.findall(r'^(msg\w+(?:\[\d\])?) ((?:"(?:[^"\\]|\\.)*"\n?)+)', block, re.M):
            words[key] = ''.join(re.findall(r'"((?:[^"\\]|\\.)*)"', text)).replace('\\n', '\n').replace('\\"', '"')
        if words.get('msgid'):
            yield words['msgid'], [text for key, text in words.items() if key.startswith('msgstr')], flags


def main():
    os.chdir(sys.argv[1])
    print('1..5')
    with open('po/POTFILES.in', encoding='utf-8') as file:
        listed = [line.strip() for line in file if line.strip() and not line.startswith('#')]
    speaking = []
    for place, _, files in os.walk('ui'):
        for name in files:
            path = os.path.join(place, name)
            if name.endswith(('.c', '.blp')) and CALL.search(open(path, encoding='utf-8').read()):
                speaking.append(path)
    report('every file with words is in POTFILES.in, in order',
           ['%s is missing' % path for path in sorted(set(speaking) - set(listed))]
           + ['%s has no words' % path for path in sorted(set(listed) - set(speaking))]
           + ([] if listed == sorted(listed) else ['not sorted']))

    with tempfile.TemporaryDirectory() as place:
        pot = os.path.join(place, 'motcua.pot')
        subprocess.run(['xgettext', '--from-code=UTF-8', '-L', 'C', '-k_', '-kN_', '-kC_:1c,2', '-kngettext:1,2', '-o', pot,
                        *[path for path in listed if os.path.exists(path)]], check=True, stderr=subprocess.DEVNULL)
        wanted = {msgid for msgid, _, _ in entries(pot)}
    have = list(entries('po/vi.po'))
    done = {msgid for msgid, texts, flags in have if texts and all(texts) and 'fuzzy' not in flags}
    report('Vietnamese is complete', ['no Vietnamese for: ' + msgid for msgid in sorted(wanted - done)])
    report('nothing is left over in vi.po', ['not in the sources: ' + msgid[:90] for msgid, texts, _ in have
                                             if texts is None or msgid not in wanted])
    check = subprocess.run(['msgfmt', '--check', '-o', os.devnull, 'po/vi.po'], capture_output=True, text=True)
    report('formats and headers hold', check.stderr.splitlines() if check.returncode else [])
    report('it speaks as the house speaks',
           ['%s: %s' % (what, text[:90]) for _, texts, _ in have for text in texts or []
            for what, pattern in NEVER.items() if pattern.search(text)])
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
