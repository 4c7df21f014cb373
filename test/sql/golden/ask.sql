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

-- title: Busiest hours, last 7 days
-- chart: bar hour plays
-- limit: 24
-- measure: plays
-- period: the last 7 days of the plays, unless --from says otherwise

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

latest as (
    select max(start_time) as start_time
    from songplays
    where start_time < cast($to as timestamp)
)

select
    cast(extract(hour from songplays.start_time) as integer) as hour,
    count(*) as plays
from songplays
cross join latest
where songplays.start_time >= cast($from as timestamp)
  and songplays.start_time < cast($to as timestamp)
  and songplays.start_time >= date_trunc('day', latest.start_time) - interval '6 days'
group by 1
order by plays desc, hour
limit $limit;

-- title: Free against paid
-- chart: bar level plays
-- measure: plays

-- A session belongs to a listener: two listeners may have sessions of one number. Sessions are far fewer than plays, so
-- that what differs is counted among them.
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

sessions as (
    select user_id, session_id, level, count(*) as plays
    from songplays
    where songplays.start_time >= cast($from as timestamp)
      and songplays.start_time < cast($to as timestamp)
    group by user_id, session_id, level
)

select
    level,
    cast(sum(plays) as bigint) as plays,
    count(distinct user_id) as listeners,
    count(*) as sessions
from sessions
group by level
order by plays desc, level
limit $limit;

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
),

sessions as (
    select user_id, session_id
    from songplays
    where songplays.start_time >= cast($from as timestamp)
      and songplays.start_time < cast($to as timestamp)
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

-- title: Latest plays
-- chart: table
-- limit: 20
-- reads: logs songs

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

latest as (
    select songplay_id, start_time, user_id, level, song_id, artist_id, location
    from songplays
    where songplays.start_time >= cast($from as timestamp)
      and songplays.start_time < cast($to as timestamp)
    order by start_time desc, songplay_id
    limit $limit
)

select
    latest.start_time,
    coalesce(users.first_name, '') || ' ' || coalesce(users.last_name, '') as user_name,
    latest.user_id,
    latest.level,
    songs.title as song,
    artists.name as artist,
    latest.location,
    latest.songplay_id as play_id
from latest
left join users
    on users.user_id = latest.user_id
left join songs
    on songs.song_id = latest.song_id
left join artists
    on artists.artist_id = latest.artist_id
order by latest.start_time desc, latest.songplay_id;

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
group by 1
order by 1
limit $limit;

-- title: Listening time
-- chart: figures
-- measure: hours

-- A play lasts as long as its log event says, whether or not its song is known. Of repeated events the shortest counts.
-- Where the books say that no event is repeated, and no song is asked for, the events are the plays and no join is needed.
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

books as (
    select plays_from_events - songplays as repeats
    from etl.runs
    where run_id = (select max(run_id) from etl.runs)
),

joining as (
    select repeats
    from books
    where repeats > 0 or $search <> ''
),

plain_lengths as (
    select staging_events.length
    from staging_events
    cross join books
    where books.repeats = 0
      and $search = ''
      and staging_events.page = 'NextSong'
      and staging_events.ts >= cast(cast($from as date) - date '1970-01-01' as bigint) * 86400000
      and staging_events.ts < cast(cast($to as date) - date '1970-01-01' as bigint) * 86400000
),

joined_plays as (
    select songplays.songplay_id, songplays.start_time, songplays.user_id, songplays.session_id
    from songplays
    cross join joining
    where songplays.start_time >= cast($from as timestamp)
      and songplays.start_time < cast($to as timestamp)
),

joined_events as (
    select
        staging_events.ts,
        staging_events.user_id,
        staging_events.session_id,
        staging_events.item_in_session,
        staging_events.length,
        epoch_ms(staging_events.ts) as start_time
    from staging_events
    cross join joining
    where staging_events.page = 'NextSong'
      and staging_events.ts >= cast(cast($from as date) - date '1970-01-01' as bigint) * 86400000
      and staging_events.ts < cast(cast($to as date) - date '1970-01-01' as bigint) * 86400000
),

-- Listener, session and instant tell nearly all plays apart; only the id tells the rest, and takes long to compute.
joined_lengths as (
    select
        min(
            case
                when joined_plays.songplay_id = md5(
                    cast(joined_events.ts as varchar)
                    || '|' || cast(joined_events.user_id as varchar)
                    || '|' || cast(joined_events.session_id as varchar)
                    || '|' || cast(joined_events.item_in_session as varchar)
                ) then joined_events.length
            end
        ) as length
    from joined_plays
    inner join joined_events
        on  joined_events.user_id = joined_plays.user_id
        and joined_events.session_id = joined_plays.session_id
        and joined_events.start_time = joined_plays.start_time
    group by joined_plays.songplay_id
),

lengths as (
    select length from plain_lengths
    union all
    select length from joined_lengths
)

select
    cast(round(cast(coalesce(sum(length), 0) / 3600.0 as decimal(18, 4)), 1) as double precision) as hours,
    count(*) as plays
from lengths
limit $limit;

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

-- title: Most played song
-- chart: bar song plays
-- limit: 1
-- measure: plays
-- reads: logs songs

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

counted as (
    select song_id, count(*) as plays
    from songplays
    where songplays.start_time >= cast($from as timestamp)
      and songplays.start_time < cast($to as timestamp)
    group by song_id
)

select
    songs.title as song,
    artists.name as artist,
    counted.plays
from counted
inner join songs
    on songs.song_id = counted.song_id
inner join artists
    on artists.artist_id = songs.artist_id
order by counted.plays desc, song, artist, counted.song_id
limit $limit;

-- title: New and returning listeners by week
-- chart: bar week listeners
-- measure: new_listeners

-- A listener is new in the week of the first play of all, be it before the period; in every later week, returning.
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
    group by user_id
),

listener_weeks as (
    select distinct user_id, date_trunc('week', start_time) as week
    from songplays
    where songplays.start_time >= cast($from as timestamp)
      and songplays.start_time < cast($to as timestamp)
)

select
    cast(listener_weeks.week as date) as week,
    count(case when listener_weeks.week = date_trunc('week', first_plays.start_time) then 1 end) as new_listeners,
    count(case when listener_weeks.week > date_trunc('week', first_plays.start_time) then 1 end) as returning_listeners
from listener_weeks
inner join first_plays
    on first_plays.user_id = listener_weeks.user_id
group by listener_weeks.week
order by 1
limit $limit;

-- title: New users by week of their first play (weeks start on Monday)
-- chart: bar week new_users
-- measure: new_users

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
    group by user_id
)

select
    cast(date_trunc('week', start_time) as date) as week,
    count(*) as new_users
from first_plays
where start_time >= cast($from as timestamp)
group by 1
order by 1
limit $limit;

-- title: Plays by day and level
-- chart: line day plays level
-- measure: plays

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
)

select
    cast(songplays.start_time as date) as day,
    songplays.level,
    count(*) as plays
from songplays
where songplays.start_time >= cast($from as timestamp)
  and songplays.start_time < cast($to as timestamp)
group by 1, 2
order by 1, 2
limit $limit;

-- title: Plays by hour and weekday (0 is Sunday)
-- chart: heat hour weekday plays
-- measure: plays

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
)

select
    cast(extract(dow from songplays.start_time) as integer) as weekday,
    cast(extract(hour from songplays.start_time) as integer) as hour,
    count(*) as plays
from songplays
where songplays.start_time >= cast($from as timestamp)
  and songplays.start_time < cast($to as timestamp)
group by 1, 2
order by 1, 2
limit $limit;

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
    group by user_id
    having min(start_time) >= cast($from as timestamp)
),

listener_weeks as (
    select distinct user_id, date_trunc('week', start_time) as week
    from songplays
    where songplays.start_time >= cast($from as timestamp)
      and songplays.start_time < cast($to as timestamp)
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

-- title: Sessions by length
-- chart: bar length sessions
-- measure: sessions

-- A session lasts from the start of its first play to the start of its last.
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

sessions as (
    select
        count(*) as plays,
        min(start_time) as first_start,
        max(start_time) as last_start
    from songplays
    where songplays.start_time >= cast($from as timestamp)
      and songplays.start_time < cast($to as timestamp)
    group by user_id, session_id
),

classes as (
    select
        plays,
        case
            when plays = 1 then 0
            when last_start < first_start + interval '15 minutes' then 1
            when last_start < first_start + interval '30 minutes' then 2
            when last_start < first_start + interval '1 hour' then 3
            when last_start < first_start + interval '2 hours' then 4
            when last_start < first_start + interval '4 hours' then 5
            else 6
        end as class
    from sessions
)

select
    case class
        when 0 then 'one play'
        when 1 then 'to 15 min'
        when 2 then '15-30 min'
        when 3 then '30-60 min'
        when 4 then '1-2 h'
        when 5 then '2-4 h'
        else 'over 4 h'
    end as length,
    count(*) as sessions,
    cast(sum(plays) as bigint) as plays
from classes
group by class
order by class
limit $limit;

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

-- title: Top artists
-- chart: bar artist plays
-- limit: 10
-- measure: plays
-- reads: logs songs

-- The listeners are counted of the artists that are shown, and of no other.
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

counted as (
    select artist_id, count(*) as plays
    from songplays
    where songplays.start_time >= cast($from as timestamp)
      and songplays.start_time < cast($to as timestamp)
    group by artist_id
),

top_artists as (
    select counted.artist_id, artists.name as artist, counted.plays
    from counted
    inner join artists
        on artists.artist_id = counted.artist_id
    order by counted.plays desc, artist, counted.artist_id
    limit $limit
)

select
    top_artists.artist,
    top_artists.plays,
    count(distinct songplays.user_id) as listeners
from songplays
inner join top_artists
    on top_artists.artist_id = songplays.artist_id
where songplays.start_time >= cast($from as timestamp)
  and songplays.start_time < cast($to as timestamp)
group by top_artists.artist_id, top_artists.artist, top_artists.plays
order by top_artists.plays desc, top_artists.artist, top_artists.artist_id;

-- title: Top locations
-- chart: bar location plays
-- limit: 10
-- measure: plays

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

listeners as (
    select location, user_id, count(*) as plays
    from songplays
    where songplays.start_time >= cast($from as timestamp)
      and songplays.start_time < cast($to as timestamp)
      and songplays.location is not null
    group by location, user_id
)

select
    location,
    cast(sum(plays) as bigint) as plays,
    count(*) as listeners
from listeners
group by location
order by plays desc, location
limit $limit;

-- title: Top songs
-- chart: bar song plays
-- limit: 10
-- measure: plays
-- reads: logs songs

-- The listeners are counted of the songs that are shown, and of no other.
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

counted as (
    select song_id, count(*) as plays
    from songplays
    where songplays.start_time >= cast($from as timestamp)
      and songplays.start_time < cast($to as timestamp)
    group by song_id
),

top_songs as (
    select
        counted.song_id,
        songs.title as song,
        artists.name as artist,
        counted.plays
    from counted
    inner join songs
        on songs.song_id = counted.song_id
    inner join artists
        on artists.artist_id = songs.artist_id
    order by counted.plays desc, song, artist, counted.song_id
    limit $limit
)

select
    top_songs.song,
    top_songs.artist,
    top_songs.plays,
    count(distinct songplays.user_id) as listeners
from songplays
inner join top_songs
    on top_songs.song_id = songplays.song_id
where songplays.start_time >= cast($from as timestamp)
  and songplays.start_time < cast($to as timestamp)
group by top_songs.song_id, top_songs.song, top_songs.artist, top_songs.plays
order by top_songs.plays desc, top_songs.song, top_songs.artist, top_songs.song_id;
