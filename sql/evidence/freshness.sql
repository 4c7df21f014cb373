-- The latest published run, and the rows in the warehouse since.

select
    run_id,
    started_at,
    finished_at,
    logs_location,
    songs_location,
    version,
    engine_version,
    songplays,
    matched,
    rejected
from etl.runs
order by run_id desc
limit 1;
