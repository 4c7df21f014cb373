-- The song and artist texts of the plays without a song, with the number of plays of each. A play stands for the same
-- one of its repeated events as in star/songplays.sql; whether it found a song depends on these two texts alone.

with
repeated as (
    select ts, user_id, session_id, item_in_session
    from staging_events
    where page = 'NextSong'
    group by ts, user_id, session_id, item_in_session
    having count(*) > 1
),

ranked_repeats as (
    select
        events.artist,
        events.song,
        row_number() over (
            partition by events.ts, events.user_id, events.session_id, events.item_in_session
            order by
                coalesce(events.level, ''),
                coalesce(events.location, ''),
                coalesce(events.user_agent, ''),
                coalesce(events.artist, ''),
                coalesce(events.song, ''),
                coalesce(events.length, 0)
        ) as preference
    from staging_events as events
    inner join repeated
        on  repeated.ts = events.ts
        and repeated.user_id = events.user_id
        and repeated.session_id = events.session_id
        and repeated.item_in_session = events.item_in_session
    where events.page = 'NextSong'
),

distinct_plays as (
    select artist, song
    from staging_events
    where page = 'NextSong'
      and not exists (
        select 1
        from repeated
        where repeated.ts = staging_events.ts
          and repeated.user_id = staging_events.user_id
          and repeated.session_id = staging_events.session_id
          and repeated.item_in_session = staging_events.item_in_session
      )
    union all
    select artist, song
    from ranked_repeats
    where preference = 1
),

texts as (
    select song, artist, count(*) as plays
    from distinct_plays
    group by song, artist
),

candidates as (
    select distinct
        rtrim(title, ' ') as title,
        rtrim(artist_name, ' ') as artist_name
    from staging_songs
)

select
    texts.song,
    texts.artist,
    texts.plays
from texts
left join candidates
    on  candidates.title = rtrim(texts.song, ' ')
    and candidates.artist_name = rtrim(texts.artist, ' ')
where candidates.title is null
order by texts.plays desc, texts.artist, texts.song;
