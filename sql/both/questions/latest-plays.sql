-- title: Latest plays
-- chart: table
-- limit: 20
-- reads: logs songs

with
latest as (
    select songplay_id, start_time, user_id, level, song_id, artist_id, location
    from songplays
    where songplays.start_time >= cast($from as timestamp)
      and songplays.start_time < cast($to as timestamp)
      and ($level = '' or songplays.level = $level)
      and ($location = '' or songplays.location = $location)
      and ($listener = '' or songplays.user_id = cast(nullif($listener, '') as integer))
      and (
          $search = ''
          or songplays.song_id in (
              select songs.song_id
              from songs
              inner join artists
                  on artists.artist_id = songs.artist_id
              where position(lower($search) in lower(songs.title)) > 0
                 or position(lower($search) in lower(artists.name)) > 0
          )
      )
    order by start_time desc, songplay_id
    limit $limit
)

select
    latest.start_time,
    coalesce(users.first_name, '') || ' ' || coalesce(users.last_name, '') as user_name,
    latest.user_id,
    latest.level,
    songs.title as song,
    artists.name as artist,
    latest.location,
    latest.songplay_id as play_id
from latest
left join users
    on users.user_id = latest.user_id
left join songs
    on songs.song_id = latest.song_id
left join artists
    on artists.artist_id = latest.artist_id
order by latest.start_time desc, latest.songplay_id;
