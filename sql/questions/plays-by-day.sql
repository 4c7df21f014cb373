-- title: Plays by day and level
-- chart: line day plays level
-- measure: plays

select
    cast(start_time as date) as day,
    level,
    count(*) as plays
from filtered_plays
group by 1, 2
order by 1, 2;
