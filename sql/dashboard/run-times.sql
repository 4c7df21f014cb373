-- The seconds of the newest runs by step, the oldest run first. Runs of tables before version 4 have none.

select *
from (
    select
        run_id,
        started_at,
        list_seconds,
        stage_seconds,
        star_seconds,
        check_seconds
    from etl.runs
    order by run_id desc
    limit 12
) as newest
order by run_id;
