-- title: Top songs
-- chart: bar song plays
-- limit: 10
-- measure: plays
-- reads: logs songs

-- A play that found no song counts for the title and artist that the log says. The listeners are counted of the songs that
-- are shown, and of no other.
with
named as (
    select
        user_id,
        coalesce(song_id, '') as song_id,
        case when song_id is null then song else '' end as log_song,
        case when song_id is null then coalesce(artist, '') else '' end as log_artist
    from filtered_plays
    where song_id is not null or song is not null
),

counted as (
    select song_id, log_song, log_artist, count(*) as plays
    from named
    group by song_id, log_song, log_artist
),

top_songs as (
    select
        counted.song_id,
        counted.log_song,
        counted.log_artist,
        coalesce(songs.title, counted.log_song) as song,
        coalesce(artists.name, counted.log_artist) as artist,
        counted.plays
    from counted
    left join songs
        on songs.song_id = counted.song_id
    left join artists
        on artists.artist_id = songs.artist_id
    order by counted.plays desc, song, artist, counted.song_id
    limit $limit
)

select
    top_songs.song,
    top_songs.artist,
    top_songs.plays,
    count(distinct named.user_id) as listeners,
    top_songs.song_id <> '' as in_song_data
from named
inner join top_songs
    on top_songs.song_id = named.song_id
   and top_songs.log_song = named.log_song
   and top_songs.log_artist = named.log_artist
group by top_songs.song_id, top_songs.song, top_songs.artist, top_songs.plays
order by top_songs.plays desc, top_songs.song, top_songs.artist, top_songs.song_id;
