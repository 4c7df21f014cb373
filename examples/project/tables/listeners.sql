-- grain: one row for each user_id
-- column user_id: The user; every one of them has played something.
-- column first_play: When they played for the first time, UTC.
-- column last_play: When they played last, UTC.
-- column plays: Songs played.
-- column active_days: Days with a play, UTC.
-- column paid_plays: Plays while they had the level paid.
-- column level: The level now, free or paid.
-- What each listener has done so far.
with
by_user as (
    select
        user_id,
        min(start_time) as first_play,
        max(start_time) as last_play,
        count(*) as plays,
        count(distinct cast(start_time as date)) as active_days,
        count(case when level = 'paid' then 1 end) as paid_plays
    from songplays
    group by user_id
)

select
    by_user.user_id,
    by_user.first_play,
    by_user.last_play,
    by_user.plays,
    by_user.active_days,
    by_user.paid_plays,
    users.level
from by_user
inner join users
    on users.user_id = by_user.user_id;
