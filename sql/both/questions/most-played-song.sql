-- title: Most played song
-- chart: bar song plays
-- limit: 1
-- measure: plays

select
    songs.title as song,
    artists.name as artist,
    count(*) as plays
from songplays
inner join songs
    on songs.song_id = songplays.song_id
inner join artists
    on artists.artist_id = songplays.artist_id
where start_time >= cast($from as timestamp)
  and start_time < cast($to as timestamp)
group by songs.song_id, songs.title, artists.name
order by plays desc, song, artist
limit $limit;
