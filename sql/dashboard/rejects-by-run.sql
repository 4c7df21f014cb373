-- Rejected records of the newest runs, by code and run.

select
    code,
    run_id,
    count(*) as records
from etl.rejected_records
where run_id > (select max(run_id) - 12 from etl.runs)
group by code, run_id
order by code, run_id;
