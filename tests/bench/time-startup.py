#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times motcua and the bare window from exec to end, turn by turn, in the session it stands in.

usage: session.sh time-startup.py BUILD ROUNDS     prints {"value", "baseline"}: medians in milliseconds
"""
import json
import os
import statistics
import subprocess
import sys
import time


def milliseconds(*command):
    begin = time.monotonic()
    subprocess.run(command, check=True, timeout=60, stdin=subprocess.DEVNULL, stdout=sys.stderr)
    return (time.monotonic() - begin) * 1000


def main():
    build, rounds = sys.argv[1], int(sys.argv[2])
    # no portal answers there: what is painted is the program's own
    ours = (os.path.join(build, 'ui', 'motcua'), '--portal', 'https://127.0.0.1:1', '--exit-after-startup')
    bare = (os.path.join(build, 'tests', 'bench', 'bare-window'),)
    values, baselines = [], []
    for turn in range(-1, rounds):  # one to warm up
        value, baseline = milliseconds(*ours), milliseconds(*bare)
        if turn >= 0:
            values.append(value)
            baselines.append(baseline)
    print(json.dumps({'value': statistics.median(values), 'baseline': statistics.median(baselines)}))


if __name__ == '__main__':
    main()
