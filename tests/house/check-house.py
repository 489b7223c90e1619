#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The house test: what stands where, and who may know whom. The tables below are those of CONTRIBUTING.md.

usage: check-house.py SOURCE_ROOT
"""
import os
import re
import subprocess
import sys

# layer → layers whose headers it may include (rows are not transitive)
LAYERS = {
    'src/domain': [],
    'src/base': [],
    'src/portal/codecs': ['src/domain'],
    'src/portal': ['src/domain', 'src/base', 'src/portal/codecs'],
    'src/store': ['src/domain', 'src/base'],
    'src/sync': ['src/domain', 'src/base', 'src/portal/codecs', 'src/portal', 'src/store'],
    'src/papers': ['src/domain'],
    'src/render/client': ['src/domain', 'src/base'],
    'src/render': ['src/render/client'],
    'src/training': ['src/domain', 'src/base', 'src/papers', 'src/portal/codecs'],
}

# layer → what its meson row may name besides GLib
DEPENDENCIES = {
    'src/domain': {'json', 'icu', 'icu_uc'},
    'src/base': {'dex'},
    'src/portal/codecs': {'json', 'domain_dep'},
    'src/portal': {'dex', 'json', 'soup', 'secret', 'gnutls', 'domain_dep', 'base_dep', 'codecs_dep', 'portal_interface_dep'},
    'src/store': {'dex', 'cipher', 'domain_dep', 'base_dep'},
    'src/sync': {'dex', 'json', 'domain_dep', 'base_dep', 'codecs_dep', 'portal_interface_dep', 'store_dep'},
    'src/papers': {'pangocairo', 'cairo_pdf', 'qrencode', 'm', 'domain_dep'},
    'src/render/client': {'dex', 'domain_dep', 'base_dep', 'render_wire_dep'},
    'src/render': {'poppler', 'cairo', 'fontconfig', 'jpeg', 'heif', 'seccomp', 'm', 'render_wire_dep'},
    'src/training': {'dex', 'json', 'soup', 'gnutls', 'cipher', 'jpeg', 'heif', 'domain_dep', 'base_dep', 'papers_dep', 'codecs_dep'},
}
GLIB = {'glib', 'gobject', 'gio', 'gio_unix'}

TOP = {
    'README.md', 'CONTRIBUTING.md', 'LICENSE', 'dev', 'meson.build', 'meson.options', 'src', 'ui', 'data', 'po', 'tests',
    'flatpak', '.ci', '.clang-format', '.editorconfig', '.gitignore',
}

# libraries that a layer's sources may include, by prefix of the header's path
FOREIGN = {
    'gtk/': set(), 'adwaita.h': set(), 'gdk/': set(), 'gsk/': set(),
    'libsoup/': {'src/portal', 'src/training'},
    'json-glib/': {'src/domain', 'src/portal/codecs', 'src/portal', 'src/sync', 'src/training'},
    'libsecret/': {'src/portal'},
    'gnutls/': {'src/portal', 'src/training'},
    'sqlite3.h': {'src/store', 'src/training'},
    'qrencode.h': {'src/papers'},
    'jpeglib.h': {'src/render', 'src/training'},
    'poppler': {'src/render'}, 'libheif/': {'src/render', 'src/training'}, 'seccomp.h': {'src/render'}, 'fontconfig/': {'src/render'},
    'cairo': {'src/papers', 'src/render'}, 'pango/': {'src/papers'},
    'unicode/': {'src/domain'},
    'libdex.h': {'src/base', 'src/portal', 'src/render/client', 'src/store', 'src/sync', 'src/training'},
}

INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.M)
number = 0
failed = 0


def report(name, problems):
    global number, failed
    number += 1
    problems = list(problems)
    failed += bool(problems)
    print('%sok %d - %s' % ('not ' if problems else '', number, name))
    for problem in problems[:20]:
        print('# ' + problem)


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def sources(root, endings):
    for place, dirs, files in os.walk(root):
        dirs[:] = [d for d in dirs if not d.startswith(('.', 'build', '__pycache__'))]
        for name in sorted(files):
            if name.endswith(endings):
                yield os.path.relpath(os.path.join(place, name))


def layer_of(path):
    return max((layer for layer in LAYERS if path.startswith(layer + '/')), key=len, default=None)


def check_includes(layer):
    home = {os.path.basename(p): layer_of(p) for p in sources('src', '.h')}
    for path in sources(layer, ('.c', '.h')):
        if layer_of(path) != layer:
            continue
        for mark, header in INCLUDE.findall(read(path)):
            if mark == '"':
                where = home.get(header)
                if '/' in header or (where is None and not os.path.exists(os.path.join(os.path.dirname(path), header))
                                     and not header.endswith(('-resources.h', 'config.h'))):
                    yield '%s includes "%s"' % (path, header)
                elif where not in (None, layer) and where not in LAYERS[layer]:
                    yield '%s includes "%s" of %s' % (path, header, where)
                continue
            for prefix, allowed in FOREIGN.items():
                if header.startswith(prefix) and layer not in allowed:
                    yield '%s includes <%s>' % (path, header)


def check_row(layer):
    text = re.sub(r'#.*', '', read(os.path.join(layer, 'meson.build')))
    for row in re.findall(r'\w*_deps\s*=\s*\[([^\]]*)\]', text):
        for name in re.findall(r'\w+', row):
            if name not in DEPENDENCIES[layer] | GLIB:
                yield '%s/meson.build names %s' % (layer, name)
    for place in re.findall(r'include_directories\s*[:(]\s*([^,)]*)', text):
        if place.strip().strip("'\"") not in ('.',):
            yield '%s/meson.build has an include directory %s' % (layer, place)
    if re.search(r'\b(gtk|adwaita|gtk4)\b', text):
        yield '%s/meson.build names GTK' % layer


def tracked():
    run = subprocess.run(['git', '-c', 'safe.directory=*', 'ls-files', '-co', '--exclude-standard'], capture_output=True, text=True)
    return run.stdout.splitlines() if run.returncode == 0 else [p for p in sources('.', ('',))]


def check_top():
    for entry in sorted(os.listdir('.')):
        if entry not in TOP and entry != '.git' and not entry.startswith('build'):
            yield 'unexpected top-level entry: ' + entry


def check_spdx():
    for path in tracked():
        if path.endswith(('.c', '.h', '.py', '.sh')) and os.path.exists(path):
            if 'SPDX-License-Identifier: GPL-3.0-or-later' not in read(path)[:400]:
                yield path


def check_sizes():
    for path in tracked():
        if path.endswith(('.c', '.blp')) and os.path.exists(path):
            lines = read(path).count('\n')
            if lines > 900:
                yield '%s has %d lines: the design wants a new noun' % (path, lines)


def check_secrets():
    pattern = re.compile(r'Authorization: Bearer [A-Za-z0-9]|-----BEGIN (EC |RSA )?PRIVATE KEY-----|eyJhbGciOi[A-Za-z0-9_-]{20}')
    for path in tracked():
        if os.path.exists(path) and not path.startswith('tests/house/'):
            try:
                text = read(path)
            except UnicodeDecodeError:
                continue
            if pattern.search(text):
                yield path


def check_spawn():
    for path in sources('src', '.c'):
        if 'dex_scheduler_spawn' in read(path) and path != 'src/base/mc-task.c':
            yield path
    for path in sources('ui', '.c'):
        if 'dex_scheduler_spawn' in read(path):
            yield path
    # an end of the scope reaches mc_await() alone
    for path in list(sources('src', '.c')) + list(sources('ui', '.c')):
        if 'dex_await' in read(path):
            yield path + ': mc_await'


def check_deprecated():
    for path in [p for p in tracked() if p.endswith('meson.build')]:
        if '-Wno-deprecated' in read(path):
            yield path
    for path in list(sources('src', ('.c', '.h'))) + list(sources('ui', ('.c', '.h'))):
        if 'G_IGNORE_DEPRECATIONS' in read(path) or 'G_GNUC_BEGIN_IGNORE_DEPRECATIONS' in read(path):
            yield path


def check_tls():
    """Nothing weakens TLS: no accepted certificate by hand, no variable that is read for it."""
    for path in list(sources('src', '.c')) + list(sources('ui', '.c')):
        text = read(path)
        if 'accept-certificate' in text or 'soup_message_set_tls_' in text:
            yield path + ' decides on a certificate by hand'
        if layer_of(path) in ('src/portal', 'src/store', 'src/sync', 'src/domain', 'src/base') and 'g_getenv' in text:
            yield path + ' reads the environment'


def check_catalogue_sources():
    """Every source file is built: a file that no meson.build names is dead or forgotten."""
    named = ''.join(read(p) for p in tracked() if p.endswith('meson.build') and os.path.exists(p))
    for path in list(sources('src', '.c')) + list(sources('ui', ('.c', '.blp'))):
        if os.path.basename(path) not in named and os.path.splitext(os.path.basename(path))[0] not in named:
            yield path


def main():
    os.chdir(sys.argv[1])
    for layer in LAYERS:
        report('%s includes only what its row allows' % layer, check_includes(layer))
        report('%s depends only on what its row allows' % layer, check_row(layer))
    report('the top level holds what the table names', check_top())
    report('every source carries its licence', check_spdx())
    report('no file is over 900 lines', check_sizes())
    report('no token or private key is in the tree', check_secrets())
    report('fibers are started by mc_task_start and wait by mc_await', check_spawn())
    report('no deprecation is silenced', check_deprecated())
    report('nothing weakens TLS', check_tls())
    report('every source is built', check_catalogue_sources())
    print('1..%d' % number)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
