-- title: Artists, and who played them
-- chart: table
-- limit: 10
-- measure: plays
-- reads: logs songs
-- of: artist

select
    artist,
    plays,
    count(distinct user_id) as listeners,
    count(distinct song) as songs,
    local(min(start_time)) as first_play,
    local(max(start_time)) as last_play,
    in_song_data
from plays_of_artists
group by artist, plays, in_song_data
order by plays desc, artist;
