-- title: Artists, and who played them
-- chart: table
-- limit: 10
-- measure: plays
-- reads: logs songs
-- of: artist

-- A play that found no song counts for the artist that the log says.
with
named as (
    select
        coalesce(artists.name, filtered_plays.artist) as artist,
        filtered_plays.user_id,
        filtered_plays.song,
        filtered_plays.start_time,
        filtered_plays.artist_id
    from filtered_plays
    left join artists
        on artists.artist_id = filtered_plays.artist_id
    where filtered_plays.artist_id is not null or filtered_plays.artist is not null
)

select
    artist,
    count(*) as plays,
    count(distinct user_id) as listeners,
    count(distinct song) as songs,
    local(min(start_time)) as first_play,
    local(max(start_time)) as last_play,
    count(artist_id) > 0 as in_song_data
from named
group by artist
order by plays desc, artist;
