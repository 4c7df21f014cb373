-- title: Listeners' browsers
-- chart: bar browser listeners
-- measure: listeners

-- A browser names its ancestors too: Edge and Opera say Chrome, Chrome says Safari, old Opera says MSIE.
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
            when user_agent like '%Edge/%' or user_agent like '%Edg/%' or user_agent like '%EdgA/%'
                or user_agent like '%EdgiOS/%' then 'Edge'
            when user_agent like '%Opera%' or user_agent like '%OPR/%' or user_agent like '%OPiOS/%' then 'Opera'
            when user_agent like '%Firefox/%' or user_agent like '%FxiOS/%' then 'Firefox'
            when user_agent like '%Chrome/%' or user_agent like '%CriOS/%' or user_agent like '%Chromium/%' then 'Chrome'
            when user_agent like '%MSIE %' or user_agent like '%Trident/%' then 'IE'
            when user_agent like '%Safari/%' then 'Safari'
            else 'other'
        end as browser
    from agents
)

select
    browser,
    count(distinct user_id) as listeners,
    cast(sum(plays) as bigint) as plays
from named
group by browser
order by listeners desc, plays desc, browser
limit $limit;
