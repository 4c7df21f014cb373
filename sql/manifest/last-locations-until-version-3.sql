-- The same in version 3, which kept no JSONPaths files.

select
    logs_location,
    songs_location,
    cast(null as varchar(4096)) as log_jsonpath,
    cast(null as varchar(4096)) as song_jsonpath
from etl.runs
where logs_location is not null
   or songs_location is not null
order by run_id desc
limit 1;
