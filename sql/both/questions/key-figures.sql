-- title: Plays, listeners, sessions and matches
-- chart: figures
-- measure: plays
-- reads: logs songs

-- A session belongs to a listener: two listeners may have sessions of one number. Sessions are far fewer than plays, so
-- that the listeners are counted among them; what is counted among the plays is left out of that grouping.
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

plays as (
    select
        count(*) as plays,
        count(song_id) as matched
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
),

sessions as (
    select user_id, session_id
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
    group by user_id, session_id
),

listeners as (
    select
        count(distinct user_id) as listeners,
        count(*) as sessions
    from sessions
)

select
    plays.plays,
    listeners.listeners,
    listeners.sessions,
    plays.matched,
    cast(round(100.0 * plays.matched / nullif(plays.plays, 0), 2) as double precision) as match_percent
from plays
cross join listeners
limit $limit;
