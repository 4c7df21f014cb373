with hashes as (
    select md5(
        coalesce(cast(length(songplay_id) as varchar) || ':' || songplay_id, 'null') || '|'
        || coalesce(rpad(case when position('.' in cast(start_time as varchar)) > 0 then cast(start_time as varchar) else cast(start_time as varchar) || '.' end, 26, '0'), 'null') || '|'
        || coalesce(cast(user_id as varchar), 'null') || '|'
        || coalesce(cast(length(level) as varchar) || ':' || level, 'null') || '|'
        || coalesce(cast(length(song_id) as varchar) || ':' || song_id, 'null') || '|'
        || coalesce(cast(length(artist_id) as varchar) || ':' || artist_id, 'null') || '|'
        || coalesce(cast(session_id as varchar), 'null') || '|'
        || coalesce(cast(length(location) as varchar) || ':' || location, 'null') || '|'
        || coalesce(cast(length(user_agent) as varchar) || ':' || user_agent, 'null') || '|'
        || coalesce(cast(item_in_session as varchar), 'null') || '|'
        || coalesce(cast(length(song) as varchar) || ':' || song, 'null') || '|'
        || coalesce(cast(length(artist) as varchar) || ':' || artist, 'null') || '|'
        || coalesce(case when abs(length) < 9e12 then cast(cast(floor(length * 1000000.0 + 0.5) as bigint) as varchar) when abs(length) < 9e18 then 'large ' || cast(cast(floor(length) as bigint) as varchar) when length > 0 then 'huge' else '-huge' end, 'null')
    ) as hash
    from songplays
)

select
    substring(hash, 1, 3) as bucket,
    count(*) as row_count,
    sum(position(substring(hash, 4, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 5, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 6, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 7, 1) in '0123456789abcdef') * 256 + position(substring(hash, 8, 1) in '0123456789abcdef') * 16 + position(substring(hash, 9, 1) in '0123456789abcdef') * 1) as first_sum,
    sum(position(substring(hash, 12, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 13, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 14, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 15, 1) in '0123456789abcdef') * 256 + position(substring(hash, 16, 1) in '0123456789abcdef') * 16 + position(substring(hash, 17, 1) in '0123456789abcdef') * 1) as second_sum
from hashes
group by substring(hash, 1, 3);

with lines as (
    select
        songplay_id,
        start_time,
        user_id,
        level,
        song_id,
        artist_id,
        session_id,
        location,
        user_agent,
        item_in_session,
        song,
        artist,
        length,
        coalesce(cast(length(songplay_id) as varchar) || ':' || songplay_id, 'null') || '|'
        || coalesce(rpad(case when position('.' in cast(start_time as varchar)) > 0 then cast(start_time as varchar) else cast(start_time as varchar) || '.' end, 26, '0'), 'null') || '|'
        || coalesce(cast(user_id as varchar), 'null') || '|'
        || coalesce(cast(length(level) as varchar) || ':' || level, 'null') || '|'
        || coalesce(cast(length(song_id) as varchar) || ':' || song_id, 'null') || '|'
        || coalesce(cast(length(artist_id) as varchar) || ':' || artist_id, 'null') || '|'
        || coalesce(cast(session_id as varchar), 'null') || '|'
        || coalesce(cast(length(location) as varchar) || ':' || location, 'null') || '|'
        || coalesce(cast(length(user_agent) as varchar) || ':' || user_agent, 'null') || '|'
        || coalesce(cast(item_in_session as varchar), 'null') || '|'
        || coalesce(cast(length(song) as varchar) || ':' || song, 'null') || '|'
        || coalesce(cast(length(artist) as varchar) || ':' || artist, 'null') || '|'
        || coalesce(case when abs(length) < 9e12 then cast(cast(floor(length * 1000000.0 + 0.5) as bigint) as varchar) when abs(length) < 9e18 then 'large ' || cast(cast(floor(length) as bigint) as varchar) when length > 0 then 'huge' else '-huge' end, 'null') as row_text
    from songplays
)

select songplay_id, start_time, user_id, level, song_id, artist_id, session_id, location, user_agent, item_in_session, song, artist, length, row_text
from lines
where substring(md5(row_text), 1, 3) in ('0af', 'fff');
