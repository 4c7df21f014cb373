-- The locations of the newest run that read any.

select logs_location, songs_location
from etl.runs
where logs_location is not null
   or songs_location is not null
order by run_id desc
limit 1;
