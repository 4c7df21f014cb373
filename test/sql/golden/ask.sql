with
filtered_plays as (
    select *
    from songplays
    where (
          coalesce(location, 'none') = $location
          or (
              position(lower($location) in lower(location)) > 0
              and not exists (
                  select 1
                  from songplays as named
                  where coalesce(named.location, 'none') = $location
              )
          )
      )
)

select 1 as found
from filtered_plays
limit 1;

-- sql/values/location.sql

select 1 as found
from users
where user_id = cast($listener as bigint)
limit 1;

-- sql/values/level.sql

-- title: Top songs
-- chart: bar song plays
-- limit: 10
-- reads: logs songs

with
filtered_plays as (
    select *
    from songplays
    where start_time >= cast($from as timestamp)
      and start_time < cast($to as timestamp)
      and coalesce(level, 'none') = $level
      and (
          coalesce(location, 'none') = $location
          or (
              position(lower($location) in lower(location)) > 0
              and not exists (
                  select 1
                  from songplays as named
                  where coalesce(named.location, 'none') = $location
              )
          )
      )
      and (
          position(lower($search) in lower(song)) > 0
          or position(lower($search) in lower(artist)) > 0
          or song_id in (
              select songs.song_id
              from songs
              inner join artists
                  on artists.artist_id = songs.artist_id
              where position(lower($search) in lower(songs.title)) > 0
                 or position(lower($search) in lower(artists.name)) > 0
          )
      )
      and user_id = cast($listener as bigint)
),

counted_songs as (
-- sql/filters/counted-songs.sql
),

songs_by_plays as (
-- sql/filters/songs-by-plays.sql
)

-- sql/questions/top-songs.sql
limit $limit;
