-- The id that no file has yet, nor any of those that follow it.

select next_file_id
from etl.lock;
