#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What installs and presents the program is valid, complete in both languages, and speaks of one program.

usage: check-data.py SOURCE_ROOT BUILD_ROOT
"""
import configparser
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import gi
import yaml

gi.require_version('GdkPixbuf', '2.0')
from gi.repository import GdkPixbuf, GLib  # noqa: E402

XML_LANG = '{http://www.w3.org/XML/1998/namespace}lang'
SVG = '{http://www.w3.org/2000/svg}'
XLINK = '{http://www.w3.org/1999/xlink}href'

# All that the sandbox opens: keyring, files, printing and links go through portals.
FINISH_ARGS = ['--share=network', '--share=ipc', '--socket=wayland', '--socket=fallback-x11', '--device=dri']
# What an icon of ours is drawn with; text would need a font, an image would be a raster.
SHAPES = {
    'svg', 'defs', 'g', 'clipPath', 'path', 'rect', 'circle', 'ellipse', 'polygon',
    'linearGradient', 'radialGradient', 'stop',
}
# The programs meson.build installs.
PROGRAMS = {'motcua', 'motcua-portal'}

number = 0
failed = 0


def report(name, problems):
    global number, failed
    number += 1
    try:
        problems = list(problems)
    except Exception as error:  # a file that is missing or cannot be read fails its case, not the whole program
        problems = ['%s: %s' % (type(error).__name__, error)]
    failed += bool(problems)
    print('%sok %d - %s' % ('not ' if problems else '', number, name))
    for problem in problems[:20]:
        print('# ' + problem.replace('\n', '\n# '))


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def says(command, silent=False):
    """What a checker that is not content says; `silent` ones must not say anything, warnings and hints included."""
    run = subprocess.run(command, capture_output=True, text=True)
    words = (run.stdout + run.stderr).strip()
    if run.returncode != 0 or (silent and words):
        yield '%s: %s' % (command[0], words or 'failed')


def top():
    text = read('meson.build')
    return re.search(r"app_id = '([^']+)'", text).group(1), re.search(r"\bversion: '([^']+)'", text).group(1)


def desktop(build, app):
    parser = configparser.RawConfigParser(delimiters='=', comment_prefixes='#')
    parser.optionxform = str
    parser.read_string(read(os.path.join(build, 'data', app + '.desktop')))
    return parser['Desktop Entry']


def metainfo(build, app):
    return ET.parse(os.path.join(build, 'data', app + '.metainfo.xml')).getroot()


def schema(app):
    return ET.parse('data/%s.gschema.xml' % app).getroot().find('schema')


def manifest(app):
    return yaml.safe_load(read('flatpak/%s.yaml' % app))


def icons(app):
    home = 'data/icons/hicolor'
    return {'%s/scalable/apps/%s.svg' % (home, app), '%s/symbolic/apps/%s-symbolic.svg' % (home, app)}


def check_one_id(build, app):
    named = {
        'Icon of the desktop file': desktop(build, app)['Icon'],
        'id of the metainfo': metainfo(build, app).findtext('id'),
        'icon of the metainfo': metainfo(build, app).findtext('icon'),
        'launchable of the metainfo, less .desktop': metainfo(build, app).findtext('launchable').removesuffix('.desktop'),
        'id of the schema': schema(app).get('id'),
        'path of the schema': schema(app).get('path').strip('/').replace('/', '.'),
        'id of the manifest': manifest(app)['id'],
    }
    for place, found in named.items():
        if found != app:
            yield '%s is %s, not %s' % (place, found, app)
    for folder in ('data', 'flatpak'):
        for name in os.listdir(folder):
            if re.match(r'(io|vn|org|com)\.', name) and not name.startswith(app + '.'):
                yield '%s/%s is named for another program' % (folder, name)


def check_one_program(build, app, version):
    command = desktop(build, app)['Exec'].split()[0]
    if command != 'motcua' or manifest(app)['command'] != command:
        yield 'the desktop file starts %s, the Flatpak %s' % (command, manifest(app)['command'])
    provided = {binary.text for binary in metainfo(build, app).iter('binary')}
    if provided != PROGRAMS:
        yield 'the metainfo provides %s' % sorted(provided)
    if metainfo(build, app).findtext('name') != desktop(build, app)['Name']:
        yield 'desktop file and metainfo name the program differently'
    newest = metainfo(build, app).find('releases/release').get('version')
    if newest != version:
        yield 'the newest release of the metainfo is %s, meson.build says %s' % (newest, version)
    if metainfo(build, app).findtext('project_license') != 'GPL-3.0-or-later':
        yield 'the metainfo tells another licence than LICENSE'


def check_desktop_words(build, app):
    entry = desktop(build, app)
    for key in ('GenericName', 'Comment', 'Keywords'):
        for found in (key, key + '[vi]'):
            if not entry.get(found, '').strip():
                yield 'no ' + found
    if 'DBusActivatable' in entry and not os.path.exists('data/%s.service.in' % app):
        yield 'DBusActivatable without a service file'


def check_metainfo_words(build, app):
    """English and Vietnamese alternate: every text has exactly one twin, right after it (other languages aside)."""
    for parent in metainfo(build, app).iter():
        if parent.get('translate') == 'no':
            continue
        spoken = [child.get(XML_LANG) for child in parent if child.tag in ('summary', 'caption', 'p', 'li')]
        spoken = [language for language in spoken if language in (None, 'vi')]
        if spoken != [None, 'vi'] * (len(spoken) // 2):
            yield '<%s>: not every text stands once in English and once in Vietnamese' % parent.tag


def check_screenshots(build, app):
    """Each is a picture that stands in data/pictures, of the size it says, and has its words."""
    home = metainfo(build, app).findtext('url') + '/raw/HEAD/'
    shots = metainfo(build, app).findall('screenshots/screenshot')
    if not shots:
        yield 'there are none'
    for shot in shots:
        image = shot.find('image')
        path = image.text.removeprefix(home)
        if path == image.text or not os.path.exists(path):
            yield '%s is no picture of the repository' % image.text
            continue
        picture = GdkPixbuf.Pixbuf.new_from_file(path)
        if (str(picture.get_width()), str(picture.get_height())) != (image.get('width'), image.get('height')):
            yield '%s is of %d×%d' % (path, picture.get_width(), picture.get_height())
        if shot.find('caption') is None:
            yield '%s has no caption' % path


def check_schema_words(app):
    for key in schema(app).findall('key'):
        for part in ('summary', 'description'):
            if not (key.findtext(part) or '').strip():
                yield '%s has no %s' % (key.get('name'), part)


def check_schema_keys(app):
    """A key the program asks for and the schema lacks aborts it."""
    keys = {key.get('name') for key in schema(app).findall('key')}
    used = re.compile(r'g_settings_(?:[gs]et_\w+|bind\w*|reset)\s*\(\s*[\w>.()-]+(?:\s*\([^()]*\))?\s*,\s*"([^"]+)"')
    for place, _, names in os.walk('ui'):
        for name in sorted(names):
            if name.endswith('.c'):
                for key in used.findall(read(os.path.join(place, name))):
                    if key not in keys:
                        yield '%s asks for %s' % (os.path.join(place, name), key)


def check_icon_names(app):
    found = {os.path.join(place, name) for place, _, names in os.walk('data/icons') for name in names}
    for path in sorted(found - icons(app)):
        yield path + ' is no icon of the program'
    for path in sorted(icons(app) - found):
        yield path + ' is missing'


def check_drawing(path):
    text = read(path)
    if re.search(r'<!ENTITY|data:|<script|base64', text):
        yield 'holds an entity, script or embedded data'
    for element in ET.fromstring(text.encode()).iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag.removeprefix(SVG) not in SHAPES:
            yield 'holds <%s>' % element.tag
        for name, value in element.attrib.items():
            if name in ('href', XLINK) or (re.search(r'url\s*\(', value) and not re.fullmatch(r'url\(#\w+\)', value)):
                yield '%s="%s" refers elsewhere' % (name, value)


def covered(path, size):
    """(opaque, see-through, number of colours) among the pixels of the icon drawn at this size."""
    picture = GdkPixbuf.Pixbuf.new_from_file_at_size(path, size, size)
    if (picture.get_width(), picture.get_height(), picture.get_n_channels()) != (size, size, 4):
        raise ValueError('drawn as %d×%d' % (picture.get_width(), picture.get_height()))
    pixels, stride = picture.get_pixels(), picture.get_rowstride()
    points = [pixels[y * stride + 4 * x:y * stride + 4 * x + 4] for y in range(size) for x in range(size)]
    opaque = [point[:3] for point in points if point[3] > 200]
    return len(opaque), sum(point[3] < 20 for point in points), len({tuple(c // 32 for c in point) for point in opaque})


def check_rendering(path):
    try:
        for size in (16, 32, 128):
            opaque, clear, colours = covered(path, size)
            if opaque < size * size // 5 or clear < size * size // 64:
                yield 'at %d px %d pixels are drawn, %d are clear' % (size, opaque, clear)
            if path.endswith('-symbolic.svg') and colours != 1:
                yield 'a symbolic icon of %d colours' % colours
            if not path.endswith('-symbolic.svg') and colours < 4:
                yield 'at %d px only %d colours can be told apart' % (size, colours)
    except GLib.Error as error:
        yield error.message


def check_sandbox(app):
    arguments = manifest(app)['finish-args']
    for argument in arguments:
        if argument not in FINISH_ARGS:
            yield argument + ' opens more than the program needs'
    for argument in FINISH_ARGS:
        if argument not in arguments:
            yield argument + ' is missing'


def check_runtime(app):
    made = manifest(app)
    wanted = {'runtime': 'org.gnome.Platform', 'sdk': 'org.gnome.Sdk', 'runtime-version': '48', 'separate-locales': False}
    for key, value in wanted.items():
        if made.get(key) != value:
            yield '%s: %r, not %r' % (key, made.get(key), value)
    if 'GNOME ' + made['runtime-version'] not in read('meson.build'):
        yield 'meson.build has another floor than GNOME ' + made['runtime-version']


def check_modules(app):
    *modules, last = manifest(app)['modules']
    if last['name'] != 'motcua' or [source['type'] for source in last['sources']] != ['dir']:
        yield 'the last module is not this checkout'
    elif not os.path.samefile(os.path.join('flatpak', last['sources'][0]['path']), '.'):
        yield 'the last module builds ' + last['sources'][0]['path']
    for module in modules:
        for source in module['sources']:
            pin = {'archive': ('sha256', 64), 'git': ('commit', 40)}.get(source['type'])
            if pin is None or not re.fullmatch('[0-9a-f]{%d}' % pin[1], str(source.get(pin[0], ''))):
                yield '%s: %s is not pinned by a hash' % (module['name'], source['type'])
            if not source.get('url', '').startswith('https://'):
                yield '%s comes from %s' % (module['name'], source.get('url'))
    for module in manifest(app)['modules']:
        if 'share=network' in str(module.get('build-options', '')):
            yield module['name'] + ' goes to the network while building'


def check_release(app):
    """What is given away is built as such (see meson.build), by options that take hold: the last of each."""
    options = manifest(app)['modules'][-1].get('config-opts', [])
    for wanted in ('-Dprofile=release', '--buildtype=release'):
        name = wanted.lstrip('-D').split('=')[0]
        given = [option for option in options if re.match('(-D|--)%s=' % name, option)]
        if given != [wanted]:
            yield 'the program is built with %s, not %s' % (given or 'nothing', wanted)


def check_skipped(app):
    """The folders of builds stay out of the Flatpak's sources."""
    skipped = manifest(app)['modules'][-1]['sources'][0].get('skip', [])
    for name in ('.git', 'build', 'build-asan'):
        if name not in skipped:
            yield name + ' would be copied'


def schema_at(file, schema):
    """The schema itself and the file it stands in, a reference followed."""
    while '$ref' in schema:
        place, path = schema['$ref'].split('#/')
        file = place or file
        schema = yaml.safe_load(read('data/portal-api/' + file))
        for step in path.split('/'):
            schema = schema[step]
    return file, schema


def check_vocabulary():
    """Every member that the national vocabulary is mapped to is one of the contract's dossier."""
    table = json.loads(read('data/catalogues/national-vocabulary.json'))['members']
    names = [row['national'] for row in table]
    wrong = sorted({name for name in names if names.count(name) > 1})
    for row in table:
        file, schema = 'dossier.yaml', {'$ref': '#/schemas/Dossier'}
        for step in (row['ours'] or '').replace('[]', '.[]').split('.'):
            file, schema = schema_at(file, schema)
            inner = schema.get('items') if step == '[]' else schema.get('properties', {}).get(step)
            if inner is None and row['ours'] is not None:
                wrong.append(row['national'])
            if inner is None:
                break
            schema = inner
    return wrong


def main():
    os.chdir(sys.argv[1])
    build = sys.argv[2]
    app, version = top()
    built = os.path.join(build, 'data', app)
    report('the desktop file is valid', says(['desktop-file-validate', built + '.desktop'], silent=True))
    report('the metainfo is valid', says(
        ['appstreamcli', 'validate', '--no-net', '--explain', '--strict', built + '.metainfo.xml']))
    report('the schema is valid', says(['glib-compile-schemas', '--strict', '--dry-run', 'data']))
    report('the build tree serves the schema', says(
        ['gsettings', '--schemadir', os.path.join(build, 'data'), 'list-keys', app]))
    report('one application id is everywhere', check_one_id(build, app))
    report('desktop file, metainfo and manifest speak of one program', check_one_program(build, app, version))
    report('the desktop file speaks English and Vietnamese', check_desktop_words(build, app))
    report('the metainfo speaks English and Vietnamese', check_metainfo_words(build, app))
    report('its screenshots are pictures of the repository', check_screenshots(build, app))
    report('the national vocabulary is mapped to members that are there', check_vocabulary())
    report('every setting is explained', check_schema_words(app))
    report('every setting the program asks for exists', check_schema_keys(app))
    report('the icons are named for the program', check_icon_names(app))
    for path in sorted(icons(app)):
        report('%s is a drawing of its own' % os.path.basename(path), check_drawing(path))
        report('%s is seen at 16, 32 and 128 px' % os.path.basename(path), check_rendering(path))
    report('the sandbox opens nothing but what is needed', check_sandbox(app))
    report('the manifest names the runtime of the floor', check_runtime(app))
    report('every source of the manifest is pinned', check_modules(app))
    report('the manifest builds a release', check_release(app))
    report('the manifest takes no builds along', check_skipped(app))
    print('1..%d' % number)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
