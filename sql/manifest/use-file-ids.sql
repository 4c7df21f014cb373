-- Ids of files that are recorded are given to no other file, also where they were not reserved.

update etl.lock
set next_file_id = $next_file_id
where next_file_id < $next_file_id;
