-- title: Errors by week and level
-- chart: bar week errors
-- measure: errors

-- Pages that failed: Error, and every other one with a status from 400. Users without a login count as none.
select
    cast(date_trunc('week', local(start_time)) as date) as week,
    level,
    count(*) as errors,
    count(distinct user_id) as users
from filtered_events
where page = 'Error' or status >= 400
group by 1, 2
order by 1, 2;
