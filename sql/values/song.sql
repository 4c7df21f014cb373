-- The titles that log events name, the most played first.
select song as value, count(*) as plays
from songplays
where song is not null
group by song
order by plays desc, value
limit $limit;
