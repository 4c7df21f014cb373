-- Every matched play has a song record with its title and artist name.

with
plays as (
    select distinct
        md5(
            cast(ts as varchar)
            || '|' || cast(user_id as varchar)
            || '|' || cast(session_id as varchar)
            || '|' || cast(item_in_session as varchar)
        ) as songplay_id,
        candidates.song_id,
        candidates.artist_id
    from staging_events
    inner join staging_songs as candidates
        on  rtrim(candidates.title, ' ') = rtrim(staging_events.song, ' ')
        and rtrim(candidates.artist_name, ' ') = rtrim(staging_events.artist, ' ')
    where page = 'NextSong'
      and ts between $from and $to
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
