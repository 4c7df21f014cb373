-- title: Top locations
-- chart: bar location plays
-- limit: 10
-- measure: plays

select
    location,
    count(*) as plays,
    count(distinct user_id) as listeners
from songplays
where start_time >= cast($from as timestamp)
  and start_time < cast($to as timestamp)
  and location is not null
group by location
order by plays desc, location
limit $limit;
