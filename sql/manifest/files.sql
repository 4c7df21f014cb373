-- The loaded files, with the fingerprint that shows whether each of them is unchanged.

select file_id, data_set, location, size, fingerprint, content_hash, copy_group_id, read_again, rejected
from etl.files;
