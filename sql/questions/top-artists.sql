-- title: Top artists
-- chart: bar artist plays
-- limit: 10
-- measure: plays
-- reads: logs songs

select
    artist,
    plays,
    count(distinct user_id) as listeners,
    in_song_data
from plays_of_artists
group by artist, plays, in_song_data
order by plays desc, artist;
