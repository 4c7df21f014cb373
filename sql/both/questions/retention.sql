-- title: Listeners who came back, by week of their first play
-- chart: retention first_week weeks_later listeners
-- measure: listeners

-- Of the listeners whose first play of all fell into the period: how many played again so many weeks later.
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

first_plays as (
    select user_id, min(start_time) as start_time
    from songplays
    where songplays.start_time < cast($to as timestamp)
      and ($level = '' or songplays.level = $level)
      and ($location = '' or songplays.location = $location)
      and ($listener = '' or songplays.user_id = cast(nullif($listener, '') as bigint))
      and (
          $search = ''
          or songplays.song_id in (select song_id from found_songs)
          or songplays.songplay_id in (select songplay_id from found_plays)
      )
    group by user_id
    having min(start_time) >= cast($from as timestamp)
),

listener_weeks as (
    select distinct user_id, date_trunc('week', start_time) as week
    from songplays
    where songplays.start_time >= cast($from as timestamp)
      and songplays.start_time < cast($to as timestamp)
      and ($level = '' or songplays.level = $level)
      and ($location = '' or songplays.location = $location)
      and ($listener = '' or songplays.user_id = cast(nullif($listener, '') as bigint))
      and (
          $search = ''
          or songplays.song_id in (select song_id from found_songs)
          or songplays.songplay_id in (select songplay_id from found_plays)
      )
)

select
    cast(date_trunc('week', first_plays.start_time) as date) as first_week,
    cast(
        (cast(listener_weeks.week as date) - cast(date_trunc('week', first_plays.start_time) as date)) / 7 as integer
    ) as weeks_later,
    count(*) as listeners
from first_plays
inner join listener_weeks
    on listener_weeks.user_id = first_plays.user_id
group by 1, 2
order by 1, 2
limit $limit;
