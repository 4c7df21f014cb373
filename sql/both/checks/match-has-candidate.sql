-- Every matched play has a song record with its song_id and artist_id, and with the title and artist name of its event.

-- Joined by the play's whole identity: events of one user, session and instant may be many.
with
plays as (
    select
        md5(
            cast(events.ts as varchar)
            || '|' || cast(events.user_id as varchar)
            || '|' || cast(events.session_id as varchar)
            || '|' || cast(events.item_in_session as varchar)
        ) as songplay_id,
        candidates.song_id,
        candidates.artist_id
    from staging_events as events
    inner join staging_songs as candidates
        on  rtrim(candidates.title, ' ') = rtrim(events.song, ' ')
        and rtrim(candidates.artist_name, ' ') = rtrim(events.artist, ' ')
    where events.page = 'NextSong'
      and events.ts between $from and $to
)
select songplays.songplay_id, songplays.song_id, songplays.artist_id
from songplays
left join plays
    on  plays.songplay_id = songplays.songplay_id
    and plays.song_id = songplays.song_id
    and plays.artist_id = songplays.artist_id
where songplays.song_id is not null
  and songplays.start_time between epoch_ms($from) and epoch_ms($to)
  and plays.songplay_id is null;
