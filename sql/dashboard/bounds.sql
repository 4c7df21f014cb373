-- The first and the last day with a play.

select
    cast(min(start_time) as date) as first_day,
    cast(max(start_time) as date) as last_day
from songplays;
