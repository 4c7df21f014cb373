-- Users of whom no event is left in staging, after rows were removed from it.

delete from users
where user_id not in (select user_id from staging_events where user_id is not null);
