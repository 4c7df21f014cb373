-- title: Listeners, sessions and listening time
-- chart: line period_start listeners
-- grain: auto

-- A listener or a session counts in each period with a play of theirs. Sessions are far fewer than plays, so that what
-- differs is counted among them.
with
sessions as (
    select period(start_time) as period_start, user_id, session_id, sum(length) as seconds
    from filtered_plays
    group by 1, 2, 3
)

select
    period_start,
    count(distinct user_id) as listeners,
    count(*) as sessions,
    cast(round(cast(coalesce(sum(seconds), 0) / 3600.0 as decimal(18, 4)), 1) as double precision) as hours,
    incomplete(period_start) as incomplete
from sessions
group by period_start
order by 1;
