-- title: Free against paid
-- chart: bar level plays
-- measure: plays

select
    level,
    count(*) as plays,
    count(distinct user_id) as listeners,
    count(distinct cast(user_id as varchar) || '|' || cast(session_id as varchar)) as sessions
from songplays
where start_time >= cast($from as timestamp)
  and start_time < cast($to as timestamp)
group by level
order by plays desc, level
limit $limit;
