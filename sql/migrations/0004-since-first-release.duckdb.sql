-- From version 0.1.0: wide ids, plain names, the texts of each play, and what etl records of records, bytes, clocks, steps, locks and own tables.
-- Small tables are recreated, so that their columns are in the order of sql/tables/duckdb.sql.

alter table staging_events alter column session_id type bigint;

alter table staging_events alter column user_id type bigint;

alter table songplays alter column user_id type bigint;

alter table songplays alter column session_id type bigint;

alter table songplays add column item_in_session integer;

alter table songplays add column song varchar;

alter table songplays add column artist varchar;

alter table songplays add column length double;

alter table users alter column user_id type bigint;

create or replace table etl.runs as
select
    run_id,
    token as attempt_id,
    started_at,
    finished_at,
    logs as logs_location,
    songs as songs_location,
    version,
    engine_version,
    files_seen,
    files_new,
    files_changed,
    files_removed,
    files_unchanged,
    cast(null as varchar) as skipped,
    staged + rejected as records,
    lines,
    blank,
    staged,
    rejected,
    cast(null as bigint) as bytes,
    plays_from_events,
    songplays,
    matched,
    cast(null as varchar) as log_jsonpath,
    cast(null as varchar) as song_jsonpath,
    cast(null as bigint) as clock,
    cast(null as double) as list_seconds,
    cast(null as double) as stage_seconds,
    cast(null as double) as star_seconds,
    cast(null as double) as check_seconds,
    cast(null as double) as transaction_seconds
from etl.runs;

create or replace table etl.files as
select
    file_id,
    run_id,
    data_set,
    location,
    size,
    version as fingerprint,
    content as content_hash,
    staged + rejected as records,
    lines,
    staged,
    rejected,
    blank,
    cast(null as bigint) as bytes,
    cast(null as bigint) as staged_bytes,
    cast(null as bigint) as rejected_bytes,
    cast(null as bigint) as between_bytes,
    copied_with as copy_group_id,
    false as read_again
from etl.files;

create or replace table etl.rejected_records as
select
    file_id,
    run_id,
    line,
    cast(null as bigint) as byte_offset,
    code,
    reason,
    raw_line,
    encoding
from etl.rejected_records;

create table etl.migrations (
    version integer,
    name varchar,
    applied_at timestamp,
    applied_by varchar
);

create table etl.lock (
    next_file_id integer
);

create table etl.own_tables (
    name varchar,
    meaning varchar,
    grain varchar,
    definition varchar,
    run_id integer
);
