-- The genders of users, the most frequent first; none where the log names none.
select coalesce(gender, 'none') as value, count(*) as users
from users
group by 1
order by users desc, value
limit $limit;
