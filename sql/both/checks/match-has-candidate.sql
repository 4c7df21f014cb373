-- Every matched play has a song record with its song_id and artist_id, and with the title and artist name of its event.

with
-- The pairs of title and artist are far fewer than the plays, and only they are compared without trailing blanks.
explained as (
    select
        played.song,
        played.artist,
        candidates.song_id,
        candidates.artist_id
    from (
        select distinct song, artist
        from staging_events
        where page = 'NextSong'
          and ts between $from and $to
    ) as played
    inner join staging_songs as candidates
        on  rtrim(candidates.title, ' ') = rtrim(played.song, ' ')
        and rtrim(candidates.artist_name, ' ') = rtrim(played.artist, ' ')
),

-- By the play's whole identity: events of one user, session and instant may be many.
plays as (
    select
        md5(
            cast(events.ts as varchar)
            || '|' || cast(events.user_id as varchar)
            || '|' || cast(events.session_id as varchar)
            || '|' || cast(events.item_in_session as varchar)
        ) as songplay_id,
        explained.song_id,
        explained.artist_id
    from staging_events as events
    inner join explained
        on  explained.song = events.song
        and explained.artist = events.artist
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
