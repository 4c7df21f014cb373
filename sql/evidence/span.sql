-- The first and the last play of all.

select
    min(start_time) as first_play,
    max(start_time) as last_play
from songplays;
