-- The rejected records, by file and place in it. $code is a code or the part before its colon, $file a part of the location.

select
    files.location,
    rejected.line,
    rejected.byte_offset,
    rejected.code,
    rejected.reason,
    rejected.raw_line,
    rejected.encoding,
    rejected.run_id
from etl.rejected_records as rejected
inner join etl.files as files
    on files.file_id = rejected.file_id
where (
    cast($code as varchar) = ''
    or rejected.code = cast($code as varchar)
    or split_part(rejected.code, ':', 1) = cast($code as varchar)
  )
  and (cast($file as varchar) = '' or position(cast($file as varchar) in files.location) > 0)
order by files.location, rejected.line, rejected.byte_offset
limit $limit;
