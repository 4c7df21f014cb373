-- title: New users by week of their first play (weeks start on Monday)
-- chart: bar week new_users
-- own filters: from

with
first_plays as (
    select user_id, min(start_time) as start_time
    from filtered_plays
    group by user_id
)

select
    cast(date_trunc('week', local(start_time)) as date) as week,
    count(*) as new_users
from first_plays
where start_time >= cast($from as timestamp)
group by 1
order by 1;
