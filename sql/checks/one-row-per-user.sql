-- Every user has one row, also one who changed from free to paid.

select user_id, count(*) as rows_found
from users
group by user_id
having count(*) > 1;
