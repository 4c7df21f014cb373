-- No id is missing or empty: "" means that no user is logged in.

select 'songplays' as table_name, songplay_id as id
from songplays
where start_time between epoch_ms($from) and epoch_ms($to)
  and (coalesce(songplay_id, '') = '' or user_id is null or song_id = '' or artist_id = '')
union all
select 'users' as table_name, cast(user_id as varchar) as id
from users
where user_id is null
union all
select 'songs' as table_name, song_id as id
from songs
where coalesce(song_id, '') = '' or coalesce(artist_id, '') = ''
union all
select 'artists' as table_name, artist_id as id
from artists
where coalesce(artist_id, '') = '';
