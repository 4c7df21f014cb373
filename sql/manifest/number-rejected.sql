-- Gives the rejected records of a run its number, which nobody knew when they were read.

update etl.rejected_records
set run_id = $run_id
where run_id is null;
