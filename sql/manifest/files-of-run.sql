-- The files that a run loaded and that are still in the load manifest as it left them.

select data_set, location, size, records, staged, rejected, lines, blank
from etl.files
where run_id = $run_id
order by location;
