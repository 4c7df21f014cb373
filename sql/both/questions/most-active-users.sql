-- title: Most active users
-- chart: bar user_name plays
-- limit: 10
-- measure: plays

-- The sessions are counted of the users who are shown, and of no other.
with
plays as (
    select user_id, session_id
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
