-- grain: one row for each day
-- column day: The day, UTC; one without a play has no row.
-- column plays: Plays.
-- column paid_plays: Of these, at the level paid.
-- column listeners: Users who played a song.
-- column seconds: What the songs played last, together, to the millisecond.
-- Plays a day.
select
    cast(start_time as date) as day,
    count(*) as plays,
    sum(case when level = 'paid' then 1 else 0 end) as paid_plays,
    count(distinct user_id) as listeners,
    -- whole milliseconds add up to the same sum in any order
    coalesce(
        cast(sum(case when length between 0 and 1000000 then cast(round(length * 1000) as bigint) end) as double precision),
        0
    ) / 1000 as seconds
from songplays
group by 1;
