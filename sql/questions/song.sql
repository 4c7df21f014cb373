-- title: Songs, and who played them
-- chart: table song plays
-- limit: 10
-- reads: logs songs
-- of: song

select
    songs_by_plays.song,
    songs_by_plays.artist,
    songs.year,
    songs_by_plays.plays,
    songs_by_plays.listeners,
    local(songs_by_plays.first_play) as first_play,
    local(songs_by_plays.last_play) as last_play,
    songs_by_plays.song_id is not null as in_song_data
from songs_by_plays
left join songs
    on songs.song_id = songs_by_plays.song_id
order by songs_by_plays.place;
