#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in at the training portal, seen by parties that share no code with it: OpenSSL verifies its ID tokens by the keys
it publishes, and nothing signs anybody in unasked.

usage: check-sign-in.py MOTCUA-PORTAL
"""
import base64
import json
import os
import re
import subprocess
import sys
import tempfile
import traceback
import urllib.parse

sys.dont_write_bytecode = True
from contract import Portal  # noqa: E402

NOW = '2026-11-23T03:00:00Z'
# SubjectPublicKeyInfo of an uncompressed P-256 point, up to the point (RFC 5480)
P256 = bytes.fromhex('3059301306072a8648ce3d020106082a8648ce3d030107034200') + b'\x04'

portal = None
place = None
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


def decode(text):
    return base64.urlsafe_b64decode(text + '=' * (-len(text) % 4))


def integer(field):
    """DER INTEGER of a 32-byte field of a JWS signature (RFC 7518, 3.4)."""
    field = field.lstrip(b'\0') or b'\0'
    if field[0] & 0x80:
        field = b'\0' + field
    return b'\x02' + bytes([len(field)]) + field


def verifies(token, keys):
    """Whether OpenSSL finds the token signed by the key it names."""
    head, payload, signature = token.split('.')
    kid = json.loads(decode(head))['kid']
    key = next(k for k in keys if k['kid'] == kid)
    assert json.loads(decode(head))['alg'] == 'ES256' and key['crv'] == 'P-256' and key['kty'] == 'EC'
    assert len(decode(key['x'])) == len(decode(key['y'])) == 32, 'a coordinate of another length'
    der = P256 + decode(key['x']) + decode(key['y'])
    raw = decode(signature)
    assert len(raw) == 64, 'a signature of another length'
    sequence = integer(raw[:32]) + integer(raw[32:])
    files = {'key.der': der, 'signature': b'\x30' + bytes([len(sequence)]) + sequence,
             'signed': (head + '.' + payload).encode()}
    for name, data in files.items():
        with open(os.path.join(place, name), 'wb') as out:
            out.write(data)
    subprocess.run(['openssl', 'pkey', '-pubin', '-inform', 'DER', '-in', 'key.der', '-out', 'key.pem'], cwd=place, check=True)
    done = subprocess.run(['openssl', 'dgst', '-sha256', '-verify', 'key.pem', '-signature', 'signature', 'signed'], cwd=place,
                          capture_output=True)
    return done.returncode == 0


def keys():
    answer = portal.ask('GET', portal.discovery()['jwks_uri'])
    found = answer.json()['keys']
    assert not any('d' in key for key in found), 'a private key is published'
    return found


def openssl_verifies():
    for _ in range(12):
        token = portal.sign_in('tiepnhan1')['id_token']
        assert verifies(token, keys())
    head, payload, signature = token.split('.')
    claims = json.loads(decode(payload))
    assert claims['iss'] == portal.about['issuer'] and claims['aud'] == portal.about['client_id']
    forged = {**claims, 'sub': '0199a001-0000-7000-8000-000000000004'}
    forged = base64.urlsafe_b64encode(json.dumps(forged).encode()).rstrip(b'=').decode()
    assert not verifies('.'.join((head, forged, signature)), keys())


def keys_follow_the_portal():
    before = portal.sign_in('tiepnhan1')['id_token']
    assert verifies(before, keys())
    portal.stop()
    portal.start()
    assert verifies(portal.sign_in('tiepnhan1')['id_token'], keys())


def address(**changes):
    query = {'response_type': 'code', 'client_id': portal.about['client_id'], 'redirect_uri': 'http://127.0.0.1:45678/',
             'scope': 'openid', 'state': 's', 'nonce': 'n', 'code_challenge': 'a' * 43, 'code_challenge_method': 'S256'}
    return portal.discovery()['authorization_endpoint'] + '?' + urllib.parse.urlencode({**query, **changes})


def nobody_is_signed_in_already():
    portal.sign_in('tiepnhan1')
    for prompt in ({}, {'prompt': 'login'}, {'prompt': 'consent'}, {'max_age': '9999'}, {'login_hint': 'tiepnhan1'}):
        for cookie in ({}, {'Cookie': 'session=1; sid=2'}):
            page = portal.ask('GET', address(**prompt), cookie)
            assert page.status_code == 200 and 'Location' not in page.headers
            assert 'Set-Cookie' not in page.headers, 'the page leaves a cookie'
            assert re.search(r'type="password"', page.data.decode())


def without_a_page_there_is_no_way():
    answer = portal.ask('GET', address(prompt='none'))
    location = urllib.parse.urlsplit(answer.headers['Location'])
    given = dict(urllib.parse.parse_qsl(location.query))
    assert answer.status_code == 302 and given == {'error': 'login_required', 'state': 's', 'iss': portal.about['issuer']}
    assert location.netloc == '127.0.0.1:45678'


def refresh(token, status=200):
    answer = portal.ask_form(portal.discovery()['token_endpoint'], grant_type='refresh_token', refresh_token=token,
                             client_id=portal.about['client_id'])
    assert answer.status_code == status, '%d instead of %d' % (answer.status_code, status)
    return answer.json()


def me(token):
    return portal.ask('GET', portal.about['url'] + '/officials/v1/me', {'Authorization': 'Bearer ' + token}).status_code


def rotation_survives_the_portal():
    first = portal.sign_in('tiepnhan1')['refresh_token']
    second = refresh(first)['refresh_token']
    portal.stop(kill=True)
    portal.start()
    # its answer may have been lost: within the grace the first is good still, until the newer is used
    third = refresh(first)['refresh_token']
    fourth = refresh(third)
    assert me(fourth['access_token']) == 200
    portal.stop()
    portal.start()
    assert refresh(first, 400)['error'] == 'invalid_grant'
    for token in (second, third, fourth['refresh_token']):
        refresh(token, 400)


def grace_ends():
    tokens = portal.sign_in('tiepnhan2')
    portal.tell('advance 1')
    newer = refresh(tokens['refresh_token'])
    portal.tell('advance 61')
    refresh(tokens['refresh_token'], 400)
    assert me(newer['access_token']) == 401, 'what came of a stolen token goes on'
    refresh(newer['refresh_token'], 400)


def signing_out_ends_everything():
    tokens = portal.sign_in('tiepnhan3')
    newer = refresh(tokens['refresh_token'])
    stream = portal.listen(newer['access_token'])
    assert stream.next() == ('', '')
    endpoint = portal.discovery()['revocation_endpoint']
    answer = portal.ask_form(endpoint, token=newer['refresh_token'], client_id=portal.about['client_id'])
    assert answer.status_code == 200
    end = stream.next()
    if end is not None and end[0] == 'notice':  # of what is due today, sent before
        end = stream.next()
    assert end is None, 'the stream outlives its sign-in'
    assert me(tokens['access_token']) == me(newer['access_token']) == 401
    refresh(newer['refresh_token'], 400)


def main():
    global portal, place
    with tempfile.TemporaryDirectory(prefix='mc-sign-in-') as place:
        portal = Portal(sys.argv[1], os.path.join(place, 'portal'), os.path.join(place, 'traffic.jsonl'), '--dossiers', '20',
                        '--clock', NOW)
        try:
            case('OpenSSL verifies the ID token by the published keys, and no forged one', openssl_verifies)
            case('the keys are those of the portal that signs', keys_follow_the_portal)
            case('nobody is signed in already: the page comes, whatever is asked for', nobody_is_signed_in_already)
            case('prompt=none leads to login_required', without_a_page_there_is_no_way)
            case('rotation and its grace survive the portal', rotation_survives_the_portal)
            case('the grace is 60 seconds, then it is a theft', grace_ends)
            case('signing out ends tokens and stream', signing_out_ends_everything)
        finally:
            portal.stop()
    print('1..%d' % number)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
