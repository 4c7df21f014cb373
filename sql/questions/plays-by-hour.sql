-- title: Plays by hour and weekday (0 is Sunday)
-- chart: heat hour plays weekday

select
    cast(extract(dow from local(start_time)) as integer) as weekday,
    cast(extract(hour from local(start_time)) as integer) as hour,
    count(*) as plays
from filtered_plays
group by 1, 2
order by 1, 2;
