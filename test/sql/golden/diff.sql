with hashes as (
    select md5(
        coalesce(cast(length(artist) as varchar) || ':' || artist, 'null') || '|'
        || coalesce(cast(length(auth) as varchar) || ':' || auth, 'null') || '|'
        || coalesce(cast(length(first_name) as varchar) || ':' || first_name, 'null') || '|'
        || coalesce(cast(length(gender) as varchar) || ':' || gender, 'null') || '|'
        || coalesce(cast(item_in_session as varchar), 'null') || '|'
        || coalesce(cast(length(last_name) as varchar) || ':' || last_name, 'null') || '|'
        || coalesce(case when abs(length) < 9e12 then cast(cast(floor(length * 1000000.0 + 0.5) as bigint) as varchar) when abs(length) < 9e18 then 'large ' || cast(cast(floor(length) as bigint) as varchar) when length > 0 then 'huge' else '-huge' end, 'null') || '|'
        || coalesce(cast(length(level) as varchar) || ':' || level, 'null') || '|'
        || coalesce(cast(length(location) as varchar) || ':' || location, 'null') || '|'
        || coalesce(cast(length(method) as varchar) || ':' || method, 'null') || '|'
        || coalesce(cast(length(page) as varchar) || ':' || page, 'null') || '|'
        || coalesce(case when abs(registration) < 9e12 then cast(cast(floor(registration * 1000000.0 + 0.5) as bigint) as varchar) when abs(registration) < 9e18 then 'large ' || cast(cast(floor(registration) as bigint) as varchar) when registration > 0 then 'huge' else '-huge' end, 'null') || '|'
        || coalesce(cast(session_id as varchar), 'null') || '|'
        || coalesce(cast(length(song) as varchar) || ':' || song, 'null') || '|'
        || coalesce(cast(status as varchar), 'null') || '|'
        || coalesce(cast(ts as varchar), 'null') || '|'
        || coalesce(cast(length(user_agent) as varchar) || ':' || user_agent, 'null') || '|'
        || coalesce(cast(user_id as varchar), 'null')
    ) as hash
    from staging_events
)

select
    substring(hash, 1, 3) as bucket,
    count(*) as row_count,
    sum(position(substring(hash, 4, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 5, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 6, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 7, 1) in '0123456789abcdef') * 256 + position(substring(hash, 8, 1) in '0123456789abcdef') * 16 + position(substring(hash, 9, 1) in '0123456789abcdef') * 1) as first_sum,
    sum(position(substring(hash, 12, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 13, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 14, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 15, 1) in '0123456789abcdef') * 256 + position(substring(hash, 16, 1) in '0123456789abcdef') * 16 + position(substring(hash, 17, 1) in '0123456789abcdef') * 1) as second_sum
from hashes
group by substring(hash, 1, 3);

with hashes as (
    select md5(
        coalesce(cast(length(artist) as varchar) || ':' || artist, 'null') || '|'
        || coalesce(cast(length(auth) as varchar) || ':' || auth, 'null') || '|'
        || coalesce(cast(length(first_name) as varchar) || ':' || first_name, 'null') || '|'
        || coalesce(cast(length(gender) as varchar) || ':' || gender, 'null') || '|'
        || coalesce(cast(item_in_session as varchar), 'null') || '|'
        || coalesce(cast(length(last_name) as varchar) || ':' || last_name, 'null') || '|'
        || coalesce(case when abs(length) < 9e12 then cast(cast(floor(length * 1000000.0 + 0.5) as bigint) as varchar) when abs(length) < 9e18 then 'large ' || cast(cast(floor(length) as bigint) as varchar) when length > 0 then 'huge' else '-huge' end, 'null') || '|'
        || coalesce(cast(length(level) as varchar) || ':' || level, 'null') || '|'
        || coalesce(cast(length(location) as varchar) || ':' || location, 'null') || '|'
        || coalesce(cast(length(method) as varchar) || ':' || method, 'null') || '|'
        || coalesce(cast(length(page) as varchar) || ':' || page, 'null') || '|'
        || coalesce(case when abs(registration) < 9e12 then cast(cast(floor(registration * 1000000.0 + 0.5) as bigint) as varchar) when abs(registration) < 9e18 then 'large ' || cast(cast(floor(registration) as bigint) as varchar) when registration > 0 then 'huge' else '-huge' end, 'null') || '|'
        || coalesce(cast(session_id as varchar), 'null') || '|'
        || coalesce(cast(length(song) as varchar) || ':' || song, 'null') || '|'
        || coalesce(cast(status as varchar), 'null') || '|'
        || coalesce(cast(ts as varchar), 'null') || '|'
        || coalesce(cast(length(user_agent) as varchar) || ':' || user_agent, 'null') || '|'
        || coalesce(cast(user_id as varchar), 'null')
    ) as hash
    from staging_events
)

select
    substring(hash, 1, 3) as bucket,
    count(*) as row_count,
    sum(position(substring(hash, 4, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 5, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 6, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 7, 1) in '0123456789abcdef') * 256 + position(substring(hash, 8, 1) in '0123456789abcdef') * 16 + position(substring(hash, 9, 1) in '0123456789abcdef') * 1) as first_sum,
    sum(position(substring(hash, 12, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 13, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 14, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 15, 1) in '0123456789abcdef') * 256 + position(substring(hash, 16, 1) in '0123456789abcdef') * 16 + position(substring(hash, 17, 1) in '0123456789abcdef') * 1) as second_sum
from hashes
group by substring(hash, 1, 3);

with hashes as (
    select md5(
        coalesce(cast(num_songs as varchar), 'null') || '|'
        || coalesce(cast(length(artist_id) as varchar) || ':' || artist_id, 'null') || '|'
        || coalesce(case when abs(artist_latitude) < 9e12 then cast(cast(floor(artist_latitude * 1000000.0 + 0.5) as bigint) as varchar) when abs(artist_latitude) < 9e18 then 'large ' || cast(cast(floor(artist_latitude) as bigint) as varchar) when artist_latitude > 0 then 'huge' else '-huge' end, 'null') || '|'
        || coalesce(case when abs(artist_longitude) < 9e12 then cast(cast(floor(artist_longitude * 1000000.0 + 0.5) as bigint) as varchar) when abs(artist_longitude) < 9e18 then 'large ' || cast(cast(floor(artist_longitude) as bigint) as varchar) when artist_longitude > 0 then 'huge' else '-huge' end, 'null') || '|'
        || coalesce(cast(length(artist_location) as varchar) || ':' || artist_location, 'null') || '|'
        || coalesce(cast(length(artist_name) as varchar) || ':' || artist_name, 'null') || '|'
        || coalesce(cast(length(song_id) as varchar) || ':' || song_id, 'null') || '|'
        || coalesce(cast(length(title) as varchar) || ':' || title, 'null') || '|'
        || coalesce(case when abs(duration) < 9e12 then cast(cast(floor(duration * 1000000.0 + 0.5) as bigint) as varchar) when abs(duration) < 9e18 then 'large ' || cast(cast(floor(duration) as bigint) as varchar) when duration > 0 then 'huge' else '-huge' end, 'null') || '|'
        || coalesce(cast(year as varchar), 'null')
    ) as hash
    from staging_songs
)

select
    substring(hash, 1, 3) as bucket,
    count(*) as row_count,
    sum(position(substring(hash, 4, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 5, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 6, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 7, 1) in '0123456789abcdef') * 256 + position(substring(hash, 8, 1) in '0123456789abcdef') * 16 + position(substring(hash, 9, 1) in '0123456789abcdef') * 1) as first_sum,
    sum(position(substring(hash, 12, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 13, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 14, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 15, 1) in '0123456789abcdef') * 256 + position(substring(hash, 16, 1) in '0123456789abcdef') * 16 + position(substring(hash, 17, 1) in '0123456789abcdef') * 1) as second_sum
from hashes
group by substring(hash, 1, 3);

with hashes as (
    select md5(
        coalesce(cast(num_songs as varchar), 'null') || '|'
        || coalesce(cast(length(artist_id) as varchar) || ':' || artist_id, 'null') || '|'
        || coalesce(case when abs(artist_latitude) < 9e12 then cast(cast(floor(artist_latitude * 1000000.0 + 0.5) as bigint) as varchar) when abs(artist_latitude) < 9e18 then 'large ' || cast(cast(floor(artist_latitude) as bigint) as varchar) when artist_latitude > 0 then 'huge' else '-huge' end, 'null') || '|'
        || coalesce(case when abs(artist_longitude) < 9e12 then cast(cast(floor(artist_longitude * 1000000.0 + 0.5) as bigint) as varchar) when abs(artist_longitude) < 9e18 then 'large ' || cast(cast(floor(artist_longitude) as bigint) as varchar) when artist_longitude > 0 then 'huge' else '-huge' end, 'null') || '|'
        || coalesce(cast(length(artist_location) as varchar) || ':' || artist_location, 'null') || '|'
        || coalesce(cast(length(artist_name) as varchar) || ':' || artist_name, 'null') || '|'
        || coalesce(cast(length(song_id) as varchar) || ':' || song_id, 'null') || '|'
        || coalesce(cast(length(title) as varchar) || ':' || title, 'null') || '|'
        || coalesce(case when abs(duration) < 9e12 then cast(cast(floor(duration * 1000000.0 + 0.5) as bigint) as varchar) when abs(duration) < 9e18 then 'large ' || cast(cast(floor(duration) as bigint) as varchar) when duration > 0 then 'huge' else '-huge' end, 'null') || '|'
        || coalesce(cast(year as varchar), 'null')
    ) as hash
    from staging_songs
)

select
    substring(hash, 1, 3) as bucket,
    count(*) as row_count,
    sum(position(substring(hash, 4, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 5, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 6, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 7, 1) in '0123456789abcdef') * 256 + position(substring(hash, 8, 1) in '0123456789abcdef') * 16 + position(substring(hash, 9, 1) in '0123456789abcdef') * 1) as first_sum,
    sum(position(substring(hash, 12, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 13, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 14, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 15, 1) in '0123456789abcdef') * 256 + position(substring(hash, 16, 1) in '0123456789abcdef') * 16 + position(substring(hash, 17, 1) in '0123456789abcdef') * 1) as second_sum
from hashes
group by substring(hash, 1, 3);

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

with hashes as (
    select md5(
        coalesce(cast(user_id as varchar), 'null') || '|'
        || coalesce(cast(length(first_name) as varchar) || ':' || first_name, 'null') || '|'
        || coalesce(cast(length(last_name) as varchar) || ':' || last_name, 'null') || '|'
        || coalesce(cast(length(gender) as varchar) || ':' || gender, 'null') || '|'
        || coalesce(cast(length(level) as varchar) || ':' || level, 'null')
    ) as hash
    from users
)

select
    substring(hash, 1, 3) as bucket,
    count(*) as row_count,
    sum(position(substring(hash, 4, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 5, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 6, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 7, 1) in '0123456789abcdef') * 256 + position(substring(hash, 8, 1) in '0123456789abcdef') * 16 + position(substring(hash, 9, 1) in '0123456789abcdef') * 1) as first_sum,
    sum(position(substring(hash, 12, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 13, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 14, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 15, 1) in '0123456789abcdef') * 256 + position(substring(hash, 16, 1) in '0123456789abcdef') * 16 + position(substring(hash, 17, 1) in '0123456789abcdef') * 1) as second_sum
from hashes
group by substring(hash, 1, 3);

with hashes as (
    select md5(
        coalesce(cast(user_id as varchar), 'null') || '|'
        || coalesce(cast(length(first_name) as varchar) || ':' || first_name, 'null') || '|'
        || coalesce(cast(length(last_name) as varchar) || ':' || last_name, 'null') || '|'
        || coalesce(cast(length(gender) as varchar) || ':' || gender, 'null') || '|'
        || coalesce(cast(length(level) as varchar) || ':' || level, 'null')
    ) as hash
    from users
)

select
    substring(hash, 1, 3) as bucket,
    count(*) as row_count,
    sum(position(substring(hash, 4, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 5, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 6, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 7, 1) in '0123456789abcdef') * 256 + position(substring(hash, 8, 1) in '0123456789abcdef') * 16 + position(substring(hash, 9, 1) in '0123456789abcdef') * 1) as first_sum,
    sum(position(substring(hash, 12, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 13, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 14, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 15, 1) in '0123456789abcdef') * 256 + position(substring(hash, 16, 1) in '0123456789abcdef') * 16 + position(substring(hash, 17, 1) in '0123456789abcdef') * 1) as second_sum
from hashes
group by substring(hash, 1, 3);

with hashes as (
    select md5(
        coalesce(cast(length(song_id) as varchar) || ':' || song_id, 'null') || '|'
        || coalesce(cast(length(title) as varchar) || ':' || title, 'null') || '|'
        || coalesce(cast(length(artist_id) as varchar) || ':' || artist_id, 'null') || '|'
        || coalesce(cast(year as varchar), 'null') || '|'
        || coalesce(case when abs(duration) < 9e12 then cast(cast(floor(duration * 1000000.0 + 0.5) as bigint) as varchar) when abs(duration) < 9e18 then 'large ' || cast(cast(floor(duration) as bigint) as varchar) when duration > 0 then 'huge' else '-huge' end, 'null')
    ) as hash
    from songs
)

select
    substring(hash, 1, 3) as bucket,
    count(*) as row_count,
    sum(position(substring(hash, 4, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 5, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 6, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 7, 1) in '0123456789abcdef') * 256 + position(substring(hash, 8, 1) in '0123456789abcdef') * 16 + position(substring(hash, 9, 1) in '0123456789abcdef') * 1) as first_sum,
    sum(position(substring(hash, 12, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 13, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 14, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 15, 1) in '0123456789abcdef') * 256 + position(substring(hash, 16, 1) in '0123456789abcdef') * 16 + position(substring(hash, 17, 1) in '0123456789abcdef') * 1) as second_sum
from hashes
group by substring(hash, 1, 3);

with hashes as (
    select md5(
        coalesce(cast(length(song_id) as varchar) || ':' || song_id, 'null') || '|'
        || coalesce(cast(length(title) as varchar) || ':' || title, 'null') || '|'
        || coalesce(cast(length(artist_id) as varchar) || ':' || artist_id, 'null') || '|'
        || coalesce(cast(year as varchar), 'null') || '|'
        || coalesce(case when abs(duration) < 9e12 then cast(cast(floor(duration * 1000000.0 + 0.5) as bigint) as varchar) when abs(duration) < 9e18 then 'large ' || cast(cast(floor(duration) as bigint) as varchar) when duration > 0 then 'huge' else '-huge' end, 'null')
    ) as hash
    from songs
)

select
    substring(hash, 1, 3) as bucket,
    count(*) as row_count,
    sum(position(substring(hash, 4, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 5, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 6, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 7, 1) in '0123456789abcdef') * 256 + position(substring(hash, 8, 1) in '0123456789abcdef') * 16 + position(substring(hash, 9, 1) in '0123456789abcdef') * 1) as first_sum,
    sum(position(substring(hash, 12, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 13, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 14, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 15, 1) in '0123456789abcdef') * 256 + position(substring(hash, 16, 1) in '0123456789abcdef') * 16 + position(substring(hash, 17, 1) in '0123456789abcdef') * 1) as second_sum
from hashes
group by substring(hash, 1, 3);

with hashes as (
    select md5(
        coalesce(cast(length(artist_id) as varchar) || ':' || artist_id, 'null') || '|'
        || coalesce(cast(length(name) as varchar) || ':' || name, 'null') || '|'
        || coalesce(cast(length(location) as varchar) || ':' || location, 'null') || '|'
        || coalesce(case when abs(latitude) < 9e12 then cast(cast(floor(latitude * 1000000.0 + 0.5) as bigint) as varchar) when abs(latitude) < 9e18 then 'large ' || cast(cast(floor(latitude) as bigint) as varchar) when latitude > 0 then 'huge' else '-huge' end, 'null') || '|'
        || coalesce(case when abs(longitude) < 9e12 then cast(cast(floor(longitude * 1000000.0 + 0.5) as bigint) as varchar) when abs(longitude) < 9e18 then 'large ' || cast(cast(floor(longitude) as bigint) as varchar) when longitude > 0 then 'huge' else '-huge' end, 'null')
    ) as hash
    from artists
)

select
    substring(hash, 1, 3) as bucket,
    count(*) as row_count,
    sum(position(substring(hash, 4, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 5, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 6, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 7, 1) in '0123456789abcdef') * 256 + position(substring(hash, 8, 1) in '0123456789abcdef') * 16 + position(substring(hash, 9, 1) in '0123456789abcdef') * 1) as first_sum,
    sum(position(substring(hash, 12, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 13, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 14, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 15, 1) in '0123456789abcdef') * 256 + position(substring(hash, 16, 1) in '0123456789abcdef') * 16 + position(substring(hash, 17, 1) in '0123456789abcdef') * 1) as second_sum
from hashes
group by substring(hash, 1, 3);

with hashes as (
    select md5(
        coalesce(cast(length(artist_id) as varchar) || ':' || artist_id, 'null') || '|'
        || coalesce(cast(length(name) as varchar) || ':' || name, 'null') || '|'
        || coalesce(cast(length(location) as varchar) || ':' || location, 'null') || '|'
        || coalesce(case when abs(latitude) < 9e12 then cast(cast(floor(latitude * 1000000.0 + 0.5) as bigint) as varchar) when abs(latitude) < 9e18 then 'large ' || cast(cast(floor(latitude) as bigint) as varchar) when latitude > 0 then 'huge' else '-huge' end, 'null') || '|'
        || coalesce(case when abs(longitude) < 9e12 then cast(cast(floor(longitude * 1000000.0 + 0.5) as bigint) as varchar) when abs(longitude) < 9e18 then 'large ' || cast(cast(floor(longitude) as bigint) as varchar) when longitude > 0 then 'huge' else '-huge' end, 'null')
    ) as hash
    from artists
)

select
    substring(hash, 1, 3) as bucket,
    count(*) as row_count,
    sum(position(substring(hash, 4, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 5, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 6, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 7, 1) in '0123456789abcdef') * 256 + position(substring(hash, 8, 1) in '0123456789abcdef') * 16 + position(substring(hash, 9, 1) in '0123456789abcdef') * 1) as first_sum,
    sum(position(substring(hash, 12, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 13, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 14, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 15, 1) in '0123456789abcdef') * 256 + position(substring(hash, 16, 1) in '0123456789abcdef') * 16 + position(substring(hash, 17, 1) in '0123456789abcdef') * 1) as second_sum
from hashes
group by substring(hash, 1, 3);

with hashes as (
    select md5(
        coalesce(rpad(case when position('.' in cast(start_time as varchar)) > 0 then cast(start_time as varchar) else cast(start_time as varchar) || '.' end, 26, '0'), 'null') || '|'
        || coalesce(cast(hour as varchar), 'null') || '|'
        || coalesce(cast(day as varchar), 'null') || '|'
        || coalesce(cast(week as varchar), 'null') || '|'
        || coalesce(cast(month as varchar), 'null') || '|'
        || coalesce(cast(year as varchar), 'null') || '|'
        || coalesce(cast(weekday as varchar), 'null')
    ) as hash
    from time
)

select
    substring(hash, 1, 3) as bucket,
    count(*) as row_count,
    sum(position(substring(hash, 4, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 5, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 6, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 7, 1) in '0123456789abcdef') * 256 + position(substring(hash, 8, 1) in '0123456789abcdef') * 16 + position(substring(hash, 9, 1) in '0123456789abcdef') * 1) as first_sum,
    sum(position(substring(hash, 12, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 13, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 14, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 15, 1) in '0123456789abcdef') * 256 + position(substring(hash, 16, 1) in '0123456789abcdef') * 16 + position(substring(hash, 17, 1) in '0123456789abcdef') * 1) as second_sum
from hashes
group by substring(hash, 1, 3);

with hashes as (
    select md5(
        coalesce(rpad(case when position('.' in cast(start_time as varchar)) > 0 then cast(start_time as varchar) else cast(start_time as varchar) || '.' end, 26, '0'), 'null') || '|'
        || coalesce(cast(hour as varchar), 'null') || '|'
        || coalesce(cast(day as varchar), 'null') || '|'
        || coalesce(cast(week as varchar), 'null') || '|'
        || coalesce(cast(month as varchar), 'null') || '|'
        || coalesce(cast(year as varchar), 'null') || '|'
        || coalesce(cast(weekday as varchar), 'null')
    ) as hash
    from time
)

select
    substring(hash, 1, 3) as bucket,
    count(*) as row_count,
    sum(position(substring(hash, 4, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 5, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 6, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 7, 1) in '0123456789abcdef') * 256 + position(substring(hash, 8, 1) in '0123456789abcdef') * 16 + position(substring(hash, 9, 1) in '0123456789abcdef') * 1) as first_sum,
    sum(position(substring(hash, 12, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 13, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 14, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 15, 1) in '0123456789abcdef') * 256 + position(substring(hash, 16, 1) in '0123456789abcdef') * 16 + position(substring(hash, 17, 1) in '0123456789abcdef') * 1) as second_sum
from hashes
group by substring(hash, 1, 3);

with hashes as (
    select md5(
        coalesce(cast(line as varchar), 'null') || '|'
        || coalesce(cast(length(code) as varchar) || ':' || code, 'null')
    ) as hash
    from etl.rejected_records
)

select
    substring(hash, 1, 3) as bucket,
    count(*) as row_count,
    sum(position(substring(hash, 4, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 5, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 6, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 7, 1) in '0123456789abcdef') * 256 + position(substring(hash, 8, 1) in '0123456789abcdef') * 16 + position(substring(hash, 9, 1) in '0123456789abcdef') * 1) as first_sum,
    sum(position(substring(hash, 12, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 13, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 14, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 15, 1) in '0123456789abcdef') * 256 + position(substring(hash, 16, 1) in '0123456789abcdef') * 16 + position(substring(hash, 17, 1) in '0123456789abcdef') * 1) as second_sum
from hashes
group by substring(hash, 1, 3);

with hashes as (
    select md5(
        coalesce(cast(line as varchar), 'null') || '|'
        || coalesce(cast(length(code) as varchar) || ':' || code, 'null')
    ) as hash
    from etl.rejected_records
)

select
    substring(hash, 1, 3) as bucket,
    count(*) as row_count,
    sum(position(substring(hash, 4, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 5, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 6, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 7, 1) in '0123456789abcdef') * 256 + position(substring(hash, 8, 1) in '0123456789abcdef') * 16 + position(substring(hash, 9, 1) in '0123456789abcdef') * 1) as first_sum,
    sum(position(substring(hash, 12, 1) in '0123456789abcdef') * 1048576 + position(substring(hash, 13, 1) in '0123456789abcdef') * 65536 + position(substring(hash, 14, 1) in '0123456789abcdef') * 4096 + position(substring(hash, 15, 1) in '0123456789abcdef') * 256 + position(substring(hash, 16, 1) in '0123456789abcdef') * 16 + position(substring(hash, 17, 1) in '0123456789abcdef') * 1) as second_sum
from hashes
group by substring(hash, 1, 3);

select name, meaning, grain, definition, run_id from etl.own_tables order by name;

select name, meaning, grain, definition, run_id from etl.own_tables order by name;
