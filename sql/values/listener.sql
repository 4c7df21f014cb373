-- The listeners, those of most plays first, with their names.
select
    users.user_id as value,
    trim(coalesce(users.first_name, '') || ' ' || coalesce(users.last_name, '')) as name,
    count(*) as plays
from songplays
inner join users
    on users.user_id = songplays.user_id
group by users.user_id, users.first_name, users.last_name
order by plays desc, value
limit $limit;
