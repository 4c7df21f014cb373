-- grain: one row for each user_id and valid_from
-- column user_id: The user.
-- column level: free or paid; NULL where the log does not say.
-- column valid_from: The first event at this level, UTC.
-- column valid_to: The first event at the next level, UTC, which is no part of it; NULL for the current level.
-- column is_current: Whether it is the level of the newest event, as in users.
-- The history of each user's level: a slowly changing dimension of type 2. Join a time t by valid_from <= t and (t <
-- valid_to or is_current). Of events at one time the one that users takes counts. Events of nobody, before a login or
-- after a logout, do not count.
with
ordered as (
    select
        user_id,
        ts,
        level,
        row_number() over (
            partition by user_id, ts
            order by
                session_id desc,
                item_in_session desc,
                coalesce(level, ''),
                coalesce(first_name, ''),
                coalesce(last_name, ''),
                coalesce(gender, ''),
                case when level is null then 0 else 1 end
        ) as preference
    from staging_events
    where user_id is not null
),

compared as (
    select
        user_id,
        ts,
        level,
        lag(coalesce(level, '')) over (partition by user_id order by ts) as level_before
    from ordered
    where preference = 1
),

changes as (
    select
        user_id,
        ts,
        level,
        lead(ts) over (partition by user_id order by ts) as next_ts
    from compared
    where level_before is null
       or level_before <> coalesce(level, '')
)

select
    user_id,
    level,
    epoch_ms(ts) as valid_from,
    epoch_ms(next_ts) as valid_to,
    next_ts is null as is_current
from changes;
