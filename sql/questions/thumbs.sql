-- title: Thumbs up and down by week and level
-- chart: bar week up down
-- measure: up

select
    cast(date_trunc('week', local(start_time)) as date) as week,
    level,
    count(case when page = 'Thumbs Up' then 1 end) as up,
    count(case when page = 'Thumbs Down' then 1 end) as down,
    count(distinct user_id) as users
from filtered_events
where page in ('Thumbs Up', 'Thumbs Down')
group by 1, 2
order by 1, 2;
