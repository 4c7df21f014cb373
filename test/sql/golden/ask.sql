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

-- The locations of plays, the most played first; none where the log event names none.
with
filtered_plays as (
    select *
    from songplays
)

select coalesce(location, 'none') as value, count(*) as plays
from songplays
group by 1
order by plays desc, value
limit $limit;

-- title: Top songs
-- chart: bar song plays
-- limit: 10
-- measure: plays
-- reads: logs songs

-- A play that found no song counts for the title and artist that the log says. Those that did are counted by their song_id,
-- which is several times as fast as by texts. The listeners are counted of the songs that are shown, and of no other.
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

known as (
    select song_id, count(*) as plays
    from filtered_plays
    where song_id is not null
    group by song_id
),

counted as (
    select known.song_id, songs.title as song, artists.name as artist, known.plays
    from known
    inner join songs
        on songs.song_id = known.song_id
    inner join artists
        on artists.artist_id = songs.artist_id

    union all

    select cast(null as varchar(256)) as song_id, song, coalesce(artist, '') as artist, count(*) as plays
    from filtered_plays
    where song_id is null
      and song is not null
    group by song, coalesce(artist, '')
),

top_songs as (
    select song_id, song, artist, plays
    from counted
    order by plays desc, song, artist, coalesce(song_id, '')
    limit $limit
),

listened as (
    select top_songs.song_id, top_songs.song, top_songs.artist, top_songs.plays, filtered_plays.user_id
    from filtered_plays
    inner join top_songs
        on top_songs.song_id = filtered_plays.song_id

    union all

    select top_songs.song_id, top_songs.song, top_songs.artist, top_songs.plays, filtered_plays.user_id
    from filtered_plays
    inner join top_songs
        on top_songs.song = filtered_plays.song
       and top_songs.artist = coalesce(filtered_plays.artist, '')
    where filtered_plays.song_id is null
      and top_songs.song_id is null
)

select
    song,
    artist,
    plays,
    count(distinct user_id) as listeners,
    song_id is not null as in_song_data
from listened
group by song_id, song, artist, plays
order by plays desc, song, artist, coalesce(song_id, '');
