-- users
-- Grain: one row for each user_id in any staged event, whatever the page, as of that user's latest event.
-- exact(text) compares with trailing blanks, which Redshift ignores where it compares texts.
-- Rebuilds the users with an event at or after $since (epoch milliseconds): the latest event of each is among these.

delete from users
where user_id in (select user_id from staging_events where ts >= $since);

insert into users
with
-- The events are read from staging in both places, since an engine that keeps them in between is slower.
latest as (
    select user_id, max(ts) as ts
    from staging_events
    where user_id is not null
      and ts >= $since
    group by user_id
),

ranked as (
    select
        user_id,
        first_name,
        last_name,
        gender,
        level,
        row_number() over (
            partition by user_id
            order by
                session_id desc,
                item_in_session desc,
                exact(coalesce(level, '')),
                exact(coalesce(first_name, '')),
                exact(coalesce(last_name, '')),
                exact(coalesce(gender, '')),
                case when level is null then 0 else 1 end,
                case when first_name is null then 0 else 1 end,
                case when last_name is null then 0 else 1 end,
                case when gender is null then 0 else 1 end
        ) as preference
    from staging_events
    inner join latest using (user_id, ts)
)

select user_id, first_name, last_name, gender, level
from ranked
where preference = 1;
