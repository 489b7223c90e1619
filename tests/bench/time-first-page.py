#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times motcua over 100,000 cached dossiers, and a bare list over as many strings, from exec to the first rows painted,
turn by turn, in the session it stands in. No portal answers: what is painted comes from the cache.

usage: session.sh time-first-page.py BUILD ROUNDS     prints {"value", "baseline"}: medians in milliseconds
"""
import json
import os
import select
import statistics
import subprocess
import sys
import time

URL, SUB = 'https://bench.example', 'sub'  # as bench-list.h
LIMIT = 60


def prepare(bench):
    """The store, the key in the keyring, and the settings of somebody who worked here before."""
    for part in 'fill', 'desk':
        subprocess.run([bench, part], check=True, timeout=300, stdin=subprocess.DEVNULL, stdout=sys.stderr)
    place = os.path.join(os.environ['XDG_CONFIG_HOME'], 'glib-2.0', 'settings')
    os.makedirs(place, exist_ok=True)
    with open(os.path.join(place, 'keyfile'), 'w', encoding='utf-8') as file:
        file.write("[io/github/motcua/MotCua]\nlast-portal='%s'\nlast-sub='%s'\n" % (URL, SUB))


def milliseconds(line, *command):
    """From exec to the line that says so; the program is ended afterwards."""
    environment = dict(os.environ, G_MESSAGES_DEBUG='mc-ui')
    begin, seen = time.monotonic(), b''
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    try:
        while line not in seen:
            ready, _, _ = select.select([process.stdout], [], [], LIMIT)
            more = os.read(process.stdout.fileno(), 65536) if ready else b''
            if not more:
                raise RuntimeError('%s never said "%s"' % (os.path.basename(command[0]), line.decode()))
            seen += more
        return (time.monotonic() - begin) * 1000
    finally:
        process.terminate()
        process.communicate(timeout=LIMIT)


def main():
    build, rounds = sys.argv[1], int(sys.argv[2])
    place = os.path.join(build, 'tests', 'bench')
    prepare(os.path.join(place, 'bench-list'))
    values, baselines = [], []
    for turn in range(-1, rounds):  # one to warm up
        value = milliseconds(b'first rows are painted', os.path.join(build, 'ui', 'motcua'), '--portal', URL)
        baseline = milliseconds(b'painted\n', os.path.join(place, 'bare-list'))
        if turn >= 0:
            values.append(value)
            baselines.append(baseline)
    print(json.dumps({'value': statistics.median(values), 'baseline': statistics.median(baselines)}))


if __name__ == '__main__':
    main()
