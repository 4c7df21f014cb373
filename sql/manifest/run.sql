-- A run, if there is one of this number.

select run_id
from etl.runs
where run_id = $run_id;
