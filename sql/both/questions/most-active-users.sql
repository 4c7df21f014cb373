-- title: Most active users
-- chart: bar user_name plays
-- limit: 10
-- measure: plays

-- The sessions are counted of the users who are shown, and of no other.
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
),

most_active as (
    select user_id, count(*) as plays
    from plays
    group by user_id
    order by plays desc, user_id
    limit $limit
),

sessions as (
    select plays.user_id, count(distinct plays.session_id) as sessions
    from plays
    inner join most_active
        on most_active.user_id = plays.user_id
    group by plays.user_id
)

select
    coalesce(users.first_name, '') || ' ' || coalesce(users.last_name, '') as user_name,
    most_active.user_id,
    users.level,
    most_active.plays,
    sessions.sessions
from most_active
inner join sessions
    on sessions.user_id = most_active.user_id
inner join users
    on users.user_id = most_active.user_id
order by most_active.plays desc, most_active.user_id;
