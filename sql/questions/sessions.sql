-- title: Latest sessions
-- chart: table
-- limit: 20
-- measure: plays
-- of: listener

-- A listener's last play is the last of a session. So there are as many sessions that end no earlier than the last plays of the
-- latest listeners, unless those are fewer than asked for, and earlier plays are in no session that is shown.
with
latest_listeners as (
    select max(start_time) as last_play
    from filtered_plays
    group by user_id
    order by last_play desc
    limit $limit
),

latest as (
    select user_id, session_id, max(start_time) as last_play
    from filtered_plays
    where start_time >= (
        select case when count(*) = $limit then min(last_play) else timestamp '0001-01-01' end
        from latest_listeners
    )
    group by user_id, session_id
    order by last_play desc, user_id, session_id
    limit $limit
)

select
    local(min(plays.start_time)) as first_play,
    local(latest.last_play) as last_play,
    coalesce(max(users.first_name), '') || ' ' || coalesce(max(users.last_name), '') as user_name,
    latest.user_id,
    latest.session_id,
    count(*) as plays,
    max(plays.location) as location
from latest
inner join filtered_plays as plays
    on plays.user_id = latest.user_id
   and plays.session_id = latest.session_id
left join users
    on users.user_id = latest.user_id
group by latest.user_id, latest.session_id, latest.last_play
order by latest.last_play desc, latest.user_id, latest.session_id;
