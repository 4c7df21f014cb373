-- title: Places, and who listened there
-- chart: table
-- limit: 10
-- measure: plays
-- of: location

with
sessions as (
    select location, user_id, session_id, count(*) as plays, min(start_time) as first_play, max(start_time) as last_play
    from filtered_plays
    where location is not null
    group by location, user_id, session_id
)

select
    location,
    cast(sum(plays) as bigint) as plays,
    count(distinct user_id) as listeners,
    count(*) as sessions,
    local(min(first_play)) as first_play,
    local(max(last_play)) as last_play
from sessions
group by location
order by plays desc, location;
