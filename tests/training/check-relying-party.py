#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The portal's OpenID provider through the whole life of a sign-in, by a relying party that neither of ours wrote: Authlib makes
the requests, reads the answers, and checks the ID token by the published keys.

usage: check-relying-party.py MOTCUA-PORTAL
"""
import json
import os
import re
import sys
import tempfile
import traceback
import urllib.parse

from authlib.common.security import generate_token
from authlib.jose import JsonWebKey, JsonWebToken
from authlib.jose.errors import JoseError
from authlib.oauth2.client import OAuth2Client
from authlib.oauth2.base import OAuth2Error
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import OpenIDProviderMetadata

sys.dont_write_bytecode = True
from contract import BASE, Portal  # noqa: E402

NOW, UNIX = '2026-11-23T03:00:00Z', 1795402800
REDIRECT = 'http://127.0.0.1:45678/'

portal = None
number = failed = 0


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


class Wire:
    """The session that Authlib sends through: HTTPS with the portal's own authority."""

    def __init__(self):
        self.headers = {}

    def request(self, method, url, data=None, headers=None, auth=None, **rest):
        if isinstance(data, dict):
            data = urllib.parse.urlencode(data)
        if auth:
            url, headers, data = auth.prepare(method, url, headers or {}, data)
        answer = portal.ask(method, url, headers, data.encode() if data else None)
        answer.text = answer.data.decode()
        return answer

    def post(self, url, **rest):
        return self.request('POST', url, **rest)


class Client(OAuth2Client):
    def __init__(self, **settings):
        super().__init__(session=Wire(), client_id=portal.about['client_id'], redirect_uri=REDIRECT, scope='openid profile',
                         token_endpoint_auth_method='none', code_challenge_method='S256', **settings)

    def _http_post(self, url, body=None, auth=None, headers=None, **rest):
        return self.session.post(url, data=dict(urllib.parse.parse_qsl(body)), headers=headers, auth=auth)


def metadata():
    answer = portal.ask('GET', portal.about['issuer'] + '/.well-known/openid-configuration')
    found = OpenIDProviderMetadata(answer.json())
    return found


def browse(address, username='tiepnhan1'):
    """The browser: from the page to the address that the program would be called at."""
    page = portal.ask('GET', address)
    assert page.status_code == 200, page.data[:200]
    hidden = re.search(r'name="request" value="([^"]+)"', page.data.decode()).group(1)
    password = next(a['password'] for a in portal.about['accounts'] if a['username'] == username)
    answer = portal.ask_form(address.split('?')[0], request=hidden, username=username, password=password)
    assert answer.status_code == 302, answer.data[:300]
    return answer.headers['Location']


def sign_in(client=None, **change):
    """(client, tokens, nonce)"""
    client = client or Client()
    nonce, verifier = generate_token(), generate_token(48)
    address, state = client.create_authorization_url(metadata()['authorization_endpoint'], code_verifier=verifier, nonce=nonce)
    location = browse(address)
    tokens = client.fetch_token(metadata()['token_endpoint'], authorization_response=location,
                                **{'code_verifier': verifier, 'state': state, **change})
    return client, tokens, nonce


def claims_of(token, nonce, **params):
    keys = JsonWebKey.import_key_set(portal.ask('GET', metadata()['jwks_uri']).json())
    options = {'iss': {'essential': True, 'value': portal.about['issuer']},
               'aud': {'essential': True, 'value': portal.about['client_id']}}
    claims = JsonWebToken(['ES256']).decode(token, keys, claims_cls=CodeIDToken, claims_options=options,
                                            claims_params={'nonce': nonce, 'client_id': portal.about['client_id'], **params})
    claims.validate(now=UNIX)
    return claims


def me(token):
    return portal.ask('GET', portal.about['url'] + BASE + '/me', {'Authorization': 'Bearer ' + token}).status_code


def discovery_is_sound():
    found = metadata()
    found.validate_issuer()
    # not the algorithms: a provider for everybody must offer RS256, this one signs ES256 alone
    for name in ('jwks_uri', 'response_types_supported', 'subject_types_supported', 'token_endpoint', 'scopes_supported', 'token_endpoint_auth_methods_supported'):
        getattr(found, 'validate_' + name)()
    assert found['issuer'] == portal.about['issuer'] and found['end_session_endpoint'] and found['revocation_endpoint']


def whole_flow():
    _, tokens, nonce = sign_in()
    claims = claims_of(tokens['id_token'], nonce)
    assert claims['sub'] == '0199a001-0000-7000-8000-000000000001' and claims['auth_time'] == UNIX and claims['sid']
    assert me(tokens['access_token']) == 200


def refuses(error, function, *arguments, **options):
    try:
        function(*arguments, **options)
    except error:
        return
    raise AssertionError('it is taken')


def wrong_parts_are_refused():
    _, tokens, nonce = sign_in()
    refuses(JoseError, claims_of, tokens['id_token'], 'another nonce')
    head, payload, signature = tokens['id_token'].split('.')
    refuses(JoseError, claims_of, '.'.join((head, payload, signature[:-6] + 'AAAAAA')), nonce)
    refuses(JoseError, claims_of, '.'.join(('eyJhbGciOiJub25lIn0', payload, '')), nonce)
    refuses(OAuth2Error, sign_in, state='another state')
    refuses(OAuth2Error, sign_in, code_verifier=generate_token(48))


def refreshing_rotates_and_reuse_ends_all():
    client, tokens, _ = sign_in()
    url = metadata()['token_endpoint']
    second = client.refresh_token(url, refresh_token=tokens['refresh_token'])
    assert second['refresh_token'] != tokens['refresh_token'] and me(second['access_token']) == 200
    again = client.refresh_token(url, refresh_token=tokens['refresh_token'])
    third = client.refresh_token(url, refresh_token=again['refresh_token'])
    refuses(OAuth2Error, client.refresh_token, url, refresh_token=tokens['refresh_token'])
    assert me(third['access_token']) == 401, 'what came of a stolen token goes on'
    refuses(OAuth2Error, client.refresh_token, url, refresh_token=third['refresh_token'])


def revoking_ends_the_sign_in():
    client, tokens, _ = sign_in()
    answer = client.revoke_token(metadata()['revocation_endpoint'], token=tokens['refresh_token'],
                                 body='client_id=' + portal.about['client_id'])
    assert answer.status_code == 200 and me(tokens['access_token']) == 401


def logging_out_ends_the_session():
    end = metadata()['end_session_endpoint']
    client, tokens, _ = sign_in()
    _, others, _ = sign_in()

    def leave(**query):
        return portal.ask('GET', end + '?' + urllib.parse.urlencode(query))

    head, payload, signature = tokens['id_token'].split('.')
    forged = '.'.join((head, payload, signature[:-6] + 'AAAAAA'))
    for bad in ({}, {'id_token_hint': forged}, {'id_token_hint': 'x'}, {'id_token_hint': head + '.' + payload + '.'},
                {'id_token_hint': tokens['id_token'], 'post_logout_redirect_uri': 'https://evil.example/'}):
        answer = leave(**bad)
        assert answer.status_code == 400 and 'Location' not in answer.headers
    assert me(tokens['access_token']) == 200, 'signed out without proof'
    answer = leave(id_token_hint=tokens['id_token'], post_logout_redirect_uri=REDIRECT, state='a b&c')
    assert answer.status_code == 302 and answer.headers['Location'] == REDIRECT + '?state=a%20b%26c'
    assert me(tokens['access_token']) == 401 and me(others['access_token']) == 200
    refuses(OAuth2Error, client.refresh_token, metadata()['token_endpoint'], refresh_token=tokens['refresh_token'])
    answer = leave(id_token_hint=others['id_token'])
    assert answer.status_code == 200 and 'Đã đăng xuất' in answer.data.decode() and me(others['access_token']) == 401


def disabled_officials_are_out():
    client, tokens, _ = sign_in()
    portal.tell('disable tiepnhan1')
    assert me(tokens['access_token']) == 401
    refuses(OAuth2Error, client.refresh_token, metadata()['token_endpoint'], refresh_token=tokens['refresh_token'])
    refuses(AssertionError, sign_in)


def main():
    global portal
    with tempfile.TemporaryDirectory(prefix='mc-relying-') as place:
        portal = Portal(sys.argv[1], os.path.join(place, 'portal'), os.path.join(place, 'traffic.jsonl'), '--dossiers', '20',
                        '--clock', NOW)
        try:
            case('discovery is what a stranger needs', discovery_is_sound)
            case('discovery, PKCE, state, nonce, ID token under the published keys', whole_flow)
            case('a wrong nonce, signature, state, verifier is refused', wrong_parts_are_refused)
            case('refresh tokens rotate, and reuse ends the sign-in', refreshing_rotates_and_reuse_ends_all)
            case('revoking ends the sign-in', revoking_ends_the_sign_in)
            case('logging out ends this sign-in and no other', logging_out_ends_the_session)
            case('a disabled official is out', disabled_officials_are_out)
        finally:
            portal.stop()
    print('1..%d' % number)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
