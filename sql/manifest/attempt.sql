-- The run that an attempt to publish recorded, if it did.

select run_id
from etl.runs
where attempt_id = cast($attempt_id as varchar);
