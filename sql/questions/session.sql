-- title: Plays of a session, in order
-- chart: table
-- limit: 100
-- reads: logs songs
-- of: session

-- A play that found no song has the title and artist that the log says.
with
played as (
    select *
    from filtered_plays
    order by start_time, user_id, session_id, item_in_session
    limit $limit
)

select
    local(played.start_time) as start_time,
    coalesce(songs.title, played.song) as song,
    coalesce(artists.name, played.artist) as artist,
    played.level,
    played.location,
    played.user_id,
    played.session_id,
    played.song_id is not null as in_song_data,
    played.songplay_id as play_id
from played
left join songs on songs.song_id = played.song_id
left join artists on artists.artist_id = played.artist_id
order by played.start_time, played.user_id, played.session_id, played.item_in_session;
