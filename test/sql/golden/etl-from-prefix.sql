create schema etl;

create table songplays (
    songplay_id varchar(32),
    start_time timestamp,
    user_id bigint,
    level varchar(64),
    song_id varchar(64),
    artist_id varchar(64),
    session_id bigint,
    location varchar(1024),
    user_agent varchar(4096),
    item_in_session integer,
    song varchar(1024),
    artist varchar(1024),
    length double precision
)
diststyle key
distkey (start_time)
sortkey (start_time);

create table users (
    user_id bigint,
    first_name varchar(256),
    last_name varchar(256),
    gender varchar(64),
    level varchar(64)
)
diststyle all
sortkey (user_id);

create table songs (
    song_id varchar(64),
    title varchar(1024),
    artist_id varchar(64),
    year integer,
    duration double precision
)
diststyle all
sortkey (song_id);

create table artists (
    artist_id varchar(64),
    name varchar(1024),
    location varchar(1024),
    latitude double precision,
    longitude double precision
)
diststyle all
sortkey (artist_id);

create table time (
    start_time timestamp,
    hour integer,
    day integer,
    week integer,
    month integer,
    year integer,
    weekday integer
)
diststyle key
distkey (start_time)
sortkey (start_time);

create table staging_events (
    artist varchar(1024),
    auth varchar(64),
    first_name varchar(256),
    gender varchar(64),
    item_in_session integer,
    last_name varchar(256),
    length double precision,
    level varchar(64),
    location varchar(1024),
    method varchar(64),
    page varchar(256),
    registration double precision,
    session_id bigint,
    song varchar(1024),
    status integer,
    ts bigint,
    user_agent varchar(4096),
    user_id bigint,
    file_id integer,
    line bigint
)
diststyle key
distkey (ts)
sortkey (ts);

create table staging_songs (
    num_songs integer,
    artist_id varchar(64),
    artist_latitude double precision,
    artist_longitude double precision,
    artist_location varchar(1024),
    artist_name varchar(1024),
    song_id varchar(64),
    title varchar(1024),
    duration double precision,
    year integer,
    file_id integer,
    line bigint
)
diststyle key
distkey (artist_id);

create table etl.runs (
    run_id integer,
    attempt_id varchar(64),
    started_at timestamp,
    finished_at timestamp,
    logs_location varchar(4096),
    songs_location varchar(4096),
    version varchar(256),
    engine_version varchar(256),
    files_seen integer,
    files_new integer,
    files_changed integer,
    files_removed integer,
    files_unchanged integer,
    skipped varchar(4096),
    records bigint,
    lines bigint,
    blank bigint,
    staged bigint,
    rejected bigint,
    bytes bigint,
    plays_from_events bigint,
    songplays bigint,
    matched bigint,
    log_jsonpath varchar(4096),
    song_jsonpath varchar(4096),
    clock bigint
)
diststyle all;

create table etl.checks (
    run_id integer,
    name varchar(256),
    bad_rows integer,
    checked_at timestamp
)
diststyle all;

create table etl.migrations (
    version integer,
    name varchar(256),
    applied_at timestamp,
    applied_by varchar(256)
)
diststyle all;

create table etl.own_tables (
    name varchar(127),
    meaning varchar(65535),
    grain varchar(65535),
    definition varchar(64),
    run_id integer
)
diststyle all;

create table etl.files (
    file_id integer,
    run_id integer,
    data_set varchar(16),
    location varchar(4096),
    size bigint,
    fingerprint varchar(256),
    content_hash varchar(256),
    records bigint,
    lines bigint,
    staged bigint,
    rejected bigint,
    blank bigint,
    bytes bigint,
    staged_bytes bigint,
    rejected_bytes bigint,
    between_bytes bigint,
    copy_group_id integer,
    read_again boolean
)
diststyle even
sortkey (file_id);

create table etl.rejected_records (
    file_id integer,
    run_id integer,
    line bigint,
    byte_offset bigint,
    code varchar(1024),
    reason varchar(4096),
    raw_line varchar(65535),
    encoding varchar(16)
)
diststyle even
sortkey (file_id);

insert into etl.migrations (version, name, applied_by) values (4, 'new tables', '0.1.0');

comment on table songplays is 'One row for each play: a NextSong event, however often it was logged.';

comment on column songplays.songplay_id is 'MD5 of ts|user_id|session_id|item_in_session: the same on every load.';

comment on column songplays.start_time is 'When the play began, UTC, to the millisecond.';

comment on column songplays.user_id is 'Who listened.';

comment on column songplays.level is 'free or paid, at the time of the play.';

comment on column songplays.song_id is 'The song that was played; NULL where no song record matches.';

comment on column songplays.artist_id is 'The artist of that song; NULL with it.';

comment on column songplays.session_id is 'The listener''s session; numbers repeat from listener to listener.';

comment on column songplays.location is 'Where the listener was, as the log says.';

comment on column songplays.user_agent is 'The browser''s own description of itself.';

comment on column songplays.item_in_session is 'The number of its event in the session.';

comment on column songplays.song is 'The song''s title, as the log says it, whether or not a song record matches.';

comment on column songplays.artist is 'The artist''s name, as the log says it.';

comment on column songplays.length is 'Seconds that the song lasts, as the log says it.';

comment on table users is 'One row for each user who appears in the log, as the newest event shows them.';

comment on column users.user_id is 'The number of the user.';

comment on column users.first_name is 'First name.';

comment on column users.last_name is 'Last name.';

comment on column users.gender is 'F or M, as the log says.';

comment on column users.level is 'free or paid, at the newest event.';

comment on table songs is 'One row for each song of the song data.';

comment on column songs.song_id is 'The id of the song.';

comment on column songs.title is 'Its title.';

comment on column songs.artist_id is 'Who recorded it.';

comment on column songs.year is 'The year of release; NULL where it is unknown.';

comment on column songs.duration is 'Its length in seconds.';

comment on table artists is 'One row for each artist of the song data, under the name used most.';

comment on column artists.artist_id is 'The id of the artist.';

comment on column artists.name is 'The name on most of the songs.';

comment on column artists.location is 'Where the artist comes from; NULL where it is unknown.';

comment on column artists.latitude is 'Degrees north.';

comment on column artists.longitude is 'Degrees east.';

comment on table time is 'One row for each distinct play start (UTC), split into date parts.';

comment on column time.start_time is 'The start of a play, UTC.';

comment on column time.hour is '0 to 23.';

comment on column time.day is 'Day of the month.';

comment on column time.week is 'ISO week, 1 to 53.';

comment on column time.month is '1 to 12.';

comment on column time.year is 'The year.';

comment on column time.weekday is '0 is Sunday, 6 is Saturday.';

comment on table staging_events is 'The log data, unchanged: one row for each log event.';

comment on column staging_events.artist is 'The artist''s name, of a play.';

comment on column staging_events.auth is 'Logged In, Logged Out, Cancelled or Guest.';

comment on column staging_events.first_name is 'First name of the user.';

comment on column staging_events.gender is 'F or M.';

comment on column staging_events.item_in_session is 'The number of the event in its session.';

comment on column staging_events.last_name is 'Last name of the user.';

comment on column staging_events.length is 'Seconds that the song lasts, of a play.';

comment on column staging_events.level is 'free or paid.';

comment on column staging_events.location is 'Where the user was.';

comment on column staging_events.method is 'GET or PUT.';

comment on column staging_events.page is 'What the user did; NextSong is a play.';

comment on column staging_events.registration is 'When the user registered, in epoch milliseconds.';

comment on column staging_events.session_id is 'The session.';

comment on column staging_events.song is 'The song''s title, of a play.';

comment on column staging_events.status is 'The HTTP status.';

comment on column staging_events.ts is 'When it happened, in epoch milliseconds.';

comment on column staging_events.user_agent is 'The browser''s own description of itself.';

comment on column staging_events.user_id is 'The user; NULL without a login.';

comment on column staging_events.file_id is 'The file it came from.';

comment on column staging_events.line is 'Its 1-based line in that file; NULL where the engine read the whole file by itself.';

comment on table staging_songs is 'The song data, unchanged: one row for each song record.';

comment on column staging_songs.num_songs is 'Always 1 in the source.';

comment on column staging_songs.artist_id is 'The id of the artist.';

comment on column staging_songs.artist_latitude is 'Degrees north.';

comment on column staging_songs.artist_longitude is 'Degrees east.';

comment on column staging_songs.artist_location is 'Where the artist comes from.';

comment on column staging_songs.artist_name is 'The name under which the song was published; a play matches by it.';

comment on column staging_songs.song_id is 'The id of the song.';

comment on column staging_songs.title is 'The title; a play matches by it.';

comment on column staging_songs.duration is 'Seconds.';

comment on column staging_songs.year is 'The year of release; 0 where it is unknown.';

comment on column staging_songs.file_id is 'The file it came from.';

comment on column staging_songs.line is 'Its 1-based line in that file; NULL where the engine read the whole file by itself.';

comment on table etl.runs is 'One row for each run that was published.';

comment on column etl.runs.run_id is 'The number of the run.';

comment on column etl.runs.attempt_id is 'Unique for each attempt to publish a run.';

comment on column etl.runs.started_at is 'UTC.';

comment on column etl.runs.finished_at is 'UTC.';

comment on column etl.runs.logs_location is 'The location of the log data.';

comment on column etl.runs.songs_location is 'The location of the song data.';

comment on column etl.runs.version is 'The version of sparkify.';

comment on column etl.runs.engine_version is 'The engine and its version.';

comment on column etl.runs.files_seen is 'Files found in the source.';

comment on column etl.runs.files_new is 'Of these, loaded for the first time.';

comment on column etl.runs.files_changed is 'Loaded again, since their content changed.';

comment on column etl.runs.files_removed is 'Removed, since they are missing (--prune).';

comment on column etl.runs.files_unchanged is 'Left as they were.';

comment on column etl.runs.skipped is 'Files not taken for data, counted by ending; NULL where none was skipped.';

comment on column etl.runs.records is 'Records read in this run: staged + rejected.';

comment on column etl.runs.lines is 'Lines read in this run.';

comment on column etl.runs.blank is 'Blank lines.';

comment on column etl.runs.staged is 'Records staged.';

comment on column etl.runs.rejected is 'Rejected records.';

comment on column etl.runs.bytes is 'Bytes read in this run, decompressed.';

comment on column etl.runs.plays_from_events is 'NextSong events in staging after the run.';

comment on column etl.runs.songplays is 'Plays in the star after the run.';

comment on column etl.runs.matched is 'Of these, with a song.';

comment on column etl.runs.log_jsonpath is 'The JSONPaths file of the log data, or auto; NULL where there was none.';

comment on column etl.runs.song_jsonpath is 'The same for the song data.';

comment on column etl.runs.clock is 'When the run began, or --now, in epoch milliseconds: later events are rejected.';

comment on table etl.checks is 'One row for each check of each run that was published.';

comment on column etl.checks.run_id is 'The run that was checked.';

comment on column etl.checks.name is 'The name of the check: its file, without .sql.';

comment on column etl.checks.bad_rows is 'Bad rows that it found; a run is published only if there is none.';

comment on column etl.checks.checked_at is 'UTC.';

comment on table etl.migrations is 'One row for each version that the tables were made in or brought to; the last is theirs.';

comment on column etl.migrations.version is 'The version of the tables.';

comment on column etl.migrations.name is 'The migration that brought them to it, or "new tables".';

comment on column etl.migrations.applied_at is 'When a migration brought them to it, UTC; NULL for new tables.';

comment on column etl.migrations.applied_by is 'The version of sparkify that did so.';

comment on table etl.own_tables is 'One row for each table of a project folder, as the newest run built it.';

comment on column etl.own_tables.name is 'The table.';

comment on column etl.own_tables.meaning is 'What its file says of it.';

comment on column etl.own_tables.grain is 'What a row is; the columns named are the key.';

comment on column etl.own_tables.definition is 'SHA-256 of its file.';

comment on column etl.own_tables.run_id is 'The run that built it.';

comment on table etl.files is 'One row for each loaded file.';

comment on column etl.files.file_id is 'The number of the file.';

comment on column etl.files.run_id is 'The run that loaded it.';

comment on column etl.files.data_set is 'logs or songs.';

comment on column etl.files.location is 'Where it is.';

comment on column etl.files.size is 'Bytes.';

comment on column etl.files.fingerprint is 'Differs whenever the content may differ.';

comment on column etl.files.content_hash is 'Equal for equal bytes.';

comment on column etl.files.records is 'Records in the file: staged + rejected.';

comment on column etl.files.lines is 'Lines; a record may take several, and a line may hold several.';

comment on column etl.files.staged is 'Records staged.';

comment on column etl.files.rejected is 'Rejected records.';

comment on column etl.files.blank is 'Blank lines.';

comment on column etl.files.bytes is 'Bytes, decompressed: staged_bytes + rejected_bytes + between_bytes.';

comment on column etl.files.staged_bytes is 'Bytes of the staged records.';

comment on column etl.files.rejected_bytes is 'Bytes of the rejected records.';

comment on column etl.files.between_bytes is 'White space, a byte order mark, brackets and commas of an array.';

comment on column etl.files.copy_group_id is 'Of files that one COPY loaded, the first: it has the counts of all.';

comment on column etl.files.read_again is 'Whether the next run reads it again although it has not changed.';

comment on table etl.rejected_records is 'One row for each rejected record.';

comment on column etl.rejected_records.file_id is 'The file it came from.';

comment on column etl.rejected_records.run_id is 'The run that loaded it.';

comment on column etl.rejected_records.line is 'The 1-based line on which it begins.';

comment on column etl.rejected_records.byte_offset is 'Its first byte in the decompressed file, counted from 0.';

comment on column etl.rejected_records.code is 'The reason, in a word.';

comment on column etl.rejected_records.reason is 'The reason, in a sentence.';

comment on column etl.rejected_records.raw_line is 'The record as it was.';

comment on column etl.rejected_records.encoding is 'utf-8, or base64 where the record is no text; with "cut" where only its beginning fits.';

select table_name from information_schema.tables where table_schema = 'etl' and table_name in ('files', 'migrations');

select max(version) as version from etl.migrations;

begin;

lock etl.runs;

select table_name from information_schema.tables where table_schema = 'etl' and table_name in ('files', 'migrations');

select max(version) as version from etl.migrations;

-- The loaded files of a data set, a line of fingerprint and location for each, by location, and a row too: LISTAGG ends at
-- 64 KB. Files to be read again have no line.

select
    1 as files,
    case when not coalesce(read_again, false) then fingerprint || ' ' || location end as lines
from etl.files
where data_set = $data_set
order by location;

-- The loaded files, with the fingerprint that shows whether each of them is unchanged.

select file_id, data_set, location, size, fingerprint, content_hash, copy_group_id, read_again, rejected
from etl.files;

-- The newest run.

select run_id, finished_at
from etl.runs
order by run_id desc
limit 1;

select name, meaning, grain, definition, run_id from etl.own_tables order by name;

create temp table copied_songs (like staging_songs);

copy "copied_songs" ("num_songs", "artist_id", "artist_latitude", "artist_longitude", "artist_location", "artist_name", "song_id", "title", "duration", "year")
from 's3://music/song_data/'
iam_role 'arn:aws:iam::123456789012:role/sparkify-copy'
region 'us-west-2'
format as json 'auto'
compupdate off statupdate off;

select count(*) as records
from copied_songs
where song_id is null
   or title is null
   or artist_id is null
   or artist_name is null
   or duration is null;

insert into staging_songs ("num_songs", "artist_id", "artist_latitude", "artist_longitude", "artist_location", "artist_name", "song_id", "title", "duration", "year", file_id)
select "num_songs", "artist_id", "artist_latitude", "artist_longitude", "artist_location", "artist_name", "song_id", "title", "duration", "year", cast($file_id as integer)
from copied_songs;

drop table copied_songs;

create temp table copied_logs (like staging_events);

copy "copied_logs" ("artist", "auth", "first_name", "gender", "item_in_session", "last_name", "length", "level", "location", "method", "page", "registration", "session_id", "song", "status", "ts", "user_agent", "user_id")
from 's3://music/log_data/'
iam_role 'arn:aws:iam::123456789012:role/sparkify-copy'
region 'us-west-2'
format as json 's3://music/log_json_path.json'
compupdate off statupdate off;

select count(*) as records
from copied_logs
where page is null
   or ts is null
   or session_id is null
   or item_in_session is null
   or (page = 'NextSong' and user_id is null)
   or ts not between cast($earliest as bigint) and cast($latest as bigint);

insert into staging_events ("artist", "auth", "first_name", "gender", "item_in_session", "last_name", "length", "level", "location", "method", "page", "registration", "session_id", "song", "status", "ts", "user_agent", "user_id", file_id)
select "artist", "auth", "first_name", "gender", "item_in_session", "last_name", "length", "level", "location", "method", "page", "registration", "session_id", "song", "status", "ts", "user_agent", "user_id", cast($file_id as integer)
from copied_logs;

drop table copied_logs;

insert into etl.files (file_id, run_id, data_set, location, size, fingerprint, content_hash, records, lines, staged, rejected, blank, bytes, staged_bytes, rejected_bytes, between_bytes, copy_group_id) values
(cast($file_id_0 as integer), cast($run_id_0 as integer), cast($data_set_0 as varchar(65535)), cast($location_0 as varchar(65535)), cast($size_0 as bigint), cast($fingerprint_0 as varchar(65535)), cast($content_hash_0 as varchar(65535)), cast($records_0 as bigint), cast($lines_0 as bigint), cast($staged_0 as bigint), cast($rejected_0 as bigint), cast($blank_0 as bigint), cast($bytes_0 as bigint), cast($staged_bytes_0 as bigint), cast($rejected_bytes_0 as bigint), cast($between_bytes_0 as bigint), cast($copy_group_id_0 as integer)),
(cast($file_id_1 as integer), cast($run_id_1 as integer), cast($data_set_1 as varchar(65535)), cast($location_1 as varchar(65535)), cast($size_1 as bigint), cast($fingerprint_1 as varchar(65535)), cast($content_hash_1 as varchar(65535)), cast($records_1 as bigint), cast($lines_1 as bigint), cast($staged_1 as bigint), cast($rejected_1 as bigint), cast($blank_1 as bigint), cast($bytes_1 as bigint), cast($staged_bytes_1 as bigint), cast($rejected_bytes_1 as bigint), cast($between_bytes_1 as bigint), cast($copy_group_id_1 as integer));

-- songs
-- Grain: one row for each song_id of the staged song records.

delete from songs;

insert into songs
with
ranked as (
    select
        song_id,
        title,
        artist_id,
        nullif(year, 0) as year,
        duration,
        row_number() over (
            partition by song_id
            order by
                case when coalesce(year, 0) = 0 then 1 else 0 end, -- an unknown year comes last
                coalesce(year, 0),
                title,
                duration,
                artist_id
        ) as preference
    from staging_songs
)

select song_id, title, artist_id, year, duration
from ranked
where preference = 1;

-- artists
-- Grain: one row for each artist_id of the staged song records.
-- The name is the one on most songs of the artist; the place comes whole from one record.

delete from artists;

insert into artists
with
credited_names as (
    select
        artist_id,
        artist_name,
        count(distinct song_id) as songs
    from staging_songs
    group by artist_id, artist_name
),

ranked_names as (
    select
        artist_id,
        artist_name,
        row_number() over (
            partition by artist_id
            order by songs desc, length(artist_name), artist_name
        ) as preference
    from credited_names
),

ranked_places as (
    select
        artist_id,
        nullif(artist_location, '') as location,
        artist_latitude as latitude,
        artist_longitude as longitude,
        row_number() over (
            partition by artist_id
            order by
                case when coalesce(artist_location, '') = '' then 1 else 0 end,
                case when artist_latitude is null then 1 else 0 end,
                song_id,
                coalesce(artist_location, ''),
                coalesce(artist_latitude, 0),
                coalesce(artist_longitude, 0),
                case when artist_longitude is null then 0 else 1 end
        ) as preference
    from staging_songs
)

select
    ranked_names.artist_id,
    ranked_names.artist_name as name,
    ranked_places.location,
    ranked_places.latitude,
    ranked_places.longitude
from ranked_names
inner join ranked_places
    on ranked_places.artist_id = ranked_names.artist_id
where ranked_names.preference = 1
  and ranked_places.preference = 1;

-- users
-- Grain: one row for each user_id in any staged event, whatever the page, as of that user's latest event.
-- Rebuilds the users with an event at or after $since (epoch milliseconds): the latest event of each is among these.

delete from users
where user_id in (select user_id from staging_events where ts >= $since);

insert into users
with
-- The events are read from staging in both places, since an engine that keeps them in between is slower.
latest as (
    select user_id, max(ts) as ts
    from staging_events
    where user_id is not null
      and ts >= $since
    group by user_id
),

ranked as (
    select
        events.user_id,
        events.first_name,
        events.last_name,
        events.gender,
        events.level,
        row_number() over (
            partition by events.user_id
            order by
                session_id desc,
                item_in_session desc,
                coalesce(level, ''),
                coalesce(first_name, ''),
                coalesce(last_name, ''),
                coalesce(gender, ''),
                case when level is null then 0 else 1 end,
                case when first_name is null then 0 else 1 end,
                case when last_name is null then 0 else 1 end,
                case when gender is null then 0 else 1 end
        ) as preference
    from staging_events as events
    inner join latest
        on  latest.user_id = events.user_id
        and latest.ts = events.ts
)

select user_id, first_name, last_name, gender, level
from ranked
where preference = 1;

-- songplays
-- Grain: one row for each distinct identity (ts, user_id, session_id, item_in_session) of the staged NextSong events.
-- The only statement that knows what a play is. The log's own song, artist and length stay with each play, so that
-- nothing that reads plays needs to look for their events.
-- Rebuilds the plays from $from to $to (epoch milliseconds, both included).

delete from songplays
where start_time between (timestamp 'epoch' + ($from) * interval '0.001 second') and (timestamp 'epoch' + ($to) * interval '0.001 second');

insert into songplays
with
-- Few identities are staged more than once, and ranking all plays costs more than all the rest: only these are ranked.
-- The plays are read from staging in each place that needs them, since an engine that keeps them in between is slower.
repeated as (
    select ts, user_id, session_id, item_in_session
    from staging_events
    where page = 'NextSong'
      and ts between $from and $to
    group by ts, user_id, session_id, item_in_session
    having count(*) > 1
),

ranked_repeats as (
    select
        events.ts,
        events.user_id,
        events.session_id,
        events.item_in_session,
        events.level,
        events.location,
        events.user_agent,
        events.artist,
        events.song,
        events.length,
        row_number() over (
            partition by events.ts, events.user_id, events.session_id, events.item_in_session
            order by
                coalesce(level, ''),
                coalesce(location, ''),
                coalesce(user_agent, ''),
                coalesce(artist, ''),
                coalesce(song, ''),
                coalesce(length, 0),
                -- what is NULL and what is empty tie above; the row must not depend on the order of loading
                case when level is null then 0 else 1 end,
                case when location is null then 0 else 1 end,
                case when user_agent is null then 0 else 1 end,
                case when artist is null then 0 else 1 end,
                case when song is null then 0 else 1 end,
                case when length is null then 0 else 1 end
        ) as preference
    from staging_events as events
    inner join repeated
        on  repeated.ts = events.ts
        and repeated.user_id = events.user_id
        and repeated.session_id = events.session_id
        and repeated.item_in_session = events.item_in_session
    where events.page = 'NextSong'
),

distinct_plays as (
    select
        events.ts,
        events.user_id,
        events.session_id,
        events.item_in_session,
        events.level,
        events.location,
        events.user_agent,
        events.artist,
        events.song,
        events.length
    from staging_events as events
    left join repeated
        on  repeated.ts = events.ts
        and repeated.user_id = events.user_id
        and repeated.session_id = events.session_id
        and repeated.item_in_session = events.item_in_session
    where events.page = 'NextSong'
      and events.ts between $from and $to
      and repeated.ts is null
    union all
    select
        ts,
        user_id,
        session_id,
        item_in_session,
        level,
        location,
        user_agent,
        artist,
        song,
        length
    from ranked_repeats
    where preference = 1
),

-- A song record is a candidate under its own artist_name: an artist is credited under several.
candidates as (
    select distinct
        rtrim(title, ' ') as title,
        rtrim(artist_name, ' ') as artist_name,
        duration,
        song_id,
        artist_id
    from staging_songs
),

-- The match depends on (song, artist, length) alone, and far fewer of these are distinct than there are plays. Trailing
-- blanks do not distinguish texts here, as nowhere on Redshift: a title with them and one without them are one match.
played as (
    select distinct song, artist, length
    from staging_events
    where page = 'NextSong'
      and ts between $from and $to
),

ranked_matches as (
    select
        candidates.title,
        candidates.artist_name,
        played.length,
        candidates.song_id,
        candidates.artist_id,
        row_number() over (
            partition by candidates.title, candidates.artist_name, played.length
            order by
                coalesce(abs(candidates.duration - played.length), 0),
                candidates.song_id,
                candidates.artist_id
        ) as preference
    from played
    inner join candidates
        on  candidates.title = rtrim(played.song, ' ')
        and candidates.artist_name = rtrim(played.artist, ' ')
),

matches as (
    select title, artist_name, length, song_id, artist_id
    from ranked_matches
    where preference = 1
)

select
    md5(
        cast(distinct_plays.ts as varchar)
        || '|' || cast(distinct_plays.user_id as varchar)
        || '|' || cast(distinct_plays.session_id as varchar)
        || '|' || cast(distinct_plays.item_in_session as varchar)
    ) as songplay_id,
    (timestamp 'epoch' + (distinct_plays.ts) * interval '0.001 second') as start_time,
    distinct_plays.user_id,
    distinct_plays.level,
    matches.song_id,
    matches.artist_id,
    distinct_plays.session_id,
    distinct_plays.location,
    distinct_plays.user_agent,
    distinct_plays.item_in_session,
    distinct_plays.song,
    distinct_plays.artist,
    distinct_plays.length
from distinct_plays
left join matches
    on  matches.title = rtrim(distinct_plays.song, ' ')
    and matches.artist_name = rtrim(distinct_plays.artist, ' ')
    and coalesce(matches.length, 0) = coalesce(distinct_plays.length, 0)
    and (matches.length is null) = (distinct_plays.length is null);

-- time
-- Grain: one row for each distinct start_time of songplays.
-- Rebuilds the times from $from to $to (epoch milliseconds, both included). Weeks are ISO 8601; weekday 0 is Sunday.

delete from time
where start_time between (timestamp 'epoch' + ($from) * interval '0.001 second') and (timestamp 'epoch' + ($to) * interval '0.001 second');

insert into time
with
start_times as (
    select distinct start_time
    from songplays
    where start_time between (timestamp 'epoch' + ($from) * interval '0.001 second') and (timestamp 'epoch' + ($to) * interval '0.001 second')
)

select
    start_time,
    cast(extract(hour from start_time) as integer) as hour,
    cast(extract(day from start_time) as integer) as day,
    cast(extract(week from start_time) as integer) as week,
    cast(extract(month from start_time) as integer) as month,
    cast(extract(year from start_time) as integer) as year,
    cast(extract(dow from start_time) as integer) as weekday
from start_times;

select * from (
-- Every matched play's artist is in artists.

select songplays.songplay_id, songplays.artist_id
from songplays
left join artists
    on artists.artist_id = songplays.artist_id
where songplays.artist_id is not null
  and songplays.start_time between (timestamp 'epoch' + ($from) * interval '0.001 second') and (timestamp 'epoch' + ($to) * interval '0.001 second')
  and artists.artist_id is null
) as bad_rows limit 5;

select * from (
-- Every song's artist is in artists.

select songs.song_id, songs.artist_id
from songs
left join artists
    on artists.artist_id = songs.artist_id
where artists.artist_id is null
) as bad_rows limit 5;

select * from (
-- No id is missing or empty: "" means that no user is logged in.

select 'songplays' as table_name, songplay_id as id
from songplays
where start_time between (timestamp 'epoch' + ($from) * interval '0.001 second') and (timestamp 'epoch' + ($to) * interval '0.001 second')
  and (coalesce(songplay_id, '') = '' or user_id is null or song_id = '' or artist_id = '')
union all
select 'users' as table_name, cast(user_id as varchar) as id
from users
where user_id is null
union all
select 'songs' as table_name, song_id as id
from songs
where coalesce(song_id, '') = '' or coalesce(artist_id, '') = ''
union all
select 'artists' as table_name, artist_id as id
from artists
where coalesce(artist_id, '') = ''
) as bad_rows limit 5;

select * from (
-- Every matched play has a song record with its song_id and artist_id, and with the title and artist name of its event.

with
-- What is matched is far less than the plays, and only it is compared without trailing blanks.
matched as (
    select distinct song, artist, song_id, artist_id
    from songplays
    where song_id is not null
      and start_time between (timestamp 'epoch' + ($from) * interval '0.001 second') and (timestamp 'epoch' + ($to) * interval '0.001 second')
)

select matched.song_id, matched.artist_id, matched.song, matched.artist
from matched
left join staging_songs as candidates
    on  candidates.song_id = matched.song_id
    and candidates.artist_id = matched.artist_id
    and rtrim(candidates.title, ' ') = rtrim(matched.song, ' ')
    and rtrim(candidates.artist_name, ' ') = rtrim(matched.artist, ' ')
where candidates.song_id is null
) as bad_rows limit 5;

select * from (
-- Every artist has one row, also one with several names.

select artist_id, count(*) as rows_found
from artists
group by artist_id
having count(*) > 1
) as bad_rows limit 5;

select * from (
-- Every play has one row: a join that fans out duplicates plays.

select songplay_id, count(*) as rows_found
from songplays
where start_time between (timestamp 'epoch' + ($from) * interval '0.001 second') and (timestamp 'epoch' + ($to) * interval '0.001 second')
group by songplay_id
having count(*) > 1
) as bad_rows limit 5;

select * from (
-- Every song has one row, also one with several records.

select song_id, count(*) as rows_found
from songs
group by song_id
having count(*) > 1
) as bad_rows limit 5;

select * from (
-- Every start_time has one row, also one that two plays share.

select start_time, count(*) as rows_found
from time
where start_time between (timestamp 'epoch' + ($from) * interval '0.001 second') and (timestamp 'epoch' + ($to) * interval '0.001 second')
group by start_time
having count(*) > 1
) as bad_rows limit 5;

select * from (
-- Every user has one row, also one who changed from free to paid.

select user_id, count(*) as rows_found
from users
group by user_id
having count(*) > 1
) as bad_rows limit 5;

select * from (
-- Every play has the song and the artist of one of its log events.

select songplays.songplay_id, songplays.song, songplays.artist
from songplays
left join staging_events as events
    on  events.page = 'NextSong'
    and events.ts between $from and $to
    and (timestamp 'epoch' + (events.ts) * interval '0.001 second') = songplays.start_time
    and events.user_id = songplays.user_id
    and events.session_id = songplays.session_id
    and events.item_in_session = songplays.item_in_session
    and coalesce(events.song, '') = coalesce(songplays.song, '')
    and coalesce(events.artist, '') = coalesce(songplays.artist, '')
where songplays.start_time between (timestamp 'epoch' + ($from) * interval '0.001 second') and (timestamp 'epoch' + ($to) * interval '0.001 second')
  and events.ts is null
) as bad_rows limit 5;

select * from (
-- Every distinct NextSong identity is one play, and every play is one of them: an inner join drops plays, a loose
-- identity merges them. The days that differ are shown.

with
identities as (
    select distinct ts, user_id, session_id, item_in_session
    from staging_events
    where page = 'NextSong'
      and ts between $from and $to
),

events_by_day as (
    select
        cast((timestamp 'epoch' + (ts) * interval '0.001 second') as date) as day,
        count(*) as identities
    from identities
    group by 1
),

plays_by_day as (
    select cast(start_time as date) as day, count(*) as plays
    from songplays
    where start_time between (timestamp 'epoch' + ($from) * interval '0.001 second') and (timestamp 'epoch' + ($to) * interval '0.001 second')
    group by 1
)

select
    coalesce(events_by_day.day, plays_by_day.day) as day,
    coalesce(identities, 0) as identities,
    coalesce(plays, 0) as plays
from events_by_day
full outer join plays_by_day
    on plays_by_day.day = events_by_day.day
where coalesce(identities, 0) <> coalesce(plays, 0)
) as bad_rows limit 5;

select * from (
-- No play is before the year 2000 or more than 24 hours ahead of every run, as when seconds are read as milliseconds.

select ts, user_id, session_id, item_in_session, file_id
from staging_events
where page = 'NextSong'
  and (
    ts < 946684800000
    or ts > 86400000 + greatest($now, (select coalesce(max(clock), 0) from etl.runs))
  )
) as bad_rows limit 5;

select * from (
-- Every record of a file is staged or rejected, the rows that came from it are there, and every byte belongs to a staged
-- record, to a rejected one, or to the bytes between records. Bytes of files that COPY read are not counted.

-- Looks at the files from $first_file_id on.

with
events as (
    select file_id, count(*) as records
    from staging_events
    where file_id >= $first_file_id
    group by file_id
),

songs as (
    select file_id, count(*) as records
    from staging_songs
    where file_id >= $first_file_id
    group by file_id
),

rejects as (
    select file_id, count(*) as records
    from etl.rejected_records
    where file_id >= $first_file_id
    group by file_id
)

select
    files.location,
    files.records,
    files.staged,
    coalesce(events.records, 0) + coalesce(songs.records, 0) as staged_rows,
    files.rejected,
    coalesce(rejects.records, 0) as rejected_rows,
    files.bytes,
    files.staged_bytes,
    files.rejected_bytes,
    files.between_bytes
from etl.files as files
left join events
    on events.file_id = files.file_id
left join songs
    on songs.file_id = files.file_id
left join rejects
    on rejects.file_id = files.file_id
where files.file_id >= $first_file_id
  and (
    files.records <> files.staged + files.rejected
    or files.bytes <> files.staged_bytes + files.rejected_bytes + files.between_bytes
    or files.staged <> coalesce(events.records, 0) + coalesce(songs.records, 0)
    or files.rejected <> coalesce(rejects.records, 0)
  )
) as bad_rows limit 5;

select * from (
-- Every matched play's song is in songs.

select songplays.songplay_id, songplays.song_id
from songplays
left join songs
    on songs.song_id = songplays.song_id
where songplays.song_id is not null
  and songplays.start_time between (timestamp 'epoch' + ($from) * interval '0.001 second') and (timestamp 'epoch' + ($to) * interval '0.001 second')
  and songs.song_id is null
) as bad_rows limit 5;

select * from (
-- Every play's start_time is in time.

select songplays.songplay_id, songplays.start_time
from songplays
left join time
    on time.start_time = songplays.start_time
where songplays.start_time is not null
  and songplays.start_time between (timestamp 'epoch' + ($from) * interval '0.001 second') and (timestamp 'epoch' + ($to) * interval '0.001 second')
  and time.start_time is null
) as bad_rows limit 5;

select * from (
-- The date parts match the start_time: hour 0-23 and weekday 0-6 (Sunday is 0) in UTC.

select start_time, hour, day, week, month, year, weekday
from time
where start_time between (timestamp 'epoch' + ($from) * interval '0.001 second') and (timestamp 'epoch' + ($to) * interval '0.001 second')
  and (
    hour is null or hour not between 0 and 23 or hour <> extract(hour from start_time)
    or weekday is null or weekday not between 0 and 6 or weekday <> extract(dow from start_time)
    or day is null or day <> extract(day from start_time)
    or week is null or week <> extract(week from start_time)
    or month is null or month <> extract(month from start_time)
    or year is null or year <> extract(year from start_time)
  )
) as bad_rows limit 5;

select * from (
-- Every user has an event: removing the last event of a user removes the user.

select user_id
from users
where not exists (select 1 from staging_events where staging_events.user_id = users.user_id)
) as bad_rows limit 5;

select * from (
-- Every user has the level of their latest event; of several at the same time, the level of one of them.

with
latest as (
    select user_id, max(ts) as ts
    from staging_events
    where user_id is not null
      and ts >= $since
    group by user_id
),

latest_levels as (
    select distinct events.user_id, events.level
    from staging_events as events
    inner join latest
        on  latest.user_id = events.user_id
        and latest.ts = events.ts
)

select latest.user_id, users.level
from latest
left join users
    on users.user_id = latest.user_id
where not exists (
    select 1
    from latest_levels
    where latest_levels.user_id = users.user_id
      and coalesce(latest_levels.level, '') = coalesce(users.level, '')
)
) as bad_rows limit 5;

select * from (
-- Every play's user is in users.

select songplays.songplay_id, songplays.user_id
from songplays
left join users
    on users.user_id = songplays.user_id
where songplays.user_id is not null
  and songplays.start_time between (timestamp 'epoch' + ($from) * interval '0.001 second') and (timestamp 'epoch' + ($to) * interval '0.001 second')
  and users.user_id is null
) as bad_rows limit 5;

-- The plays among the staged events, the plays in the star, and those of them that match a song record.

select
    (select count(*) from staging_events where page = 'NextSong') as from_events,
    (select count(*) from songplays) as songplays,
    (select count(song_id) from songplays) as matched;

select (select count(*) from staging_events) as staging_events, (select count(*) from staging_songs) as staging_songs, (select count(*) from songplays) as songplays, (select count(*) from users) as users, (select count(*) from songs) as songs, (select count(*) from artists) as artists, (select count(*) from time) as time;

insert into etl.checks (run_id, name, bad_rows, checked_at) values
  (cast($run_id as integer), $name_0, cast($bad_rows_0 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_1, cast($bad_rows_1 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_2, cast($bad_rows_2 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_3, cast($bad_rows_3 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_4, cast($bad_rows_4 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_5, cast($bad_rows_5 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_6, cast($bad_rows_6 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_7, cast($bad_rows_7 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_8, cast($bad_rows_8 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_9, cast($bad_rows_9 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_10, cast($bad_rows_10 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_11, cast($bad_rows_11 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_12, cast($bad_rows_12 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_13, cast($bad_rows_13 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_14, cast($bad_rows_14 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_15, cast($bad_rows_15 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_16, cast($bad_rows_16 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_17, cast($bad_rows_17 as integer), cast($checked_at as timestamp)),
  (cast($run_id as integer), $name_18, cast($bad_rows_18 as integer), cast($checked_at as timestamp));

insert into etl.runs (run_id, attempt_id, started_at, finished_at, logs_location, songs_location, log_jsonpath, song_jsonpath, clock, version, engine_version, files_seen, files_new, files_changed, files_removed, files_unchanged, skipped, records, lines, blank, staged, rejected, bytes, plays_from_events, songplays, matched) values ($run_id, $attempt_id, cast($started_at as timestamp), cast($finished_at as timestamp), $logs_location, $songs_location, $log_jsonpath, $song_jsonpath, $clock, $version, $engine_version, $files_seen, $files_new, $files_changed, $files_removed, $files_unchanged, $skipped, $records, $lines, $blank, $staged, $rejected, $bytes, $plays_from_events, $songplays, $matched);

commit;

analyze "staging_events";

analyze "staging_songs";

analyze "songplays";

analyze "users";

analyze "songs";

analyze "artists";

analyze "time";
