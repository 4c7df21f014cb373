-- The locations of plays, the most played first; none where the log event names none.
select coalesce(location, 'none') as value, count(*) as plays
from songplays
group by 1
order by plays desc, value
limit $limit;
