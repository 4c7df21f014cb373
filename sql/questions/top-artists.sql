-- title: Top artists
-- chart: bar artist plays
-- limit: 10
-- reads: logs songs

select artist, plays, listeners, in_song_data
from artists_by_plays
order by place;
