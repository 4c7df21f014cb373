-- Every matched play has a song record with its song_id and artist_id, and with the title and artist name of its event.

with
explained as (
    select distinct songplays.songplay_id
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

select songplays.songplay_id, songplays.song_id, songplays.artist_id
from songplays
left join explained
    on explained.songplay_id = songplays.songplay_id
where songplays.song_id is not null
  and songplays.start_time between epoch_ms($from) and epoch_ms($to)
  and explained.songplay_id is null;
