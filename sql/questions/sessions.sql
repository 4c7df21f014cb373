-- title: Latest sessions
-- chart: table user_name plays
-- limit: 20
-- of: listener

-- As many sessions as are shown end no earlier than the last plays of as many listeners, so that earlier plays are left out.
with
latest as (
    select distinct user_id, session_id
    from filtered_plays
    where start_time >= coalesce((
        select max(start_time) from filtered_plays group by user_id order by 1 desc limit 1 offset $limit
    ), timestamp '0001-01-01')
)

select
    local(min(start_time)) as first_play,
    local(max(start_time)) as last_play,
    coalesce(max(first_name), '') || ' ' || coalesce(max(last_name), '') as user_name,
    user_id,
    session_id,
    count(*) as plays,
    max(location) as location
from latest
inner join filtered_plays using (user_id, session_id)
left join users using (user_id)
group by user_id, session_id
order by max(start_time) desc, user_id, session_id
limit $limit;
