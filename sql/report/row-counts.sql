-- The rows of each table of staging and star, the plays among the staged events, and those in the star that match a song record.

select
    (select count(*) from staging_events) as staging_events,
    (select count(*) from staging_songs) as staging_songs,
    (select count(*) from songplays) as songplays,
    (select count(*) from users) as users,
    (select count(*) from songs) as songs,
    (select count(*) from artists) as artists,
    (select count(*) from time) as time,
    (select count(*) from staging_events where is_play(page)) as from_events,
    (select count(song_id) from songplays) as matched;
