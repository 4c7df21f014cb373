-- Keeps the JSONPaths files of each run, so that the next one can use them, and the number of the next file for runs to reserve.

alter table etl.runs add column log_jsonpath varchar(4096);

alter table etl.runs add column song_jsonpath varchar(4096);

insert into etl.lock (next_file_id)
select coalesce(max(file_id), 0) + 1
from etl.files;
