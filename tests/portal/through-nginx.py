#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program's transport to the training portal with nginx between them, as portals stand behind proxies: HTTP/2 and TLS of
its own to the program, answers buffered, the event stream not, because the portal's answer asks for that (X-Accel-Buffering).
nginx is set up for one place, as by somebody who knows nothing of event streams.

usage: through-nginx.py TEST-PROXIED MOTCUA-PORTAL
"""
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'training'))
from contract import Portal  # noqa: E402

CONFIGURATION = '''
daemon off; master_process off; pid %(place)s/pid; error_log %(place)s/error.log;
events { worker_connections 64; }
http {
  log_format plain '$server_protocol $request_method $uri $status $upstream_status';
  access_log %(place)s/access.log plain;
  client_body_temp_path %(place)s/body; proxy_temp_path %(place)s/proxy; fastcgi_temp_path %(place)s/f;
  uwsgi_temp_path %(place)s/u; scgi_temp_path %(place)s/s;
  server {
    listen 127.0.0.1:%(port)d ssl; http2 on;
    ssl_certificate %(place)s/cert.pem; ssl_certificate_key %(place)s/key.pem;
    proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $http_host;
    proxy_ssl_verify on; proxy_ssl_trusted_certificate %(ca)s; proxy_ssl_name localhost;
    location / {
      proxy_pass %(portal)s; proxy_buffering on; proxy_read_timeout 60s; gzip on; gzip_types application/json;
    }
  }
}
'''


class PortalBehind(Portal):
    """The portal whose sign-in, too, is reached through nginx; but for the page, which the browser has over plain loopback."""
    port = None

    def ask(self, method, url, headers=None, body=None):
        return super().ask(method, url.replace(self.about['url'], 'https://127.0.0.1:%d' % self.port), headers, body)


def find_nginx():
    return shutil.which('nginx') or shutil.which('nginx', path='/usr/sbin')


def make_certificate(place, ca):
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1',
                    '-keyout', place + '/key.pem', '-out', place + '/cert.pem', '-subj', '/CN=127.0.0.1',
                    '-addext', 'subjectAltName=IP:127.0.0.1', '-addext', 'extendedKeyUsage=serverAuth',
                    '-addext', 'basicConstraints=critical,CA:FALSE', '-CA', ca, '-CAkey', ca.replace('.pem', '.key')],
                   check=True, capture_output=True)


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def wait_for(port, process):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(('127.0.0.1', port), 1).close()
            return
        except ConnectionRefusedError:
            time.sleep(0.02)
    raise AssertionError('nginx does not listen')


def run(nginx, program, portal, place):
    port = free_port()
    make_certificate(place, portal.about['ca'])
    with open(place + '/nginx.conf', 'w', encoding='utf-8') as out:
        out.write(CONFIGURATION % {'place': place, 'port': port, 'ca': portal.about['ca'], 'portal': portal.about['url']})
    process = subprocess.Popen([nginx, '-p', place, '-c', place + '/nginx.conf', '-e', place + '/error.log'])
    try:
        wait_for(port, process)
        portal.port = port
        environment = {**os.environ, 'MC_TEST_URL': 'https://127.0.0.1:%d' % port, 'MC_TEST_CA': portal.about['ca'],
                       'MC_TEST_TOKEN': portal.sign_in('tiepnhan1')['access_token']}
        done = subprocess.run([program], env=environment, stdout=subprocess.PIPE)
        lines = done.stdout.decode().splitlines()
        for line in lines:
            if not line.startswith(('1..', 'TAP ')):
                print(line)
        count = sum(line.startswith(('ok', 'not ok')) for line in lines)
        process.terminate()
        process.wait(10)
        # the log of a request is written when it ends: the streams, too, have ended now
        log = open(place + '/access.log', encoding='utf-8').read().splitlines()
        ours = [line for line in log if '/officials/v1/' in line]
        good = done.returncode == 0 and len(ours) > 8 and all(line.startswith('HTTP/2.0 ') for line in ours)
        good = good and sum('/officials/v1/events 200' in line for line in ours) == 2
        good = good and any('GET /oidc/.well-known/openid-configuration 200 200' in line for line in log)
        good = good and any('POST /oidc/token 200 200' in line for line in log)
        print('%s %d - sign-in and all calls went through nginx, these over HTTP/2' % ('ok' if good else 'not ok', count + 1))
        if not good:
            print('\n'.join('# ' + line for line in log + open(place + '/error.log', encoding='utf-8').read().splitlines()))
        print('1..%d' % (count + 1))
        return 0 if good else 1
    finally:
        process.kill()
        process.wait()


def main():
    nginx = find_nginx()
    if nginx is None:
        print('1..0 # SKIP nginx is not installed; ./dev brings it where it makes a build root, elsewhere its package '
              'would start a server: apt-get install nginx, systemctl disable --now nginx, then it is used from here too')
        return 0
    print('TAP version 14')
    with tempfile.TemporaryDirectory(prefix='mc-nginx-') as place:
        portal = PortalBehind(sys.argv[2], place + '/portal', place + '/traffic.jsonl', '--dossiers', '700')
        try:
            return run(nginx, sys.argv[1], portal, place)
        finally:
            portal.stop()


if __name__ == '__main__':
    sys.exit(main())
