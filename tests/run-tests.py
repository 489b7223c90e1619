#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the test programs of a build directory through meson and counts their TAP cases.

usage: run-tests.py BUILD [--all] [SUITE…]

--all runs those of meson's suite `all` too, which take long, and says how many they are.

Prints a line per suite with its seconds, every failed case, and, last, `N passed, N failed, N skipped`. A program that
dies, hangs, prints no plan or fewer cases than it planned counts as one failed case more: nothing is silently not run.
"""
import json
import os
import re
import subprocess
import sys
from collections import defaultdict

RESULT = re.compile(r'^\s*(not )?ok\b\s*(\d+)?\s*-?\s*([^#]*)(?:#\s*(\w+).*)?$')
PLAN = re.compile(r'^1\.\.(\d+)(\s*#\s*SKIP.*)?', re.I)


def cases(text):
    """(passed, failed names, skipped, planned or None) of a TAP stream; subtests (indented lines) are their parent's."""
    passed, skipped, planned, failed = 0, 0, None, []
    for line in text.splitlines():
        plan = PLAN.match(line)
        if plan:
            planned = int(plan.group(1))
            if planned == 0 and plan.group(2):
                planned = skipped = 1  # the whole program was left out, and is counted as such
            continue
        result = None if line.startswith(' ') else RESULT.match(line)
        if not result:
            continue
        directive = (result.group(4) or '').upper()
        if directive == 'SKIP':
            skipped += 1
        elif result.group(1) and directive != 'TODO':
            failed.append(result.group(3).strip() or 'case %s' % result.group(2))
        else:
            passed += 1
    return passed, failed, skipped, planned


def introspect(build):
    return json.loads(subprocess.run(['meson', 'introspect', build, '--tests'], check=True, capture_output=True).stdout)


def suite_names(build):
    """Test program → the suite it belongs to, as `./dev test SUITE` takes it."""
    names = {}
    for test in introspect(build):
        words = [suite.split(':')[-1] for suite in test['suite']]
        names[test['name']] = next((word for word in words if word not in ('headless', 'interface', 'all')), test['name'])
    return names


def say_what_all_adds(build):
    tests = introspect(build)
    more = sorted(test['name'] for test in tests if any(suite.split(':')[-1] == 'all' for suite in test['suite']))
    if more:
        print('--all adds %d programs: %s' % (len(more), ', '.join(more)))
    else:
        print('--all adds nothing yet: no program is in the suite `all`')


def main():
    build, suites = sys.argv[1], [word for word in sys.argv[2:] if word != '--all']
    command = ['meson', 'test', '-C', build, '--no-rebuild', '--quiet', '--num-processes', str(os.cpu_count() or 1)]
    if len(suites) < len(sys.argv) - 2:
        say_what_all_adds(build)
    elif 'all' not in suites:
        command += ['--no-suite', 'all']
    for suite in suites:
        command += ['--suite', suite]
    log = os.path.join(build, 'meson-logs', 'testlog.json')
    if os.path.exists(log):
        os.unlink(log)
    status = subprocess.run(command, stdin=subprocess.DEVNULL).returncode
    if not os.path.exists(log):
        print('no test was run', file=sys.stderr)
        return status or 1

    passed = skipped = 0
    suites_of = suite_names(build)
    failures = []
    seconds = defaultdict(float)
    counts = defaultdict(int)
    for line in open(log, encoding='utf-8'):
        test = json.loads(line)
        name = test['name'].split(' / ')[-1]
        suite = suites_of.get(name, name)
        good, bad, left, planned = cases(test.get('stdout') or '')
        passed += good
        skipped += left
        seconds[suite] += test['duration']
        counts[suite] += good + len(bad) + left
        failures += ['%s: %s' % (name, case) for case in bad]
        ran = good + len(bad) + left
        if planned is None or ran != planned:
            failures.append('%s: ran %d of %s planned cases (%s)' % (name, ran, planned, test['result']))
        elif test['result'] not in ('OK', 'SKIP') and not bad:
            failures.append('%s: %s' % (name, test['result']))
        if bad or test['result'] not in ('OK', 'SKIP'):
            tail = ((test.get('stderr') or '') + '\n' + (test.get('stdout') or '')).splitlines()[-40:]
            print('--- %s\n%s\n---' % (name, '\n'.join(tail)))

    for suite in sorted(seconds):
        print('%-12s %6.1f s  %4d cases' % (suite, seconds[suite], counts[suite]))
    for failure in failures:
        print('FAILED  ' + failure)
    print('%d passed, %d failed, %d skipped' % (passed, len(failures), skipped))
    return 1 if failures or not passed else 0


if __name__ == '__main__':
    sys.exit(main())
