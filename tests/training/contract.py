# SPDX-License-Identifier: GPL-3.0-or-later
"""The portal's contract as the tests use it: the document, one exchange held against it, the portal as a process."""
import base64
import copy
import hashlib
import http.client
import json
import os
import re
import secrets
import ssl
import subprocess
import urllib.parse
import warnings

import yaml
from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from openapi_core.exceptions import OpenAPIError
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from werkzeug.datastructures import Headers, ImmutableMultiDict

warnings.filterwarnings('ignore', category=DeprecationWarning)
BASE = '/officials/v1'
TRANSPORT = {'date', 'server', 'content-length', 'content-type', 'connection', 'keep-alive', 'transfer-encoding'}
METHODS = ('get', 'post', 'put', 'patch', 'delete')


def bundle(path):
    """The document of several files as one tree without references. Words of a closed list (x-words) become an enum:
    a portal may add words, the training portal may not."""
    files = {}

    def load(file):
        if file not in files:
            with open(file, encoding='utf-8') as stream:
                files[file] = yaml.safe_load(stream)
        return files[file]

    def resolve(node, file):
        if isinstance(node, list):
            return [resolve(item, file) for item in node]
        if not isinstance(node, dict):
            return node
        if isinstance(node.get('$ref'), str):
            name, _, pointer = node['$ref'].partition('#')
            target = os.path.join(os.path.dirname(file), name) if name else file
            found = load(target)
            for word in pointer.strip('/').split('/'):
                found = found[word]
            rest = {key: value for key, value in node.items() if key != '$ref'}
            return {**resolve(found, target), **resolve(rest, file)}
        made = {key: resolve(value, file) for key, value in node.items()}
        if 'x-words' in made:
            made['enum'] = list(made['x-words']) + ([None] if 'null' in made['type'] else [])
        return made

    return resolve(load(path), path)


def schemas(node, place=''):
    """Every schema of a bundled document, with where it stands."""
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from schemas(item, '%s/%d' % (place, index))
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == 'schema':
                yield from parts(value, place + '/schema')
            elif key not in ('example', 'examples'):
                yield from schemas(value, '%s/%s' % (place, key))


def parts(schema, place):
    yield place, schema
    for name, part in schema.get('properties', {}).items():
        yield from parts(part, '%s/%s' % (place, name))
    for key in ('items', 'not'):
        if isinstance(schema.get(key), dict):
            yield from parts(schema[key], '%s/%s' % (place, key))
    for key in ('oneOf', 'anyOf'):
        for index, part in enumerate(schema.get(key, [])):
            yield from parts(part, '%s/%s/%d' % (place, key, index))


def fits(schema, value):
    return OAS31Validator(schema, format_checker=oas31_format_checker).is_valid(value)


class Request:
    """A request as openapi-core wants to see it."""

    def __init__(self, url, method, path, query, headers, body):
        self.host_url, self.path, self.method = url, BASE + path, method.lower()
        self.body = body
        self.content_type = headers.get('Content-Type', '').lower()
        pairs = urllib.parse.parse_qsl(query, keep_blank_values=True)
        self.parameters = RequestParameters(query=ImmutableMultiDict(pairs), header=Headers(list(headers.items())))


class Response:
    def __init__(self, status, headers, body):
        self.status_code, self.data = status, body
        self.headers = Headers(list(headers.items()))
        self.content_type = self.headers.get('Content-Type', '').lower()

    def json(self):
        return json.loads(self.data)


class Contract:
    def __init__(self, path):
        self.path = path
        self.document = bundle(path)
        self.url = 'https://portal.example.gov.vn'
        config = Config(spec_validator_cls=None, server_base_url=self.url,
                        extra_media_type_deserializers={'application/problem+json': json.loads,
                                                        'text/event-stream': bytes.decode})
        self.app = OpenAPI.from_dict(copy.deepcopy(self.document), config=config)
        self.operations = {}
        for template, item in self.document['paths'].items():
            pattern = re.compile(re.sub(r'\{\w+\}', '[^/]+', template) + '$')
            for method in METHODS:
                if method in item:
                    self.operations[item[method]['operationId']] = (method, pattern, item[method])

    def check_document(self):
        OpenAPI.from_file_path(self.path).check_spec()

    def find(self, path, method=''):
        """The operation of an address: that of the method, or the first that it has."""
        found = [(name, known) for name, (known, pattern, _) in self.operations.items() if pattern.match(path)]
        return next(((name, known) for name, known in found if known == method.lower()), (found + [(None, None)])[0])

    def methods(self, path):
        return sorted(method.upper() for method, pattern, _ in self.operations.values() if pattern.match(path))

    def expected(self):
        """(operation, status) that the training portal can give."""
        return {(name, int(status)) for name, (_, _, operation) in self.operations.items()
                for status, response in operation['responses'].items() if response.get('x-training') != 'never'}

    def request_problem(self, method, path, query, headers, body):
        """Why the document refuses this request, or None."""
        try:
            self.app.validate_request(Request(self.url, method, path, query, headers, body))
        except OpenAPIError as error:
            return '%s: %r' % (type(error).__name__, error.__cause__)
        return None

    def check_response(self, path, response, method=''):
        """Holds an answer against what the document says of its address and method; the operation's name."""
        name, method = self.find(path, method)
        assert name, 'the document has no address ' + path
        request = Request(self.url, method, path, '', {}, None)
        try:
            self.app.validate_response(request, response)
        except OpenAPIError as error:
            causes = [getattr(e, 'message', str(e)) for e in getattr(error.__cause__, 'schema_errors', [])]
            raise AssertionError('%s %d: %s %s' % (name, response.status_code, error, '; '.join(causes)[:600]))
        declared = self.operations[name][2]['responses'][str(response.status_code)].get('headers', {})
        known = TRANSPORT | {header.lower() for header in declared}
        strange = {header.lower() for header in response.headers.keys()} - known
        assert not strange, '%s %d: undescribed headers %s' % (name, response.status_code, sorted(strange))
        if response.status_code >= 400:
            problem = response.json()
            assert problem['status'] == response.status_code, 'the problem tells another status'
        return name

    def response_schema(self, operation, status):
        content = self.operations[operation][2]['responses'][str(status)]['content']
        return next(iter(content.values()))['schema']


class Stream:
    """An event stream that stays open."""

    def __init__(self, context, url, token):
        parts = urllib.parse.urlsplit(url)
        self.connection = http.client.HTTPSConnection(parts.netloc, context=context, timeout=20)
        self.connection.request('GET', parts.path, headers={'Authorization': 'Bearer ' + token})
        self.answer = self.connection.getresponse()
        self.head = Response(self.answer.status, dict(self.answer.getheaders()), b'')

    def next(self):
        """The next event as (name, data), ('', '') for a comment; None when the stream has ended as it should."""
        name, data = '', []
        while True:
            line = self.answer.readline()
            if not line:
                assert self.answer.isclosed(), 'the stream was cut'
                return None
            line = line.decode().removesuffix('\n')
            if line == '':
                return name, '\n'.join(data)
            field, _, value = line.partition(':')
            assert field in ('', 'event', 'data'), 'a strange line: ' + line
            if field == 'event':
                name = value.strip()
            elif field == 'data':
                data.append(value.removeprefix(' '))

    def close(self):
        self.answer.close()
        self.connection.close()


class Portal:
    """motcua-portal as a process, and its officials."""

    def __init__(self, program, directory, record, *options):
        self.program, self.directory, self.record, self.options = program, directory, record, options
        self.start()

    def start(self):
        command = [self.program, '--directory', self.directory, '--port', '0', '--record', self.record, '--until-eof']
        self.process = subprocess.Popen(command + list(self.options), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        line = self.process.stdout.readline()
        assert line, 'motcua-portal said nothing'
        self.about = json.loads(line)
        self.context = ssl.create_default_context(cafile=self.about['ca'])

    def stop(self, kill=False):
        if kill:
            self.process.kill()
        self.process.stdin.close()
        code = self.process.wait(20)
        assert kill or code == 0, 'motcua-portal ended with %d' % code
        self.process.stdout.close()

    def ask(self, method, url, headers=None, body=None):
        """One exchange over a connection of its own: (status, headers, body)."""
        parts = urllib.parse.urlsplit(url)
        if parts.scheme == 'https':
            connection = http.client.HTTPSConnection(parts.netloc, context=self.context, timeout=20)
        else:
            connection = http.client.HTTPConnection(parts.netloc, timeout=20)
        try:
            target = parts.path + ('?' + parts.query if parts.query else '')
            connection.request(method, target, body=body, headers=headers or {})
            answer = connection.getresponse()
            return Response(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()

    def listen(self, token):
        return Stream(self.context, self.about['url'] + BASE + '/events', token)

    def tell(self, line):
        """A line to its standard input, as whoever started it may write."""
        self.process.stdin.write(line.encode() + b'\n')
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer == b'ok\n', '%s: %s' % (line, answer)

    def ask_form(self, url, **fields):
        return self.ask('POST', url, {'Content-Type': 'application/x-www-form-urlencoded'},
                        urllib.parse.urlencode(fields).encode())

    def discovery(self):
        return self.ask('GET', self.about['issuer'] + '/.well-known/openid-configuration').json()

    def sign_in(self, username, password=None):
        """The whole way of a browser and a program: the tokens."""
        account = next(a for a in self.about['accounts'] if a['username'] == username)
        provider = self.discovery()
        verifier = secrets.token_urlsafe(48)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b'=').decode()
        state, redirect = secrets.token_urlsafe(12), 'http://127.0.0.1:45678/'
        query = urllib.parse.urlencode({
            'response_type': 'code', 'client_id': self.about['client_id'], 'redirect_uri': redirect,
            'scope': 'openid profile', 'state': state, 'nonce': 'n-' + state, 'prompt': 'login',
            'code_challenge': challenge, 'code_challenge_method': 'S256'})
        page = self.ask('GET', provider['authorization_endpoint'] + '?' + query)
        assert page.status_code == 200, 'no sign-in page'
        hidden = re.search(r'name="request" value="([^"]+)"', page.data.decode()).group(1)
        answer = self.ask_form(provider['authorization_endpoint'], request=hidden, username=username,
                               password=password or account['password'])
        assert answer.status_code == 302, 'the page did not let %s in' % username
        location = urllib.parse.urlsplit(answer.headers['Location'])
        given = dict(urllib.parse.parse_qsl(location.query))
        assert given['state'] == state and given['iss'] == self.about['issuer']
        answer = self.ask_form(provider['token_endpoint'], grant_type='authorization_code', code=given['code'],
                               redirect_uri=redirect, client_id=self.about['client_id'], code_verifier=verifier)
        assert answer.status_code == 200, 'no tokens for ' + username
        return answer.json()
