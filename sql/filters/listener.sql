-- Plays of a listener.
user_id = cast($listener as bigint)
