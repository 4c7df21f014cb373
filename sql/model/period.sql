-- The first and the last ts of the events that a run staged.

select min(ts) as first, max(ts) as last
from staging_events
where file_id >= $first_file_id;
