-- title: Listeners who came back, by week of their first play
-- chart: retention first_week listeners weeks_later
-- own filters: from

-- Of the listeners whose first play of all fell into the period: how many played again so many weeks later.
with
first_plays as (
    select user_id, cast(date_trunc('week', local(min(start_time))) as date) as week
    from filtered_plays
    group by user_id
    having min(start_time) >= cast($from as timestamp)
),

listener_weeks as (
    select distinct user_id, date_trunc('week', local(start_time)) as week
    from filtered_plays
    where start_time >= cast($from as timestamp)
)

select
    first_plays.week as first_week,
    cast((cast(listener_weeks.week as date) - first_plays.week) / 7 as integer) as weeks_later,
    count(*) as listeners
from first_plays
inner join listener_weeks
    on listener_weeks.user_id = first_plays.user_id
group by 1, 2
order by 1, 2;
