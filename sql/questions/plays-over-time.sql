-- title: Plays of each level
-- chart: bar period_start plays level
-- measure: plays
-- grain: auto
-- alias: plays-by-day day

with
counted as (
    select period(start_time) as period_start, level, count(*) as plays
    from filtered_plays
    group by 1, 2
)

select
    period_start,
    level,
    plays,
    incomplete(period_start) as incomplete
from counted
order by 1, 2;
