-- Every play has one row: a join that fans out duplicates plays.

with
-- Whole ids cost half as much again to group: only those that begin alike, which are few, are compared as a whole.
begun_alike as (
    select substring(songplay_id, 1, 12) as beginning
    from songplays
    where start_time between epoch_ms($from) and epoch_ms($to)
    group by 1
    having count(*) > 1
)

select songplay_id, count(*) as rows_found
from songplays
where start_time between epoch_ms($from) and epoch_ms($to)
  and substring(songplay_id, 1, 12) in (select begun_alike.beginning from begun_alike)
group by songplay_id
having count(*) > 1;
