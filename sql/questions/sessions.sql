-- title: Latest sessions
-- chart: table
-- limit: 20
-- measure: plays
-- of: listener

with
latest as (
    select
        user_id,
        session_id,
        min(start_time) as first_play,
        max(start_time) as last_play,
        count(*) as plays,
        max(location) as location
    from filtered_plays
    group by user_id, session_id
    order by last_play desc, user_id, session_id
    limit $limit
)

select
    local(latest.first_play) as first_play,
    local(latest.last_play) as last_play,
    coalesce(users.first_name, '') || ' ' || coalesce(users.last_name, '') as user_name,
    latest.user_id,
    latest.session_id,
    latest.plays,
    latest.location
from latest
left join users
    on users.user_id = latest.user_id
order by latest.last_play desc, latest.user_id, latest.session_id;
