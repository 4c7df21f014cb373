-- Every play's start_time is in time.

select songplay_id, start_time
from songplays
where start_time between epoch_ms($from) and epoch_ms($to)
  and not exists (select 1 from time where time.start_time = songplays.start_time);
