-- Every play's start_time is in time.

select songplays.songplay_id, songplays.start_time
from songplays
left join time
    on time.start_time = songplays.start_time
where songplays.start_time is not null
  and songplays.start_time between epoch_ms($from) and epoch_ms($to)
  and time.start_time is null;
