-- title: Top songs
-- chart: bar song plays
-- limit: 10
-- reads: logs songs

select song, artist, plays, listeners, song_id is not null as in_song_data
from songs_by_plays
order by place;
