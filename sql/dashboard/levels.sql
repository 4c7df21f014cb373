-- The levels that plays have; none where the log event names none.

select coalesce(level, 'none') as level, count(*) as plays
from songplays
group by 1
order by plays desc, 1;
