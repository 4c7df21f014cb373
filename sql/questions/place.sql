-- title: Places, and who listened there
-- chart: table
-- limit: 10
-- measure: plays
-- of: location

-- Sessions are counted at the places that are shown alone, by their rank, since texts as keys take longer.
with
shown as (
    select
        location,
        count(*) as plays,
        min(start_time) as first_play,
        max(start_time) as last_play,
        row_number() over (order by count(*) desc, location) as place
    from filtered_plays
    where location is not null
    group by location
    order by place
    limit $limit
),

sessions as (
    select distinct shown.place, filtered_plays.user_id, filtered_plays.session_id
    from filtered_plays
    inner join shown
        on shown.location = filtered_plays.location
)

select
    shown.location,
    shown.plays,
    count(distinct sessions.user_id) as listeners,
    count(*) as sessions,
    local(shown.first_play) as first_play,
    local(shown.last_play) as last_play
from shown
inner join sessions
    on sessions.place = shown.place
group by shown.place, shown.location, shown.plays, shown.first_play, shown.last_play
order by shown.place;
