-- The loaded files in tables of versions 1 and 2, as files.sql finds them after the upgrade.

select
    file_id,
    data_set,
    location,
    size,
    version as fingerprint,
    content as content_hash,
    copied_with as copy_group_id,
    read_again,
    rejected
from etl.files;
