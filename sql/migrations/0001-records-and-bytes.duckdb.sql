-- Widens user_id and session_id, and makes room for what etl records about records, bytes, and skipped files.
-- Small tables are recreated, so that their columns are in the order of sql/tables/duckdb.sql.

alter table staging_events alter column session_id type bigint;

alter table staging_events alter column user_id type bigint;

alter table songplays alter column user_id type bigint;

alter table songplays alter column session_id type bigint;

alter table users alter column user_id type bigint;

create or replace table etl.runs as
select
    run_id,
    token,
    started_at,
    finished_at,
    logs,
    songs,
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
    matched
from etl.runs;

create or replace table etl.files as
select
    file_id,
    run_id,
    data_set,
    location,
    size,
    version,
    content,
    staged + rejected as records,
    lines,
    staged,
    rejected,
    blank,
    cast(null as bigint) as bytes,
    cast(null as bigint) as staged_bytes,
    cast(null as bigint) as rejected_bytes,
    cast(null as bigint) as between_bytes,
    copied_with,
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
