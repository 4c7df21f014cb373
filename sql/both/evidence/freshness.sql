-- The newest run that was published, and what stands in the warehouse since.

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
