-- title: Songs, and who played them
-- chart: table
-- limit: 10
-- measure: plays
-- reads: logs songs
-- of: song

-- A play that found no song counts for the title and artist that the log says.
with
counted as (
    select
        song_id,
        case when song_id is null then song end as log_song,
        case when song_id is null then coalesce(artist, '') end as log_artist,
        count(*) as plays,
        count(distinct user_id) as listeners,
        min(start_time) as first_play,
        max(start_time) as last_play
    from filtered_plays
    where song_id is not null or song is not null
    group by 1, 2, 3
)

select
    coalesce(songs.title, counted.log_song) as song,
    coalesce(artists.name, counted.log_artist) as artist,
    songs.year,
    counted.plays,
    counted.listeners,
    local(counted.first_play) as first_play,
    local(counted.last_play) as last_play,
    counted.song_id is not null as in_song_data
from counted
left join songs
    on songs.song_id = counted.song_id
left join artists
    on artists.artist_id = songs.artist_id
order by counted.plays desc, song, artist, coalesce(counted.song_id, '');
