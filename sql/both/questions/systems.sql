-- title: Listeners' systems
-- chart: bar system listeners
-- measure: listeners

-- Android names Linux too, and an iPad or iPhone says Mac OS X: the more special name is asked for first.
-- Agents are far fewer than plays: each is judged once for a listener.
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

agents as (
    select user_id, user_agent, count(*) as plays
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
    group by user_id, user_agent
),

named as (
    select
        user_id,
        plays,
        case
            when user_agent like '%iPhone%' or user_agent like '%iPod%' then 'iPhone'
            when user_agent like '%iPad%' then 'iPad'
            when user_agent like '%Android%' then 'Android'
            when user_agent like '%Windows%' then 'Windows'
            when user_agent like '%Macintosh%' or user_agent like '%Mac OS X%' then 'Mac'
            when user_agent like '%CrOS%' then 'ChromeOS'
            when user_agent like '%Linux%' or user_agent like '%X11%' then 'Linux'
            else 'other'
        end as system_name
    from agents
)

select
    system_name as "system",
    count(distinct user_id) as listeners,
    cast(sum(plays) as bigint) as plays
from named
group by system_name
order by listeners desc, plays desc, system_name
limit $limit;
