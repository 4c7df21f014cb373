-- What last-run.sql reads, in tables of version 0, which kept no JSONPaths files.

select run_id, finished_at, version, logs as logs_location, songs as songs_location
from etl.runs
where run_id = (select max(run_id) from etl.runs)
   or run_id = (select max(run_id) from etl.runs where logs is not null or songs is not null)
order by run_id desc;
