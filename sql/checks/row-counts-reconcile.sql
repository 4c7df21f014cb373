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
  );
