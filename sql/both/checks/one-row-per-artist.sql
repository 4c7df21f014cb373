-- Every artist is there once, also one who is credited under several names.

select artist_id, count(*) as rows_found
from artists
group by artist_id
having count(*) > 1;
