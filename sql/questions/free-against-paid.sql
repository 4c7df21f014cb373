-- title: Free against paid
-- chart: bar level plays

-- A session belongs to a listener: two listeners may have sessions of one number. Sessions are far fewer than plays, so
-- that what differs is counted among them.
with
sessions as (
    select user_id, session_id, level, count(*) as plays
    from filtered_plays
    group by user_id, session_id, level
)

select
    level,
    cast(sum(plays) as bigint) as plays,
    count(distinct user_id) as listeners,
    count(*) as sessions
from sessions
group by level
order by plays desc, level;
