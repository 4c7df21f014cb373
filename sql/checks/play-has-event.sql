-- Every play has the song and the artist of one of its log events.

select songplays.songplay_id, songplays.song, songplays.artist
from songplays
left join staging_events as events
    on  is_play(events.page)
    and events.ts between $from and $to
    and epoch_ms(events.ts) = songplays.start_time
    and events.user_id = songplays.user_id
    and events.session_id = songplays.session_id
    and events.item_in_session = songplays.item_in_session
    and coalesce(events.song, '') = coalesce(songplays.song, '')
    and coalesce(events.artist, '') = coalesce(songplays.artist, '')
where songplays.start_time between epoch_ms($from) and epoch_ms($to)
  and events.ts is null;
