#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the test programs of a build directory through meson and counts their TAP cases.

usage: run-tests.py BUILD [--sanitized BUILD] [--all] [SUITE…]

--all runs those of meson's suite `all` too, which take long, and says how many they are. --sanitized: a second build, by
address and undefined behaviour sanitizers, whose displayless programs are run as well.

Prints a line per suite with its seconds, what was skipped and why, every failed case, and, last, `N passed, N failed,
N skipped`. A program that dies, hangs, prints no plan or fewer cases than it planned counts as one failed case more:
nothing is silently not run.
"""
import json
import os
import re
import subprocess
import sys
import time
from collections import defaultdict

RESULT = re.compile(r'^\s*(not )?ok\b\s*(\d+)?\s*-?\s*([^#]*)(?:#\s*((\w+).*))?$')
PLAN = re.compile(r'^1\.\.(\d+)(?:\s*#\s*(SKIP.*))?', re.I)

# what a build with sanitizers does not run, and why
NOT_SANITIZED = {
    'house': 'reads the sources and runs nothing of ours',
    'interface': 'GTK under a display: a window of it keeps far too much for a judgement, and is slow',
    'journeys': 'the same',
    'bench': 'a number under a sanitizer says nothing',
    'all': 'more of what runs here anyway',
}


# where fibers run: the quick unwinder does not find its way on their stacks, and the leak sanitizer takes whatever was
# allocated by nobody it knows for used; the slow one finds it. Two frames are enough to find a leak, at a sixth of the cost of
# eight; whose it is tells the same program run by hand with a malloc_context_size of 20
FIBERS = ('base', 'portal', 'render', 'store', 'sync')


def sanitizers(fibers):
    """Their options. lsan.supp names what libraries keep by their design."""
    unwind = ':fast_unwind_on_malloc=0:malloc_context_size=2' if fibers else ''
    suppressions = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support', 'lsan.supp')
    return dict(os.environ, ASAN_OPTIONS='detect_leaks=1:halt_on_error=1' + unwind,
                UBSAN_OPTIONS='print_stacktrace=1:halt_on_error=1',
                LSAN_OPTIONS='print_suppressions=0:suppressions=' + suppressions)


def cases(text):
    """(passed, failed names, skipped ones with reasons, planned or None) of a TAP stream; subtests (indented lines) are
    their parent's."""
    passed, planned, failed, skipped = 0, None, [], []
    for line in text.splitlines():
        plan = PLAN.match(line)
        if plan:
            planned = int(plan.group(1))
            if planned == 0 and plan.group(2):
                planned = 1  # the whole program was left out, and is counted as such
                skipped.append(plan.group(2))
            continue
        result = None if line.startswith(' ') else RESULT.match(line)
        if not result:
            continue
        directive = (result.group(5) or '').upper()
        if directive == 'SKIP':
            skipped.append('%s %s' % (result.group(3).strip(), result.group(4)))
        elif result.group(1) and directive != 'TODO':
            failed.append(result.group(3).strip() or 'case %s' % result.group(2))
        else:
            passed += 1
    return passed, failed, skipped, planned


def say_what_all_adds(build):
    tests = json.loads(subprocess.run(['meson', 'introspect', build, '--tests'], check=True, capture_output=True).stdout)
    more = sorted(test['name'] for test in tests if any(suite.split(':')[-1] == 'all' for suite in test['suite']))
    if more:
        print('--all adds %d programs: %s' % (len(more), ', '.join(more)))
    else:
        print('--all adds nothing yet: no program is in the suite `all`')


def suite_of(test):
    """`store` of a test called `motcua:headless+store / test-journal`."""
    suites = test['name'].split(' / ')[0].split(':')[-1].split('+')
    return next((suite for suite in suites if suite not in ('headless', 'interface', 'all')), suites[0])


class Run:
    """The tests of one build, and what came of them."""

    def __init__(self, build, label='', patience=3):
        self.build, self.label, self.patience = build, label, patience
        self.passed = 0
        self.failures = []
        self.skipped = []
        self.seconds = defaultdict(float)
        self.counts = defaultdict(int)

    def go(self, options, environment=None):
        log = os.path.join(self.build, 'meson-logs', 'testlog.json')
        if os.path.exists(log):
            os.unlink(log)
        command = ['meson', 'test', '-C', self.build, '--no-rebuild', '--quiet', '--num-processes', str(os.cpu_count() or 1)]
        # a time limit is for what hangs: on a busy machine everything takes longer
        command += ['--timeout-multiplier', str(self.patience)]
        status = subprocess.run(command + options, stdin=subprocess.DEVNULL, env=environment).returncode
        if not os.path.exists(log):
            return status or 1
        with open(log, encoding='utf-8') as file:
            for line in file:
                self.take(json.loads(line))
        return 0

    def take(self, test):
        name = test['name'].split(' / ')[-1]
        suite = suite_of(test)
        good, bad, left, planned = cases(test.get('stdout') or '')
        ran = good + len(bad) + len(left)
        name = self.label + name
        self.passed += good
        self.skipped += ['%s: %s' % (name, case) for case in left]
        self.seconds[suite] += test['duration']
        self.counts[suite] += ran
        self.failures += ['%s: %s' % (name, case) for case in bad]
        if planned is None or ran != planned:
            self.failures.append('%s: ran %d of %s planned cases (%s)' % (name, ran, planned, test['result']))
        elif test['result'] not in ('OK', 'SKIP') and not bad:
            self.failures.append('%s: %s' % (name, test['result']))
        if bad or test['result'] not in ('OK', 'SKIP'):
            tail = ((test.get('stderr') or '') + '\n' + (test.get('stdout') or '')).splitlines()[-40:]
            print('--- %s\n%s\n---' % (name, '\n'.join(tail)))

    def say(self):
        for suite in sorted(self.seconds):
            print('%-22s %6.1f s  %4d cases' % (self.label + suite, self.seconds[suite], self.counts[suite]))


def go_sanitized(build, suites):
    run = Run(build, 'sanitized ', patience=10)
    options = []
    for suite, reason in NOT_SANITIZED.items():
        options += ['--no-suite', suite]
        print('sanitized %s: not run (%s)' % (suite, reason))
    with_fibers = [suite for suite in FIBERS if suite in (suites or FIBERS)]
    others = [suite for suite in suites or ['headless'] if suite not in FIBERS]
    print('sanitized, leaks in fibers too: %s' % (' '.join(with_fibers) or '–'))
    if with_fibers:
        run.go(options + ['--suite=' + suite for suite in with_fibers], sanitizers(fibers=True))
    if others:
        others = ['--no-suite=' + suite for suite in FIBERS] + ['--suite=' + suite for suite in others]
        run.go(options + others, sanitizers(fibers=False))
    return run


def arguments():
    words = sys.argv[2:]
    sanitized = None
    if '--sanitized' in words:
        at = words.index('--sanitized')
        sanitized = words[at + 1]
        del words[at:at + 2]
    return sys.argv[1], sanitized, '--all' in words, [word for word in words if word != '--all']


def main():
    build, sanitized, everything, suites = arguments()
    started = time.monotonic()
    options = []
    if everything:
        say_what_all_adds(build)
    elif 'all' not in suites:
        options += ['--no-suite', 'all']
    for suite in suites:
        options += ['--suite', suite]
    run = Run(build)
    status = run.go(options)
    if status:
        print('no test was run', file=sys.stderr)
        return status
    runs = [run]
    wanted = [suite for suite in suites if suite not in NOT_SANITIZED]
    if sanitized and (wanted or not suites):
        runs.append(go_sanitized(sanitized, wanted))

    for run in runs:
        run.say()
    failures = [failure for run in runs for failure in run.failures]
    passed = sum(run.passed for run in runs)
    skipped = [case for run in runs for case in run.skipped]
    for case in skipped:
        print('SKIPPED ' + case)
    for failure in failures:
        print('FAILED  ' + failure)
    print('%.0f seconds' % (time.monotonic() - started))
    print('%d passed, %d failed, %d skipped' % (passed, len(failures), len(skipped)))
    return 1 if failures or not passed else 0


if __name__ == '__main__':
    sys.exit(main())
