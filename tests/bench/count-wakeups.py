#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts how often threads of motcua are woken while it rests, signed in to its training portal, in the session it
stands in.

usage: session.sh count-wakeups.py BUILD SECONDS     prints {"value", "baseline"}: wake-ups a second; the portal's
"""
import json
import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
JOURNEYS = os.path.join(os.path.dirname(HERE), 'journeys')
PASSWORD = 'Tap-huan-2026'
SETTLING = 20  # whatever starting and signing in left behind: animations, closing connections


def install_browser(place):
    applications = os.path.join(place, 'applications')
    os.makedirs(applications, exist_ok=True)
    with open(os.path.join(applications, 'bench-browser.desktop'), 'w', encoding='utf-8') as file:
        file.write('[Desktop Entry]\nType=Application\nName=Browser\nExec=%s %s %%u\n'
                   'MimeType=x-scheme-handler/http;x-scheme-handler/https;\n'
                   % (sys.executable, os.path.join(JOURNEYS, 'browser.py')))
    with open(os.path.join(applications, 'mimeapps.list'), 'w', encoding='utf-8') as file:
        file.write('[Default Applications]\nx-scheme-handler/http=bench-browser.desktop\n'
                   'x-scheme-handler/https=bench-browser.desktop\n')


def wait(condition, what, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise RuntimeError('waited in vain for ' + what)
        time.sleep(.5)


def wakeups(pid):
    """Thread → its name and how often it was put to sleep: each time something had woken it."""
    found = {}
    for task in os.listdir('/proc/%d/task' % pid):
        with open('/proc/%d/task/%s/status' % (pid, task), encoding='utf-8') as file:
            lines = dict(line.rstrip('\n').split(':\t', 1) for line in file if ':\t' in line)
        found[task] = lines['Name'], int(lines['voluntary_ctxt_switches'])
    return found


def rate(before, after, seconds):
    counts = {task: (name, count - before.get(task, (name, 0))[1]) for task, (name, count) in after.items()}
    for task, (name, count) in sorted(counts.items(), key=lambda item: -item[1][1]):
        if count:
            print('# %s (%s): %.2f a second' % (name, task, count / seconds), file=sys.stderr)
    return sum(count for _, count in counts.values()) / seconds


def children(pid):
    with open('/proc/%d/task/%d/children' % (pid, pid), encoding='utf-8') as file:
        return [int(word) for word in file.read().split()]


def main():
    build, seconds = sys.argv[1], int(sys.argv[2])
    place, runtime = os.environ['XDG_DATA_HOME'], os.environ['XDG_RUNTIME_DIR']
    record, account = os.path.join(runtime, 'record'), os.path.join(runtime, 'account')
    install_browser(place)
    with open(account, 'w', encoding='utf-8') as file:
        file.write('tiepnhan1\n%s\n' % PASSWORD)
    program = subprocess.Popen([os.path.join(build, 'ui', 'motcua'), '--training', '--training-option=--record=' + record],
                               stdin=subprocess.DEVNULL, stdout=sys.stderr,
                               env=dict(os.environ, MC_TEST_ACCOUNT=account, GTK_A11Y='none', LANG='vi_VN.UTF-8'))
    try:
        subprocess.run(['xdotool', 'search', '--sync', '--onlyvisible', '--name', 'Một Cửa'], timeout=60, check=True,
                       stdout=subprocess.DEVNULL)

        def asked(path):
            with open(record, encoding='utf-8') as file:
                return any('"%s"' % path in line for line in file)

        def signs_in():
            subprocess.run(['xdotool', 'key', 'Return'], check=True)
            return asked('/officials/v1/me')

        wait(lambda: os.path.exists(record), 'the portal')
        wait(signs_in, 'signing in')
        wait(lambda: asked('/officials/v1/events'), 'the event stream')
        portals = children(program.pid)
        time.sleep(SETTLING)
        before = wakeups(program.pid), [wakeups(pid) for pid in portals]
        begin = time.monotonic()
        time.sleep(seconds)
        took = time.monotonic() - begin
        value = rate(before[0], wakeups(program.pid), took)
        print('# the portal', file=sys.stderr)
        baseline = sum(rate(old, wakeups(pid), took) for pid, old in zip(portals, before[1]))
    finally:
        program.terminate()
        program.wait(20)
    print(json.dumps({'value': value, 'baseline': baseline}))


if __name__ == '__main__':
    main()
