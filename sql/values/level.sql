-- The levels that plays have, the most frequent first; none where the log event names none.
select coalesce(level, 'none') as value, count(*) as plays
from songplays
group by 1
order by plays desc, value
limit $limit;
