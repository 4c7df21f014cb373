-- title: Top songs
-- chart: bar song plays
-- limit: 10
-- measure: plays
-- reads: logs songs

-- A play that found no song counts for the title and artist that the log says. The listeners are counted of the songs that
-- are shown, and of no other.
with
filtered_plays as (
    select *
    from songplays
    where start_time >= cast($from as timestamp)
      and start_time < cast($to as timestamp)
      and coalesce(level, 'none') = $level
      and (
          location = $location
          or (
              position(lower($location) in lower(location)) > 0
              and not exists (
                  select 1
                  from songplays as named
                  where named.location = $location
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

named as (
    select
        user_id,
        coalesce(song_id, '') as song_id,
        case when song_id is null then song else '' end as log_song,
        case when song_id is null then coalesce(artist, '') else '' end as log_artist
    from filtered_plays
    where song_id is not null or song is not null
),

counted as (
    select song_id, log_song, log_artist, count(*) as plays
    from named
    group by song_id, log_song, log_artist
),

top_songs as (
    select
        counted.song_id,
        counted.log_song,
        counted.log_artist,
        coalesce(songs.title, counted.log_song) as song,
        coalesce(artists.name, counted.log_artist) as artist,
        counted.plays
    from counted
    left join songs
        on songs.song_id = counted.song_id
    left join artists
        on artists.artist_id = songs.artist_id
    order by counted.plays desc, song, artist, counted.song_id
    limit $limit
)

select
    top_songs.song,
    top_songs.artist,
    top_songs.plays,
    count(distinct named.user_id) as listeners,
    top_songs.song_id <> '' as in_song_data
from named
inner join top_songs
    on top_songs.song_id = named.song_id
   and top_songs.log_song = named.log_song
   and top_songs.log_artist = named.log_artist
group by top_songs.song_id, top_songs.song, top_songs.artist, top_songs.plays
order by top_songs.plays desc, top_songs.song, top_songs.artist, top_songs.song_id
