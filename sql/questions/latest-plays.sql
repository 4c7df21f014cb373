-- title: Latest plays
-- chart: table
-- limit: 20
-- reads: logs songs

with
latest as (
    select songplay_id, start_time, user_id, level, song_id, artist_id, location
    from filtered_plays
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
