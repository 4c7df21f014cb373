with lines as (
    select
        artist,
        auth,
        first_name,
        gender,
        item_in_session,
        last_name,
        length,
        level,
        location,
        method,
        page,
        registration,
        session_id,
        song,
        status,
        ts,
        user_agent,
        user_id,
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
        || coalesce(cast(user_id as varchar), 'null') as row_text
    from staging_events
)

select artist, auth, first_name, gender, item_in_session, last_name, length, level, location, method, page, registration, session_id, song, status, ts, user_agent, user_id, row_text
from lines
where substring(md5(row_text), 1, 3) in ('0af', 'fff');

with lines as (
    select
        num_songs,
        artist_id,
        artist_latitude,
        artist_longitude,
        artist_location,
        artist_name,
        song_id,
        title,
        duration,
        year,
        coalesce(cast(num_songs as varchar), 'null') || '|'
        || coalesce(cast(length(artist_id) as varchar) || ':' || artist_id, 'null') || '|'
        || coalesce(case when abs(artist_latitude) < 9e12 then cast(cast(floor(artist_latitude * 1000000.0 + 0.5) as bigint) as varchar) when abs(artist_latitude) < 9e18 then 'large ' || cast(cast(floor(artist_latitude) as bigint) as varchar) when artist_latitude > 0 then 'huge' else '-huge' end, 'null') || '|'
        || coalesce(case when abs(artist_longitude) < 9e12 then cast(cast(floor(artist_longitude * 1000000.0 + 0.5) as bigint) as varchar) when abs(artist_longitude) < 9e18 then 'large ' || cast(cast(floor(artist_longitude) as bigint) as varchar) when artist_longitude > 0 then 'huge' else '-huge' end, 'null') || '|'
        || coalesce(cast(length(artist_location) as varchar) || ':' || artist_location, 'null') || '|'
        || coalesce(cast(length(artist_name) as varchar) || ':' || artist_name, 'null') || '|'
        || coalesce(cast(length(song_id) as varchar) || ':' || song_id, 'null') || '|'
        || coalesce(cast(length(title) as varchar) || ':' || title, 'null') || '|'
        || coalesce(case when abs(duration) < 9e12 then cast(cast(floor(duration * 1000000.0 + 0.5) as bigint) as varchar) when abs(duration) < 9e18 then 'large ' || cast(cast(floor(duration) as bigint) as varchar) when duration > 0 then 'huge' else '-huge' end, 'null') || '|'
        || coalesce(cast(year as varchar), 'null') as row_text
    from staging_songs
)

select num_songs, artist_id, artist_latitude, artist_longitude, artist_location, artist_name, song_id, title, duration, year, row_text
from lines
where substring(md5(row_text), 1, 3) in ('0af', 'fff');

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

with lines as (
    select
        user_id,
        first_name,
        last_name,
        gender,
        level,
        coalesce(cast(user_id as varchar), 'null') || '|'
        || coalesce(cast(length(first_name) as varchar) || ':' || first_name, 'null') || '|'
        || coalesce(cast(length(last_name) as varchar) || ':' || last_name, 'null') || '|'
        || coalesce(cast(length(gender) as varchar) || ':' || gender, 'null') || '|'
        || coalesce(cast(length(level) as varchar) || ':' || level, 'null') as row_text
    from users
)

select user_id, first_name, last_name, gender, level, row_text
from lines
where substring(md5(row_text), 1, 3) in ('0af', 'fff');

with lines as (
    select
        song_id,
        title,
        artist_id,
        year,
        duration,
        coalesce(cast(length(song_id) as varchar) || ':' || song_id, 'null') || '|'
        || coalesce(cast(length(title) as varchar) || ':' || title, 'null') || '|'
        || coalesce(cast(length(artist_id) as varchar) || ':' || artist_id, 'null') || '|'
        || coalesce(cast(year as varchar), 'null') || '|'
        || coalesce(case when abs(duration) < 9e12 then cast(cast(floor(duration * 1000000.0 + 0.5) as bigint) as varchar) when abs(duration) < 9e18 then 'large ' || cast(cast(floor(duration) as bigint) as varchar) when duration > 0 then 'huge' else '-huge' end, 'null') as row_text
    from songs
)

select song_id, title, artist_id, year, duration, row_text
from lines
where substring(md5(row_text), 1, 3) in ('0af', 'fff');

with lines as (
    select
        artist_id,
        name,
        location,
        latitude,
        longitude,
        coalesce(cast(length(artist_id) as varchar) || ':' || artist_id, 'null') || '|'
        || coalesce(cast(length(name) as varchar) || ':' || name, 'null') || '|'
        || coalesce(cast(length(location) as varchar) || ':' || location, 'null') || '|'
        || coalesce(case when abs(latitude) < 9e12 then cast(cast(floor(latitude * 1000000.0 + 0.5) as bigint) as varchar) when abs(latitude) < 9e18 then 'large ' || cast(cast(floor(latitude) as bigint) as varchar) when latitude > 0 then 'huge' else '-huge' end, 'null') || '|'
        || coalesce(case when abs(longitude) < 9e12 then cast(cast(floor(longitude * 1000000.0 + 0.5) as bigint) as varchar) when abs(longitude) < 9e18 then 'large ' || cast(cast(floor(longitude) as bigint) as varchar) when longitude > 0 then 'huge' else '-huge' end, 'null') as row_text
    from artists
)

select artist_id, name, location, latitude, longitude, row_text
from lines
where substring(md5(row_text), 1, 3) in ('0af', 'fff');

with lines as (
    select
        start_time,
        hour,
        day,
        week,
        month,
        year,
        weekday,
        coalesce(rpad(case when position('.' in cast(start_time as varchar)) > 0 then cast(start_time as varchar) else cast(start_time as varchar) || '.' end, 26, '0'), 'null') || '|'
        || coalesce(cast(hour as varchar), 'null') || '|'
        || coalesce(cast(day as varchar), 'null') || '|'
        || coalesce(cast(week as varchar), 'null') || '|'
        || coalesce(cast(month as varchar), 'null') || '|'
        || coalesce(cast(year as varchar), 'null') || '|'
        || coalesce(cast(weekday as varchar), 'null') as row_text
    from time
)

select start_time, hour, day, week, month, year, weekday, row_text
from lines
where substring(md5(row_text), 1, 3) in ('0af', 'fff');

with lines as (
    select
        line,
        code,
        coalesce(cast(line as varchar), 'null') || '|'
        || coalesce(cast(length(code) as varchar) || ':' || code, 'null') as row_text
    from etl.rejected_records
)

select line, code, row_text
from lines
where substring(md5(row_text), 1, 3) in ('0af', 'fff');
