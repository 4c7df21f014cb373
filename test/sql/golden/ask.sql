-- title: Top songs
-- chart: bar song plays
-- limit: 10
-- measure: plays
-- reads: logs songs

-- The listeners are counted of the songs that are shown, and of no other.
with
filtered_plays as (
    select *
    from songplays
    where start_time >= cast($from as timestamp)
      and start_time < cast($to as timestamp)
      and level = $level
      and location = $location
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

counted as (
    select song_id, count(*) as plays
    from filtered_plays
    group by song_id
),

top_songs as (
    select counted.song_id, songs.title as song, artists.name as artist, counted.plays
    from counted
    inner join songs
        on songs.song_id = counted.song_id
    inner join artists
        on artists.artist_id = songs.artist_id
    order by counted.plays desc, song, artist, counted.song_id
    limit $limit
)

select
    top_songs.song,
    top_songs.artist,
    top_songs.plays,
    count(distinct filtered_plays.user_id) as listeners
from filtered_plays
inner join top_songs
    on top_songs.song_id = filtered_plays.song_id
group by top_songs.song_id, top_songs.song, top_songs.artist, top_songs.plays
order by top_songs.plays desc, top_songs.song, top_songs.artist, top_songs.song_id
