-- No id is missing.

select 'songplays' as table_name, songplay_id as id
from songplays
where start_time between epoch_ms($from) and epoch_ms($to)
  and (songplay_id is null or user_id is null)
union all
select 'users' as table_name, cast(user_id as varchar) as id
from users
where user_id is null
union all
select 'songs' as table_name, song_id as id
from songs
where song_id is null or artist_id is null
union all
select 'artists' as table_name, artist_id as id
from artists
where artist_id is null;
