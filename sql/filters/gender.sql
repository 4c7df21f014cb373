-- Plays of listeners of a gender, as the log says it.
user_id in (
    select users.user_id
    from users
    where users.gender = $gender
)
