-- Generated from src/schema/tables.ts: npm run docs writes it.
-- The tables on DuckDB. No primary keys: the star is rebuilt by delete and insert in one transaction, which DuckDB's
-- key indexes refuse for a key that comes back, and the checks prove what a key would promise.

create schema etl;

create table songplays (
    songplay_id varchar using compression uncompressed,
    start_time timestamp,
    user_id bigint,
    level varchar,
    song_id varchar,
    artist_id varchar,
    session_id bigint,
    location varchar,
    user_agent varchar,
    item_in_session integer,
    song varchar,
    artist varchar,
    length double
);

create table users (
    user_id bigint,
    first_name varchar,
    last_name varchar,
    gender varchar,
    level varchar
);

create table songs (
    song_id varchar,
    title varchar,
    artist_id varchar,
    year integer,
    duration double
);

create table artists (
    artist_id varchar,
    name varchar,
    location varchar,
    latitude double,
    longitude double
);

create table time (
    start_time timestamp,
    hour integer,
    day integer,
    week integer,
    month integer,
    year integer,
    weekday integer
);

create table staging_events (
    artist varchar,
    auth varchar,
    first_name varchar,
    gender varchar,
    item_in_session integer,
    last_name varchar,
    length double,
    level varchar,
    location varchar,
    method varchar,
    page varchar,
    registration double,
    session_id bigint,
    song varchar,
    status integer,
    ts bigint,
    user_agent varchar,
    user_id bigint,
    file_id integer,
    line bigint
);

create table staging_songs (
    num_songs integer,
    artist_id varchar,
    artist_latitude double,
    artist_longitude double,
    artist_location varchar,
    artist_name varchar,
    song_id varchar,
    title varchar,
    duration double,
    year integer,
    file_id integer,
    line bigint
);

create table etl.runs (
    run_id integer,
    attempt_id varchar,
    started_at timestamp,
    finished_at timestamp,
    logs_location varchar,
    songs_location varchar,
    version varchar,
    engine_version varchar,
    files_seen integer,
    files_new integer,
    files_changed integer,
    files_removed integer,
    files_unchanged integer,
    skipped varchar,
    records bigint,
    lines bigint,
    blank bigint,
    staged bigint,
    rejected bigint,
    bytes bigint,
    plays_from_events bigint,
    songplays bigint,
    matched bigint,
    log_jsonpath varchar,
    song_jsonpath varchar,
    clock bigint,
    list_seconds double,
    stage_seconds double,
    star_seconds double,
    check_seconds double,
    transaction_seconds double
);

create table etl.lock (
    next_file_id integer
);

create table etl.checks (
    run_id integer,
    name varchar,
    bad_rows integer,
    checked_at timestamp
);

create table etl.migrations (
    version integer,
    name varchar,
    applied_at timestamp,
    applied_by varchar
);

create table etl.own_tables (
    name varchar,
    meaning varchar,
    grain varchar,
    definition varchar,
    run_id integer
);

create table etl.files (
    file_id integer,
    run_id integer,
    data_set varchar,
    location varchar,
    size bigint,
    fingerprint varchar,
    content_hash varchar,
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
);

create table etl.rejected_records (
    file_id integer,
    run_id integer,
    line bigint,
    byte_offset bigint,
    code varchar,
    reason varchar,
    raw_line varchar,
    encoding varchar
);
