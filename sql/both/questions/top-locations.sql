-- title: Top locations
-- chart: bar location plays
-- limit: 10
-- measure: plays

with
-- A search finds songs by title or artist, and plays by what their log events say, be their song known or not.
found_songs as (
    select songs.song_id
    from songs
    inner join artists
        on artists.artist_id = songs.artist_id
    where position(lower($search) in lower(songs.title)) > 0
       or position(lower($search) in lower(artists.name)) > 0
),

found_plays as (
    select distinct
        md5(
            cast(ts as varchar)
            || '|' || cast(user_id as varchar)
            || '|' || cast(session_id as varchar)
            || '|' || cast(item_in_session as varchar)
        ) as songplay_id
    from staging_events
    where page = 'NextSong'
      and (
          position(lower($search) in lower(song)) > 0
          or position(lower($search) in lower(artist)) > 0
      )
),

listeners as (
    select location, user_id, count(*) as plays
    from songplays
    where songplays.start_time >= cast($from as timestamp)
      and songplays.start_time < cast($to as timestamp)
      and ($level = '' or songplays.level = $level)
      and ($location = '' or songplays.location = $location)
      and ($listener = '' or songplays.user_id = cast(nullif($listener, '') as bigint))
      and (
          $search = ''
          or songplays.song_id in (select song_id from found_songs)
          or songplays.songplay_id in (select songplay_id from found_plays)
      )
      and songplays.location is not null
    group by location, user_id
)

select
    location,
    cast(sum(plays) as bigint) as plays,
    count(*) as listeners
from listeners
group by location
order by plays desc, location
limit $limit;
