-- The same in tables of version 0, which kept no JSONPaths files.

select
    logs as logs_location,
    songs as songs_location,
    cast(null as varchar(4096)) as log_jsonpath,
    cast(null as varchar(4096)) as song_jsonpath
from etl.runs
where logs is not null
   or songs is not null
order by run_id desc
limit 1;
