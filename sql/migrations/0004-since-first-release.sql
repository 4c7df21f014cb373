-- Marks for reading again every file that today's rules may read otherwise: one with rejected records, or with a staged
-- event before 2000 or more than a day after $now. Files that one COPY loaded are read again together.

update etl.files
set read_again = true
where rejected > 0
   or file_id in (select file_id from staging_events where ts < 946684800000 or ts > cast($now as bigint) + 86400000)
   or copy_group_id in (select file_id from staging_events where ts < 946684800000 or ts > cast($now as bigint) + 86400000);

update etl.checks
set name = 'row-counts-reconcile'
where name = 'books-balance';

insert into etl.lock (next_file_id)
select coalesce(max(file_id), 0) + 1
from etl.files;
