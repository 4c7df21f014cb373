-- Plays on a system; none are plays whose log event names no user agent.
coalesce(user_agent, 'none') in (
    select classified_agents.user_agent
    from classified_agents
    where classified_agents."system" = $system
)
