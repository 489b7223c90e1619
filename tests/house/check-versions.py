#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`motcua --version` names every library of the program, with what it was compiled against and what it runs with.

usage: check-versions.py MOTCUA
"""
import re
import subprocess
import sys

# name → its pkg-config file
LIBRARIES = {
    'GLib': 'glib-2.0', 'GTK': 'gtk4', 'libadwaita': 'libadwaita-1', 'libdex': 'libdex-1', 'json-glib': 'json-glib-1.0',
    'ICU': 'icu-uc', 'libsoup': 'libsoup-3.0', 'libsecret': 'libsecret-1', 'GnuTLS': 'gnutls', 'Pango': 'pango',
    'cairo': 'cairo', 'libqrencode': 'libqrencode',
}


def main():
    said = subprocess.run([sys.argv[1], '--version'], capture_output=True, text=True, check=True).stdout
    lines = dict(line.split(' ', 1) for line in said.splitlines())
    print('1..%d' % (len(LIBRARIES) + 2))
    failed = 0

    def report(number, good, name):
        nonlocal failed
        failed += not good
        print('%sok %d - %s' % ('' if good else 'not ', number, name))

    report(1, re.match(r'\d+\.\d+\.\d+( \(development\))?$', lines.get('motcua', '')), 'the program itself')
    report(2, re.match(r'\d+\.\d+\.\d+.* \(inside: SQLite \d+\.\d+\.\d+\)$', lines.get('SQLCipher', '')), 'SQLCipher')
    for number, (name, package) in enumerate(LIBRARIES.items(), 3):
        version = subprocess.run(['pkg-config', '--modversion', package], capture_output=True, text=True, check=True).stdout.strip()
        said = re.match(r'(\S+) \((\S+)\)$', lines.get(name, ''))
        # the machine that tests has what it builds with; a library may keep one of the two to itself, never both
        good = said and set(said.groups()) - {'–'} == {version}
        report(number, good, '%s %s' % (name, version))
        if not good:
            print('# said: %s' % lines.get(name))
    return failed > 0


if __name__ == '__main__':
    sys.exit(main())
