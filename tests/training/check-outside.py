#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A portal whose officials sign in elsewhere: one motcua-portal is the OpenID provider, another asks it about tokens (RFC 7662).

usage: check-outside.py MOTCUA-PORTAL
"""
import base64
import json
import os
import subprocess
import sys
import tempfile
import traceback

sys.dont_write_bytecode = True
from contract import BASE, Portal  # noqa: E402

NOW = '2026-11-23T03:00:00Z'
SECRET = 'portal-b:not-a-real-secret-6b1d'
SUBS = {'tiepnhan1': '0199a001-0000-7000-8000-000000000001', 'lanhdao1': '0199a001-0000-7000-8000-000000000004'}

provider = portal = place = None
number = failed = passed = 0


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


def write(name, text, mode=0o600):
    path = os.path.join(place, name)
    with open(path, 'w', encoding='utf-8') as out:
        out.write(text)
    os.chmod(path, mode)
    return path


def options(**change):
    """Who signs in here is called otherwise there: the sub of tiepnhan1 is our tiepnhan2."""
    known = {'issuer': provider.about['issuer'], 'issuer-client': write('client', SECRET + '\n'),
             'issuer-people': write('people.json', json.dumps({SUBS['tiepnhan1']: 'tiepnhan2'})),
             'issuer-ca': provider.about['ca'], **change}
    return [word for name, value in known.items() if value for word in ('--' + name, value)]


def me(token, status=200):
    answer = portal.ask('GET', portal.about['url'] + BASE + '/me', {'Authorization': 'Bearer ' + token})
    assert answer.status_code == status, '%d instead of %d: %s' % (answer.status_code, status, answer.data[:200])
    return answer.json()


def tick(seconds):
    """Both clocks go."""
    global passed
    passed += seconds
    for one in (portal, provider):
        one.tell('advance %d' % seconds)


def about_names_the_issuer():
    about = portal.ask('GET', portal.about['url'] + BASE + '/about').json()
    assert about['issuer'] == provider.about['issuer'] != portal.about['url'] + '/oidc'
    for path in ('/oidc/.well-known/openid-configuration', '/oidc/jwks'):
        assert portal.ask('GET', portal.about['url'] + path).status_code == 404, 'it signs in officials itself, too'


def mapped_officials_come_in():
    assert me(provider.sign_in('tiepnhan1')['access_token'])['name'] == 'Lò Văn Đức'
    me(provider.sign_in('lanhdao1')['access_token'], 401)
    for token in ('nonsense', 'a' * 4096, 'a' * 5000, 'a b', '"><', '%00'):
        me(token, 401)
    answer = portal.ask('GET', portal.about['url'] + BASE + '/me')
    assert answer.status_code == 401


def the_issuers_word_is_taken_for_half_a_minute():
    tokens = provider.sign_in('tiepnhan1')
    stream_token = tokens['access_token']
    me(stream_token)
    stream = portal.listen(stream_token)
    assert stream.next() == ('', '')
    provider.ask_form(provider.discovery()['revocation_endpoint'], token=tokens['refresh_token'],
                      client_id=provider.about['client_id'])
    me(stream_token)
    tick(31)
    me(stream_token, 401)
    while (event := stream.next()) is not None:
        assert event[0] in ('', 'notice')
    me(stream_token, 401)


def tokens_end_when_the_issuer_says():
    token = provider.sign_in('tiepnhan1')['access_token']
    me(token)
    for _ in range(10):
        tick(29)
        me(token)
    tick(30)
    me(token, 401)


def sign_in_time_is_the_issuers():
    tick(360)
    token = provider.sign_in('tiepnhan1')['access_token']
    device = '0199a0f2-0000-7000-8000-0000000000d1'
    url = portal.about['url'] + BASE + '/me/devices/%s/key' % device
    head = {'Authorization': 'Bearer ' + token}
    assert portal.ask('PUT', url, {**head, 'Content-Type': 'application/json'}, b'{"key":"AAAA"}').status_code == 200
    assert portal.ask('GET', url, head).status_code == 200


def provider_gone_is_503():
    fresh = provider.sign_in('tiepnhan1')['access_token']
    old = provider.sign_in('tiepnhan1')['access_token']
    me(old)
    provider.stop()
    answer = portal.ask('GET', portal.about['url'] + BASE + '/me', {'Authorization': 'Bearer ' + fresh})
    assert answer.status_code == 503 and answer.headers['Retry-After'] == '30' and answer.json()['code'] == 'unavailable'
    me(old)
    provider.start()
    provider.tell('advance %d' % passed)
    me(provider.sign_in('tiepnhan1')['access_token'])


def introspection_is_for_its_own():
    endpoint = provider.discovery()['introspection_endpoint']
    token = provider.sign_in('tiepnhan1')['access_token']

    def ask(credentials, body):
        head = {'Content-Type': 'application/x-www-form-urlencoded'}
        if credentials:
            head['Authorization'] = 'Basic ' + base64.b64encode(credentials.encode()).decode()
        return provider.ask('POST', endpoint, head, body.encode())

    for credentials in (None, '', 'portal-b:wrong', SECRET + 'x', SECRET[:-1], 'tiepnhan1:Tap-huan-2026'):
        answer = ask(credentials, 'token=' + token)
        assert answer.status_code == 401 and SUBS['tiepnhan1'] not in answer.data.decode()
    good = ask(SECRET, 'token=' + token).json()
    assert good['active'] is True and good['sub'] == SUBS['tiepnhan1'] and good['iss'] == provider.about['issuer']
    assert ask(SECRET, 'token=nonsense').json() == {'active': False}
    assert ask(SECRET, 'x=y').status_code == 400
    refresh = provider.sign_in('tiepnhan1')['refresh_token']
    assert ask(SECRET, 'token=' + refresh).json() == {'active': False}, 'a refresh token opens nothing'


def unsound_settings_do_not_start():
    def ends(*words):
        run = subprocess.run([sys.argv[1], '--directory', os.path.join(place, 'c'), '--until-eof', *words], stdin=subprocess.DEVNULL,
                             capture_output=True, text=True, timeout=30)
        assert run.returncode == 1 and run.stdout == '' and SECRET.split(':')[1] not in run.stderr, (words, run)
        return run.stderr

    assert 'others may read it' in ends(*options(**{'issuer-client': write('open', SECRET, 0o644)}))
    assert 'TLS' in ends(*options(**{'issuer-ca': None})), 'an unknown authority is trusted'
    assert 'https://' in ends(*options(issuer=provider.about['issuer'].replace('https', 'http')))
    ends(*options(issuer=provider.about['issuer'] + '/other'))
    ends(*options(**{'issuer-people': write('people', '[]')}))
    ends('--issuer', provider.about['issuer'])
    with open('/proc/%d/cmdline' % portal.process.pid, encoding='utf-8') as line:
        assert SECRET.split(':')[1] not in line.read()


def main():
    global provider, portal, place
    with tempfile.TemporaryDirectory(prefix='mc-outside-') as place:
        common = ['--dossiers', '20', '--clock', NOW]
        provider = Portal(sys.argv[1], os.path.join(place, 'a'), os.path.join(place, 'a.jsonl'), *common,
                          '--resource-server', write('server', SECRET + '\n'))
        portal = Portal(sys.argv[1], os.path.join(place, 'b'), os.path.join(place, 'b.jsonl'), *common, *options())
        try:
            case('about names the outside issuer, and nobody signs in here', about_names_the_issuer)
            case('officials of the mapping come in, nobody else', mapped_officials_come_in)
            case('introspection is for its own resource server', introspection_is_for_its_own)
            case('the issuer\'s word is taken for 30 seconds; then stream and token end', the_issuers_word_is_taken_for_half_a_minute)
            case('a token ends when the issuer said so', tokens_end_when_the_issuer_says)
            case('the time of the sign-in is the issuer\'s', sign_in_time_is_the_issuers)
            case('an issuer that cannot be asked is 503, and who is known goes on', provider_gone_is_503)
            case('settings that are not sound do not start', unsound_settings_do_not_start)
        finally:
            portal.stop()
            provider.stop()
    print('1..%d' % number)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
