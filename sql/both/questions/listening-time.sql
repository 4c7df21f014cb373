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
      and ($level = '' or staging_events.level = $level)
      and ($location = '' or staging_events.location = $location)
      and ($listener = '' or staging_events.user_id = cast(nullif($listener, '') as bigint))
),

joined_plays as (
    select songplays.songplay_id, songplays.start_time, songplays.user_id, songplays.session_id
    from songplays
    cross join joining
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
