-- title: Page events of each level
-- chart: table
-- measure: events
-- grain: week

with
counted as (
    select
        period(start_time) as period_start,
        level,
        page,
        count(*) as events,
        count(distinct user_id) as users
    from filtered_events
    group by 1, 2, 3
)

select
    period_start,
    level,
    page,
    events,
    users,
    incomplete(period_start) as incomplete
from counted
order by 1, 2, 3;
