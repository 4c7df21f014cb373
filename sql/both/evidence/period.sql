-- The first and the last play among those that the filters leave.

select
    min(songplays.start_time) as first_play,
    max(songplays.start_time) as last_play
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
  );
