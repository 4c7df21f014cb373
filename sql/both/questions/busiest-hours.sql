-- title: Busiest hours, last 7 days
-- chart: bar hour plays
-- limit: 24
-- measure: plays
-- period: the last 7 days of the plays, unless --from says otherwise

with
latest as (
    select max(start_time) as start_time
    from songplays
    where start_time < cast($to as timestamp)
),

plays as (
    select songplays.start_time
    from songplays
    cross join latest
    where songplays.start_time >= cast($from as timestamp)
      and songplays.start_time < cast($to as timestamp)
      and songplays.start_time >= date_trunc('day', latest.start_time) - interval '6 days'
)

select
    cast(extract(hour from start_time) as integer) as hour,
    count(*) as plays
from plays
group by 1
order by plays desc, hour
limit $limit;
