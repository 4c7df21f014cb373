-- title: Most played song
-- chart: bar song plays
-- limit: 1
-- reads: logs songs

select song, artist, plays
from counted_songs
order by plays desc, song, artist, coalesce(song_id, '');
