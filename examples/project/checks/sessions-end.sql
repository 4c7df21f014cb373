-- severity: warn
-- No session lasts longer than a day.
select
    user_id,
    session_id,
    min(start_time) as first_play,
    max(start_time) as last_play
from songplays
group by user_id, session_id
having max(start_time) > min(start_time) + interval '1 day'
order by user_id, session_id;
