-- The latest run, and what distinguishes it from a run of the same number in another warehouse.
select
    run_id,
    attempt_id
from etl.runs
order by run_id desc
limit 1;
