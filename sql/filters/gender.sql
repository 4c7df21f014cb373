-- Plays of listeners of a gender, as the log says it; none are listeners without one.
user_id in (
    select users.user_id
    from users
    where coalesce(users.gender, 'none') = $gender
)
