-- The plays among the staged events, and those in the star that match a song record.

select 'from_events' as counted, count(*) as row_count
from staging_events
where is_play(page)
union all
select 'matched' as counted, count(song_id) as row_count
from songplays;
