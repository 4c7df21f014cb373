-- title: Listeners' browsers
-- chart: bar browser listeners
-- measure: listeners

-- A browser names its ancestors too: Edge and Opera say Chrome, Chrome says Safari, old Opera says MSIE.
with
plays as (
    select
        user_id,
        case
            when user_agent like '%Edge/%' or user_agent like '%Edg/%' or user_agent like '%EdgA/%'
                or user_agent like '%EdgiOS/%' then 'Edge'
            when user_agent like '%Opera%' or user_agent like '%OPR/%' or user_agent like '%OPiOS/%' then 'Opera'
            when user_agent like '%Firefox/%' or user_agent like '%FxiOS/%' then 'Firefox'
            when user_agent like '%Chrome/%' or user_agent like '%CriOS/%' or user_agent like '%Chromium/%' then 'Chrome'
            when user_agent like '%MSIE %' or user_agent like '%Trident/%' then 'IE'
            when user_agent like '%Safari/%' then 'Safari'
            else 'other'
        end as browser
    from songplays
    where start_time >= cast($from as timestamp)
      and start_time < cast($to as timestamp)
)

select
    browser,
    count(distinct user_id) as listeners,
    count(*) as plays
from plays
group by browser
order by listeners desc, plays desc, browser
limit $limit;
