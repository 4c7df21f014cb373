-- Every matched play has a candidate: no song has more plays than there are events with the title and artist name of one
-- of its records. Counted by song, since comparing play by play would take as long as building them.

with
events_by_title as (
    select
        rtrim(song, ' ') as title,
        rtrim(artist, ' ') as artist_name,
        count(*) as events
    from staging_events
    where page = 'NextSong'
      and ts between $from and $to
    group by 1, 2
),

records as (
    select distinct
        song_id,
        artist_id,
        rtrim(title, ' ') as title,
        rtrim(artist_name, ' ') as artist_name
    from staging_songs
),

events_by_song as (
    select
        records.song_id,
        records.artist_id,
        sum(events_by_title.events) as events
    from records
    inner join events_by_title
        on  events_by_title.title = records.title
        and events_by_title.artist_name = records.artist_name
    group by records.song_id, records.artist_id
),

plays_by_song as (
    select song_id, artist_id, count(*) as plays
    from songplays
    where song_id is not null
      and start_time between epoch_ms($from) and epoch_ms($to)
    group by song_id, artist_id
)

select
    plays_by_song.song_id,
    plays_by_song.artist_id,
    plays_by_song.plays,
    coalesce(events_by_song.events, 0) as events
from plays_by_song
left join events_by_song
    on  events_by_song.song_id = plays_by_song.song_id
    and events_by_song.artist_id = plays_by_song.artist_id
where plays_by_song.plays > coalesce(events_by_song.events, 0);
