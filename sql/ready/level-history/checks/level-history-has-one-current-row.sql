-- Each user has one current level, that of users.
select
    users.user_id,
    users.level,
    count(level_history.user_id) as current_rows,
    min(level_history.level) as current_level
from users
left join level_history
    on  level_history.user_id = users.user_id
    and level_history.is_current
group by users.user_id, users.level
having count(level_history.user_id) <> 1
    or coalesce(min(level_history.level), '') <> coalesce(users.level, '');
