-- title: Upgrades and downgrades
-- chart: bar period_start upgrades downgrades
-- measure: upgrades
-- grain: week
-- own filters: from level

-- A change is seen between two plays of a listener, be the first one before the period. Few listeners ever change, sessions
-- are far fewer than plays, and of each only the first play on either level matters. A level that is asked for is the one
-- that was changed to.
with
changers as (
    select user_id
    from (select distinct user_id, level from filtered_plays) as levels
    group by user_id
    having count(case when level = 'paid' then 1 end) > 0
       and count(case when level = 'free' then 1 end) > 0
),

stretches as (
    select plays.user_id, plays.session_id, plays.level, min(plays.start_time) as start_time
    from filtered_plays as plays
    inner join changers
        on changers.user_id = plays.user_id
    group by plays.user_id, plays.session_id, plays.level
),

steps as (
    select
        level,
        start_time,
        lag(level) over (partition by user_id order by start_time, session_id, level) as level_before
    from stretches
)

select
    period(start_time) as period_start,
    count(case when level = 'paid' and level_before = 'free' then 1 end) as upgrades,
    count(case when level = 'free' and level_before = 'paid' then 1 end) as downgrades,
    incomplete(period(start_time)) as incomplete
from steps
where start_time >= cast($from as timestamp)
  and is_asked(level)
group by 1
order by 1;
