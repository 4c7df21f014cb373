-- Every distinct NextSong identity is one play, and every play is one of them: an inner join drops plays, a loose
-- identity merges them. The days that differ are shown.

with
identities as (
    select distinct ts, user_id, session_id, item_in_session
    from staging_events
    where is_play(page)
      and ts between $from and $to
),

events_by_day as (
    select
        cast(epoch_ms(ts) as date) as day,
        count(*) as identities
    from identities
    group by 1
),

plays_by_day as (
    select cast(start_time as date) as day, count(*) as plays
    from songplays
    where start_time between epoch_ms($from) and epoch_ms($to)
    group by 1
)

select
    coalesce(events_by_day.day, plays_by_day.day) as day,
    coalesce(identities, 0) as identities,
    coalesce(plays, 0) as plays
from events_by_day
full outer join plays_by_day
    on plays_by_day.day = events_by_day.day
where coalesce(identities, 0) <> coalesce(plays, 0);
