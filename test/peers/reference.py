#!/usr/bin/env python3
"""A second opinion on the rows: the star of a data folder, by the Python standard library alone.

    python3 reference.py DATA_FOLDER OUTPUT_FOLDER [NOW]

NOW is when the run begins, in epoch milliseconds; this moment if it is not given. DATA_FOLDER holds `song_data/`,
`log_data/` and optionally `log_json_path.json`. OUTPUT_FOLDER receives, one JSON array a row, sorted by bytes, numbers
and text spelled as RFC 8785 does:

    songplays.ndjson users.ndjson songs.ndjson artists.ndjson time.ndjson     the star
    staging_events.ndjson staging_songs.ndjson                               the staging tables
    rejected.ndjson       [data set, location, line, byte offset, code]
    files.ndjson          [data set, location, records, lines, staged, rejected, blank,
                           bytes, bytes of staged records, of rejected ones, between records]
    unknown_keys.ndjson   [data set, key]

Written from the page that defines the rows ("The rows, exactly"), not from any other program here, so that where two
readings of that page differ it shows. Where the page leaves room, this follows "Read as" in test/reference/reference.ts:

- A raw NUL inside a text leaves the object whole, and the object is rejected alone; anywhere else it breaks the object.
- In an array, a number ends where it could: `1.x` is the value 1, and `.x` is rejected up to the end of its line.
- White space at the end of a line that is rejected stands between records.
- A record of 16 MiB is taken, one of a byte more is not. The object itself is the first of 512 levels.
"""
import gzip
import hashlib
import json
import os
import re
import sys
import time
from collections import defaultdict
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from json.decoder import scanstring

DATA_FILE = re.compile(r'[^._].*\.(json|ndjson|jsonl)(\.gz)?', re.DOTALL | re.IGNORECASE)
BYTE_ORDER_MARK = b'\xef\xbb\xbf'
JSON_BLANK = ' \t\r\n'
WHITE_SPACE = JSON_BLANK.encode('ascii')
LONGEST = 16 * 1024 * 1024
MOST_LEVELS = 512
EARLIEST = 946_684_800_000  # 2000-01-01
A_DAY = 86_400_000
DECIMAL_TEXT = re.compile(r'-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?')
INTEGER_TEXT = re.compile(r'-?[0-9]+')
INTEGER_RANGE = {'integer': (-2**31, 2**31 - 1), 'bigint': (-2**63, 2**63 - 1)}

EVENT_COLUMNS = [
    ('artist', 'artist', 'text'), ('auth', 'auth', 'text'), ('first_name', 'firstName', 'text'),
    ('gender', 'gender', 'text'), ('item_in_session', 'itemInSession', 'integer'), ('last_name', 'lastName', 'text'),
    ('length', 'length', 'double'), ('level', 'level', 'text'), ('location', 'location', 'text'),
    ('method', 'method', 'text'), ('page', 'page', 'text'), ('registration', 'registration', 'double'),
    ('session_id', 'sessionId', 'bigint'), ('song', 'song', 'text'), ('status', 'status', 'integer'),
    ('ts', 'ts', 'bigint'), ('user_agent', 'userAgent', 'text'), ('user_id', 'userId', 'bigint'),
]
SONG_COLUMNS = [
    ('num_songs', 'num_songs', 'integer'), ('artist_id', 'artist_id', 'text'),
    ('artist_latitude', 'artist_latitude', 'double'), ('artist_longitude', 'artist_longitude', 'double'),
    ('artist_location', 'artist_location', 'text'), ('artist_name', 'artist_name', 'text'),
    ('song_id', 'song_id', 'text'), ('title', 'title', 'text'), ('duration', 'duration', 'double'),
    ('year', 'year', 'integer'),
]
REQUIRED_EVENT = {'page', 'ts', 'session_id', 'item_in_session'}
REQUIRED_SONG = {'song_id', 'title', 'artist_id', 'artist_name', 'duration'}


class Rejected(Exception):
    """A record that is rejected; the argument is its code."""


class Number(str):
    """A JSON number, as it is written."""


class Pairs(list):
    """A JSON object: its members in the order of the text, duplicates included."""


def refuse_constant(name):
    raise ValueError(f'{name} is not JSON')


DECODER = json.JSONDecoder(
    parse_int=Number, parse_float=Number, parse_constant=refuse_constant, object_pairs_hook=Pairs)


# ---- files -----------------------------------------------------------------------------------------------------

def data_files(folder):
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name[0] not in '._' or '=' in name]
        found += [os.path.join(parent, name) for name in names if DATA_FILE.fullmatch(name)]
    return found


def read_file(path):
    with open(path, 'rb') as source:
        stored = source.read()
    return gzip.decompress(stored) if stored.startswith(b'\x1f\x8b') else stored


# ---- records ---------------------------------------------------------------------------------------------------

class Broken(Exception):
    """No JSON value begins here."""


PLAIN_BYTES = re.compile(rb'[^"\\\x01-\x1f]*')
ESCAPE = re.compile(rb'\\(["\\/bfnrt]|u[0-9a-fA-F]{4})')
SCALAR = re.compile(rb'true|false|null|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?')
SPACES = re.compile(rb'[ \t\r\n]*')
SPACES_AND_MARKS = re.compile(rb'[ \t\r\n,\[\]]*')


def records_of(content):
    """[(line, offset, bytes, kind)]; kind is `object`, `value` (of an array), `broken` or `too long`."""
    at = len(BYTE_ORDER_MARK) if content.startswith(BYTE_ORDER_MARK) else 0
    first = SPACES.match(content, at).end()
    is_array = content[first:first + 1] == b'['
    between = SPACES_AND_MARKS if is_array else SPACES
    found, line, counted = [], 1, 0
    while True:
        at = between.match(content, at).end()
        if at == len(content):
            return found
        line, counted = line + content.count(b'\n', counted, at), at
        end, kind = record_at(content, at, is_array)
        found.append((line, at, content[at:end], kind))
        at = end


def record_at(content, at, is_array):
    is_object = content[at:at + 1] == b'{'
    kind = 'broken'
    if is_object or is_array:
        try:
            end, _ = end_of_value(content, at)
            if end - at <= LONGEST:
                return end, 'object' if is_object else 'value'
            kind = 'too long'
        except Broken:
            pass
    end = content.find(b'\n', at)
    rest = content[at:] if end < 0 else content[at:end]
    if len(rest) > LONGEST:
        return at + len(rest), 'too long'
    return at + len(rest.rstrip(WHITE_SPACE)), kind


def end_of_value(content, at):
    """(end, levels) of the JSON value at a place."""
    closing, levels = [], 0
    while True:
        # At the beginning of a value.
        mark = content[at:at + 1]
        if mark in (b'{', b'['):
            closing.append(b'}' if mark == b'{' else b']')
            levels = max(levels, len(closing))
            at = skip_spaces(content, at + 1)
            if content[at:at + 1] != closing[-1]:
                at = end_of_key(content, at) if mark == b'{' else at
                continue
        else:
            at = end_of_scalar(content, at)
            if not closing:
                return at, levels
            at = skip_spaces(content, at)
        # Behind a value, inside of another.
        while content[at:at + 1] == closing[-1]:
            at += 1
            closing.pop()
            if not closing:
                return at, levels
            at = skip_spaces(content, at)
        if content[at:at + 1] != b',':
            raise Broken
        at = skip_spaces(content, at + 1)
        if closing[-1] == b'}':
            at = end_of_key(content, at)


def skip_spaces(content, at):
    return SPACES.match(content, at).end()


def end_of_key(content, at):
    at = skip_spaces(content, end_of_text(content, at))
    if content[at:at + 1] != b':':
        raise Broken
    return skip_spaces(content, at + 1)


def end_of_scalar(content, at):
    if content[at:at + 1] == b'"':
        return end_of_text(content, at)
    scalar = SCALAR.match(content, at)
    if not scalar:
        raise Broken
    return scalar.end()


def end_of_text(content, at):
    if content[at:at + 1] != b'"':
        raise Broken
    at += 1
    while True:
        at = PLAIN_BYTES.match(content, at).end()
        if content[at:at + 1] == b'"':
            return at + 1
        escape = ESCAPE.match(content, at)
        if not escape:
            raise Broken
        at = escape.end()


def count_lines(content, records):
    """(lines, blank ones): those of white space only that lie inside of no record."""
    lines = content.removeprefix(BYTE_ORDER_MARK).split(b'\n')
    if lines[-1] == b'':
        lines.pop()
    inside = {number for line, _, raw, _ in records for number in range(line, line + raw.count(b'\n') + 1)}
    blank = [number for number, line in enumerate(lines, 1) if not line.strip(WHITE_SPACE) and number not in inside]
    return len(lines), len(blank)


def parse_record(raw, kind):
    """The text of a record that is one good object."""
    if kind == 'too long':
        raise Rejected('too_long')
    try:
        text = raw.decode('utf-8')
    except UnicodeDecodeError:
        raise Rejected('bad_utf8') from None
    if '\0' in text:
        raise Rejected('nul')
    try:
        end, levels = end_of_value(raw, 0)
    except Broken:
        raise Rejected('bad_json') from None
    if end != len(raw):
        raise Rejected('bad_json')
    if kind != 'object':
        raise Rejected('not_object')
    if levels > MOST_LEVELS:
        raise Rejected('too_deep')
    strings = list(strings_in(DECODER.decode(text)))
    if any('\0' in string for string in strings):
        raise Rejected('nul')
    if any('\ud800' <= character <= '\udfff' for string in strings for character in string):
        raise Rejected('lone_surrogate')
    return text


def strings_in(value):
    if isinstance(value, Pairs):
        for key, member in value:
            yield key
            yield from strings_in(member)
    elif isinstance(value, list):
        for member in value:
            yield from strings_in(member)
    elif isinstance(value, str) and not isinstance(value, Number):
        yield value


# ---- members with their text as written ------------------------------------------------------------------------

def skip_blank(text, at):
    while at < len(text) and text[at] in JSON_BLANK:
        at += 1
    return at


def members(text):
    """{key: text as written} of a valid JSON object; the last of duplicate keys."""
    found = {}
    at = skip_blank(text, 1)
    while text[at] != '}':
        key, at = scanstring(text, at + 1, True)
        at = skip_blank(text, skip_blank(text, at) + 1)
        end = DECODER.raw_decode(text, at)[1]
        found[key] = text[at:end]
        at = skip_blank(text, end)
        if text[at] == ',':
            at = skip_blank(text, at + 1)
    return found


def elements(text):
    found = []
    at = skip_blank(text, 1)
    while text[at] != ']':
        end = DECODER.raw_decode(text, at)[1]
        found.append(text[at:end])
        at = skip_blank(text, end)
        if text[at] == ',':
            at = skip_blank(text, at + 1)
    return found


def at_path(found, path):
    """The text as written at a path of keys and indexes below an object's members; None where nothing is there."""
    here = found.get(path[0])
    for step in path[1:]:
        if here is None:
            return None
        if isinstance(step, int):
            inside = elements(here) if here[0] == '[' else []
            here = inside[step] if step < len(inside) else None
        else:
            here = members(here).get(step) if here[0] == '{' else None
    return here


PATH_STEP = re.compile(r"\['([^']*)'\]|\[\"([^\"]*)\"\]|\[([0-9]+)\]|\.([^.\[]+)")


def read_paths(file):
    with open(file, encoding='utf-8-sig') as source:
        content = json.load(source)
    paths = content.get('jsonpaths') if isinstance(content, dict) else None
    if not isinstance(paths, list):
        raise SystemExit(f'{file}: the key "jsonpaths" is missing')
    if len(paths) != len(EVENT_COLUMNS):
        raise SystemExit(f'{file}: {len(paths)} paths for {len(EVENT_COLUMNS)} columns')
    return [parse_path(path) for path in paths]


def parse_path(path):
    steps, at = [], 1
    while at < len(path):
        step = PATH_STEP.match(path, at)
        if not step:
            raise SystemExit(f'not a JSONPath: {path}')
        steps.append(int(step[3]) if step[3] is not None else next(g for g in step.groups() if g is not None))
        at = step.end()
    if not steps or path[0] != '$' or isinstance(steps[0], int):
        raise SystemExit(f'not a JSONPath: {path}')
    return steps


# ---- staging ---------------------------------------------------------------------------------------------------

def to_text(raw, _):
    value = DECODER.raw_decode(raw)[0]
    return str(value) if isinstance(value, str) and not isinstance(value, Number) else raw


def number_text(raw):
    """The text of a number in a column of numbers; None where it is NULL."""
    value = DECODER.raw_decode(raw)[0]
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, str):
        if value == '':
            return None
        if DECIMAL_TEXT.fullmatch(value):
            return value
    raise Rejected('type')


def to_integer(raw, kind):
    text = number_text(raw)
    if text is None:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:  # an exponent beyond what Decimal holds
        raise Rejected('range') from None
    sign, digits, exponent = number.as_tuple()
    if not any(digits):
        return 0
    written = ''.join(map(str, digits)).lstrip('0')
    significant = written.rstrip('0')
    exponent += len(written) - len(significant)
    if exponent < 0:
        raise Rejected('fraction')
    if len(significant) + exponent > 25:
        raise Rejected('range')
    whole = int(significant) * 10**exponent * (-1 if sign else 1)
    low, high = INTEGER_RANGE[kind]
    if not low <= whole <= high:
        raise Rejected('range')
    return whole


def to_double(raw, _):
    text = number_text(raw)
    if text is None:
        return None
    number = float(text)
    if number in (float('inf'), float('-inf')):
        raise Rejected('range')
    return number


CONVERT = {'text': to_text, 'integer': to_integer, 'bigint': to_integer, 'double': to_double}


def stage_record(found, columns, paths, required, now):
    row = {}
    for (name, _, kind), path in zip(columns, paths):
        raw = at_path(found, path)
        try:
            row[name] = None if raw is None or raw == 'null' else CONVERT[kind](raw, kind)
            if name == 'ts' and row[name] is not None and not EARLIEST <= row[name] <= now + A_DAY:
                raise Rejected('range')
        except Rejected as problem:
            raise Rejected(f'{problem}:{spell(path)}') from None
    for (name, _, _), path in zip(columns, paths):
        wanted = name in required or (name == 'user_id' and row.get('page') == 'NextSong')
        if wanted and row[name] is None:
            raise Rejected(f'missing:{spell(path)}')
    return row


def spell(path):
    return '.'.join(map(str, path))


def stage(data_set, root, folder, columns, paths, required, now, manifest):
    rows = []
    known = {path[0] for path in paths}
    for file in data_files(os.path.join(root, folder)):
        location = os.path.relpath(file, root)
        content = read_file(file)
        records = records_of(content)
        sizes = {'staged': [], 'rejected': []}
        for line, offset, raw, kind in records:
            try:
                found = members(parse_record(raw, kind))
                rows.append(stage_record(found, columns, paths, required, now))
                sizes['staged'].append(len(raw))
                manifest['unknown_keys'].update((data_set, key) for key in found if key not in known)
            except Rejected as problem:
                sizes['rejected'].append(len(raw))
                manifest['rejected'].append([data_set, location, line, offset, str(problem)])
        lines, blank = count_lines(content, records)
        staged, rejected = sum(sizes['staged']), sum(sizes['rejected'])
        manifest['files'].append([
            data_set, location, len(records), lines, len(sizes['staged']), len(sizes['rejected']), blank,
            len(content), staged, rejected, len(content) - staged - rejected])
    return rows


# ---- star ------------------------------------------------------------------------------------------------------

def octets(text):
    return b'' if text is None else text.encode('utf-8')


def null_first(*values):
    """Of rows that are equal once NULL counts as '' or 0, the one whose NULLs come first."""
    return tuple(value is not None for value in values)


def grouped(rows, key):
    groups = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def start_time(ts):
    return datetime(1970, 1, 1) + timedelta(milliseconds=ts)


def spell_time(moment):
    return moment.isoformat(sep=' ', timespec='milliseconds')


def event_order(event):
    texts = [event[name] for name in ('level', 'location', 'user_agent', 'artist', 'song')]
    return tuple(map(octets, texts)), event['length'] or 0, null_first(*texts, event['length'])


def make_songplays(events, songs):
    by_name = grouped(songs, lambda song: (song['title'].rstrip(' '), song['artist_name'].rstrip(' ')))
    plays = grouped(
        (event for event in events if event['page'] == 'NextSong'),
        lambda event: (event['ts'], event['user_id'], event['session_id'], event['item_in_session']))
    rows = []
    for identity, same in plays.items():
        event = min(same, key=event_order)
        match = best_match(event, by_name)
        name = '|'.join(map(str, identity))
        rows.append([
            hashlib.md5(name.encode('ascii')).hexdigest(), spell_time(start_time(event['ts'])), event['user_id'],
            event['level'], match['song_id'], match['artist_id'], event['session_id'], event['location'],
            event['user_agent'], event['item_in_session'], event['song'], event['artist'], event['length']])
    return rows


def best_match(event, by_name):
    candidates = []
    if event['song'] is not None and event['artist'] is not None:
        candidates = by_name.get((event['song'].rstrip(' '), event['artist'].rstrip(' ')), [])

    def order(song):
        distance = 0 if event['length'] is None else abs(song['duration'] / 2 - event['length'] / 2)
        return distance, octets(song['song_id']), octets(song['artist_id'])
    return min(candidates, key=order, default={'song_id': None, 'artist_id': None})


def make_users(events):
    rows = []
    for user_id, same in grouped(events, lambda event: event['user_id']).items():
        if user_id is None:
            continue

        def moment(event):
            return event['ts'], event['session_id'], event['item_in_session']
        latest = max(map(moment, same))
        names = ('level', 'first_name', 'last_name', 'gender')
        event = min(
            (event for event in same if moment(event) == latest),
            key=lambda event: (tuple(octets(event[name]) for name in names),
                               null_first(*(event[name] for name in names))))
        rows.append([user_id, event['first_name'], event['last_name'], event['gender'], event['level']])
    return rows


def make_songs(songs):
    def year(song):
        return song['year'] or None

    def order(song):
        return (year(song) is None, year(song) or 0, octets(song['title']), song['duration'],
                octets(song['artist_id']))
    rows = []
    for song_id, same in grouped(songs, lambda song: song['song_id']).items():
        song = min(same, key=order)
        rows.append([song_id, song['title'], song['artist_id'], year(song), song['duration']])
    return rows


def make_artists(songs):
    rows = []
    for artist_id, same in grouped(songs, lambda song: song['artist_id']).items():
        songs_of_name = defaultdict(set)
        for song in same:
            songs_of_name[song['artist_name']].add(song['song_id'])
        name = min(songs_of_name, key=lambda name: (-len(songs_of_name[name]), len(name), octets(name)))
        place = min(same, key=place_order)
        rows.append([artist_id, name, place['artist_location'] or None, place['artist_latitude'],
                     place['artist_longitude']])
    return rows


def place_order(song):
    location, latitude, longitude = song['artist_location'], song['artist_latitude'], song['artist_longitude']
    return (not location, latitude is None, octets(song['song_id']),
            octets(location), latitude or 0, longitude or 0, null_first(latitude, longitude))


def make_time(songplays):
    rows = []
    for text in {row[1] for row in songplays}:
        moment = datetime.fromisoformat(text)
        rows.append([text, moment.hour, moment.day, moment.isocalendar().week, moment.month, moment.year,
                     moment.isoweekday() % 7])
    return rows


# ---- output ----------------------------------------------------------------------------------------------------

def spell_value(value):
    if isinstance(value, float):
        return spell_double(value)
    return json.dumps(value, ensure_ascii=False)


def spell_double(value):
    """As ECMAScript's Number::toString does, which RFC 8785 takes over."""
    if value == 0:
        return '0'
    sign, digits, exponent = Decimal(repr(value)).as_tuple()
    digits = ''.join(map(str, digits)).lstrip('0')
    point = len(digits) + exponent
    digits = digits.rstrip('0')
    if len(digits) <= point <= 21:
        text = digits + '0' * (point - len(digits))
    elif 0 < point <= 21:
        text = digits[:point] + '.' + digits[point:]
    elif -6 < point <= 0:
        text = '0.' + '0' * -point + digits
    else:
        fraction = '.' + digits[1:] if len(digits) > 1 else ''
        text = f'{digits[0]}{fraction}e{point - 1:+d}'
    return '-' + text if sign else text


def write(folder, name, rows):
    lines = sorted(('[' + ','.join(map(spell_value, row)) + ']\n').encode('utf-8', 'surrogateescape') for row in rows)
    with open(os.path.join(folder, name + '.ndjson'), 'wb') as target:
        target.writelines(lines)


def main(root, output, now):
    manifest = {'rejected': [], 'files': [], 'unknown_keys': set()}
    path_file = os.path.join(root, 'log_json_path.json')
    event_paths = read_paths(path_file) if os.path.exists(path_file) else [[key] for _, key, _ in EVENT_COLUMNS]
    song_paths = [[key] for _, key, _ in SONG_COLUMNS]
    events = stage('logs', root, 'log_data', EVENT_COLUMNS, event_paths, REQUIRED_EVENT, now, manifest)
    songs = stage('songs', root, 'song_data', SONG_COLUMNS, song_paths, REQUIRED_SONG, now, manifest)
    songplays = make_songplays(events, songs)
    tables = {
        'staging_events': [list(row.values()) for row in events],
        'staging_songs': [list(row.values()) for row in songs],
        'songplays': songplays, 'users': make_users(events), 'songs': make_songs(songs),
        'artists': make_artists(songs), 'time': make_time(songplays), **manifest,
    }
    os.makedirs(output, exist_ok=True)
    for name, rows in tables.items():
        write(output, name, rows)


if __name__ == '__main__':
    if len(sys.argv) not in (3, 4):
        raise SystemExit(__doc__)
    sys.setrecursionlimit(10_000)  # 512 levels, with a few frames each
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) == 4 else time.time_ns() // 1_000_000)
