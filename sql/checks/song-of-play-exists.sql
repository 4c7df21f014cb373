-- Every matched play's song is in songs.

select songplays.songplay_id, songplays.song_id
from songplays
left join songs
    on songs.song_id = songplays.song_id
where songplays.song_id is not null
  and songplays.start_time between epoch_ms($from) and epoch_ms($to)
  and songs.song_id is null;
