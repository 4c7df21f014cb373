-- title: Top locations
-- chart: bar location plays
-- limit: 10
-- measure: plays

with
listeners as (
    select location, user_id, count(*) as plays
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
