-- From version 0.1.0: wide ids, plain names, the texts of each play, and what etl records of records, bytes, clocks, steps, locks and own tables.
-- Redshift alters no column to another type in a transaction, and adds columns at the end only: tables are replaced.
-- Replaces: staging_events, songplays, users, etl.runs, etl.files, etl.rejected_records.

alter table staging_events rename to replaced_staging_events;

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

insert into staging_events (artist, auth, first_name, gender, item_in_session, last_name, length, level, location, method, page, registration, session_id, song, status, ts, user_agent, user_id, file_id, line)
select artist, auth, first_name, gender, item_in_session, last_name, length, level, location, method, page, registration, session_id, song, status, ts, user_agent, user_id, file_id, line
from replaced_staging_events;

drop table replaced_staging_events;

alter table songplays rename to replaced_songplays;

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

insert into songplays (songplay_id, start_time, user_id, level, song_id, artist_id, session_id, location, user_agent)
select songplay_id, start_time, user_id, level, song_id, artist_id, session_id, location, user_agent
from replaced_songplays;

drop table replaced_songplays;

alter table users rename to replaced_users;

create table users (
    user_id bigint,
    first_name varchar(256),
    last_name varchar(256),
    gender varchar(64),
    level varchar(64)
)
diststyle all
sortkey (user_id);

insert into users (user_id, first_name, last_name, gender, level)
select user_id, first_name, last_name, gender, level
from replaced_users;

drop table replaced_users;

alter table etl.runs rename to replaced_runs;

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
    clock bigint,
    list_seconds double precision,
    stage_seconds double precision,
    star_seconds double precision,
    check_seconds double precision,
    transaction_seconds double precision
)
diststyle all;

insert into etl.runs (run_id, attempt_id, started_at, finished_at, logs_location, songs_location, version, engine_version, files_seen, files_new, files_changed, files_removed, files_unchanged, records, lines, blank, staged, rejected, plays_from_events, songplays, matched)
select run_id, token, started_at, finished_at, logs, songs, version, engine_version, files_seen, files_new, files_changed, files_removed, files_unchanged, staged + rejected as records, lines, blank, staged, rejected, plays_from_events, songplays, matched
from etl.replaced_runs;

drop table etl.replaced_runs;

alter table etl.files rename to replaced_files;

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

insert into etl.files (file_id, run_id, data_set, location, size, fingerprint, content_hash, records, lines, staged, rejected, blank, copy_group_id, read_again)
select file_id, run_id, data_set, location, size, version, content, staged + rejected as records, lines, staged, rejected, blank, copied_with, false as read_again
from etl.replaced_files;

drop table etl.replaced_files;

alter table etl.rejected_records rename to replaced_rejected_records;

create table etl.rejected_records (
    file_id integer,
    run_id integer,
    line bigint,
    byte_offset bigint,
    code varchar(1024),
    reason varchar(4096),
    raw_line varchar(max),
    encoding varchar(16)
)
diststyle even
sortkey (file_id);

insert into etl.rejected_records (file_id, run_id, line, code, reason, raw_line, encoding)
select file_id, run_id, line, code, reason, raw_line, encoding
from etl.replaced_rejected_records;

drop table etl.replaced_rejected_records;

create table etl.migrations (
    version integer,
    name varchar(256),
    applied_at timestamp,
    applied_by varchar(256)
)
diststyle all;

create table etl.lock (
    next_file_id integer
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
