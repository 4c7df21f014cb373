-- title: Most played song
-- chart: bar song plays
-- limit: 1
-- measure: plays
-- reads: logs songs

-- A play that found no song counts for the title and artist that the log says.
with
known as (
    select song_id, count(*) as plays
    from filtered_plays
    where song_id is not null
    group by song_id
),

counted as (
    select known.song_id, songs.title as song, artists.name as artist, known.plays
    from known
    inner join songs
        on songs.song_id = known.song_id
    inner join artists
        on artists.artist_id = songs.artist_id

    union all

    select cast(null as varchar(256)) as song_id, song, coalesce(artist, '') as artist, count(*) as plays
    from filtered_plays
    where song_id is null
      and song is not null
    group by song, coalesce(artist, '')
)

select song, artist, plays
from counted
order by plays desc, song, artist, coalesce(song_id, '');
