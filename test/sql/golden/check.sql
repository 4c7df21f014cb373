select * from (
-- Every matched play's artist is in artists.

select songplays.songplay_id, songplays.artist_id
from songplays
left join artists
    on artists.artist_id = songplays.artist_id
where songplays.artist_id is not null
  and songplays.start_time between (timestamp 'epoch' + ($from) * interval '0.001 second') and (timestamp 'epoch' + ($to) * interval '0.001 second')
  and artists.artist_id is null
) as bad_rows limit 5;

select * from (
-- Every song's artist is in artists.

select songs.song_id, songs.artist_id
from songs
left join artists
    on artists.artist_id = songs.artist_id
where artists.artist_id is null
) as bad_rows limit 5;

select * from (
-- No id is missing or empty: "" means that no user is logged in.

select 'songplays' as table_name, songplay_id as id
from songplays
where start_time between (timestamp 'epoch' + ($from) * interval '0.001 second') and (timestamp 'epoch' + ($to) * interval '0.001 second')
  and (coalesce(songplay_id, '') = '' or user_id is null or song_id = '' or artist_id = '')
union all
select 'users' as table_name, cast(user_id as varchar) as id
from users
where user_id is null
union all
select 'songs' as table_name, song_id as id
from songs
where coalesce(song_id, '') = '' or coalesce(artist_id, '') = ''
union all
select 'artists' as table_name, artist_id as id
from artists
where coalesce(artist_id, '') = ''
) as bad_rows limit 5;

select * from (
-- Every matched play has a song record with its song_id and artist_id, and with the title and artist name of its event.

with
-- What is matched is far less than the plays, and only it is compared without trailing blanks.
matched as (
    select distinct song, artist, song_id, artist_id
    from songplays
    where song_id is not null
      and start_time between (timestamp 'epoch' + ($from) * interval '0.001 second') and (timestamp 'epoch' + ($to) * interval '0.001 second')
)

select matched.song_id, matched.artist_id, matched.song, matched.artist
from matched
left join staging_songs as candidates
    on  candidates.song_id = matched.song_id
    and candidates.artist_id = matched.artist_id
    and rtrim(candidates.title, ' ') = rtrim(matched.song, ' ')
    and rtrim(candidates.artist_name, ' ') = rtrim(matched.artist, ' ')
where candidates.song_id is null
) as bad_rows limit 5;

select * from (
-- Every artist has one row, also one with several names.

select artist_id, count(*) as rows_found
from artists
group by artist_id
having count(*) > 1
) as bad_rows limit 5;

select * from (
-- Every play has one row: a join that fans out duplicates plays.

select songplay_id, count(*) as rows_found
from songplays
where start_time between (timestamp 'epoch' + ($from) * interval '0.001 second') and (timestamp 'epoch' + ($to) * interval '0.001 second')
group by songplay_id
having count(*) > 1
) as bad_rows limit 5;

select * from (
-- Every song has one row, also one with several records.

select song_id, count(*) as rows_found
from songs
group by song_id
having count(*) > 1
) as bad_rows limit 5;

select * from (
-- Every start_time has one row, also one that two plays share.

select start_time, count(*) as rows_found
from time
where start_time between (timestamp 'epoch' + ($from) * interval '0.001 second') and (timestamp 'epoch' + ($to) * interval '0.001 second')
group by start_time
having count(*) > 1
) as bad_rows limit 5;

select * from (
-- Every user has one row, also one who changed from free to paid.

select user_id, count(*) as rows_found
from users
group by user_id
having count(*) > 1
) as bad_rows limit 5;

select * from (
-- Every play has the song and the artist of one of its log events.

select songplays.songplay_id, songplays.song, songplays.artist
from songplays
left join staging_events as events
    on  events.page = 'NextSong'
    and events.ts between $from and $to
    and (timestamp 'epoch' + (events.ts) * interval '0.001 second') = songplays.start_time
    and events.user_id = songplays.user_id
    and events.session_id = songplays.session_id
    and events.item_in_session = songplays.item_in_session
    and coalesce(events.song, '') = coalesce(songplays.song, '')
    and coalesce(events.artist, '') = coalesce(songplays.artist, '')
where songplays.start_time between (timestamp 'epoch' + ($from) * interval '0.001 second') and (timestamp 'epoch' + ($to) * interval '0.001 second')
  and events.ts is null
) as bad_rows limit 5;

select * from (
-- Every distinct NextSong identity is one play, and every play is one of them: an inner join drops plays, a loose
-- identity merges them. The days that differ are shown.

with
identities as (
    select distinct ts, user_id, session_id, item_in_session
    from staging_events
    where page = 'NextSong'
      and ts between $from and $to
),

events_by_day as (
    select
        cast((timestamp 'epoch' + (ts) * interval '0.001 second') as date) as day,
        count(*) as identities
    from identities
    group by 1
),

plays_by_day as (
    select cast(start_time as date) as day, count(*) as plays
    from songplays
    where start_time between (timestamp 'epoch' + ($from) * interval '0.001 second') and (timestamp 'epoch' + ($to) * interval '0.001 second')
    group by 1
)

select
    coalesce(events_by_day.day, plays_by_day.day) as day,
    coalesce(identities, 0) as identities,
    coalesce(plays, 0) as plays
from events_by_day
full outer join plays_by_day
    on plays_by_day.day = events_by_day.day
where coalesce(identities, 0) <> coalesce(plays, 0)
) as bad_rows limit 5;

select * from (
-- No play is before the year 2000 or more than 24 hours ahead of every run, as when seconds are read as milliseconds.

select ts, user_id, session_id, item_in_session, file_id
from staging_events
where page = 'NextSong'
  and (
    ts < 946684800000
    or ts > 86400000 + greatest($now, (select coalesce(max(clock), 0) from etl.runs))
  )
) as bad_rows limit 5;

select * from (
-- Every record of a file is staged or rejected, the rows that came from it are there, and every byte belongs to a staged
-- record, to a rejected one, or to the bytes between records. Bytes of files that COPY read are not counted.

-- Looks at the files from $first_file_id on.

with
events as (
    select file_id, count(*) as records
    from staging_events
    where file_id >= $first_file_id
    group by file_id
),

songs as (
    select file_id, count(*) as records
    from staging_songs
    where file_id >= $first_file_id
    group by file_id
),

rejects as (
    select file_id, count(*) as records
    from etl.rejected_records
    where file_id >= $first_file_id
    group by file_id
)

select
    files.location,
    files.records,
    files.staged,
    coalesce(events.records, 0) + coalesce(songs.records, 0) as staged_rows,
    files.rejected,
    coalesce(rejects.records, 0) as rejected_rows,
    files.bytes,
    files.staged_bytes,
    files.rejected_bytes,
    files.between_bytes
from etl.files as files
left join events
    on events.file_id = files.file_id
left join songs
    on songs.file_id = files.file_id
left join rejects
    on rejects.file_id = files.file_id
where files.file_id >= $first_file_id
  and (
    files.records <> files.staged + files.rejected
    or files.bytes <> files.staged_bytes + files.rejected_bytes + files.between_bytes
    or files.staged <> coalesce(events.records, 0) + coalesce(songs.records, 0)
    or files.rejected <> coalesce(rejects.records, 0)
  )
) as bad_rows limit 5;

select * from (
-- Every matched play's song is in songs.

select songplays.songplay_id, songplays.song_id
from songplays
left join songs
    on songs.song_id = songplays.song_id
where songplays.song_id is not null
  and songplays.start_time between (timestamp 'epoch' + ($from) * interval '0.001 second') and (timestamp 'epoch' + ($to) * interval '0.001 second')
  and songs.song_id is null
) as bad_rows limit 5;

select * from (
-- Every play's start_time is in time.

select songplays.songplay_id, songplays.start_time
from songplays
left join time
    on time.start_time = songplays.start_time
where songplays.start_time is not null
  and songplays.start_time between (timestamp 'epoch' + ($from) * interval '0.001 second') and (timestamp 'epoch' + ($to) * interval '0.001 second')
  and time.start_time is null
) as bad_rows limit 5;

select * from (
-- The date parts match the start_time: hour 0-23 and weekday 0-6 (Sunday is 0) in UTC.

select start_time, hour, day, week, month, year, weekday
from time
where start_time between (timestamp 'epoch' + ($from) * interval '0.001 second') and (timestamp 'epoch' + ($to) * interval '0.001 second')
  and (
    hour is null or hour not between 0 and 23 or hour <> extract(hour from start_time)
    or weekday is null or weekday not between 0 and 6 or weekday <> extract(dow from start_time)
    or day is null or day <> extract(day from start_time)
    or week is null or week <> extract(week from start_time)
    or month is null or month <> extract(month from start_time)
    or year is null or year <> extract(year from start_time)
  )
) as bad_rows limit 5;

select * from (
-- Every user has an event: removing the last event of a user removes the user.

select user_id
from users
where not exists (select 1 from staging_events where staging_events.user_id = users.user_id)
) as bad_rows limit 5;

select * from (
-- Every user has the level of their latest event; of several at the same time, the level of one of them.

with
latest as (
    select user_id, max(ts) as ts
    from staging_events
    where user_id is not null
      and ts >= $since
    group by user_id
),

latest_levels as (
    select distinct events.user_id, events.level
    from staging_events as events
    inner join latest
        on  latest.user_id = events.user_id
        and latest.ts = events.ts
)

select latest.user_id, users.level
from latest
left join users
    on users.user_id = latest.user_id
where not exists (
    select 1
    from latest_levels
    where latest_levels.user_id = users.user_id
      and coalesce(latest_levels.level, '') = coalesce(users.level, '')
)
) as bad_rows limit 5;

select * from (
-- Every play's user is in users.

select songplays.songplay_id, songplays.user_id
from songplays
left join users
    on users.user_id = songplays.user_id
where songplays.user_id is not null
  and songplays.start_time between (timestamp 'epoch' + ($from) * interval '0.001 second') and (timestamp 'epoch' + ($to) * interval '0.001 second')
  and users.user_id is null
) as bad_rows limit 5;
