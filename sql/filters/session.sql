-- Plays of a session; listeners may have sessions of one number.
session_id = cast($session as bigint)
