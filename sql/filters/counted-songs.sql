-- The songs of the plays that the filters leave. A play that found no song record counts for the title and artist that the log
-- says. Those that did are counted by their song_id, which is several times as fast as by texts.
select known.song_id, songs.title as song, artists.name as artist, known.plays
from (
    select song_id, count(*) as plays
    from filtered_plays
    where song_id is not null
    group by song_id
) as known
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
