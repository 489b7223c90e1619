# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows about the engine: journal, sync, main loop."""
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

from measuring import HERE, SESSION, pairs_of

COMMIT_RUNS, COMMITS = 5, 200
SYNC_ROUNDS = 5


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


def sync_rows(build):
    """Every measure of bench-sync by name; measured once a run."""
    if not sync_rows.found:
        environment = dict(os.environ, KEYRING='no', GSETTINGS_BACKEND='memory', GTK_A11Y='none', LANG='C.UTF-8',
                           MC_TEST_PORTAL=os.path.join(build, 'src', 'training', 'motcua-portal'))
        run = subprocess.run(['bash', SESSION, os.path.join(build, 'tests', 'bench', 'bench-sync'), str(SYNC_ROUNDS)],
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, timeout=900, env=environment)
        if run.returncode != 0:
            raise RuntimeError('bench-sync ended with %d' % run.returncode)
        for line in run.stdout.splitlines():
            if line.startswith('{'):
                row = json.loads(line)
                sync_rows.found[row['name']] = row
    return sync_rows.found


sync_rows.found = {}


def of_sync(name, unit):
    def measure(build):
        row = sync_rows(build)[name]
        return row['value'], unit, row.get('baseline')
    return measure


def longest_callback(build):
    """The longest turn of the main loop, less GTK's frames, in whichever part of the work it is longest."""
    parts = {name: row['value'] for name, row in sync_rows(build).items() if name.startswith('longest-')}
    print('# ' + ', '.join('%s %.1f ms' % part for part in sorted(parts.items())), file=sys.stderr)
    return max(parts.values()), 'ms', None


def idle(build):
    """Wake-ups a second of every thread of motcua, signed in, its stream open, nobody touching it."""
    return (*pairs_of('bash', SESSION, sys.executable, os.path.join(HERE, 'count-wakeups.py'), build, '30')[:1], '/s', None)


ROWS = {
    'outbox-commit': (outbox_commit, 'ratio', 2.0),
    'first-sync-100k': (of_sync('first-sync-100k', 'ms'), 'ratio', 1.5),
    'first-screen': (of_sync('first-screen', 'ms'), 'value', 1000),
    'change-to-list': (of_sync('change-to-list', 'ms'), 'value', 1000),  # p95
    'longest-callback': (longest_callback, 'value', 8),
    'idle': (idle, 'value', 1),
}
