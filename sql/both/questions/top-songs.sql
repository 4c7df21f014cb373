-- title: Top songs
-- chart: bar song plays
-- limit: 10
-- measure: plays
-- reads: logs songs

-- The listeners are counted of the songs that are shown, and of no other.
with
plays as (
    select song_id, artist_id, user_id
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
      and songplays.song_id is not null
),

counted as (
    select song_id, artist_id, count(*) as plays
    from plays
    group by song_id, artist_id
),

top_songs as (
    select
        counted.song_id,
        counted.artist_id,
        songs.title as song,
        artists.name as artist,
        counted.plays
    from counted
    inner join songs
        on songs.song_id = counted.song_id
    inner join artists
        on artists.artist_id = counted.artist_id
    order by counted.plays desc, song, artist, counted.song_id
    limit $limit
),

listeners as (
    select plays.song_id, plays.artist_id, count(distinct plays.user_id) as listeners
    from plays
    inner join top_songs
        on  top_songs.song_id = plays.song_id
        and top_songs.artist_id = plays.artist_id
    group by plays.song_id, plays.artist_id
)

select
    top_songs.song,
    top_songs.artist,
    top_songs.plays,
    listeners.listeners
from top_songs
inner join listeners
    on  listeners.song_id = top_songs.song_id
    and listeners.artist_id = top_songs.artist_id
order by top_songs.plays desc, top_songs.song, top_songs.artist, top_songs.song_id;
