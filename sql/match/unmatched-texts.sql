-- The song and artist texts of the plays without a song, with the number of plays of each.

select song, artist, count(*) as plays
from songplays
where song_id is null
group by song, artist
order by plays desc, artist, song;
