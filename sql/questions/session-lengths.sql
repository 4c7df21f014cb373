-- title: Sessions by length
-- chart: bar length sessions

-- A session lasts from the start of its first play to the start of its last. Classes are grouped by their number, since texts as
-- keys take longer.
with
sessions as (
    select
        count(*) as plays,
        case
            when count(*) = 1 then 1
            when max(start_time) < min(start_time) + interval '15 minutes' then 2
            when max(start_time) < min(start_time) + interval '30 minutes' then 3
            when max(start_time) < min(start_time) + interval '1 hour' then 4
            when max(start_time) < min(start_time) + interval '2 hours' then 5
            when max(start_time) < min(start_time) + interval '4 hours' then 6
            else 7
        end as class
    from filtered_plays
    group by user_id, session_id
)

select
    split_part('one play,to 15 min,15-30 min,30-60 min,1-2 h,2-4 h,over 4 h', ',', class) as length,
    count(*) as sessions,
    cast(sum(plays) as bigint) as plays
from sessions
group by class
order by class;
