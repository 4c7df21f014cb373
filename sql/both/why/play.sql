-- A play, as it stands in the star.

select
    songplays.songplay_id,
    songplays.start_time,
    songplays.user_id,
    songplays.level,
    songplays.song_id,
    songplays.artist_id,
    songplays.session_id,
    songplays.location,
    songplays.user_agent,
    songs.title,
    artists.name as artist
from songplays
left join songs
    on songs.song_id = songplays.song_id
left join artists
    on artists.artist_id = songplays.artist_id
where songplays.songplay_id = $play_id;
