-- The song records that a play's match looked at: those with its title and its artist's name; the one it took first.

select
    songs.song_id,
    songs.artist_id,
    songs.title,
    songs.artist_name,
    songs.duration,
    min(files.location) as file,
    count(*) as records
from staging_songs as songs
inner join etl.files as files
    on files.file_id = songs.file_id
where rtrim(songs.title, ' ') = rtrim($song, ' ')
  and rtrim(songs.artist_name, ' ') = rtrim($artist, ' ')
group by songs.song_id, songs.artist_id, songs.title, songs.artist_name, songs.duration
order by
    coalesce(abs(songs.duration / 2 - cast($length as double precision) / 2), 0), -- as in songplays.sql
    songs.song_id,
    songs.artist_id;
