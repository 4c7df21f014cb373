-- Every song's artist is in artists.

select song_id, artist_id
from songs
where not exists (select 1 from artists where artists.artist_id = songs.artist_id);
