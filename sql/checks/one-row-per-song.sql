-- Every song has one row, also one with several records.

select song_id, count(*) as rows_found
from songs
group by song_id, exact(song_id)
having count(*) > 1;
