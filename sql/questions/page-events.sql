-- title: Page events by week and level
-- chart: table
-- measure: events

select
    cast(date_trunc('week', local(start_time)) as date) as week,
    level,
    page,
    count(*) as events,
    count(distinct user_id) as users
from filtered_events
group by 1, 2, 3
order by 1, 2, 3;
