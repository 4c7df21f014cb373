-- grain: one row for each artist
-- column artist: The artist's name, as the log says it: also artists that the song data does not have.
-- column plays: Plays of their songs.
-- column listeners: Users who played one.
-- column seconds: What the songs played last, together, to the millisecond.
-- column last_played_at: When the last of these plays began, UTC.
-- Listening time by artist. Plays that name no artist are not in it.
select
    artist,
    count(*) as plays,
    count(distinct user_id) as listeners,
    -- whole milliseconds add up to the same sum in any order
    coalesce(
        cast(sum(case when length between 0 and 1000000 then cast(round(length * 1000) as bigint) end) as double precision),
        0
    ) / 1000 as seconds,
    max(start_time) as last_played_at
from songplays
where artist is not null
group by artist;
