-- grain: one row for each user_id and session_id
-- column user_id: The user.
-- column session_id: The number of the session; two users may have sessions of one number.
-- column started_at: The first event, UTC.
-- column ended_at: The last event, UTC.
-- column seconds: From the first event to the last, in whole seconds.
-- column pages: Pages visited, plays included; an event that was logged twice counts once.
-- column plays: Songs played.
-- column level: The level at the end, free or paid.
-- Sessions of users. Events of nobody, before a login or after a logout, are not in them.
with
pages as (
    select user_id, session_id, ts, item_in_session, min(level) as level
    from staging_events
    where user_id is not null
    group by user_id, session_id, ts, item_in_session
),

ordered as (
    select
        user_id,
        session_id,
        ts,
        level,
        row_number() over (
            partition by user_id, session_id
            order by ts desc, item_in_session desc
        ) as from_the_end
    from pages
),

sessions as (
    select
        user_id,
        session_id,
        min(ts) as first_ts,
        max(ts) as last_ts,
        count(*) as pages,
        max(case when from_the_end = 1 then level end) as level
    from ordered
    group by user_id, session_id
),

plays as (
    select user_id, session_id, count(*) as plays
    from songplays
    group by user_id, session_id
)

select
    sessions.user_id,
    sessions.session_id,
    epoch_ms(sessions.first_ts) as started_at,
    epoch_ms(sessions.last_ts) as ended_at,
    cast(floor((sessions.last_ts - sessions.first_ts) / 1000.0) as bigint) as seconds,
    sessions.pages,
    coalesce(plays.plays, 0) as plays,
    sessions.level
from sessions
left join plays
    on  plays.user_id = sessions.user_id
    and plays.session_id = sessions.session_id;
