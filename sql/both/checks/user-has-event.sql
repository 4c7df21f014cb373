-- Every user comes from an event: rows that are removed take their users with them.

select user_id
from users
where not exists (select 1 from staging_events where staging_events.user_id = users.user_id);
