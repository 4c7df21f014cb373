-- title: Page events of each level
-- chart: table page events
-- grain: week

select
    period(start_time) as period_start,
    level,
    page,
    count(*) as events,
    count(distinct user_id) as users,
    incomplete(period(start_time)) as incomplete
from filtered_events
group by 1, 2, 3
order by 1, 2, 3;
