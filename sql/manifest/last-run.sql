-- The newest run, and behind it the newest that read files, with their locations and JSONPaths files; one row where it is both.

select run_id, finished_at, version, logs_location, songs_location, log_jsonpath, song_jsonpath
from etl.runs
where run_id = (select max(run_id) from etl.runs)
   or run_id = (select max(run_id) from etl.runs where logs_location is not null or songs_location is not null)
order by run_id desc;
