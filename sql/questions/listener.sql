-- title: Listeners, and what they played
-- chart: table
-- limit: 10
-- measure: plays
-- of: listener

-- Sessions are counted of the listeners who are shown, and of no other.
with
shown as (
    select user_id, count(*) as plays
    from filtered_plays
    group by user_id
    order by plays desc, user_id
    limit $limit
)

select
    shown.user_id,
    coalesce(users.first_name, '') || ' ' || coalesce(users.last_name, '') as user_name,
    users.gender,
    users.level,
    shown.plays,
    count(distinct filtered_plays.session_id) as sessions,
    local(min(filtered_plays.start_time)) as first_play,
    local(max(filtered_plays.start_time)) as last_play
from shown
inner join filtered_plays
    on filtered_plays.user_id = shown.user_id
left join users
    on users.user_id = shown.user_id
group by shown.user_id, shown.plays, users.first_name, users.last_name, users.gender, users.level
order by shown.plays desc, shown.user_id;
