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
LIST_PARTS = 'fill scroll change memory empty longest idle search'.split()  # of bench-list, over one store


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


def list_rows(build):
    """Every measure of bench-list by name, all over the store that its first part fills; measured once a run."""
    if not list_rows.found:
        command = ['bash', SESSION, 'bash', '-c', 'for part in "${@:1}"; do "$0" $part || exit; done',
                   os.path.join(build, 'tests', 'bench', 'bench-list'), *LIST_PARTS]
        environment = dict(os.environ, KEYRING='no', GSETTINGS_BACKEND='memory', LANG='C.UTF-8')
        run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300,
                             env=environment)
        for line in run.stdout.splitlines():
            if line.startswith('{'):
                row = json.loads(line)
                list_rows.found[row['name']] = row
        if run.returncode != 0:
            print(run.stderr[-2000:], file=sys.stderr)
    return list_rows.found


list_rows.found = {}


def of_list(name, unit, baseline=None):
    """baseline: another measure that stands for it."""
    def measure(build):
        rows = list_rows(build)
        row = rows[name]
        return row['value'], unit, rows[baseline]['value'] if baseline else row.get('baseline')
    return measure


# name → what measures it, and its goal: the greatest ratio that holds ('ratio'), or the greatest value ('value')
BENCHES = {
    'startup': (startup, 'ratio', 1.5),
    'outbox-commit': (outbox_commit, 'ratio', 2.0),
    'first-sync-100k': (of_list('first-sync-100k', 'ms'), 'ratio', 1.5),
    'scroll-100k': (of_list('scroll-100k', 'ms'), 'ratio', 1.3),
    'scroll-1m': (of_list('scroll-1m', 'ms'), 'ratio', 1.3),
    'jump-100k': (of_list('jump-100k', 'ms'), 'ratio', 1.3),
    'jump-1m': (of_list('jump-1m', 'ms'), 'ratio', 1.3),
    'search-key': (of_list('search-key', 'ms'), 'value', 33),  # p95, like the next
    'change-to-list': (of_list('change-to-list', 'ms'), 'value', 1000),
    'memory-100k': (of_list('memory-100k', 'MB', 'memory-empty'), 'ratio', 1.5),
    'longest-callback': (of_list('longest-callback', 'ms'), 'value', 8),
    'idle': (of_list('idle', '/s'), 'value', 1),
}


def judged(name, kind, goal, value, unit, baseline):
    ratio = value / baseline if baseline else None
    return {'name': name, 'value': round(value, 1), 'unit': unit,
            'baseline': round(baseline, 1) if baseline is not None else None,
            'ratio': round(ratio, 3) if ratio is not None else None,
            'goal': 'ratio <= %g' % goal if kind == 'ratio' else 'value <= %g %s' % (goal, unit),
            'holds': (ratio if kind == 'ratio' else value) <= goal}


def main():
    build, names = os.path.abspath(sys.argv[1]), sys.argv[2:] or list(BENCHES)
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print('no bench is called %s; there are: %s' % (', '.join(unknown), ', '.join(BENCHES)), file=sys.stderr)
        return 2
    rows, failed = [], False
    print('%-16s %12s %12s %7s  %-16s %s' % ('measure', 'ours', 'bare', 'ratio', 'goal', 'holds'))
    for name in names:
        measure, kind, goal = BENCHES[name]
        try:
            row = judged(name, kind, goal, *measure(build))
        except (OSError, RuntimeError, ValueError, KeyError, IndexError, subprocess.TimeoutExpired) as error:
            print('%-16s not measured: %s' % (name, error))
            failed = True
            continue
        rows.append(row)
        bare = '%.1f %s' % (row['baseline'], row['unit']) if row['baseline'] is not None else '–'
        ratio = '%.2f' % row['ratio'] if row['ratio'] is not None else '–'
        print('%-16s %12s %12s %7s  %-16s %s' % (
            name, '%.1f %s' % (row['value'], row['unit']), bare, ratio, row['goal'], 'yes' if row['holds'] else 'no'))
    with open(os.path.join(build, 'bench.json'), 'w', encoding='utf-8') as file:
        json.dump(rows, file, ensure_ascii=False, indent=1)
        file.write('\n')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
