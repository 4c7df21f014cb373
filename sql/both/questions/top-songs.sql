-- title: Top songs
-- chart: bar song plays
-- limit: 10
-- measure: plays

select
    songs.title as song,
    artists.name as artist,
    count(*) as plays,
    count(distinct songplays.user_id) as listeners
from songplays
inner join songs
    on songs.song_id = songplays.song_id
inner join artists
    on artists.artist_id = songplays.artist_id
where start_time >= cast($from as timestamp)
  and start_time < cast($to as timestamp)
group by songs.song_id, songs.title, artists.name
order by plays desc, song, artist, songs.song_id
limit $limit;
