# SPDX-License-Identifier: GPL-3.0-or-later
"""What the groups of rows share: how a measuring program is run and what it prints is read.

A group is a module with ROWS: name → what measures it, and its goal: the greatest ratio that holds ('ratio'), or the
greatest ('value') or the smallest ('least') value.
"""
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SESSION = os.path.join(os.path.dirname(HERE), 'session.sh')
LIST_PARTS = 'fill scroll memory empty search open'.split()  # of bench-list, over one store


def pairs_of(*command):
    """The {"value", "baseline"} that a measuring program prints last."""
    run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600)
    if run.returncode != 0:
        print(run.stderr, file=sys.stderr)
        raise RuntimeError('%s ended with %d' % (os.path.basename(command[0]), run.returncode))
    pair = json.loads(run.stdout.strip().splitlines()[-1])
    return pair['value'], pair['baseline']


def list_rows(build):
    """Every measure of bench-list by name, all over the store that its first part fills; measured once a run."""
    if not list_rows.found:
        command = ['bash', SESSION, 'bash', '-c', 'for part in "${@:1}"; do "$0" $part || exit; done',
                   os.path.join(build, 'tests', 'bench', 'bench-list'), *LIST_PARTS]
        environment = dict(os.environ, KEYRING='no', GSETTINGS_BACKEND='memory', LANG='C.UTF-8')
        run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600,
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
