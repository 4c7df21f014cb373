-- title: New and returning listeners by week
-- chart: bar week listeners
-- measure: new_listeners
-- own filters: from

-- A listener is new in the week of the first play of all, be it before the period; in every later week, returning.
with
first_plays as (
    select user_id, date_trunc('week', min(start_time)) as week
    from filtered_plays
    group by user_id
),

listener_weeks as (
    select distinct user_id, date_trunc('week', start_time) as week
    from filtered_plays
    where start_time >= cast($from as timestamp)
)

select
    cast(listener_weeks.week as date) as week,
    count(case when listener_weeks.week = first_plays.week then 1 end) as new_listeners,
    count(case when listener_weeks.week > first_plays.week then 1 end) as returning_listeners
from listener_weeks
inner join first_plays
    on first_plays.user_id = listener_weeks.user_id
group by listener_weeks.week
order by 1;
