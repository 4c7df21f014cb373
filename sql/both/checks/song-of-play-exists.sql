-- Every matched play's song is in songs.

select songplay_id, song_id
from songplays
where song_id is not null
  and start_time between epoch_ms($from) and epoch_ms($to)
  and not exists (select 1 from songs where songs.song_id = songplays.song_id);
