-- Every matched play has a song record with its song_id and artist_id, and with the title and artist name of its event.

with
explained as (
    select
        songplays.songplay_id
    from songplays
    inner join staging_events as events
        on  epoch_ms(events.ts) = songplays.start_time
        and events.user_id = songplays.user_id
        and events.session_id = songplays.session_id
    inner join staging_songs as candidates
        on  candidates.song_id = songplays.song_id
        and candidates.artist_id = songplays.artist_id
        and rtrim(candidates.title, ' ') = rtrim(events.song, ' ')
        and rtrim(candidates.artist_name, ' ') = rtrim(events.artist, ' ')
    where events.page = 'NextSong'
      and events.ts between $from and $to
      and songplays.start_time between epoch_ms($from) and epoch_ms($to)
)

select songplay_id, song_id, artist_id
from songplays
where song_id is not null
  and start_time between epoch_ms($from) and epoch_ms($to)
  and songplay_id not in (select songplay_id from explained);
