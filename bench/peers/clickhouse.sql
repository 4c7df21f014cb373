-- The star in ClickHouse, as its manual would have it written: MergeTree tables, the file() table function with a glob,
-- LIMIT 1 BY for the preferred row. $data is the folder. No load manifest, no rejected records, no checks.

create database star;

create table star.staging_events engine = MergeTree order by ts as
select *
from file(
    '$data/log_data/*/*/*.json',
    'JSONEachRow',
    'artist Nullable(String), auth String, firstName Nullable(String), gender Nullable(String), itemInSession Int32,
     lastName Nullable(String), length Nullable(Float64), level String, location Nullable(String), method String,
     page String, registration Nullable(Float64), sessionId Int32, song Nullable(String), status Int32, ts Int64,
     userAgent Nullable(String), userId String'
);

create table star.staging_songs engine = MergeTree order by song_id as
select *
from file(
    '$data/song_data/*/*/*/*.json',
    'JSONEachRow',
    'num_songs Int32, artist_id String, artist_latitude Nullable(Float64), artist_longitude Nullable(Float64),
     artist_location String, artist_name String, song_id String, title String, duration Float64, year Int32'
);

create table star.users engine = MergeTree order by user_id as
select toInt32(userId) as user_id, firstName as first_name, lastName as last_name, gender, level
from star.staging_events
where userId <> ''
order by ts desc, sessionId desc, itemInSession desc
limit 1 by userId;

create table star.songs engine = MergeTree order by song_id as
select song_id, title, artist_id, nullIf(year, 0) as year, duration
from star.staging_songs
order by staging_songs.year = 0, staging_songs.year, title
limit 1 by song_id;

create table star.artists engine = MergeTree order by artist_id as
select artist_id, name, location, latitude, longitude
from (
    select artist_id, artist_name as name
    from star.staging_songs
    group by artist_id, artist_name
    order by uniqExact(song_id) desc, lengthUTF8(artist_name), artist_name
    limit 1 by artist_id
) as names
inner join (
    select
        artist_id,
        nullIf(artist_location, '') as location,
        artist_latitude as latitude,
        artist_longitude as longitude
    from star.staging_songs
    order by artist_location = '', artist_latitude is null, song_id
    limit 1 by artist_id
) as places using (artist_id);

create table star.songplays engine = MergeTree order by start_time as
with
plays as (
    select *
    from star.staging_events
    where page = 'NextSong'
    order by level, location, userAgent, artist, song, length
    limit 1 by ts, userId, sessionId, itemInSession
),

matches as (
    select played.song as song, played.artist as artist, played.length as length, song_id, artist_id
    from (select distinct song, artist, length from plays) as played
    inner join star.staging_songs as songs
        on songs.title = played.song and songs.artist_name = played.artist
    order by abs(duration - played.length), song_id
    limit 1 by song, artist, length
)

select
    lower(hex(MD5(concat(toString(ts), '|', userId, '|', toString(sessionId), '|', toString(itemInSession))))) as songplay_id,
    fromUnixTimestamp64Milli(ts, 'UTC') as start_time,
    toInt32(userId) as user_id,
    level,
    nullIf(matches.song_id, '') as song_id,
    nullIf(matches.artist_id, '') as artist_id,
    sessionId as session_id,
    location,
    userAgent as user_agent
from plays
left join matches
    on matches.song = plays.song and matches.artist = plays.artist and matches.length = plays.length;

create table star.time engine = MergeTree order by start_time as
select
    start_time,
    toHour(start_time) as hour,
    toDayOfMonth(start_time) as day,
    toISOWeek(start_time) as week,
    toMonth(start_time) as month,
    toYear(start_time) as year,
    toDayOfWeek(start_time) % 7 as weekday
from (select distinct start_time from star.songplays);
