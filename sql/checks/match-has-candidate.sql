-- Every matched play has a song record with its song_id and artist_id, and with the title and artist name of its event.

with
-- What is matched is far less than the plays, and only it is compared without trailing blanks.
matched as (
    select distinct song, artist, song_id, artist_id
    from songplays
    where song_id is not null
      and start_time between epoch_ms($from) and epoch_ms($to)
)

select matched.song_id, matched.artist_id, matched.song, matched.artist
from matched
left join staging_songs as candidates
    on  candidates.song_id = matched.song_id
    and candidates.artist_id = matched.artist_id
    and rtrim(candidates.title, ' ') = rtrim(matched.song, ' ')
    and rtrim(candidates.artist_name, ' ') = rtrim(matched.artist, ' ')
where candidates.song_id is null;
