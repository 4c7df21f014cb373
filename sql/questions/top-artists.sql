-- title: Top artists
-- chart: bar artist plays
-- limit: 10
-- measure: plays
-- reads: logs songs

-- A play that found no song counts for the artist that the log says. The listeners are counted of the artists that are
-- shown, and of no other.
with
named as (
    select
        user_id,
        coalesce(artist_id, '') as artist_id,
        case when artist_id is null then artist else '' end as log_artist
    from filtered_plays
    where artist_id is not null or artist is not null
),

keys as (
    select artist_id, log_artist, count(*) as plays
    from named
    group by artist_id, log_artist
),

counted as (
    select keys.artist_id, keys.log_artist, coalesce(artists.name, keys.log_artist) as artist, keys.plays
    from keys
    left join artists
        on artists.artist_id = keys.artist_id
),

top_artists as (
    select artist, cast(sum(plays) as bigint) as plays, max(artist_id) <> '' as in_song_data
    from counted
    group by artist
    order by plays desc, artist
    limit $limit
)

select
    top_artists.artist,
    top_artists.plays,
    count(distinct named.user_id) as listeners,
    top_artists.in_song_data
from named
inner join counted
    on counted.artist_id = named.artist_id
   and counted.log_artist = named.log_artist
inner join top_artists
    on top_artists.artist = counted.artist
group by top_artists.artist, top_artists.plays, top_artists.in_song_data
order by top_artists.plays desc, top_artists.artist;
