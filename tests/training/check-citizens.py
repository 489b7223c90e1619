#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Citizens at work as a client sees them, over HTTPS on a clock that runs: its stream says that there is something, the log
has a dossier that was not there before, it can be opened, and it is accepted like any other.

usage: check-citizens.py MOTCUA-PORTAL OFFICIALS.YAML
"""
import json
import os
import sys
import tempfile
import traceback
import uuid

sys.dont_write_bytecode = True
from contract import BASE, Contract, Portal  # noqa: E402

MONDAY = '2026-11-23T01:00:00Z'  # eight in the morning
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
            print('# ' + line[:500])
        print('# %s' % str(error)[:500])
    sys.stdout.flush()


class Official:
    def __init__(self, portal, contract, username):
        self.portal, self.contract = portal, contract
        self.token = portal.sign_in(username)['access_token']

    def ask(self, method, path, headers=None, body=None):
        answer = self.portal.ask(method, self.portal.about['url'] + BASE + path,
                                 {'Authorization': 'Bearer ' + self.token, **(headers or {})}, body)
        self.contract.check_response(path.split('?')[0], answer, method)
        assert answer.status_code == 200, '%s %s: %d %s' % (method, path, answer.status_code, answer.data[:200])
        return answer.json()

    def follow(self, cursor=None):
        summaries = []
        while True:
            page = self.ask('GET', '/changes' + ('?cursor=' + cursor if cursor else ''))
            summaries += [change['summary'] for change in page['changes'] if change['op'] == 'upsert']
            cursor = page['next']
            if not page['more']:
                return summaries, cursor


def main():
    contract = Contract(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix='mc-citizens-') as place:
        portal = Portal(sys.argv[1], os.path.join(place, 'portal'), os.path.join(place, 'traffic.jsonl'), '--seed', '3',
                        '--dossiers', '60', '--undo-seconds', '0', '--clock', MONDAY, '--clock-rate', '60',
                        '--citizens-per-hour', '60')
        try:
            official = Official(portal, contract, 'tiepnhan1')
            before, cursor = official.follow()
            stream = portal.listen(official.token)
            new = []

            def told():
                # an hour of theirs is a minute of ours, and rather more than one comes in it; of some the fee is due first
                nonlocal cursor
                while not new:
                    event = stream.next()
                    assert event is not None, 'the stream has ended'
                    if event[0] != 'changes':
                        continue
                    changes, cursor = official.follow(cursor)
                    known = {summary['id'] for summary in before}
                    new.extend(s for s in changes if s['id'] not in known and 'accept' in s['actions'])
                stream.close()

            def opened():
                summary = new[0]
                assert summary['national_state'] == 1 and summary.get('code') is None
                assert summary['submitted_at'] >= MONDAY and summary['response_due_at'] > summary['submitted_at']
                dossier = official.ask('GET', '/dossiers/' + summary['id'])
                assert [entry['action'] for entry in dossier['history']] == ['submit']
                document = next(d for c in dossier['components'] for d in c['documents'])
                answer = portal.ask('GET', '%s%s/dossiers/%s/documents/%s' % (
                    portal.about['url'], BASE, summary['id'], document['id']), {'Authorization': 'Bearer ' + official.token})
                assert answer.status_code == 200 and answer.data

            def accepted():
                summary = new[0]
                dossier = official.ask('GET', '/dossiers/' + summary['id'])
                marks = [{'id': c['id'], 'mark': 'sufficient'} for c in dossier['components']]
                body = json.dumps({'action': 'accept', 'performed_at': MONDAY, 'form': {'components': marks}}).encode()
                key = bytearray(uuid.uuid4().bytes)
                key[6] = key[6] & 0x0f | 0x70
                outcome = official.ask('POST', '/dossiers/%s/actions' % summary['id'],
                                       {'Content-Type': 'application/json', 'Idempotency-Key': str(uuid.UUID(bytes=bytes(key))),
                                        'If-Match': '"%d"' % dossier['summary']['handling_version']}, body)
                assert outcome['dossier']['code'] and outcome['recorded_at'] >= summary['submitted_at']

            case('a stream tells of a dossier that was not there before', told)
            case('it can be opened, with its documents', opened)
            case('it is accepted like any other', accepted)
        finally:
            portal.stop()
    print('1..%d' % number)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
