-- Every play's user is in users.

select songplays.songplay_id, songplays.user_id
from songplays
left join users
    on users.user_id = songplays.user_id
where songplays.user_id is not null
  and songplays.start_time between epoch_ms($from) and epoch_ms($to)
  and users.user_id is null;
