-- Every user has an event: removing the last event of a user removes the user.

select user_id
from users
where not exists (select 1 from staging_events where staging_events.user_id = users.user_id);
