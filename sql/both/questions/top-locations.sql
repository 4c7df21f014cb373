-- title: Top locations
-- chart: bar location plays
-- limit: 10
-- measure: plays

-- The listeners are counted of the locations that are shown, and of no other.
with
plays as (
    select location, user_id
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
),

top_locations as (
    select location, count(*) as plays
    from plays
    group by location
    order by plays desc, location
    limit $limit
),

listeners as (
    select plays.location, count(distinct plays.user_id) as listeners
    from plays
    inner join top_locations
        on top_locations.location = plays.location
    group by plays.location
)

select
    top_locations.location,
    top_locations.plays,
    listeners.listeners
from top_locations
inner join listeners
    on listeners.location = top_locations.location
order by top_locations.plays desc, top_locations.location;
