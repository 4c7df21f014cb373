-- title: Levels of a listener, in order
-- chart: table level plays
-- limit: 50
-- of: listener

-- A row is a stretch of plays on one level, without one on another in between. Each listener has one, so that no more of them
-- are looked at than rows are shown.
with
places as (
    select
        *,
        row_number() over (partition by user_id order by start_time, session_id, item_in_session) as place,
        row_number() over (partition by user_id, level order by start_time, session_id, item_in_session) as place_on_level
    from filtered_plays
    where user_id in (
        select distinct user_id from filtered_plays order by user_id limit $limit
    )
)

select
    user_id,
    level,
    local(min(start_time)) as first_play,
    local(max(start_time)) as last_play,
    count(*) as plays
from places
group by user_id, level, place - place_on_level
order by user_id, min(place)
limit $limit;
