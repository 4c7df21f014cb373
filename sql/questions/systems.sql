-- title: Listeners' systems
-- chart: bar system listeners
-- measure: listeners

-- Android names Linux too, and an iPad or iPhone says Mac OS X: the more special name is asked for first.
-- Agents are far fewer than plays: each is parsed once.
with
agents as (
    select user_id, user_agent, count(*) as plays
    from filtered_plays
    group by user_id, user_agent
),

systems as (
    select
        user_agent,
        case
            when user_agent like '%iPhone%' or user_agent like '%iPod%' then 'iPhone'
            when user_agent like '%iPad%' then 'iPad'
            when user_agent like '%Android%' then 'Android'
            when user_agent like '%Windows%' then 'Windows'
            when user_agent like '%Macintosh%' or user_agent like '%Mac OS X%' then 'Mac'
            when user_agent like '%CrOS%' then 'ChromeOS'
            when user_agent like '%Linux%' or user_agent like '%X11%' then 'Linux'
            else 'other'
        end as system_name
    from agents
    group by user_agent
)

select
    coalesce(systems.system_name, 'other') as "system",
    count(distinct agents.user_id) as listeners,
    cast(sum(agents.plays) as bigint) as plays
from agents
left join systems
    on systems.user_agent = agents.user_agent
group by 1
order by listeners desc, plays desc, 1;
