-- title: Most active users
-- chart: bar user_name plays
-- limit: 10
-- measure: plays

select
    coalesce(users.first_name, '') || ' ' || coalesce(users.last_name, '') as user_name,
    songplays.user_id,
    users.level,
    count(*) as plays,
    count(distinct songplays.session_id) as sessions
from songplays
inner join users
    on users.user_id = songplays.user_id
where start_time >= cast($from as timestamp)
  and start_time < cast($to as timestamp)
group by users.first_name, users.last_name, songplays.user_id, users.level
order by plays desc, songplays.user_id
limit $limit;
