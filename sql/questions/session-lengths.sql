-- title: Sessions by length
-- chart: bar length sessions
-- measure: sessions

-- A session lasts from the start of its first play to the start of its last. The digit keeps the classes in order.
with
sessions as (
    select count(*) as plays, min(start_time) as first_start, max(start_time) as last_start
    from filtered_plays
    group by user_id, session_id
),

classes as (
    select
        plays,
        case
            when plays = 1 then '0 one play'
            when last_start < first_start + interval '15 minutes' then '1 to 15 min'
            when last_start < first_start + interval '30 minutes' then '2 15-30 min'
            when last_start < first_start + interval '1 hour' then '3 30-60 min'
            when last_start < first_start + interval '2 hours' then '4 1-2 h'
            when last_start < first_start + interval '4 hours' then '5 2-4 h'
            else '6 over 4 h'
        end as class
    from sessions
)

select
    substring(class, 3) as length,
    count(*) as sessions,
    cast(sum(plays) as bigint) as plays
from classes
group by class
order by class;
