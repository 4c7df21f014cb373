-- title: Plays of each level
-- chart: bar period_start plays level
-- grain: auto
-- alias: plays-by-day day

select
    period(start_time) as period_start,
    level,
    count(*) as plays,
    incomplete(period(start_time)) as incomplete
from filtered_plays
group by 1, 2
order by 1, 2;
