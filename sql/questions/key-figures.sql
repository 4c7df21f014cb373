-- title: Plays, listeners, sessions and matches
-- chart: figures plays
-- reads: logs songs

-- A session belongs to a listener: two listeners may have sessions of one number. Sessions are far fewer than plays, so
-- that what differs is counted among them.
with
sessions as (
    select user_id, session_id, count(*) as plays, count(song_id) as matched
    from filtered_plays
    group by user_id, session_id
)

select
    cast(coalesce(sum(plays), 0) as bigint) as plays,
    count(distinct user_id) as listeners,
    count(*) as sessions,
    cast(coalesce(sum(matched), 0) as bigint) as matched,
    rounded(100.0 * sum(matched) / nullif(sum(plays), 0)) as match_percent
from sessions;
