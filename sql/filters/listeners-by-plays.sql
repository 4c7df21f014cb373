-- The listeners with most plays, $limit of them, and what else is counted of their plays: of these, and of no other.
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
    min(filtered_plays.start_time) as first_play,
    max(filtered_plays.start_time) as last_play
from shown
inner join filtered_plays
    on filtered_plays.user_id = shown.user_id
left join users
    on users.user_id = shown.user_id
group by shown.user_id, shown.plays, users.first_name, users.last_name, users.gender, users.level
