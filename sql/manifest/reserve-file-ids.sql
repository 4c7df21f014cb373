-- Takes the next ids of files, so that no other run takes them.

update etl.lock
set next_file_id = next_file_id + $files;
