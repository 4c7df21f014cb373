-- title: Artists, and who played them
-- chart: table artist plays
-- limit: 10
-- reads: logs songs
-- of: artist

select
    artist,
    plays,
    listeners,
    songs,
    local(first_play) as first_play,
    local(last_play) as last_play,
    in_song_data
from artists_by_plays
order by place;
