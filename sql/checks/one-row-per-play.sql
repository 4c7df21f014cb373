-- Every play has one row: a join that fans out duplicates plays.

select songplay_id, count(*) as rows_found
from songplays
where start_time between epoch_ms($from) and epoch_ms($to)
group by songplay_id
having count(*) > 1;
