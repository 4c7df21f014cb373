-- title: Songs added to playlists at each level
-- chart: bar period_start adds
-- measure: adds
-- grain: week

with
counted as (
    select
        period(start_time) as period_start,
        level,
        count(*) as adds,
        count(distinct user_id) as users
    from filtered_events
    where page = 'Add to Playlist'
    group by 1, 2
)

select
    period_start,
    level,
    adds,
    users,
    incomplete(period_start) as incomplete
from counted
order by 1, 2;
