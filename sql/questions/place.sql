-- title: Places, and who listened there
-- chart: table
-- limit: 10
-- measure: plays
-- of: location

-- Plays are far more than sessions, and the rest is counted of the places that are shown alone.
with
shown as (
    select location, count(*) as plays
    from filtered_plays
    where location is not null
    group by location
    order by plays desc, location
    limit $limit
),

sessions as (
    select location, user_id, session_id, min(start_time) as first_play, max(start_time) as last_play
    from filtered_plays
    where location in (select shown.location from shown)
    group by location, user_id, session_id
)

select
    shown.location,
    shown.plays,
    count(distinct sessions.user_id) as listeners,
    count(*) as sessions,
    local(min(sessions.first_play)) as first_play,
    local(max(sessions.last_play)) as last_play
from shown
inner join sessions
    on sessions.location = shown.location
group by shown.location, shown.plays
order by shown.plays desc, shown.location;
