-- title: Listeners, and what they played
-- chart: table user_name plays
-- limit: 10
-- of: listener

select
    user_id,
    user_name,
    gender,
    level,
    plays,
    sessions,
    local(first_play) as first_play,
    local(last_play) as last_play
from listeners_by_plays
order by plays desc, user_id;
