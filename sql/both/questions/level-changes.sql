-- title: Upgrades and downgrades by week
-- chart: bar week upgrades downgrades
-- measure: upgrades

-- A change is seen between two plays of a listener: the later one has another level. Few listeners ever change, sessions
-- are far fewer than plays, and of each only the first play on either level matters. A level that is asked for is the
-- one that was changed to.
with
-- A search finds songs by title or artist, and plays by what their log events say, be their song known or not.
found_songs as (
    select songs.song_id
    from songs
    inner join artists
        on artists.artist_id = songs.artist_id
    where position(lower($search) in lower(songs.title)) > 0
       or position(lower($search) in lower(artists.name)) > 0
),

found_plays as (
    select distinct
        md5(
            cast(ts as varchar)
            || '|' || cast(user_id as varchar)
            || '|' || cast(session_id as varchar)
            || '|' || cast(item_in_session as varchar)
        ) as songplay_id
    from staging_events
    where page = 'NextSong'
      and (
          position(lower($search) in lower(song)) > 0
          or position(lower($search) in lower(artist)) > 0
      )
),

changers as (
    select user_id
    from songplays
    where songplays.start_time < cast($to as timestamp)
      and ($location = '' or songplays.location = $location)
      and ($listener = '' or songplays.user_id = cast(nullif($listener, '') as bigint))
      and (
          $search = ''
          or songplays.song_id in (select song_id from found_songs)
          or songplays.songplay_id in (select songplay_id from found_plays)
      )
    group by user_id
    having count(case when level = 'paid' then 1 end) > 0
       and count(case when level = 'free' then 1 end) > 0
),

stretches as (
    select songplays.user_id, songplays.session_id, songplays.level, min(songplays.start_time) as start_time
    from songplays
    inner join changers
        on changers.user_id = songplays.user_id
    where songplays.start_time < cast($to as timestamp)
      and ($location = '' or songplays.location = $location)
      and ($listener = '' or songplays.user_id = cast(nullif($listener, '') as bigint))
      and (
          $search = ''
          or songplays.song_id in (select song_id from found_songs)
          or songplays.songplay_id in (select songplay_id from found_plays)
      )
    group by songplays.user_id, songplays.session_id, songplays.level
),

steps as (
    select
        level,
        start_time,
        lag(level) over (partition by user_id order by start_time, session_id, level) as level_before
    from stretches
)

select
    cast(date_trunc('week', start_time) as date) as week,
    count(case when level = 'paid' and level_before = 'free' then 1 end) as upgrades,
    count(case when level = 'free' and level_before = 'paid' then 1 end) as downgrades
from steps
where start_time >= cast($from as timestamp)
  and ($level = '' or level = $level)
group by 1
order by 1
limit $limit;
