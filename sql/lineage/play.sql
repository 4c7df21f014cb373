-- A play as it is in the star, with what its log event said.

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
    artists.name as artist,
    songplays.item_in_session,
    songplays.song,
    songplays.artist as event_artist,
    songplays.length
from songplays
left join songs
    on songs.song_id = songplays.song_id
left join artists
    on artists.artist_id = songplays.artist_id
where songplays.songplay_id = $play_id;
