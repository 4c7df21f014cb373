-- title: Busiest hours, last 7 days
-- chart: bar hour plays
-- limit: 24
-- period: the last 7 days of the plays, unless --from says otherwise

with
latest as (
    select max(start_time) as start_time
    from songplays
    where start_time < cast($to as timestamp)
)

select
    cast(extract(hour from local(filtered_plays.start_time)) as integer) as hour,
    count(*) as plays
from filtered_plays
cross join latest
where local(filtered_plays.start_time) >= date_trunc('day', local(latest.start_time)) - interval '6 days'
group by 1
order by plays desc, hour;
