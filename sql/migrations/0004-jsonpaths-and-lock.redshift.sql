-- The table that a run locks, with the number of the next file.

create table etl.lock (
    next_file_id integer
)
diststyle all;
