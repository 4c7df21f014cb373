-- The plays among the staged events, the plays in the star, and those of them that match a song record.

select
    (select count(*) from staging_events where page = 'NextSong' and length(page) = 8) as from_events,
    (select count(*) from songplays) as songplays,
    (select count(song_id) from songplays) as matched;
