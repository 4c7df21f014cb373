-- Every user has the level of their latest event; of several at the same time, the level of one of them.

with
latest as (
    select user_id, max(ts) as ts
    from staging_events
    where user_id is not null
      and ts >= $since
    group by user_id
),

latest_levels as (
    select distinct user_id, level
    from staging_events
    inner join latest using (user_id, ts)
)

select latest.user_id, users.level
from latest
left join users
    on users.user_id = latest.user_id
where not exists (
    select 1
    from latest_levels
    where latest_levels.user_id = users.user_id
      and coalesce(latest_levels.level, '') = coalesce(users.level, '')
);
