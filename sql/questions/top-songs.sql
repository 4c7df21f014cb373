-- title: Top songs
-- chart: bar song plays
-- limit: 10
-- measure: plays
-- reads: logs songs

-- The listeners are counted of the songs that are shown, and of no other.
with
counted as (
    select song_id, count(*) as plays
    from filtered_plays
    group by song_id
),

top_songs as (
    select counted.song_id, songs.title as song, artists.name as artist, counted.plays
    from counted
    inner join songs
        on songs.song_id = counted.song_id
    inner join artists
        on artists.artist_id = songs.artist_id
    order by counted.plays desc, song, artist, counted.song_id
    limit $limit
)

select
    top_songs.song,
    top_songs.artist,
    top_songs.plays,
    count(distinct filtered_plays.user_id) as listeners
from filtered_plays
inner join top_songs
    on top_songs.song_id = filtered_plays.song_id
group by top_songs.song_id, top_songs.song, top_songs.artist, top_songs.plays
order by top_songs.plays desc, top_songs.song, top_songs.artist, top_songs.song_id;
