-- title: Top songs
-- chart: bar song plays
-- limit: 10
-- measure: plays
-- reads: logs songs

select
    song,
    artist,
    plays,
    count(distinct user_id) as listeners,
    song_id is not null as in_song_data
from plays_of_songs
group by song_id, song, artist, plays
order by plays desc, song, artist, coalesce(song_id, '');
