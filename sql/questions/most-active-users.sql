-- title: Most active users
-- chart: bar user_name plays
-- limit: 10

select user_name, user_id, level, plays, sessions
from listeners_by_plays
order by plays desc, user_id;
