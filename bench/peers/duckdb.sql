-- The star in plain DuckDB, as its manual would have it written: a glob over all files, default settings, QUALIFY for the
-- preferred row. $data is the folder. No load manifest, no rejected records, no checks, no second run: one bad line ends it.

create table staging_events as
select *
from read_json(
    '$data/log_data/*/*/*.json',
    columns = {
        artist: 'varchar', auth: 'varchar', firstName: 'varchar', gender: 'varchar', itemInSession: 'integer',
        lastName: 'varchar', length: 'double', level: 'varchar', location: 'varchar', method: 'varchar', page: 'varchar',
        registration: 'double', sessionId: 'integer', song: 'varchar', status: 'integer', ts: 'bigint',
        userAgent: 'varchar', userId: 'varchar'
    }
);

create table staging_songs as
select *
from read_json(
    '$data/song_data/**/*.json',
    columns = {
        num_songs: 'integer', artist_id: 'varchar', artist_latitude: 'double', artist_longitude: 'double',
        artist_location: 'varchar', artist_name: 'varchar', song_id: 'varchar', title: 'varchar', duration: 'double',
        year: 'integer'
    }
);

create table users as
select userId::integer as user_id, firstName as first_name, lastName as last_name, gender, level
from staging_events
where userId <> ''
qualify row_number() over (partition by userId order by ts desc, sessionId desc, itemInSession desc) = 1;

create table songs as
select song_id, title, artist_id, nullif(year, 0) as year, duration
from staging_songs
qualify row_number() over (partition by song_id order by year = 0, year, title) = 1;

create table artists as
with
names as (
    select artist_id, artist_name as name
    from staging_songs
    group by artist_id, artist_name
    qualify row_number() over (
        partition by artist_id order by count(distinct song_id) desc, length(artist_name), artist_name
    ) = 1
),

places as (
    select
        artist_id,
        nullif(artist_location, '') as location,
        artist_latitude as latitude,
        artist_longitude as longitude
    from staging_songs
    qualify row_number() over (
        partition by artist_id order by artist_location = '', artist_latitude is null, song_id
    ) = 1
)

select artist_id, name, location, latitude, longitude
from names
inner join places using (artist_id);

create table songplays as
with
plays as (
    select *
    from staging_events
    where page = 'NextSong'
    qualify row_number() over (
        partition by ts, userId, sessionId, itemInSession order by level, location, userAgent, artist, song, length
    ) = 1
),

matches as (
    select played.song, played.artist, played.length, song_id, artist_id
    from (select distinct song, artist, length from plays) as played
    inner join staging_songs
        on title = played.song and artist_name = played.artist
    qualify row_number() over (
        partition by played.song, played.artist, played.length order by abs(duration - played.length), song_id
    ) = 1
)

select
    md5(concat_ws('|', ts, userId, sessionId, itemInSession)) as songplay_id,
    epoch_ms(ts) as start_time,
    userId::integer as user_id,
    level,
    song_id,
    artist_id,
    sessionId as session_id,
    location,
    userAgent as user_agent
from plays
left join matches using (song, artist, length);

create table time as
select
    start_time,
    hour(start_time) as hour,
    day(start_time) as day,
    week(start_time) as week,
    month(start_time) as month,
    year(start_time) as year,
    dayofweek(start_time) as weekday
from (select distinct start_time from songplays);
