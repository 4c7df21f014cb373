-- title: Most active users
-- chart: bar user_name plays
-- limit: 10
-- measure: plays

-- The sessions are counted of the users who are shown, and of no other.
with
most_active as (
    select user_id, count(*) as plays
    from filtered_plays
    group by user_id
    order by plays desc, user_id
    limit $limit
)

select
    coalesce(users.first_name, '') || ' ' || coalesce(users.last_name, '') as user_name,
    most_active.user_id,
    users.level,
    most_active.plays,
    count(distinct filtered_plays.session_id) as sessions
from filtered_plays
inner join most_active
    on most_active.user_id = filtered_plays.user_id
inner join users
    on users.user_id = most_active.user_id
group by users.first_name, users.last_name, most_active.user_id, users.level, most_active.plays
order by most_active.plays desc, most_active.user_id;
