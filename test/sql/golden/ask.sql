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

-- title: Top songs
-- chart: bar song plays
-- limit: 10
-- measure: plays
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
    select known.song_id, songs.title as song, artists.name as artist, known.plays
    from (
        select song_id, count(*) as plays
        from filtered_plays
        where song_id is not null
        group by song_id
    ) as known
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

plays_of_songs as (
    with
    shown as (
        select song_id, song, artist, plays
        from counted_songs
        order by plays desc, song, artist, coalesce(song_id, '')
        limit $limit
    )

    select shown.song_id, shown.song, shown.artist, shown.plays, filtered_plays.user_id, filtered_plays.start_time
    from filtered_plays
    inner join shown
        on shown.song_id = filtered_plays.song_id

    union all

    select shown.song_id, shown.song, shown.artist, shown.plays, filtered_plays.user_id, filtered_plays.start_time
    from filtered_plays
    inner join shown
        on shown.song = filtered_plays.song
       and shown.artist = coalesce(filtered_plays.artist, '')
    where filtered_plays.song_id is null
      and shown.song_id is null
)

select
    song,
    artist,
    plays,
    count(distinct user_id) as listeners,
    song_id is not null as in_song_data
from plays_of_songs
group by song_id, song, artist, plays
order by plays desc, song, artist, coalesce(song_id, '')
limit $limit;
