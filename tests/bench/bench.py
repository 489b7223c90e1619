#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures Một Cửa against bare baselines, both in the same run, turn by turn; medians.

usage: bench.py BUILD [NAME…]

Prints a table and leaves BUILD/bench.json: a list of {"name", "value", "unit", "baseline", "ratio", "goal", "holds"}.
Ends with 0 when everything asked for was measured, whether or not it holds; a busy machine is no fault of the program.
"""
import json
import os
import subprocess
import sys

import rows_list
import rows_loop
import rows_portal

BENCHES = {**rows_list.ROWS, **rows_loop.ROWS, **rows_portal.ROWS}


def judged(name, kind, goal, value, unit, baseline):
    ratio = value / baseline if baseline else None
    goals = {'ratio': 'ratio <= %g' % goal, 'value': 'value <= %g %s' % (goal, unit),
             'least': 'value >= %g %s' % (goal, unit)}
    return {'name': name, 'value': round(value, 1), 'unit': unit,
            'baseline': round(baseline, 1) if baseline is not None else None,
            'ratio': round(ratio, 3) if ratio is not None else None,
            'goal': goals[kind],
            'holds': {'ratio': ratio is not None and ratio <= goal, 'value': value <= goal, 'least': value >= goal}[kind]}


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
