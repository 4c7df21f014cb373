-- The checks that found bad rows in a run that was published all the same: their severity is warn.

select run_id, name
from etl.checks
where bad_rows > 0
order by run_id, name;
