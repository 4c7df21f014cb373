-- title: Latest plays
-- chart: table
-- limit: 20
-- reads: logs songs

-- A play that found no song has the title and artist that the log says.
with
latest as (
    select *
    from filtered_plays
    order by start_time desc, songplay_id
    limit $limit
)

select
    local(latest.start_time) as start_time,
    coalesce(users.first_name, '') || ' ' || coalesce(users.last_name, '') as user_name,
    latest.user_id,
    latest.level,
    coalesce(songs.title, latest.song) as song,
    coalesce(artists.name, latest.artist) as artist,
    latest.location,
    latest.songplay_id as play_id,
    latest.session_id,
    latest.song_id is not null as in_song_data
from latest
left join users on users.user_id = latest.user_id
left join songs on songs.song_id = latest.song_id
left join artists on artists.artist_id = latest.artist_id
order by latest.start_time desc, latest.songplay_id;
