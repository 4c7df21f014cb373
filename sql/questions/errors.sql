-- title: Errors of each level
-- chart: bar period_start errors
-- grain: week

-- Pages that failed: Error, and every other one with a status from 400. Users without a login count as none.
select
    period(start_time) as period_start,
    level,
    count(*) as errors,
    count(distinct user_id) as users,
    incomplete(period(start_time)) as incomplete
from filtered_events
where page = 'Error' or status >= 400
group by 1, 2
order by 1, 2;
