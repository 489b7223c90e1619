# SPDX-License-Identifier: GPL-3.0-or-later
"""The cases of check-contract.py about files: documents with ranges, uploads in pieces."""
import hashlib
import json
import socket
import time
import urllib.parse

PDF = b'%PDF-1.4\n'
MB = 1024 * 1024
# what of an exchange is not in the recording
OPAQUE = {'document': 'response_body', 'send': 'request_body'}

world = None
done = {}


def announce(who, data, status=200, name='giấy tờ.pdf', media_type='application/pdf', **change):
    body = {'name': name, 'media_type': media_type, 'size': len(data), 'sha256': hashlib.sha256(data).hexdigest(), **change}
    return world.call('POST', '/uploads', who, status, headers=world.JSON, body=json.dumps(body).encode(), sound=None).json()


def send(who, upload, data, first, end, status=200, whole=None, sound=True, body=None):
    headers = {'Content-Type': 'application/octet-stream',
               'Content-Range': 'bytes %d-%d/%d' % (first, end - 1, whole or len(data))}
    return world.call('PUT', '/uploads/' + upload, who, status, headers=headers, body=data[first:end] if body is None else body,
                      sound=sound).json()


def offset(who, upload):
    return world.call('GET', '/uploads/' + upload, who).json()['offset']


def a_pdf(size, mark=b'a'):
    return PDF + mark * (size - len(PDF))


def uploads_come_in_pieces():
    data = a_pdf(3 * MB)
    upload = announce('tiepnhan1', data)
    assert upload['offset'] == 0 and upload['complete'] is False and upload['expires_at'] == '2026-11-24T03:00:00Z'
    for first in range(0, 2 * MB, MB):
        answer = send('tiepnhan1', upload['id'], data, first, first + MB)
        assert (answer['offset'], answer['complete']) == (first + MB, False)
    assert announce('tiepnhan1', data) == answer, 'the same file announced again is another upload'
    answer = send('tiepnhan1', upload['id'], data, 2 * MB, 3 * MB)
    assert answer['complete'] is True and answer['offset'] == 3 * MB
    assert send('tiepnhan1', upload['id'], data, 2 * MB, 3 * MB, 409)['code'] == 'wrong_offset'
    done['upload'] = upload['id']


def uploads_are_their_officials_own():
    for who in ('tiepnhan2', 'tiepnhan3', 'lanhdao1'):
        world.refused('not_found', 'GET', '/uploads/' + done['upload'], who, 404)
        assert send(who, done['upload'], b'x', 0, 1, 404)['code'] == 'not_found'
    other = announce('tiepnhan2', a_pdf(3 * MB))
    assert other['id'] != done['upload'] and other['offset'] == 0, 'somebody else\'s upload is told'
    for odd in ('x', '%27', 'portal.db', 'upload-' + done['upload']):
        world.call('GET', '/uploads/' + odd, 'tiepnhan1', 404, sound=None)
        world.call('PUT', '/uploads/' + odd, 'tiepnhan1', 404, sound=None, body=b'x')


def pieces_must_fit():
    data = a_pdf(1000, b'b')
    upload = announce('tiepnhan1', data)['id']
    for value in (None, '', 'bytes', 'bytes 0-', 'bytes -5/1000', 'bytes 5-4/1000', 'bytes 0-1000/1000', 'bytes 0-9/*', 'bytes 0-9/999',
                  'bytes 0-9/1000x', 'bytes=0-9/1000', 'bytes 0-99999999999999999999999/1000', 'bytes +0-9/1000', 'items 0-9/1000'):
        headers = {'Content-Type': 'application/octet-stream', **({} if value is None else {'Content-Range': value})}
        world.refused('bad_header', 'PUT', '/uploads/' + upload, 'tiepnhan1', 400, headers=headers, body=b'x' * 10, sound=None)
    assert send('tiepnhan1', upload, data, 10, 20, 409)['code'] == 'wrong_offset'
    assert offset('tiepnhan1', upload) == 0
    assert send('tiepnhan1', upload, data, 0, 10, 400, body=data[:11])['code'] == 'bad_body'
    assert offset('tiepnhan1', upload) == 10, 'what came of it is kept'
    assert send('tiepnhan1', upload, data, 10, 20, 400, body=data[10:15])['code'] == 'bad_body'
    assert offset('tiepnhan1', upload) == 15
    assert send('tiepnhan1', upload, data, 15, 1000)['complete'] is True


def wrong_files_are_refused():
    data = a_pdf(1000, b'c')
    upload = announce('tiepnhan1', data)['id']
    assert send('tiepnhan1', upload, data, 0, 1000, 422, body=a_pdf(1000, b'd'))['code'] == 'wrong_hash'
    assert offset('tiepnhan1', upload) == 0
    assert send('tiepnhan1', upload, data, 0, 1000)['complete'] is True
    for media_type, liar in (('application/pdf', b'MZ' + data), ('image/png', data), ('image/jpeg', b'<html>'),
                             ('image/heic', b'\0\0\0\x18ftypisom' + data), ('application/pdf', b'%PD')):
        upload = announce('tiepnhan1', liar, media_type=media_type)['id']
        assert send('tiepnhan1', upload, liar, 0, len(liar), 422)['code'] == 'wrong_content'
        world.call('GET', '/uploads/' + upload, 'tiepnhan1', 404)
    for media_type, head in (('image/png', b'\x89PNG\r\n\x1a\n'), ('image/jpeg', b'\xff\xd8\xff\xe0'),
                             ('image/heic', b'\0\0\0\x18ftypheic\0\0\0\0')):
        upload = announce('tiepnhan1', head, media_type=media_type)['id']
        assert send('tiepnhan1', upload, head, 0, len(head))['complete'] is True


def announcements_are_checked():
    data = a_pdf(100)
    for change in ({'name': None}, {'name': ''}, {'name': 'a' * 256}, {'size': 0}, {'size': -1}, {'size': '5'}, {'size': 1.5},
                   {'sha256': 'A' * 64}, {'sha256': 'a' * 63}, {'sha256': None}, {'media_type': None}, {'media_type': 7}):
        assert announce('tiepnhan1', data, 400, **change)['code'] == 'bad_body', change
    for body in (b'', b'{', b'[]', b'null', b'\xff', b'[' * 20000):
        world.refused('bad_body', 'POST', '/uploads', 'tiepnhan1', 400, headers=world.JSON, body=body, sound=None)
    about = world.call('GET', '/about').json()['uploads']
    assert announce('tiepnhan1', data, 422, size=about['max_bytes'] + 1)['code'] == 'file_too_large'
    assert announce('tiepnhan1', data, 422, media_type='application/x-msdownload')['code'] == 'unknown_media_type'
    assert 'application/pdf' in about['media_types']


def quotas_hold():
    for official in ('tiepnhan3', 'lanhdao1'):
        taken = [announce(official, b'x', size=50 * MB, sha256='%064d' % n)['id'] for n in range(4)]
        assert announce(official, b'x', 422, size=1)['code'] == 'quota_exceeded'
        assert len(set(taken)) == 4


def broken_lines_go_on():
    """Half a piece, then silence; then another; then the portal is killed."""
    data = a_pdf(2 * MB, b'e')
    upload = announce('tiepnhan1', data)['id']
    cut(upload, data, 0, 700000)
    wait_for(lambda: offset('tiepnhan1', upload) == 700000)
    cut(upload, data, 700000, 1500000)
    wait_for(lambda: offset('tiepnhan1', upload) == 1500000)
    world.portal.stop(kill=True)
    world.portal.start()
    world.sign_in()
    assert offset('tiepnhan1', upload) == 1500000, 'what was acknowledged is lost'
    assert announce('tiepnhan1', data)['offset'] == 1500000
    assert send('tiepnhan1', upload, data, 1500000, len(data))['complete'] is True
    world.portal.stop(kill=True)
    world.portal.start()
    world.sign_in()
    assert world.call('GET', '/uploads/' + upload, 'tiepnhan1').json()['complete'] is True


def wait_for(condition):
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end, 'it does not come'


def cut(upload, data, first, end):
    """A PUT of all that is left, of which the line carries only so much."""
    parts = urllib.parse.urlsplit(world.portal.about['url'])
    line = world.portal.context.wrap_socket(socket.create_connection((parts.hostname, parts.port), 20), server_hostname=parts.hostname)
    head = ('PUT /officials/v1/uploads/%s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: application/octet-stream\r\n'
            'Content-Range: bytes %d-%d/%d\r\nContent-Length: %d\r\n\r\n')
    line.sendall((head % (upload, parts.netloc, world.people['tiepnhan1'], first, len(data) - 1, len(data), len(data) - first)).encode()
                 + data[first:end])
    wait_for(lambda: offset('tiepnhan1', upload) == end)
    line.close()


def uploads_are_gone_after_a_day():
    data = a_pdf(1000, b'f')
    upload = announce('tiepnhan2', data)
    send('tiepnhan2', upload['id'], data, 0, 500)
    world.portal.tell('advance 86399')
    world.sign_in()
    assert offset('tiepnhan2', upload['id']) == 500
    world.portal.tell('advance 1')
    world.refused('not_found', 'GET', '/uploads/' + upload['id'], 'tiepnhan2', 404)
    assert send('tiepnhan2', upload['id'], data, 500, 1000, 404)['code'] == 'not_found'
    again = announce('tiepnhan2', data)
    assert again['id'] != upload['id'] and again['offset'] == 0
    assert announce('tiepnhan3', b'x', size=1)['offset'] == 0, 'what is gone still counts'


# --- documents

def read(document, status=200, who='tiepnhan1', **headers):
    names = {name.replace('_', '-').title(): value for name, value in headers.items()}
    return world.call('GET', '/dossiers/%s/documents/%s' % document, who, status, headers=names)


def small_document():
    """Of the feed's open dossiers one PDF or picture that is quickly made."""
    for change in world.feeds['tiepnhan1']:
        dossier = world.call('GET', '/dossiers/' + change['id'], 'tiepnhan1').json()
        for component in dossier['components']:
            for document in component['documents']:
                if document['media_type'] == 'image/heic':
                    return dossier, document
    raise AssertionError('no HEIC in the sample')


def documents_are_read():
    dossier, document = small_document()
    assert document['size'] is None, 'a size of something that nobody has made'
    done['document'] = place = (dossier['summary']['id'], document['id'])
    answer = read(place)
    assert answer.headers['Content-Type'] == 'image/heic' and answer.headers['X-Content-Type-Options'] == 'nosniff'
    assert answer.headers['ETag'] == '"%s"' % hashlib.sha256(answer.data).hexdigest()
    assert document['name'] in answer.headers['Content-Disposition']
    done['bytes'], done['tag'] = answer.data, answer.headers['ETag']
    assert read(place).data == done['bytes']
    after = world.call('GET', '/dossiers/' + place[0], 'tiepnhan1').json()
    sizes = {d['id']: d['size'] for c in after['components'] for d in c['documents']}
    assert sizes[place[1]] == len(done['bytes'])


def documents_have_the_dossiers_rights():
    place = done['document']
    for who in ('tiepnhan2', 'lanhdao1'):
        assert read(place, who=who).data == done['bytes']
    read(place, 404, who='tiepnhan3')
    for odd in ((place[0], 'tep99'), (place[0], 'a' * 64), (world.STRANGER, place[1])):
        assert read(odd, 404).json()['code'] == 'not_found'
    for odd in ('%2E%2E', '%27', 'portal.db', '%F0%9F%98%80'):
        world.call('GET', '/dossiers/%s/documents/%s' % (place[0], odd), 'tiepnhan1', 404, sound=None)


def ranges_are_served():
    place, data, tag = done['document'], done['bytes'], done['tag']
    size = len(data)
    for text, first, end in (('bytes=0-0', 0, 1), ('bytes=0-99', 0, 100), ('bytes=100-', 100, size), ('bytes=-100', size - 100, size),
                             ('BYTES=5-5', 5, 6), ('bytes=0-999999999999', 0, size), ('bytes=-999999999', 0, size),
                             ('bytes=%d-' % (size - 1), size - 1, size), ('bytes=0-99999999999999999999999', 0, size)):
        answer = read(place, 206, range=text)
        assert answer.data == data[first:end], text
        assert answer.headers['Content-Range'] == 'bytes %d-%d/%d' % (first, end - 1, size) and answer.headers['ETag'] == tag
    for text in ('bytes=%d-' % size, 'bytes=999999999-', 'bytes=-0', 'bytes=99999999999999999999999-'):
        answer = read(place, 416, range=text)
        assert answer.headers['Content-Range'] == 'bytes */%d' % size and answer.json()['code'] == 'bad_range'
    for text in ('bytes=5-4', 'bytes=', 'bytes=-', 'bytes', 'items=0-5', 'bytes=a-b', 'bytes=0-1,5-6', 'bytes= 0-1', 'bytes=1', 'bytes=+1-2',
                 'bytes=0x1-2'):
        assert read(place, 200, range=text).data == data, text
    assert read(place, 206, range='bytes=0-9', if_range=tag).data == data[:10]
    for other in ('"x"', 'W/' + tag, 'Mon, 23 Nov 2026 03:00:00 GMT', tag.strip('"')):
        assert read(place, 200, range='bytes=0-9', if_range=other).data == data
    for text in (tag, 'W/' + tag, '"x", ' + tag, '*'):
        answer = read(place, 304, if_none_match=text, range='bytes=0-9')
        assert answer.data == b'' and answer.headers['ETag'] == tag
    assert read(place, 200, if_none_match='"x"').data == data


def documents_survive_a_kill():
    world.portal.stop(kill=True)
    world.portal.start()
    world.sign_in()
    answer = read(done['document'], 206, range='bytes=10-', if_range=done['tag'])
    assert answer.data == done['bytes'][10:]


# --- acts about files

def whole_upload(who, mark, name='giấy tờ.pdf'):
    data = a_pdf(3000, mark) + b'%%EOF\n'
    upload = announce(who, data, name=name)['id']
    assert send(who, upload, data, 0, len(data))['complete'] is True
    return upload, data


def detail(dossier, who='tiepnhan1'):
    return world.call('GET', '/dossiers/' + dossier['summary']['id'], who).json()


def change(who, dossier, action, status=200, version=0, **form):
    answer = world.act(who, dossier, status, version=version or 99, action=action, sound=True if status == 200 else None, **form).json()
    return [(e['field'], e['code']) for e in answer['errors']] if answer.get('code') == 'invalid_form' else answer


def component_of(dossier, id):
    return next(c for c in dossier['components'] if c['id'] == id)


def uploads_become_documents():
    """Once, by their own official, into the component that is named; no version is asked for, and both grow."""
    dossier = world.where(1, 'new')
    paper = next(c for c in dossier['components'] if c['source'] == 'attached' and c['documents'])
    upload, data = whole_upload('tiepnhan1', b'g', 'biên bản.pdf')
    theirs, _ = whole_upload('tiepnhan2', b'h')
    half = announce('tiepnhan1', a_pdf(2000, b'i'))['id']
    for odd in (theirs, half, world.STRANGER):
        assert change('tiepnhan1', dossier, 'attach_file', 422, component=paper['id'], files=[odd]) == [('files', 'unknown_upload')]
    for form, wrong in (({'component': 'tp99', 'files': [upload]}, ('component', 'unknown_component')),
                        ({'component': paper['id'], 'files': []}, ('files', 'required')),
                        ({'component': paper['id'], 'files': [upload, upload]}, ('files', 'duplicate')),
                        ({'component': paper['id'], 'files': ['x']}, ('files', 'wrong_type')),
                        ({'component': paper['id'], 'files': upload}, ('files', 'wrong_type'))):
        assert change('tiepnhan1', dossier, 'attach_file', 422, **form) == [wrong], form
    assert detail(dossier) == dossier
    outcome = change('tiepnhan1', dossier, 'attach_file', component=paper['id'], files=[upload], note='Chủ hồ sơ mang đến')
    assert outcome['dossier']['handling_version'] == dossier['summary']['handling_version'] + 1
    after = detail(dossier)
    added = component_of(after, paper['id'])['documents'][-1]
    line = after['history'][-1]
    assert added == {'id': upload, 'name': 'biên bản.pdf', 'media_type': 'application/pdf', 'size': len(data), 'origin': 'official',
                     'added_at': line['at'], 'added_by': 'Nguyễn Thị Hường'}
    assert read((dossier['summary']['id'], upload)).data == data
    assert line['action'] == 'attach_file' and line['from_state'] == line['to_state'] == 1
    assert 'biên bản.pdf' in line['note'] and paper['name'] in line['note'] and 'Chủ hồ sơ mang đến' in line['note']
    assert after['notices'] == dossier['notices'], 'the applicant is told of it'
    world.refused('not_found', 'GET', '/uploads/' + upload, 'tiepnhan1', 404)
    assert change('tiepnhan1', dossier, 'attach_file', 422, component=paper['id'], files=[upload]) == [('files', 'unknown_upload')]
    assert change('lanhdao1', dossier, 'attach_file', 403, component=paper['id'], files=[theirs])['code'] == 'wrong_role'
    done['attached'] = (after, paper['id'], upload, data)


def replaced_files_stay():
    before, component, upload, data = done['attached']
    place = before['summary']['id']
    newer, bytes_of_newer = whole_upload('tiepnhan1', b'k', 'biên bản ký.pdf')
    assert change('tiepnhan1', before, 'replace_file', 422, document=upload, files=[newer], reason=' ') == [('reason', 'required')]
    assert change('tiepnhan1', before, 'replace_file', 422, document='tep99', files=[newer], reason='x') == [('document', 'unknown_document')]
    change('tiepnhan1', before, 'replace_file', document=upload, files=[newer], reason='Bản trước chưa ký')
    paper = component_of(detail(before), component)
    assert [d['id'] for d in paper['documents']][-1] == newer
    assert [(d['id'], d['ended_by'], d['ended_reason']) for d in paper['earlier']] == [(upload, 'Nguyễn Thị Hường', 'Bản trước chưa ký')]
    assert read((place, upload)).data == data, 'what was replaced is gone'
    change('tiepnhan1', before, 'remove_file', document=newer, reason='Nhầm hồ sơ')
    after = detail(before)
    paper = component_of(after, component)
    assert paper['documents'] == component_of(before, component)['documents'][:-1]
    assert [d['ended_reason'] for d in paper['earlier']] == ['Bản trước chưa ký', 'Nhầm hồ sơ']
    assert read((place, newer)).data == bytes_of_newer
    assert change('tiepnhan1', before, 'remove_file', 422, document=newer, reason='x') == [('document', 'unknown_document')]
    assert 'Lý do: Nhầm hồ sơ' in after['history'][-1]['note']


def papers_are_reused():
    """Of the same owner, and of nobody else."""
    # as things stand now: other cases have moved some of them to other units
    for summary in (c['summary'] for c in world.follow('tiepnhan1')[0] if 'summary' in c):
        if 'reuse_paper' not in summary['actions']:
            continue
        dossier = world.call('GET', '/dossiers/' + summary['id'], 'tiepnhan1').json()
        source = next((world.call('GET', '/dossiers/' + other['id'], 'tiepnhan1').json()
                       for other in (dossier['same_person'] or {'dossiers': []})['dossiers']), None)
        papers = [d for c in source['components'] for d in c['documents']] if source else []
        if papers:
            break
    stranger = world.where(1, 'new')
    target = dossier['components'][0]['id']

    def reuse(status=200, dossier_id=None, document=None):
        return change('tiepnhan1', dossier, 'reuse_paper', status, component=target, source_dossier=dossier_id or source['summary']['id'],
                      source_document=document or papers[0]['id'])

    for other in (world.STRANGER, stranger['summary']['id'], dossier['summary']['id']):
        assert reuse(422, other) == [('source_dossier', 'unknown_dossier')]
    assert reuse(422, document='tep99') == [('source_document', 'unknown_document')]
    for _ in range(2):
        reuse()
    taken = component_of(detail(dossier), target)['documents'][-1]
    assert taken['origin'] == 'reused' and taken['name'] == papers[0]['name']
    assert taken['taken_from'] in (source['summary'].get('code'), source['summary'].get('provisional_code'))
    assert read((dossier['summary']['id'], taken['id'])).data == read((source['summary']['id'], papers[0]['id'])).data
    change('tiepnhan1', dossier, 'remove_file', document=taken['id'], reason='Không đúng giấy tờ')
    whole = detail(dossier)
    assert component_of(whole, target)['earlier'][-1]['taken_from'] == taken['taken_from']
    assert component_of(whole, target)['documents'][-1]['taken_from'] == taken['taken_from']


def drafts_are_attached():
    """By who handles it, until it is signed; what was signed is what is released."""
    dossier = next(world.call('GET', '/dossiers/' + c['id'], 'chuyenvien1').json() for c in world.follow('chuyenvien1')[0]
                   if c['op'] == 'upsert' and 'attach_result' in c['summary']['actions'])
    place = dossier['summary']['id']
    broken = announce('chuyenvien1', a_pdf(1000, b'l'))['id']
    send('chuyenvien1', broken, a_pdf(1000, b'l'), 0, 1000)
    assert change('chuyenvien1', dossier, 'attach_result', 422, files=[broken]) == [('files', 'wrong_file')]
    for mark in (b'm', b'n'):
        upload, data = whole_upload('chuyenvien1', mark, 'dự thảo.pdf')
        change('chuyenvien1', dossier, 'attach_result', files=[upload])
    result = detail(dossier, 'chuyenvien1')['results'][-1]
    assert result['state'] == 'draft' and [d['id'] for d in result['documents']] == [upload]
    assert result['earlier'][-1]['ended_by'] and result['documents'][0]['origin'] == 'official'
    assert read((place, upload), who='chuyenvien1').data == data
    theirs = next(d for c in dossier['components'] for d in c['documents'])
    assert change('chuyenvien1', dossier, 'remove_file', 422, document=theirs['id'], reason='x') == [('document', 'not_to_end')]


def run_acts(module):
    global world
    world = module
    case = world.case
    case('an upload becomes a document, once, by its own official', uploads_become_documents)
    case('a file that is replaced or removed stays in the history', replaced_files_stay)
    case('a paper of the same person is taken over', papers_are_reused)
    case('a draft of the result is attached until it is signed', drafts_are_attached)


def run(module):
    global world
    world = module
    case = world.case
    case('a document is read, and only then its size is told', documents_are_read)
    case('a document has the rights of its dossier', documents_have_the_dossiers_rights)
    case('parts of a document are served', ranges_are_served)
    case('a document is the same after a kill', documents_survive_a_kill)
    case('a file comes in pieces and goes on', uploads_come_in_pieces)
    case('an upload is its official\'s own', uploads_are_their_officials_own)
    case('a piece must go on and be as long as it says', pieces_must_fit)
    case('other bytes and other types than announced are refused', wrong_files_are_refused)
    case('an announcement is checked', announcements_are_checked)
    case('a broken line and a killed portal lose nothing acknowledged', broken_lines_go_on)
    case('quotas hold', quotas_hold)
    case('an upload is gone after a day', uploads_are_gone_after_a_day)
