-- title: Top locations
-- chart: bar location plays
-- limit: 10

with
listeners as (
    select location, user_id, count(*) as plays
    from filtered_plays
    where location is not null
    group by location, user_id
)

select
    location,
    cast(sum(plays) as bigint) as plays,
    count(*) as listeners
from listeners
group by location
order by plays desc, location;
