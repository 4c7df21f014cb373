with
plays as (
    select *
    from {{ ref('staging_events') }}
    where page = 'NextSong'
    qualify row_number() over (
        partition by ts, user_id, session_id, item_in_session
        order by level, location, user_agent, artist, song, length
    ) = 1
),

matches as (
    select played.song, played.artist, played.length, song_id, artist_id
    from (select distinct song, artist, length from plays) as played
    inner join {{ ref('staging_songs') }}
        on title = played.song and artist_name = played.artist
    qualify row_number() over (
        partition by played.song, played.artist, played.length order by abs(duration - played.length), song_id
    ) = 1
)

select
    md5(concat_ws('|', ts, user_id, session_id, item_in_session)) as songplay_id,
    epoch_ms(ts) as start_time,
    user_id, level, song_id, artist_id, session_id, location, user_agent
from plays
left join matches using (song, artist, length)
