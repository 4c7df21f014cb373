-- title: Listeners' browsers
-- chart: bar browser listeners
-- measure: listeners

-- A browser names its ancestors too: Edge and Opera say Chrome, Chrome says Safari, old Opera says MSIE.
-- Agents are far fewer than plays: each is parsed once.
with
agents as (
    select user_id, user_agent, count(*) as plays
    from filtered_plays
    group by user_id, user_agent
),

browsers as (
    select
        user_agent,
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
    from agents
    group by user_agent
)

select
    coalesce(browsers.browser, 'other') as browser,
    count(distinct agents.user_id) as listeners,
    cast(sum(agents.plays) as bigint) as plays
from agents
left join browsers
    on browsers.user_agent = agents.user_agent
group by 1
order by listeners desc, plays desc, 1;
