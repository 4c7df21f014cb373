-- The browsers of the user agents that the log names; none where a log event names none.
select distinct browser as value
from classified_agents
order by value
limit $limit;
