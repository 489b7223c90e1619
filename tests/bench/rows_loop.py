# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows about the engine: journal, sync, main loop."""
import os
import shutil
import statistics
import tempfile

from measuring import of_list, pairs_of

COMMIT_RUNS, COMMITS = 5, 200


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


ROWS = {
    'outbox-commit': (outbox_commit, 'ratio', 2.0),
    'first-sync-100k': (of_list('first-sync-100k', 'ms'), 'ratio', 1.5),
    'change-to-list': (of_list('change-to-list', 'ms'), 'value', 1000),  # p95
    'longest-callback': (of_list('longest-callback', 'ms'), 'value', 8),
    'idle': (of_list('idle', '/s'), 'value', 1),
}
