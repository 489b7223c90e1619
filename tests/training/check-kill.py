#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The training portal killed (SIGKILL) dozens of times at random instants, while several clients act, upload, tell that they
are there and follow the feed, and started again on the same directory. What was acknowledged is there, once; what was not is
there whole or not at all; whoever was on the way goes on.

usage: check-kill.py MOTCUA-PORTAL [SEED]
"""
import hashlib
import http.client
import json
import os
import random
import ssl
import sys
import tempfile
import threading
import time
import traceback
import urllib.parse
import uuid

sys.dont_write_bytecode = True
from contract import BASE, Portal  # noqa: E402

NOW = '2026-11-23T03:00:00Z'
KILLS = 40
SECONDS = 30  # for all kills; a loaded machine does fewer, but not less than LEAST
LEAST = 12
JSON = {'Content-Type': 'application/json'}

portal = None
number = 0
failed = 0


def new_id():
    text = '%012x' % (time.time_ns() // 1000000) + uuid.uuid4().hex
    return '%s-%s-7%s-8%s-%s' % (text[:8], text[8:12], text[13:16], text[17:20], text[20:32])


class Gone(Exception):
    """The portal went while it was asked: nobody knows what became of it."""


class Failed(Exception):
    pass


class Client:
    """One official over HTTPS, who lives through the ends of the portal. Every exchange is `ask`; an answer that did not
    come whole is Gone."""

    def __init__(self, username, dice):
        self.username, self.dice = username, dice
        self.tokens = portal.sign_in(username)
        self.refreshed = 0
        self.connection = None
        self.counts = {'acts': 0, 'unknown': 0, 'uploads': 0, 'resumed': 0, 'presence': 0, 'pages': 0}

    def send(self, method, path, headers, body, base):
        """At the address that the portal has now; its certificate is checked as ever."""
        try:
            if self.connection is None:
                about = portal.about
                context = ssl.create_default_context(cafile=about['ca'])
                self.connection = http.client.HTTPSConnection(urllib.parse.urlsplit(about['url']).netloc, context=context,
                                                              timeout=20)
            self.connection.request(method, base + path, body=body, headers=headers)
            answer = self.connection.getresponse()
            return answer.status, dict((k.lower(), v) for k, v in answer.getheaders()), answer.read()
        except (OSError, http.client.HTTPException, ValueError, ssl.SSLError) as error:
            if self.connection:
                self.connection.close()
            self.connection = None
            raise Gone() from error

    def refresh(self):
        """Access tokens end with the process, sign-ins do not: a lost answer may be asked for again."""
        form = urllib.parse.urlencode({'grant_type': 'refresh_token', 'refresh_token': self.tokens['refresh_token'],
                                       'client_id': portal.about['client_id']}).encode()
        status, _, data = self.send('POST', '/oidc/token', {'Content-Type': 'application/x-www-form-urlencoded'}, form, '')
        if status != 200:
            raise Failed('%s is signed out: %d %s' % (self.username, status, data[:200]))
        self.tokens = json.loads(data)
        self.refreshed += 1

    def ask(self, method, path, headers=None, body=None):
        for _ in range(3):
            token = {'Authorization': 'Bearer ' + self.tokens['access_token']}
            status, head, data = self.send(method, path, {**token, **(headers or {})}, body, BASE)
            if status != 401:
                if status >= 500:
                    raise Failed('%s %s: %d %s' % (method, path, status, data[:200]))
                return status, head, json.loads(data) if data else None
            self.refresh()
        raise Failed('%s: a fresh token is not good' % self.username)

    def sure(self, method, path, headers=None, body=None):
        """Asks until there is an answer."""
        while True:
            try:
                return self.ask(method, path, headers, body)
            except Gone:
                time.sleep(0.01)  # a lost line: tried again, as a client does


class Actor(Client):
    """Accepts new dossiers, each under a key of its own. An answer that did not come is asked for with the same key."""

    def __init__(self, username, dice):
        super().__init__(username, dice)
        self.known = {}  # id → summary, by the feed
        self.cursor = None
        self.answers = {}  # (id, key) → (headers, body, outcome): acknowledged
        self.resyncs = 0
        self.name = self.ask('GET', '/me')[2]['name']
        self.follow()
        self.before = {id: summary['version'] for id, summary in self.known.items()}

    def follow(self):
        while True:
            path = '/changes' + ('?cursor=' + self.cursor if self.cursor else '')
            status, _, page = self.ask('GET', path)
            if status == 410:
                self.resyncs += 1
                self.known, self.cursor = {}, None
                continue
            if status != 200:
                raise Failed('a page: %d' % status)
            for change in page['changes']:
                if change['op'] == 'remove':
                    self.known.pop(change['id'], None)
                elif change['summary']['version'] >= self.known.get(change['id'], {'version': 0})['version']:
                    self.known[change['id']] = change['summary']
            self.cursor = page['next']
            self.counts['pages'] += 1
            if not page['more']:
                return

    def act(self):
        ready = sorted(id for id, s in self.known.items() if 'accept' in s['actions'] or 'forward' in s['actions'])
        if not ready:
            self.follow()
            return
        id = self.dice.choice(ready)
        status, _, dossier = self.ask('GET', '/dossiers/' + id)
        assert status == 200, 'a dossier that the feed has: %d' % status
        actions = dossier['summary']['actions']
        action = next((a for a in ('accept', 'forward') if a in actions), None)
        if not action:
            self.follow()
            return
        form = {'components': [{'id': c['id'], 'mark': 'sufficient'} for c in dossier['components']]} if action == 'accept' else {}
        body = json.dumps({'action': action, 'performed_at': NOW, 'form': form}).encode()
        headers = {**JSON, 'Idempotency-Key': new_id(), 'If-Match': '"%d"' % dossier['summary']['handling_version']}
        path = '/dossiers/%s/actions' % id
        try:
            status, head, outcome = self.ask('POST', path, headers, body)
        except Gone:
            self.counts['unknown'] += 1
            status, head, outcome = self.sure('POST', path, headers, body)
        if status == 200:
            assert outcome['key'] == headers['Idempotency-Key'] and outcome['action'] == action
            self.answers[(id, headers['Idempotency-Key'])] = headers, body, outcome
            self.known[id] = outcome['dossier']
            self.counts['acts'] += 1
        elif status in (412, 422, 404):  # a colleague was quicker
            self.follow()
        else:
            raise Failed('%s: %d %s' % (action, status, outcome))

    def turn(self):
        if self.dice.random() < 0.2:
            self.follow()
        else:
            self.act()

    def recall(self):
        """Every act that was acknowledged is there, as it was."""
        for (id, key), (headers, body, outcome) in self.answers.items():
            status, head, again = self.sure('POST', '/dossiers/%s/actions' % id, headers, body)
            assert status == 200 and again == outcome, 'an acknowledged act is another: %d' % status
            assert head.get('idempotency-replayed') == 'true', 'an acknowledged act is done again'
            status, _, told = self.sure('GET', '/actions/' + key)
            assert status == 200 and told == outcome, 'its outcome is not known'


class Uploader(Client):
    """Sends files in pieces; after a lost answer from where the portal says. Says now and then that it has a record open."""

    def __init__(self, username, dice):
        super().__init__(username, dice)
        self.whole = {}  # id → size: acknowledged as complete
        self.file = None
        self.record = self.ask('GET', '/changes')[2]['changes'][0]['id']

    def begin(self):
        self.data = b'%PDF-1.4\n' + self.dice.randbytes(self.dice.randint(30000, 200000))
        about = {'name': 'giay-to.pdf', 'media_type': 'application/pdf', 'size': len(self.data),
                 'sha256': hashlib.sha256(self.data).hexdigest()}
        while True:
            try:
                status, _, self.file = self.ask('POST', '/uploads', JSON, json.dumps(about).encode())
                break
            except Gone:
                self.counts['unknown'] += 1
        assert status == 200, 'a file is not taken: %d %s' % (status, self.file)
        self.offset = self.file['offset']
        self.sent = self.file['offset']  # as far as anything ever went out

    def look(self):
        """Where the portal stands: never less than it said, never more than it was given."""
        status, _, file = self.sure('GET', '/uploads/' + self.file['id'])
        assert status == 200, 'an upload that was announced is unknown: %d' % status
        assert self.offset <= file['offset'] <= self.sent, 'the portal has %d bytes, said %d, was sent %d' % (
            file['offset'], self.offset, self.sent)
        self.counts['resumed'] += 1
        self.take(file)

    def take(self, file):
        self.offset = file['offset']
        if file['complete']:
            self.whole[file['id']] = len(self.data)
            self.counts['uploads'] += 1
            self.file = None

    def piece(self):
        end = min(len(self.data), self.offset + self.dice.randint(1, 60000))
        headers = {'Content-Type': 'application/octet-stream',
                   'Content-Range': 'bytes %d-%d/%d' % (self.offset, end - 1, len(self.data))}
        self.sent = max(self.sent, end)
        try:
            status, _, file = self.ask('PUT', '/uploads/' + self.file['id'], headers, self.data[self.offset:end])
        except Gone:
            self.look()
            return
        if status == 409:
            self.look()
        else:
            assert status == 200 and file['offset'] == end or file['complete'], 'a piece: %d %s' % (status, file)
            self.take(file)

    def present(self):
        try:
            status, _, lease = self.ask(self.dice.choice(['PUT', 'PUT', 'DELETE']), '/dossiers/%s/presence' % self.record)
        except Gone:
            return  # a lease may go with the portal: it is told anew
        assert status in (200, 429), status
        assert status == 429 or isinstance(lease['others'], list)
        self.counts['presence'] += 1

    def turn(self):
        if self.dice.random() < 0.2:
            self.present()
        elif self.file is None:
            self.begin()
        else:
            self.piece()

    def recall(self):
        for id, size in self.whole.items():
            status, _, file = self.sure('GET', '/uploads/' + id)
            assert status == 200 and file['complete'] and file['offset'] == size, 'a file that was whole is not: %s' % file


def case(name, check):
    global number, failed
    number += 1
    try:
        check()
        print('ok %d - %s' % (number, name))
    except Exception as error:
        failed += 1
        print('not ok %d - %s' % (number, name))
        for line in traceback.format_exc().splitlines()[-8:]:
            print('# ' + line)
        print('# %s' % error)
    sys.stdout.flush()


def work(client, stop, wrongs):
    try:
        while not stop.is_set():
            try:
                client.turn()
            except Gone:
                time.sleep(0.005)
    except Exception as error:
        wrongs.append('%s: %s' % (client.username, ''.join(traceback.format_exception(error)[-3:])))


def kill_and_start(dice, clients):
    """At a random instant of a life that is sometimes no longer than its first requests. How often."""
    stop, wrongs = threading.Event(), []
    threads = [threading.Thread(target=work, args=(client, stop, wrongs)) for client in clients]
    for thread in threads:
        thread.start()
    end = time.monotonic() + SECONDS
    kills = 0
    while kills < KILLS and not wrongs and (time.monotonic() < end or kills < LEAST):
        stop.wait(dice.choice([0.02, 0.1, 0.3]) + dice.random() * 0.4)  # the instant is what is random here
        portal.stop(kill=True)
        portal.start()
        kills += 1
    stop.set()
    for thread in threads:
        thread.join(60)
    assert not wrongs, '\n'.join(wrongs)
    assert not any(thread.is_alive() for thread in threads), 'a client hangs'
    return kills


def no_more_is_done(clients, began):
    """Each act that stands in a history under somebody's name was acknowledged to them: nothing was done whose answer is
    not known, since every answer that was lost was asked for until it came."""
    for client in clients:
        if not isinstance(client, Actor):
            continue
        client.follow()
        done = set()
        for id, summary in client.known.items():
            if summary['version'] == client.before.get(id):
                continue
            for entry in client.sure('GET', '/dossiers/' + id)[2]['history']:
                if entry['actor_name'] == client.name and entry['at'] >= began:
                    assert (id, entry['action']) not in done, '%s was done twice' % entry['action']
                    done.add((id, entry['action']))
        acknowledged = {(id, outcome['action']) for (id, _), (_, _, outcome) in client.answers.items()}
        assert done == acknowledged, '%s: done, not acknowledged: %s; the other way round: %s' % (
            client.username, done - acknowledged, acknowledged - done)


def dossiers_are_whole(clients):
    """Each dossier has each acceptance once: by its history, by its version, and by one code that nobody else has."""
    watcher = next(c for c in clients if c.username == 'chuyenvien1')
    codes = {}
    for client in clients:
        if not isinstance(client, Actor):
            continue
        told = {}
        for (id, _), (_, _, outcome) in client.answers.items():
            told.setdefault(id, []).append(outcome)
        for id, outcomes in told.items():
            dossier = client.sure('GET', '/dossiers/' + id)[2]
            entries = [e['action'] for e in dossier['history']]
            for outcome in outcomes:
                assert entries.count(outcome['action']) == 1, '%s was done %d times' % (outcome['action'], entries.count(outcome['action']))
                assert outcome['dossier']['version'] <= dossier['summary']['version']
            assert len(entries) == len([e for e in entries if e != 'submit']) + 1
            # that the national portal was told raises the version alone, once after an act
            told_of = dossier['summary']['version'] - dossier['summary']['handling_version']
            assert 0 <= told_of <= len(entries), told_of
            if 'accept' in entries:
                assert dossier['summary']['code'] and dossier['register_no'] and dossier['summary']['accepted_at']
                assert codes.setdefault(dossier['summary']['code'], id) == id, 'a code was given twice'
    assert codes and watcher.counts['pages'] > 0


def feeds_are_true(clients):
    """Who followed the log through all ends has what a new snapshot has: nothing was missed and nothing dreamt."""
    for client in clients:
        if not isinstance(client, Actor):
            continue
        client.follow()
        fresh = Actor(client.username, client.dice)
        assert client.known.keys() == fresh.known.keys()
        for id, summary in fresh.known.items():
            assert client.known[id]['version'] == summary['version'], 'a change was missed'
            assert client.known[id] == summary
        # what a killed portal had given out is good at the next one
        assert client.resyncs == 0, '%s had to begin %d times anew' % (client.username, client.resyncs)


def main():
    global portal
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1 << 30)
    print('# seed %d' % seed)
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix='mc-kill-') as place:
        portal = Portal(sys.argv[1], os.path.join(place, 'portal'), os.path.join(place, 'traffic.jsonl'), '--seed', '7',
                        '--dossiers', '1200', '--undo-seconds', '0', '--clock', NOW, '--clock-rate', '60')
        try:
            began = portal.ask('GET', portal.about['url'] + BASE + '/about').json()['time']
            people = ((Actor, 'tiepnhan1'), (Actor, 'tiepnhan2'), (Actor, 'tiepnhan3'), (Actor, 'chuyenvien1'),
                      (Uploader, 'tiepnhan1'), (Uploader, 'tiepnhan2'))
            clients = [kind(who, random.Random(seed + index)) for index, (kind, who) in enumerate(people)]
            counts = {}

            def kills():
                counts['kills'] = kill_and_start(dice, clients)
                for client in clients:
                    for name, value in client.counts.items():
                        counts[name] = counts.get(name, 0) + value
                print('# %s, %d refreshed' % (counts, sum(client.refreshed for client in clients)))
                assert counts['acts'] > 50 and counts['uploads'] > 5 and counts['presence'] > 5, counts
                assert counts['unknown'] > 0 and counts['resumed'] > 0, 'no kill met anybody on the way'
                assert all(client.refreshed > 0 for client in clients)

            case('killed and started again at any instant it serves everybody', kills)
            case('every act that was acknowledged is there, once', lambda: [client.recall() for client in clients])
            case('no half of an act is there', lambda: dossiers_are_whole(clients))
            case('nothing is done that was not acknowledged', lambda: no_more_is_done(clients, began))
            case('cursors lead through all of it', lambda: feeds_are_true(clients))

            def time_went_on():
                assert portal.ask('GET', portal.about['url'] + BASE + '/about').json()['time'] > began

            case('its clock has not gone back', time_went_on)
        finally:
            portal.stop()
    print('1..%d' % number)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
