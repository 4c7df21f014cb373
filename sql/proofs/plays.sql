-- Two joins that show for four checks at once whether they pass: each number is 0 only if the check of its name does.

select *
from (
    -- A pair has one identity: there are more pairs than events only where a play has no event, or is there twice.
    select
        count(case
            when plays.start_time is not null and (
                events.ts is null
                or coalesce(events.song, '') <> coalesce(plays.song, '')
                or coalesce(events.artist, '') <> coalesce(plays.artist, '')
            ) then 1
        end) as "play-has-event",
        count(case when plays.start_time is null then 1 end) + count(*) - (
            select count(*) from staging_events where is_play(page) and ts between $from and $to
        ) as "plays-equal-events"
    from (
        select * from songplays where start_time between epoch_ms($from) and epoch_ms($to)
    ) as plays
    full outer join (
        select * from staging_events where is_play(page) and ts between $from and $to
    ) as events
        on  epoch_ms(events.ts) = plays.start_time
        and events.user_id = plays.user_id
        and events.session_id = plays.session_id
        and events.item_in_session = plays.item_in_session
) as plays_and_events
cross join (
    -- There are more pairs than plays only where a time has no play, or is there twice.
    select
        count(case when times.start_time is null then 1 end) as "time-of-play-exists",
        count(*) - (
            select count(*) from songplays where start_time between epoch_ms($from) and epoch_ms($to)
        ) as "one-row-per-start-time"
    from (
        select * from songplays where start_time between epoch_ms($from) and epoch_ms($to)
    ) as plays
    full outer join (
        select * from time where start_time between epoch_ms($from) and epoch_ms($to)
    ) as times
        on times.start_time = plays.start_time
) as plays_and_times;
