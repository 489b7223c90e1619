#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The training portal against whoever has a token, and whoever sends nonsense: every role × every method of every path of the
contract × its own, another unit's and unknown records; who is above what by the tree of units; everything a client can send
beyond its bounds; one act 200 times at once.

usage: check-hostile.py MOTCUA-PORTAL OFFICIALS.YAML DATA/TRAINING
"""
import http.client
import json
import os
import random
import re
import socket
import sys
import tempfile
import threading
import time
import traceback
import urllib.parse
import uuid

sys.dont_write_bytecode = True
from contract import BASE, METHODS, Contract, Portal, Response  # noqa: E402

NOW = '2026-11-23T03:00:00Z'
JSON = {'Content-Type': 'application/json'}
AT_ONCE = 200
ABOVE = ('leader', 'clerk', 'supervisor')  # whose role reaches down the tree
UNKNOWN = '0199a0f2-3c41-7b1e-8a52-ffffffffffff'

contract = None
portal = None
people = {}
accounts = []
units = {}  # name → names of itself and of all above it
number = 0
failed = 0


def case(name, check):
    global number, failed
    number += 1
    try:
        check()
        print('ok %d - %s' % (number, name))
    except Exception as error:
        failed += 1
        print('not ok %d - %s' % (number, name))
        for line in traceback.format_exc().splitlines()[-6:]:
            print('# ' + line)
        print('# %s' % error)
    sys.stdout.flush()


def new_id():
    text = '%012x' % (time.time_ns() // 1000000) + uuid.uuid4().hex
    return '%s-%s-7%s-8%s-%s' % (text[:8], text[8:12], text[13:16], text[17:20], text[20:32])


def ask(method, path, who=None, headers=None, body=None):
    """One exchange; a stream is looked at, not listened to."""
    sent = dict(headers or {})
    if who:
        sent['Authorization'] = 'Bearer ' + people[who]
    if path.split('?')[0] != '/events' or method != 'GET':
        return portal.ask(method, portal.about['url'] + BASE + path, sent, body)
    stream = portal.listen(people[who])
    stream.head.data = b':\n\n'
    stream.close()
    return stream.head


def feed(who):
    records, cursor = [], None
    while True:
        page = ask('GET', '/changes' + ('?cursor=' + cursor if cursor else ''), who).json()
        records += [change['summary'] for change in page['changes'] if change['op'] == 'upsert']
        cursor = page['next']
        if not page['more']:
            return records


def act_body(dossier):
    marks = [{'id': c['id'], 'mark': 'sufficient'} for c in dossier['components']]
    return json.dumps({'action': 'accept', 'performed_at': NOW, 'form': {'components': marks}}).encode()


def read_units(place):
    with open(os.path.join(place, 'units.json'), encoding='utf-8') as file:
        tree = {unit['id']: unit for unit in json.load(file)['units']}
    for unit in tree.values():
        path, at = [], unit
        while at:
            path.append(at['name'])
            at = tree.get(at.get('parent'))
        units[unit['name']] = path


def is_above(account, unit):
    return account['unit'] == unit or (account['role'] in ABOVE and account['unit'] in units[unit])


def sign_in():
    for account in portal.about['accounts']:
        people[account['username']] = portal.sign_in(account['username'])['access_token']
    accounts[:] = portal.about['accounts']


# --- who may see what

def secrets_of(record):
    """What nobody else may learn of a dossier, whole and as it is stored."""
    owner = record['owner']
    return [text for text in (record['summary'].get('provisional_code'), record['summary'].get('code'), owner['id_number'],
                              owner['name'] if len(owner['name']) > 8 else None) if text]


def worlds():
    """For each unit that has one waiting one dossier whole, seen by an official of it who handles it."""
    found = {}
    for account in accounts:
        if account['role'] == 'receiver' and account['unit'] not in found:
            record = next((s for s in feed(account['username']) if s['local_step'] == 'new' and s['national_state'] == 1), None)
            if record is None:
                continue
            found[account['unit']] = ask('GET', '/dossiers/' + record['id'], account['username']).json()
    assert len(found) >= 2
    return found


def bodies_of(template, method, record):
    """What a client that knows the contract would send."""
    if template.endswith('/actions') and method == 'post':
        return act_body(record)
    if template.endswith('/reveals') and method == 'post':
        return json.dumps({'kind': 'reveal', 'field': 'owner_id_number', 'purpose': 'x', 'performed_at': NOW}).encode()
    if method == 'put' and template.endswith('/key'):
        return b'{"key":"AAAA"}'
    return None


def nobody_learns_of_others():
    """The matrix. 120 requests a minute are allowed for some things, so the clock goes on between officials."""
    world = worlds()
    assert len(world) >= 2, 'the sample has one unit only'
    asked = 0
    for account in accounts:
        strange = [unit for unit in world if not is_above(account, unit)]
        if not strange:
            continue  # whoever is above all of them: see the_tree_decides()
        foreign = world[strange[0]]
        own = next((record for unit, record in world.items() if is_above(account, unit)), None)
        watcher = next(a['username'] for a in accounts if a['unit'] == strange[0] and a['role'] == 'receiver')
        before = ask('GET', '/dossiers/' + foreign['summary']['id'], watcher).json()
        forbidden = secrets_of(foreign)
        for template in contract.document['paths']:
            for record, ids in ((foreign, foreign['summary']['id']), (own, own['summary']['id'] if own else UNKNOWN),
                                (foreign, UNKNOWN), (foreign, '..%2f..%2fme'), (foreign, "x' OR '1'='1"), (foreign, '%00')):
                path = re.sub(r'\{\w+\}', lambda _: urllib.parse.quote(ids, safe='%'), template)
                for method in METHODS:
                    asked += 1
                    answer = one_of_matrix(account, template, path, method, record or foreign)
                    if ids != (own or {'summary': {'id': None}})['summary']['id']:
                        text = answer.data.decode()
                        leaked = [secret for secret in forbidden if secret in text]
                        assert not leaked, '%s %s tells %s %r' % (method, path, account['username'], leaked)
                    if ids == foreign['summary']['id'] and template.startswith('/dossiers/{'):
                        same = one_of_matrix(account, template, path.replace(ids, UNKNOWN), method, foreign)
                        assert (same.status_code, same.data) == (answer.status_code, answer.data), 'it can be told from an unknown one'
        after = ask('GET', '/dossiers/' + foreign['summary']['id'], watcher).json()
        assert after == before, '%s changed a dossier of another unit' % account['username']
        portal.tell('advance 61')
        sign_in()  # tokens live five minutes
    assert asked > 1000, asked


def the_tree_decides():
    """What each official's feed has is what the receivers of the units that they are above have, and nothing else: every
    record of it is told as seen, every other one as unknown."""
    sets = {a['unit']: {s['id'] for s in feed(a['username'])} for a in accounts if a['role'] == 'receiver'}
    handles = ('receiver', 'specialist', 'head', 'leader', 'clerk', 'cashier', 'supervisor')
    reached = set()
    for account in accounts:
        below = [unit for unit in sets if account['role'] in handles and is_above(account, unit)]
        expected = set().union(*(sets[unit] for unit in below))
        seen = {s['id'] for s in feed(account['username'])}
        assert seen == expected, '%s sees %d of %d, and %d more' % (
            account['username'], len(seen & expected), len(expected), len(seen - expected))
        reached.add((account['role'], len(below)))
        for records, known in ((expected, True), (set().union(*sets.values()) - expected, False)):
            for record in sorted(records)[:5]:
                status = ask('GET', '/dossiers/' + record, account['username']).status_code
                assert (status in (200, 403)) if known else status == 404, (account['username'], record, status)
                body = json.dumps({'action': 'correct', 'performed_at': NOW, 'form': {}}).encode()
                acted = ask('POST', '/dossiers/%s/actions' % record, account['username'],
                            {**JSON, 'Idempotency-Key': new_id(), 'If-Match': '"999"'}, body).status_code
                assert acted in (403, 412) if known else acted == 404, (account['username'], record, acted)
    assert {('leader', 1), ('supervisor', 3), ('admin', 0), ('receiver', 1)} <= reached, reached


def one_of_matrix(account, template, path, method, record):
    headers = {'Idempotency-Key': new_id(), 'If-Match': '"%d"' % record['summary']['handling_version']}
    body = bodies_of(template, method, record)
    answer = ask(method.upper(), path, account['username'], {**headers, **(JSON if body else {})}, body)
    place = '%s %s %s: %d %s' % (account['username'], method, path, answer.status_code, answer.data[:200])
    assert answer.status_code < 500, place
    known = contract.methods(urllib.parse.unquote(path))
    if known and '%00' not in path:
        assert (answer.status_code == 405) == (method.upper() not in known), place
        contract.check_response(urllib.parse.unquote(path), answer, method)
    elif answer.status_code == 200:
        raise AssertionError('an address that the document has not: ' + place)
    return answer


def without_a_token_nothing():
    world = worlds()
    record = next(iter(world.values()))
    for template in contract.document['paths']:
        path = re.sub(r'\{\w+\}', record['summary']['id'], template)
        for method in METHODS:
            for header in ({}, {'Authorization': 'Bearer ' + 'a' * 43}, {'Authorization': 'Bearer ' + people['tiepnhan1'][:-1]},
                           {'Authorization': 'bearer'}, {'Authorization': 'Bearer \xe9'}):
                answer = portal.ask(method.upper(), portal.about['url'] + BASE + path, header, bodies_of(template, method, record))
                assert answer.status_code == 401 or (template == '/about' and answer.status_code in (200, 405)), (path, answer.status_code)
                assert not any(secret in answer.data.decode() for secret in secrets_of(record))


# --- what a client can send

def mutate(dice, body):
    """A body that is nearly one."""
    text = bytearray(body)
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(text) + 1)
        kind = dice.randrange(5)
        if kind == 0 and text:
            del text[min(at, len(text) - 1)]
        elif kind == 1:
            text[at:at] = dice.choice([b'"', b'{', b'}', b'[', b']', b',', b':', b'null', b'1e999', b'-', b'\\u0000', b'\xff', b'\xe2\x80'])
        elif kind == 2:
            text[at:at] = dice.choice([b'99999999999999999999', b'-1', b'true', b'"\\ud800"', 'ê̂'.encode(), b'"action":"refuse",'])
        elif kind == 3 and len(text) > 2:
            other = dice.randrange(len(text))
            text[at:at] = text[min(at, other):max(at, other)][:200]
        elif text:
            text[min(at, len(text) - 1)] ^= 1 << dice.randrange(8)
    return bytes(text)


def bodies_beyond_bounds():
    who = 'tiepnhan1'
    record = next(iter(worlds().values()))
    path = '/dossiers/%s/actions' % record['summary']['id']
    before = ask('GET', '/dossiers/' + record['summary']['id'], who).json()
    good = act_body(record).decode()
    doubled = [good.replace('"action": "accept"', '"action": "refuse", "action": "accept"'),
               good.replace('"form": {', '"form": {"components": [], '),
               good.replace('"mark": "sufficient"', '"mark": "missing", "mark": "sufficient"', 1),
               good.replace('"action"', '"acti\\u006fn": "refuse", "action"')]
    deep = ['[' * n + ']' * n for n in (33, 500, 2000, 100000)]
    numbers = ['{"action":"accept","performed_at":"%s","form":{"components":%s}}' % (NOW, value)
               for value in ('1e999', '99999999999999999999', '-0', '1.5', '0x10', 'NaN', 'Infinity', '1' * 5000)]
    unicode = ['{"action":"\\ud800","performed_at":"%s","form":{}}' % NOW, '{"action":"acc\\u0000ept","performed_at":"%s","form":{}}' % NOW,
               '{"action":"ac\u202ecept","performed_at":"%s","form":{}}' % NOW]
    for text in doubled + deep + numbers + unicode:
        assert text != good
        answer = ask('POST', path, who, {**JSON, 'Idempotency-Key': new_id(), 'If-Match': '"1"'}, text.encode('utf-8', 'surrogatepass'))
        assert 400 <= answer.status_code < 500, '%d: %s' % (answer.status_code, text[:100])
        contract.check_response(path, answer, 'POST')
    for text in doubled + deep:
        answer = ask('POST', path, who, {**JSON, 'Idempotency-Key': new_id(), 'If-Match': '"1"'}, text.encode())
        assert answer.json()['code'] == 'bad_body', text[:80]
    assert ask('GET', '/dossiers/' + record['summary']['id'], who).json() == before


def random_bodies():
    dice = random.Random(20261123)
    who = 'tiepnhan1'
    record = next(iter(worlds().values()))
    started = time.monotonic()
    count = 0
    while count < 300 or time.monotonic() - started < 1:
        template = dice.choice(['/dossiers/%s/actions', '/dossiers/%s/reveals', '/me/devices/%s/key'])
        path = template % record['summary']['id']
        method = 'PUT' if path.endswith('/key') else 'POST'
        body = mutate(dice, bodies_of(template, method.lower(), record))
        answer = ask(method, path, who, {**JSON, 'Idempotency-Key': new_id(), 'If-Match': '"999"'}, body)
        assert answer.status_code < 500, '%d: %r' % (answer.status_code, body)
        contract.check_response(path, answer, method)
        count += 1


def raw(text):
    """Bytes as they are on a TLS connection; the first line of the answer, '' when it was cut, or when it rightly waits for
    more."""
    host = urllib.parse.urlsplit(portal.about['url'])
    with socket.create_connection((host.hostname, host.port), timeout=2) as plain:
        with portal.context.wrap_socket(plain, server_hostname=host.hostname) as connection:
            try:
                connection.sendall(text)
                return connection.recv(200).split(b'\r\n')[0].decode('latin-1')
            except OSError:
                return ''


def heads_beyond_bounds():
    token = 'Authorization: Bearer %s\r\n' % people['tiepnhan1']
    end = 'Host: x\r\nConnection: close\r\n\r\n'
    heads = ['GET %s/me HTTP/1.1\r\n%s%s%s' % (BASE, token, 'X-A: b\r\n' * count, end) for count in (500, 5000, 50000)]
    heads += ['GET %s/me HTTP/1.1\r\nX-A: %s\r\n%s%s' % (BASE, 'a' * size, token, end) for size in (60000, 200000)]
    heads += ['GET %s/changes?cursor=%s HTTP/1.1\r\n%s%s' % (BASE, text, token, end)
              for text in ('%', '%zz', '%00', '%ff', 'a&cursor=b', '&&&&', '=' * 4000, 'a' * 5000, '\xc4\x91')]
    heads += ['GET %s%s HTTP/1.1\r\n%s%s' % (BASE, path, token, end)
              for path in ('/dossiers/%ff', '/dossiers/%00', '/dossiers/%2e%2e', '/../../etc/passwd', '//me', '/me/%2F', '/dossiers/' + 'đ' * 300)]
    heads += ['%s %s/me HTTP/1.1\r\n%s%s' % (method, BASE, token, end)
              for method in ('TRACE', 'CONNECT', 'OPTIONS', 'HEAD', 'me', 'PROPFIND', 'A' * 5000)]
    heads += ['POST %s/dossiers/%s/actions HTTP/1.1\r\n%sContent-Length: %s\r\n%s' % (BASE, UNKNOWN, token, length, end)
              for length in ('-1', '99999999999999999999', '0x10', '1, 2')]
    heads += ['GET %s/me HTTP/9.9\r\n%s%s' % (BASE, token, end), '\r\n\r\n', '\x00\xff' * 50, 'GET\r\n\r\n']
    for head in heads:
        line = raw(head.encode('latin-1', 'replace') if 'đ' not in head else head.encode())
        assert not re.match(r'HTTP/1\.\d 5(?!01|05)', line), '%s: %s' % (head[:60], line)
        assert portal.process.poll() is None, 'the portal is gone after ' + head[:60]
    assert ask('GET', '/me', 'tiepnhan1').status_code == 200


# --- one act, many times at once

def at_once(count, job):
    gate = threading.Barrier(count)
    answers = [None] * count

    def run_one(index):
        connection = http.client.HTTPSConnection(urllib.parse.urlsplit(portal.about['url']).netloc, context=portal.context, timeout=60)
        try:
            connection.connect()
            gate.wait(60)
            answers[index] = job(connection, index)
        finally:
            connection.close()

    threads = [threading.Thread(target=run_one, args=(index,)) for index in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(90)
    assert all(answers), '%d requests had no answer' % sum(answer is None for answer in answers)
    return answers


def one_act_two_hundred_times():
    who = 'tiepnhan1'
    record = next(s for s in feed(who) if 'accept' in s['actions'])
    dossier = ask('GET', '/dossiers/' + record['id'], who).json()
    key, body = new_id(), act_body(dossier)
    path = '%s/dossiers/%s/actions' % (BASE, record['id'])
    other = json.dumps({'action': 'refuse', 'performed_at': NOW, 'form': {}}).encode()

    def send(connection, index):
        headers = {**JSON, 'Authorization': 'Bearer ' + people[who], 'Idempotency-Key': key,
                   'If-Match': '"%d"' % record['handling_version']}
        while True:
            connection.request('POST', path, body=body if index % 10 else other, headers=headers)
            answer = connection.getresponse()
            got = Response(answer.status, dict(answer.getheaders()), answer.read())
            if got.status_code != 409:
                return index, got
            assert int(got.headers['Retry-After']) > 0

    answers = at_once(AT_ONCE, send)
    good = [answer for index, answer in answers if index % 10]
    first = [answer for answer in good if 'Idempotency-Replayed' not in answer.headers]
    assert all(answer.status_code == 200 for answer in good), {answer.status_code for answer in good}
    assert len({answer.data for answer in good}) == 1, 'answers differ'
    assert len(first) == 1, '%d were done, not one' % len(first)
    # another body under the key: refused by the key, or before there was one by what it says
    assert {answer.json()['code'] for index, answer in answers if not index % 10} <= {'idempotency_key_reused', 'invalid_form'}
    after = ask('GET', '/dossiers/' + record['id'], who).json()
    assert len(after['history']) == len(dossier['history']) + 1
    assert after['summary']['handling_version'] == record['handling_version'] + 1
    changed = ask('POST', path.removeprefix(BASE), who, {**JSON, 'Idempotency-Key': key, 'If-Match': '"1"'}, other)
    assert changed.status_code == 422 and changed.json()['code'] == 'idempotency_key_reused'


def many_acts_on_one_dossier():
    """Each with its own key: one is done, the others are told that the record has changed."""
    who = 'tiepnhan1'
    record = next(s for s in feed(who) if 'accept' in s['actions'])
    dossier = ask('GET', '/dossiers/' + record['id'], who).json()

    def send(connection, index):
        headers = {**JSON, 'Authorization': 'Bearer ' + people['tiepnhan%d' % (1 + index % 2)], 'Idempotency-Key': new_id(),
                   'If-Match': '"%d"' % record['handling_version']}
        connection.request('POST', '%s/dossiers/%s/actions' % (BASE, record['id']), body=act_body(dossier), headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status

    statuses = at_once(50, send)
    assert sorted(statuses) == [200] + [412] * 49, statuses


def main():
    global contract, portal
    contract = Contract(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix='mc-hostile-') as place:
        read_units(sys.argv[3])
        portal = Portal(sys.argv[1], os.path.join(place, 'portal'), os.path.join(place, 'traffic.jsonl'), '--seed', '11',
                        '--dossiers', '120', '--undo-seconds', '0', '--clock', NOW)
        try:
            sign_in()
            case('each sees what the tree of units puts below them', the_tree_decides)
            case('no role learns of another unit\'s records or changes them', nobody_learns_of_others)
            sign_in()
            case('without a good token there is nothing', without_a_token_nothing)
            case('bodies beyond their bounds are refused and do nothing', bodies_beyond_bounds)
            case('bodies that are nearly sound are answered as the document says', random_bodies)
            case('heads beyond their bounds neither break nor end the portal', heads_beyond_bounds)
            case('one act sent 200 times at once is done once', one_act_two_hundred_times)
            case('50 acts on one dossier at once: one is done', many_acts_on_one_dossier)
        finally:
            portal.stop()
    print('1..%d' % number)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
