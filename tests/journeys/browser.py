#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The scripted browser of the journeys: opens the provider's page, fills in the form, follows the redirect.

usage: browser.py URL    (account and password: two lines of the file $MC_TEST_ACCOUNT)
"""
import html.parser
import os
import sys
import urllib.error
import urllib.parse
import urllib.request


class Form(html.parser.HTMLParser):
    """The first form of a page: where it goes and its hidden fields."""

    def __init__(self):
        super().__init__()
        self.action, self.fields = None, {}

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == 'form' and self.action is None:
            self.action = values.get('action') or ''
        if tag == 'input' and values.get('type') == 'hidden':
            self.fields[values['name']] = values.get('value', '')


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


def main():
    page = sys.argv[1]
    with open(os.environ['MC_TEST_ACCOUNT'], encoding='utf-8') as file:
        username, password = file.read().split('\n')[:2]
    opener = urllib.request.build_opener(Stay, urllib.request.ProxyHandler({}))
    form = Form()
    form.feed(opener.open(page, timeout=20).read().decode())
    form.fields.update(username=username, password=password)
    data = urllib.parse.urlencode(form.fields).encode()
    try:
        opener.open(urllib.parse.urljoin(page, form.action), data=data, timeout=20)
    except urllib.error.HTTPError as answer:
        if answer.code in (302, 303):
            opener.open(answer.headers['Location'], timeout=20).read()
            return 0
        raise
    return 1


if __name__ == '__main__':
    sys.exit(main())
