-- title: Thumbs up and down of each level
-- chart: bar period_start up down
-- grain: week

select
    period(start_time) as period_start,
    level,
    count(case when page = 'Thumbs Up' then 1 end) as up,
    count(case when page = 'Thumbs Down' then 1 end) as down,
    count(distinct user_id) as users,
    incomplete(period(start_time)) as incomplete
from filtered_events
where page in ('Thumbs Up', 'Thumbs Down')
group by 1, 2
order by 1, 2;
