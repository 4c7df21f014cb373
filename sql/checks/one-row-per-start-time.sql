-- Every start_time has one row, also one that two plays share.

select start_time, count(*) as rows_found
from time
where start_time between epoch_ms($from) and epoch_ms($to)
group by start_time
having count(*) > 1;
