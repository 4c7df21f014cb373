-- Every matched play's artist is in artists.

select songplays.songplay_id, songplays.artist_id
from songplays
left join artists
    on artists.artist_id = songplays.artist_id
where songplays.artist_id is not null
  and songplays.start_time between epoch_ms($from) and epoch_ms($to)
  and artists.artist_id is null;
