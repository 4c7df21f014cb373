-- title: New and returning listeners
-- chart: bar period_start new_listeners returning_listeners
-- grain: week
-- own filters: from

-- A listener is new in the period of the first play of all, be it before the days that are asked for; in every later one,
-- returning.
with
first_plays as (
    select user_id, period(min(start_time)) as period_start
    from filtered_plays
    group by user_id
),

listener_periods as (
    select distinct user_id, period(start_time) as period_start
    from filtered_plays
    where start_time >= cast($from as timestamp)
)

select
    listener_periods.period_start,
    count(case when listener_periods.period_start = first_plays.period_start then 1 end) as new_listeners,
    count(case when listener_periods.period_start > first_plays.period_start then 1 end) as returning_listeners,
    incomplete(listener_periods.period_start) as incomplete
from listener_periods
inner join first_plays using (user_id)
group by listener_periods.period_start
order by 1;
