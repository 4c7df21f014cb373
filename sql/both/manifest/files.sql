-- The loaded files, with what tells whether each of them is the same still.

select file_id, data_set, location, size, fingerprint, content_hash, copy_group_id, read_again, rejected
from etl.files;
