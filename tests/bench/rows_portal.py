# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows about the training portal, with 100,000 dossiers, against a bare SoupServer that answers the same bytes."""
import contextlib
import http.client
import json
import os
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import uuid

from measuring import HERE

sys.path.insert(0, os.path.join(os.path.dirname(HERE), 'training'))
import contract  # noqa: E402

DOSSIERS = 100000
STARTS, PAGES, ACTS = 5, 60, 60


class Server:
    """A process whose first line is JSON that names its address and CA, and one connection to it."""

    def __init__(self, *command):
        begin = time.monotonic()
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        line = self.process.stdout.readline()
        self.seconds = time.monotonic() - begin
        if not line:
            raise RuntimeError('%s said nothing' % os.path.basename(command[0]))
        self.about = json.loads(line)
        self.context = ssl.create_default_context(cafile=self.about['ca'])
        self.connection = http.client.HTTPSConnection(urllib.parse.urlsplit(self.about['url']).netloc,
                                                      context=self.context, timeout=60)

    def memory_mb(self):
        with open('/proc/%d/status' % self.process.pid, encoding='utf-8') as file:
            return next(int(line.split()[1]) for line in file if line.startswith('VmHWM:')) / 1024

    def timed(self, method, path, headers=None, body=None):
        """One exchange over the open connection: its milliseconds and the body of its answer."""
        begin = time.monotonic()
        self.connection.request(method, path, body=body, headers=headers or {})
        answer = self.connection.getresponse()
        data = answer.read()
        cost = (time.monotonic() - begin) * 1000
        if answer.status != 200:
            raise RuntimeError('%s %s: %d %s' % (method, path, answer.status, data[:200]))
        return cost, data

    def close(self):
        self.connection.close()
        self.process.stdin.close()
        self.process.wait(60)
        self.process.stdout.close()


class Portal(Server, contract.Portal):
    """The real one, signed in: `timed` sends the token."""

    def __init__(self, build, directory):
        Server.__init__(self, os.path.join(build, 'src', 'training', 'motcua-portal'), '--port', '0', '--until-eof',
                        '--dossiers', str(DOSSIERS), '--directory', directory)
        self.token = None

    def timed(self, method, path, headers=None, body=None):
        if self.token is None:
            self.token = self.sign_in('tiepnhan1')['access_token']
        return Server.timed(self, method, contract.BASE + path,
                            {'Authorization': 'Bearer ' + self.token, **(headers or {})}, body)


def put(directory, name, data):
    with open(os.path.join(directory, name), 'wb') as file:
        file.write(data)


def changes(portal, bare, place):
    """A page of 500 from the middle of a snapshot."""
    values, baselines = [], []
    path = '/changes'
    for turn in range(-5, PAGES):
        value, data = portal.timed('GET', path)
        path = '/changes?cursor=' + urllib.parse.quote(json.loads(data)['next'])
        put(place, 'page%d' % turn, data)
        baseline, same = bare.timed('GET', '/page%d' % turn)
        baseline, same = bare.timed('GET', '/page%d' % turn)  # by now it has read the file
        if same != data:
            raise RuntimeError('the bare server answers something else')
        if turn >= 0:
            values.append(value)
            baselines.append(baseline)
    return statistics.median(values), statistics.median(baselines)


def new_dossiers(portal):
    path = '/changes'
    while True:
        page = json.loads(portal.timed('GET', path)[1])
        for change in page['changes']:
            if change['summary'] and 'accept' in change['summary']['actions']:
                yield json.loads(portal.timed('GET', '/dossiers/' + change['id'])[1])
        path = '/changes?cursor=' + urllib.parse.quote(page['next'])


def acts(portal, bare, place):
    """An acceptance of a new dossier, durable before it is answered."""
    values, baselines = [], []
    for turn, record in zip(range(-5, ACTS), new_dossiers(portal)):
        form = {'components': [{'id': part['id'], 'mark': 'sufficient'} for part in record['components']]}
        body = json.dumps({'action': 'accept', 'performed_at': record['summary']['submitted_at'],
                           'form': form}).encode()
        key = bytearray(uuid.uuid4().bytes)
        key[6] = key[6] & 0x0f | 0x70
        headers = {'Content-Type': 'application/json', 'Idempotency-Key': str(uuid.UUID(bytes=bytes(key))),
                   'If-Match': '"%d"' % record['summary']['handling_version']}
        value, data = portal.timed('POST', '/dossiers/%s/actions' % record['summary']['id'], headers, body)
        put(place, 'act%d' % turn, data)
        for _ in range(2):
            baseline, _same = bare.timed('POST', '/act%d' % turn, headers, body)
        if turn >= 0:
            values.append(value)
            baselines.append(baseline)
    return statistics.median(values), statistics.median(baselines)


def starts(build, directory, place):
    values, baselines = [], []
    for _ in range(STARTS):
        with contextlib.closing(Portal(build, directory)) as portal:
            values.append(portal.seconds * 1000)
        with contextlib.closing(Server(os.path.join(build, 'tests', 'bench', 'bare-server'), place)) as bare:
            baselines.append(bare.seconds * 1000)
    return statistics.median(values), statistics.median(baselines)


def measured(build):
    """Everything at once, over one database: name → (value, baseline)."""
    if measured.found:
        return measured.found
    with tempfile.TemporaryDirectory(prefix='bench-', dir=build) as directory:
        place = os.path.join(directory, 'bare')
        os.mkdir(place)
        with contextlib.closing(Portal(build, directory)) as portal:
            measured.found['portal-generate'] = DOSSIERS / portal.seconds, None
            memory = portal.memory_mb()
        measured.found['portal-start'] = starts(build, directory, place)
        with contextlib.closing(Portal(build, directory)) as portal, \
                contextlib.closing(Server(os.path.join(build, 'tests', 'bench', 'bare-server'), place)) as bare:
            measured.found['portal-memory'] = memory, bare.memory_mb()
            measured.found['portal-changes'] = changes(portal, bare, place)
            measured.found['portal-act'] = acts(portal, bare, place)
    return measured.found


measured.found = {}


def of_portal(name, unit):
    def measure(build):
        value, baseline = measured(build)[name]
        return value, unit, baseline
    return measure


ROWS = {
    'portal-generate': (of_portal('portal-generate', '/s'), 'least', 5000),
    # at its highest, making 100,000: a page cache of 16 MB and what the makers have in hand, however many are made
    'portal-memory': (of_portal('portal-memory', 'MB'), 'value', 100),
    'portal-start': (of_portal('portal-start', 'ms'), 'ratio', 3),
    'portal-changes': (of_portal('portal-changes', 'ms'), 'ratio', 3),
    'portal-act': (of_portal('portal-act', 'ms'), 'ratio', 3),
}
