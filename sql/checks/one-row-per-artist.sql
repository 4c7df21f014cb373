-- Every artist has one row, also one with several names.

select artist_id, count(*) as rows_found
from artists
group by artist_id, exact(artist_id)
having count(*) > 1;
