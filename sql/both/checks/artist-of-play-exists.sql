-- Every matched play's artist is in artists.

select songplay_id, artist_id
from songplays
where artist_id is not null
  and start_time between epoch_ms($from) and epoch_ms($to)
  and not exists (select 1 from artists where artists.artist_id = songplays.artist_id);
