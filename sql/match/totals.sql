-- Plays, and those of them that found their song.

select
    count(*) as plays,
    count(song_id) as matched
from songplays;
