-- title: Songs added to playlists by week and level
-- chart: bar week adds
-- measure: adds

select
    cast(date_trunc('week', local(start_time)) as date) as week,
    level,
    count(*) as adds,
    count(distinct user_id) as users
from filtered_events
where page = 'Add to Playlist'
group by 1, 2
order by 1, 2;
