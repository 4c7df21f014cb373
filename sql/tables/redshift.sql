-- Generated from src/schema/tables.ts: npm run docs writes it.
-- The tables on Redshift. Why each is distributed and sorted as it is: docs/engines.md.
-- No PRIMARY KEY, FOREIGN KEY or UNIQUE: Redshift does not enforce them, and its planner believes them all the same.
-- Lengths are in bytes.

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
    clock bigint,
    list_seconds double precision,
    stage_seconds double precision,
    star_seconds double precision,
    check_seconds double precision,
    transaction_seconds double precision
)
diststyle all;

create table etl.lock (
    next_file_id integer
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
