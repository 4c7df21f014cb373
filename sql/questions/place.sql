-- title: Places, and who listened there
-- chart: table location plays
-- limit: 10
-- of: location

-- Sessions are counted at the places that are shown alone, by their rank, since texts as keys take longer.
with
shown as (
    select
        location,
        count(*) as plays,
        local(min(start_time)) as first_play,
        local(max(start_time)) as last_play,
        row_number() over (order by count(*) desc, location) as place
    from filtered_plays
    where location is not null
    group by location
    order by place
    limit $limit
)

select location, plays, count(distinct user_id) as listeners, count(*) as sessions, first_play, last_play
from shown
inner join (
    select distinct place, user_id, session_id
    from filtered_plays
    inner join shown using (location)
) as sessions using (place)
group by place, location, plays, first_play, last_play
order by place;
