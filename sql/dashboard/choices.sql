-- What the filters offer: every location with its plays, the most played first.

select location, count(*) as plays
from songplays
where location is not null
group by location
order by plays desc, location
limit 1000;
