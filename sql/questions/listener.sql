-- title: Listeners, and what they played
-- chart: table
-- limit: 10
-- measure: plays
-- of: listener

with
sessions as (
    select user_id, session_id, count(*) as plays, min(start_time) as first_play, max(start_time) as last_play
    from filtered_plays
    group by user_id, session_id
),

listeners as (
    select
        user_id,
        cast(sum(plays) as bigint) as plays,
        count(*) as sessions,
        min(first_play) as first_play,
        max(last_play) as last_play
    from sessions
    group by user_id
)

select
    listeners.user_id,
    coalesce(users.first_name, '') || ' ' || coalesce(users.last_name, '') as user_name,
    users.gender,
    users.level,
    listeners.plays,
    listeners.sessions,
    local(listeners.first_play) as first_play,
    local(listeners.last_play) as last_play
from listeners
left join users
    on users.user_id = listeners.user_id
order by listeners.plays desc, listeners.user_id;
