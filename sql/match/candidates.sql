-- Every song record that a play may match, once.

select distinct
    song_id,
    artist_id,
    title,
    artist_name,
    duration
from staging_songs
order by song_id, artist_id, title, artist_name, duration;
