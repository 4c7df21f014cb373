-- The loaded files, with what tells whether each of them is the same still.

select file_id, data_set, location, size, version, content, copied_with, read_again, rejected
from etl.files;
