-- The locations of the newest run that read any, and its JSONPaths files.

select logs_location, songs_location, log_jsonpath, song_jsonpath
from etl.runs
where logs_location is not null
   or songs_location is not null
order by run_id desc
limit 1;
