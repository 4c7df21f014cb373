-- title: Sessions by length
-- chart: bar length sessions
-- measure: sessions

-- A session lasts from the start of its first play to the start of its last.
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
            when plays = 1 then 0
            when last_start < first_start + interval '15 minutes' then 1
            when last_start < first_start + interval '30 minutes' then 2
            when last_start < first_start + interval '1 hour' then 3
            when last_start < first_start + interval '2 hours' then 4
            when last_start < first_start + interval '4 hours' then 5
            else 6
        end as class
    from sessions
)

select
    case class
        when 0 then 'one play'
        when 1 then 'to 15 min'
        when 2 then '15-30 min'
        when 3 then '30-60 min'
        when 4 then '1-2 h'
        when 5 then '2-4 h'
        else 'over 4 h'
    end as length,
    count(*) as sessions,
    cast(sum(plays) as bigint) as plays
from classes
group by class
order by class;
