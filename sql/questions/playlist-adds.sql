-- title: Songs added to playlists at each level
-- chart: bar period_start adds
-- grain: week

select
    period(start_time) as period_start,
    level,
    count(*) as adds,
    count(distinct user_id) as users,
    incomplete(period(start_time)) as incomplete
from filtered_events
where page = 'Add to Playlist'
group by 1, 2
order by 1, 2;
