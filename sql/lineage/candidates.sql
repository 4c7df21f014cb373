-- The song records that a play's match looked at: those with its title and its artist's name; the one it took first.

select
    songs.song_id,
    songs.artist_id,
    songs.title,
    songs.artist_name,
    songs.duration,
    min(files.location) as file,
    count(*) as records
from staging_songs as songs
inner join etl.files as files
    on files.file_id = songs.file_id
where rtrim(songs.title, ' ') = rtrim($song, ' ')
  and rtrim(songs.artist_name, ' ') = rtrim($artist, ' ')
group by songs.song_id, songs.artist_id, songs.title, songs.artist_name, songs.duration
order by
    -- as in songplays.sql
    case
        when sign(songs.duration) * sign(cast($length as double precision)) < 0
            and abs(songs.duration) > cast('1.7976931348623157e308' as double precision) - abs(cast($length as double precision))
            then cast('1.7976931348623157e308' as double precision)
        else coalesce(abs(songs.duration - cast($length as double precision)), 0)
    end,
    songs.song_id,
    songs.artist_id;
