-- title: Plays by hour and weekday (0 is Sunday)
-- chart: heat hour weekday plays
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
)

select
    cast(extract(dow from songplays.start_time) as integer) as weekday,
    cast(extract(hour from songplays.start_time) as integer) as hour,
    count(*) as plays
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
group by 1, 2
order by 1, 2
limit $limit;
