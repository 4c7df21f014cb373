-- What the checks of the newest run found, and when.

select name, bad_rows, checked_at, run_id
from etl.checks
where run_id = (select max(run_id) from etl.checks)
order by name;
