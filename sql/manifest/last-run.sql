-- The newest run.

select run_id, finished_at
from etl.runs
order by run_id desc
limit 1;
