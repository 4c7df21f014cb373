-- A user has one row for each session.
select user_id, session_id, count(*) as sessions
from sessions
group by user_id, session_id
having count(*) > 1;
