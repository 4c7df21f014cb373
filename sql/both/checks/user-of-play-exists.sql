-- Every play's user is in users.

select songplay_id, user_id
from songplays
where start_time between epoch_ms($from) and epoch_ms($to)
  and not exists (select 1 from users where users.user_id = songplays.user_id);
