-- title: Plays by hour and weekday (0 is Sunday)
-- chart: heat hour weekday plays
-- measure: plays

select
    cast(extract(dow from songplays.start_time) as integer) as weekday,
    cast(extract(hour from songplays.start_time) as integer) as hour,
    count(*) as plays
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
group by 1, 2
order by 1, 2
limit $limit;
