-- title: Songs, and who played them
-- chart: table
-- limit: 10
-- measure: plays
-- reads: logs songs
-- of: song

select
    plays_of_songs.song,
    plays_of_songs.artist,
    songs.year,
    plays_of_songs.plays,
    count(distinct plays_of_songs.user_id) as listeners,
    local(min(plays_of_songs.start_time)) as first_play,
    local(max(plays_of_songs.start_time)) as last_play,
    plays_of_songs.song_id is not null as in_song_data
from plays_of_songs
left join songs
    on songs.song_id = plays_of_songs.song_id
group by plays_of_songs.song_id, plays_of_songs.song, plays_of_songs.artist, songs.year, plays_of_songs.plays
order by plays_of_songs.plays desc, plays_of_songs.song, plays_of_songs.artist, coalesce(plays_of_songs.song_id, '');
