-- title: Most played song
-- chart: bar song plays
-- limit: 1
-- measure: plays
-- reads: logs songs

with
counted as (
    select song_id, count(*) as plays
    from filtered_plays
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
order by counted.plays desc, song, artist, counted.song_id;
