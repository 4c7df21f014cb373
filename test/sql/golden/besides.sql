begin read only;

copy "etl"."files" ("file_id", "run_id", "data_set", "location", "size", "version", "content", "records", "lines", "staged", "rejected", "blank", "bytes", "staged_bytes", "rejected_bytes", "between_bytes", "copied_with")
from '…'
iam_role '…'
region '…'
format as json '…'
gzip
compupdate off statupdate off
manifest;

copy users from '…' iam_role '…' region '…' json '…';

insert into etl.runs (run_id, token, started_at, finished_at, logs, songs, version, engine_version, files_seen, files_new, files_changed, files_removed, files_unchanged, records, lines, blank, staged, rejected, bytes, plays_from_events, songplays, matched) values ($1, $1, cast($1 as timestamp), cast($1 as timestamp), $1, $1, $1, $1, $1, $1, $1, $1, $1, $1, $1, $1, $1, $1, $1, $1, $1, $1);

rollback;

select
       current_user as name,
       current_database() as database,
       has_database_privilege(current_user, current_database(), '…') as may_create_schemas,
       has_schema_privilege(current_user, '…', '…') as may_create_tables;

select (select count(*) from songplays) as "songplays", (select count(*) from users) as "users", (select count(*) from songs) as "songs", (select count(*) from artists) as "artists", (select count(*) from time) as "time", (select count(*) from staging_events) as "staging_events", (select count(*) from staging_songs) as "staging_songs", (select count(*) from etl.runs) as "etl.runs", (select count(*) from etl.checks) as "etl.checks", (select count(*) from etl.migrations) as "etl.migrations", (select count(*) from etl.files) as "etl.files", (select count(*) from etl.rejected_records) as "etl.rejected_records";

select * from (
-- Every record of a file is staged or rejected, the rows that came from it are there, and every byte belongs to a staged
-- record, to a rejected one, or to what stands between. Bytes of files that COPY read are not counted.

-- Looks at the files from $1 on.

with
events as (
    select file_id, count(*) as records
    from staging_events
    where file_id >= $1
    group by file_id
),

songs as (
    select file_id, count(*) as records
    from staging_songs
    where file_id >= $1
    group by file_id
),

rejects as (
    select file_id, count(*) as records
    from etl.rejected_records
    where file_id >= $1
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
where files.file_id >= $1
  and (
    files.records <> files.staged + files.rejected
    or files.bytes <> files.staged_bytes + files.rejected_bytes + files.between_bytes
    or files.staged <> coalesce(events.records, 0) + coalesce(songs.records, 0)
    or files.rejected <> coalesce(rejects.records, 0)
  )
) as bad_rows limit 0;

select 0;

select count(*) as slices from stv_slices;

select current_user as name, version() as version;

select files.location, rejected.line, rejected.byte_offset, rejected.code, rejected.reason, rejected.raw_line, rejected.encoding, rejected.run_id
    from etl.rejected_records as rejected
    inner join etl.files as files
        on files.file_id = rejected.file_id
    where (cast($1 as varchar) = '…' or rejected.code = cast($1 as varchar)
        or split_part(rejected.code, '…', 0) = cast($1 as varchar))
      and (cast($1 as varchar) = '…' or position(cast($1 as varchar) in files.location) > 0)
    order by files.location, rejected.line, rejected.byte_offset
    limit $1;

select name, bad_rows, checked_at, run_id
    from etl.checks
    where run_id = (select max(run_id) from etl.checks)
    order by name;

select pg_backend_pid() as id;

select pg_backend_pid() as id, version() as version;

select pg_last_copy_count() as rows;

select pg_terminate_backend(0);

select query_id, trim(file_name) as file_name, line_number, trim(column_name) as column_name, error_code,
    trim(error_message) as error_message
  from sys_load_error_detail
  where session_id = cast($1 as integer)
  order by query_id desc, start_time desc, line_number
  limit 0;

set query_group to '…';

set timezone to '…';
