-- title: Upgrades and downgrades
-- chart: bar period_start upgrades downgrades
-- grain: week
-- own filters: from level

-- A change is seen between two plays of a listener, be the first one before the period. Of a session, the first play on either
-- level matters. A level that is asked for is the one that was changed to.
with
first_plays as (
    select
        level,
        min(start_time) as start_time,
        lag(level) over (partition by user_id order by min(start_time), session_id, level) as level_before
    from filtered_plays
    where user_id in (
        select user_id from (select distinct user_id, level from filtered_plays) as levels group by user_id
        having count(case when level = 'free' then 1 end) > 0 and count(case when level = 'paid' then 1 end) > 0
    )
    group by user_id, session_id, level
)

select
    period(start_time) as period_start,
    count(case when level = 'paid' and level_before = 'free' then 1 end) as upgrades,
    count(case when level = 'free' and level_before = 'paid' then 1 end) as downgrades,
    incomplete(period(start_time)) as incomplete
from first_plays
where start_time >= cast($from as timestamp) and is_asked(level)
group by 1
order by 1;
