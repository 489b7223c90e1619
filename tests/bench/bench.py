#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures Một Cửa against bare baselines, both in the same run, turn by turn; medians.

usage: bench.py BUILD [NAME…]

Prints a table and leaves BUILD/bench.json: a list of {"name", "value", "unit", "baseline", "ratio", "goal", "holds"}.
Ends with 0 when everything asked for was measured, whether or not it holds; a busy machine is no fault of the program.
"""
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SESSION = os.path.join(os.path.dirname(HERE), 'session.sh')
STARTS = 9
COMMIT_RUNS, COMMITS = 5, 200


def pairs_of(*command):
    """The {"value", "baseline"} that a measuring program prints last."""
    run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600)
    if run.returncode != 0:
        print(run.stderr, file=sys.stderr)
        raise RuntimeError('%s ended with %d' % (os.path.basename(command[0]), run.returncode))
    pair = json.loads(run.stdout.strip().splitlines()[-1])
    return pair['value'], pair['baseline']


def startup(build):
    """exec of motcua → its window painted and the program ended, on the sign-in page; an empty window does the same."""
    value, baseline = pairs_of('bash', SESSION, sys.executable, os.path.join(HERE, 'time-startup.py'), build, str(STARTS))
    return value, 'ms', baseline


def outbox_commit(build):
    """An act committed to the outbox, durable, seen from the main thread; bare SQLCipher commits the same row."""
    values, baselines = [], []
    place = tempfile.mkdtemp(prefix='bench-', dir=build)  # not /tmp, which may be memory: a commit waits for the disk
    try:
        for run in range(COMMIT_RUNS):
            value, baseline = pairs_of(os.path.join(build, 'tests', 'bench', 'bench-commit'),
                                       os.path.join(place, str(run)), str(COMMITS))
            values.append(value)
            baselines.append(baseline)
    finally:
        shutil.rmtree(place)
    return statistics.median(values), 'µs', statistics.median(baselines)


# name → what measures it, and the greatest ratio that holds
BENCHES = {
    'startup': (startup, 1.5),
    'outbox-commit': (outbox_commit, 2.0),
}


def main():
    build, names = os.path.abspath(sys.argv[1]), sys.argv[2:] or list(BENCHES)
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print('no bench is called %s; there are: %s' % (', '.join(unknown), ', '.join(BENCHES)), file=sys.stderr)
        return 2
    rows, failed = [], False
    print('%-16s %12s %12s %7s  %-8s %s' % ('measure', 'ours', 'bare', 'ratio', 'goal', 'holds'))
    for name in names:
        measure, goal = BENCHES[name]
        try:
            value, unit, baseline = measure(build)
        except (OSError, RuntimeError, ValueError, KeyError, IndexError, subprocess.TimeoutExpired) as error:
            print('%-16s not measured: %s' % (name, error))
            failed = True
            continue
        ratio = value / baseline
        rows.append({'name': name, 'value': round(value, 1), 'unit': unit, 'baseline': round(baseline, 1),
                     'ratio': round(ratio, 3), 'goal': 'ratio <= %g' % goal, 'holds': ratio <= goal})
        print('%-16s %9.1f %s %9.1f %s %7.2f  ≤ %-6g %s' % (
            name, value, unit, baseline, unit, ratio, goal, 'yes' if ratio <= goal else 'no'))
    with open(os.path.join(build, 'bench.json'), 'w', encoding='utf-8') as file:
        json.dump(rows, file, ensure_ascii=False, indent=1)
        file.write('\n')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
