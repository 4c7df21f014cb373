-- The plays that the filters leave: how many, how many of them found their song, the first and the last.

select
    count(*) as plays,
    count(song_id) as matched,
    min(start_time) as first_play,
    max(start_time) as last_play
from filtered_plays;
