-- title: Top artists
-- chart: bar artist plays
-- limit: 10
-- measure: plays
-- reads: logs songs

-- The listeners are counted of the artists that are shown, and of no other.
with
counted as (
    select artist_id, count(*) as plays
    from filtered_plays
    group by artist_id
),

top_artists as (
    select counted.artist_id, artists.name as artist, counted.plays
    from counted
    inner join artists
        on artists.artist_id = counted.artist_id
    order by counted.plays desc, artist, counted.artist_id
    limit $limit
)

select
    top_artists.artist,
    top_artists.plays,
    count(distinct filtered_plays.user_id) as listeners
from filtered_plays
inner join top_artists
    on top_artists.artist_id = filtered_plays.artist_id
group by top_artists.artist_id, top_artists.artist, top_artists.plays
order by top_artists.plays desc, top_artists.artist, top_artists.artist_id;
