# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows about the window and the list in it."""
import os
import sys

from measuring import HERE, SESSION, of_list, pairs_of

STARTS = 9


def startup(build):
    """exec of motcua → its window painted and the program ended, on the sign-in page; an empty window does the same."""
    value, baseline = pairs_of('bash', SESSION, sys.executable, os.path.join(HERE, 'time-startup.py'), build, str(STARTS))
    return value, 'ms', baseline


def first_page(build):
    """exec of motcua → the first rows of 100,000 cached dossiers painted and focused; a bare list does the same."""
    value, baseline = pairs_of('bash', SESSION, sys.executable, os.path.join(HERE, 'time-first-page.py'), build,
                               str(STARTS))
    return value, 'ms', baseline


ROWS = {
    'startup': (startup, 'ratio', 1.5),
    'startup-100k': (first_page, 'ratio', 1.3),
    'scroll-100k': (of_list('scroll-100k', 'ms'), 'ratio', 1.3),
    'scroll-1m': (of_list('scroll-1m', 'ms'), 'ratio', 1.3),
    'jump-100k': (of_list('jump-100k', 'ms'), 'ratio', 1.3),
    'jump-1m': (of_list('jump-1m', 'ms'), 'ratio', 1.3),
    'search-key': (of_list('search-key', 'ms'), 'value', 33),  # p95
    'open-dossier': (of_list('open-dossier', 'ms'), 'value', 50),  # p95
    'memory-100k': (of_list('memory-100k', 'MB', 'memory-empty'), 'ratio', 1.5),
}
