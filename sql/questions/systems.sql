-- title: Listeners' systems
-- chart: bar system listeners

with
used as (
    select user_id, coalesce(user_agent, 'none') as user_agent, count(*) as plays
    from filtered_plays
    group by 1, 2
)

select
    classified_agents."system",
    count(distinct used.user_id) as listeners,
    cast(sum(used.plays) as bigint) as plays
from used
inner join classified_agents
    on classified_agents.user_agent = used.user_agent
group by classified_agents."system"
order by listeners desc, plays desc, "system";
