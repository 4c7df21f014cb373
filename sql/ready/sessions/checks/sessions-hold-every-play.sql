-- Each play is in one session of its user.
select
    songplays.user_id,
    songplays.session_id,
    count(*) as plays,
    max(sessions.plays) as plays_of_session
from songplays
left join sessions
    on  sessions.user_id = songplays.user_id
    and sessions.session_id = songplays.session_id
group by songplays.user_id, songplays.session_id
having max(sessions.plays) is null
    or max(sessions.plays) <> count(*);
