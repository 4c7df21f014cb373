-- Every user is there once, also one who went from free to paid.

select user_id, count(*) as rows_found
from users
group by user_id
having count(*) > 1;
